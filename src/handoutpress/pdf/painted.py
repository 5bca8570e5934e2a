"""Painted: what stands on a page, mark by mark, with the colour, the overprint and the place it was painted with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING, Any, Final, Literal

from pikepdf import Array, ContentStreamInlineImage, Name

from handoutpress.pdf.contents import SHOWS_TEXT, Content, is_image
from handoutpress.pdf.spaces import GREY, Space, space

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Kind = Literal["text", "fill", "stroke", "picture", "shading"]

SAME: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
NOWHERE: Final[Box] = (0.0, 0.0, 0.0, 0.0)
FILLS: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*"})
STROKES: Final = frozenset({"S", "s", "B", "B*", "b", "b*"})
COLOURS: Final = {"g": GREY, "rg": Space("rgb", "/DeviceRGB"), "k": Space("cmyk", "/DeviceCMYK")}
# ISO 32000-1, table 106: letters are filled in modes 0, 2, 4, 6; in 3 and 7 they are not seen.
STROKED_LETTERS: Final = frozenset({1, 2, 5, 6})
FILLED_LETTERS: Final = frozenset({0, 2, 4, 6})


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as the file gives it."""

    space: Space
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Paint:
    """One thing that was painted; `box` is where, in points of the page, for paths and pictures."""

    kind: Kind
    colour: Colour
    overprints: bool
    box: Box = NOWHERE
    picture: Any = None
    ppi: float = 0


@dataclass(frozen=True, slots=True)
class _State:
    matrix: Matrix = SAME
    fill: Colour = Colour(GREY, (0.0,))
    stroke: Colour = Colour(GREY, (0.0,))
    fill_pattern: Any = None
    overprint: tuple[bool, bool] = (False, False)  # of fills, of strokes
    letters: int = 0


def painted(page: pikepdf.Page) -> Iterator[Paint]:
    """Give all that is painted on a page, in order; what makes soft masks is not painted."""
    yield from _Painter(Content(page, page.resources), _State()).paints()


