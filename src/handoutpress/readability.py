"""Readability: how hard a text is, by the formula that is published for its language.

A formula counts; it proves nothing. Every block of a text ends a sentence, or a list without full stops would count as
one long sentence. Values, numbers, codes, abbreviations and addresses are left out: how they are said is not written.
`grade` is that of US schools, from each formula's own published bands, and rough: a grade up or down says little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Final

from handoutpress.sentences import words
from handoutpress.syllables import COUNTERS, syllables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LEAST_WORDS: Final = 100
LEAST_FOR_SMOG: Final = 30
"""Sentences: McLaughlin's own sample."""
LONG: Final = 6
"""Letters; a word with more is long for LIX and the Wiener Sachtextformel."""
HARD: Final = 3
"""Syllables from which on a word is hard for SMOG and the Wiener Sachtextformel."""
SHORTEST: Final = 5
"""Words of a sentence that can be called hard."""
UNTRUSTED: Final = frozenset({"vi", "tr", "ms", "id", "sw", "so", "tl", "ht"})
"""Languages in Latin letters for which LIX, made for Swedish, was never shown to say anything."""

TOLD: Final = re.compile(r"[\d@/.:{]").search
"""What a word has that is no word to be read: 10mg, COVID-19, a.m, an address, a value."""
SPOKEN: Final = re.compile("[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüœý]", re.IGNORECASE).search
INITIALS: Final = 5
"""Letters of an abbreviation in capitals, such as MRI or COPD, at most."""
WEIGHT: Final = 3
"""How many short words a long one weighs, where sentences are put in order."""
Bands = tuple[tuple[float, float], ...]
FLESCH: Final[Bands] = ((100, 4), (90, 5), (80, 6), (70, 7), (60, 9), (50, 12), (30, 16), (0, 18))
"""Flesch's own bands of reading ease (How to Write Plain English, 1979): 60 to 70 is grades 8 and 9."""
INFLESZ: Final[Bands] = ((100, 3), (80, 5), (65, 7), (55, 9), (40, 12), (0, 17))
"""Barrio-Cantalejo et al., An Sist Sanit Navar 2008;31:135: from 55 on the text is normal for the public.

The bands are named after kinds of schools; which year stands at their edges is our reading of them.
"""
GULPEASE: Final[Bands] = ((100, 3), (80, 5), (60, 8), (40, 12), (0, 18))
"""Lucisano and Piemontese, Scuola e città 1988;3:110: 80 for primary, 60 for middle, 40 for high school."""
MARTINS: Final[Bands] = ((100, 1), (75, 4), (50, 8), (25, 11), (0, 16))
"""Martins et al., Notas do ICMSC-USP 28, 1996: classes 1 to 4, 5 to 8, 9 to 11, university."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What formulas count."""

    words: int
    sentences: int
    syllables: int
    letters: int
    hard: int
    """Words of three syllables or more."""
    long: int
    """Words of more than six letters."""
    short: int
    """Words of one syllable."""

    @property
    def length(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def weight(self) -> float:
        """Syllables a word."""
        return self.syllables / self.words


@dataclass(frozen=True, slots=True)
class Level:
    """How hard a text is: `scores` by the name of the formula; `note` says why there is no grade."""

    words: int = 0
    sentences: int = 0
    grade: float | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    @property
    def length(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences if self.sentences else 0.0


def measure(sentences: Sequence[str], lang: str, *, least: int = LEAST_WORDS) -> Level:
    """Measure a text, given sentence by sentence; one of fewer than `least` words gets no grade."""
    lang = lang.partition("-")[0]
    counted = count(sentences, lang)
    if counted.words < max(least, 1):
        return Level(counted.words, counted.sentences, note=f"no grade under {least} words")
    if lang in FORMULAS:
        scores = FORMULAS[lang](counted)
        return Level(counted.words, counted.sentences, round(scores.pop("grade"), 1), scores)
    mean = f"{counted.length:.0f} words a sentence"
    note = f"no grade for this language, {mean}"
    if lang in UNTRUSTED or not _is_latin(sentences):
        return Level(counted.words, counted.sentences, note=note)
    return Level(counted.words, counted.sentences, scores={"LIX": lix(counted)}, note=note)


def hardest(sentences: Sequence[str], lang: str, most: int = 5) -> tuple[int, ...]:
    """Give the places in the row of the sentences that are hardest to read, the hardest first.

    A sentence weighs as many words as it has, and more for each long one: of three syllables, or of seven letters in a
    language whose syllables are not counted. Of two that weigh the same, the earlier comes first.
    """
    lang = lang.partition("-")[0]
    found = [(_read(sentence, known=lang in COUNTERS), place) for place, sentence in enumerate(sentences)]
    weighed = [(_weight(read, lang), place) for read, place in found if len(read) >= SHORTEST]
    return tuple(place for _, place in sorted(weighed, key=lambda one: -one[0])[:most])


def _weight(read: tuple[str, ...], lang: str) -> int:
    sizes = [_size(word, lang) for word in read]
    long = sum(said >= HARD for said, _ in sizes) if lang in COUNTERS else sum(letters > LONG for _, letters in sizes)
    return len(read) + WEIGHT * long


def count(sentences: Sequence[str], lang: str) -> Counts:
    """Count what the formulas ask for; a sentence without words is none."""
    found = [_read(sentence, known=lang in COUNTERS) for sentence in sentences]
    whole = [_size(word, lang) for sentence in found for word in sentence]
    return Counts(
        words=len(whole),
        sentences=sum(bool(sentence) for sentence in found),
        syllables=sum(said for said, _ in whole),
        letters=sum(letters for _, letters in whole),
        hard=sum(said >= HARD for said, _ in whole),
        long=sum(letters > LONG for _, letters in whole),
        short=sum(said == 1 for said, _ in whole),
    )


@lru_cache(maxsize=50_000)
def _size(word: str, lang: str) -> tuple[int, int]:
    """Give the number of syllables and of letters of a word."""
    return syllables(word, lang), sum(map(str.isalpha, word))


@lru_cache(maxsize=8192)
def _read(sentence: str, *, known: bool) -> tuple[str, ...]:
    """Give the words that are read as words; a text is measured as a whole and in its parts, so they are kept.

    In a `known` language a word has a vowel, and short capitals among small letters are an abbreviation.
    """
    found = (sentence[start:end] for start, end in words(sentence))
    plain = [word for word in found if not TOLD(word)]
    if not known:
        return tuple(plain)
    shouted = sentence.isupper()
    return tuple(word for word in plain if SPOKEN(word) and (shouted or not _is_initials(word)))


def _is_initials(word: str) -> bool:
    return 1 < len(word) <= INITIALS and word.isupper()


def flesch_kincaid(of: Counts) -> float:
    """US grade: Kincaid et al., Navy Research Branch Report 8-75, 1975."""
    return 0.39 * of.length + 11.8 * of.weight - 15.59 if of.words else 0.0


def smog(of: Counts) -> float:
    """US grade: McLaughlin, Journal of Reading 1969;12:639."""
    return 1.0430 * sqrt(of.hard * 30 / of.sentences) + 3.1291


def szigriszt(of: Counts) -> float:
    """Perspicuity, 0 to 100, the INFLESZ scale: Szigriszt-Pazos, Universidad Complutense de Madrid, 1993."""
    return 206.835 - 62.3 * of.weight - of.length


def fernandez_huerta(of: Counts) -> float:
    """Ease, 0 to 100: Fernández Huerta, Consigna 1959;214:29, with the length of sentences as it was meant."""
    return 206.84 - 60 * of.weight - 1.02 * of.length


def amstad(of: Counts) -> float:
    """Ease, 0 to 100, for German: Amstad, Wie verständlich sind unsere Zeitungen?, Zürich 1978."""
    return 180 - of.length - 58.5 * of.weight


def wiener(of: Counts) -> float:
    """School year, 4 to 15: first Wiener Sachtextformel, Bamberger and Vanecek, 1984."""
    share = 100 / of.words
    return 0.1935 * of.hard * share + 0.1672 * of.length + 0.1297 * of.long * share - 0.0327 * of.short * share - 0.875


def kandel_moles(of: Counts) -> float:
    """Ease, 0 to 100, for French: Kandel and Moles, Cahiers Études de Radio-Télévision 1958;19:253.

    The figures are those in common use; 209, 1.15 and 68 are met with too, and give eight or nine points more.
    """
    return 207 - 1.015 * of.length - 73.6 * of.weight


def gulpease(of: Counts) -> float:
    """Ease, 0 to 100, for Italian: Lucisano and Piemontese, Scuola e città 1988;3:110."""
    return 89 + (300 * of.sentences - 10 * of.letters) / of.words


def martins(of: Counts) -> float:
    """Ease, 0 to 100, for Portuguese: Martins et al., Notas do ICMSC-USP 28, 1996."""
    return 248.835 - 1.015 * of.length - 84.6 * of.weight


def lix(of: Counts) -> float:
    """Läsbarhetsindex, 20 (very easy) to 60 (very hard): Björnsson, Läsbarhet, 1968."""
    return of.length + 100 * of.long / of.words


def on_bands(score: float, bands: Bands) -> float:
    """Give the grade of a score, between two bands in proportion; beyond the last that of the last."""
    score = min(max(score, bands[-1][0]), bands[0][0])
    for (high, easy), (low, hard) in pairwise(bands):
        if score >= low:
            return easy + (hard - easy) * (high - score) / (high - low)
    raise ValueError(f"{score} is on no band")


def _english(of: Counts) -> dict[str, float]:
    grade = flesch_kincaid(of)
    more = {"SMOG": smog(of)} if of.sentences >= LEAST_FOR_SMOG else {}
    return {"grade": max(grade, 0.0), "Flesch-Kincaid": grade, **more}


def _spanish(of: Counts) -> dict[str, float]:
    score = szigriszt(of)
    return {"grade": on_bands(score, INFLESZ), "INFLESZ": score, "Fernández-Huerta": fernandez_huerta(of)}


def _german(of: Counts) -> dict[str, float]:
    year = wiener(of)
    return {"grade": max(year, 0.0), "Wiener Sachtextformel": year, "Amstad": amstad(of)}


def _french(of: Counts) -> dict[str, float]:
    score = kandel_moles(of)
    return {"grade": on_bands(score, FLESCH), "Kandel-Moles": score}


def _italian(of: Counts) -> dict[str, float]:
    score = gulpease(of)
    return {"grade": on_bands(score, GULPEASE), "Gulpease": score}


def _portuguese(of: Counts) -> dict[str, float]:
    score = martins(of)
    return {"grade": on_bands(score, MARTINS), "Martins": score}


FORMULAS: Final[dict[str, Callable[[Counts], dict[str, float]]]] = {
    "en": _english, "es": _spanish, "de": _german, "fr": _french, "it": _italian, "pt": _portuguese,
}  # fmt: skip
assert FORMULAS.keys() == COUNTERS.keys()  # noqa: S101 - a formula needs its counter


def _is_latin(sentences: Sequence[str]) -> bool:
    """Tell whether most letters of a text are Latin."""
    letters = [letter for text in sentences for letter in text if letter.isalpha()]
    return len(re.findall("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]", "".join(letters))) * 2 > len(letters)
