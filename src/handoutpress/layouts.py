"""Layouts as rows of data: what `templates/layouts.toml` says of each.

A row names the template and the stylesheets and says on which papers and on how many pages the text must fit;
no code asks for a layout by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from handoutpress.errors import MisfitError

STRICT: Final[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True, "str_min_length": 1}

Sides = Literal["one-sided", "two-sided-long-edge", "two-sided-short-edge"]
"""The keywords of IPP's `sides` attribute (RFC 8011, 5.2.8)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One row: `pages` is how many pages at most, `floor` the smallest body type in pt."""

    __pydantic_config__ = STRICT

    title: str
    template: str
    stylesheets: tuple[str, ...]
    papers: tuple[str, ...]
    pages: int
    floor: float
    sides: Sides = "one-sided"
    line: float = 0.0
    """Height in mm of a ruled line to write on; the room left on the last page is ruled. 0: it is left white."""
    beside: tuple[tuple[str, str], ...] = ()
    """Pairs of blocks that stand side by side when one follows the other."""
    together: tuple[tuple[str, ...], ...] = ()
    """Blocks that are kept on one page when they follow one another."""

    def __post_init__(self) -> None:
        if self.pages < 1:
            raise MisfitError(f"pages {self.pages} is less than 1", "pages")
        if not self.papers:
            raise MisfitError('papers is empty: name one at least, such as ["a4"]', "papers")
        if self.floor <= 0:
            raise MisfitError(f"floor {self.floor:g} is not more than 0", "floor")
        if self.line < 0:
            raise MisfitError(f"line {self.line:g} is less than 0", "line")
