"""Stylesheets with their custom properties worked out before the engine sees them.

The engine works a `var()` out again for every element that it styles; done once in the text it takes a tenth off
the layout. Only properties that `:root` rules define are known: that is the house rule for ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
ROOT: Final = re.compile(r":root\s*\{([^}]*)\}")
PROPERTY: Final = re.compile(r"(--[\w-]+)\s*:\s*([^;]+)")
VAR: Final = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
DEEPEST: Final = 20

Styles = tuple[tuple[str, str], ...]


def work_out(styles: Iterable[tuple[str, str]]) -> Styles:
    """Put the value of every custom property in its place; `styles` are (path, text), the last definition wins.

    A `var()` that no `:root` defines is left as it is: the engine will warn of it.
    """
    given = tuple((path, _without_comments(text)) for path, text in styles)
    values = {
        name: value.strip()
        for _, text in given
        for body in ROOT.findall(text)
        for name, value in PROPERTY.findall(body)
    }
    return tuple((path, _put_in(text, values)) for path, text in given)


def without_undefined(text: str) -> str:
    """Put the initial value where nothing is defined, so that the engine has nothing more to say of it."""
    return VAR.sub("initial", text)


def undefined(text: str) -> Iterator[tuple[str, int]]:
    """Give every custom property that was not worked out, with its line; the engine tells of it only once."""
    for found in VAR.finditer(text):
        yield found[1], text.count("\n", 0, found.start()) + 1


def _without_comments(text: str) -> str:
    """Blank comments out and keep their line ends, so that the engine's line numbers stay true."""
    return COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def _put_in(text: str, values: Mapping[str, str]) -> str:
    for _ in range(DEEPEST):
        text, count = VAR.subn(lambda found: values.get(found[1], found[0]), text)
        if not count:
            break
    return text
