"""The list of words that mean the same: `words/synonyms.yml`, which comes with us."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from handoutpress.reading.problems import Problems, read_text
from handoutpress.reading.yaml_tree import parse
from handoutpress.synonyms import Synonyms

BUILT_IN: Final = Path(__file__).parent.parent / "words" / "synonyms.yml"


@cache
def built_in() -> Synonyms:
    """Give the rows that come with us; the name of a row is its first term."""
    problems = Problems(BUILT_IN.name)
    text = read_text(BUILT_IN, problems)
    tree = parse(text, problems) if text is not None else None
    if tree is None or problems.found:
        raise ValueError(str(problems.found))
    return Synonyms((name, *others) for name, others in tree.value.items())
