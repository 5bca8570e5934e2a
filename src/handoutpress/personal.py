"""What is filled in for a patient: in memory only, as plain text, and in the patient's own script."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from handoutpress.typeface import for_letters


@dataclass(frozen=True, slots=True)
class Personal:
    """What is written into the box for the patient: plain text, in memory only, and never markup."""

    name: str = ""
    clinician: str = ""
    date: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to write."""
        return any((self.name, self.clinician, self.date, self.note))

    def __repr__(self) -> str:
        """Keep it out of tracebacks and logs."""
        return f"Personal({'…' if self else ''})"


NOBODY: Final = Personal()


def in_its_script(words: str) -> Markup:
    """Give the attributes with which a patient's words are set: their direction, and one face that has all of them.

    The direction is that of the first letter that has one (Unicode Bidirectional Algorithm, rules P2 and P3).
    """
    strong = next((kind for kind in map(unicodedata.bidirectional, words) if kind in {"L", "R", "AL"}), "L")
    direction = Markup(' dir="rtl"') if strong != "L" else Markup()
    letters = set(map(ord, words)) - {ord("\n")}
    whole = [face for face in for_letters(letters) if letters <= face.letters]
    return direction + (Markup(" style=\"font-family:'{}'\"").format(whole[0].family) if whole else Markup())
