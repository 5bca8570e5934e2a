"""Each rule on brands against files that it must find fault with, at their very lines, and files that it must pass."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.findings import Severity
from handoutpress.reading.brands import read_brand
from handoutpress.rulebook import LABELS, Choice
from handoutpress.rules.brand import BRAND, identity
from handoutpress.rules.brand.book import FIXING
from support import CASES, LOGO, REPOSITORY, put

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.findings import Finding
    from handoutpress.rules.brand import Identity

FILES: Final = sorted(CASES.glob("rules/B2*/*.yml"))
MARK: Final = re.compile(r" *(?:# <-- (\w+)|/\* <-- (\w+) \*/)$", re.MULTILINE)
HOME: Final = "styles/brands/north"


def laid_out(case: Path, root: Path) -> set[tuple[str, int]]:
    """Make a workspace of a case, and give the lines that it marks, by path."""
    texts = {f"{HOME}/brand.yml": case.read_text("utf-8")}
    for name in FIXING:
        own = case.with_name(f"{case.stem}.{name}")
        texts[f"styles/{name}"] = (own if own.is_file() else REPOSITORY / "styles" / name).read_text("utf-8")
    for path, text in texts.items():
        put(root / path, MARK.sub("", text))
    put(root / HOME / "logo.svg", LOGO)
    for picture in [*case.parent.glob("*.svg"), *case.parent.glob("*.png")]:
        shutil.copy(picture, root / HOME)
    return {
        (path, number)
        for path, text in texts.items()
        for number, line in enumerate(text.split("\n"), 1)
        if MARK.search(line)
    }


def read(root: Path, home: str = HOME) -> Identity:
    clinic, findings = read_brand(root / home, root=root)
    assert clinic, findings
    return identity(root, clinic)


def judged(case: Path, root: Path, code: str) -> tuple[Finding, ...]:
    laid_out(case, root)
    return tuple(BRAND.findings(read(root), Choice((code,))))


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_a_rule_finds_what_is_marked_and_no_more(case: Path, tmp_path: Path) -> None:
    code, marked = case.parent.name, laid_out(case, tmp_path)
    found = list(BRAND.findings(read(tmp_path), Choice((code,))))

    assert {(one.place.path, one.place.line) for one in found} == marked
    assert len(found) == len(marked)
    assert bool(marked) == case.stem.startswith("bad-")
    assert all(one.place.column for one in found)


def test_every_rule_has_two_cases_of_each_kind_and_says_why() -> None:
    told = Counter((case.parent.name, case.stem.partition("-")[0]) for case in FILES)

    assert {code for code, _ in told} == set(BRAND.rules)
    for code, rule in BRAND.rules.items():
        assert min(told[code, "bad"], told[code, "good"]) >= 2, code
        assert rule.why, code
        assert all(rule.part(label) for label in LABELS), code


@pytest.mark.parametrize("clinic", sorted(file.parent.name for file in REPOSITORY.glob("styles/brands/*/brand.yml")))
def test_the_samples_are_clean(clinic: str) -> None:
    assert list(BRAND.findings(read(REPOSITORY, f"styles/brands/{clinic}"), Choice())) == []


@pytest.mark.parametrize(
    ("case", "severity"),
    [
        ("B201/bad-pale-ink", Severity.ERROR),
        ("B201/bad-pale-text", Severity.WARNING),
        ("B202/bad-cream", Severity.WARNING),
        ("B202/bad-pale-ink", Severity.WARNING),
        ("B202/bad-yellow", Severity.INFO),
        ("B204/bad-teal-and-plum", Severity.INFO),
        ("B206/bad-small", Severity.ERROR),
        ("B206/bad-picture-in-a-drawing", Severity.ERROR),
        ("B206/bad-fair", Severity.WARNING),
        ("B210/bad-own-number", Severity.ERROR),
    ],
)
def test_what_harms_more_weighs_more(case: str, severity: Severity, tmp_path: Path) -> None:
    [found] = judged(CASES / f"rules/{case}.yml", tmp_path, case.partition("/")[0])

    assert found.severity is severity


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (
            "B201/bad-pale-ink",
            "the head of the diary, from the print shop: #a4cadd on #e6f7fa has a contrast of 1.5 : 1; 4.5",
        ),
        (
            "B201/bad-pale-text",
            "the label of the card 'Ask us', on paper: #5a5a5a on #bfe2e9 has a contrast of 5.0 : 1; 7 : 1",
        ),
        ("B202/bad-yellow", "the line under the masthead, on paper: #f2b705 on #ffffff has a contrast of 1.8 : 1"),
        ("B203/bad-red-and-green", "moss #3a8a3a and brick #b03a3a look the same to people without green cones"),
        ("B203/bad-orange-and-olive", "to people without red cones"),
        ("B203/bad-blue-and-green", "to people without blue cones"),
        ("B203/bad-headings", "the headings' #"),
        ("B206/bad-small", "has 203 pixels an inch"),
        ("B206/bad-long", "has 203 pixels an inch"),
        ("B206/bad-picture-in-a-drawing", "has 127 pixels an inch"),
        ("B207/bad-line", "only 5.6 mm high"),
        ("B207/bad-line-in-mm", "only 5.2 mm high"),
        ("B208/bad-letters", "'1-800-SPINE-OK' has letters in it"),
        ("B208/bad-no-area-code", "is no number as it is dialled in US: 10 digits with the area code"),
        ("B208/bad-short", "has 6 digits"),
    ],
)
def test_a_message_says_what_is_wrong(case: str, words: str, tmp_path: Path) -> None:
    [found] = judged(CASES / f"rules/{case}.yml", tmp_path, case.partition("/")[0])

    assert words in found.message


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("B206/bad-fair", "1.2 times as wide and high"),
        ("B209/bad-none-in-britain", "in GB the public one is 111"),
        ("B210/bad-american-in-britain", "write 999 or 112"),
        ("B214/bad-on-request", "Call {{ clinic.phone }}."),
    ],
)
def test_a_hint_says_what_to_do(case: str, words: str, tmp_path: Path) -> None:
    [found] = judged(CASES / f"rules/{case}.yml", tmp_path, case.partition("/")[0])

    assert words in found.hint
