"""A list of words in order: which begin in some way, and which would but for one slip of the fingers.

A slip is a letter too many, one too few, another one, or two neighbours in the wrong order (Damerau, 1964). What is
tried follows the words that there are, letter by letter, so that a long row of letters costs no more than a short one.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST: Final = 4
"""Letters that a word has at least in which a slip is looked for: of three, nearly any word is near."""
LAST: Final = chr(0x10FFFF)


class Vocabulary:
    """Words that are known, once each."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words) - {""})
        self._known = frozenset(self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def starting(self, head: str) -> list[str]:
        """Give the words that begin in this way."""
        return self._words[bisect_left(self._words, head) : bisect_left(self._words, head + LAST)]

    def begins(self, head: str) -> bool:
        """Tell whether any word begins in this way."""
        at = bisect_left(self._words, head)
        return at < len(self._words) and self._words[at].startswith(head)

    def near(self, word: str) -> dict[str, int]:
        """Give the words that begin in this way but for one slip, each with how many of its letters were meant."""
        if len(word) < SHORTEST:
            return {}
        found: dict[str, int] = {}
        for head in set(self._slips(word)):
            for known in self.starting(head):
                found[known] = max(len(head), found.get(known, 0))
        return found

    def _slips(self, word: str) -> Iterator[str]:
        """Give all that may have been meant; up to the slip it is the beginning of a word that is known."""
        for at in range(len(word)):
            head, tail = word[:at], word[at:]
            if not self.begins(head):
                return
            yield head + tail[1:]
            if len(tail) > 1:
                yield head + tail[1] + tail[0] + tail[2:]
            for letter in self._next(head):
                yield head + letter + tail[1:]
                yield head + letter + tail

    def _next(self, head: str) -> Iterator[str]:
        """Give the letters that follow a beginning."""
        at, end = bisect_left(self._words, head), len(self._words)
        while at < end and self._words[at].startswith(head):
            letter = self._words[at][len(head) : len(head) + 1]
            if letter:
                yield letter
            at = bisect_left(self._words, head + letter + LAST) if letter else at + 1


def forms(word: str) -> Iterator[str]:
    """Give a folded word as one and as many, in English and Spanish; what is made by mistake nobody writes."""
    yield word
    yield from (word + "s", word + "es")
    if word.endswith("y"):
        yield word[:-1] + "ies"
    if word.endswith("z"):
        yield word[:-1] + "ces"
    if word.endswith("s") and len(word) >= SHORTEST:
        yield word[:-1]
    if word.endswith("es") and len(word) > SHORTEST:
        yield word[:-2]
    if word.endswith("ies") and len(word) > SHORTEST:
        yield word[:-3] + "y"
    if word.endswith("ces") and len(word) > SHORTEST:
        yield word[:-3] + "z"
