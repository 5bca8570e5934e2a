"""Contents: where drawing instructions stand in a PDF, how they are read, and how they are written back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from pikepdf import ContentStreamInlineImage, ContentStreamInstruction, Name, Operator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Instruction = ContentStreamInstruction | ContentStreamInlineImage
SHOWS_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
PAINTS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"})
"""What paints, besides text (ISO 32000-1, table 51)."""


@dataclass(frozen=True, slots=True)
class Content:
    """A stream of drawing instructions and what it draws with; a `mask` is never seen, it says how much is."""

    owner: Any
    resources: Any
    mask: bool = False

    def instructions(self, operators: str = "") -> list[Instruction]:
        """Read the instructions in order, or only those whose operator is named."""
        return list(pikepdf.parse_content_stream(self.owner, operators))

    def rewrite(self, pdf: pikepdf.Pdf, instructions: Iterable[Instruction]) -> None:
        """Put other instructions in place of these."""
        data = pikepdf.unparse_content_stream(list(instructions))
        if isinstance(self.owner, pikepdf.Page):
            self.owner.obj["/Contents"] = pdf.make_stream(data)
        else:
            self.owner.write(data)

    def named(self, kind: str) -> Iterator[Any]:
        """Give all resources of a kind, such as `/XObject`."""
        yield from dict(self.resources.get(kind, {})).values()


def contents(pdf: pikepdf.Pdf) -> Iterator[Content]:
    """Give every content once, what holds before what is held: pages, forms, patterns, masks, drawn letters."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        yield from _below(Content(page, page.resources), seen)
        for note in page.obj.get("/Annots", []):
            for drawing in _streams(note.get("/AP")):
                yield from _once(Content(drawing, drawing.get("/Resources", {})), seen)


def instruction(operator: str, *operands: float | Name) -> ContentStreamInstruction:
    """Make an instruction; numbers are written plainly."""
    plain = [number(one) if isinstance(one, int | float) else one for one in operands]
    return ContentStreamInstruction(plain, Operator(operator))


def number(value: float) -> Decimal:
    """Give a number with four decimals at most and no exponent, which PDF does not know."""
    return Decimal(f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip("."))


def numbers(values: Iterable[float]) -> pikepdf.Array:
    """Give a row of such numbers."""
    return pikepdf.Array([number(value) for value in values])


def is_image(thing: Any) -> bool:
    """Tell whether an XObject is a picture."""
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image


def _below(content: Content, seen: set[tuple[int, int]]) -> Iterator[Content]:
    yield content
    for child in _children(content):
        yield from _once(child, seen)


def _once(content: Content, seen: set[tuple[int, int]]) -> Iterator[Content]:
    if content.owner.objgen not in seen:
        seen.add(content.owner.objgen)
        yield from _below(content, seen)


def _children(content: Content) -> Iterator[Content]:
    for state in content.named("/ExtGState"):
        if isinstance(state.get("/SMask"), pikepdf.Dictionary):
            yield _child(state.SMask.G, content, mask=True)
    for kind in ("/XObject", "/Pattern"):
        for thing in content.named(kind):
            if isinstance(thing, pikepdf.Stream) and not is_image(thing):
                yield _child(thing, content, mask=content.mask)
    for font in content.named("/Font"):
        if font.get("/Subtype") == Name.Type3:
            resources = font.get("/Resources", content.resources)
            for letter in dict(font.CharProcs).values():
                yield Content(letter, resources, content.mask)


def _child(owner: Any, parent: Content, *, mask: bool) -> Content:
    return Content(owner, owner.get("/Resources", parent.resources), mask)


def _streams(thing: Any) -> Iterator[Any]:
    """Give the streams in the appearance of an annotation, which has one for each of its states."""
    if isinstance(thing, pikepdf.Stream):
        yield thing
    elif isinstance(thing, pikepdf.Dictionary):
        for inside in dict(thing).values():
            yield from _streams(inside)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Give the bytes of a PDF: the same for the same content."""
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()
