"""Each rule on content against texts that it must find fault with, at their very words, and texts that it must pass."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from drafts import CLINICS, SAMPLES, TODAY, Case, cases, misses
from handoutpress.findings import Severity
from handoutpress.manuscript import Manuscript
from handoutpress.reading.brands import read_brand
from handoutpress.rulebook import LABELS, Choice
from handoutpress.rules.content import CONTENT, Draft
from handoutpress.rules.ignores import IGNORES
from handoutpress.rules.shelf import BOOKS
from support import BRAND, CASES, LOGO, put

if TYPE_CHECKING:
    from pathlib import Path

FILES: Final = cases(CONTENT.rules)
GOOD: Final = [case for case in FILES if not case.bad]


def named(case: Case) -> str:
    return f"{case.code}-{case.file.stem}"


@pytest.mark.parametrize("case", FILES, ids=named)
def test_a_rule_finds_what_is_marked_and_no_more(case: Case, tmp_path: Path) -> None:
    expected = [one for one in case.expected if one.code == case.code]
    found = CONTENT.findings(case.draft(tmp_path), Choice((case.code,)))

    assert misses(found, expected) == []
    assert bool(expected) == case.bad


@pytest.mark.parametrize("case", GOOD, ids=named)
def test_a_good_text_gives_no_other_rule_a_false_alarm(case: Case, tmp_path: Path) -> None:
    found = CONTENT.findings(case.draft(tmp_path), Choice())

    assert misses(found, case.expected) == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_frame_of_the_cases_is_clean(lang: str, tmp_path: Path) -> None:
    draft = Case(put(tmp_path / "H101" / f"good-nothing.{lang}.md", "")).draft(tmp_path)

    assert list(CONTENT.findings(draft, Choice())) == []


def test_what_is_a_clinics_own_is_looked_for_when_it_is_long_enough(tmp_path: Path) -> None:
    put(tmp_path / "north" / "logo.svg", LOGO)
    put(tmp_path / "north" / "brand.yml", BRAND.replace("[1 North Road]", "[Room 2, 12 Lane]"))
    north, _ = read_brand(tmp_path / "north", root=tmp_path)
    assert north
    text = "Come to Room 2, 12 Lane, and not to 12 Lanes. Call 555-0100."
    draft = Case(put(tmp_path / "H313" / "bad-short.md", text)).draft(tmp_path)

    found = list(CONTENT.findings(replace(draft, clinics=(north,)), Choice(("H311", "H313"))))
    assert [(one.code, one.place.column, one.severity) for one in found] == [
        ("H311", 52, Severity.ERROR),
        ("H313", 17, Severity.ERROR),
    ]
    assert list(CONTENT.findings(replace(draft, clinics=()), Choice(("H313",)))) == []


@pytest.mark.parametrize(("slug", "lang"), SAMPLES.handouts)
def test_the_samples_are_clean(slug: str, lang: str) -> None:
    handout, _ = SAMPLES.read(slug, lang)
    assert handout
    text = Manuscript(handout, SAMPLES.source(slug, lang).read_text("utf-8"))
    sections = SAMPLES.required_sections(handout.meta.kind)
    draft = Draft(text, SAMPLES.glossary(lang), TODAY, sections=sections, clinics=CLINICS)

    assert list(CONTENT.findings(draft, Choice())) == []


def test_every_rule_has_two_cases_of_each_kind_and_says_why() -> None:
    told = Counter((case.code, case.bad) for case in FILES)

    for code, rule in CONTENT.rules.items():
        assert min(told[code, True], told[code, False]) >= 2, code
        assert rule.why, code
        assert all(rule.part(label) for label in LABELS), code
    stray = {file.parent.name for file in (CASES / "rules").glob("H*/*")} - CONTENT.rules.keys() - IGNORES.rules.keys()
    assert stray == set()


def test_no_two_rules_share_a_code_or_a_name() -> None:
    rules = [(rule.code, rule.name) for book in BOOKS for rule in book.rules.values()]

    assert len({code for code, _ in rules}) == len({name for _, name in rules}) == len(rules)
