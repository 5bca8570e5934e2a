"""A handout as running text: every piece of it, its sentences, and the place in the file of each letter.

The reader keeps the place of a block; where in the block a word stands is found here, by following the plain text
through the source from there on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from handoutpress import sentences as parting
from handoutpress.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.model import Block, Handout, Inline, Picture

Kind = Literal["title", "summary", "heading", "paragraph", "item", "cell", "label", "alt", "caption"]
"""`cell` is of a table's body, `label` a table's head, a block's title or a name in the key of a picture."""
RUNNING: Final = frozenset({"summary", "paragraph"})
PROSE: Final = frozenset({"summary", "paragraph", "item", "cell"})
"""What is read as text and not as a label or an address."""
FAR: Final = 400
"""Letters of source within which the next letter of the text is looked for."""
ALIKE: Final = {
    "\u2019": "'\u2019", "\u2018": "'\u2018", "\u201c": '"\u201c', "\u201d": '"\u201d',
    "\u2013": "-\u2013", "\u2026": ".\u2026", " ": " \n\t\u00a0",
}  # fmt: skip
"""Letters that the reader sets for what is typed."""
MARK: Final = re.compile(r"[ \t]*(?:[-*+]|\d+[.)])[ \t]+|[ \t]*#+[ \t]+|[ \t]*:::[ \t]*[\w-]+[ \t]*")
"""What begins a list's line, a heading or a block, and is no part of the words."""


