from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from handoutpress.desklog import MIGRATIONS, DeskLog, Entry, LogError, Outcome, Printed, place
from handoutpress.logfile import OURS, LogFile
from prints import ANKLE, NOW, log
from support import PATIENCE, environment, put

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY: Final = "Zqxcanaryjw"
TESTS: Final = Path(__file__).parent


def process(task: str, *words: str | Path) -> subprocess.Popen[str]:
    """Begin something of `prints` in a process of its own."""
    return subprocess.Popen(
        [sys.executable, TESTS / "prints.py", task, *words], env=environment(), text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip


def said(running: subprocess.Popen[str]) -> str:
    return running.communicate(timeout=PATIENCE)[0]


def outcomes(file: Path) -> list[str]:
    return [line.outcome for line in log(file).lines()]


def printed(file: Path, *outcomes: Outcome, **more: Any) -> None:
    """Log a print and what was learnt of it."""
    one = replace(ANKLE, **more)
    number = log(file).begin(one)
    for outcome in outcomes:
        log(file).learn(number, outcome, one.at)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk" / "log.sqlite"


@pytest.fixture
def public() -> Iterator[Path]:
    """Give a folder that every user of the system may look into."""
    folder = Path(tempfile.mkdtemp(prefix="handout-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_there_is_no_place_for_a_patient(file: Path) -> None:
    columns = {
        "at", "reference", "slug", "version", "lang", "edition", "code", "copies", "printer", "initials", "reason",
    }  # fmt: skip
    assert {one.name for one in fields(Printed)} == columns
    log(file).check()
    with sqlite3.connect(file) as db:
        told = {
            table: {row[1] for row in db.execute(f"PRAGMA table_info({table})")} for table in ("prints", "outcomes")
        }
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    db.close()
    assert told == {"prints": columns | {"id"}, "outcomes": {"id", "print", "at", "outcome"}}
    assert tables == {"prints", "outcomes", "sqlite_sequence"}


def test_a_print_stands_with_all_that_was_learnt_of_it(file: Path) -> None:
    here = log(file)
    number = here.begin(ANKLE)
    later = NOW.astimezone(timezone(timedelta(hours=2))) + timedelta(minutes=1)
    here.learn(number, Outcome.NOT_CONFIRMED, NOW)
    here.learn(number, Outcome.CAME_OUT, later)

    [line] = here.lines()
    assert line.printed == ANKLE
    assert line.outcomes == ((NOW, "sending"), (NOW, "not-confirmed"), (later, "came-out"))
    assert line.outcome == "came-out"


def test_the_last_print_is_first_and_one_can_ask_for_some(file: Path) -> None:
    printed(file, at=NOW - timedelta(days=8))
    printed(file, printer="back")
    printed(file, code="2222")
    here = log(file)

    assert [line.printed.code for line in here.lines()] == ["2222", "7F2A", "7F2A"]
    assert [line.printed.printer for line in here.lines(printer="back")] == ["back"]
    assert len(here.lines(code="7F2A")) == 2
    assert len(here.lines(since=NOW - timedelta(days=7))) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", NOW.replace(tzinfo=None)),
        ("at", "2026-11-25"),
        ("reference", ""),
        ("reference", "A" * 41),
        ("slug", f"Ankle {CANARY}"),
        ("slug", "a" * 241),
        ("version", ""),
        ("version", f"1\n{CANARY}"),
        ("version", "\u202e3"),
        ("lang", "English"),
        ("edition", f"{CANARY} Bird"),
        ("code", "7F2"),
        ("code", "7O2A"),
        ("copies", 0),
        ("copies", 1000),
        ("copies", True),
        ("copies", "2"),
        ("printer", f"Front {CANARY}"),
        ("initials", "ABCDE"),
        ("initials", "A B"),
        ("reason", "x" * 201),
        ("reason", "=1+1"),
        ("reason", f"two\nlines {CANARY}"),
        ("reason", None),
    ],
)
def test_what_is_not_what_it_must_be_is_not_written_nor_told(name: str, value: Any, file: Path) -> None:
    with pytest.raises(LogError, match=name if name != "at" else "time") as told:
        log(file).begin(replace(ANKLE, **{name: value}))

    assert CANARY not in str(told.value)
    assert log(file).lines() == []


@pytest.mark.parametrize(
    "more", [{"initials": "ÑÜ"}, {"initials": "AB", "reason": "a clinician asked"}, {"copies": 999}]
)
def test_what_staff_may_say_is_written(more: dict[str, Any], file: Path) -> None:
    printed(file, **more)

    assert log(file).lines()[0].printed == replace(ANKLE, **more)


def test_a_print_of_which_nothing_more_was_learnt_is_not_taken_for_printed(file: Path) -> None:
    printed(file)

    assert outcomes(file) == ["sending"]
    assert log(file).most_used(9) == []


def test_most_used_counts_what_came_out_in_ninety_days(file: Path) -> None:
    for slug, *learnt in (
        ("wrist", Outcome.DONE), ("ankle", Outcome.SENT), ("ankle", Outcome.NOT_CONFIRMED, Outcome.CAME_OUT),
        ("hip", Outcome.SENT, Outcome.FAILED), ("hip", Outcome.NOT_CONFIRMED), ("hip", Outcome.CANCELLED),
    ):  # fmt: skip
        printed(file, *learnt, slug=slug)
    printed(file, Outcome.DONE, slug="knee", at=NOW - timedelta(days=90))
    for _ in range(3):
        printed(file, Outcome.DONE, slug="old", at=NOW - timedelta(days=90, seconds=1))
    here = log(file)

    assert here.most_used(9) == ["ankle", "knee", "wrist"]
    assert here.most_used(1) == ["ankle"]


def test_today_is_the_day_where_the_clinic_is(file: Path) -> None:
    west = timezone(timedelta(hours=-8))
    here = DeskLog(file, now=lambda: datetime(2026, 11, 24, 20, tzinfo=west))  # NOW is the 25th in UTC, 01:30 here
    printed(file, Outcome.DONE, slug="before", at=datetime(2026, 11, 24, 7, 59, tzinfo=UTC))
    printed(file, Outcome.DONE, at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC))
    printed(file, Outcome.FAILED, slug="wrist", at=datetime(2026, 11, 25, 1, 0, tzinfo=UTC))

    assert here.last_used(9) == ["ankle"]
    assert here.last_edition() == "ankle.en.sheet.letter.office"


