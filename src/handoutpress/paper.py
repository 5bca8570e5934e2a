"""Paper: sizes in millimetres and the arithmetic between millimetres, points and CSS pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MM_PER_INCH: Final = 25.4
PT_PER_MM: Final = 72 / MM_PER_INCH
PX_PER_MM: Final = 96 / MM_PER_INCH


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, portrait: `width` and `height` are the trim size in mm."""

    name: str
    width: float
    height: float

    @property
    def points(self) -> tuple[float, float]:
        """Give width and height in PDF points (1/72 inch)."""
        return self.width * PT_PER_MM, self.height * PT_PER_MM


# ISO 216 for A4; ANSI/ASME Y14.1 for Letter.
PAPERS: Final = {paper.name: paper for paper in (Paper("a4", 210.0, 297.0), Paper("letter", 215.9, 279.4))}
