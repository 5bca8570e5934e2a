"""A desk that is open: all that it has in memory, and what goes on in it by itself."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handoutpress.desk.counter import Counter
from handoutpress.desk.discreet import where
from handoutpress.desk.documents import Documents
from handoutpress.desk.forms import Forms
from handoutpress.desk.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from handoutpress.desk.guard import Guard
    from handoutpress.desk.records import Records
    from handoutpress.desk.seams import Machine
    from handoutpress.desk.shelf import Shelf
    from handoutpress.desk.workers import Workers

LOOK_AGAIN: Final = 20.0
"""Seconds after which documents that are too old are dropped, though nobody asks; half of it for printers."""


@dataclass(slots=True)
class Desk:
    """All that a desk has while it is open."""

    shelf: Shelf
    workers: Workers
    machines: Sequence[Machine]
    records: Records
    today: Callable[[], date]
    guard: Guard
    documents: Documents = field(default_factory=Documents)
    sights: dict[str, str] = field(default_factory=dict)
    forms: Forms = field(init=False)
    counter: Counter = field(init=False)
    closed: threading.Event = field(default_factory=threading.Event)
    look_again: float = LOOK_AGAIN

    def __post_init__(self) -> None:
        self.forms = Forms(self.workers, self.today)
        self.counter = Counter(self.shelf, self.forms, self.documents, self.today, words_of)

    def open(self) -> None:
        """Begin what goes on by itself: looking into editions, asking after printers, forgetting; try the log."""
        self.records.check()
        for work in (self.forms.look_into, self._forget, *(self._watch(one) for one in self.machines)):
            threading.Thread(target=work, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self.closed.set()
        self.workers.close()

    def _forget(self) -> None:
        while not self.closed.wait(self.look_again):
            self.documents.sweep(self.look_again)

    def _watch(self, machine: Machine) -> Callable[[], None]:
        def look() -> None:
            while True:
                try:
                    self.sights[machine.name] = str(machine.target.look().condition)
                except Exception as error:  # noqa: BLE001 - a printer that cannot be asked is no reason to stop asking
                    sys.stderr.write(f"desk: a printer cannot be asked: {where(error)}\n")
                if self.closed.wait(self.look_again / 2):
                    return

        return look
