"""What is set before anybody asks for it, and in which order; whoever waits for something goes first."""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from handoutpress.desk.forms import editions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handoutpress.desk.forms import Forms
    from handoutpress.desk.shelf import Leaflet, View
    from handoutpress.edition import Edition

SETTLED: Final = 0.15
"""Seconds without another letter after which the first leaflet in the list may be the one that is meant."""
SHOWN: Final = 1.0
"""Seconds after which a leaflet that was opened has been shown, and its other formats come."""
QUIET: Final = 20.0
"""Seconds in which nobody did anything, after which the rest of the shelf comes."""
PAUSE: Final = 0.1
"""Seconds between two looks whether somebody waits."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One edition that may be wanted; `shown` when it is likely to be looked at next."""

    view: View
    leaflet: Leaflet
    edition: Edition
    shown: bool = False


@dataclass(slots=True)
class Ahead:
    """Guesses what is wanted next: the first that was found, the other formats of what is open, then all the rest."""

    forms: Forms
    _found: deque[Guess] = field(default_factory=deque)
    _others: deque[Guess] = field(default_factory=deque)
    _rest: Iterator[Guess] = field(default_factory=lambda: iter(()))
    _swept: str = ""
    _opened: str = ""
    _touched: float = field(default_factory=time.monotonic)
    _closed: bool = False
    _wake: threading.Condition = field(default_factory=threading.Condition)

    def expect(self, view: View, leaflet: Leaflet) -> None:
        """Have the leaflet set that is first in the list, in its first format, in place of what was first before."""
        given = leaflet.review.status != "withdrawn"
        with self._wake:
            self._touch(view)
            self._found = deque(self._guesses(view, leaflet, shown=True)) if given else deque()

    def open(self, view: View, leaflets: Iterable[Leaflet]) -> None:
        """Have every format of a handout tried that nobody has tried yet; those of the one before give way."""
        unknown = [(one, self.forms.fitting(view, one)[1]) for one in leaflets if one.review.status != "withdrawn"]
        with self._wake:
            opened = next((leaflet.slug for leaflet, _ in unknown), "")
            if opened != self._opened:  # the page asks again and again while there may be more
                self._touch(view)
            self._opened = opened
            self._others = deque(Guess(view, leaflet, one) for leaflet, several in unknown for one in several)

    def begin(self, view: View, leaflets: Iterable[Leaflet]) -> None:
        """Have leaflets set that are printed often."""
        with self._wake:
            self._touch(view)
            self._found.extend(self._firsts(view, leaflets, shown=True))

    def close(self) -> None:
        """End it."""
        with self._wake:
            self._closed = True
            self._wake.notify_all()

    def run(self) -> None:
        """Set what was found, as often as something else is, until the desk is closed."""
        while not self._closed:
            with self._wake:
                self._wake.wait_for(lambda: self._found or self._closed)
                self._wake.wait_for(lambda: self._still(SETTLED), PAUSE)
                guess = self._found.popleft() if self._found and self._still(SETTLED) else None
            if guess and self._try(guess):
                with self._wake:  # the formats after the first that fits are no first choice
                    self._found = deque(one for one in self._found if one.leaflet != guess.leaflet)

    def run_politely(self) -> None:
        """Set formats of what is open, and then all the rest, until the desk is closed."""
        while not self._closed:
            with self._wake:
                self._wake.wait_for(lambda: self._others or self._closed, QUIET)
                guess = self._next()
                if not guess:
                    self._wake.wait(PAUSE)
            if guess and self._try(guess) is None:
                time.sleep(PAUSE)
                with self._wake:
                    self._others.appendleft(guess)

    def _next(self) -> Guess | None:
        if self._others:
            return self._others.popleft() if self._still(SHOWN) else None
        return next(self._rest, None) if self._still(QUIET) else None

    def _still(self, seconds: float) -> bool:
        """Tell whether nobody did anything for so long."""
        return time.monotonic() - self._touched >= seconds

    def _try(self, guess: Guess) -> bool | None:
        return self.forms.ahead(guess.view, guess.leaflet, guess.edition, shown=guess.shown)

    def _touch(self, view: View) -> None:
        """Note that somebody did something; a shelf that has changed is gone through anew."""
        self._touched = time.monotonic()
        if view.generation != self._swept:
            self._swept = view.generation
            self._rest = self._firsts(view, view.leaflets.values())
        self._wake.notify_all()

    def _firsts(self, view: View, leaflets: Iterable[Leaflet], *, shown: bool = False) -> Iterator[Guess]:
        for leaflet in leaflets:
            if leaflet.review.status != "withdrawn":
                yield from islice(self._guesses(view, leaflet, shown=shown), 1)

    def _guesses(self, view: View, leaflet: Leaflet, *, shown: bool = False) -> Iterator[Guess]:
        """Give the editions of a leaflet in their order, as they print here."""
        for edition in editions(view, leaflet):
            yield Guess(view, leaflet, replace(edition, mono=self.forms.mono and shown), shown)
