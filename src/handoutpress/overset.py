"""Overset: what did not fit on the pages, in words: where, by how much, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.findings import Finding, Place, Severity
from handoutpress.paper import PT_PER_MM
from handoutpress.pdf.fit import floor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handoutpress.edition import Edition
    from handoutpress.layouts import Layout
    from handoutpress.markup import Copy, Filling
    from handoutpress.model import Block, Handout
    from handoutpress.pdf.boxes import Spill
    from handoutpress.pdf.typeset import Hole, Typeset

SHORT: Final = 4
"""From more than a quarter of the pages for notes on, a text is too short for its layout."""
MARK: Final = "data-overdue"
"""The attribute by which the mark of an overdue leaflet is found on its pages."""


def spilled(pages: Typeset, copy: Copy) -> Iterator[Finding]:
    """Tell of text and pictures that stick out of their place."""
    where = places(copy.handout)
    for spill in pages.spills:
        if spill.margin:
            message = f"the foot or head of page {spill.page} is {spill.millimetres} mm too high, at '{spill.begins}'"
            yield Finding(Place(copy.clinic.path), "P223", message, "shorten clinic.hours, clinic.address or formats")
            continue
        place = where.get(spill.block, Place(copy.handout.path))
        yield Finding(place, "P220", _spilled(spill), "break up long words, or write less here")


def _spilled(spill: Spill) -> str:
    if not spill.begins:
        return f"about {spill.words} words are cut off: what they stand in is higher than the page"
    more = f" and {spill.words - 1} more words" if spill.words > 1 else ""
    return f"text sticks out by {spill.millimetres} mm on page {spill.page}: '{spill.begins}'{more}"


def too_long(pages: Typeset, copy: Copy, edition: Edition, layout: Layout, others: Iterable[str]) -> Finding:
    """Say how much is too much, from where on, where room was lost, and which `others` would hold it."""
    excess = pages.beyond(layout.pages)
    place = places(copy.handout).get(excess.block, Place(copy.handout.path))
    lines = "1 line" if excess.lines == 1 else f"{excess.lines} lines"
    message = (
        f"the text needs {pages.pages} pages, but {edition.layout} on {edition.paper} has {layout.pages}: "
        f"{lines} ({excess.words} words) {_from(excess.block, copy.handout)}do not fit, "
        f"even at the smallest type, {layout.type[0]:g} pt"
    )
    would = ", ".join(others)
    hints = [_hole(hole, copy.handout, layout) for hole in list(pages.holes())[:1]]
    hints += [f"it would fit: {would}"] if would else []
    return Finding(
        place,
        "P221",
        message,
        "; ".join([*hints, "or shorten it" if hints else "shorten the handout, or split it in two"]),
    )


def _hole(hole: Hole, handout: Handout, layout: Layout) -> str:
    """Say where room was lost, for there a small cut gains much."""
    lines = round(-(-hole.lacking // (floor(layout).type * floor(layout).leading / PT_PER_MM)))
    fewer = "1 line" if lines == 1 else f"{lines} lines"
    title = _section(hole.block, handout)
    what = f"'{title}'" if title else "what comes next"
    return (
        f"page {hole.page} of the text ends {hole.room:.0f} mm early, for {what} is kept whole: "
        f"{fewer} less before it, or in it, and it fits there"
    )


def _section(block: str, handout: Handout) -> str:
    """Give the title of the section in which a block stands; empty when it stands in none."""
    for section in handout.sections:
        ids = {section.id, *(ident for ident, _ in _below(section.blocks))}
        if block in ids and section.title:
            return section.title.text
    return ""


def _from(block: str, handout: Handout) -> str:
    title = _section(block, handout)
    return f"from '{title}' on " if title else ""


def short(filling: Filling, copy: Copy, edition: Edition, pages: int) -> Finding:
    """Warn that a layout has far more room than the text needs."""
    message = f"the text is short for {edition.layout}: {len(filling.notes)} of its {pages} pages are for notes alone"
    hint = "a smaller layout may suit it better: sheet, bifold or card"
    return Finding(Place(copy.handout.path), "P224", message, hint, Severity.WARNING)


def too_short(pages: Typeset, copy: Copy, edition: Edition, wanted: int) -> Finding:
    """Tell that a layout which must have all its pages has not."""
    message = f"the text fills {pages.pages} of the {wanted} pages of {edition.layout}, and they cannot be filled up"
    return Finding(Place(copy.handout.path), "P222", message, "choose a smaller layout, such as card or sheet")


def unmarked(set_: Typeset, layout: Layout) -> Iterator[Finding]:
    """Find pages of an overdue leaflet that do not say so: a template of the clinic's own may not know how."""
    bare = set_.without(MARK)
    if bare:
        yield says_not(f"page {bare[0]}", layout)


def says_not(where: str, layout: Layout) -> Finding:
    """Tell that a page of an overdue leaflet lacks its mark."""
    message = f"the leaflet is overdue, and {where} does not say so"
    hint = "print {{ mark() }} of macros.html: see Layouts, A new layout"
    return Finding(Place(f"templates/{layout.template}"), "P225", message, hint)


def places(handout: Handout) -> dict[str, Place]:
    """Give the place of every section and block by its id on the page."""
    sections = {section.id: section.place for section in handout.sections}
    return {**dict(pair for section in handout.sections for pair in _below(section.blocks)), **sections}


def _below(blocks: Iterable[Block]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        yield block.id, block.place
        yield from _below((*block.items, *block.blocks))
