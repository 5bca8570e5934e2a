"""Layouts as rows of data: what `templates/layouts.toml` says of each.

A row names the template and the stylesheets and says on which papers, in how many pages and at which sizes of type the
text must fit, how the pages are imposed, and which blocks it leaves out; no code asks for a layout by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Literal

from handoutpress.errors import MisfitError
from handoutpress.imposition import Method

STRICT: Final[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True, "str_min_length": 1}

Purpose = Literal["office", "screen", "press", "web"]
"""The clinic's own printer; reading on a screen; the print shop; one HTML file for telephones."""
Size = Literal["standard", "large", "giant"]
Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
"""The keywords of IPP's `sides` attribute (RFC 8011, 5.2.8)."""
Range = tuple[float, float]
"""From the least to the most; `fit` finds the most that fits."""


@dataclass(frozen=True, slots=True)
class SizePart:
    """What is otherwise in a large edition; what is not named stays as the row has it."""

    __pydantic_config__ = STRICT

    type: Range
    pages: int
    short: str | None = None
    stylesheets: tuple[str, ...] = ()
    tables: Literal["columns", "stacked"] | None = None
    line: float | None = None
    leaves_out: tuple[str, ...] | None = None
    together: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One row; sizes of type are in pt, lengths in mm."""

    __pydantic_config__ = STRICT

    title: str
    template: str
    stylesheets: tuple[str, ...]
    short: str = ""
    """What the front desk calls it, in a word or two; empty: as its title."""
    papers: tuple[str, ...] = ()
    pages: int = 1
    """How many pages at most, in the order of reading."""
    imposition: Method = "single"
    type: Range = (12.0, 12.0)
    """Body type: never under the first, which is the floor of the standard, and never over the second."""
    leading: Range = (1.35, 1.5)
    """Distance of lines, as a share of the body type."""
    space: Range = (1.0, 1.5)
    """Space between paragraphs and blocks, as a share of the stylesheet's own."""
    sides: Sides = "one-sided"
    line: float = 0.0
    """Height of a ruled line to write on; the room left where the text ends is ruled. 0: it is left white."""
    beside: tuple[tuple[str, str], ...] = ()
    """Pairs of blocks that stand side by side when one follows the other."""
    together: tuple[tuple[str, ...], ...] = ()
    """Blocks that are kept on one page when they follow one another."""
    keeps: tuple[str, ...] = ()
    """The only blocks that are set, when any is named."""
    leaves_out: tuple[str, ...] = ()
    """Blocks that are not set."""
    tables: Literal["columns", "stacked"] = "columns"
    """Tables as they are, or a row under the other where a page is narrow."""
    plain: bool = False
    """One thing under the other throughout, as large print wants it."""
    purposes: tuple[Purpose, ...] = ("office", "screen", "press")
    press: Literal["pages", "sheets"] = "pages"
    """What a print shop gets: single pages, which it imposes itself, or whole sheets with fold marks."""
    creep: float = 0.0
    """By how much each sheet further in moves to the fold: the thickness of the paper."""
    sizes: dict[Literal["large", "giant"], SizePart] = field(default_factory=dict)
    """The large editions that there are."""

    def __post_init__(self) -> None:
        if self.pages < 1:
            raise MisfitError(f"pages {self.pages} is less than 1", "pages")
        if not self.papers and self.purposes != ("web",):
            raise MisfitError('papers is empty: name one at least, such as ["a4"]', "papers")
        if self.line < 0:
            raise MisfitError(f"line {self.line:g} is less than 0", "line")
        if self.keeps and self.leaves_out:
            raise MisfitError("keeps and leaves_out exclude each other: name the blocks in one of them", "leaves_out")
        for name in ("type", "leading", "space"):
            least, most = getattr(self, name)
            if not 0 < least <= most:
                raise MisfitError(f"{name} [{least:g}, {most:g}] does not go from the least to the most", name)

    def at(self, size: str) -> Layout | None:
        """Give the row of an edition in `size`; None when there is none."""
        if size == "standard":
            return self
        part = next((part for name, part in self.sizes.items() if name == size), None)
        if part is None:
            return None
        given = {field.name: value for field in fields(part) if (value := getattr(part, field.name)) is not None}
        given["stylesheets"] = (*self.stylesheets, *part.stylesheets)
        return replace(self, **given, plain=True, beside=(), sizes={})

    def sets(self, block: str) -> bool:
        """Tell whether blocks of this name are set."""
        return block in self.keeps if self.keeps else block not in self.leaves_out
