"""The engine's laid-out boxes: walking them, and measuring what left its place.

WeasyPrint has no public API for this. The walk is private ground, guarded by tests: WeasyPrint is pinned.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Any, Final

from handoutpress.paper import MM_PER_INCH, PX_PER_MM
from handoutpress.pdf.engine import AbsolutePlaceholder, boxes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LETTERS_A_WORD: Final = 5
SLACK: Final = 0.5
"""Pixels by which a box may stick out before it counts: less than a hairline."""

OVER_LINE: Final = 0.1
"""The share of a text box's height that may stand over its line, where no ink is."""


@dataclass(frozen=True, slots=True)
class Spill:
    """Text that left its box or the page: by how many mm, how many words, and the id of its block."""

    page: int
    block: str
    millimetres: float
    words: int
    begins: str
    margin: bool = False
    """It stands in the margin of the page, such as the imprint."""


def unwrap(box: Any) -> Any:
    """Give the box itself where the layout left a placeholder."""
    return box._box if isinstance(box, AbsolutePlaceholder) else box  # noqa: SLF001


def walk(box: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Give every box with the row of those it stands in, outermost first."""
    box = unwrap(box)
    yield box, above
    for child in box.all_children() if hasattr(box, "all_children") else ():
        yield from walk(child, (*above, box))


def texts(page: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Give the text boxes of a page that hold words."""
    for box, above in walk(page._page_box):  # noqa: SLF001
        if isinstance(box, boxes.TextBox) and box.text.strip():
            yield box, above


def in_margin(above: tuple[Any, ...]) -> bool:
    """Tell whether a box stands in the margin of its page, such as the imprint."""
    return any(isinstance(box, boxes.MarginBox) for box in above)


def block_of(above: tuple[Any, ...]) -> str:
    """Give the id of the nearest block that has one."""
    for box in reversed(above):
        if box.element is not None and (ident := box.element.get("id")):
            return str(ident)
    return ""


def spills(page: Any, number: int) -> Iterator[Spill]:
    """Find the text that sticks out of the page, of a box of fixed height, or of its column, and cut-off pictures."""
    out: dict[tuple[str, int, bool], list[tuple[float, str]]] = {}
    for box, above in texts(page):
        for owner, by in _sticks_out(box, above, page):
            key = (block_of(above), id(owner), in_margin(above))
            out.setdefault(key, []).append((by, box.text.strip()))
    for (block, _, margin), found in out.items():
        words = sum(len(text.split()) for _, text in found)
        by = max(by for by, _ in found) / PX_PER_MM
        yield Spill(number, block, round(by, 1), words, found[0][1][:40], margin)
    for box, above in walk(page._page_box):  # noqa: SLF001
        if isinstance(box, boxes.ReplacedBox) and (by := _beyond(box, page)) > SLACK:
            yield Spill(number, block_of(above), round(by / PX_PER_MM, 1), 1, str(box.element.get("alt") or "picture"))


def _sticks_out(box: Any, above: tuple[Any, ...], page: Any) -> Iterator[tuple[Any, float]]:
    """Give each thing that a text box sticks out of, and by how many pixels."""
    # The engine puts half the leading into a text box's margin: the letters begin below it.
    top = box.position_y + box.margin_top
    right, bottom = box.position_x + box.width, top + box.height
    beyond = _beyond(box, page)
    if beyond > SLACK:
        yield page, beyond
        return
    if in_margin(above):
        frame = page._page_box  # noqa: SLF001
        foot = frame.content_box_y() + frame.height
        into = min(foot - top, bottom - frame.content_box_y())  # how deep it stands in the text area
        if into > SLACK:
            yield page, into
        return
    # A text box is as high as its font, which may be a little more than its line: that much is no fault.
    slack = SLACK + box.height * OVER_LINE
    # A grid or flex item has its used height written into its style, so every ancestor is asked, not the first.
    for owner in above:
        if _has_height(owner) and (by := bottom - owner.content_box_y() - owner.height) > slack:
            yield owner, by
            return
    for owner in _around(above):
        if isinstance(owner.width, (int, float)) and (by := right - owner.content_box_x() - owner.width) > 2 * SLACK:
            yield owner, by
            return


def _around(above: tuple[Any, ...]) -> Iterator[Any]:
    """Give the boxes that text stands in, the innermost first, up to one that is placed by itself.

    The innermost alone would not do: a cell of a grid grows with a long word, beyond what the grid stands in.
    """
    for owner in reversed(above):
        if isinstance(owner, boxes.BlockContainerBox | boxes.GridContainerBox | boxes.FlexContainerBox):
            yield owner
        if owner.style["position"] in {"absolute", "fixed"}:
            return


def dropped(source: Any, pages: Sequence[Any]) -> Iterator[Spill]:
    """Find text that the engine left out: a float higher than the page is cut off without a word.

    Letters are counted by the nearest element with an id, in the source and on the pages.
    """
    wanted, there = Counter[str](), Counter[str]()
    _count(source.find("body"), "", wanted)
    for page in pages:
        for box, above in texts(page):
            there[block_of(above)] += _letters(box.text)
    for block, letters in wanted.items():
        if (lacking := letters - there[block]) > 0:
            yield Spill(len(pages), block, 0.0, max(1, round(lacking / LETTERS_A_WORD)), "")


def _count(element: Any, block: str, found: Counter[str]) -> None:
    if element.get("aria-hidden") == "true":  # such as the running title, which a leaflet of one page has not
        return
    block = element.get("id") or block
    found[block] += _letters(element.text or "") if isinstance(element.tag, str) else 0
    for child in element:
        if isinstance(child.tag, str):
            _count(child, block, found)
        found[block] += _letters(child.tail or "")


def _letters(text: str) -> int:
    return sum(not letter.isspace() and letter not in "\u00ad\u200b" for letter in text)


def _beyond(box: Any, page: Any) -> float:
    """Give by how many pixels a box stands beyond the page with its bleed; negative when it is inside."""
    left, top = box.content_box_x(), box.content_box_y()
    beyond = max(-left, -top, left + box.width - page.width, top + box.height - page.height)
    return float(beyond - min(page.bleed.values()))


def _has_height(box: Any) -> bool:
    return (
        box.element is not None
        and isinstance(box, boxes.BlockLevelBox)
        and (box.style["height"] != "auto" or isfinite(getattr(box.style["max_height"], "value", inf)))
        and not box.is_for_root_element
    )


def holds_filler(page: Any) -> bool:
    """Tell whether the page holds what is filled up where the text ends: an element marked `data-fill`."""
    return any(
        box.element is not None and box.element.get("data-fill") is not None
        for box, _ in walk(page._page_box)  # noqa: SLF001
    )


def says(page: Any, attribute: str) -> bool:
    """Tell whether words stand on the page in an element with this attribute."""
    return any(box.element is not None and attribute in box.element.attrib for _, above in texts(page) for box in above)


def resolutions(page: Any) -> Iterator[tuple[str, float]]:
    """Give each picture of pixels: the id of its block, and how many pixels an inch it is printed with."""
    for box, above in walk(page._page_box):  # noqa: SLF001
        pixels = getattr(getattr(box, "replacement", None), "width", None)
        if isinstance(box, boxes.ReplacedBox) and isinstance(pixels, int) and box.width:
            yield block_of(above), pixels / (box.width / PX_PER_MM / MM_PER_INCH)


def first_whole(page: Any) -> tuple[str, float]:
    """Give what stands first in the text of a page: the id of its block, and its height in mm.

    It is what did not fit on the page before: a heading with what follows it counts as one.
    """
    main = next((box for box, _ in walk(page._page_box) if box.element_tag == "main"), None)  # noqa: SLF001
    block, height = "", 0.0
    for box in main.children if main is not None else ():
        height += float(unwrap(box).margin_height()) / PX_PER_MM
        block = block or next((found for one, above in walk(box) if (found := block_of((*above, one)))), "")
        if unwrap(box).element_tag not in {"h2", "h3"}:
            break
    return block, height


def text_depth(page: Any) -> float:
    """Give the height in mm of the text area of a page."""
    return float(page._page_box.height) / PX_PER_MM  # noqa: SLF001


def room_left(page: Any) -> float:
    """Give the height in mm between the last thing on a page and the foot of its text area."""
    frame = page._page_box  # noqa: SLF001
    foot = frame.content_box_y() + frame.height
    last = max(
        (
            box.position_y + box.margin_height()
            for box, above in walk(frame)
            if isinstance(box, boxes.BlockLevelBox)
            and box.element is not None
            and box.element_tag not in {"html", "body", "main"}
            and not in_margin(above)
        ),
        default=foot,
    )
    return max(0.0, float(foot - last) / PX_PER_MM)
