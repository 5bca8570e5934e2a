"""What the heads of all handouts say of one another: references that are shared, what is withdrawn, what succeeds it.

No handout is read whole for it, so that a build of which nothing changed stays quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from handoutpress.findings import Finding, Place
from handoutpress.model import default_reference
from handoutpress.reading.heads import read_head, reference_in, tree_of, withdrawn_in
from handoutpress.reading.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, eq=False)
class Heads:
    """The heads of `handouts`, each a (slug, language), below the workspace in `root`."""

    root: Path
    handouts: tuple[tuple[str, str], ...]

    @cached_property
    def _slugs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(slug for slug, _ in self.handouts))

    @cached_property
    def references(self) -> Mapping[str, Mapping[str, Place]]:
        """Every reference, with the handouts that have it; only the heads of the files are read."""
        owners: dict[str, dict[str, Place]] = {}
        for slug, lang in self.handouts:
            reference, place = self._reference(slug, lang)
            owners.setdefault(reference, {}).setdefault(slug, place)
        return owners

    @cached_property
    def shared_references(self) -> Mapping[str, tuple[Finding, ...]]:
        """Handouts whose reference another one has too, by slug."""
        shared: dict[str, tuple[Finding, ...]] = {}
        for reference, slugs in self.references.items():
            for slug, place in slugs.items() if len(slugs) > 1 else ():
                others = ", ".join(sorted(set(slugs) - {slug}))
                message = f"reference '{reference}' is that of {others} too"
                hint = "give one of them a reference of its own: reference: ABC"
                shared[slug] = (*shared.get(slug, ()), Finding(place, "S170", message, hint))
        return shared

    def _reference(self, slug: str, lang: str) -> tuple[str, Place]:
        path = self._path(slug, lang)
        found = reference_in(self._heads[slug, lang])
        return (found[0], Place(path, found[1], 1)) if found else (default_reference(slug), Place(path, 1, 1))

    @cached_property
    def _heads(self) -> Mapping[tuple[str, str], str]:
        return {name: read_head(self.root / self._path(*name)) for name in self.handouts}

    def _path(self, slug: str, lang: str) -> str:
        return f"handouts/{slug}/{lang}.md"

    def place_of(self, slug: str, lang: str, *keys: str) -> Place:
        """Find a key in the head of a handout, or the nearest above it."""
        path = self._path(slug, lang)
        tree = tree_of(self._heads.get((slug, lang), ""), path)
        return tree.place(keys) if tree else Place(path)

    @cached_property
    def withdrawn(self) -> Mapping[tuple[str, str], str]:
        """Handouts that are no longer given out, by slug and language, each with the successor that it names."""
        named = {name: withdrawn_in(head, self._path(*name)) for name, head in self._heads.items()}
        return {name: successor for name, successor in named.items() if successor is not None}

    def successors(self, slug: str, lang: str) -> tuple[str, ...]:
        """Follow a withdrawn handout from successor to successor; what is not there ends the row, as does a ring."""
        row: list[str] = []
        while (slug, lang) in self.withdrawn:
            slug = self.withdrawn[slug, lang]
            if slug not in self._slugs or slug in row:
                break
            row.append(slug)
        return tuple(row)

    def successor(self, slug: str, lang: str) -> str:
        """Give what is handed out in place of a withdrawn handout; empty when there is nothing."""
        last = ("", *self.successors(slug, lang))[-1]
        return "" if (last, lang) in self.withdrawn else last

    @cached_property
    def lost_successors(self) -> tuple[Finding, ...]:
        """Withdrawn handouts that name a successor which is not there, or which leads back to themselves."""
        found = []
        for (slug, lang), named in self.withdrawn.items():
            if named and not self.successor(slug, lang):
                place = self.place_of(slug, lang, "review", "successor")
                known = [name for name in self._slugs if (name, lang) not in self.withdrawn]
                message = f"successor: there is no '{named}' to hand out in place of this one"
                found.append(Finding(place, "S177", message, did_you_mean(named, known)))
        return tuple(found)
