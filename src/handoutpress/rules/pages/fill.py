"""Rules on how full pages are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.imposition import PADDED
from handoutpress.rulebook import hit
from handoutpress.rules.pages.book import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.rulebook import Hit
    from handoutpress.rules.pages.book import Proof

LITTLE: Final = 0.25
"""The share of its height under which a last page looks left over."""
FOLDED: Final = 4
"""Pages of a sheet that is folded once."""


@PAGES.rule(
    "P301",
    "page {} of {} holds little: {} % of its height is used",
    hint="take a smaller layout, allow larger type in the layout's row, or shorten the text by these lines",
)
def under_filled(proof: Proof) -> Iterator[Hit]:
    """A last page with a line or two on it costs paper, and looks as if something had been forgotten.

    Ruled lines to write on count as filled. Where the row of a layout has a height for them (`line`), the room that is
    left is ruled, and this rule finds nothing.

    Instead of: a second page with one sentence on it
    Write: one sentence less, or the card instead of the sheet
    Source: our own: a quarter of the page; the lines for notes that PEMAT calls something to do fill the rest
    """
    last = proof.setting.typeset.end
    for page in proof.pages[last - 1 : last]:
        first = next(page.flow, None)
        if first is not None and page.filled < LITTLE:
            yield hit(proof.at(first.around.block), page.number, proof.name, round(100 * page.filled))


@PAGES.rule(
    "P302",
    "{} has {} without a word or a line",
    hint="take a smaller layout, or give its row a `line`, so that they are ruled; or mend what breaks the page",
)
def blank_page(proof: Proof) -> Iterator[Hit]:
    """A blank page looks like a fault of the printer, and a patient wonders what should have been there.

    A booklet has as many pages as its sheets have: four each. What is missing is blank, unless it is ruled for notes.

    Instead of: a booklet of eight pages with text on five
    Write: line = 8.5 in the booklet's row, or the leaflet folded once
    Source: trade practice; sheets that are folded have four pages
    """
    pages = proof.pages
    blank = sum(next(page.flow, None) is None for page in pages)
    blank += -len(pages) % FOLDED if proof.setting.layout.imposition in PADDED else 0
    if blank:
        yield hit(proof.at(), proof.name, "1 page" if blank == 1 else f"{blank} pages")
