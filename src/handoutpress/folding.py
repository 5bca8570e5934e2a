"""How words are compared that people type: case, accents and ways to write a letter aside, and where each letter stood.

Every letter is folded by itself, so that what was found can be marked in the text as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]
"""The first letter of a piece of text, and the one behind its last."""

ALIKE: Final = {
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "\u0629": "\u0647", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0671": "\u0627",
    "\u0621": "", "\u0640": "",
}  # fmt: skip
"""Letters that Unicode does not take apart, as people without the key type them. In Arabic: taa marbuta as haa, alef
maqsura and the Persian yeh as yeh, the Persian kaf as kaf, alef wasla as alef; no hamza by itself, no tatweel."""
APOSTROPHES: Final = frozenset("'\u2018\u2019\u02bc\u00b4`")
HYPHENS: Final = frozenset("-\u2010\u2011")
INITIALS: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+[^\W\d_](?!\w)")
"""Initials with dots between them, such as T.B.: they are one word."""
UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003ffff]"
)
"""Letters of scripts that leave no spaces between words: Thai, Lao, Burmese, Khmer, kana, Han."""
ARTICLES: Final = re.compile("(?:[وبك]?ال|لل)(?=.{3})")
"""The Arabic article, with what is written on to it; three letters must be left."""
SILENT: Final = re.compile("[ao](?=e)|(?<=o)u(?=r)")
"""The letters that Britain writes and America does not: haemorrhage, oedema, tumour."""
LONG_ENOUGH: Final = 6
"""Letters of a word that is looked at for them: a toe is not written another way."""
SHORTEST_PART: Final = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word; `spans` says of each of its letters where it stood."""

    text: str
    spans: tuple[Span, ...]

    def first(self, letters: int) -> Span:
        """Give where the first letters stood."""
        return self.spans[0][0], self.spans[letters - 1][1]

    def after(self, letters: int) -> Word:
        """Give the word without its first letters."""
        return Word(self.text[letters:], self.spans[letters:])


def fold(text: str) -> str:
    """Give a text as it is compared: folded words with a space between them."""
    return " ".join(word.text for word in words(text))


def words(text: str) -> tuple[Word, ...]:
    """Give the words of a text. What is written without spaces is one word as long as it goes on."""
    silent = {at for found in INITIALS.finditer(text) for at in range(*found.span()) if text[at] == "."}
    return tuple(
        Word("".join(letter for letter, _ in piece), tuple(span for _, span in piece))
        for kind, group in groupby(_letters(text, silent), key=lambda one: _kind(one[0]))
        if kind and (piece := list(group))
    )


def ways(text: str) -> tuple[Word, ...]:
    """Give the words of a text, and every other way in which one of them may begin when it is looked for."""
    main = words(text)
    return tuple(dict.fromkeys([*main, *(way for word in main for way in _ways(word, text)), *_joined(main, text)]))


def american(text: str) -> str:
    """Give a folded word as America spells it."""
    return SILENT.sub("", text)


def bare(text: str) -> str:
    """Give a folded word without the Arabic article."""
    found = ARTICLES.match(text)
    return text[found.end() :] if found else text


def _ways(word: Word, text: str) -> Iterator[Word]:
    if UNSPACED.match(word.text):
        yield from (word.after(at) for at in range(1, len(word.text)))
        return
    if found := ARTICLES.match(word.text):
        yield word.after(found.end())
    for at, (before, behind) in enumerate(pairwise(word.spans), 1):
        if APOSTROPHES & set(text[before[1] : behind[0]]) and len(word.text) - at >= SHORTEST_PART:
            yield word.after(at)  # asthme in l'asthme
    if len(word.text) >= LONG_ENOUGH and SILENT.search(word.text):
        yield _american(word)


def _american(word: Word) -> Word:
    """Leave the silent letters out; where each stood goes to the one behind it."""
    silent = {found.start() for found in SILENT.finditer(word.text)}
    kept = [at for at in range(len(word.text)) if at not in silent]
    spans = ((word.spans[at - (at - 1 in silent)][0], word.spans[at][1]) for at in kept)
    return Word("".join(word.text[at] for at in kept), tuple(spans))


def _joined(main: tuple[Word, ...], text: str) -> Iterator[Word]:
    """Give the words on both sides of a hyphen as one: x-ray is looked for as xray."""
    for one, other in pairwise(main):
        if text[one.spans[-1][1] : other.spans[0][0]] in HYPHENS:
            yield Word(one.text + other.text, one.spans + other.spans)


def _letters(text: str, silent: set[int]) -> Iterator[tuple[str, Span]]:
    """Give every folded letter and what it stood for, together with the marks behind it; a space for all else."""
    at = 0
    while at < len(text):
        folded, end = "" if at in silent else folded_letter(text[at]), at + 1
        while folded and end < len(text) and unicodedata.category(text[end])[0] == "M" and not folded_letter(text[end]):
            end += 1
        for letter in "" if text[at] in APOSTROPHES else folded:
            yield (letter if unicodedata.category(letter)[0] in "LMN" else " "), (at, end)
        at = end


def _kind(letter: str) -> int:
    """Tell a gap from letters of scripts with spaces, and those from letters of scripts without."""
    return 0 if letter == " " else 2 if UNSPACED.match(letter) else 1


@lru_cache(maxsize=8192)
def folded_letter(letter: str) -> str:
    """Fold one letter: small, without marks, figures as ours; nothing when it only changes another one."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    return "".join(_plain(part) for part in apart)


def _plain(letter: str) -> str:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return ""
    figure = unicodedata.decimal(letter, None)
    return str(figure) if figure is not None else ALIKE.get(letter, letter)