@dataclass(frozen=True, eq=False)
class Passage:
    """One piece of text, which begins in the source at index `origin` or a little later.

    `card` is the `::: name` block that it stands in, if any, and `section` the id of its section.
    """

    kind: Kind
    inline: Inline
    source: str
    path: str
    lang: str
    origin: int
    section: str = ""
    card: str = ""
    block: Block | None = None

    @property
    def text(self) -> str:
        """The words, without markup."""
        return self.inline.text

    def place(self, at: int = 0) -> Place:
        """Give the place of the letter at index `at` of the text."""
        offset = self._offsets[min(at, len(self._offsets) - 1)]
        return Place(self.path, self.source.count("\n", 0, offset) + 1, offset - self.source.rfind("\n", 0, offset))

    @property
    def end(self) -> int:
        """The index in the source behind its last letter."""
        return self._offsets[-1] + 1

    @cached_property
    def _offsets(self) -> list[int]:
        """Give for each letter of the text where it stands in the source."""
        source, at, found = self.source, self.origin, []
        for letter in self.text:
            spot = at if source[at : at + 1] == letter else _next(source, letter, at)
            found.append(at if spot < 0 else spot)
            at = at if spot < 0 else spot + 1
        return found or [at]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences; the end of the piece ends one."""
        return tuple(Sentence(self, start, end) for start, end in parting.sentences(self.text, self.lang))


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a passage, from index `start` to `end` of its text."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.text[self.start : self.end]

    @cached_property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Where its words stand in `text`."""
        return tuple(parting.words(self.text))

    @cached_property
    def spelled(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(self.text[start:end] for start, end in self.words)

    def place(self, at: int = 0) -> Place:
        """Give the place of the letter at index `at` of the sentence."""
        return self.passage.place(self.start + at)


@dataclass(frozen=True, eq=False)
class Manuscript:
    """A handout with its source text."""

    handout: Handout
    source: str
    passages: tuple[Passage, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "passages", tuple(_Walk(self.handout, self.source).passages()))

    def of(self, *kinds: Kind) -> Iterator[Passage]:
        """Give the passages of these kinds."""
        return (passage for passage in self.passages if passage.kind in kinds)

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """Every sentence that is read as text."""
        return tuple(one for passage in self.passages if passage.kind in PROSE for one in passage.sentences)

    @property
    def running(self) -> tuple[Sentence, ...]:
        """The sentences of paragraphs alone, without lists and tables."""
        return tuple(one for one in self.prose if one.passage.kind in RUNNING)

    @cached_property
    def words(self) -> str:
        """The whole text in one piece, a passage a line."""
        return "\n".join(passage.text for passage in self.passages)

    def key(self, name: str, *, nth: int = 0, since: str = "") -> Place:
        """Give the place of a key of the front matter: the `nth` of its name, after the key `since`.

        It is the file's first line when the key is not written down.
        """
        start = self._index(since) if since else 0
        found = [one.start("key") for one in self._keys(name) if one.start() >= start]
        return self._at(found[nth]) if nth < len(found) else Place(self.handout.path, 1, 1)

    def _keys(self, name: str) -> Iterator[re.Match[str]]:
        front = self.source[: max(self.source.find("\n---"), 0)]
        return re.finditer(rf"(?m)(?:^[ \t]*(?:- )?|[{{,][ \t]*)(?P<key>[\"']?{re.escape(name)}[\"']?)[ \t]*:", front)

    def _index(self, name: str) -> int:
        return next((found.start() for found in self._keys(name)), 0)

    def _at(self, index: int) -> Place:
        line = self.source.count("\n", 0, index) + 1
        return Place(self.handout.path, line, index - self.source.rfind("\n", 0, index))


class _Walk:
    """Goes through a handout from top to bottom."""

    def __init__(self, handout: Handout, source: str) -> None:
        self.handout, self.source = handout, source
        self.starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self.front = source.find("\n---")

    def passages(self) -> Iterator[Passage]:
        yield from self._front()
        for section in self.handout.sections:
            if section.title:
                yield self._passage("heading", section.title, self._words(section.place), section.id)
            for block in section.blocks:
                yield from self._block(block, section.id)

    def _passage(
        self, kind: Kind, inline: Inline, origin: int, section: str = "", card: str = "", block: Block | None = None
    ) -> Passage:
        return Passage(kind, inline, self.source, self.handout.path, self.handout.lang, origin, section, card, block)

    def _words(self, place: Place) -> int:
        """Give where the words of a block begin: behind its mark."""
        start = self.starts[place.line - 1] if place.line <= len(self.starts) else 0
        mark = MARK.match(self.source, start)
        return mark.end() if mark else start

    def _key(self, key: str, since: int = 0) -> int:
        """Give the index behind a key of the front matter, or `since` when it is not written down."""
        found = re.compile(rf"(?:^|(?<=[\s{{,])){key}:", re.MULTILINE).search(self.source, since, self.front)
        return found.end() if found else since

    def _front(self) -> Iterator[Passage]:
        handout = self.handout
        yield self._passage("title", handout.title, self._key("title"))
        at = self._key("summary")
        for text in handout.summary:
            passage = self._passage("summary", text, at)
            yield passage
            at = passage.end
        if handout.cover:
            since = self._key("cover")
            keys = (self._key("alt", since), self._key("caption", since), self._key("key", since))
            yield from self._picture(handout.cover, keys)

    def _picture(
        self, picture: Picture, at: tuple[int, int, int], section: str = "", card: str = "", block: Block | None = None
    ) -> Iterator[Passage]:
        """Give what is said of a picture; `at` is where its description, caption and key begin."""
        where = (section, card, block)
        yield self._passage("alt", picture.alt, at[0], *where)
        if picture.caption:
            yield self._passage("caption", picture.caption, at[1], *where)
        for text in picture.key:
            yield self._passage("label", text, at[2], *where)

    def _block(self, block: Block, section: str, card: str = "") -> Iterator[Passage]:
        origin, where = self._words(block.place), (section, card, block)
        plain = block.name in {"item", "list", "numbers", "paragraph", "heading", "figure", "table"}
        if block.title:
            kind: Kind = "heading" if block.name == "heading" else "label"
            yield self._passage(kind, block.title, origin, section, card if plain else block.name, block)
        if block.text:
            yield self._passage("item" if block.name == "item" else "paragraph", block.text, origin, *where)
        if block.picture:
            start = self.starts[block.place.line - 1]
            yield from self._picture(block.picture, (start + 2, self.source.find('"', start), 0), *where)
        yield from self._table(block, section)
        for child in (*block.items, *block.blocks):
            yield from self._block(child, section, card if plain else block.name)

    def _table(self, block: Block, section: str) -> Iterator[Passage]:
        for row, cells in enumerate((block.head, *block.rows) if block.head else ()):
            at = self.starts[block.place.line - 1 + row + bool(row)]  # under the head stands the line of |---|
            for cell in cells:
                passage = self._passage("cell" if row else "label", cell, at, section, "", block)
                yield passage
                at = passage.end


def _next(source: str, letter: str, at: int) -> int:
    """Find a letter of the text in the source, or one that is typed for it; -1 when it is not near."""
    spots = (source.find(typed, at, at + FAR) for typed in ALIKE.get(letter, letter))
    return min((spot for spot in spots if spot >= 0), default=-1)
