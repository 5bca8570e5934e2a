"""Which editions of a leaflet there are, and which of them fit: known from `out/`, or found out while nobody waits."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, get_args

from handoutpress.build import is_current
from handoutpress.desk.workers import LostError, Render, Task, Workers
from handoutpress.edition import Edition
from handoutpress.files import sha256
from handoutpress.layouts import Size
from handoutpress.manifest import Manifest
from handoutpress.paper import of_the_same_series
from handoutpress.pdf.fit import Figures
from handoutpress.recipe import Bakery
from handoutpress.thumbnails import first_page, sizes, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from handoutpress.desk.shelf import Leaflet, View
    from handoutpress.manifest import Entry

KEPT: Final = 40
"""Leaflets without a name on them that are kept as they were last set."""
THUMB: Final = 132
"""Pixels across the picture of a leaflet in the list."""
UNDECIDED: Final = "…"
"""The reason that stands on a leaflet past its grace while nobody has decided to print it."""
PAUSE: Final = 0.2
"""Seconds between two looks whether somebody waits."""
Key = tuple[Edition, str, str]
"""An edition, its sources, and what its review makes of it today."""


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
    """Keeps what fits, and the leaflets as they were last set; several threads ask it."""

    workers: Workers
    today: Callable[[], date]
    _fits: dict[Key, bool] = field(default_factory=dict)
    _facts: dict[Key, Mapping[str, str]] = field(default_factory=dict)
    _kept: OrderedDict[Key, Render] = field(default_factory=OrderedDict)
    _pictures: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    _asked: deque[tuple[View, Leaflet, Edition]] = field(default_factory=deque)
    _wake: threading.Condition = field(default_factory=threading.Condition)
    _manifests: dict[str, tuple[int, Manifest]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fitting(self, view: View, leaflet: Leaflet) -> tuple[tuple[Edition, ...], bool]:
        """Give the editions that are known to fit, and whether there may be more; those are looked into by and by."""
        known, unknown = [], []
        for number, edition in enumerate(editions(view, leaflet)):
            fits = self._fits.get(self._key(view, leaflet, edition))
            if fits is None:
                with self._lock:
                    fits = True if self._entry(view, edition) else None
            if fits is None:
                unknown.append((view, leaflet, edition))
            if fits or (fits is None and not number):  # the first is shown at once, and looked into by that
                known.append(edition)
        self._ask(unknown)
        return tuple(known), bool(unknown)

    def _ask(self, unknown: list[tuple[View, Leaflet, Edition]]) -> None:
        """Have editions looked into: the first of a leaflet before all others, for that is what opens first."""
        with self._wake:
            waiting = {(edition, leaflet.stamp) for _, leaflet, edition in self._asked}
            new = [one for one in unknown if (one[2], one[1].stamp) not in waiting]
            if new and len(new) == len(list(editions(*new[0][:2]))):
                self._asked.appendleft(new.pop(0))
            self._asked.extend(new)
            self._wake.notify()

    def plain(self, view: View, leaflet: Leaflet, edition: Edition, *, reason: str = "") -> Render:
        """Give a leaflet with nothing filled in. Raises `BusyError` and `LostError`."""
        key = self._key(view, leaflet, edition, reason)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = None if reason else self._from_disk(view, edition)
        if found is None:
            found = self.workers.run(Task(edition, self.today(), view.generation, reason=reason))
        self._note(key, found)
        return found

    def start(self, view: View, leaflet: Leaflet, edition: Edition) -> Figures | None:
        """Give the figures with which a leaflet fitted, if it was set before."""
        facts = self._facts.get(self._key(view, leaflet, edition))
        return Figures.told(facts) if facts else None

    def picture(self, view: View, leaflet: Leaflet) -> bytes | None:
        """Give the picture of a first page, when there is one of these sources."""
        if found := self._pictures.get((leaflet.slug, leaflet.lang, leaflet.stamp)):
            return found
        first = next(editions(view, leaflet), None)
        with self._lock:
            entry = self._entry(view, first) if first else None
        file = view.workspace.root / "out" / first.picture if entry and first and first.picture else None
        return file.read_bytes() if file and file.is_file() else None

    def look_into(self) -> None:
        """Try editions that nobody knows of yet, one after the other, for ever, when nobody waits for a worker."""
        while True:
            with self._wake:
                while not self._asked:
                    self._wake.wait()
                view, leaflet, edition = self._asked.popleft()
            key = self._key(view, leaflet, edition)
            if key not in self._fits:
                try:
                    refused = view.standing(leaflet, self.today()) == "refused"
                    task = Task(edition, self.today(), view.generation, reason=UNDECIDED if refused else "")
                    found = self.workers.run_if_idle(task)
                except LostError:
                    self._fits[key] = False
                else:
                    if found is None:
                        with self._wake:
                            self._asked.appendleft((view, leaflet, edition))
                        threading.Event().wait(PAUSE)
                        continue
                    self._note(key, found)

    def _note(self, key: Key, found: Render) -> None:
        edition, stamps, _ = key
        small = first_page(found.pdf, width=THUMB) if found.pdf and edition.size == "standard" else b""
        with self._lock:
            self._fits[key] = bool(found.pdf)
            self._facts[key] = found.facts
            if small:
                self._pictures.setdefault((edition.slug, edition.lang, stamps.partition("/")[0]), small)
            if found.pdf:
                self._kept[key] = found
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _key(self, view: View, leaflet: Leaflet, edition: Edition, reason: str = "") -> Key:
        standing = view.standing(leaflet, self.today())
        return edition, f"{leaflet.stamp}/{view.design}", f"{standing}/{reason}"

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
