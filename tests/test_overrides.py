from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

import pytest
from filelock import FileLock

from handoutpress.edition import Edition
from handoutpress.overrides import FIELDS, NAME, note
from handoutpress.review import Override
from support import put

if TYPE_CHECKING:
    from pathlib import Path

ANKLE: Final = Edition("ankle", "en", "north", "sheet", "letter", mono=True)
FACTS: Final = {"version": "3", "code": "7F2A", "due_on": "2026-05-31", "override": 'Read again, "as is"; é'}
AT: Final = datetime(2026, 11, 25, 9, 30, 5, tzinfo=UTC)
LINE: Final = ["2026-11-25T09:30:05Z", "ankle", "en", "sheet", "letter", "office", "standard", "yes", "3", "7F2A",
               "2026-05-31", 'Read again, "as is"; é']  # fmt: skip


def lines(folder: Path) -> list[list[str]]:
    with (folder / NAME).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder: Path) -> None:
    note(folder, ANKLE, FACTS, Override(FACTS["override"], AT))


def test_a_log_begins_with_its_head_and_gets_a_line_each_time(tmp_path: Path) -> None:
    write(tmp_path / "new")
    write(tmp_path / "new")

    assert lines(tmp_path / "new") == [list(FIELDS), LINE, LINE]


def test_what_stands_in_a_log_is_never_changed(tmp_path: Path) -> None:
    put(tmp_path / NAME, "mine, all mine\r\n")

    write(tmp_path)

    assert lines(tmp_path) == [["mine", " all mine"], LINE]


def test_a_line_that_was_broken_off_does_not_take_the_next_one_along(tmp_path: Path) -> None:
    put(tmp_path / NAME, b"time,slug\r\n2026-11-25T09:3")

    write(tmp_path)

    assert lines(tmp_path) == [["time", "slug"], ["2026-11-25T09:3"], LINE]


def test_a_log_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()

    with pytest.raises(OSError, match=NAME):
        write(tmp_path)


def test_the_time_of_a_log_is_utc_wherever_the_clinic_is(tmp_path: Path) -> None:
    there = AT.astimezone(timezone(timedelta(hours=-8)))

    note(tmp_path, ANKLE, FACTS, Override(FACTS["override"], there))

    assert lines(tmp_path)[1] == LINE


def test_a_line_is_not_written_while_another_program_writes_one(tmp_path: Path) -> None:
    with FileLock(tmp_path / f".{NAME}.lock"), pytest.raises(OSError, match="could not be acquired"):
        note(tmp_path, ANKLE, FACTS, Override(FACTS["override"], AT), patience=0.05)

    assert not (tmp_path / NAME).exists()
    write(tmp_path)
    assert lines(tmp_path) == [list(FIELDS), LINE]
