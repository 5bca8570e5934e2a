"""Printer's marks: where crop marks, fold marks and register crosses stand around a sheet, and how they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pikepdf import Array, Dictionary, Name

from handoutpress.paper import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pikepdf

Line = tuple[float, float, float, float]

SLUG: Final = 10.0
"""The strip of paper around the bleed in mm, where marks have room."""
GAP: Final = 1.0
"""Between the bleed and a mark, in mm."""
LENGTH: Final = 5.0
ARM: Final = 2.0
"""Of a register cross, in mm."""
PEN: Final = 0.25
"""In points."""
INK: Final = "/AllInks"
KAPPA: Final = 0.5523
"""How far the handles of a Bézier curve are from its ends, in radii, when four of them make a circle."""


def draw_marks(page: pikepdf.Page, *, bleed: float, folds: Iterable[float]) -> None:
    """Draw the marks on every plate, outside the bleed; `bleed` in mm, `folds` in mm from the left of the trim."""
    trim = tuple(float(value) for value in page.obj.TrimBox)
    out = (bleed + GAP) * PT_PER_MM
    parts = [f"q {INK} CS 1 SCN {PEN} w []0 d"]
    parts += [_path(line) for line in _crops(trim, out)]
    parts += [_cross(x, y) for x, y in _middles(trim, out + LENGTH / 2 * PT_PER_MM)]
    parts += ["[3 2]0 d", *(_path(line) for line in _folds(trim, out, folds)), "Q"]
    _name_ink(page)
    page.contents_add("\n".join(parts).encode("ascii"))


def _crops(trim: tuple[float, ...], out: float) -> Iterator[Line]:
    left, bottom, right, top = trim
    end = out + LENGTH * PT_PER_MM
    for x in (left, right):
        yield x, bottom - out, x, bottom - end
        yield x, top + out, x, top + end
    for y in (bottom, top):
        yield left - out, y, left - end, y
        yield right + out, y, right + end, y


def _folds(trim: tuple[float, ...], out: float, folds: Iterable[float]) -> Iterator[Line]:
    left, bottom, _, top = trim
    end = out + LENGTH * PT_PER_MM
    for fold in folds:
        x = left + fold * PT_PER_MM
        yield x, bottom - out, x, bottom - end
        yield x, top + out, x, top + end


def _middles(trim: tuple[float, ...], away: float) -> Iterator[tuple[float, float]]:
    """Give the middle of each side; a fold mark stands in the middle of a sheet, so the top and bottom ones move."""
    left, bottom, right, top = trim
    x, y = left + (right - left) / 4, (bottom + top) / 2
    yield from ((x, bottom - away), (x, top + away), (left - away, y), (right + away, y))


def _path(line: Line) -> str:
    x1, y1, x2, y2 = line
    return f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S"


def _cross(x: float, y: float) -> str:
    """Draw a cross with a circle, by which the printer sees whether the plates meet."""
    arm, radius = ARM * PT_PER_MM, ARM / 2 * PT_PER_MM
    bend = KAPPA * radius
    quarters = [
        (x + radius, y + bend, x + bend, y + radius, x, y + radius),
        (x - bend, y + radius, x - radius, y + bend, x - radius, y),
        (x - radius, y - bend, x - bend, y - radius, x, y - radius),
        (x + bend, y - radius, x + radius, y - bend, x + radius, y),
    ]
    circle = " ".join(" ".join(f"{value:.3f}" for value in quarter) + " c" for quarter in quarters)
    return (
        f"{_path((x - arm, y, x + arm, y))}\n{_path((x, y - arm, x, y + arm))}\n{x + radius:.3f} {y:.3f} m {circle} S"
    )


def _name_ink(page: pikepdf.Page) -> None:
    """Name the ink that is on every plate (ISO 32000-1, 8.6.6.4)."""
    black = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[1, 1, 1, 1])
    if "/ColorSpace" not in page.resources:
        page.resources["/ColorSpace"] = Dictionary()
    page.resources["/ColorSpace"][INK] = Array([Name.Separation, Name.All, Name.DeviceCMYK, black])
