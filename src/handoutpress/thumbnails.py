"""Pictures of pages; the only room that knows pypdfium2."""

from __future__ import annotations

import io
from typing import Final

import pypdfium2

WIDTH: Final = 480
"""Pixels across: sharp at half that size on a dense screen, and still clear across a telephone."""


def first_page(pdf: bytes, *, width: int = WIDTH) -> bytes:
    """Draw the first page of a PDF as a PNG of `width` pixels across."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        image = page.render(scale=width / page.get_width(), optimize_mode="print").to_pil()
    finally:
        document.close()
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
