"""Paper: sizes in millimetres, the arithmetic between millimetres, points and CSS pixels, and how fine print is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

MM_PER_INCH: Final = 25.4
PT_PER_MM: Final = 72 / MM_PER_INCH
PX_PER_MM: Final = 96 / MM_PER_INCH
COARSE: Final = 220
FINE: Final = 300
"""Pixels an inch: under the first a picture is visibly coarse in print, under the second it may be."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, portrait: `width` and `height` are the trim size in mm, `series` the standard behind it."""

    name: str
    width: float
    height: float
    series: Literal["iso", "ansi"]

    @property
    def points(self) -> tuple[float, float]:
        """Give width and height in PDF points (1/72 inch)."""
        return self.width * PT_PER_MM, self.height * PT_PER_MM


# ISO 216 for the A sizes; ANSI/ASME Y14.1 for Letter and Tabloid.
PAPERS: Final = {
    paper.name: paper
    for paper in (
        Paper("a4", 210.0, 297.0, "iso"),
        Paper("letter", 215.9, 279.4, "ansi"),
        Paper("a3", 297.0, 420.0, "iso"),
        Paper("tabloid", 279.4, 431.8, "ansi"),
    )
}


def of_the_same_series(wanted: str, papers: Iterable[str]) -> str | None:
    """Find the paper that stands in for `wanted` among `papers`: itself, or one of its series (A3 for A4)."""
    there = tuple(papers)
    if wanted in there:
        return wanted
    return next((name for name in there if PAPERS[name].series == PAPERS[wanted].series), None)
