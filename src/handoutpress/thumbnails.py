"""Pictures of pages; the only room that knows pypdfium2."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

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


def pages(pdf: bytes, ppi: float) -> Iterator[Image.Image]:
    """Draw every page of a PDF in full, with its bleed and marks, at so many pixels an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield page.render(scale=ppi / 72).to_pil()
    finally:
        document.close()
