"""Syllables: how many a word has, by the groups of its vowels, in the six languages that a formula is known for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

VOWELS: Final = re.compile("[aeiouy]+")
MUTE: Final = (
    re.compile(r"[^aeiouy]e$(?<![^aeiouyr]le)"),
    re.compile(r"[^aeiouyscgzx]es$(?<!shes)(?<!ches)(?<![^aeiouyr]les)"),
    re.compile(r"[^aeiouydt]ed$(?<![^aeiouyrlw]led)"),
    re.compile(
        r"[^aeiouy]e(?:ly|ments?|ful|fully|less|ness|where|thing|body|times?|side|fore|work|land|town|ways?|line)$"
        r"(?<!.lement)(?<!.lements)"
    ),
)
"""An e that is written and not said; a word has one of these at most, but for the last, which may come besides."""
APART: Final = re.compile(
    r"i(?:a(?!ge)|o|u)|uous|ual|uat|uar(?!d)|uing|uit[yo]|[eyo]ing|iet|iest|ience|ient|ier$|eo(?!ple|u)|reat[eio]|ism"
    r"|ea(?:l$|lity|tr)|oe[mt]|uin(?!e)"
)
"""Vowels that stand side by side in two syllables."""
TOGETHER: Final = re.compile(
    r"[cstgx]i[aou]|llion|nion|view|lieu|riage|qui|gui|quo|[cst]ien|tier$|geo[nu]|nier$|[^aeiou]lien|eal$|great|treat"
)
"""What looks apart and is not."""
ODD: Final = {
    word: count
    for count, words in {
        1: "league george square views clothes tongue",
        2: "mr mrs someone business maybe likely player players science quickly centre marriage facebook evening royal"
           " quarter useful fashion unique lovely awesome hundred review louis beyond something sometimes people"
           " iron tired quiet diet fluid before treatment safety senior every being seeing doing going",
        3: "everything area anyone idea areas ideas quality entire treatments equipment interview realize employees"
           " influence require required nuclear museum elements medicine medicines vegetables diarrhea diarrhoea"
           " parliament reaction reactions australia",
        4: "everybody california entirely appreciate diabetes interested physiology temperature",
        5: "association associated",
    }.items()
    for word in words.split()
}  # fmt: skip
"""English words that the patterns get wrong."""


def syllables(word: str, lang: str) -> int:
    """Give the number of syllables of a word, one at least; a language without a counter counts as English."""
    return COUNTERS.get(lang, english)(word.casefold())


@lru_cache(maxsize=50_000)
def english(word: str) -> int:
    """Count by vowel groups, less what is mute, more what is said apart; parts of a compound by themselves."""
    if "-" in word:
        return sum(english(part) for part in word.split("-") if part)
    bare = re.sub(r"['\u2019]s?$", "", word)
    if bare in ODD:
        return ODD[bare]
    count = len(VOWELS.findall(bare)) - any(one.search(bare) for one in MUTE[:3]) - bool(MUTE[3].search(bare))
    count += len(APART.findall(bare)) - len(TOGETHER.findall(bare))
    return max(count + bool(re.search(r"[dst]n['\u2019]t$", bare)), 1)


def _romance(word: str) -> int:
    """Count for Spanish, Italian and Portuguese: each strong vowel is one, a weak one only where no strong one is near.

    An accent makes i and u strong (país); the u of que, gui and the nasal ão are no vowels of their own.
    """
    plain = re.sub(r"(?<=[qg])u(?=[eiéíêî])|(?<=[ãõ])[oe]|h", "", word)
    count = 0
    for run in re.findall("[aeiouyáéíóúàèìòùâêôãõü]+", plain):
        strong = sum(letter not in "iuyü" for letter in run)
        count += max(strong, 1)
    return max(count, 1)


def _french(word: str) -> int:
    """Count by vowel groups; é and ï stand apart, and an e at the end is mute."""
    count = len(re.findall("[aeiouyàâäèêëîôöùûüœæ]+|é|ï", word))
    if re.search("[^aeiouyàâäèéêëîïôöùûü](?:e|es|ent)$|[iuyéo]es?$", word):
        count -= 1
    return max(count, 1)


def _german(word: str) -> int:
    """Count vowels, two that are said as one for one."""
    return max(len(re.findall("aa|ai|au|äu|ee|ei|eu|ie|oo|[aeiouyäöü]", word)), 1)


COUNTERS: Final[dict[str, Callable[[str], int]]] = {
    "en": english,
    "es": lru_cache(maxsize=50_000)(_romance),
    "it": lru_cache(maxsize=50_000)(_romance),
    "pt": lru_cache(maxsize=50_000)(_romance),
    "fr": lru_cache(maxsize=50_000)(_french),
    "de": lru_cache(maxsize=50_000)(_german),
}
