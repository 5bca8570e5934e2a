from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.cli.status import COLUMNS
from support import HANDOUT, put, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

REVIEWS: Final = {
    "ankle": "{status: approved, by: Dr B, on: 2024-11-24, due: 2026-11-24}",
    "back": '{status: sample, by: "Núñez, Ana", due: 2026-12-31}',
    "hip": "{status: withdrawn, successor: ankle}",
}
DAY: Final = ("--today", "2026-11-25")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    handouts = {slug: HANDOUT.replace("kind:", f"review: {review}\nkind:") for slug, review in REVIEWS.items()}
    return workspace(tmp_path, handouts=handouts)


def test_people_get_a_table_for_each_group(root: Path) -> None:
    done = run("status", *DAY, cwd=root)

    assert (done.exit_code, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["Overdue", "(1)"]
    assert lines[1] == ["OWNER", "TITLE", "HANDOUT", "LANGUAGE", "VERSION", "CHECKED", "DUE", "DAYS"]
    assert lines[2] == ["Dr", "B", "A", "sore", "ankle", "ankle", "en", "1", "2024-11-24", "2026-11-24", "-1"]
    assert ["Due", "this", "quarter", "(1)"] in lines
    assert "hip -> ankle" in done.stdout


def test_a_spreadsheet_gets_rows(root: Path) -> None:
    done = run("status", "--format", "csv", *DAY, cwd=root)

    ankle, back, hip = csv.DictReader(io.StringIO(done.stdout))
    assert tuple(ankle) == COLUMNS
    assert (ankle["group"], ankle["days"], ankle["due"], ankle["state"]) == ("overdue", "-1", "2026-11-24", "overdue")
    assert (back["owner"], back["group"], back["checked"]) == ("Núñez, Ana", "due this quarter", "")
    assert (hip["group"], hip["successor"], hip["days"]) == ("withdrawn", "ankle", "")


def test_a_program_gets_json(root: Path) -> None:
    done = run("status", "--format", "json", *DAY, cwd=root)

    rows = json.loads(done.stdout)
    assert [set(row) for row in rows] == [set(COLUMNS)] * 3
    assert [row["days"] for row in rows] == [-1, 36, None]
    assert [row["successor"] for row in rows] == [None, None, "ankle"]


def test_the_wall_gets_a_page(root: Path) -> None:
    done = run("status", "--format", "html", *DAY, cwd=root)

    assert done.stdout.lstrip().lower().startswith("<!doctype html>")
    assert done.stdout.rstrip().endswith("</html>")
    assert "2026-11-25" in done.stdout


def test_it_is_a_report_and_ends_well_whatever_it_shows(root: Path) -> None:
    put(root / "handouts/gut/en.md", "---\nbroken")
    put(root / "handouts/hip/en.md", HANDOUT.replace("kind:", "review: {status: withdrawn, successor: hep}\nkind:"))

    done = run("status", *DAY, cwd=root)

    assert done.exit_code == 0
    assert "(cannot be read)" in done.stdout
    assert "handouts/gut/en.md" in done.stderr
    assert "[S177]" in done.stderr


def test_a_day_that_is_none_is_told(root: Path) -> None:
    done = run("status", "--today", "tomorrow", cwd=root)

    assert done.exit_code == 2
    assert "'tomorrow' does not match" in done.stderr


def test_a_template_that_does_not_work_is_told(root: Path) -> None:
    put(root / "templates/status.html", "{{ nobody.there }}")

    done = run("status", "--format", "html", cwd=root)

    assert (done.exit_code, done.stdout) == (3, "")
    assert "templates/status.html:1" in done.stderr


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    done = run("status", cwd=workspace(tmp_path, handouts={}))

    assert (done.exit_code, done.stdout) == (0, "")
    assert "handout new" in done.stderr
