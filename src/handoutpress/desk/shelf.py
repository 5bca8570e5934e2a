"""What the desk knows of every handout: titles, languages, how its review stands; looked at anew as files change."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handoutpress.clinic import VALUE
from handoutpress.files import digest
from handoutpress.model import default_reference
from handoutpress.review import past_grace, state
from handoutpress.search import Entry, Index
from handoutpress.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.model import Review

AGE: Final = 2.0
"""Seconds for which the folder is taken to be as it was seen."""
DESIGN: Final = ("templates/**/*", "styles/**/*", "handoutpress.toml", "pyproject.toml")
TEXTS: Final = "handouts/**/*"


@dataclass(frozen=True, slots=True)
class Leaflet:
    """One handout in one language, as far as its first lines tell."""

    slug: str
    lang: str
    title: str
    topics: tuple[str, ...]
    reference: str
    version: str
    review: Review
    successor: str
    stamp: str
    """Changes with anything in its folder."""

    @property
    def code(self) -> str:
        """What stands on the page to tell it by."""
        return f"{self.reference} v{self.version}"


@dataclass(frozen=True)
class View:
    """The shelf as it stood at one time."""

    generation: str
    design: str
    workspace: Workspace
    clinic: Clinic
    leaflets: Mapping[tuple[str, str], Leaflet]
    index: Index
    packs: Index

    def of(self, slug: str) -> tuple[Leaflet, ...]:
        """Give a handout in every language that is given out, in the clinic's order."""
        return self._by_slug.get(slug, ())

    @cached_property
    def _by_slug(self) -> Mapping[str, tuple[Leaflet, ...]]:
        found: dict[str, list[Leaflet]] = {}
        for leaflet in self.leaflets.values():
            found.setdefault(leaflet.slug, []).append(leaflet)
        return {slug: tuple(alike) for slug, alike in found.items()}

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every handout that is given out in some language, by title."""
        return tuple(sorted(self._by_slug, key=lambda slug: self._by_slug[slug][0].title.casefold()))

    def standing(self, leaflet: Leaflet, today: date) -> str:
        """Say how a leaflet stands: as `review.State`, or `refused` when it is past its grace."""
        terms = self.workspace.settings.review
        if past_grace(leaflet.review, today, grace=terms.grace):
            return "refused"
        return str(state(leaflet.review, today, warn=terms.warn))


@dataclass(slots=True)
class Shelf:
    """Keeps a view, and takes a new one when something has changed; several threads ask it."""

    root: Path
    clinic: str
    clock: Callable[[], float] = time.monotonic
    _view: View | None = None
    _seen: float = 0.0
    _heads: dict[tuple[str, str], Leaflet | None] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> View:
        """Give the shelf as it stands. Raises `HandoutError` when settings or clinic cannot be read."""
        with self._lock:
            now = self.clock()
            if self._view and now - self._seen < AGE:
                return self._view
            texts, design = self._stamps()
            generation = digest([design, *(f"{name}={stamp}" for name, stamp in sorted(texts.items()))])
            if self._view is None or self._view.generation != generation:
                self._view = self._look(generation, texts, design)
            self._seen = now
            return self._view

    def _look(self, generation: str, texts: Mapping[str, str], design: str) -> View:
        workspace = Workspace(self.root)
        [clinic] = workspace.select_clinics([self.clinic] if self.clinic else [])
        heads = {}
        for slug, lang in workspace.handouts:
            stamp = digest([design, texts[slug]])
            before = self._heads.get((slug, lang))
            if before is None or before.stamp != stamp:
                before = self._leaflet(workspace, clinic, slug, lang, stamp)
            heads[slug, lang] = before
        self._heads = heads
        order = {lang: n for n, lang in enumerate(clinic.contact.languages)}
        there = [one for one in heads.values() if one and one.lang in order and one.review.status != "draft"]
        there.sort(key=lambda one: (one.slug, order[one.lang]))
        leaflets = {(one.slug, one.lang): one for one in there}
        packs = Index(Entry(name, {"": pack.title}) for name, pack in workspace.settings.desk.packs.items())
        return View(generation, design, workspace, clinic, leaflets, Index(_entries(there)), packs)

    def _leaflet(self, workspace: Workspace, clinic: Clinic, slug: str, lang: str, stamp: str) -> Leaflet | None:
        front, _ = workspace.read_front(slug, lang)
        if front is None:
            return None
        values = {**clinic.values(lang), "handout.title": "", "handout.version": front.version}
        title = VALUE.sub(lambda found: values.get(found[1], ""), front.title)
        successor = workspace.heads.successor(slug, lang) if front.review.status == "withdrawn" else ""
        reference = front.reference or default_reference(slug)
        return Leaflet(slug, lang, title, front.topics, reference, front.version, front.review, successor, stamp)

    def _stamps(self) -> tuple[dict[str, str], str]:
        """Tell of every file when it was changed: one mark for each handout's folder, and one for the design."""
        by_slug: dict[str, list[str]] = {}
        for name, mark in _marks(self.root, TEXTS):
            by_slug.setdefault(name.split("/")[1], []).append(mark)
        texts = {slug: digest(marks) for slug, marks in by_slug.items()}
        return texts, digest(mark for glob in DESIGN for _, mark in _marks(self.root, glob))


def _marks(root: Path, glob: str) -> Iterator[tuple[str, str]]:
    for file in sorted(root.glob(glob)):
        stat = file.stat()
        name = file.relative_to(root).as_posix()
        yield name, f"{name}:{stat.st_mtime_ns}:{stat.st_size}"


def _entries(leaflets: Sequence[Leaflet]) -> Iterator[Entry]:
    alike: dict[str, list[Leaflet]] = {}
    for leaflet in leaflets:
        alike.setdefault(leaflet.slug, []).append(leaflet)
    for slug, ones in alike.items():
        topics = tuple(dict.fromkeys(topic for one in ones for topic in one.topics))
        yield Entry(slug, {one.lang: one.title for one in ones}, topics, ones[0].reference)
