"""A desk that is open: all that it has in memory, and what goes on in it by itself."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handoutpress.desk.ahead import Ahead
from handoutpress.desk.counter import Counter
from handoutpress.desk.discreet import where
from handoutpress.desk.documents import Documents
from handoutpress.desk.fits import NAME, Fits
from handoutpress.desk.forms import Forms, editions
from handoutpress.desk.rendering import Task
from handoutpress.desk.words import words_of
from handoutpress.errors import HandoutError
from handoutpress.pdf.fit import floor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from handoutpress.desk.guard import Guard
    from handoutpress.desk.records import Records
    from handoutpress.desk.seams import Machine
    from handoutpress.desk.shelf import Shelf, View
    from handoutpress.desk.workers import Workers

OFTEN: Final = 6
"""Leaflets that are printed often, and are set when the desk opens."""
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
    ahead: Ahead = field(init=False)
    counter: Counter = field(init=False)
    closed: threading.Event = field(default_factory=threading.Event)
    look_again: float = LOOK_AGAIN

    def __post_init__(self) -> None:
        self.forms = Forms(self.workers, self.today, Fits(self.shelf.root / "out" / NAME))
        self.ahead = Ahead(self.forms)
        self.counter = Counter(self.shelf, self.forms, self.documents, self.today, words_of)

    def open(self) -> None:
        """Begin what goes on by itself: setting ahead, asking after printers, forgetting; try the log."""
        self.records.check()
        for work in (self._begin, self._forget, *(self._watch(one) for one in self.machines)):
            threading.Thread(target=work, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self.closed.set()
        self.ahead.close()
        self.workers.close()
        self.forms.fits.save()

    def _begin(self) -> None:
        """Look at the shelf, have the workers set a leaflet to warm up, and then what is likely to be wanted."""
        self.forms.fits.load()
        with suppress(HandoutError):  # told to whoever asks for the page
            view = self.shelf.now()
            if first := self._shortest(view):
                self.workers.begin(first)
            used = [view.of(slug) for slug in self.records.most_used(OFTEN)]
            self.ahead.begin(view, (one for several in used for one in several))
        threading.Thread(target=self.ahead.run_politely, daemon=True).start()
        self.ahead.run()

    def _shortest(self, view: View) -> Task | None:
        """Give the leaflet with the fewest words, in its smallest type: it is soon set."""
        given = [
            one for one in view.leaflets.values() if view.standing(one, self.today()) not in {"refused", "withdrawn"}
        ]
        sources = {view.workspace.source(one.slug, one.lang): one for one in given}
        if not sources:
            return None
        leaflet = sources[min(sources, key=lambda file: file.stat().st_size)]
        for edition in editions(view, leaflet):
            row = view.workspace.layouts[edition.layout].at(edition.size)
            return Task(edition, self.today(), view.generation, start=floor(row) if row else None)
        return None

    def _forget(self) -> None:
        while not self.closed.wait(self.look_again):
            self.documents.sweep(self.look_again)
            self.forms.fits.save()

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