class _Painter:
    """Follows the instructions of one content with the graphics state (ISO 32000-1, 8.4)."""

    def __init__(self, content: Content, state: _State) -> None:
        self.content = content
        self.resources = content.resources
        self.base = state.matrix
        self.state = state
        self.kept: list[_State] = []
        self.path: list[tuple[float, float]] = []

    def paints(self) -> Iterator[Paint]:
        for given in self.content.instructions():
            if isinstance(given, ContentStreamInlineImage):
                yield self._paint("fill", stroke=False)
                continue
            operator, operands = str(given.operator), list(given.operands)
            if operator in SHOWS_TEXT:
                yield from self._text()
            elif operator in FILLS or operator in STROKES:
                yield from self._path(operator)
            elif operator == "n":
                self.path = []
            elif operator == "Do":
                yield from self._object(self.resources["/XObject"][str(operands[0])])
            elif operator == "sh":
                yield from self._shading(self.resources["/Shading"][str(operands[0])])
            else:
                self._follow(operator, operands)

    def _follow(self, operator: str, operands: Sequence[Any]) -> None:
        """Take in an instruction that paints nothing by itself."""
        state = self.state
        match operator:
            case "q":
                self.kept.append(state)
            case "Q" if self.kept:
                self.state = self.kept.pop()
            case "cm":
                self.state = replace(state, matrix=times(_matrix(operands), state.matrix))
            case "Tr":
                self.state = replace(state, letters=int(operands[0]))
            case "gs":
                self._set(self.resources["/ExtGState"][str(operands[0])])
            case "m" | "l" | "c" | "v" | "y":
                self._reach([float(value) for value in operands])
            case "re":
                x, y, width, height = (float(value) for value in operands)
                self._reach([x, y, x + width, y, x + width, y + height, x, y + height])
            case _ if operator.lower() in {*COLOURS, "cs", "sc", "scn"}:
                self._dip(operator.lower(), operands, stroke=operator.isupper())

    def _dip(self, operator: str, operands: Sequence[Any], *, stroke: bool) -> None:
        """Take another colour."""
        values = tuple(float(value) for value in operands if not isinstance(value, Name))
        now = self.state.stroke if stroke else self.state.fill
        if operator == "cs":
            named = space(operands[0], self.resources)
            colour = Colour(named, (0.0, 0.0, 0.0, 1.0) if named.family == "cmyk" else (0.0, 0.0, 0.0))
        else:
            colour = Colour(COLOURS.get(operator, now.space), values)
        if stroke:
            self.state = replace(self.state, stroke=colour)
            return
        named_pattern = operands and operator in {"sc", "scn"} and isinstance(operands[-1], Name)
        pattern = self.resources["/Pattern"][str(operands[-1])] if named_pattern else None
        self.state = replace(self.state, fill=colour, fill_pattern=pattern)

    def _set(self, wanted: Any) -> None:
        """Take in a graphics state: `OP` goes for fills as well, unless `op` says otherwise (table 58)."""
        fills, strokes = self.state.overprint
        strokes = bool(wanted.get("/OP", strokes))
        fills = bool(wanted.get("/op", strokes if "/OP" in wanted else fills))
        self.state = replace(self.state, overprint=(fills, strokes))

    def _reach(self, values: Sequence[float]) -> None:
        a, b, c, d, e, f = self.state.matrix
        self.path += [(a * x + c * y + e, b * x + d * y + f) for x, y in zip(values[::2], values[1::2], strict=True)]

    def _paint(self, kind: Kind, *, stroke: bool, box: Box = NOWHERE) -> Paint:
        state = self.state
        return Paint(kind, state.stroke if stroke else state.fill, state.overprint[stroke], box)

    def _text(self) -> Iterator[Paint]:
        if self.state.letters in FILLED_LETTERS:
            yield self._paint("text", stroke=False)
        if self.state.letters in STROKED_LETTERS:
            yield self._paint("stroke", stroke=True)

    def _path(self, operator: str) -> Iterator[Paint]:
        box, self.path = _around(self.path), []
        if operator in FILLS and self.state.fill_pattern is not None:
            yield from self._pattern(self.state.fill_pattern)
        elif operator in FILLS:
            yield self._paint("fill", stroke=False, box=box)
        if operator in STROKES:
            yield self._paint("stroke", stroke=True, box=box)

    def _object(self, thing: Any) -> Iterator[Paint]:
        if not is_image(thing):
            yield from self._inside(thing, self.state)
            return
        a, b, c, d, e, f = self.state.matrix
        box = _around([(e, f), (a + e, b + f), (c + e, d + f), (a + c + e, b + d + f)])
        across, along = max(hypot(a, b), 1e-6), max(hypot(c, d), 1e-6)
        ppi = 72 * min(int(thing.Width) / across, int(thing.Height) / along)
        yield Paint("picture", self.state.fill, self.state.overprint[0], box, thing, ppi)

    def _pattern(self, pattern: Any) -> Iterator[Paint]:
        if "/Shading" in pattern:
            yield from self._shading(pattern.Shading)
        else:
            yield from self._inside(pattern, _State(matrix=self.base))

    def _inside(self, thing: Any, state: _State) -> Iterator[Paint]:
        content = Content(thing, thing.get("/Resources", self.resources))
        matrix = times(_matrix(thing.get("/Matrix", SAME)), state.matrix)
        yield from _Painter(content, replace(state, matrix=matrix)).paints()

    def _shading(self, shading: Any) -> Iterator[Paint]:
        named = space(shading.ColorSpace, self.resources)
        for values in _stops(shading.Function):
            yield Paint("shading", Colour(named, values), self.state.overprint[0])


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Give the matrix that does first what `inner` does, then what `outer` does."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


def _around(points: Sequence[tuple[float, float]]) -> Box:
    if not points:
        return NOWHERE
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _stops(function: Any) -> Iterator[tuple[float, ...]]:
    """Give the colours between which a shading goes."""
    for part in function if isinstance(function, Array) else [function]:
        for inner in part.get("/Functions", []):
            yield from _stops(inner)
        for key in ("/C0", "/C1"):
            if key in part:
                yield tuple(float(value) for value in part[key])
