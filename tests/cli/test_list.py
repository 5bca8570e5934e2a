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


def dated(review: str, more: str = "") -> str:
    return HANDOUT.replace("kind:", f"{more}review: {review}\nkind:")


def test_the_state_is_that_of_the_day(tmp_path: Path) -> None:
    handouts = {
        "ankle": dated("{status: approved, due: 2026-10-01}"),
        "ankle/es.md": dated("{status: sample, due: 2026-12-01}"),
        "hip": dated("{status: withdrawn, successor: ankle}", "reference: HIP\n"),
        "knee": HANDOUT,
    }
    root = workspace(tmp_path, handouts=handouts)

    shown = run("list", "--today", "2026-11-25", cwd=root).stdout
    rows = json.loads(run("list", "--json", "--today", "2026-11-25", cwd=root).stdout)
    before = json.loads(run("list", "--json", "--today", "2026-01-01", cwd=root).stdout)

    assert "approved, overdue by 55 days; es: sample, due in 6 days" in shown
    assert "withdrawn: use ankle" in shown
    assert [(row["state"], row["days"], row["successor"]) for row in rows] == [
        ("overdue", -55, None), ("withdrawn", None, "ankle"), ("draft", None, None),
    ]  # fmt: skip
    assert rows[0]["states"] == {"en": "overdue", "es": "due-soon"}
    assert rows[0]["review"] == {"status": "approved", "due": "2026-10-01"}
    assert before[0]["state"] == "approved"


def chosen(root: Path, *words: str) -> tuple[list[str], str]:
    """Give the handouts that words find, and what is said beside them."""
    done = run("list", *words, "--json", cwd=root)
    assert done.exit_code == 0
    assert run("list", *words, cwd=root).stderr == done.stderr
    return [row["slug"] for row in json.loads(done.stdout)], done.stderr


def test_words_choose_what_is_listed_the_best_first(tmp_path: Path) -> None:
    handouts = {
        "ankle": HANDOUT.replace("kind:", "topics: [stiff]\nkind:"),
        "knee": KNEE,
        "knee/es.md": KNEE.replace("A stiff knee", "Rodilla rígida"),
        "pressure": HANDOUT.replace("A sore ankle", "High blood pressure").replace("kind:", "reference: HBP\nkind:"),
        "broken": "---\nbroken",
    }
    root = workspace(tmp_path, handouts=handouts)

    assert chosen(root, "stiff") == (["knee", "ankle"], "")
    assert chosen(root, "rodilla", "rig") == (["knee"], "")
    assert chosen(root, "HBP-EN v1") == (["pressure"], "")
    assert chosen(root, "bro")[0] == ["broken"]
    assert chosen(root, "BP") == (["pressure"], "Nothing has 'BP' in title or topics. Found as: blood pressure\n")
    assert chosen(root, "anlke") == (["ankle"], "Nothing has 'anlke' in title or topics. This is nearly that:\n")
    assert chosen(root, "knee", "zebra") == (
        [], "Nothing is found by 'knee zebra'. The nearest:\n  knee: A stiff knee\n"
    )  # fmt: skip
    assert chosen(root, "zebra") == ([], "Nothing is found by 'zebra'.\n")
    assert run("list", "zebra", cwd=root).stdout == ""


def test_an_empty_workspace_says_what_to_do_whatever_is_looked_for(tmp_path: Path) -> None:
    assert "handout new" in run("list", "zebra", cwd=workspace(tmp_path, handouts={})).stderr
