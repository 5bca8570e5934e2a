"""Rules on type: how large it is, and how long its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.rulebook import hit
from handoutpress.rules.pages.book import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.pdf.measures import Piece, Run
    from handoutpress.rulebook import Hit
    from handoutpress.rules.pages.book import Proof

SMALL: Final = 11 / 12
"""What stands in boxes, tables and captions may be smaller than the body by so much: 11 pt beside 12."""
LEAST: Final = 11.0
"""pt: nothing that a handout says is set smaller, in whatever layout (docs/layouts.md)."""
IMPRINT: Final = {"standard": 9.0, "large": 16.0, "giant": 16.0}
"""pt: who made it, when it is checked, where the facts come from. UKAAF wants 16 pt of all of a large edition."""
ROUNDING: Final = 0.05
MARK: Final = 2
"""Figures that a mark has at most, such as the numbers in a picture's key."""
LONGEST: Final = 80
SHORTEST: Final = 20
"""Letters that a line holds, spaces too. 45 to 75 read best; panels and boxes are narrower, but not so narrow."""
LINES: Final = 3
"""Lines that a text has at least when its lines are too short: a short one breaks once and nothing is lost."""
NO_PROSE: Final = frozenset({"h1", "h2", "h3", "th", "td", "figure"})


@PAGES.rule(
    "P303",
    "{}: '{}' is set in {} pt on page {}; {} pt is the least{}",
    hint="raise the size in the stylesheet of the layout",
    severity=Severity.ERROR,
    standards=("RNIB-type-size",),
)
def small_type(proof: Proof) -> Iterator[Hit]:
    """Most of those who get a leaflet are over 50, and many read it without their glasses.

    Body text may not be smaller than the least type of the layout's row. Boxes, tables and captions may be 11 pt where
    the body is 12; in large print nothing of the handout is smaller than the body. The imprint has 9 pt, and
    16 in large print; smaller than that is a warning.

    Instead of: .exercise p { font-size: 9pt }
    Write: .exercise p { font-size: var(--t-small) }
    Source: RNIB, Clear Print; UKAAF, Clear and Large Print
    """
    found: dict[tuple[float, float], list[tuple[int, Run]]] = {}
    for page in proof.pages:
        for run in page.runs:
            least = _least(run, proof)
            if run.size < least - ROUNDING:
                found.setdefault((run.size, least), []).append((page.number, run))
    for (size, least), runs in found.items():
        (page_number, first), block = runs[0], runs[0][1].around.block
        severity = None if proof.says(block, first.around.within) else Severity.WARNING
        words = (proof.name, first.begins, f"{size:.3g}", page_number, f"{least:.3g}", _more(len(runs)))
        yield hit(proof.at(block), *words, severity=severity)


@PAGES.rule(
    "P304",
    "{}: a line from '{}' on has room for {} letters; 45 to 75 read best, {} are the most{}",
    hint="make its column narrower in the stylesheet (max-width)",
    standards=("RNIB-line-length",),
)
def long_line(proof: Proof) -> Iterator[Hit]:
    """From the end of a long line the eye does not find the next one, and reads a line twice or leaves one out.

    Instead of: text across the whole sheet
    Write: main > p { max-width: var(--main) }
    Source: RNIB, Clear Print; CMS, Toolkit for Making Written Material Clear and Effective, part 5
    """
    long = [(room, piece) for room, piece in _rooms(proof, lines=2) if room > LONGEST]
    for room, piece in sorted(long, key=lambda pair: -pair[0])[:1]:
        yield hit(proof.at(piece.around.block), proof.name, piece.begins, room, LONGEST, _more(len(long)))


@PAGES.rule(
    "P305",
    "{}: a line from '{}' on has room for only {} letters; {} are the least{}",
    hint="give it more width in the stylesheet: a picture above it and not beside it, one column and not two",
    standards=("RNIB-line-length",),
)
def short_line(proof: Proof) -> Iterator[Hit]:
    """In a very narrow column every second or third word begins a line, and what belongs together is torn apart.

    Cells of tables, headings and names in pictures are short by nature and not asked.

    Instead of: an exercise of 30 mm beside its picture
    Write: the exercise under its picture
    Source: CMS, Toolkit for Making Written Material Clear and Effective, part 5
    """
    short = [(room, piece) for room, piece in _rooms(proof, lines=LINES) if room < SHORTEST]
    for room, piece in sorted(short, key=lambda pair: pair[0])[:1]:
        yield hit(proof.at(piece.around.block), proof.name, piece.begins, room, SHORTEST, _more(len(short)))


def _least(run: Run, proof: Proof) -> float:
    """Give the size in pt that a run of text must have."""
    layout, around = proof.setting.layout, run.around
    if (run.text.isdigit() and len(run.text) <= MARK) or not proof.says(around.block, around.within):
        return IMPRINT[proof.edition.size]
    if around.block in proof.body or layout.plain:
        return layout.type[0]
    return max(LEAST, SMALL * layout.type[0])


def _rooms(proof: Proof, *, lines: int) -> Iterator[tuple[int, Piece]]:
    """Give the texts of at least so many `lines`, and for how many letters a line of each has room.

    That is by the mean width of all letters of the leaflet: those of one short text may happen to be narrow.
    """
    prose = [piece for piece in proof.pieces if _is_prose(piece, proof)]
    widths = sum(piece.letter for piece in prose) / (sum(piece.size for piece in prose) or 1)
    for piece in prose:
        if len(piece.lines) >= lines:
            yield round((piece.area.right - piece.area.left) / (widths * piece.size)), piece


def _is_prose(piece: Piece, proof: Proof) -> bool:
    """Tell whether a piece is text of the handout that is read in lines."""
    around = piece.around
    return bool(piece.lines) and proof.says(around.block, around.within) and around.within.isdisjoint(NO_PROSE)


def _more(count: int) -> str:
    return f", and so in {count - 1} more places" if count > 2 else ", and so once more" if count > 1 else ""  # noqa: PLR2004 - plural
