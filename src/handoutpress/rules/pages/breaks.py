"""Rules on where pages break."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.rulebook import hit
from handoutpress.rules.pages.book import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handoutpress.pdf.measures import Page, Part, Piece
    from handoutpress.rulebook import Hit
    from handoutpress.rules.pages.book import Proof

HEADS: Final = frozenset({"h1", "h2", "h3"})
"""What announces what stands under it. The head of a table is never set without a row."""
CARDS: Final = frozenset({"self-care", "ask", "urgent", "emergency", "medicine"})
"""Blocks that are read under stress, or by somebody who acts on half of them."""
HELD: Final = frozenset({"do", "avoid", "key-point", "steps", "exercise", "questions", "checklist", "diary", "notes"})
"""Blocks that are kept whole too; in large print, where a page holds little, their lists may go on overleaf."""


@PAGES.rule(
    "P306",
    "{}: '{}' stands alone at the foot of page {}, and its text begins overleaf",
    hint="write a few lines less or more before it; or keep it with its text in the stylesheet (break-after: avoid)",
    severity=Severity.ERROR,
    standards=("RNIB-layout",),
)
def lone_heading(proof: Proof) -> Iterator[Hit]:
    """A heading says what comes next. At the foot of a page nothing comes, and overleaf nobody says what it is about.

    Instead of: a heading as the last line of a page
    Write: the heading overleaf, with its text
    Source: CMS, Toolkit for Making Written Material Clear and Effective, part 5
    """
    for page in proof.pages[:-1]:
        last = _last(page)
        if last and HEADS & last.around.within:
            yield hit(proof.at(last.around.block), proof.name, last.begins, page.number)


@PAGES.rule(
    "P307",
    "{}: '{}' is torn: it begins on page {} and ends on page {}{}",
    hint="shorten it, or what stands before it; the stylesheet keeps it whole where it can (break-inside: avoid)",
    severity=Severity.WARNING,
    standards=("NHS-care-cards", "RNIB-layout"),
)
def split_block(proof: Proof) -> Iterator[Hit]:
    """Somebody in pain reads the half of a card that is in front of them. The sign that counts may stand on the other.

    A care card or a medicine that is torn although a page would hold it is an error; one that is higher than a page is
    a warning. In large print the lists of other blocks may go on overleaf.

    Instead of: three signs of an emergency at the foot of a page, and two overleaf
    Write: all five on one page
    Source: NHS digital service manual, care cards; RNIB, Clear Print
    """
    layout = proof.setting.layout
    kept = CARDS if layout.plain else CARDS | HELD
    for block, parts in proof.measures.parts.items():
        kind = proof.kinds.get(block, "")
        if kind in kept and len(parts) > 1:
            whole = _would_be_whole(parts, proof.pages)
            severity = Severity.ERROR if whole and kind in CARDS and not layout.plain else None
            words = (proof.name, kind, parts[0].page, parts[-1].page, "" if whole else ", for it is higher than a page")
            yield hit(proof.at(block), *words, severity=severity)


@PAGES.rule(
    "P308",
    "{}: one line of '{}' stands alone at the {} of page {}",
    hint="the stylesheet keeps two lines together (orphans: 2; widows: 2): mend it, or shorten the text by a line",
    standards=("RNIB-layout",),
)
def lone_line(proof: Proof) -> Iterator[Hit]:
    """One line by itself is easily missed, and its sentence has to be pieced together over two pages.

    Instead of: a paragraph of five lines, four of them on one page and the last overleaf
    Write: three lines on the one page and two on the other
    Source: trade practice; CSS Fragmentation 3, 3.3 (orphans and widows)
    """
    pieces: dict[int, dict[int, list[Piece]]] = {}
    for piece in proof.pieces:
        if piece.lines and "thead" not in piece.around.within:  # the head of a table is there on every page
            pieces.setdefault(piece.order, {}).setdefault(piece.page, []).append(piece)
    for parts in pieces.values():
        first, last = min(parts), max(parts)
        ends = ((first, "foot"), (last, "head")) if first < last else ()
        alone = [(page, end, parts[page][0]) for page, end in ends if sum(len(one.lines) for one in parts[page]) == 1]
        for page, end, piece in alone[:1]:
            yield hit(proof.at(piece.around.block), proof.name, piece.begins, end, page)


def _last(page: Page) -> Piece | None:
    """Give what stands last in the flow of a page; nothing on a page of things that are placed by themselves."""
    return next((piece for piece in reversed(tuple(page.flow)) if not piece.around.placed), None)


def _would_be_whole(parts: Sequence[Part], pages: Sequence[Page]) -> bool:
    """Tell whether what is torn would stand on a page of its own."""
    area = pages[parts[-1].page - 1].text_area
    return sum(part.height for part in parts) <= area.bottom - area.top
