"""The book on pages, and what its rules judge: a leaflet as it was set, with its measures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Place
from handoutpress.overset import places
from handoutpress.rulebook import RuleBook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from handoutpress.edition import Edition
    from handoutpress.findings import Finding
    from handoutpress.markup import Copy
    from handoutpress.model import Block
    from handoutpress.pdf.measures import Measures, Page, Piece
    from handoutpress.rulebook import Choice
    from handoutpress.setting import Setting

PROSE: Final = frozenset({"paragraph", "heading", "list", "numbers"})
"""What is body text when it stands in a section by itself and in no box."""
BESIDE_HEADINGS: Final = frozenset({"h1", "h2", "h3", "figure", ".summary"})
"""What the handout says in places that have no id of a block: its title, the summary, the picture with its names."""


@dataclass(frozen=True)
class Proof:
    """A leaflet on its pages, with what it says and which edition it is."""

    setting: Setting
    copy: Copy
    edition: Edition

    @property
    def name(self) -> str:
        """The edition in words, such as booklet on letter in large print."""
        edition = self.edition
        parts = [f"{edition.layout} on {edition.paper}"]
        parts += [f"in {edition.size} print"] if edition.size != "standard" else []
        parts += ["in black and white"] if edition.mono else []
        return " ".join(parts)

    @cached_property
    def measures(self) -> Measures:
        """What is seen on its pages."""
        from handoutpress.pdf.measures import measure

        return measure(self.setting.typeset)

    @property
    def pages(self) -> tuple[Page, ...]:
        """Its pages, in the order of reading."""
        return self.measures.pages

    @property
    def pieces(self) -> Iterator[Piece]:
        """Every piece of every page between its margins."""
        return (piece for page in self.pages for piece in page.flow)

    @cached_property
    def _places(self) -> Mapping[str, Place]:
        return places(self.copy.handout)

    def at(self, block: str = "") -> Place:
        """Give the place of a block in the handout; of the handout itself where there is no such block."""
        return self._places.get(block, Place(self.copy.handout.path))

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The name of every block by its id."""
        return {block.id: block.name for section in self.copy.handout.sections for block in _all(section.blocks)}

    @cached_property
    def body(self) -> frozenset[str]:
        """The ids of the blocks that are body text."""
        sections = self.copy.handout.sections
        prose = [block for section in sections for block in section.blocks if block.name in PROSE]
        return frozenset(block.id for block in _all(prose))

    def says(self, block: str, within: frozenset[str]) -> bool:
        """Tell whether a text is of the handout itself; the rest is the clinic's, such as the imprint."""
        return block in self._places or not BESIDE_HEADINGS.isdisjoint(within)


PAGES: Final[RuleBook[Proof]] = RuleBook("P", "Pages")


def proofread(setting: Setting, copy: Copy, edition: Edition, choice: Choice) -> Iterator[Finding]:
    """Judge a leaflet as it was set, by every rule that is chosen."""
    return PAGES.findings(Proof(setting, copy, edition), choice)


def _all(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _all((*block.items, *block.blocks))
