"""PDF/UA-1 (ISO 14289-1): what the engine's tags lack, put right while the file is written.

WeasyPrint 70 tags its pages but its raw output fails the standard: list items without a body, decoration as
figures without words, the language of a phrase lost, table headers without scope, links without a description.
This room reaches into private parts (`weasyprint.pdf.tags`, `Stream.marked`); the dependency is pinned to 70, and
`tests/conformance` proves every layout with veraPDF.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pydyf

from handoutpress.paper import PT_PER_MM, PX_PER_MM
from handoutpress.pdf.boxes import unwrap
from handoutpress.pdf.engine import Stream, boxes, tags

if TYPE_CHECKING:
    from collections.abc import Iterator

PRINT_LINK: Final = 4
"""The Print flag of an annotation (ISO 32000-1, table 165), which PDF/UA asks of links."""
ROLES: Final = {
    "figure": "Div", "header": "Div", "footer": "Div", "address": "P", "dl": "L",
    "strong": "Span", "b": "Span", "em": "Span", "sub": "Span", "sup": "Span", "small": "Span", "data": "Span",
}  # fmt: skip
NUMBERING: Final = {"decimal": "/Decimal", "disc": "/Disc", "circle": "/Circle", "square": "/Square"}
HEADINGS: Final = frozenset({"/P", "/H1", "/H2", "/H3", "/H4"})


class Tagging:
    """The tags of one document, in the making."""

    def __init__(self, document: Any) -> None:
        self.artifacts: set[Any] = set()
        self.heights = [float(page.height) for page in document.pages]
        last = len(document.pages) - 1
        for number, page in enumerate(document.pages):
            self._gather(page._page_box, inside=False, last=number == last)  # noqa: SLF001

    def _gather(self, box: Any, *, inside: bool, last: bool) -> None:
        """Note what is no content: the margins of every page but the last, and decoration.

        The imprint stands on every page; a screen reader hears it once, at the end.
        """
        box = unwrap(box)
        inside = inside or _is_decoration(box) or (isinstance(box, boxes.MarginBox) and not last)
        if inside:
            self.artifacts.add(box)
        for child in box.all_children() if hasattr(box, "all_children") else ():
            self._gather(child, inside=inside, last=last)

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Take the engine's three tagging functions over while a file is written."""
        marked, build, role = Stream.marked, tags._build_box_tree, tags._get_pdf_tag  # noqa: SLF001
        artifacts = self.artifacts

        @contextmanager
        def our_marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
            if stream._tags is not None and box in artifacts:  # noqa: SLF001
                stream.begin_marked_content("Artifact")
                try:
                    yield
                finally:
                    stream.end_marked_content()
            else:
                with marked(stream, box, tag):
                    yield

        def our_build(box: Any, parent: Any, *rest: Any) -> Any:
            box = unwrap(box)
            if box in artifacts:
                return
            if isinstance(box, boxes.MarginBox):  # the engine drops these: the last page's imprint is content
                for child in box.children:
                    yield from our_build(child, parent, *rest)
                return
            for element in build(box, parent, *rest):
                _mend(element, box, parent)
                if element["S"] == "/Figure" and box.element_tag == "img":
                    _place_figure(element, box, self.heights[rest[1]])
                yield element

        Stream.marked, tags._build_box_tree = our_marked, our_build  # noqa: SLF001
        tags._get_pdf_tag = lambda tag: ROLES.get(tag) or role(tag)  # noqa: SLF001
        try:
            yield
        finally:
            Stream.marked, tags._build_box_tree, tags._get_pdf_tag = marked, build, role  # noqa: SLF001


def finish(pdf: Any) -> None:
    """Put right what can be seen only when all tags are there."""
    elements = {thing.reference: thing for thing in pdf.objects if getattr(thing, "number", None) is not None}
    for thing in list(pdf.objects):
        if not isinstance(thing, dict):
            continue
        if thing.get("S") == "/LI":
            _give_body(thing, pdf, elements)
        if thing.get("Subtype") == "/Link":
            thing["F"] = PRINT_LINK


def _is_decoration(box: Any) -> bool:
    element = box.element
    if element is None:
        return False
    hidden: bool = element.get("aria-hidden") == "true"
    return hidden or (box.element_tag == "img" and element.get("alt") == "")


def _mend(element: Any, box: Any, parent: Any) -> None:
    """Complete one structure element with what its HTML says."""
    source = box.element
    if source is None or box.element_tag in {"html", "body"}:
        return
    if lang := source.get("lang"):
        element["Lang"] = pydyf.String(lang)
    if element["S"] == "/L":
        style = NUMBERING.get(box.style["list_style_type"], "/Unordered")
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": style})
    if element["S"] == "/TH":
        scope = "/Row" if source.get("scope") == "row" else "/Column"
        element.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = scope
    if box.link_annotation and source.get("title"):
        box.link_annotation["Contents"] = pydyf.String(source.get("title"))
    if element["S"] == parent.get("S") and element["S"] in HEADINGS:
        element["S"] = "/NonStruct"  # an anonymous block inside its own element


def _place_figure(element: Any, box: Any, page_height: float) -> None:
    """Say where a figure stands in points from the bottom left (ISO 32000-1, table 344), not in CSS pixels."""
    left, top = box.content_box_x(), box.content_box_y()
    edges = (left, page_height - top - box.height, left + box.width, page_height - top)
    element["A"]["BBox"] = pydyf.Array([round(edge * PT_PER_MM / PX_PER_MM, 2) for edge in edges])


def _give_body(item: Any, pdf: Any, elements: dict[Any, Any]) -> None:
    """Wrap what a list item holds, its label aside, in one LBody (ISO 32000-1, table 336)."""
    kids, body = pydyf.Array(), None
    for kid in item["K"]:
        if elements.get(kid, {}).get("S") in {"/Lbl", "/LBody"}:
            kids.append(kid)
            continue
        if body is None:
            body = pydyf.Dictionary({
                "Type": "/StructElem", "S": "/LBody", "P": item.reference, "Pg": item["Pg"], "K": pydyf.Array(),
            })  # fmt: skip
            pdf.add_object(body)
            kids.append(body.reference)
        body["K"].append(kid)
        elements[kid]["P"] = body.reference
    item["K"] = kids
