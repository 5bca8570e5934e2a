"""YAML as plain strings with a place for each: the typing is left to the schema.

PyYAML's own typing turns `lang: no` into False, `version: 1.10` into 1.1 and the phone `012` into 10, so only its
composer is used. Aliases are refused: no handout needs them, and they are how a few lines grow into gigabytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handoutpress.findings import Place
    from handoutpress.reading.problems import Problems

Loc = tuple[str | int, ...]
DEEPEST: Final = 12
Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Tree:
    """A mapping of plain strings, and the place of every key and value by its path from the root."""

    value: dict[str, Any]
    places: dict[Loc, Place]
    first: Place

    def place(self, loc: Sequence[str | int]) -> Place:
        """Give the place of `loc`, or of the nearest parent that is written down."""
        path = tuple(loc)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.first)


@dataclass(slots=True)
class _Walk:
    problems: Problems
    offset: int
    places: dict[Loc, Place] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def at(self, mark: Any) -> Place:
        return self.problems.at(mark.line + self.offset, mark.column + 1)

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        here = self.at(node.start_mark)
        self.places.setdefault(loc, here)
        if id(node) in self.seen:
            self.problems.add("S112", here, "an alias (*name) is not accepted", "write the value out")
            return None
        self.seen.add(id(node))
        if len(loc) > DEEPEST:
            self.problems.add("S113", here, f"is nested deeper than {DEEPEST} levels")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*loc, n)) for n, child in enumerate(node.value)]
        empty = getattr(node, "style", None) is None and node.value in {"", "~", "null"}
        return None if empty else node.value

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        out: dict[str, Any] = {}
        for key, child in node.value:
            here = self.at(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.add("S114", here, "a key must be plain text")
            elif key.value in out:
                self.problems.add("S111", here, f"'{key.value}' is given twice", "keep one of the two")
            else:
                self.places[(*loc, key.value)] = here
                out[key.value] = self.value(child, (*loc, key.value))
        return out


def parse(text: str, problems: Problems, *, first_line: int = 1) -> Tree | None:
    """Read `text`, whose first line is line `first_line` of the file; faults go to `problems`.

    None comes back when there is no mapping to speak of.
    """
    first = problems.at(first_line, 1)
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = problems.at(mark.line + first_line, mark.column + 1) if mark else first
        problems.add("S110", place, f"is not YAML: {error.problem or error}", _yaml_hint(str(error.problem)))
        return None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + first_line
        problems.add("S110", problems.at(line), f"holds a character that YAML refuses: {error.reason}")
        return None
    except RecursionError:
        problems.add("S113", first, f"is nested deeper than {DEEPEST} levels")
        return None
    if node is None:
        return Tree({}, {}, first)
    if not isinstance(node, yaml.MappingNode):
        problems.add("S110", first, "must be lines of 'key: value'")
        return None
    walk = _Walk(problems, first_line)
    return Tree(walk.value(node, ()), walk.places, first)


def _yaml_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "put a value that holds ': ' in quotes"
    if "cannot start any token" in problem:
        return "put a value that begins with @, `, % or a tab in quotes"
    if "could not find expected ':'" in problem:
        return "every line needs a key, a colon and a space"
    return ""
