"""A handout as it can be found, and how well one of its titles fits what was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from handoutpress.folding import Span, Word, fold, ways, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

BESIDE: Final = re.compile(r"v?\d+|version|(?=[a-z]*\d)[a-z0-9]{4}")
"""What stands on the page beside a reference, folded: PNS-EN · version 3 · code 7F2A."""
Reading = dict[str, int]
"""What one typed word may stand for: words that are known, each with how many of its letters were meant."""
Rank = tuple[int, bool, int, str, str, int]


class How(IntEnum):
    """How a handout was found, the best first."""

    CODE = 0
    """By its reference, whole, with or without the language, version and code that stand beside it on the page."""
    TITLE = 1
    """What was typed is a title."""
    START = 2
    """A title begins with what was typed."""
    WORDS = 3
    """Every word is a word of one title, in any order."""
    PARTS = 4
    """Every word is the beginning of a word of one title."""
    TOPIC = 5
    """Some words are of the topics, the name, the beginning of the reference, or of titles in several languages."""
    SYNONYM = 6
    """By other words for the same."""
    SLIP = 7
    """By what was typed but for one slip, or for a space too many or too few."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A handout as it can be found: its titles, in the clinic's order of languages, its topics and its reference."""

    slug: str
    titles: Mapping[str, str]
    topics: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A handout that was found, the language of the title it was found by, and where in that title.

    Without a language it was found by something else. `why` is the other word for what was typed: `urinary tract
    infection` when that was UTI.
    """

    slug: str
    how: How
    lang: str = ""
    spans: tuple[Span, ...] = ()
    why: str = ""


class Asked(NamedTuple):
    """What was typed, as folded words, and the language of whoever types."""

    typed: tuple[str, ...]
    lang: str = ""


class Title(NamedTuple):
    """A title with its words folded, and all the ways in which one of them may be looked for."""

    lang: str
    plain: tuple[str, ...]
    ways: tuple[Word, ...]


@dataclass(frozen=True)
class Shelved:
    """An entry with its words folded."""

    entry: Entry

    @cached_property
    def titles(self) -> tuple[Title, ...]:
        """Every title, in the order of the entry."""
        return tuple(
            Title(lang, tuple(word.text for word in words(title)), ways(title))
            for lang, title in self.entry.titles.items()
        )

    @cached_property
    def code(self) -> tuple[str, ...]:
        """The words of the reference."""
        return tuple(word.text for word in words(self.entry.reference))

    def every(self) -> Iterator[str]:
        """Give every word that it can be found by."""
        named = (*self.entry.topics, self.entry.reference, self.entry.slug.replace("-", " "))
        yield from (word.text for text in named for word in ways(text))
        yield from (way.text for title in self.titles for way in title.ways)

    def called(self, lang: str) -> str:
        """Give the title by which it is sorted."""
        return self._called.get(lang, self._called[""])

    @cached_property
    def _called(self) -> Mapping[str, str]:
        folded = {title.lang: " ".join(title.plain) for title in self.titles}
        return folded | {"": next(iter(folded.values()), self.entry.slug)}


class Found(NamedTuple):
    """How an entry was found; `fit` is how well the words fit that were put in place of the typed ones."""

    one: Shelved
    how: How
    fit: How
    lang: str = ""
    spans: tuple[Span, ...] = ()
    why: str = ""

    def rank(self, lang: str) -> Rank:
        """Say where it comes for those who speak a language, the least first; of one entry what marks more words."""
        elsewhere = bool(lang) and self.lang != lang
        return self.how, elsewhere, self.fit, self.one.called(lang), self.one.entry.slug, -len(self.spans)

    @property
    def match(self) -> Match:
        """What is told of it."""
        return Match(self.one.entry.slug, self.how, self.lang, self.spans, self.why)


def by_code(one: Shelved, typed: tuple[str, ...]) -> Found | None:
    """Tell whether a reference was typed, and which language stood beside it."""
    size = len(one.code)
    if not size or typed[:size] != one.code:
        return None
    beside = typed[size:]
    langs = [lang for lang in one.entry.titles if beside[: lang.count("-") + 1] == tuple(fold(lang).split())]
    if beside and not langs and not BESIDE.fullmatch(beside[0]):
        return None
    return Found(one, How.CODE, How.CODE, max(langs, key=len, default=""))


def judge(one: Shelved, readings: Sequence[Reading], asked: Asked) -> Found:
    """Say by which title an entry was found that has a word for each reading, the best one."""
    best = Found(one, How.TOPIC, How.TOPIC)
    for title in sorted(one.titles, key=lambda title: title.lang != asked.lang):
        hits = [hit for reading in readings if (hit := _hit(title, reading))]
        if not hits:
            continue
        spans = tuple(_merged(word.first(letters) for word, letters in hits))
        whole = all(letters == len(word.text) for word, letters in hits)
        how = _how(title, asked.typed, whole=whole) if len(hits) == len(readings) else How.TOPIC
        if (how, -len(spans)) < (best.how, -len(best.spans)):
            best = Found(one, how, how, title.lang, spans)
    return best


def _how(title: Title, typed: tuple[str, ...], *, whole: bool) -> How:
    """Say how a title was found that has all words; `typed` are all of them, those that say nothing too."""
    if title.plain == typed:
        return How.TITLE
    last = len(typed) - 1
    if title.plain[:last] == typed[:last] and "".join(title.plain[last : last + 1]).startswith(typed[last]):
        return How.START
    return How.WORDS if whole else How.PARTS


def _hit(title: Title, reading: Reading) -> tuple[Word, int] | None:
    """Find a word of a title, one that was typed to its end if there is one."""
    hits = [(word, reading[word.text]) for word in title.ways if word.text in reading]
    return min(hits, key=lambda hit: hit[1] < len(hit[0].text), default=None)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Put spans in order, and those together that touch."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last and start <= last[1]:
            last = last[0], max(end, last[1])
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last


def marked(title: str, spans: Iterable[Span]) -> list[str]:
    """Cut a title into pieces: one that was not typed, one that was, and so on in turn."""
    edges = [0, *(edge for span in spans for edge in span), len(title)]
    return [title[start:end] for start, end in pairwise(edges)]
