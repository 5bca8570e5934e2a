"""The report of a check for people: a page a handout that holds it against public standards, and an index.

What a machine saw is filled in; the rest is open for a person, with room to tick. Neither proves that a text is good.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from handoutpress.files import write_atomically
from handoutpress.findings import Severity
from handoutpress.markup import check_index, check_page
from handoutpress.model import default_reference
from handoutpress.rulebook import Choice
from handoutpress.rules.content.vocabulary import PASSIVE
from handoutpress.standards import STANDARDS, lookers
from handoutpress.web import font_faces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from handoutpress.checked import Checked
    from handoutpress.findings import Finding, Place
    from handoutpress.model import FrontMatter
    from handoutpress.rulebook import Rule
    from handoutpress.standards import Item
    from handoutpress.workspace import Workspace

BEFORE: Final = 60
"""Letters before a finding among which the beginning of its sentence is looked for."""
EXCERPT: Final = 90
"""Letters of a line that are shown."""
BEGIN: Final = re.compile(r"^\s*(?:[-*+>|]|\d+[.)]|#+|:::\s*[\w-]*)?\s*|(?<=[.!?])\s+")
"""What stands before the words of a line, or between two sentences."""
MARKUP: Final = re.compile(r"\*\*|__|[ \t]*\{#[\w-]+\}")
"""What is no part of the words."""
PLAIN: Final = re.compile(r"[^\W\d_]+(?:[\s,:;]|$)")
"""A word that begins a text, and is no name of a key."""
WEIGHTS: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
ALL: Final = Choice()


@dataclass(frozen=True, slots=True)
class Found:
    """One finding on the page, by its number in the list of all of them."""

    number: int
    finding: Finding
    name: str
    """That of its rule; empty when no book holds it."""
    own: bool
    """It stands in the handout's own file."""
    excerpt: str = ""
    """A piece of its line, so that one finds it on paper."""

    @property
    def where(self) -> str:
        """Say where it stands, the file only when it is another one."""
        place = self.finding.place
        line = f"line {place.line}" if place.line else "whole file"
        return line if self.own else f"{place.path.rpartition('/')[2]}, {line}"


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a standard, and what became of each rule that looks after it."""

    item: Item
    found: tuple[tuple[Rule[Any], tuple[Found, ...]], ...] = ()
    quiet: tuple[Rule[Any], ...] = ()
    unasked: tuple[Rule[Any], ...] = ()
    ignored: tuple[tuple[Rule[Any], str], ...] = ()

    @property
    def count(self) -> int:
        """How many findings there are."""
        return sum(len(places) for _, places in self.found)

    @property
    def state(self) -> str:
        """Give `found`, `quiet`, `ignored`, `unasked`, or `person` when no rule looks after the item."""
        states = ("found", "quiet", "ignored", "unasked")
        return next((name for name in states if getattr(self, name)), "person")


@dataclass(frozen=True, slots=True)
class Judging:
    """What the check as a whole was: its rules, which of them were asked, what it found in brands, and the day."""

    workspace: Workspace
    lookers: Mapping[str, tuple[Rule[Any], ...]]
    names: Mapping[str, str]
    choice: Choice
    brands: tuple[Checked, ...]
    today: date

    def asked(self, rule: Rule[Any], one: Checked) -> bool:
        """Tell whether a rule could say anything of this handout, or of a brand that it is printed in."""
        judged = any(each.judged(rule.code) for each in (one, *self.brands))
        return judged and self.choice.takes(rule.code, rule.name)


def write_reports(
    workspace: Workspace,
    checked: Sequence[Checked],
    rules: Iterable[Rule[Any]],
    folder: Path,
    *,
    today: date,
    choice: Choice = ALL,
) -> tuple[Path, ...]:
    """Write a page for each handout, and last an index of them. Raises `Fault`.

    `rules` are all there are; `choice` says which of them were asked.
    """
    known = list(rules)
    brands = tuple(one for one in checked if not one.lang)
    names = {rule.code: rule.name for rule in known}
    judging = Judging(workspace, lookers(known), names, choice, brands, today)
    pages = [_write_page(one, judging, folder) for one in checked if one.lang]
    return (*pages, _write_index(checked, judging, folder))


def _write_page(one: Checked, judging: Judging, folder: Path) -> Path:
    front, _ = judging.workspace.read_front(one.slug, one.lang)
    found = _found(one, judging)
    rows = [(standard, [_row(item, one, found, front, judging) for item in standard.items]) for standard in STANDARDS]
    context = {
        **_shared(judging),
        "one": one,
        "meta": front,
        "reference": (front.reference if front else None) or default_reference(one.slug),
        "counts": _counts([one]),
        "found": found[: len(one.findings)],
        "branded": found[len(one.findings) :],
        "brands": judging.brands,
        "aims": judging.workspace.settings.check,
        "standards": rows if one.judged("H") else (),
        "spoken": one.lang.partition("-")[0] in PASSIVE,
    }
    html = check_page(judging.workspace.root / "templates", context)
    return _written(folder / f"{one.slug}.{one.lang}.html", html)


def _found(one: Checked, judging: Judging) -> tuple[Found, ...]:
    """Give the findings with their numbers: those of the handout down its file, then those of the brands."""
    findings = [*one.findings, *(finding for brand in judging.brands for finding in brand.findings)]
    lines = {finding.place.path: _lines(judging.workspace.root / finding.place.path) for finding in findings}
    return tuple(
        Found(
            number,
            finding,
            judging.names.get(finding.code, ""),
            own=finding.place.path == one.path,
            excerpt=_excerpt(lines[finding.place.path], finding.place),
        )
        for number, finding in enumerate(findings, 1)
    )


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8-sig", errors="replace").splitlines()
    except OSError:
        return []


def _excerpt(lines: Sequence[str], place: Place) -> str:
    """Give the sentence that a place lies in, or as much of it as there is room for."""
    if not place.column or place.line > len(lines):
        return ""
    line = lines[place.line - 1]
    at = min(place.column, len(line)) - 1
    begins = [found.end() for found in BEGIN.finditer(line) if at - BEFORE <= found.end() <= at]
    start = begins[-1] if begins else line.rfind(" ", 0, max(0, at - BEFORE // 2)) + 1
    words = MARKUP.sub("", line[start:]).strip()
    cut = words if len(words) <= EXCERPT else f"{words[:EXCERPT].rpartition(' ')[0] or words[:EXCERPT]}…"
    return cut if begins or not start else f"…{cut}"


def _row(item: Item, one: Checked, found: Sequence[Found], front: FrontMatter | None, judging: Judging) -> Row:
    """Sort the rules on an item by what became of them."""
    rules = judging.lookers[item.id]
    places = {rule.code: tuple(each for each in found if each.finding.code == rule.code) for rule in rules}
    silent = [rule for rule in rules if not places[rule.code]]
    ignore = front.ignore if front else {}
    asked = [rule for rule in silent if judging.asked(rule, one)]
    return Row(
        item,
        found=tuple((rule, places[rule.code]) for rule in rules if places[rule.code]),
        quiet=tuple(rule for rule in asked if rule.code not in ignore),
        unasked=tuple(rule for rule in silent if rule not in asked),
        ignored=tuple((rule, ignore[rule.code] or "") for rule in asked if rule.code in ignore),
    )


def _write_index(checked: Sequence[Checked], judging: Judging, folder: Path) -> Path:
    handouts = sorted((one for one in checked if one.lang), key=lambda one: (one.title.casefold(), one.slug, one.lang))

    def stirs(one: Checked) -> int:
        return one.count(Severity.ERROR) + one.count(Severity.WARNING)

    groups = {
        "With errors": [one for one in handouts if one.count(Severity.ERROR)],
        "With warnings": [one for one in handouts if not one.count(Severity.ERROR) and one.count(Severity.WARNING)],
        "Without errors and warnings": [one for one in handouts if one.judged("H") and not stirs(one)],
        "Not looked at": [one for one in handouts if not one.judged("H") and not stirs(one)],
    }
    context = {
        **_shared(judging),
        "groups": {title: some for title, some in groups.items() if some},
        "handouts": handouts,
        "brands": judging.brands,
        "counts": _counts(checked),
    }
    html = check_index(judging.workspace.root / "templates", context)
    return _written(folder / "index.html", html)


def _shared(judging: Judging) -> dict[str, Any]:
    return {"today": judging.today, "faces": font_faces(), "count": _counts, "sentence": _sentence}


def _sentence(words: str) -> str:
    """Begin words with a capital, as a sentence does; but not a name such as clinic.phone."""
    return words[:1].upper() + words[1:] if PLAIN.match(words) else words


def _counts(checked: Iterable[Checked]) -> str:
    """Say how many findings there are of each weight, or that there are none."""
    some = list(checked)
    told = []
    for severity in WEIGHTS:
        count = sum(one.count(severity) for one in some)
        told += [f"{count} {severity}{'s' if count > 1 else ''}"] if count else []
    return ", ".join(told) or "nothing found"


def _written(file: Path, html: str) -> Path:
    write_atomically(file, html.encode())
    return file
