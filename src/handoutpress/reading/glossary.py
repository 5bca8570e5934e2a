"""Lists of hard words in YAML: the one that comes with us, and a workspace's own over it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from handoutpress.findings import Severity
from handoutpress.glossary import WORD, Entry, Glossary
from handoutpress.layouts import STRICT
from handoutpress.reading.problems import Problems, read_text
from handoutpress.reading.validate import validate
from handoutpress.reading.yaml_hints import COMMENT
from handoutpress.reading.yaml_tree import Loc, Tree, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handoutpress.findings import Finding

BUILT_IN: Final = Path(__file__).parent.parent / "words"
WRITTEN_IN: Final = "en"
"""The language of the pairs that stand under no language."""
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-([A-Z]{2}|[A-Z][a-z]{3}))?")
USED: Final = "ok"
FORMS: Final = "write utilize: use, or catheter: ok, or analgesic: {use: painkiller, severity: error}"


@dataclass(frozen=True, slots=True)
class Weighed:
    """An entry that says how much it weighs."""

    __pydantic_config__ = STRICT

    use: str
    severity: Literal["error", "warning", "info"] = "warning"


@cache
def built_in(lang: str) -> tuple[Entry, ...]:
    """Give the entries for a language that come with us; none when we have no list."""
    lists, findings = read_glossary(BUILT_IN / f"{lang}.yml", root=BUILT_IN)
    if findings:
        raise ValueError(str(findings[0]))
    return lists[WRITTEN_IN]


def over_ours(own: Mapping[str, tuple[Entry, ...]], lang: str) -> Glossary:
    """Put a workspace's own entries for a language, and for it as one region writes it, over those that we have."""
    language = lang.partition("-")[0]
    named = (own.get(key, ()) for key in dict.fromkeys((language, lang)))
    return Glossary(language, (*built_in(language), *chain.from_iterable(named)))


def read_glossary(file: Path, *, root: Path) -> tuple[Mapping[str, tuple[Entry, ...]], tuple[Finding, ...]]:
    """Read the entries of each language; one with a fault is left out, and told. No file is an empty list."""
    if not file.exists():
        return {WRITTEN_IN: ()}, ()
    problems = Problems(file.relative_to(root).as_posix())
    text = read_text(file, problems)
    tree = parse(text, problems) if text is not None else None
    lists: dict[str, list[Entry]] = {WRITTEN_IN: []}
    for lang, loc in _locations(tree.value) if tree else ():
        entry = _entry(tree, loc, problems) if tree else None
        lists.setdefault(lang, []).extend([entry] if entry else [])
    return {lang: tuple(entries) for lang, entries in lists.items()}, tuple(problems.found)


def _locations(words: Mapping[str, Any]) -> Iterator[tuple[str, Loc]]:
    """Name the language and the location of every entry."""
    for key, value in words.items():
        if isinstance(value, dict) and LANGUAGE.fullmatch(key) and not _is_weighed(value):
            yield from ((key, (key, word)) for word in value)
        else:
            yield WRITTEN_IN, (key,)


def _is_weighed(value: Mapping[str, Any]) -> bool:
    return bool(value.keys() & {"use", "severity"})


def _entry(tree: Tree, loc: Loc, problems: Problems) -> Entry | None:
    words, value, place = str(loc[-1]), tree.at(loc), tree.place(loc)
    if not WORD.search(words):
        problems.add("S183", place, f"'{words}' is no word", "write the hard word before the colon, in letters")
    elif isinstance(value, str) and value.strip():
        return Entry(words, "" if value.strip().lower() == USED else value.strip())
    elif isinstance(value, dict) and _is_weighed(value):
        return _weighed(tree, loc, problems)
    elif isinstance(value, dict) and len(loc) == 1:
        problems.add("S182", place, f"'{words}' has no 'use', and is no language code", FORMS)
    elif not COMMENT.match(tree.bare.get(loc, "").lstrip(": \t")):  # that is told
        problems.add("S182", place, f"'{words}' has no plainer words", FORMS)
    return None


def _weighed(tree: Tree, loc: Loc, problems: Problems) -> Entry | None:
    places = {path[len(loc) :]: place for path, place in tree.places.items() if path[: len(loc)] == loc}
    entry = validate(Weighed, Tree(tree.at(loc), places, tree.place(loc)), problems)
    return Entry(str(loc[-1]), entry.use, Severity(entry.severity)) if entry else None
