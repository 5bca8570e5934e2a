"""A small press for the tests of this room: a stock from a few rules of CSS, and pages from a few lines of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.findings import Place
from handoutpress.pdf.typeset import Stock, Typeset, stock, typeset, write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLACE: Final = Place("handouts/ankle/en.md")
PAGE: Final = """
@page { size: 100mm 100mm; margin: 10mm }
html { font: 12pt/1.4 "Atkinson Hyperlegible" }
body, p, h1, ul { margin: 0; padding: 0 }
"""
"""A page whose text area is 80 mm by 80 mm."""


def lay_in(
    css: str = "", *, roots: Mapping[str, Path] | None = None, colours: Mapping[str, str] | None = None
) -> Stock:
    """Lay in a stock with `PAGE` and some rules of one's own, which are those of styles/own.css."""
    return stock([("styles/page.css", PAGE), ("styles/own.css", css)], roots=roots or {}, colours=colours or {})


def lay_out(body: str, css: str = "", *, shared: Stock | None = None) -> Typeset:
    """Set `body` on pages."""
    html = f'<!doctype html><html lang="en"><title>Ankle</title><body>{body}</body></html>'
    return typeset(html, shared or lay_in(css), place=PLACE)


def print_out(body: str, css: str = "", *, shared: Stock | None = None) -> bytes:
    """Set `body` and give the PDF, which must be without fault."""
    data, findings = write(lay_out(body, css, shared=shared), place=PLACE, sides="two-sided-long-edge")
    assert findings == (), findings
    return data
