"""Fonts: the families that come as packages, their `@font-face` rules, and the letters they have."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import fontpkg_atkinson_hyperlegible

from handoutpress.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterable

FAMILY: Final = str(fontpkg_atkinson_hyperlegible.FAMILY)
FOLDER: Final = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
# Static files only: a variable font gives bold letters the widths of the regular ones (PDF/UA 7.21.5).
FACES: Final = {"normal": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}
INVISIBLE: Final = frozenset("\n\t\r\u00ad\u200b\u200e\u200f\ufeff")


def font_faces(base: str) -> str:
    """Give the `@font-face` rules; the files are fetched from below the address `base`."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};src:url("{base}{file}")}}'
        for weight, file in FACES.items()
    )


@cache
def letters() -> frozenset[int]:
    """Give the code points that every face has."""
    from fontTools.ttLib import TTFont

    def face(file: str) -> set[int]:
        with TTFont(FOLDER / file, lazy=True) as font:
            return set(font.getBestCmap())

    return frozenset(set.intersection(*(face(file) for file in FACES.values())))


def missing_letters(path: str, text: str) -> Iterable[Finding]:
    """Find letters of a source text that the fonts lack, each kind once, at its first place."""
    told = set(INVISIBLE)
    for number, line in enumerate(text.split("\n"), 1):
        for column, letter in enumerate(line, 1):
            if letter in told or ord(letter) in letters():
                continue
            told.add(letter)
            name = unicodedata.name(letter, "without a name").lower()
            message = f"the font has no '{letter}' (U+{ord(letter):04X}, {name})"
            hint = "use words or a picture in place of it; other scripts need a font that has them"
            yield Finding(Place(path, number, column), "P201", message, hint)
