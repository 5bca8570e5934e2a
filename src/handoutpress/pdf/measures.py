"""Measures: what a reader sees on a page that was set, in plain values: pieces of text, runs of type, pictures.

All lengths are in mm, from the top left corner of the page's trim; sizes of type are in pt.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from handoutpress.paper import PT_PER_MM, PX_PER_MM
from handoutpress.pdf.boxes import resolutions, unwrap
from handoutpress.pdf.engine import boxes
from handoutpress.pdf.grounds import Area, Grounds, Rgba, area, rgba

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from handoutpress.pdf.typeset import Typeset

BOLD: Final = 600
"""The weight from which type counts as bold."""
BEGINS: Final = 28
"""Letters by which a text is known again."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a thing on the page stands in."""

    block: str = ""
    """The id of the nearest block that has one."""
    within: frozenset[str] = frozenset()
    """The tags and, with a dot before them, the classes of all that it stands in."""
    margin: bool = False
    """In the margin of the page, such as the imprint."""
    placed: bool = False
    """Placed by itself, out of the flow of the text."""
    hidden: bool = False
    """Hidden from those who listen: decoration, and lines to write on."""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text in one type: `ground` is the colour behind it, `on_picture` that a picture is behind or over it."""

    text: str
    size: float
    bold: bool
    colour: Rgba
    ground: Rgba
    on_picture: bool
    around: Around

    @property
    def begins(self) -> str:
        """What it begins with, in a few words."""
        return self.text[:BEGINS]


@dataclass(frozen=True, slots=True)
class Piece:
    """What one paragraph, heading, cell, picture or ruled line has on one page.

    `order` is its place in the source of the page. `lines` are its lines of text, none in a picture or a ruled line;
    `size` is that of its type, in pt, and `letter` the mean width of its letters. `words` tell what a picture shows.
    """

    page: int
    order: int
    area: Area
    around: Around
    lines: tuple[str, ...] = ()
    size: float = 0.0
    letter: float = 0.0
    words: str = ""

    @property
    def begins(self) -> str:
        """What it begins with, in a few words."""
        return (self.lines[0] if self.lines else self.words)[:BEGINS]


@dataclass(frozen=True, slots=True)
class Part:
    """What a block with an id has on one page, and how much of its height that takes."""

    page: int
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `text_area` is between its margins; `pictures` have their block and their pixels an inch."""

    number: int
    text_area: Area
    pieces: tuple[Piece, ...]
    runs: tuple[Run, ...]
    pictures: tuple[tuple[str, float], ...]

    @property
    def flow(self) -> Iterator[Piece]:
        """Give what stands between the margins, one after the other."""
        return (piece for piece in self.pieces if not piece.around.margin)

    @property
    def filled(self) -> float:
        """Which share of the height between the margins is used."""
        top, bottom = self.text_area.top, self.text_area.bottom
        return (max((piece.area.bottom for piece in self.flow), default=top) - top) / (bottom - top)


@dataclass(frozen=True, slots=True)
class Measures:
    """All pages, and by the id of each block its parts on them, in the order of the pages."""

    pages: tuple[Page, ...]
    parts: Mapping[str, tuple[Part, ...]]


def measure(set_: Typeset) -> Measures:
    """Measure the pages of a leaflet."""
    pages, parts, order = [], dict[str, list[Part]](), dict[int, int]()
    for number, page in enumerate(set_.document.pages, 1):
        frame = page._page_box  # noqa: SLF001
        root = frame.children[0].element
        order = order or {id(element): place for place, element in enumerate(root.iter())}
        survey = _Survey(number, order, Grounds(page))
        survey.look(frame, Around())
        inner = area(frame.content_box_x(), frame.content_box_y(), frame.width, frame.height)
        pictures = tuple(resolutions(page))
        pages.append(Page(number, inner, tuple(survey.pieces), tuple(survey.uncovered()), pictures))
        for block, height in survey.heights.items():
            parts.setdefault(block, []).append(Part(number, height))
    return Measures(tuple(pages), {block: tuple(found) for block, found in parts.items()})


