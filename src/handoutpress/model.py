"""A handout as data: what its front matter says, and its text as a tree of sections and blocks.

`FrontMatter` and its parts are also the schema: the reader validates a file against these very classes, and
`handout schema` prints them for editors.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator

from handoutpress.errors import MisfitError
from handoutpress.findings import Place


def _iso(value: Any) -> Any:
    """Refuse what is no date in figures: pydantic would take 20281122 for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise ValueError(f"'{value}' is not a date: write year-month-day, such as 2026-10-01")
    return value


Day = Annotated[date, BeforeValidator(_iso)]
STRICT: Final[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True, "str_min_length": 1}

Kind = Literal["condition", "procedure", "medicine", "exercise", "aftercare", "general"]
Status = Literal["draft", "sample", "approved", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked at the text, when, and when it must be looked at again; `successor` replaces what is withdrawn."""

    __pydantic_config__ = STRICT

    status: Status = "draft"
    by: str | None = None
    on: Day | None = None
    due: Day | None = None
    successor: str | None = None

    def __post_init__(self) -> None:
        if self.successor and self.status != "withdrawn":
            raise MisfitError(f"only what is withdrawn has a successor, and the status is {self.status}", "successor")
        if self.on and self.due and self.due <= self.on:
            raise MisfitError(f"the next check ({self.due}) must come after the last one ({self.on})", "due")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; `read` is the day on which it was last looked up."""

    __pydantic_config__ = STRICT

    title: str
    publisher: str | None = None
    url: str | None = None
    read: Day | None = None

    @property
    def named(self) -> str:
        """Who says so, for a short line on paper: the publisher, or the title where there is none."""
        return self.publisher or self.title


@dataclass(frozen=True, slots=True)
class Cover:
    """The picture beside the opening text; `key` names the numbers drawn in it, in their order.

    `front` is a picture of its own for the front of a folded leaflet, without numbers.
    """

    __pydantic_config__ = STRICT

    image: str
    alt: str
    caption: str | None = None
    key: tuple[str, ...] = ()
    front: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """Where a translation comes from: `source` is the hash of the text that was translated."""

    __pydantic_config__ = STRICT

    of: str
    source: str
    by: str | None = None
    checked_by: str | None = None
    on: Day | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines between the two `---` at the top of a handout."""

    __pydantic_config__ = STRICT

    title: str
    summary: str
    kind: Kind
    version: str = "1"
    reference: str | None = None
    topics: tuple[str, ...] = ()
    review: Review = field(default_factory=Review)
    sources: tuple[Source, ...] = ()
    cover: Cover | None = None
    pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Pictures for the sentences of a section, by its id: files beside the handout, or names of the library's."""
    related: tuple[str, ...] = ()
    translation: Translation | None = None
    ignore: dict[str, str | None] = field(default_factory=dict)
    """Rules that are not asked for this file, by their code, and why not."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A run of text: `html` is safe markup in which each clinic's value stands open as `<data value="…">`.

    `text` is the same without markup, values as `{{ name }}`: what checks and people read.
    """

    html: str
    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a handout: `url` is its path below the workspace, with forward slashes."""

    url: str
    alt: Inline
    caption: Inline | None = None
    key: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a section: a paragraph, a list, a table, a picture or a `::: name` block.

    `name` is the template that sets it. `id` is unique and stable within the handout, so that what happens to
    the block on the page can be reported at `place`.
    """

    name: str
    id: str
    place: Place
    title: Inline | None = None
    text: Inline | None = None
    items: tuple[Block, ...] = ()
    blocks: tuple[Block, ...] = ()
    head: tuple[Inline, ...] = ()
    rows: tuple[tuple[Inline, ...], ...] = ()
    picture: Picture | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    def only(self, *names: str) -> tuple[Block, ...]:
        """Give the direct blocks of these names, for templates that place them by kind."""
        return tuple(block for block in self.blocks if block.name in names)

    def without(self, *names: str) -> tuple[Block, ...]:
        """Give the direct blocks that are none of these names."""
        return tuple(block for block in self.blocks if block.name not in names)

    @property
    def entries(self) -> tuple[Block, ...]:
        """Give the items of every list in the block, one after the other."""
        return tuple(item for block in self.blocks for item in block.items)


@dataclass(frozen=True, slots=True)
class Section:
    """A `##` heading and what stands under it; `title` is None for text before the first heading."""

    id: str
    title: Inline | None
    place: Place
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """One handout in one language, read and found whole."""

    slug: str
    lang: str
    path: str
    meta: FrontMatter
    reference: str
    title: Inline
    summary: tuple[Inline, ...]
    cover: Picture | None
    sections: tuple[Section, ...]
    uses: tuple[tuple[str, Place], ...]
    """Every `{{ name }}` in the text and its place."""
    assets: tuple[str, ...]
    """Every picture it reads, as a path below the workspace."""
    front: str | None = None
    """The picture of a folded leaflet's front, as a path below the workspace."""
    pictures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Pictures for the sentences of a section by its id, as paths below the workspace."""


def default_reference(slug: str) -> str:
    """Make the reference of a handout that names none: the initials of its slug, such as MSPN."""
    words = [word for word in slug.split("-") if word]
    letters = [word[0] for word in words] if len(words) > 1 else words[0][:3]
    return "".join(letters).upper()[:6]
