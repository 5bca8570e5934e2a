"""Bleeding: whether artwork that meets the trim goes on to the end of the bleed, seen in a picture of the page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageChops

from handoutpress.paper import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOOK: Final = 101.6
"""Pixels an inch at which the page is drawn: four to a millimetre."""
PAPER: Final = 252
"""From here on, of 255, a pixel is bare paper."""
STEEP: Final = 2
"""How many times as far along the trim as across it an edge may lead, such as that of a large circle."""
SHORT: Final = 6
"""Pixels, 1.5 mm: a shorter piece of artwork at the trim is a blur of the drawing, or a dot of a pattern."""


def unbled(
    drawn: Image.Image, trim: Sequence[float], media: Sequence[float], *, bleed: float
) -> Iterator[tuple[str, float]]:
    """Give each side on which artwork does not bleed, and on how many mm; boxes are in points, `bleed` in mm."""
    away = round(bleed * LOOK / MM_PER_INCH)
    for side, inner, outer in _edges(drawn, trim, media, away):
        if length := _bare(inner, outer, STEEP * away):
            yield side, length * MM_PER_INCH / LOOK


def _edges(
    drawn: Image.Image, trim: Sequence[float], media: Sequence[float], away: int
) -> Iterator[tuple[str, bytes, bytes]]:
    """Cut along each side two lines of pixels: just inside the trim, and just inside the end of the bleed."""
    x0, _, _, y0 = media
    scale = LOOK / 72
    x1, x2 = round((trim[0] - x0) * scale), round((trim[2] - x0) * scale)
    y1, y2 = round((y0 - trim[3]) * scale), round((y0 - trim[1]) * scale)
    inked = _inked(drawn)
    lines = {
        "left": ((x1 + 1, y1, x1 + 2, y2), (-away, 0)), "right": ((x2 - 2, y1, x2 - 1, y2), (away, 0)),
        "top": ((x1, y1 + 1, x2, y1 + 2), (0, -away)), "bottom": ((x1, y2 - 2, x2, y2 - 1), (0, away)),
    }  # fmt: skip
    for side, ((a, b, c, d), (dx, dy)) in lines.items():
        yield side, inked.crop((a, b, c, d)).tobytes(), inked.crop((a + dx, b + dy, c + dx, d + dy)).tobytes()


def _inked(drawn: Image.Image) -> Image.Image:
    """Tell ink, 255, from paper, 0."""
    red, green, blue = drawn.convert("RGB").split()
    return ImageChops.darker(ImageChops.darker(red, green), blue).point([255] * PAPER + [0] * (256 - PAPER))


def _bare(inner: bytes, outer: bytes, slant: int) -> int:
    """Count the pixels at the trim that are inked and have no ink beyond, as far aside as a steep edge leads."""
    bare = [bool(ink) and not any(outer[max(0, at - slant) : at + slant + 1]) for at, ink in enumerate(inner)]
    bounds = [0, *(at for at in range(1, len(bare)) if bare[at] != bare[at - 1]), len(bare)]
    return sum(end - start for start, end in pairwise(bounds) if bare[start] and end - start > SHORT)
