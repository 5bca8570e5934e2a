"""Where YAML that cannot be read went wrong, and what to do: its parser tells neither to those who do not know YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

Spot = tuple[int, int]
"""Line and column, both from 0."""

COMMENT: Final = re.compile(r"(?:^|[\s:,\[{])(?P<hash>#[^\s,}\]]+)")
"""A value that YAML takes for a remark; a remark has a space after its #."""
COLOUR: Final = re.compile(r"#?(?P<digits>[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")
QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
INDENT: Final = "begin it exactly under the line above that it belongs with: as many spaces, and no tab"
COLON: Final = "put a value that holds ': ' in quotes"
LINE: Final = "every line needs a key, a colon and a space"
HINTS: Final = {
    "found a tab character": "indent with spaces, not with a tab",
    "cannot start any token": "put a value that begins with @, ` or % in quotes",
    "could not find expected ':'": LINE,
    "block sequence entries": "begin the list on a line of its own, or write [one, two]",
    "expected '-' indicator": INDENT,
    "another document": "take the line of --- out",
    "unexpected end of stream": "a quotation mark is never closed: look for the one that opens",
}
"""A part of the parser's words, and what to do."""


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> tuple[Spot, str]:
    """Give the place of the fault in the text of `lines`, and what to do."""
    problem = str(error.problem)
    at, begun = _spot(error.problem_mark), _spot(error.context_mark)
    if problem.startswith(("could not find expected ':'", "found unexpected end of stream")):
        at = begun or at
    at = at or begun or (0, 0)
    line = lines[at[0]] if at[0] < len(lines) else ""
    if "did not find expected ',' or" in problem:
        return _in_brackets(begun or at, at, lines)
    if line[at[1] : at[1] + 1] == "\t":
        return at, HINTS["found a tab character"]
    if "did not find expected key" in problem:
        return at, 'put the whole value in one pair of quotes: "…"' if line[: at[1]].strip() else INDENT
    if "mapping values are not allowed" in problem:
        return at, _two_colons(line, at[1], lines[at[0] - 1] if at[0] else "")
    return at, next((hint for words, hint in HINTS.items() if words in problem), "")


def in_quotes(value: str) -> str:
    """Say how a colour is written; nothing when `value` is none."""
    found = COLOUR.fullmatch(value)
    if not found:
        return ""
    digits = found["digits"]
    return f'write "#{digits if len(digits) > len("rgb") else "".join(digit * 2 for digit in digits)}", in quotes'


def comment_hint(found: re.Match[str]) -> str:
    """Say what to do with a value that YAML takes for a comment."""
    return f'a # begins a comment: put the whole value in quotes, as in "{found["hash"]}"'


def _spot(mark: yaml.Mark | None) -> Spot | None:
    return (mark.line, mark.column) if mark else None


def _in_brackets(begun: Spot, at: Spot, lines: Sequence[str]) -> tuple[Spot, str]:
    """Look at a `{ }` or `[ ]` that opens at `begun` and went wrong at `at`, on that line or further down."""
    for number in range(begun[0], min(at[0] + 1, len(lines))):
        blanked = QUOTED.sub(lambda found: "x" * len(found[0]), lines[number])
        if found := COMMENT.search(blanked, begun[1] if number == begun[0] else 0):
            return (number, found.start("hash")), comment_hint(found)
    if at[0] > begun[0] or at[0] >= len(lines):
        opening = lines[begun[0]][begun[1]]
        return begun, f"close it: a {opening} needs its {'}' if opening == '{' else ']'}"
    line = lines[at[0]]
    if line[at[1] : at[1] + 1] == ":":
        return at, COLON
    return at, 'put a value that holds quotes or brackets in quotes as a whole: "…"'


def _two_colons(line: str, column: int, above: str) -> str:
    """Tell a colon too many from a line that is indented as none above it is."""
    if ":" in line[:column]:
        return COLON
    return INDENT if re.search(r":(?:\s|$)", above) else LINE
