"""What a page may use: files below named roots, and nothing else, ever; pictures come in the clinic's colours."""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BRAND_COLOUR: Final = re.compile(rb"var\(\s*--(\w+)\s*,\s*([^()]+?)\s*\)")


def mono_name(name: str) -> str:
    """Name the picture that stands in for another in black and white: spine.mono.svg for spine.svg."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.mono{dot}{ending}"


class BlockedError(ValueError):
    """A file that a page asks for and does not get."""


class MissingError(BlockedError):
    """A file below a root that is not there."""


class Assets:
    """Gives files below `roots`, each under its name; SVG takes the clinic's colours on the way.

    With `mono` a picture gives way to the one drawn for black and white, where there is one beside it.
    """

    def __init__(self, roots: Mapping[str, Path], colours: Mapping[str, str], *, mono: bool = False) -> None:
        self._mono = mono
        self._roots = {name: path.resolve() for name, path in roots.items()}
        self._colours = {name.encode(): colour.encode() for name, colour in colours.items()}

    def read(self, name: str) -> tuple[bytes, str]:
        """Give the file called `<root>/<path>`, and its media type. Raises `BlockedError`."""
        path = self._file(name)
        data = path.read_bytes()
        if path.suffix == ".svg":
            data = BRAND_COLOUR.sub(lambda m: self._colours.get(m[1], m[2]), data)
        return data, mimetypes.guess_type(path.name)[0] or "application/octet-stream"

    def _file(self, name: str) -> Path:
        root_name, _, rest = name.partition("/")
        root = self._roots.get(root_name)
        if root is None or "\0" in rest:
            raise BlockedError(f"blocked: {name[:120]}")
        file = (root / rest).resolve()
        if not (file.is_relative_to(root) and file.is_file()):
            raise MissingError(f"missing: {rest}")
        drawn = file.with_name(mono_name(file.name))
        return drawn if self._mono and drawn.is_file() else file
