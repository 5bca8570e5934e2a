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

from handoutpress.reading.yaml_hints import COMMENT, LINE, comment_hint, explain

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from handoutpress.findings import Place
    from handoutpress.reading.problems import Problems

Loc = tuple[str | int, ...]
DEEPEST: Final = 12
BRACES: Final = 'put a value that begins with { or [ in quotes: "{{ clinic.name }}"'
Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What YAML refuses (YAML 1.1, 5.1), and the three line ends that only YAML knows: they would shift every line number.
UNWELCOME: Final = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Tree:
    """A mapping of plain strings, and the place of every key and value by its path from the root.

    `braces` are the mappings that are written in `{ }`, and `bare` is what stands behind a key that has no value.
    """

    value: dict[str, Any]
    places: dict[Loc, Place]
    first: Place
    braces: Collection[Loc] = ()
    bare: Mapping[Loc, str] = field(default_factory=dict)

    def place(self, loc: Sequence[str | int]) -> Place:
        """Give the place of `loc`, or of the nearest parent that is written down."""
        path = tuple(loc)
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.first)

    def at(self, loc: Sequence[str | int]) -> Any:
        """Give the value at `loc`, which is written down."""
        value: Any = self.value
        for part in loc:
            value = value[part]
        return value


@dataclass(slots=True)
class _Walk:
    problems: Problems
    offset: int
    lines: Sequence[str]
    places: dict[Loc, Place] = field(default_factory=dict)
    braces: set[Loc] = field(default_factory=set)
    bare: dict[Loc, str] = field(default_factory=dict)

    def at(self, mark: Any) -> Place:
        return self.problems.at(mark.line + self.offset, mark.column + 1)

    def value(self, node: yaml.Node, loc: Loc) -> Any:
        self.places.setdefault(loc, self.at(node.start_mark))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*loc, n)) for n, child in enumerate(node.value)]
        empty = not getattr(node, "style", None) and node.value in {"", "~", "null"}
        if not getattr(node, "style", None):
            self.swallowed(node)
        return None if empty else node.value

    def swallowed(self, node: yaml.Node) -> None:
        """Tell of what was meant to be in a value, or to be the value, and is taken for a remark."""
        line, column = node.end_mark.line, node.end_mark.column
        found = COMMENT.search(self.lines[line], column) if line < len(self.lines) else None
        if found and not self.lines[line][column : found.start("hash")].strip():
            place = self.problems.at(line + self.offset, found.start("hash") + 1)
            tell = self.problems.warn if node.value else self.problems.add
            tell("S115", place, f"what begins with '{found['hash']}' is left out", comment_hint(found))

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        out: dict[str, Any] = {}
        if node.flow_style:
            self.braces.add(loc)
        for key, child in node.value:
            here = self.at(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.add("S114", here, "a key must be plain text", BRACES)
            elif key.value in out:
                self.problems.add("S111", here, f"'{key.value}' is given twice", "keep one of the two")
            else:
                self.places[(*loc, key.value)] = here
                out[key.value] = self.value(child, (*loc, key.value))
                if out[key.value] is None:
                    self.bare[(*loc, key.value)] = self.lines[key.end_mark.line][key.end_mark.column :]
        return out


def parse(text: str, problems: Problems, *, first_line: int = 1) -> Tree | None:
    """Read `text`, whose first line is line `first_line` of the file; faults go to `problems`.

    None comes back when there is no mapping to speak of.
    """
    first = problems.at(first_line, 1)
    lines = text.split("\n")
    walk = _Walk(problems, first_line, lines)
    try:
        if not _is_tame(text, walk):
            return None
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        (line, column), hint = explain(error, lines)
        problems.add("S110", problems.at(line + first_line, column + 1), f"is not YAML: {error.problem or error}", hint)
        return None
    if node is None:
        return Tree({}, {}, first)
    if not isinstance(node, yaml.MappingNode):
        problems.add("S110", first, "must be lines of 'key: value'", LINE)
        return None
    return Tree(walk.value(node, ()), walk.places, first, walk.braces, walk.bare)


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