def test_a_log_that_is_not_there_is_empty_and_is_not_made_by_reading(file: Path) -> None:
    here = log(file)

    assert (here.lines(), here.most_used(9), here.last_used(9), here.last_edition()) == ([], [], [], "")
    assert not file.parent.exists()


def test_git_does_not_see_the_folder_that_is_made(file: Path) -> None:
    log(file).check()

    assert (file.parent / ".gitignore").read_text("utf-8") == "*\n"


def test_prints_go_when_they_are_old_and_leave_nothing(file: Path) -> None:
    printed(file, Outcome.DONE, at=NOW - timedelta(days=31), initials="QZXJ")
    printed(file, Outcome.DONE, at=NOW - timedelta(days=29))
    assert b"QZXJ" in file.read_bytes()

    log(file).check()
    assert len(log(file).lines()) == 2
    log(file, keep_days=30).check()
    assert [line.printed.at for line in log(file).lines()] == [NOW - timedelta(days=29)]
    assert b"QZXJ" not in file.read_bytes()
    db = sqlite3.connect(file)
    assert db.execute("SELECT count(*) FROM outcomes").fetchone() == (2,)
    db.close()


def test_rows_are_never_changed(file: Path) -> None:
    printed(file, Outcome.FAILED)
    db = sqlite3.connect(file)

    for change in ("UPDATE prints SET slug = 'done'", "UPDATE outcomes SET outcome = 'done'"):
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            db.execute(change)
    db.close()


def test_two_programs_at_once_lose_nothing_even_when_the_file_is_new(file: Path) -> None:
    both = [process("write_many", file, name, "60") for name in ("front", "back", "side")]

    assert [said(one) for one in both] == ["", "", ""]
    assert {name: len(log(file).lines(printer=name)) for name in ("front", "back", "side")} == {
        "front": 60, "back": 60, "side": 60,
    }  # fmt: skip
    assert set(outcomes(file)) == {"done"}


def test_what_was_known_when_a_program_ended_in_the_middle_stays_true(file: Path) -> None:
    ended = process("end_in_the_middle", file)

    assert (said(ended), ended.returncode) == ("", -9)
    assert outcomes(file) == ["sent"]
    printed(file, Outcome.DONE)
    assert outcomes(file) == ["done", "sent"]


def test_a_full_disk_is_told_and_what_was_written_stays(file: Path) -> None:
    told = said(process("fill_the_disk", file, str(60 * 1024)))

    assert told.startswith("told: the log"), told
    assert "cannot be written" in told
    assert len(outcomes(file)) > 20
    printed(file, Outcome.DONE)
    assert outcomes(file)[0] == "done"


def test_where_nothing_may_be_written_the_log_can_be_read(public: Path) -> None:
    printed(public / "desk.sqlite", Outcome.DONE)
    for left in public.glob("desk.sqlite-*"):
        left.unlink()
    public.chmod(0o555)

    told = said(process("with_no_rights", public))
    assert told.startswith("1 read; told: the log"), told
    assert "cannot be opened or written here" in told


@pytest.mark.parametrize("way", ["file", "folder"])
def test_a_place_that_cannot_be_one_is_told(way: str, tmp_path: Path) -> None:
    if way == "file":
        put(tmp_path / "desk", "in the way")
    else:
        (tmp_path / "desk" / "log.sqlite").mkdir(parents=True)

    with pytest.raises(LogError, match="cannot be"):
        log(tmp_path / "desk" / "log.sqlite").begin(ANKLE)
    with pytest.raises(LogError, match="cannot be"):
        log(tmp_path / "desk" / "log.sqlite").lines()


