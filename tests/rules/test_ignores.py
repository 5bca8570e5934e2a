"""What a file ignores: each rule on it against files that ignore wrongly, and files that ignore well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest

from drafts import Case, cases, misses
from handoutpress.findings import Finding, Place
from handoutpress.rulebook import LABELS, Choice
from handoutpress.rules.content import CONTENT
from handoutpress.rules.ignores import IGNORES, Ignoring, heed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

FILES: Final = cases(IGNORES.rules)


def judged(case: Case, root: Path, asked: Collection[str] = CONTENT.rules.keys()) -> Iterator[Finding]:
    draft = case.draft(root)
    reasons = draft.handout.meta.ignore
    _, silenced = heed(CONTENT.findings(draft, Choice()), reasons.keys() & CONTENT.rules.keys())
    places = {code: draft.text.key(code, since="ignore") for code in reasons}
    return IGNORES.findings(Ignoring(reasons, places, silenced, CONTENT.rules, asked), Choice((case.code,)))


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.code}-{case.file.stem}")
def test_a_rule_finds_what_is_marked_and_no_more(case: Case, tmp_path: Path) -> None:
    assert misses(judged(case, tmp_path), case.expected) == []
    assert bool(case.expected) == case.bad


def test_every_rule_has_two_cases_of_each_kind_and_says_why() -> None:
    told = Counter((case.code, case.bad) for case in FILES)

    for code, rule in IGNORES.rules.items():
        assert min(told[code, True], told[code, False]) >= 2, code
        assert rule.why, code
        assert all(rule.part(label) for label in LABELS), code


def test_of_a_rule_that_was_not_asked_it_cannot_be_told_whether_it_was_ignored_for_nothing(tmp_path: Path) -> None:
    [case] = [case for case in FILES if case.file.stem == "bad-list-that-is-short-now"]

    assert len(list(judged(case, tmp_path))) == 1
    assert list(judged(case, tmp_path, asked=["H102"])) == []


def test_blanks_are_no_reason() -> None:
    place = Place("en.md", 4, 10)
    given = Ignoring({"H101": "  "}, {"H101": place}, {"H101"}, {"H101"}, {"H101"})

    assert [(one.code, one.place) for one in IGNORES.findings(given, Choice())] == [("H901", place)]


def test_what_is_ignored_is_parted_from_what_is_not() -> None:
    list_, words = (Finding(Place("en.md", line), code, "") for line, code in ((3, "H101"), (4, "H201")))

    assert heed([list_, words, list_], {"H101", "H102"}) == ([words], {"H101"})
