"""What the engine may read, and by which address: the files that `assets` gives, and nothing else, ever.

Addresses are virtual (`https://handout.invalid/<root>/<path>`), so no path of this machine reaches the PDF, and
the same source gives the same bytes in any folder. `.invalid` never resolves (RFC 2606).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from handoutpress.assets import Assets, BlockedError
from handoutpress.pdf.engine import URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["BASE", "LARGEST_DATA_URL", "BlockedError", "Fetcher"]
BASE: Final = "https://handout.invalid/"
LARGEST_DATA_URL: Final = 1_000_000


class Fetcher(URLFetcher):  # type: ignore[misc]  # the engine gives no types
    """Serves the files below `roots`; the engine logs what it does not get, and that stops the leaflet."""

    def __init__(self, roots: Mapping[str, Path], colours: Mapping[str, str], *, mono: bool = False) -> None:
        super().__init__(allowed_protocols=["https", "data"], allow_redirects=False)
        self.assets = Assets(roots, colours, mono=mono)

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Give the file behind a virtual address, or raise `BlockedError`."""
        if url.startswith("data:"):
            if len(url) > LARGEST_DATA_URL:
                raise BlockedError("a data: address of more than 1 MB")
            return super().fetch(url, headers)
        if not url.startswith(BASE):
            raise BlockedError(f"blocked: {url[:120]} (only files of the workspace are used)")
        data, kind = self.assets.read(unquote(urlsplit(url).path).lstrip("/"))
        return URLFetcherResponse(url, data, {"Content-Type": kind})
