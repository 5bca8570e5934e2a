"""A SQLite file that several programs write at once, in which nothing is ever written over; it alone knows **sqlite3**.

What is damaged, another program's or of a newer version is left as it is.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from handoutpress.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")
PATIENCE: Final = 5.0
"""Seconds to wait for another program that writes."""
OURS: Final = 0x48504C47
"""What SQLite's `application_id` says in a file of ours: HPLG."""
HELD: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
FORBIDDEN: Final = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
REASON: Final = 0xFF
"""The bits of an error code of SQLite that tell its kind."""


class LogError(SourceError):
    """The log cannot be read or written; whoever prints goes on without it."""


@dataclass(slots=True)
class LogFile:
    """The file, and the statements that bring it from each version (SQLite's `user_version`) to the next."""

    path: Path
    migrations: Sequence[Sequence[str]]
    patience: float = PATIENCE
    _sound: bool = False

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do something that only reads; None when there is no file yet. Raises `LogError`."""
        if not self._is_there():
            return None
        with self._wording(), closing(self._opened_to_read()) as db:
            return work(db) if self._version(db) else None

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do something whole or not at all, and see it on the disk. Raises `LogError`."""
        with self._wording():
            self._make_room()
            with closing(self._connect("rwc")) as db:
                self._prepare(db)
                return _whole(db, work)

    def _is_there(self) -> bool:
        try:
            return self.path.stat().st_size > 0
        except FileNotFoundError:
            return False
        except OSError as error:
            raise self._error(f"cannot be read: {error.strerror or error}") from error

    def _make_room(self) -> None:
        """Make the folder, in which git is to see nothing."""
        folder = self.path.parent
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n", "utf-8")

    def _connect(self, mode: str, more: str = "") -> sqlite3.Connection:
        address = f"{self.path.resolve().as_uri()}?mode={mode}{more}"
        return sqlite3.connect(address, uri=True, timeout=self.patience, isolation_level=None)

    def _opened_to_read(self) -> sqlite3.Connection:
        """Open it to be read; in a folder where nothing can be written, as a file that does not change."""
        db = self._connect("ro")
        try:
            db.execute("PRAGMA user_version").fetchone()
        except sqlite3.OperationalError as error:
            db.close()
            journal = self.path.with_name(f"{self.path.name}-wal")
            if _kind(error) not in FORBIDDEN or (journal.exists() and journal.stat().st_size):
                raise
            return self._connect("ro", "&immutable=1")
        return db

    def _version(self, db: sqlite3.Connection) -> int:
        """Tell its version. Raises `LogError` when it is newer than what we know, or not ours."""
        version, owner = _number(db, "user_version"), _number(db, "application_id")
        if owner != OURS and (owner or version or _number(db, "schema_version")):
            raise self._error("is a file of another program", "name another one in the settings: [desk] log")
        if version > len(self.migrations):
            raise self._error("is of a newer version of this program", "bring this computer's program up to date")
        return version

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Look whether it is sound, the first time, and bring it up to date."""
        version = self._version(db)
        if not self._sound and version:
            [(told, *_), *_] = db.execute("PRAGMA quick_check(1)").fetchall()
            if told != "ok":
                raise sqlite3.DatabaseError(told)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")
        if version < len(self.migrations):
            _whole(db, self._migrate)
        self._sound = True

    def _migrate(self, db: sqlite3.Connection) -> None:
        for statements in self.migrations[self._version(db) :]:  # another program may have done it meanwhile
            for statement in statements:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {OURS}")
        db.execute(f"PRAGMA user_version = {len(self.migrations)}")

    @contextmanager
    def _wording(self) -> Iterator[None]:
        """Word what goes wrong."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._worded(error) from error
        except OSError as error:
            raise self._error(f"cannot be written: {error.strerror or error}") from error

    def _worded(self, error: sqlite3.Error) -> LogError:
        kind = _kind(error)
        if kind in HELD:
            return self._error("is held by another program")
        if kind in DAMAGED or kind is None:
            hint = f"nothing is written over: move {self.path.name} away, and a new one is begun"
            return self._error(f"is damaged: {error}", hint)
        if kind in FORBIDDEN:
            return self._error("cannot be opened or written here", "may this user write there, and is there room?")
        return self._error(f"cannot be written: {error}", "is there room on the disk?")

    def _error(self, what: str, hint: str = "") -> LogError:
        return LogError(f"the log {self.path} {what}", hint)


def _whole(db: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    db.execute("BEGIN IMMEDIATE")
    try:
        done = work(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return done


def _number(db: sqlite3.Connection, pragma: str) -> int:
    return int(db.execute(f"PRAGMA {pragma}").fetchone()[0])


def _kind(error: sqlite3.Error) -> int | None:
    """Tell the kind of an error; None when SQLite did not raise it, but we or its driver did."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & REASON
