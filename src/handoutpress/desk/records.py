"""What a desk writes down of what it prints: the log, and the overrides. What cannot be written stops no printing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from handoutpress.desk.discreet import where
from handoutpress.desklog import Entry, LogError
from handoutpress.overrides import note
from handoutpress.review import Override

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from handoutpress.desk.seams import Log
    from handoutpress.desklog import Outcome, Printed
    from handoutpress.edition import Edition

T = TypeVar("T")


@dataclass(slots=True)
class Records:
    """The log of a desk, and the output folder, where the overrides go; `lost` says what cannot be written."""

    log: Log
    out: Path
    now: Callable[[], datetime]
    lost: dict[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Try whether the log can be written."""
        try:
            self.log.check()
        except LogError as error:
            self._heard(error)
        else:
            self._heard(None)

    def most_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed most at this desk, the most used first."""
        return self._read(lambda: self.log.most_used(limit), ())

    def last_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed last today, the last first."""
        return self._read(lambda: self.log.last_used(limit), ())

    def last_edition(self) -> str:
        """Name the edition that was printed last today; '' when there is none."""
        return self._read(self.log.last_edition, "")

    def of(self, printed: Printed, edition: Edition, facts: Mapping[str, str]) -> Record:
        """Give the record of a print that is to come."""
        return Record(self, Entry(self.log, printed, self.now, self._heard), edition, facts)

    def note_override(self, edition: Edition, facts: Mapping[str, str], reason: str) -> None:
        """Write down that a leaflet past its grace was given out, as a build does that is told to make one."""
        try:
            note(self.out / edition.clinic, edition, {**facts, "override": reason}, Override(reason, self.now()))
        except OSError as error:
            self._lose("overrides", f"the overrides of {edition.clinic} cannot be written: {where(error)}")
        else:
            self.lost.pop("overrides", None)

    def _heard(self, error: LogError | None) -> None:
        if error:
            self._lose("log", str(error))
        else:
            self.lost.pop("log", None)

    def _read(self, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except LogError as error:
            self._lose("log", str(error))
            return otherwise

    def _lose(self, what: str, why: str) -> None:
        """Remember that something cannot be written; it is told once."""
        if self.lost.get(what) != why:
            sys.stderr.write(f"desk: {why}\n")
        self.lost[what] = why


@dataclass(frozen=True, slots=True)
class Record:
    """One document in the records, before it goes out and after."""

    records: Records
    entry: Entry
    edition: Edition
    facts: Mapping[str, str]

    def begin(self) -> None:
        """Write down that it is about to go out, and why, when it is past its grace."""
        self.entry.begin()
        if reason := self.entry.printed.reason:
            self.records.note_override(self.edition, self.facts, f"{reason} ({self.entry.printed.initials})")

    def learn(self, outcome: Outcome) -> None:
        """Write down what is known of it now."""
        self.entry.learn(outcome)