@dataclass(slots=True)
class _Survey:
    """One page, being looked over from the outermost box inwards, in the order of painting."""

    page: int
    order: Mapping[int, int]
    grounds: Grounds
    pieces: list[Piece] = field(default_factory=list)
    runs: list[tuple[Run, Area, int]] = field(default_factory=list)
    heights: dict[str, float] = field(default_factory=dict)

    def look(self, box: Any, outside: Around) -> None:
        box = unwrap(box)
        around = _inside(box, outside)
        self.grounds.paint(box, around.opacity)
        if isinstance(box, boxes.TextBox):
            self._run(box, around)
            return
        before = len(self.pieces)
        if piece := self._piece(box, around):
            self.pieces.append(piece)
        for child in box.all_children() if hasattr(box, "all_children") else ():
            self.look(child, around)
        if around.block != outside.block and before < len(self.pieces):
            self._part(around.block, [piece.area for piece in self.pieces[before:]])

    def _part(self, block: str, areas: Sequence[Area]) -> None:
        """Note the height of a block by what stands in it: the engine draws a block that goes on to the page's end."""
        self.heights[block] = max(one.bottom for one in areas) - min(one.top for one in areas)

    def _run(self, box: Any, around: Around) -> None:
        if text := box.text.strip():
            # The engine puts half the leading into a text box's margin: the letters begin below it.
            place = area(box.position_x, box.position_y + box.margin_top, box.width, box.height)
            ground, on_picture = self.grounds.behind(place)
            colour = rgba(box.style["color"], around.opacity)
            size, bold = _points(box), box.style["font_weight"] >= BOLD
            run = Run(text, size, bold, colour, ground, on_picture, around)
            self.runs.append((run, place, self.grounds.depth))

    def uncovered(self) -> Iterator[Run]:
        """Give the runs of text, now that all that may have come over them is painted."""
        for run, place, depth in self.runs:
            yield replace(run, on_picture=True) if self.grounds.covered(place, depth) else run

    def _piece(self, box: Any, around: Around) -> Piece | None:
        """Give the piece that a box is; None for one that only holds others, or nothing."""
        order = self.order.get(id(box.element), 0)
        if isinstance(box, boxes.ReplacedBox):
            place = area(box.content_box_x(), box.content_box_y(), box.width, box.height)
            piece = Piece(self.page, order, place, around, words=str(box.element.get("alt") or ""))
        elif isinstance(box, boxes.BlockContainerBox) and (found := list(_lines(box))):
            (first, _), (last, _) = found[0], found[-1]
            height = last.position_y + last.height - first.position_y
            place = area(box.content_box_x(), first.position_y, box.width, height)
            lines = tuple(text for _, text in found)
            letter = sum(line.width for line, _ in found) / sum(map(len, lines)) / PX_PER_MM
            piece = Piece(self.page, order, place, around, lines, _points(box), letter)
        elif isinstance(box, boxes.BlockLevelBox) and not getattr(box, "children", ()) and not around.placed:
            place = area(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
            piece = Piece(self.page, order, place, around)
        else:
            return None
        return piece if piece.area.top < piece.area.bottom else None


def _inside(box: Any, outside: Around) -> Around:
    """Tell what stands in `box`, from what the box itself stands in."""
    element, opacity = box.element, box.style["opacity"]
    margin = outside.margin or isinstance(box, boxes.MarginBox)
    if element is None or isinstance(box, boxes.TextBox | boxes.LineBox):
        return outside if margin == outside.margin else replace(outside, margin=margin)
    names = {box.element_tag, *(f".{name}" for name in element.get("class", "").split())}
    return Around(
        element.get("id") or outside.block,
        outside.within if names <= outside.within else outside.within | names,
        margin,
        outside.placed or box.style["position"] in {"absolute", "fixed"},
        outside.hidden or element.get("aria-hidden") == "true",
        outside.opacity * opacity,
    )


def _lines(box: Any) -> Iterator[tuple[Any, str]]:
    """Give the lines of a box that have words, with their text."""
    for child in box.children:
        if isinstance(child, boxes.LineBox) and (text := "".join(_words(child)).strip()):
            yield child, text


def _words(box: Any) -> Iterable[str]:
    """Give the text of a line without that of boxes in it that have lines of their own."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child.text
        elif isinstance(child, boxes.InlineBox):
            yield from _words(child)


def _points(box: Any) -> float:
    return round(float(box.style["font_size"]) / PX_PER_MM * PT_PER_MM, 3)  # or 14 pt may come as a little less
