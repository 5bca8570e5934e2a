"""Reads a tagged PDF as a screen reader does: the structure tree with the words of every element.

pikepdf gives the tree, PDFium the words of each piece of marked content.
"""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

Piece = tuple[int, int]
"""A piece of marked content: the page, counted from 0, and its MCID."""


@dataclass(slots=True)
class Element:
    """One structure element: its role, its own attributes as PDF names, and what stands in it, in order."""

    role: str
    lang: str = ""
    alt: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    inside: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [one for one in self.inside if isinstance(one, Element)]

    @property
    def text(self) -> str:
        """The words, in reading order, each apart from the next by one space."""
        parts = [one.text if isinstance(one, Element) else one for one in self.inside]
        return " ".join(" ".join(parts).split())

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, *roles: str) -> list[Element]:
        return [one for one in self.walk() if one.role in roles]


def structure(data: bytes) -> Element:
    """Give the root of the structure tree."""
    words = _words(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = Element("root")
        for kid in _kids(pdf.Root.StructTreeRoot):
            _grow(kid, root, pages, words, 0)
        return root


def artifacts(data: bytes) -> list[tuple[int, str]]:
    """Give the words that are no content, with their page."""
    return [(page, text) for page, mcid, text in _texts(data) if mcid is None]


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _grow(node: Any, parent: Element, pages: dict[Any, int], words: dict[Piece, str], page: int) -> None:
    if isinstance(node, int):
        parent.inside.append(words.get((page, node), ""))
        parent.pages.add(page)
        return
    page = pages[node.Pg.objgen] if "/Pg" in node else page
    if "/S" not in node:
        if "/MCID" in node:
            _grow(int(node.MCID), parent, pages, words, page)
        return
    element = Element(str(node.S)[1:], str(node.get("/Lang", "")), str(node.get("/Alt", "")))
    own = node.get("/A", pikepdf.Dictionary())
    for owner in own if isinstance(own, pikepdf.Array) else [own]:
        element.attributes |= {str(key)[1:]: _plain(value) for key, value in owner.items()}
    parent.inside.append(element)
    for kid in _kids(node):
        _grow(kid, element, pages, words, page)


def _plain(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, pikepdf.Array) else str(value)


def _words(data: bytes) -> dict[Piece, str]:
    words: dict[Piece, str] = {}
    for page, mcid, text in _texts(data):
        if mcid is not None:
            words[page, mcid] = f"{words.get((page, mcid), '')} {text}"
    return words


def _texts(data: bytes) -> list[tuple[int, int | None, str]]:
    """Give every run of text with its page and the MCID it is marked with, in the order of painting."""
    found = []
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        for thing in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=9):
            size = pdfium.FPDFTextObj_GetText(thing.raw, text_page.raw, None, 0)
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFTextObj_GetText(
                thing.raw, text_page.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
            )
            text = buffer.raw.decode("utf-16-le").rstrip("\0").strip()
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
            found.append((number, None if mcid < 0 else mcid, text))
        text_page.close()
        page.close()
    document.close()
    return found
