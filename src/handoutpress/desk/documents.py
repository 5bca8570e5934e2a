"""Documents that were looked at: the very bytes that print, in memory only, for some minutes at most."""

from __future__ import annotations

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handoutpress.desk.rendering import PPI
from handoutpress.thumbnails import one_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handoutpress.desk.rendering import Render
    from handoutpress.desk.shelf import Leaflet
    from handoutpress.edition import Edition

MINUTES: Final = 5.0
ROOM: Final = 24 * 1024 * 1024
"""Bytes of PDF and pictures that are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The leaflet that a document was made of, how it stood with its review, and who let it out past its grace."""

    leaflet: Leaflet
    standing: str
    reason: str = ""
    initials: str = ""


@dataclass(slots=True)
class Kept:
    """One document; `personal` says whether somebody's name is on it."""

    id: str
    edition: Edition
    render: Render = field(repr=False)
    of: Origin
    personal: bool
    born: float
    pictures: dict[int, bytes] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return len(self.render.pdf) + sum(map(len, self.pictures.values()))


class Documents:
    """What is kept, by an id that nobody can guess."""

    def __init__(
        self, *, seconds: float = 60 * MINUTES, room: int = ROOM, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds, self._room, self._clock = seconds, room, clock
        self._kept: dict[str, Kept] = {}
        self._lock = threading.Lock()

    def keep(self, edition: Edition, render: Render, of: Origin, *, personal: bool) -> Kept:
        """Keep a document."""
        drawn = {1: render.page} if render.page else {}
        kept = Kept(secrets.token_urlsafe(16), edition, render, of, personal, self._clock(), drawn)
        with self._lock:
            self._kept[kept.id] = kept
            self._sweep()
        return kept

    def get(self, name: str) -> Kept | None:
        """Give a document, or None when it has gone."""
        with self._lock:
            self._sweep()
            return self._kept.get(name)

    def picture(self, kept: Kept, page: int) -> bytes | None:
        """Draw a page, counted from 1; None when there is no such page."""
        if not 1 <= page <= len(kept.render.sizes):
            return None
        if page not in kept.pictures:
            kept.pictures[page] = one_page(kept.render.pdf, page, PPI)
        return kept.pictures[page]

    def forget(self, names: Iterable[str]) -> None:
        """Drop documents."""
        with self._lock:
            for name in names:
                self._kept.pop(name, None)

    def sweep(self, ahead: float = 0.0) -> None:
        """Drop what is too old, or will be in `ahead` seconds; nothing happens by itself in memory."""
        with self._lock:
            self._sweep(ahead)

    def __len__(self) -> int:
        return len(self._kept)

    def _sweep(self, ahead: float = 0.0) -> None:
        """Drop what is too old, and the oldest when there is no room; the youngest is kept whatever its size."""
        end = self._clock() + ahead - self._seconds
        dead = [name for name, kept in self._kept.items() if kept.born <= end]
        for name in dead:
            del self._kept[name]
        total = sum(kept.size for kept in self._kept.values())
        for name in list(self._kept)[:-1]:
            if total <= self._room:
                break
            total -= self._kept.pop(name).size
