"""A list of hard words in one language, and where a sentence uses them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.inflection import IRREGULAR, SHORTEST, fold, forms, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WORD: Final = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
"""A word of an entry: inner apostrophes and hyphens belong to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Hard `words`, the plainer ones to use, and how much it weighs. Without plainer words it is not flagged."""

    words: str
    plain: str
    severity: Severity = Severity.WARNING

    @property
    def parts(self) -> tuple[str, ...]:
        """The words one by one, as the entry writes them."""
        return tuple(WORD.findall(self.words))


@dataclass(frozen=True, slots=True)
class _Pattern:
    entry: Entry
    parts: tuple[str, ...]
    starts: frozenset[str]
    forms: tuple[frozenset[str], ...]

    def fits(self, words: Sequence[str], folded: Sequence[str], at: int) -> bool:
        """Tell whether the words from `at` on are these, and no name that only sounds like them."""
        here = folded[at : at + len(self.forms)]
        if len(here) < len(self.forms) or any(word not in known for word, known in zip(here, self.forms, strict=True)):
            return False
        meant = zip(words[at : at + len(self.forms)], self.parts, strict=True)
        return all(_is_meant(word, part, first=at + n == 0) for n, (word, part) in enumerate(meant))


class Glossary:
    """The hard words of one language. Among entries for the same words the last one counts.

    A form of a word that is an entry of its own, such as vertebrae, counts before the forms of other words.
    """

    def __init__(self, lang: str, entries: Iterable[Entry]) -> None:
        self.lang = lang.partition("-")[0]
        starts: dict[str, list[_Pattern]] = {}
        for entry in reversed(tuple(entries)):
            for pattern in _patterns(entry, self.lang):
                for form in pattern.forms[0]:
                    starts.setdefault(form, []).append(pattern)
        self._starts = {form: sorted(patterns, key=partial(_rank, form)) for form, patterns in starts.items()}

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Find the hard words in a sentence, which is given as its words: the first one, how many, the entry.

        The longest entry wins, and none overlap. A capital inside the sentence makes a name of a word, which is left
        alone unless the entry has the capital too.
        """
        folded = [fold(word, self.lang) for word in words]
        after = 0
        for at, word in enumerate(folded):
            if at < after or word not in self._starts:
                continue
            pattern = next((one for one in self._starts[word] if one.fits(words, folded, at)), None)
            if pattern is None:
                continue
            after = at + len(pattern.forms)
            if pattern.entry.plain:
                yield at, len(pattern.forms), pattern.entry


def _rank(form: str, pattern: _Pattern) -> tuple[int, bool]:
    """Put the longest pattern first, and the one that is written in this very form."""
    return -len(pattern.forms), form not in pattern.starts


def _patterns(entry: Entry, lang: str) -> Iterator[_Pattern]:
    for way in _ways(entry):
        folded = tuple(fold(part, lang) for part in way)
        yield _Pattern(entry, way, spellings(folded[0], lang), _forms(folded, lang))


def _ways(entry: Entry) -> Iterator[tuple[str, ...]]:
    """Give every way to join the words of an entry: post-operative, postoperative, post operative; e.g., eg."""
    parts = entry.parts
    if not parts:
        return
    yield parts
    if len(parts) > 1:
        yield ("-".join(parts),)
    pieces = tuple(piece for part in parts for piece in part.split("-"))
    if len(pieces) > len(parts):
        yield pieces
    if len(pieces) > 1 and (len(parts) == 1 or "." in entry.words):
        yield ("".join(pieces),)


def _forms(way: tuple[str, ...], lang: str) -> tuple[frozenset[str], ...]:
    """Give the forms of each word; in a phrase English bends the first and the last one, Spanish all."""
    ends = {0, len(way) - 1}
    return tuple(
        forms(word, lang) if _bends(word, lone=len(way) == 1, end=n in ends or lang == "es") else spellings(word, lang)
        for n, word in enumerate(way)
    )


def _bends(word: str, *, lone: bool, end: bool) -> bool:
    return lone or (end and (len(word) >= SHORTEST or word in IRREGULAR))


def _is_meant(word: str, part: str, *, first: bool) -> bool:
    """Tell by its capitals whether `word` is the entry's `part`; a word all in capitals is only loud."""
    if part != part.lower():
        return word.startswith(part)
    return first or not word[:1].isupper() or (word.isupper() and len(word) > 1)
