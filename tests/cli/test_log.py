from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from handoutpress.cli.log import COLUMNS
from handoutpress.desklog import ADD, Outcome, Printed
from prints import ANKLE, NOW, log
from support import COMMAND, HANDOUT, PATIENCE, environment, put, run, until, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from support import Result

SAMPLE = HANDOUT.replace("kind:", "review: {status: sample}\nkind:")
FOLDER = '[printers.front]\nuri = "folder:printed"\n'


def show(root: Path, *args: str) -> Result:
    return run("log", *args, cwd=root, TZ="UTC")


def rows(root: Path, *args: str) -> list[dict[str, Any]]:
    done = show(root, "--format", "json", *args)
    assert (done.exit_code, done.stderr) == (0, "")
    return list(json.loads(done.stdout))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a workspace with a print of yesterday, and one of now that was never confirmed until somebody looked."""
    at = workspace(tmp_path, handouts={"ankle": SAMPLE}, settings=FOLDER)
    here = log(at / ".handoutpress/desk.sqlite")
    here.learn(here.begin(ANKLE), Outcome.DONE, NOW)
    soon = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
    number = here.begin(
        Printed(soon, "ANK", "ankle", "3", "es", "ankle.es.trifold.a4.office.mono", "2345", 1, "back", "AB", "Asked")
    )
    here.learn(number, Outcome.NOT_CONFIRMED, soon)
    here.learn(number, Outcome.CAME_OUT, soon + timedelta(minutes=2))
    return at


def test_people_get_a_table_with_the_last_first(root: Path) -> None:
    done = show(root)

    assert (done.exit_code, done.stderr) == (0, "")
    head, last, first = (re.split(r"  +", line) for line in done.stdout.splitlines())
    assert head == [
        "TIME", "HANDOUT", "LANGUAGE", "VERSION", "CODE", "EDITION", "COPIES", "PRINTER", "OUTCOME", "BY", "WHY",
    ]  # fmt: skip
    assert last == [
        "2026-11-26 10:00", "ankle", "es", "3", "2345", "trifold a4 mono", "1", "back", "came out", "AB", "Asked",
    ]  # fmt: skip
    assert first[:6] == ["2026-11-25 09:30", "ankle", "en", "3", "7F2A", "sheet letter"]


def test_a_program_gets_all_that_was_learnt(root: Path) -> None:
    last, first = rows(root)

    assert set(first) == {*COLUMNS, "learnt"}
    assert first["time"] == "2026-11-25T09:30:05Z"
    assert (first["copies"], first["outcome"], first["initials"], first["reason"]) == (2, "done", "", "")
    assert [one["outcome"] for one in last["learnt"]] == ["sending", "not-confirmed", "came-out"]
    assert last["learnt"][-1]["time"] == "2026-11-26T10:02:00Z"


def test_a_spreadsheet_gets_rows_and_works_none_of_them_out(root: Path) -> None:
    db = sqlite3.connect(root / ".handoutpress/desk.sqlite")
    for number, reason in enumerate(("=1+1", "+1", "-1", "@x", "\tx", 'say "hi", then go')):
        values = (f"2026-11-27T00:00:0{number}Z", "A", "a", "1", "en", "a.en.x", "7F2A", 1, "p", "", reason)
        db.execute(ADD, values)
    db.commit()
    db.close()

    read = list(csv.DictReader(io.StringIO(show(root, "--format", "csv").stdout, newline="")))
    assert tuple(read[0]) == COLUMNS
    assert [row["reason"] for row in reversed(read)] == [
        "", "Asked", "'=1+1", "'+1", "'-1", "'@x", "'\tx", 'say "hi", then go',
    ]  # fmt: skip


def test_one_may_ask_for_a_time_and_a_printer(root: Path) -> None:
    assert [row["language"] for row in rows(root, "--since", "2026-11-26")] == ["es"]
    assert len(rows(root, "--since", "2026-11-25")) == 2
    assert [row["language"] for row in rows(root, "--printer", "front")] == ["en"]
    ahead = (datetime.now(UTC) - NOW).days
    assert len(rows(root, "--since", f"{max(ahead, 0) + 3}d")) == 2


@pytest.mark.parametrize("word", ["yesterday", "2026-13-01", "7w", "d"])
def test_a_time_that_is_none_is_told(root: Path, word: str) -> None:
    done = show(root, "--since", word)

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"'{word}' is neither a day" in done.stderr


def test_an_empty_log_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    done = show(root)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "Nothing that was printed stands in the log.\n")
    assert rows(root) == []
    assert not (root / ".handoutpress").exists()


def test_what_would_move_the_cursor_is_not_shown(root: Path) -> None:
    db = sqlite3.connect(root / ".handoutpress/desk.sqlite")
    db.execute(ADD, ("2026-11-27T00:00:00Z", "A", "a\b\b", "1", "en", "a.en.x", "7F2A", 1, "p", "", ""))
    db.commit()
    db.close()

    assert "\b" not in show(root).stdout


def test_a_log_that_cannot_be_read_is_exit_3(root: Path) -> None:
    put(root / ".handoutpress/desk.sqlite", b"damaged " * 999)
    done = show(root)

    assert (done.exit_code, done.stdout) == (3, "")
    assert "desk.sqlite is damaged" in done.stderr
    assert "move desk.sqlite away" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_printed_from_the_command_line_is_logged(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": SAMPLE}, settings=FOLDER)
    assert run("print", "ankle", "--copies", "3", cwd=root).exit_code == 0
    assert run("print", "ankle", "--dry-run", cwd=root).exit_code == 0
    assert run("print", "--test-page", cwd=root).exit_code == 0

    [row] = rows(root)
    facts = json.loads((root / "out/north/manifest.json").read_text("utf-8"))["entries"]
    assert row["code"] == facts["ankle.en.sheet.letter.office"]["facts"]["code"]
    assert (row["reference"], row["edition"], row["version"]) == ("ANK", "ankle.en.sheet.letter.office", "1")
    assert (row["copies"], row["printer"], row["initials"], row["reason"]) == (3, "front", "", "")
    assert [one["outcome"] for one in row["learnt"]] == ["sending", "done"]


def test_a_print_is_logged_before_it_goes_out(tmp_path: Path) -> None:
    """Where the program ends while it sends, the log says that it was sending."""
    put(tmp_path / "bin/lp", f"#!/bin/sh\nwhile [ ! -e {tmp_path}/go ]; do sleep 0.05; done\ncat >/dev/null\n").chmod(
        0o755
    )
    root = workspace(tmp_path, handouts={"ankle": SAMPLE}, settings='[printers.front]\nuri = "lp:front"\n')
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    printing = subprocess.Popen([COMMAND, "print", "ankle"], cwd=root, env=environment() | {"PATH": path})
    until(lambda: rows(root) or printing.poll() is not None)

    assert [row["outcome"] for row in rows(root)] == ["sending"]
    put(tmp_path / "go", "")
    assert printing.wait(timeout=PATIENCE) == 0
    assert [row["outcome"] for row in rows(root)] == ["sent"]


def test_what_was_not_printed_is_logged_as_such(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": SAMPLE}, settings=FOLDER)
    put(root / "printed", "in the way")

    assert run("print", "ankle", cwd=root).exit_code == 5
    assert [row["outcome"] for row in rows(root)] == ["failed"]


def test_without_its_log_a_leaflet_is_printed_all_the_same(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": SAMPLE}, settings=f'{FOLDER}[desk]\nlog = "handouts/ankle/en.md/x"\n')
    done = run("print", "ankle", cwd=root)

    assert done.exit_code == 0
    assert "not logged: the log" in done.stderr
    assert len(list((root / "printed").iterdir())) == 1


def test_the_settings_move_the_log_and_say_how_long_it_keeps(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, handouts={"ankle": SAMPLE}, settings=f'{FOLDER}[desk]\nlog = "../kept/prints.db"\nkeep_days = 30\n'
    )
    here = log(tmp_path / "kept/prints.db")
    here.begin(replace(ANKLE, at=datetime(2020, 1, 1, tzinfo=UTC)))
    assert run("print", "ankle", cwd=root).exit_code == 0

    assert [row["outcome"] for row in rows(root)] == ["done"]
    assert not (root / ".handoutpress").exists()


@pytest.mark.parametrize("text", ['log = " "', "keep_days = -1", 'keep_days = "7"'])
def test_settings_that_cannot_be_are_told(tmp_path: Path, text: str) -> None:
    root = workspace(tmp_path, settings=f"[desk]\n{text}\n")
    done = show(root)

    assert done.exit_code == 3
    assert done.stderr.count("handoutpress.toml:2:1: error: ") == 1
    assert text.partition(" ")[0] in done.stderr
