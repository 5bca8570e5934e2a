"""The typeface: where its files lie, which letters it has, and its faces packed for a web page.

The only room that knows fontTools.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Final

import fontpkg_atkinson_hyperlegible

FAMILY: Final = str(fontpkg_atkinson_hyperlegible.FAMILY)
FOLDER: Final = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
# Static files only: a variable font gives bold letters the widths of the regular ones (PDF/UA 7.21.5).
FACES: Final = {"normal": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}


@cache
def letters() -> frozenset[int]:
    """Give the code points that every face has."""
    from fontTools.ttLib import TTFont

    def face(file: str) -> set[int]:
        with TTFont(FOLDER / file, lazy=True) as font:
            return set(font.getBestCmap())

    return frozenset(set.intersection(*(face(file) for file in FACES.values())))


@cache
def woff2(weight: str) -> bytes:
    """Give the face of a weight as WOFF2 with all its letters; the hints for coarse screens are a third of it and go.

    The same bytes every time: no clock, and no subset of one leaflet's letters, so one encoding serves all.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    out = io.BytesIO()
    with TTFont(FOLDER / FACES[weight], recalcTimestamp=False) as font:
        subsetter = Subsetter(Options(hinting=False, recalc_timestamp=False))
        subsetter.populate(unicodes=font.getBestCmap())
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()
