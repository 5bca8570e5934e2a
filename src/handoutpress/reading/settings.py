"""Files in TOML: the workspace's settings, and the rows of `templates/layouts.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Strict

from handoutpress.errors import MisfitError
from handoutpress.findings import Severity
from handoutpress.layouts import STRICT, Layout
from handoutpress.paper import PAPERS
from handoutpress.printers import Printer, check_printers
from handoutpress.reading.problems import Problems, did_you_mean, read_text
from handoutpress.reading.validate import validate
from handoutpress.reading.yaml_tree import Loc, Tree

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class CheckPart:
    """`check`: the US school grade that is aimed at and the highest; rules not asked; rules that weigh otherwise."""

    __pydantic_config__ = STRICT

    target: float = 6.0
    ceiling: float = 8.0
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.target > self.ceiling:
            raise MisfitError(f"target {self.target:g} is over the ceiling, {self.ceiling:g}", "target")


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """Days: so many before its check is due a leaflet warns, and so many after it no leaflet is made any more."""

    __pydantic_config__ = STRICT

    warn: Annotated[int, Strict()] = 90
    grace: Annotated[int, Strict()] = 60

    def __post_init__(self) -> None:
        for name in ("warn", "grace"):
            if getattr(self, name) < 0:
                raise MisfitError(f"{name} {getattr(self, name)} is less than 0", name)


@dataclass(frozen=True, slots=True)
class PackPart:
    """Several leaflets that are often given out together."""

    __pydantic_config__ = STRICT

    title: str
    leaflets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskPart:
    """`desk`: which layouts it offers, all when none is named; whether staff give their initials; packs; QR; log."""

    __pydantic_config__ = STRICT

    layouts: tuple[str, ...] = ()
    language: Literal["en", "es"] | None = None
    initials: bool = False
    web: str | None = None
    """Where the clinic's own web copies are, with {slug} and {lang}; the desk then shows a QR code of it."""
    packs: dict[str, PackPart] = field(default_factory=dict)
    log: str = ".handoutpress/desk.sqlite"
    """Where the log is, seen from the workspace; `~` is the home of whoever runs the desk."""
    keep_days: Annotated[int, Strict()] = 1095
    """Days that a print stays in the log: three years, longer than a leaflet lives between two checks; 0 keeps all."""

    def __post_init__(self) -> None:
        if not self.log.strip():
            raise MisfitError("log is empty: name a file, such as .handoutpress/desk.sqlite", "log")
        if self.keep_days < 0:
            raise MisfitError(f"keep_days {self.keep_days} is less than 0", "keep_days")
        if self.web and not (self.web.startswith("https://") and "{slug}" in self.web and "{lang}" in self.web):
            raise MisfitError(f"web '{self.web}' is no address with {{slug}} and {{lang}} that begins https://", "web")


@dataclass(frozen=True, slots=True)
class Settings:
    """`[tool.handoutpress]` of pyproject.toml, or the whole of handoutpress.toml."""

    __pydantic_config__ = STRICT

    clinic: str | None = None
    layouts: tuple[str, ...] = ("sheet",)
    check: CheckPart = field(default_factory=CheckPart)
    review: ReviewPart = field(default_factory=ReviewPart)
    desk: DeskPart = field(default_factory=DeskPart)
    printers: Annotated[dict[str, Printer], AfterValidator(check_printers)] = field(default_factory=dict)


def read_settings(file: Path, *, table: tuple[str, ...]) -> tuple[Settings | None, tuple[Finding, ...]]:
    """Read the settings that stand in `table` of `file`."""
    problems = Problems(file.name)
    tree = _tree(file, problems, table)
    settings = validate(Settings, tree, problems) if tree else None
    return settings, tuple(problems.found)


