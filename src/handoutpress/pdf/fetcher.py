"""What the engine may read: files below named roots, and nothing else, ever.

Addresses are virtual (`https://handout.invalid/<root>/<path>`), so no path of this machine reaches the PDF, and
the same source gives the same bytes in any folder. `.invalid` never resolves (RFC 2606).
"""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from handoutpress.pdf.engine import URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE: Final = "https://handout.invalid/"
LARGEST_DATA_URL: Final = 1_000_000
BRAND_COLOUR: Final = re.compile(rb"var\(\s*--(\w+)\s*,\s*([^()]+?)\s*\)")


def mono_name(name: str) -> str:
    """Name the picture that stands in for another in black and white: spine.mono.svg for spine.svg."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.mono{dot}{ending}"


class BlockedError(ValueError):
    """An address that the engine asked for and does not get; the engine logs it, and that stops the leaflet."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # the engine gives no types
    """Serves files below `roots`, each under its name; pictures take the clinic's colours on the way.

    With `mono` a picture gives way to the one drawn for black and white, where there is one beside it.
    """

    def __init__(self, roots: Mapping[str, Path], colours: Mapping[str, str], *, mono: bool = False) -> None:
        super().__init__(allowed_protocols=["https", "data"], allow_redirects=False)
        self.roots = {name: path.resolve() for name, path in roots.items()}
        self.mono = mono
        self.colours = {name.encode(): colour.encode() for name, colour in colours.items()}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give the file behind a virtual address, or raise `BlockedError`."""
        if url.startswith("data:"):
            if len(url) > LARGEST_DATA_URL:
                raise BlockedError("a data: address of more than 1 MB")
            return super().fetch(url, headers)
        if not url.startswith(BASE):
            raise BlockedError(f"blocked: {url[:120]} (only files of the workspace are used)")
        path = self._file(unquote(urlsplit(url).path).lstrip("/"))
        data = path.read_bytes()
        if path.suffix == ".svg":
            data = BRAND_COLOUR.sub(lambda m: self.colours.get(m[1], m[2]), data)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, data, {"Content-Type": kind})

    def _file(self, name: str) -> Path:
        root_name, _, rest = name.partition("/")
        root = self.roots.get(root_name)
        if root is None or "\0" in rest:
            raise BlockedError(f"blocked: {name[:120]}")
        file = (root / rest).resolve()
        if not (file.is_relative_to(root) and file.is_file()):
            raise BlockedError(f"missing: {rest}")
        drawn = file.with_name(mono_name(file.name))
        return drawn if self.mono and drawn.is_file() else file
