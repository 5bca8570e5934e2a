"""Knows where words stand on the pages of a finished PDF, in mm, and how large they are (PDFium)."""

from __future__ import annotations

import ctypes
import io
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from handoutpress.paper import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text: its page from 0, its edges in mm from the top left of the trim, its type size in pt."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    def meets(self, other: Run, slack: float = 0.3) -> bool:
        """Tell whether two runs stand on one another by more than `slack` mm."""
        return (
            self.page == other.page
            and min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.bottom, other.bottom) - max(self.top, other.top) > slack
        )


def runs(data: bytes) -> list[Run]:
    """Give every run of text that has letters, with the forms that it stands in worked out."""
    found = []
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        left, _, _, top = page.get_trimbox()
        for thing in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=9):
            text = _text(thing, text_page)
            if not text:
                continue
            matrix, edges, above = thing.get_matrix(), _bounds(thing), thing.container
            while above is not None:
                outer = above.get_matrix()
                edges = _through(edges, outer)
                matrix = matrix.multiply(outer)
                above = above.container
            size = _size(thing) * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
            x0, y0, x1, y1 = edges
            x0, x1, y0, y1 = x0 - left, x1 - left, top - y1, top - y0
            x0, x1, y0, y1 = (one / PT_PER_MM for one in (x0, x1, y0, y1))
            found.append(Run(number, text, x0, y0, x1, y1, size))
        text_page.close()
        page.close()
    document.close()
    return found


def find(all_runs: Iterable[Run], words: str) -> list[Run]:
    """Give the runs that hold some words."""
    return [run for run in all_runs if words in run.text]


def trims(data: bytes) -> list[tuple[float, float]]:
    """Give width and height of the trim of each page, in mm."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        boxes = [[float(edge) / PT_PER_MM for edge in page.trimbox] for page in pdf.pages]
    return [(right - left, top - bottom) for left, bottom, right, top in boxes]


def _text(thing: pypdfium2.PdfObject, text_page: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(thing.raw, text_page.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(thing.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0").strip()


def _size(thing: pypdfium2.PdfObject) -> float:
    size = ctypes.c_float()
    assert pdfium.FPDFTextObj_GetFontSize(thing.raw, size)
    return float(size.value)


def _bounds(thing: pypdfium2.PdfObject) -> tuple[float, ...]:
    edges = [ctypes.c_float() for _ in range(4)]
    assert pdfium.FPDFPageObj_GetBounds(thing.raw, *edges)
    return tuple(float(edge.value) for edge in edges)


def _through(edges: tuple[float, ...], matrix: pypdfium2.PdfMatrix) -> tuple[float, ...]:
    x0, y0, x1, y1 = edges
    corners = [matrix.on_point(x, y) for x in (x0, x1) for y in (y0, y1)]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return min(across), min(up), max(across), max(up)
