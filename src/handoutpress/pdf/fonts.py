"""Fonts: the `@font-face` rules for the engine, and the letters of a text that it would leave out."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from handoutpress.findings import Finding, Place
from handoutpress.typeface import FACES, FAMILY, FOLDER, INVISIBLE, Face, for_letters, letters

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "FACES", "FAMILY", "FOLDER", "INVISIBLE", "Face", "face_rule", "font_faces", "for_letters", "letters",
    "missing_letters",
]  # fmt: skip


def font_faces(base: str) -> str:
    """Give the `@font-face` rules; the files are fetched from below the address `base`."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};src:url("{base}{file}")}}'
        for weight, file in FACES.items()
    )


def face_rule(face: Face, base: str) -> str:
    """Give the `@font-face` rule of another face; brackets in a file's name are no address."""
    return f'@font-face{{font-family:"{face.family}";src:url("{base}{quote(face.file.name)}")}}'


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