def damage(file: Path, how: str) -> None:
    printed(file, Outcome.DONE)
    data = bytearray(file.read_bytes())
    match how:
        case "text":
            data = bytearray(b"what is this?\n" * 400)
        case "cut":
            data = data[: len(data) // 2]
        case "page":
            data[4096 : 3 * 4096] = b"\xff" * 8192
    for left in file.parent.glob(f"{file.name}-*"):
        left.unlink()
    file.write_bytes(data)


def test_damage_where_nothing_is_to_be_written_is_seen_before_more_is(file: Path) -> None:
    printed(file, Outcome.DONE, printer="marked")
    for _ in range(60):
        printed(file)
    data = bytearray(file.read_bytes())
    [page] = [at for at in range(4096, len(data), 4096) if b"marked" in data[at : at + 4096]]
    data[page : page + 4096] = b"\xff" * 4096
    for left in file.parent.glob(f"{file.name}-*"):
        left.unlink()
    file.write_bytes(data)

    with pytest.raises(LogError, match="is damaged"):
        log(file).begin(ANKLE)
    assert file.read_bytes() == data


@pytest.mark.parametrize("how", ["text", "cut", "page"])
def test_a_damaged_file_is_told_and_never_written_over(how: str, file: Path) -> None:
    damage(file, how)
    before = file.read_bytes()

    with pytest.raises(LogError, match="is damaged") as told:
        log(file).begin(ANKLE)
    assert "move log.sqlite away" in told.value.hint
    with pytest.raises(LogError, match="is damaged"):
        log(file).lines()
    assert file.read_bytes() == before


def test_a_newer_log_is_told_and_left_alone(file: Path) -> None:
    printed(file, Outcome.DONE)
    db = sqlite3.connect(file)
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    before = file.read_bytes()

    for ask in (lambda: log(file).begin(ANKLE), log(file).check, log(file).lines, log(file).last_edition):
        with pytest.raises(LogError, match="newer version of this program"):
            ask()
    assert file.read_bytes() == before


@pytest.mark.parametrize("version", [0, 1])
def test_the_file_of_another_program_is_told_and_left_alone(version: int, file: Path) -> None:
    file.parent.mkdir()
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE theirs (what)")
    db.execute(f"PRAGMA user_version = {version}")
    db.commit()
    db.close()
    before = file.read_bytes()

    with pytest.raises(LogError, match="file of another program"):
        log(file).begin(ANKLE)
    with pytest.raises(LogError, match="file of another program"):
        log(file).lines()
    assert file.read_bytes() == before


def test_an_older_file_is_brought_up_to_date_whole_or_not_at_all(tmp_path: Path) -> None:
    first = ("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)")
    path = tmp_path / "a.sqlite"
    LogFile(path, (first,)).write(lambda _: None)
    with pytest.raises(LogError, match="syntax"):
        LogFile(path, (first, ("ALTER TABLE a ADD y", "nonsense"))).write(lambda _: None)
    made = LogFile(path, (first, ("ALTER TABLE a ADD y", "UPDATE a SET y = 2")))

    assert made.write(lambda db: db.execute("SELECT * FROM a").fetchall()) == [(1, 2)]
    assert made.read(lambda db: db.execute("PRAGMA user_version").fetchone()) == (2,)
    assert made.read(lambda db: db.execute("PRAGMA application_id").fetchone()) == (OURS,)
    assert made.read(lambda db: db.execute("PRAGMA journal_mode").fetchone()) == ("wal",)


def test_a_file_that_another_program_holds_is_told_when_patience_ends(file: Path) -> None:
    log(file).check()
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    with pytest.raises(LogError, match="held by another program"):
        LogFile(file, MIGRATIONS, patience=0.05).write(lambda _: None)
    holder.close()


def test_what_could_not_be_written_is_written_when_it_can(file: Path) -> None:
    heard: list[str] = []
    put(file.parent, "in the way")
    entry = Entry(log(file), ANKLE, lambda: NOW, lambda error: heard.append(str(error or "")))
    entry.begin()
    entry.learn(Outcome.SENT)
    file.parent.unlink()
    entry.learn(Outcome.DONE)
    entry.learn(Outcome.DONE)

    assert [bool(words) for words in heard] == [True, True, False]
    [line] = log(file).lines()
    assert [outcome for _, outcome in line.outcomes] == ["sending", "done"]


def test_the_settings_name_the_place(tmp_path: Path) -> None:
    assert place(tmp_path, ".handoutpress/desk.sqlite") == tmp_path / ".handoutpress" / "desk.sqlite"
    assert place(tmp_path, "/var/lib/desk.sqlite") == Path("/var/lib/desk.sqlite")
    assert place(tmp_path, "~/desk.sqlite") == Path.home() / "desk.sqlite"
