"""The log of what was printed: which leaflet went where and when, and what came of it.

Rows are added, never changed: a print has one, and each thing that is learnt of it later another. So what was known
when a program ended in the middle of it stays true. There is no column for anything about a patient.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from handoutpress.logfile import LogError, LogFile
from handoutpress.review import reason_fault

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

__all__ = ["DeskLog", "Entry", "Line", "LogError", "Outcome", "Printed", "Written", "place"]
USUAL: Final = timedelta(days=90)
"""How far back it is counted what is most used."""
LONGEST: Final = 240
MOST_COPIES: Final = 999
LOOKS: Final = {
    "reference": re.compile(r"\S[^\n]{0,39}"),
    "slug": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    "version": re.compile(r"\S[^\n]{0,39}"),
    "lang": re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*"),
    "edition": re.compile(r"[a-z0-9-]+(\.[A-Za-z0-9-]+){2,6}"),
    "code": re.compile(r"[2-9A-HJKMNP-TV-Z]{4}"),
    "printer": re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"),
    "initials": re.compile(r"([^\W\d_]{1,4})?"),
}
"""What each text of a print must look like."""


class Outcome(StrEnum):
    """What is known of a print."""

    SENDING = "sending"
    """It is about to go out. Where nothing follows, the program ended there, and nobody knows."""
    SENT = "sent"
    """It has gone out; where nothing follows, nobody can tell more."""
    DONE = "done"
    NOT_CONFIRMED = "not-confirmed"
    CAME_OUT = "came-out"
    """Nobody could tell; then somebody looked, and it had come out."""
    NOTHING_CAME = "nothing-came"
    FAILED = "failed"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    CANCELLED = "cancelled"


NOTHING: Final = frozenset({Outcome.NOTHING_CAME, Outcome.REFUSED, Outcome.UNREACHABLE, Outcome.BUSY})
"""When it is known that no page came out."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A print. There is no place in it for anything about a patient."""

    at: datetime
    reference: str
    slug: str
    version: str
    lang: str
    edition: str
    code: str
    copies: int
    printer: str
    initials: str = ""
    reason: str = ""
    """Why a leaflet past its grace was printed: words of staff, the same that stand on its pages."""


COLUMNS: Final = tuple(one.name for one in fields(Printed))
MIGRATIONS: Final = (
    (
        """CREATE TABLE prints (
            id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, reference TEXT NOT NULL, slug TEXT NOT NULL,
            version TEXT NOT NULL, lang TEXT NOT NULL, edition TEXT NOT NULL, code TEXT NOT NULL,
            copies INTEGER NOT NULL, printer TEXT NOT NULL, initials TEXT NOT NULL, reason TEXT NOT NULL
        )""",
        """CREATE TABLE outcomes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, print INTEGER NOT NULL REFERENCES prints (id) ON DELETE CASCADE,
            at TEXT NOT NULL, outcome TEXT NOT NULL
        )""",
        "CREATE INDEX prints_at ON prints (at)",
        "CREATE INDEX prints_code ON prints (code)",
        "CREATE INDEX outcomes_print ON outcomes (print, id, outcome)",
        "CREATE TRIGGER stay BEFORE UPDATE ON prints BEGIN SELECT RAISE(ABORT, 'prints are never changed'); END",
        "CREATE TRIGGER remain BEFORE UPDATE ON outcomes BEGIN SELECT RAISE(ABORT, 'outcomes are never changed'); END",
    ),
)
ADD: Final = f"INSERT INTO prints ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
LEARN: Final = "INSERT INTO outcomes (print, at, outcome) VALUES (?, ?, ?)"
GET: Final = f"""
    SELECT id, {", ".join(COLUMNS)} FROM prints
    WHERE at >= :since AND :printer IN ('', printer) AND :code IN ('', code) ORDER BY id DESC
"""  # noqa: S608 - our own names
LEARNT: Final = "SELECT at, outcome FROM outcomes WHERE print = ? ORDER BY id"
WELL: Final = """
    FROM prints WHERE at >= :since AND (SELECT outcome FROM outcomes WHERE print = prints.id ORDER BY id DESC LIMIT 1)
    IN ('sent', 'done', 'came-out')
"""
"""What came out, as far as anybody can tell."""
MOST: Final = f"SELECT slug {WELL} GROUP BY slug ORDER BY count(*) DESC, max(id) DESC LIMIT :limit"
LAST: Final = f"SELECT slug {WELL} GROUP BY slug ORDER BY max(id) DESC LIMIT :limit"
LAST_EDITION: Final = f"SELECT edition {WELL} ORDER BY id DESC LIMIT :limit"


@dataclass(frozen=True, slots=True)
class Line:
    """A print with all that was learnt of it, in turn."""

    printed: Printed
    outcomes: tuple[tuple[datetime, str], ...]

    @property
    def outcome(self) -> str:
        """What is known of it now."""
        return self.outcomes[-1][1] if self.outcomes else ""

    @property
    def may_have_come_out(self) -> bool:
        """Whether somebody may hold it: it came out, or nobody can tell that it did not."""
        return self.outcome not in NOTHING


