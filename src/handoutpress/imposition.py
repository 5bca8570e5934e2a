"""Imposition: how pages come to stand on a sheet so that it folds or cuts into a leaflet; pure arithmetic in mm.

Pages are counted from 1 in the order of reading. Places are measured from the top left corner of the sheet's trim.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from handoutpress.paper import Paper

Method = Literal["single", "four-up", "half-fold", "letter-fold"]
"""One page a side; the same page four times, to cut apart; folded once (several sheets are stitched in the fold);
folded twice, the last panel tucked in."""

PADDED: Final = frozenset[Method]({"half-fold"})
"""What is made whole with blanks when the pages are too few."""
TUCK: Final = 3.0
"""By how many mm the flap that is folded in is narrower, so that it does not buckle."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One page on one side of a sheet: the top left corner and size of its trim, in mm; `shift` moves what is on it."""

    page: int
    left: float
    top: float
    width: float
    height: float
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: its pages, and where it is folded, in mm from its left edge. A blank has no spot."""

    spots: tuple[Spot, ...]
    folds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sides in the order of printing, front and back in turn, of one trim size in mm."""

    width: float
    height: float
    sides: tuple[Side, ...]


def page_sizes(method: Method, paper: Paper, pages: int) -> tuple[tuple[float, float], ...]:
    """Give width and height in mm of each page, in the order of reading."""
    match method:
        case "single":
            return ((paper.width, paper.height),) * pages
        case "four-up":
            return ((paper.width / 2, paper.height / 2),) * pages
        case "half-fold":
            return ((paper.height / 2, paper.width),) * pages
        case "letter-fold":
            outer, flap = _panels(paper)
            widths = (outer, outer, outer, flap, flap, outer)
            return tuple((width, paper.width) for width in widths[:pages])


def page_count(method: Method, needed: int, most: int) -> int | None:
    """Give the least number of pages that `needed` pages can be made into, or None when that is more than `most`."""
    whole = {"single": needed, "four-up": needed, "half-fold": -(-needed // 4) * 4, "letter-fold": max(needed, 6)}
    count = whole[method]
    return count if count <= (6 if method == "letter-fold" else most) else None


def impose(method: Method, paper: Paper, pages: int, *, creep: float = 0.0) -> Sheets:
    """Place `pages` pages on sheets; `creep` is by how many mm each sheet further in moves towards the fold.

    In a stitched booklet the inner sheets stand out at the edge by their thickness and are trimmed: what is on them
    moves to the fold as much. Blanks come before the back cover.
    """
    match method:
        case "single":
            whole = (paper.width, paper.height)
            return Sheets(*whole, tuple(Side((Spot(page, 0, 0, *whole),)) for page in range(1, pages + 1)))
        case "four-up":
            return Sheets(paper.width, paper.height, tuple(_quarters(page, paper) for page in range(1, pages + 1)))
        case "half-fold":
            return Sheets(paper.height, paper.width, tuple(_signature(paper, pages, creep)))
        case "letter-fold":
            return Sheets(paper.height, paper.width, _letter_fold(paper, pages))


def _quarters(page: int, paper: Paper) -> Side:
    width, height = paper.width / 2, paper.height / 2
    corners = ((0.0, 0.0), (width, 0.0), (0.0, height), (width, height))
    return Side(tuple(Spot(page, left, top, width, height) for left, top in corners))


def _signature(paper: Paper, pages: int, creep: float) -> list[Side]:
    """Nest sheets that are folded once: the outermost carries the first page and the last."""
    total = -(-pages // 4) * 4
    width, height = paper.height / 2, paper.width
    sides = []
    for n in range(total // 4):
        for left, right in ((total - 2 * n, 1 + 2 * n), (2 + 2 * n, total - 1 - 2 * n)):
            both = ((left, 0.0, creep * n), (right, width, -creep * n))
            spots = tuple(
                Spot(page, x, 0.0, width, height, shift)
                for number, x, shift in both
                if (page := _page_at(number, pages, total))
            )
            sides.append(Side(spots, (width,)))
    return sides


def _page_at(number: int, pages: int, total: int) -> int:
    """Give the page at a place of a booklet that has `total` of them; 0 for a blank."""
    if number == total:
        return pages
    return number if number < pages else 0


def _panels(paper: Paper) -> tuple[float, float]:
    outer = (paper.height + TUCK) / 3
    return outer, outer - TUCK


def _letter_fold(paper: Paper, pages: int) -> tuple[Side, Side]:
    """Lay six panels out: flap, back and cover on the outside; the three that open before the reader inside."""
    sizes = page_sizes("letter-fold", paper, 6)
    sides = []
    for row in ((5, 6, 1), (2, 3, 4)):
        left, spots = 0.0, []
        for page in row:
            width, height = sizes[page - 1]
            spots.append(Spot(page, left, 0.0, width, height))
            left += width
        folds = tuple(spot.left for spot in spots[1:])
        sides.append(Side(tuple(spot for spot in spots if spot.page <= pages), folds))
    return sides[0], sides[1]
