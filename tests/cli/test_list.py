from __future__ import annotations

import json
from typing import TYPE_CHECKING

from handoutpress.workspace import Workspace
from support import HANDOUT, REPOSITORY, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

KNEE = HANDOUT.replace("A sore ankle", "A stiff knee").replace(
    "kind:", "version: 1.10\nreview: {status: approved, on: 2026-10-01, due: 2028-10-01}\nkind:"
)


def test_json_has_a_row_for_every_handout(tmp_path: Path) -> None:
    handouts = {"ankle": HANDOUT, "knee": KNEE, "knee/es.md": KNEE.replace("A stiff knee", "Rodilla rígida")}
    done = run("list", "--json", cwd=workspace(tmp_path, handouts=handouts))

    assert done.exit_code == 0
    rows = json.loads(done.stdout)
    assert [row["slug"] for row in rows] == ["ankle", "knee"]
    ankle, knee = rows
    assert set(ankle) >= {"slug", "title", "languages", "version", "review", "state", "layouts"}
    assert (knee["title"], knee["languages"], knee["version"]) == ("A stiff knee", ["en", "es"], "1.10")
    assert knee["review"] == {"status": "approved", "due": "2028-10-01"}
    assert (ankle["review"]["status"], ankle["review"]["due"]) == ("draft", None)
    assert ankle["layouts"] == list(Workspace(REPOSITORY).layouts)


def test_people_get_a_table(tmp_path: Path) -> None:
    done = run("list", cwd=workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": KNEE}))

    head, ankle, knee = done.stdout.splitlines()
    assert head.split() == ["HANDOUT", "TITLE", "LANGUAGES", "VERSION", "REVIEW", "NEXT", "CHECK"]
    assert ankle.split() == ["ankle", "A", "sore", "ankle", "en", "1", "draft", "-"]
    assert knee.index("A stiff knee") == head.index("TITLE")
    assert done.stderr == ""


def test_a_handout_that_cannot_be_read_stands_in_the_list_and_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": "---\nbroken"})

    listed, told = run("list", cwd=root), run("list", "--json", cwd=root)

    assert "(cannot be read)" in listed.stdout
    assert "handouts/knee/en.md" in listed.stderr
    knee = json.loads(told.stdout)[1]
    assert (knee["slug"], knee["title"], knee["languages"], knee["version"]) == ("knee", None, ["en"], None)


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={})

    assert "handout new" in run("list", cwd=root).stderr
    assert json.loads(run("list", "--json", cwd=root).stdout) == []