class DeskLog:
    """The log in its file. `now` gives the time where the clinic is; prints older than `keep_days` go, 0 keeps all."""

    def __init__(self, file: Path, *, now: Callable[[], datetime], keep_days: int = 0) -> None:
        self._file, self._now, self._keep_days = LogFile(file, MIGRATIONS), now, keep_days
        self._swept: date | None = None

    @property
    def path(self) -> Path:
        """Where it is."""
        return self._file.path

    def check(self) -> None:
        """Make the file if there is none, and try whether it can be written. Raises `LogError`."""
        self._file.write(self._sweep)

    def begin(self, printed: Printed) -> int:
        """Write down a print that is about to go out, and give its number. Raises `LogError`."""
        fault = fault_in(printed)
        if fault:
            raise LogError(f"this print cannot be logged: {fault}")
        values = [_stamp(printed.at), *(getattr(printed, name) for name in COLUMNS[1:])]

        def add(db: sqlite3.Connection) -> int:
            self._sweep(db)
            number = db.execute(ADD, values).lastrowid or 0
            db.execute(LEARN, (number, _stamp(printed.at), Outcome.SENDING.value))
            return number

        return self._file.write(add)

    def learn(self, number: int, outcome: Outcome, at: datetime) -> None:
        """Write down what was learnt of a print. Raises `LogError`."""
        self._file.write(lambda db: db.execute(LEARN, (number, _stamp(at), outcome.value)))

    def lines(self, *, since: datetime | None = None, printer: str = "", code: str = "") -> list[Line]:
        """Give the prints, the last first. Raises `LogError`."""
        wanted = {"since": _stamp(since) if since else "", "printer": printer, "code": code}
        return self._file.read(lambda db: [_line(db, *row) for row in db.execute(GET, wanted).fetchall()]) or []

    def most_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed most often in the last 90 days, the most used first. Raises `LogError`."""
        return self._first_column(MOST, self._now() - USUAL, limit)

    def last_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed today, the last first. Raises `LogError`."""
        return self._first_column(LAST, self._midnight(), limit)

    def last_edition(self) -> str:
        """Name the edition that was printed last today; '' when there is none. Raises `LogError`."""
        return next(iter(self._first_column(LAST_EDITION, self._midnight(), 1)), "")

    def _midnight(self) -> datetime:
        return self._now().replace(hour=0, minute=0, second=0, microsecond=0)

    def _first_column(self, query: str, since: datetime, limit: int) -> list[str]:
        wanted = {"since": _stamp(since), "limit": limit}
        return self._file.read(lambda db: [str(row[0]) for row in db.execute(query, wanted)]) or []

    def _sweep(self, db: sqlite3.Connection) -> None:
        """Once a day take out what is older than it is to be kept."""
        today = self._now().date()
        if self._keep_days and self._swept != today:
            db.execute("DELETE FROM prints WHERE at < ?", (_stamp(self._now() - timedelta(days=self._keep_days)),))
            self._swept = today


class Written(Protocol):
    """What an entry needs of a log."""

    def begin(self, printed: Printed) -> int:
        """Write down a print that is about to go out, and give its number. Raises `LogError`."""

    def learn(self, number: int, outcome: Outcome, at: datetime) -> None:
        """Write down what was learnt of a print. Raises `LogError`."""


@dataclass(slots=True)
class Entry:
    """One print in a log, before it goes out and after: nothing is raised, and what was not written is tried again.

    `heard` hears of each try to write: what went wrong, or None.
    """

    log: Written
    printed: Printed
    now: Callable[[], datetime]
    heard: Callable[[LogError | None], None]
    _number: int = 0
    _last: Outcome = Outcome.SENDING

    def begin(self) -> None:
        """Write down that it is about to go out."""
        self._try(self._begin)

    def learn(self, outcome: Outcome) -> None:
        """Write down what is known of it now."""
        if outcome is not self._last:
            self._last = outcome
            self._try(self._learn)

    def _begin(self) -> None:
        self._number = self._number or self.log.begin(self.printed)

    def _learn(self) -> None:
        self._begin()
        self.log.learn(self._number, self._last, self.now())

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except LogError as error:
            self.heard(error)
        else:
            self.heard(None)


def place(root: Path, named: str) -> Path:
    """Give the file that the settings name, seen from the workspace."""
    return root / Path(named).expanduser()


def fault_in(printed: Printed) -> str:
    """Say which part of a print is not what it must be, never what it holds; '' when all is well."""
    for name, looks in LOOKS.items():
        text = getattr(printed, name)
        if not (isinstance(text, str) and len(text) <= LONGEST and text.isprintable() and looks.fullmatch(text)):
            return f"its {name} is not one"
    if type(printed.copies) is not int or not 1 <= printed.copies <= MOST_COPIES:
        return "its copies are no number from 1 to 999"
    if not isinstance(printed.at, datetime) or printed.at.tzinfo is None:
        return "its time is not one"
    if not isinstance(printed.reason, str) or (printed.reason and reason_fault(printed.reason)):
        return "its reason is not one"
    return ""


def _line(db: sqlite3.Connection, number: int, at: str, *rest: Any) -> Line:
    learnt = tuple((_time(when), str(outcome)) for when, outcome in db.execute(LEARNT, (number,)))
    return Line(Printed(_time(at), *rest), learnt)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(stamp: str) -> datetime:
    """Read a time of the log. Raises `LogError`."""
    try:
        return datetime.fromisoformat(stamp)
    except (TypeError, ValueError) as error:
        raise LogError("the log is damaged: a time in it is not one") from error
