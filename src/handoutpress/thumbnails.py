"""Pictures of pages, and their text; the only room that knows pypdfium2.

PDFium does not bear two threads at once, so every function holds one lock while it draws.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

WIDTH: Final = 480
"""Pixels across: sharp at half that size on a dense screen, and still clear across a telephone."""
PLAIN: Final = 64
"""Colours that a picture for looking at needs."""
_lock: Final = Lock()


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def first_page(pdf: bytes, *, width: int = WIDTH) -> bytes:
    """Draw the first page of a PDF as a PNG of `width` pixels across."""
    with _opened(pdf) as document:
        page = document[0]
        image = page.render(scale=width / page.get_width(), optimize_mode="print").to_pil()
    out = io.BytesIO()
    image.quantize(PLAIN).save(out, "PNG", optimize=True)
    return out.getvalue()


def one_page(pdf: bytes, number: int, ppi: float) -> bytes:
    """Draw a page, counted from 1, as a PNG at so many pixels an inch; quickly, for somebody waits."""
    with _opened(pdf) as document:
        image = document[number - 1].render(scale=ppi / 72, optimize_mode="lcd").to_pil()
    out = io.BytesIO()
    image.quantize(4 * PLAIN, method=2).save(out, "PNG", compress_level=4)
    return out.getvalue()


def words(pdf: bytes) -> tuple[str, ...]:
    """Give the text of every page."""
    found = []
    with _opened(pdf) as document:
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_bounded().replace("\r\n", "\n").strip())
            text.close()
    return tuple(found)


def sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Give width and height of every page in pt."""
    with _opened(pdf) as document:
        return tuple((page.get_width(), page.get_height()) for page in document)


def pages(pdf: bytes, ppi: float) -> Iterator[Image.Image]:
    """Draw every page of a PDF in full, with its bleed and marks, at so many pixels an inch."""
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            with _lock:
                image = document[number].render(scale=ppi / 72).to_pil()
            yield image
    finally:
        with _lock:
            document.close()