def read_layouts(file: Path, *, root: Path) -> tuple[dict[str, Layout], tuple[Finding, ...]]:
    """Read every row; a row with a fault is left out, and told."""
    problems = Problems(file.relative_to(root).as_posix())
    tree = _tree(file, problems, ())
    rows = {}
    for name in tree.value if tree else ():
        row = _row(name, tree, problems) if tree else None
        if tree and row and _files_are_there(row, tree.place((name,)), root, problems):
            rows[name] = row
    return rows, tuple(problems.found)


def _row(name: str, tree: Tree, problems: Problems) -> Layout | None:
    value, place = tree.value[name], tree.place((name,))
    if not isinstance(value, dict):
        problems.add("S123", place, f"'{name}' is no layout", f"a layout begins with a line [{name}]")
        return None
    places = {loc[1:]: found for loc, found in tree.places.items() if loc and loc[0] == name}
    return validate(Layout, Tree(value, places, place), problems)


def _files_are_there(row: Layout, place: Place, root: Path, problems: Problems) -> bool:
    before = len(problems.found)
    for file in (f"templates/{row.template}", *(f"styles/{sheet}" for sheet in row.stylesheets)):
        if not (root / file).is_file():
            problems.add("S161", place, f"'{file}' is missing", "write it, or name another file")
    for paper in row.papers:
        if paper not in PAPERS:
            problems.add("S162", place, f"unknown paper '{paper}'", did_you_mean(paper, PAPERS))
    return len(problems.found) == before


def _tree(file: Path, problems: Problems, table: tuple[str, ...]) -> Tree | None:
    text = read_text(file, problems)
    if text is None:
        return None
    try:
        value: Any = tomllib.loads(text)
    except RecursionError:
        problems.add("S113", problems.at(1, 1), "is nested too deep")
        return None
    except tomllib.TOMLDecodeError as error:
        spot = re.search(r"line (\d+), column (\d+)", str(error))
        last = text.rstrip("\n").count("\n") + 1
        place = problems.at(*(int(n) for n in spot.groups())) if spot else problems.at(last, 1)
        hint = _toml_hint(text.split("\n")[place.line - 1])
        problems.add("S160", place, f"is not TOML: {str(error).partition(' (at')[0]}", hint)
        return None
    for name in table:
        value = value.get(name, {})
        if not isinstance(value, dict):
            problems.add("S123", problems.at(1, 1), f"'{name}' must be a table", f"write [{'.'.join(table)}]")
            return None
    return Tree(value, _places(text, table, problems), problems.at(1, 1))


def _toml_hint(line: str) -> str:
    """Say what most likely is wrong with a line: a text without quotes, or with those of a word processor."""
    key, sign, value = (part.strip() for part in line.partition("="))
    bare = re.fullmatch(r"[^\W\d][^\"'#\[{]*", value.partition(" #")[0].strip("\u201c\u201d\u2018\u2019 "))
    if sign and bare:
        return f'put it in straight quotes: {key} = "{bare[0].strip()}"'
    if sign and value.startswith("["):
        return 'put each word in straight quotes, with commas between: ["one", "two"]'
    if sign and not value:
        return f"give it a value: {key} = …"
    if not sign and (words := line.split(maxsplit=1))[1:]:
        return f'write an = between the two: {words[0]} = "…"'
    return ""


def _places(text: str, table: tuple[str, ...], problems: Problems) -> dict[Loc, Place]:
    """Find the tables and keys of a TOML text, which its parser gives no places for."""
    places: dict[Loc, Place] = {}
    inside: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[+\s*([\w.\-\" ]+?)\s*\]", line):
            inside = tuple(part.strip(' "') for part in header[1].split("."))
            loc = inside
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            loc = (*inside, key[1])
        else:
            continue
        if loc[: len(table)] == table:
            place = problems.at(number, len(line) - len(line.lstrip()) + 1)
            for end in range(min(len(table) + 1, len(loc)), len(loc) + 1):  # [a.b] is a place for a too
                places.setdefault(loc[len(table) : end], place)
    return places
