"""The fences of `:::` blocks: how an opening line is read, and which of them do not fit together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from handoutpress.reading.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from handoutpress.reading.problems import Problems

FENCE: Final = re.compile(r"^(?P<indent>[ \t]*)(?P<colons>:{3,})[ \t]*(?P<info>.*?)[ \t]*$")
SHORT: Final = re.compile(r"^[ \t]*(?P<colons>::?)(?!:)[ \t]*(?P<info>.*?)[ \t]*$")
"""A line with a colon or two where three should be."""
COUNTED: Final = {1: "one colon", 2: "two colons"}
MOST_LINES: Final = 40
OPTIONS: Final = re.compile(r"[ \t]*\{(?!\s*(?:clinic|handout)\.)(?P<options>[^{}]*)\}$")


@dataclass(frozen=True, slots=True)
class Fence:
    """An opening `::: name Title {options}`; `line` counts from 0 in the body. A closing line has no name."""

    line: int
    name: str = ""
    title: str = ""
    options: dict[str, str] = field(default_factory=dict)


def read_fence(line: int, info: str) -> Fence:
    """Split what stands after the colons."""
    options: dict[str, str] = {}
    if found := OPTIONS.search(info):
        pairs = (pair.partition("=") for pair in found["options"].split())
        options = {key: value for key, _, value in pairs}
        info = info[: found.start()]
    name, _, title = info.strip().partition(" ")
    return Fence(line, name, title.strip(), options)


def check_fences(
    lines: Sequence[str], first_line: int, names: Collection[str], problems: Problems
) -> tuple[Fence, ...]:
    """Find blocks that are unknown, never closed, closed twice, or stand in one another.

    The stock container plugin passes all four without a word. Those lines come back that open or close no block:
    whoever reads on without them is not led astray by them.
    """
    check = _Check(first_line, names, problems)
    for number, line in enumerate(lines):
        if found := FENCE.match(line):
            check.fence(number, line, found)
        elif found := SHORT.match(line):
            check.short(number, line, found)
    if check.opened:
        check.never_closed(check.opened)
    return tuple(check.torn)


class _Check:
    """Goes down the lines of one body; `opened` is the block that it is in."""

    def __init__(self, first_line: int, names: Collection[str], problems: Problems) -> None:
        self.first_line = first_line
        self.names = names
        self.problems = problems
        self.opened: Fence | None = None
        self.misspelt = False
        """An opening line was told already, so its closing line is no fault of its own."""
        self.torn: list[Fence] = []

    def fence(self, number: int, line: str, found: re.Match[str]) -> None:
        fence = read_fence(number, found["info"])
        here = self.problems.at(number + self.first_line, line.index(":") + 1)
        if found["indent"] or found["colons"] != ":::":
            hint = "write three colons at the start of the line; blocks do not stand in lists or in one another"
            self.problems.add("S131", here, "this line looks like a block, but is none", hint)
            self._tear(fence)
        elif not fence.name:
            self._close(fence)
        else:
            if fence.name not in self.names:
                self.problems.add("S130", here, f"unknown block '{fence.name}'", did_you_mean(fence.name, self.names))
            if wrong := _wrong_option(fence):
                self.problems.add("S139", here, wrong, "write {lines=4}: how many lines to write on, 1 to 40")
            if self.opened:
                self.never_closed(self.opened)
            self.opened, self.misspelt = fence, False

    def short(self, number: int, line: str, found: re.Match[str]) -> None:
        """Tell of a line with too few colons; with one, only a block's name shows what was meant."""
        fence = read_fence(number, found["info"])
        if len(found["colons"]) == 1 and fence.name not in self.names:
            return
        what = "begins" if fence.name else "ends"
        message = f"{COUNTED[len(found['colons'])]}: a block {what} with three"
        here = self.problems.at(number + self.first_line, line.index(":") + 1)
        self.problems.add("S131", here, message, f"write '::: {found['info']}'" if fence.name else "write ':::'")
        self._tear(fence)

    def never_closed(self, fence: Fence) -> None:
        place = self.problems.at(fence.line + self.first_line, 1)
        hint = "write ':::' alone on the line after its last one; blocks do not stand in one another"
        self.problems.add("S132", place, f"block '{fence.name}' is never closed", hint)
        self.torn.append(fence)

    def _close(self, fence: Fence) -> None:
        if self.opened:
            self.opened = None
            return
        if not self.misspelt:
            hint = "look above for the line that should open it, such as '::: do'; if there is none, take this one out"
            here = self.problems.at(fence.line + self.first_line, 1)
            self.problems.add("S131", here, "':::' closes a block, but none is open", hint)
        self.misspelt = False
        self.torn.append(fence)

    def _tear(self, fence: Fence) -> None:
        """Note a line that was told; it was meant to open a block, or to close the one that is open."""
        self.torn.append(fence)
        if fence.name:
            self.misspelt = not self.opened
        elif self.opened:
            self.torn.append(self.opened)
            self.opened = None
        else:
            self.misspelt = False


def _wrong_option(fence: Fence) -> str:
    """Say what is wrong with a block's options; a clinic's own blocks may have options of their own."""
    for key, value in fence.options.items():
        if key == "lines" and not (value.isdecimal() and 1 <= int(value) <= MOST_LINES):
            return f"lines '{value}' is not a number from 1 to {MOST_LINES}"
        if key != "lines" and (not value or get_close_matches(key, ["lines"])):
            return f"unknown option '{key}'"
    return ""
