"""Which editions of a leaflet there are, which of them fit, and how they were last set."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, get_args

from handoutpress.build import is_current
from handoutpress.desk.rendering import Render, Task
from handoutpress.desk.workers import LostError
from handoutpress.edition import Edition
from handoutpress.files import sha256
from handoutpress.layouts import Size
from handoutpress.manifest import Manifest
from handoutpress.paper import of_the_same_series
from handoutpress.pdf.fit import Figures
from handoutpress.recipe import Bakery
from handoutpress.thumbnails import sizes, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from handoutpress.desk.fits import Fits, Key
    from handoutpress.desk.shelf import Leaflet, View
    from handoutpress.desk.workers import Workers
    from handoutpress.manifest import Entry

KEPT: Final = 40
"""Leaflets without a name on them that are kept as they were last set."""
PICTURES: Final = 1000
"""Pictures for the list that are kept, of some thousand bytes each."""
UNDECIDED: Final = "…"
"""The reason that stands on a leaflet past its grace while nobody has decided to print it."""
UNFIT: Final = "P22"
"""How codes begin of what does not fit; any other fault may be mended elsewhere."""
JOINED: Final = 1.0
"""Seconds for which one who wants a leaflet waits for another who is having it set, before setting it as well."""


def editions(view: View, leaflet: Leaflet) -> Iterator[Edition]:
    """Give every edition for the clinic's own printer that the layouts know, whether it fits or not."""
    clinic, offered = view.clinic, view.workspace.settings.desk.layouts
    for name, row in view.workspace.layouts.items():
        paper = of_the_same_series(clinic.contact.paper, row.papers) if row.papers else None
        if paper is None or "office" not in row.purposes or (offered and name not in offered):
            continue
        for size in get_args(Size):
            if row.at(size):
                yield Edition(leaflet.slug, leaflet.lang, clinic.id, name, paper, size=size)


def has_box(view: View, layout: str) -> bool:
    """Tell whether a layout has the box for the patient: its template asks for it."""
    template = view.workspace.root / "templates" / view.workspace.layouts[layout].template
    return "{{ fields() }}" in template.read_text("utf-8", errors="replace")


