"""Grounds: what is painted behind a text, and whether a picture is among it or comes over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from handoutpress.paper import PX_PER_MM
from handoutpress.pdf.engine import boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

TOUCH: Final = 0.5
"""mm by which the letters of a text must reach into a picture to stand on it."""


class Area(NamedTuple):
    """A rectangle on the page, in mm from its top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Area, by: float = 0.0) -> bool:
        """Tell whether two areas share more than `by` in both directions."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide > by and high > by


class Rgba(NamedTuple):
    """A colour of sRGB with its opacity, all from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, below: Rgba) -> Rgba:
        """Give the colour that is seen when this one is painted on an opaque one."""
        pairs = zip(self[:3], below[:3], strict=True)
        red, green, blue = (mine * self.alpha + other * (1 - self.alpha) for mine, other in pairs)
        return Rgba(red, green, blue)

    @property
    def named(self) -> str:
        """The colour as #rrggbb."""
        return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in self[:3])


PAPER: Final = Rgba(1.0, 1.0, 1.0)


class Grounds:
    """What was painted on one page so far. Boxes are painted in the order in which they are told.

    That is the order of the source, which holds as long as no stylesheet asks for another by `z-index`.
    """

    def __init__(self, page: Any) -> None:
        self._page = page._page_box  # noqa: SLF001
        self._painted: list[tuple[Area, Rgba | None]] = []
        canvas = self._page.canvas_background
        if canvas is not None:
            self._painted.append((area(0, 0, page.width, page.height), rgba(canvas.color)))

    def paint(self, box: Any, opacity: float) -> None:
        """Paint the ground of a box, or its picture."""
        if isinstance(box, boxes.ReplacedBox):
            self._painted.append((area(box.content_box_x(), box.content_box_y(), box.width, box.height), None))
        if box is self._page or isinstance(box, boxes.TextBox | boxes.LineBox):
            return
        background = getattr(box, "background", None)
        if background is not None and background.color.alpha > 0:
            place = area(box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height())
            self._painted.append((place, rgba(background.color, opacity)))

    @property
    def depth(self) -> int:
        """How many things were painted so far."""
        return len(self._painted)

    def covered(self, text: Area, since: int) -> bool:
        """Tell whether a picture was painted over a text that was painted at the depth `since`."""
        return any(colour is None and place.meets(text, TOUCH) for place, colour in self._painted[since:])

    def behind(self, text: Area) -> tuple[Rgba, bool]:
        """Give the colour that a text stands on, and whether a picture is behind it."""
        ground, on_picture = PAPER, False
        for colour in self._under(text):
            on_picture = colour is None or (on_picture and colour.alpha < 1)
            ground = colour.over(ground) if colour else ground
        return ground, on_picture

    def _under(self, text: Area) -> Iterator[Rgba | None]:
        """Give what was painted where the text stands: grounds under its middle, pictures that it touches."""
        x, y = (text.left + text.right) / 2, (text.top + text.bottom) / 2
        for place, colour in self._painted:
            if colour is None:
                if place.meets(text, TOUCH):
                    yield None
            elif place.left <= x <= place.right and place.top <= y <= place.bottom:
                yield colour


def area(left: float, top: float, width: float, height: float) -> Area:
    """Make an area from what the engine measures in CSS pixels."""
    return Area(*(edge / PX_PER_MM for edge in (left, top, left + width, top + height)))


def rgba(colour: Any, opacity: float = 1.0) -> Rgba:
    """Make a colour from the engine's."""
    red, green, blue = colour.to("srgb").coordinates
    return Rgba(float(red), float(green), float(blue), float(colour.alpha) * opacity)
