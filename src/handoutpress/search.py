"""Finding a handout by what somebody types in a hurry: what counts as found, and what comes first.

A handout is found when every word that was typed is the beginning of a word of one of its titles, in any language and
any order, or of its topics, its reference or its name; words that say nothing, such as `the`, are passed over. `How`
has the ways of being found, the best first. Within one way titles in the language of the staff come first, then those
that fit better, then all by title. Other words for the same, from `words/synonyms.yml`, are always looked for; a slip
of the fingers only when nothing else was found, and one in all that was typed.
"""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from operator import and_, itemgetter, or_
from typing import TYPE_CHECKING, Final

from handoutpress.folding import american, bare, words
from handoutpress.matching import Asked, Entry, Found, How, Match, Rank, Reading, Shelved, by_code, judge, marked
from handoutpress.reading.synonyms import built_in
from handoutpress.synonyms import telling
from handoutpress.vocabulary import Vocabulary, forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handoutpress.synonyms import Synonyms

__all__ = ["Entry", "How", "Index", "Match", "marked"]

LONGEST: Final = 80
"""Letters of what is typed that count."""
MOST: Final = 8
"""Words of it that count."""
LIMIT: Final = 60
SPELLED: Final = 4
"""Letters of a typed word that may be spelled in the British way."""
HALF: Final = 3
"""Letters of each of two words between which the space was forgotten."""


class Index:
    """Entries, made ready to be found. Make a new one when they change; nothing changes it, so threads may share it."""

    def __init__(self, entries: Iterable[Entry], *, synonyms: Synonyms | None = None) -> None:
        self._synonyms = synonyms or built_in()
        self._shelved = tuple(Shelved(entry) for entry in entries)
        self._who: dict[str, int] = {}
        for number, one in enumerate(self._shelved):
            for text in one.every():  # those who have a word are the bits of a number: all are told apart in one step
                self._who[text] = self._who.get(text, 0) | 1 << number
        self._vocabulary = Vocabulary(self._who)

    def find(self, query: str, *, lang: str = "", limit: int = LIMIT) -> tuple[Match, ...]:
        """Find handouts by what is typed, the best first; `lang` is the language of whoever types. Any text will do."""
        asked = Asked(_typed(query), lang)
        best: dict[str, tuple[Rank, Found]] = {}
        for way in (self._plain, self._slipped) if asked.typed else ():
            for found in way(asked):
                slug, rank = found.one.entry.slug, found.rank(lang)
                if slug not in best or rank < best[slug][0]:
                    best[slug] = rank, found
            if best:
                break
        return tuple(found.match for _, found in sorted(best.values(), key=itemgetter(0))[:limit])

    def nearest(self, query: str, *, limit: int = 3) -> tuple[str, ...]:
        """Give the slugs of handouts that have some of the words, or words like them; for when none was found."""
        from difflib import get_close_matches

        near = [
            self._have({*self._reading(word), *get_close_matches(word, self._who)}) for word in telling(_typed(query))
        ]
        score = {one.entry.slug: sum(who >> at & 1 for who in near) for at, one in enumerate(self._shelved)}
        return tuple(slug for slug in sorted(score, key=lambda slug: -score[slug]) if score[slug])[:limit]

    def _plain(self, asked: Asked) -> Iterator[Found]:
        told = telling(asked.typed)
        readings = [self._reading(word) for word in told]
        for one in self._shelved:
            if found := by_code(one, asked.typed):
                seen = found if found.lang else judge(one, readings, asked)  # a title may have the letters too
                yield seen._replace(how=How.CODE, fit=How.CODE)
        yield from self._by(readings, asked)
        yield from self._otherwise(told, asked, How.SYNONYM)

    def _otherwise(self, typed: Sequence[str], asked: Asked, how: How) -> Iterator[Found]:
        for other in self._synonyms.others(typed):
            term = [self._forms(word) for word in other.term.words]
            if all(term):
                readings = [*term, *(self._reading(word) for word in other.rest)]
                yield from (found._replace(how=how, why=other.term.text) for found in self._by(readings, asked))

    def _slipped(self, asked: Asked) -> Iterator[Found]:
        typed = telling(asked.typed)
        for readings in (*self._corrected(typed), *self._spaced(asked.typed)):
            yield from (found._replace(how=How.SLIP) for found in self._by(readings, asked))
        for at, word in enumerate(typed):
            for known in self._synonyms.near(word):
                yield from self._otherwise((*typed[:at], known, *typed[at + 1 :]), asked, How.SLIP)

    def _corrected(self, typed: Sequence[str]) -> Iterator[list[Reading]]:
        """Give the readings of what was typed when one of the words has a slip."""
        readings = [self._reading(word) for word in typed]
        for at, word in enumerate(typed):
            if all(readings[:at]) and all(readings[at + 1 :]):
                yield [*readings[:at], self._vocabulary.near(word), *readings[at + 1 :]]

    def _spaced(self, typed: Sequence[str]) -> Iterator[list[Reading]]:
        """Give the readings of what was typed without one of its spaces, or with one more."""
        for at, (one, other) in enumerate(pairwise(typed)):
            yield [self._reading(word) for word in telling((*typed[:at], one + other, *typed[at + 2 :]))]
        for at, word in enumerate(typed):
            rest = [self._reading(one) for one in telling((*typed[:at], *typed[at + 1 :]))]
            for cut in range(HALF, len(word) - HALF + 1):
                if first := self._forms(word[:cut]):
                    yield [*rest, first, self._reading(word[cut:])]

    def _reading(self, word: str) -> Reading:
        """Give every known word that a typed one is the beginning or another form of."""
        heads = {word, bare(word), american(word) if len(word) >= SPELLED else word}
        found = {known: len(head) for head in heads for known in self._vocabulary.starting(head)}
        return found | self._forms(word)

    def _forms(self, word: str) -> Reading:
        return {form: len(form) for form in forms(word) if form in self._who}

    def _have(self, texts: Iterable[str]) -> int:
        """Give those that have one of these words."""
        return reduce(or_, (self._who[text] for text in texts), 0)

    def _by(self, readings: Sequence[Reading], asked: Asked) -> Iterator[Found]:
        """Find those that have a word for each reading."""
        if not all(readings):
            return
        those = reduce(and_, (self._have(reading) for reading in readings))
        while those:
            number = those.bit_length() - 1
            those ^= 1 << number
            yield judge(self._shelved[number], readings, asked)


def _typed(query: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(query[:LONGEST]))[:MOST]
