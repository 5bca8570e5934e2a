"""YAML as plain strings with a place for each: the typing is left to the schema.

PyYAML's own typing turns `lang: no` into False, `version: 1.10` into 1.1 and the phone `012` into 10, so only its
composer is used. Aliases and deep nesting are refused before anything is composed: no handout needs them, and they
are how a few lines grow into gigabytes or bring the C library down.
"""

from __future__ import annotations

import re
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
# What YAML refuses (YAML 1.1, 5.1), and the three line ends that only YAML knows: they would shift every line number.
UNWELCOME: Final = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


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

    def at(self, mark: Any) -> Place:
        return self.problems.at(mark.line + self.offset, mark.column + 1)

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        self.places.setdefault(loc, self.at(node.start_mark))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*loc, n)) for n, child in enumerate(node.value)]
        empty = not getattr(node, "style", None) and node.value in {"", "~", "null"}
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
    walk = _Walk(problems, first_line)
    try:
        if not _is_tame(text, walk):
            return None
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        early = str(error.problem).startswith(("could not find expected ':'", "found unexpected end of stream"))
        mark = (error.context_mark if early else None) or error.problem_mark or error.context_mark
        place = walk.at(mark) if mark else first
        problems.add("S110", place, f"is not YAML: {error.problem or error}", _yaml_hint(str(error.problem)))
        return None
    if node is None:
        return Tree({}, {}, first)
    if not isinstance(node, yaml.MappingNode):
        problems.add("S110", first, "must be lines of 'key: value'")
        return None
    return Tree(walk.value(node, ()), walk.places, first)


def _is_tame(text: str, walk: _Walk) -> bool:
    """Look for what must not be composed: unwelcome characters, aliases, and nesting without end."""
    problems = walk.problems
    if found := UNWELCOME.search(text):
        line = text.count("\n", 0, found.start())
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1)
        message = f"holds the invisible character U+{ord(found[0]):04X}"
        problems.add("S110", problems.at(line + walk.offset, column + 1), message, "delete it, or type the line anew")
        return False
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            problems.add("S112", walk.at(event.start_mark), "an alias (*name) is not accepted", "write the value out")
            return False
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            problems.add("S113", walk.at(event.start_mark), f"is nested deeper than {DEEPEST} levels")
            return False
    return True


def _yaml_hint(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return "put a value that holds ': ' in quotes"
    if "cannot start any token" in problem:
        return "put a value that begins with @, `, % or a tab in quotes"
    if "could not find expected ':'" in problem:
        return "every line needs a key, a colon and a space"
    return ""