@dataclass(slots=True)
class Forms:
    """Knows what fits, and keeps the leaflets as they were last set; several threads ask it."""

    workers: Workers
    today: Callable[[], date]
    fits: Fits
    mono: bool = False
    """Whether what was last looked at was for a printer without colour."""
    _kept: OrderedDict[Key, Render] = field(default_factory=OrderedDict)
    _pictures: OrderedDict[tuple[str, str, str], bytes] = field(default_factory=OrderedDict)
    _under_way: set[Key] = field(default_factory=set)
    _turn: threading.Condition = field(default_factory=threading.Condition)
    _manifests: dict[str, tuple[int, Manifest]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fitting(self, view: View, leaflet: Leaflet) -> tuple[tuple[Edition, ...], tuple[Edition, ...]]:
        """Give the editions that are known to fit, and those of which nobody knows yet."""
        known, unknown = [], []
        for number, edition in enumerate(editions(view, leaflet)):
            fits = self.fits.fits(self._key(view, leaflet, edition))
            if fits is None:
                with self._lock:
                    fits = True if self._entry(view, edition) else None
            if fits is None:
                unknown.append(edition)
            if fits or (fits is None and not number):  # the first is shown at once, and looked into by that
                known.append(edition)
        return tuple(known), tuple(unknown)

    def plain(self, view: View, leaflet: Leaflet, edition: Edition, *, reason: str = "") -> Render:
        """Give a leaflet with nothing filled in. Raises `BusyError` and `LostError`."""
        key = self._key(view, leaflet, edition, reason)
        with self._alone(key):
            if found := self._had(view, leaflet, key, reason):
                return found
            return self._note(view, leaflet, key, self.workers.run(self._task(view, key, reason)))

    def ahead(self, view: View, leaflet: Leaflet, edition: Edition, *, shown: bool) -> bool | None:
        """Set a leaflet that nobody has asked for, unless it is known; tell whether it fits, None when others go first.

        When it is likely to be `shown` next it is kept.
        """
        reason = UNDECIDED if view.standing(leaflet, self.today()) == "refused" else ""
        key = self._key(view, leaflet, edition, reason)
        fits = self.fits.fits(key)
        if fits is False or (fits and not shown):
            return fits
        with self._alone(key):
            if shown and self._had(view, leaflet, key, reason):
                return True
            try:
                run = self.workers.run_if_idle if shown else self.workers.run_politely
                found = run(replace(self._task(view, key, reason), drawn=shown))
            except LostError:
                self.fits.pass_over(key)
                return False
            return None if found is None else bool(self._note(view, leaflet, key, found, keep=shown).pdf)

    @contextmanager
    def _alone(self, key: Key) -> Iterator[None]:
        """Wait while somebody else has the very same leaflet set, for what comes of it will do; but not for long."""
        with self._turn:
            self._turn.wait_for(lambda: key not in self._under_way, JOINED)
            mine = key not in self._under_way
            self._under_way.add(key)
        try:
            yield
        finally:
            with self._turn:
                self._under_way -= {key} if mine else set()
                self._turn.notify_all()

    def _task(self, view: View, key: Key, reason: str) -> Task:
        return Task(key[0], self.today(), view.generation, reason=reason, start=self.fits.figures(key))

    def _had(self, view: View, leaflet: Leaflet, key: Key, reason: str) -> Render | None:
        """Give a leaflet that was set before, here or by a build."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = None if reason else self._from_disk(view, key[0])
        return self._note(view, leaflet, key, found) if found else None

    def start(self, view: View, leaflet: Leaflet, edition: Edition, reason: str = "") -> Figures | None:
        """Give the figures with which a leaflet fitted, if it was set before."""
        return self.fits.figures(self._key(view, leaflet, edition, reason))

    def picture(self, view: View, leaflet: Leaflet) -> bytes | None:
        """Give the picture of a first page, when there is one of these sources."""
        if found := self._pictures.get((leaflet.slug, leaflet.lang, leaflet.stamp)):
            return found
        first = next(editions(view, leaflet), None)
        with self._lock:
            entry = self._entry(view, first) if first else None
        file = view.workspace.root / "out" / first.picture if entry and first and first.picture else None
        return file.read_bytes() if file and file.is_file() else None

    def _note(self, view: View, leaflet: Leaflet, key: Key, found: Render, *, keep: bool = True) -> Render:
        first = next(editions(view, leaflet), None)
        with self._lock:
            if found.pdf or any(code.startswith(UNFIT) for code in found.codes):
                self.fits.note(key, Figures.told(found.facts) if found.pdf else None)
            else:
                self.fits.pass_over(key)
            if found.small and first and key[0].layout == first.layout:  # its picture, and not that of a folded sheet
                self._pictures[leaflet.slug, leaflet.lang, leaflet.stamp] = found.small
            if found.pdf and keep:
                self._kept[key] = found
            for most, row in ((KEPT, self._kept), (PICTURES, self._pictures)):
                while len(row) > most:
                    row.popitem(last=False)
        return found

    def _key(self, view: View, leaflet: Leaflet, edition: Edition, reason: str = "") -> Key:
        standing = view.standing(leaflet, self.today())
        return edition, leaflet.stamp, f"{standing}/{reason}", view.generation

    def _from_disk(self, view: View, edition: Edition) -> Render | None:
        """Take a leaflet from `out/` when it is current."""
        with self._lock:
            entry = self._entry(view, edition)
        if entry is None:
            return None
        data = (view.workspace.root / "out" / edition.path).read_bytes()
        if sha256(data) != entry.sha256:  # a build came between
            return None
        return Render(data, words(data), sizes(data), entry.facts)

    def _entry(self, view: View, edition: Edition) -> Entry | None:
        """Find what `out/` has of an edition, if it is current; whoever asks holds the lock."""
        shelf = self._manifest(view, edition.clinic)
        entry = shelf.entries.get(edition.name)
        baked = Bakery(view.workspace, "", self.today())
        current = entry and is_current(baked, edition, entry, shelf, view.workspace.root / "out")
        return entry if current else None

    def _manifest(self, view: View, clinic: str) -> Manifest:
        """Read the manifest of `out/` when it has changed."""
        folder = view.workspace.root / "out" / clinic
        file = folder / "manifest.json"
        stamp = file.stat().st_mtime_ns if file.is_file() else 0
        before = self._manifests.get(clinic)
        if before is None or before[0] != stamp:
            self._manifests[clinic] = before = (stamp, Manifest.load(folder))
        return before[1]
