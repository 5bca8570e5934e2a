"""The forms that a word takes in a text: endings, the other spelling, and verbs that keep no rule.

Forms are made from the word that a list holds, never guessed back from the text: what is made by mistake is a word that
nobody writes, while a guess would take one word for another.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHORTEST: Final = 4
"""Letters that a word in a phrase has at least to take endings: `in`, `of`, `the`, `a` never do."""
VOWELS: Final = "aeiou"
DOUBLED: Final = re.compile(r"(?:[^aeiou]|qu)[aeiou][bdglmnprt]")
"""The end of a word whose last letter may be doubled: stop, stopping."""
SPELLINGS: Final = (
    (re.compile("ae|oe"), "e"),  # haemorrhage, oedema
    (re.compile("our"), "or"),  # tumour, discolouration
    (re.compile("is(?=(?:e|ation)$)"), "iz"),  # utilise
    (re.compile("iz(?=(?:e|ation)$)"), "is"),
)
"""How Britain and America spell the same word."""
IRREGULAR: Final = {
    "be": "am is are was were been being",
    "do": "does did done doing",
    "get": "got gotten getting",
    "give": "gave given",
    "have": "has had",
    "make": "made",
    "take": "took taken",
    "undergo": "underwent undergone",
    "undertake": "undertook undertaken",
}


def fold(word: str, lang: str) -> str:
    """Give a word as it is looked up: small letters, no dots, no `'s`; Spanish without its accents."""
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = word.casefold().replace("\u2019", "'").replace(".", "").removesuffix("'s").rstrip("'")
    if lang == "es":
        apart = unicodedata.normalize("NFD", plain)
        plain = re.sub("(?<!n)\u0303|[\u0300\u0301\u0308]", "", apart)
    return unicodedata.normalize("NFC", plain)


@cache
def forms(word: str, lang: str) -> frozenset[str]:
    """Give every form of a folded word, itself among them; a language that we know no endings of has that one only."""
    inflect = ENDINGS.get(lang, _none)
    return frozenset(form for one in spellings(word, lang) for form in (one, *inflect(one)))


@cache
def spellings(word: str, lang: str) -> frozenset[str]:
    """Give a folded word and its other spelling: utilise beside utilize, hemorrhage beside haemorrhage."""
    if lang != "en":
        return frozenset({word})
    return frozenset({word, *(pattern.sub(other, word) for pattern, other in SPELLINGS)})


def _none(_word: str) -> Iterator[str]:
    yield from ()


def _english(word: str) -> Iterator[str]:
    yield from IRREGULAR.get(word, "").split()
    if re.search("[^aeiou]y$", word):
        yield from (word[:-1] + "ies", word[:-1] + "ied", word + "ing")
        return
    yield word + ("es" if re.search("(?:[sxzo]|[cs]h)$", word) else "s")
    stem = word.removesuffix("e")
    yield from (stem + "ed", (word if word.endswith(("ee", "oe", "ye")) else stem) + "ing")
    if DOUBLED.fullmatch(word[-3:]) or DOUBLED.fullmatch(word[-4:]):
        yield from (word + word[-1] + "ed", word + word[-1] + "ing")


def _spanish(word: str) -> Iterator[str]:
    """Nouns and adjectives; verbs are listed form by form."""
    if word.endswith("o"):
        yield from (word[:-1] + ending for ending in ("a", "os", "as"))
    elif word.endswith("z"):
        yield word[:-1] + "ces"
    elif word.endswith(tuple(VOWELS)):
        yield word + "s"
    else:
        yield word + "es"


ENDINGS: Final[dict[str, Callable[[str], Iterator[str]]]] = {"en": _english, "es": _spanish}
