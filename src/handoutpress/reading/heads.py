"""The head of a handout: what can be known of a file from its first lines, without reading it whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.reading.problems import Problems
from handoutpress.reading.yaml_tree import parse

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.reading.yaml_tree import Tree

REFERENCE: Final = re.compile(r"^reference:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
RULE: Final = "---"
END: Final = "\n---"
PIECE: Final = 4096
"""Letters that are read at a time: nearly every head is shorter."""


def read_head(file: Path) -> str:
    """Give the front matter with the rule above it; what cannot be read is told when the handout itself is read."""
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as stream:
            head = stream.read(PIECE)
            while END not in head and (more := stream.read(PIECE)):
                head += more
    except OSError:
        return ""
    return head.partition(END)[0]


def reference_in(head: str) -> tuple[str, int] | None:
    """Give the reference that a head names, and its line in the file."""
    found = REFERENCE.search(head)
    return (found[1], head.count("\n", 0, found.start()) + 1) if found else None


def tree_of(head: str, path: str) -> Tree | None:
    """Read a head as YAML; None when it is none, which is told when the handout itself is read."""
    rule, _, front = head.partition("\n")
    return parse(front, Problems(path), first_line=2) if rule.rstrip() == RULE else None


def withdrawn_in(head: str, path: str) -> str | None:
    """Give the successor that a withdrawn handout names, empty when it names none; None when it is not withdrawn."""
    if "withdrawn" not in head:
        return None
    tree = tree_of(head, path)
    review = tree.value.get("review") if tree else None
    if not isinstance(review, dict) or review.get("status") != "withdrawn":
        return None
    successor = review.get("successor")
    return successor if isinstance(successor, str) else ""
