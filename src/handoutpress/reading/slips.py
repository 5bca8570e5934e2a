"""Slips of the pen: what Markdown or a block's template passes without a word, and prints otherwise than meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from handoutpress.model import Block
    from handoutpress.reading.problems import Problems

BAR: Final = re.compile(r"(?<!\\)\|")
RULE: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
"""The line under a table's head."""
TIGHT: Final = re.compile(r"[ \t]*(?P<marks>#{2,}|#(?=[^\W\d_]))(?P<words>[^#\s].*)")
"""A heading without a space after its marks; `#1` is a number."""
WIDE: Final = 2
FILLED: Final = ("avoid", "checklist", "diary", "do", "exercise", "medicine", "steps")
"""Blocks that are nothing without their content."""
CARDS: Final = ("ask", "emergency", "self-care", "urgent")
MARKED: Final = {"avoid": "bullet", "checklist": "box to tick", "do": "bullet", "questions": "bullet"}
"""Blocks whose lines have a mark, and what it is."""
NO_ROWS: Final = {
    "paragraph": ("a line that does not begin with '- '", "begin it with '- ', or move it out of the block"),
    "heading": ("a heading", "move it out of the block"),
    "table": ("a table", "move it out of the block"),
    "figure": ("a picture", "move it out of the block"),
}
"""What a diary's template does not set, and what to do."""


class Slips:
    """Looks at the pieces of one body as they are read."""

    def __init__(self, lines: Sequence[str], first_line: int, problems: Problems) -> None:
        self.lines = lines
        self.first_line = first_line
        self.problems = problems

    def paragraph(self, first: int, last: int) -> None:
        """Look for headings and tables that came out as plain text in lines `first` to `last`, that one left out."""
        for number in range(first, last):
            if found := TIGHT.fullmatch(self.lines[number]):
                marks = "###" if found["marks"] == "###" else "##"
                hint = f"write '{marks} {found['words']}'"
                place = self.problems.at(number + self.first_line, found.start("marks") + 1)
                self.problems.add("S148", place, "a heading needs a space after its #, or it prints as text", hint)
        for number in range(first, last):
            if self._looks_like_a_row(number, first, last):
                self._no_table(number, last)
                return

    def _looks_like_a_row(self, number: int, first: int, last: int) -> bool:
        bars = [len(BAR.findall(self.lines[n])) if first <= n < last else 0 for n in (number, number + 1)]
        return all(bars) or (bars[0] > 1 and self.lines[number].lstrip().startswith("|"))

    def _no_table(self, number: int, last: int) -> None:
        line = self.lines[number]
        cells, below = len(_cells(line)), self.lines[number + 1] if number + 1 < last else ""
        message = "this is no table yet, and prints with its bars"
        if RULE.fullmatch(below):
            message = f"the line of |---| has {_count(len(_cells(below)))}, the table's head has {cells}"
        hint = f"write {'|---' * cells}| under the table's first line, and leave no empty line inside it"
        column = len(line) - len(line.lstrip()) + 1
        self.problems.add("S149", self.problems.at(number + self.first_line, column), message, hint)

    def table(self, first: int, last: int, wanted: int) -> None:
        """See that each row has as many cells as the head: Markdown drops what is over and leaves empty what lacks."""
        if last - first <= WIDE:
            hint = "write a row under the line of |---|"
            self.problems.add("S149", self.problems.at(first + self.first_line, 1), "a table has no rows", hint)
        for number in range(first + WIDE, last):
            found = len(_cells(self.lines[number]))
            if found == wanted:
                continue
            message = f"this row has {_count(found)}, the table's head has {wanted}"
            hint = (
                "take one out, or write a | inside a cell as \\|"
                if found > wanted
                else "write a | for each, also where nothing is said; leave an empty line after the table"
            )
            self.problems.add("S146", self.problems.at(number + self.first_line, 1), message, hint)

    def item(self, first: int, last: int, *, mark: str) -> None:
        """Look for lines of an item in a block that have neither a mark nor an indent: most likely the next item."""
        for number in range(first + 1, last):
            if self.lines[number][:1] not in {" ", "\t"}:
                message = f"this line is joined to the one above: it does not begin with '{mark}'"
                hint = f"begin it with '{mark}', or with two spaces if it goes on with the line above"
                self.problems.warn("S191", self.problems.at(number + self.first_line, 1), message, hint)

    def block(self, block: Block, *, sound: bool) -> None:
        """See that a `::: name` block shows all that stands in it, and has something to show.

        Where the fences of the file are not `sound`, a block may be empty only because of that.
        """
        if not block.blocks:
            if sound:
                self._empty(block)
        elif block.name == "diary":
            self._diary(block)
        elif block.name in MARKED:
            self._marks(block)

    def _empty(self, block: Block) -> None:
        hint = "write its lines above the ':::' that ends it, or take the block out"
        if block.name in FILLED or (not block.title and block.name in (*CARDS, "key-point")):
            self.problems.add("S192", block.place, f"block '{block.name}' is empty", hint)
        elif block.name in CARDS:
            self.problems.warn("S192", block.place, f"block '{block.name}' has a title and no text", hint)

    def _diary(self, block: Block) -> None:
        for one in block.blocks:
            if what := NO_ROWS.get(one.name):
                self.problems.add("S190", one.place, f"the diary does not print {what[0]}", what[1])
        for inner in _below(block.entries):
            hint = "put it into the row's own line, or make it a row: '- ' at the start of the line"
            self.problems.add("S190", inner.place, "the diary does not print what stands under a row", hint)

    def _marks(self, block: Block) -> None:
        for one, after in zip(block.blocks, (*block.blocks[1:], None), strict=True):
            leads = after and after.items and one.text and one.text.text.endswith(":")
            if one.name == "paragraph" and not leads:
                message = f"this line has no {MARKED[block.name]}: it does not begin with '- '"
                self.problems.warn("S191", one.place, message, "begin it with '- ', or end it with ':' above a list")


def _below(items: Iterable[Block]) -> Iterable[Block]:
    return (inner for item in items for inner in item.blocks)


def _cells(line: str) -> list[str]:
    """Part a row as the parser does: a bar at either end parts nothing."""
    parts = BAR.split(line.strip())
    if parts[0] == "":
        parts = parts[1:]
    return parts[:-1] if parts and parts[-1] == "" else parts


def _count(cells: int) -> str:
    return "1 cell" if cells == 1 else f"{cells} cells"
