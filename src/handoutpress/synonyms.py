"""Words that mean the same to those who look for a leaflet, and how else a row of typed words could be said."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handoutpress.folding import words
from handoutpress.vocabulary import SHORTEST, Vocabulary, forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

IDLE: Final = frozenset({
    "a", "about", "an", "and", "at", "by", "for", "from", "handout", "how", "in", "is", "it", "leaflet", "my", "of",
    "on", "or", "sheet", "the", "to", "what", "when", "with", "your",
    "al", "como", "con", "cuando", "de", "del", "el", "en", "es", "folleto", "hoja", "informacion", "information", "la",
    "las", "lo", "los", "mi", "o", "para", "por", "que", "se", "sobre", "su", "un", "una", "y",
})  # fmt: skip
"""Words that say nothing of what a leaflet is about, folded; they are looked for only when no other is typed."""
SHORTEST_BEGINNING: Final = 2
"""Letters of the last word of a term, when the others stand there whole."""


@dataclass(frozen=True, slots=True)
class Term:
    """One way to say something: as it is written, its words as they are looked for, and the row it stands in."""

    text: str
    words: tuple[str, ...]
    row: int


@dataclass(frozen=True, slots=True)
class Other:
    """Another way to say what was typed: the words that stay, and those of the term in place of the rest."""

    rest: tuple[str, ...]
    term: Term


class Synonyms:
    """Rows of terms that mean the same. A term may stand in several rows."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows = [tuple(_term(text, number) for text in row) for number, row in enumerate(rows)]
        self._by_word: dict[str, list[Term]] = defaultdict(list)
        for term in (term for row in self._rows for term in row):
            for word in set(term.words):
                self._by_word[word].append(term)
        self._words = Vocabulary(self._by_word)

    def others(self, typed: Sequence[str]) -> Iterator[Other]:
        """Give every other way to say the typed words, of which the last may not be finished."""
        for term, used in self._meant(typed):
            rest = tuple(word for word in typed if word not in used)
            yield from (Other(rest, other) for other in self._rows[term.row] if other.words != term.words)

    def near(self, word: str) -> list[str]:
        """Give the whole words of terms that are one slip away."""
        return [known for known, letters in self._words.near(word).items() if letters == len(known)]

    def _meant(self, typed: Sequence[str]) -> Iterator[tuple[Term, set[str]]]:
        """Give the terms that stand in what was typed, each with the typed words that it takes."""
        known = {form: word for word in reversed(typed) for form in forms(word)}
        for term in self._with(known):
            if all(word in known for word in term.words):
                yield term, {known[word] for word in term.words}
        last = typed[-1]
        for word in self._words.starting(last) if len(last) >= SHORTEST_BEGINNING else ():
            for term in self._by_word[word] if word not in known else ():
                others = [other for other in term.words if other != word]
                if all(other in known for other in others) and (others or len(last) >= SHORTEST):
                    yield term, {last, *(known[other] for other in others)}

    def _with(self, known: Iterable[str]) -> Iterator[Term]:
        """Give the terms that have one of these words, once each."""
        yield from dict.fromkeys(term for word in known for term in self._by_word.get(word, ()))


def telling(typed: Sequence[str]) -> tuple[str, ...]:
    """Leave out the words that say nothing, unless there are no others."""
    return tuple(word for word in typed if word not in IDLE) or tuple(typed)


def _term(text: str, row: int) -> Term:
    return Term(text, telling([word.text for word in words(text)]), row)
