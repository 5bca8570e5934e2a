"""A check judges what it is asked, by the rules that it is asked, and raises for no fault in a handout."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.check import check, scope
from handoutpress.executors import Processes, Serial
from handoutpress.findings import Severity
from handoutpress.plan import Order
from handoutpress.rulebook import Choice
from handoutpress.workspace import Workspace
from support import BRAND, LOGO, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.checked import Checked

TODAY: Final = date(2026, 11, 25)
TEXT: Final = """\
---
title: A sore ankle
summary: Rest it, and keep it up.
kind: general
review: {status: sample, on: 2026-10-01, due: 2028-10-01}
sources: [{title: Ankles, read: 2026-10-01}]
---

## What is this about? {#about}

You turned your ankle.

## What can I do? {#home}

::: do Do
- Rest it
:::

## When should I get help? {#help}

::: urgent Call {{ clinic.phone }} if
it turns blue.
:::

## What should I ask at my visit? {#visit}

::: questions Questions to ask
- When can I run?
:::
"""
"""A handout without a finding."""
WORDY: Final = TEXT.replace("You turned your ankle.", "You will be given a crutch.")
TEXT_ALONE: Final = Choice(select=("H",))


def judge(
    root: Path, choice: Choice = TEXT_ALONE, order: Order | None = None, today: date = TODAY
) -> tuple[Checked, ...]:
    whole = Workspace(root)
    asked = scope(whole, order or Order(), choice)
    return check(whole, asked, choice, today=today, executor=lambda _: Serial())


def codes(checked: Checked) -> list[str]:
    return [finding.code for finding in checked.findings]


def test_a_good_handout_and_a_good_brand_have_no_finding(tmp_path: Path) -> None:
    brand, ankle = judge(workspace(tmp_path, handouts={"ankle": TEXT}))

    assert (brand.slug, brand.lang, brand.path) == ("north", "", "styles/brands/north/brand.yml")
    assert (ankle.slug, ankle.lang, ankle.title, ankle.kind, ankle.state) == (
        "ankle",
        "en",
        "A sore ankle",
        "general",
        "sample",
    )
    assert (brand.findings, ankle.findings) == ((), ())
    assert ankle.pages == ()


def test_what_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    _, ankle = judge(workspace(tmp_path, handouts={"ankle": WORDY}))

    [found] = ankle.findings
    assert (found.code, str(found.place), found.severity) == ("H202", "handouts/ankle/en.md:11:10", Severity.WARNING)


def test_only_the_rules_that_are_asked_are_asked(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": WORDY})

    assert codes(judge(root, Choice(select=("H1",)))[1]) == []
    assert codes(judge(root, Choice(select=("passive-voice",)))[1]) == ["H202"]
    assert codes(judge(root, Choice(select=("H",), ignore=("H202",)))[1]) == []


def test_settings_weigh_a_rule_otherwise(tmp_path: Path) -> None:
    choice = Choice(select=("H",), severity={"H202": Severity.ERROR})

    [_, ankle] = judge(workspace(tmp_path, handouts={"ankle": WORDY}), choice)
    assert [found.severity for found in ankle.findings] == [Severity.ERROR]
    assert ankle.count(Severity.ERROR) == 1


@pytest.mark.parametrize(
    ("ignore", "told"),
    [
        ("{H202: the hospital gives it}", []),
        ("{H202: }", ["H901"]),
        ("{H201: no reason to, H202: the hospital gives it}", ["H902"]),
        ("{H299: no such rule, H202: the hospital gives it}", ["H903"]),
        ("{S141: not to be ignored, H202: the hospital gives it}", ["H903"]),
    ],
)
def test_a_file_ignores_a_rule_with_a_reason(ignore: str, told: list[str], tmp_path: Path) -> None:
    text = WORDY.replace("kind: general", f"kind: general\nignore: {ignore}")

    _, ankle = judge(workspace(tmp_path, handouts={"ankle": text}))
    assert codes(ankle) == told
    assert all(str(found.place).startswith("handouts/ankle/en.md:5:") for found in ankle.findings)


def test_a_rule_that_is_not_asked_has_not_been_ignored_for_nothing(tmp_path: Path) -> None:
    text = WORDY.replace("kind: general", "kind: general\nignore: {P301: it has to be so, H202: the hospital gives it}")
    root = workspace(tmp_path, handouts={"ankle": text})

    assert codes(judge(root)[1]) == []
    assert codes(judge(root, Choice(select=("H1", "H9")))[1]) == []


def test_a_handout_that_cannot_be_read_stops_no_other(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": TEXT.replace("kind:", "knd:"), "knee": WORDY})

    _, ankle, knee = judge(root)
    assert codes(ankle) == ["S121"]
    assert ankle.whole.words == 0
    assert codes(knee) == ["H202"]


def test_a_language_that_no_clinic_offers_is_judged_for_its_text(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle/es.md": TEXT.replace("You turned your ankle.", "Tome .5 mg.")})

    _, ankle = judge(root, Choice(select=("H3",)))
    assert (ankle.lang, codes(ankle), ankle.pages) == ("es", ["H301"], ())


def test_today_is_passed_in(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": TEXT})

    found = {day: codes(judge(root, today=day)[1]) for day in (date(2028, 7, 2), date(2028, 7, 3), date(2028, 10, 2))}
    assert list(found.values()) == [[], ["H601"], ["H602"]]


def test_a_withdrawn_handout_is_asked_nothing(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": WORDY.replace("status: sample", "status: withdrawn")})

    _, ankle = judge(root)
    assert (ankle.state, codes(ankle)) == ("withdrawn", [])


def test_a_number_of_any_clinic_is_its_own(tmp_path: Path) -> None:
    south = BRAND.replace("555-0100", "(503) 555-0199")
    text = TEXT.replace("You turned your ankle.", "Call (503) 555-0199.")
    root = workspace(tmp_path, handouts={"ankle": text}, brands={"north": BRAND, "south": south})

    [_, ankle] = judge(root, order=Order(clinics=("north",)))
    assert [(found.code, found.severity) for found in ankle.findings] == [("H311", Severity.ERROR)]


def test_reading_levels_are_given_for_the_whole_for_paragraphs_and_for_sections(tmp_path: Path) -> None:
    long = " ".join(
        ["You can walk on the foot when it does not hurt. It takes a week or two until the ankle is well."] * 6
    )
    root = workspace(tmp_path, handouts={"ankle": TEXT.replace("You turned your ankle.", long)})

    _, ankle = judge(root)
    assert ankle.whole.words > ankle.running.words > 100
    assert ankle.whole.grade is not None
    assert set(ankle.sections) == {
        "What is this about?",
        "What can I do?",
        "When should I get help?",
        "What should I ask at my visit?",
    }
    assert len(ankle.hardest) == 5
    assert str(ankle.hardest[0].place).startswith("handouts/ankle/en.md:11:")


def test_several_processes_find_the_same_in_the_same_order(tmp_path: Path) -> None:
    names = [f"ankle-{n}" for n in range(20)]
    root = workspace(
        tmp_path,
        handouts={name: f"{WORDY}\n".replace("title: A", f"reference: A{n}\ntitle: A") for n, name in enumerate(names)},
    )
    whole = Workspace(root)
    asked = scope(whole, Order(), TEXT_ALONE)
    ticks: list[int] = []

    alone = check(whole, asked, TEXT_ALONE, today=TODAY, executor=lambda _: Serial(), tell=ticks.append)
    together = check(whole, asked, TEXT_ALONE, today=TODAY, executor=lambda _: Processes(2))

    assert together == alone
    assert [one.slug for one in alone] == ["north", *sorted(names)]
    assert sum(ticks) == 20


def test_a_fault_of_the_brand_is_told_at_the_brand(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, handouts={"ankle": TEXT}, brands={"north": BRAND.replace('"911"', '"999"'), "north/logo.svg": LOGO}
    )

    brand, _ = judge(root, Choice(select=("B",)))
    assert "B210" in codes(brand)
