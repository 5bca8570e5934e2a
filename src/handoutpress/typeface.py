"""The typeface: where its files lie, which letters it has, and its faces packed for a web page.

Beside it stand other faces, for what is filled in for a patient: a name keeps its own letters. Nothing else is set in
them. The only room that knows fontTools.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import fontpkg_atkinson_hyperlegible
import fontpkg_ibm_plex_sans
import fontpkg_ibm_plex_sans_arabic

if TYPE_CHECKING:
    from collections.abc import Iterable

FAMILY: Final = str(fontpkg_atkinson_hyperlegible.FAMILY)
FOLDER: Final = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
# Static files only: a variable font gives bold letters the widths of the regular ones (PDF/UA 7.21.5).
FACES: Final = {"normal": "AtkinsonHyperlegible-Regular.ttf", "bold": "AtkinsonHyperlegible-Bold.ttf"}

INVISIBLE: Final = frozenset("\n\t\r\u00ad\u200b\u200e\u200f\ufeff")
"""Letters that need no face: nothing of them is drawn."""
CHINESE: Final = (
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",  # Debian, Ubuntu: fonts-droid-fallback
    "/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf",  # Fedora: google-droid-sans-fonts
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",  # macOS
    "C:/Windows/Fonts/simhei.ttf",
)
"""Where computers have a face with Chinese letters: it is too large to come with us."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face for other scripts than ours, by the name that the engine knows it by."""

    family: str
    file: Path
    scripts: tuple[str, ...]

    @property
    def letters(self) -> frozenset[int]:
        """The code points that it has."""
        return _letters(self.file)


@cache
def letters() -> frozenset[int]:
    """Give the code points that every face of ours has."""
    return frozenset.intersection(*(_letters(FOLDER / file) for file in FACES.values()))


@cache
def others() -> tuple[Face, ...]:
    """Give the faces for other scripts that are on this computer, in the order in which they are asked."""
    latin, arabic = (
        Path(str(package.ROOT)) / "files" for package in (fontpkg_ibm_plex_sans, fontpkg_ibm_plex_sans_arabic)
    )
    faces = [
        # Variable, and used in its regular weight only. Latin is Vietnamese too.
        Face("IBM Plex Sans", latin / "IBMPlexSans[wdth,wght].ttf", ("Latin", "Cyrillic", "Greek")),
        Face("IBM Plex Sans Arabic", arabic / "IBMPlexSansArabic-Regular.ttf", ("Arabic",)),
    ]
    chinese = next((file for file in map(Path, CHINESE) if file.is_file()), None)
    return (*faces, Face("Chinese", chinese, ("Chinese", "Japanese"))) if chinese else tuple(faces)


def for_letters(wanted: Iterable[int]) -> tuple[Face, ...]:
    """Give the other faces that are needed for code points that ours lacks."""
    lacking, found = set(wanted) - letters() - set(map(ord, INVISIBLE)), []
    for face in others() if lacking else ():
        if lacking & face.letters:
            found.append(face)
            lacking -= face.letters
    return tuple(found)


def has(letter: str) -> bool:
    """Tell whether any face, ours or another, has a letter."""
    return ord(letter) in letters() or any(ord(letter) in face.letters for face in others())


@cache
def _letters(file: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


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
