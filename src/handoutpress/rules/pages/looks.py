"""Rules on what is seen: pictures sharp enough, type strong enough on its ground, and all in the order of reading."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.palette import READABLE, contrast
from handoutpress.paper import COARSE, FINE
from handoutpress.rulebook import hit
from handoutpress.rules.pages.book import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.pdf.measures import Piece, Run
    from handoutpress.rulebook import Hit
    from handoutpress.rules.pages.book import Proof

LARGE: Final = 3.0
"""The least contrast of large type: WCAG 2.1, 1.4.3."""
LARGE_TYPE: Final = {False: 18.0, True: 14.0}
"""pt from which type is large, plain and bold: WCAG 2.1."""
LUMA: Final = (0.299, 0.587, 0.114)
"""How red, green and blue weigh in the grey that printers and copiers make: ITU-R BT.601."""
OVERLAP: Final = 0.5
"""The share of the narrower one's width that two pieces of one column have in common."""
SLACK: Final = 0.5
"""mm by which two pieces may meet and stand above one another all the same."""


@PAGES.rule(
    "P309",
    "{}: the picture has {} pixels an inch on page {}: {} are good, {} the least",
    hint="put a larger one in its place, or a drawing (SVG)",
    severity=Severity.WARNING,
    standards=("PEMAT-18", "RNIB-pictures"),
)
def coarse_picture(proof: Proof) -> Iterator[Hit]:
    """A picture that is sharp on a screen may have too few pixels for paper: what it should show is a blur.

    Under 220 pixels an inch it is an error. A build for the print shop refuses the same pictures (P240).

    Instead of: a picture 400 pixels wide, printed 100 mm wide
    Write: one that is 1200 pixels wide, or an SVG
    Source: trade practice: 300 pixels an inch at the printed size
    """
    for page in proof.pages:
        for block, ppi in page.pictures:
            if ppi < FINE:
                severity = Severity.ERROR if ppi < COARSE else None
                words = (proof.name, round(ppi), page.number, FINE, COARSE)
                yield hit(proof.at(block), *words, severity=severity)


@PAGES.rule(
    "P310",
    "{}: '{}' on page {}, {} on {}, has a contrast of {} : 1{}; {} : 1 is the least",
    hint="make the type darker, or what is behind it lighter, in the stylesheet or in the clinic's colours",
    severity=Severity.ERROR,
    standards=("WCAG-1.4.3", "RNIB-contrast"),
)
def pale_type(proof: Proof) -> Iterator[Hit]:
    """Pale words are lost to old eyes, in poor light and when toner runs low. And many clinics print in grey.

    Every text is looked at on what is painted behind it, in colour and in the grey that an office printer makes of the
    two. Large type, from 18 pt or bold from 14 pt, may be weaker.

    Instead of: .do { background: #00b000 }
    Write: .do { background: var(--c-tint) }
    Source: WCAG 2.1, 1.4.3 (4.5 : 1, large type 3 : 1); ITU-R BT.601 for the greys
    """
    told: set[tuple[str, str, float]] = set()
    for page in proof.pages:
        for run in page.runs:
            ground, ink, least = run.ground.named, run.colour.over(run.ground).named, _least(run)
            in_colour, in_grey = _ratios(ink, ground)
            if min(in_colour, in_grey) >= least or (ink, ground, least) in told:
                continue
            told.add((ink, ground, least))
            ratio, how = (in_colour, "") if in_colour < least else (in_grey, " in grey")
            words = (proof.name, run.begins, page.number, ink, ground, f"{ratio:.1f}", how, f"{least:g}")
            yield hit(proof.at(run.around.block), *words)


@PAGES.rule(
    "P311",
    "{}: '{}' and a picture lie on one another on page {}",
    hint="move it beside the picture, or give it a ground of its own in the stylesheet",
    severity=Severity.WARNING,
    standards=("RNIB-pictures",),
)
def text_on_picture(proof: Proof) -> Iterator[Hit]:
    """On a picture the ground changes from letter to letter, and so does what can be read.

    Instead of: a title across the picture on the front
    Write: the title above it, or on a ground of one colour
    Source: RNIB, Clear Print; UKAAF, Clear and Large Print
    """
    told: set[str] = set()
    for page in proof.pages:
        for run in page.runs:
            key = run.around.block or run.text
            if run.on_picture and key not in told:
                told.add(key)
                yield hit(proof.at(run.around.block), proof.name, run.begins, page.number)


@PAGES.rule(
    "P312",
    "{}: '{}' is read after '{}' and stands above it, on page {}",
    hint="put them in one order in the template and on the page: no `order`, `reverse` or `position` against it",
    severity=Severity.ERROR,
    standards=("WCAG-1.3.2",),
)
def out_of_order(proof: Proof) -> Iterator[Hit]:
    """Who listens to a leaflet hears it in the order of its source, which must be that of the page.

    Or an answer comes before its question, and a picture before what it shows. Only what stands in one column is
    compared, from top to bottom.

    Instead of: h2 { order: 2 }
    Write: the heading first in the template
    Source: ISO 14289-1 (PDF/UA-1), 7.1; WCAG 2.1, 1.3.2
    """
    for page in proof.pages:
        read = [piece for piece in page.flow if not piece.around.hidden and (piece.lines or piece.words)]
        read.sort(key=lambda piece: piece.order)
        for place, piece in enumerate(read):
            before = next((one for one in read[:place] if _above(piece, one)), None)
            if before:
                words = (proof.name, piece.begins, before.begins, page.number)
                yield hit(proof.at(piece.around.block), *words)
                break  # the rest of the page follows from it


def _least(run: Run) -> float:
    return LARGE if run.size >= LARGE_TYPE[run.bold] else READABLE


@cache
def _ratios(ink: str, ground: str) -> tuple[float, float]:
    """Give the contrast of two colours, and that of the greys that a printer makes of them."""
    return contrast(ink, ground), contrast(_grey(ink), _grey(ground))


def _grey(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    level = round(sum(weight * part for weight, part in zip(LUMA, parts, strict=True)))
    return f"#{level:02x}{level:02x}{level:02x}"


def _above(one: Piece, other: Piece) -> bool:
    """Tell whether a piece stands wholly above another one, in the same column."""
    shared = min(one.area.right, other.area.right) - max(one.area.left, other.area.left)
    narrower = min(one.area.right - one.area.left, other.area.right - other.area.left)
    return one.area.bottom <= other.area.top + SLACK and shared > OVERLAP * narrower
