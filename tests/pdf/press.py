"""A small press for the tests of this room: a stock from a few rules of CSS, and pages from a few lines of HTML."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pikepdf

from handoutpress.findings import Place
from handoutpress.pdf.contents import contents
from handoutpress.pdf.typeset import Stock, Typeset, stock, typeset, write

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
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


def untagged(body: str, css: str = "", *, shared: Stock | None = None) -> bytes:
    """Set `body` and give the PDF as it comes from the engine, as `press.finish` wants it."""
    data: bytes = lay_out(body, css, shared=shared).document.write_pdf(pdf_variant=None)
    return data


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Change a PDF by a function."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()


def drawn(data: bytes) -> str:
    """Give all drawing instructions of a PDF as text, those that make soft masks last."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = sorted(contents(pdf), key=lambda content: content.mask)
        return "\n".join(pikepdf.unparse_content_stream(one.instructions()).decode("latin-1") for one in found)
