from __future__ import annotations

from dataclasses import replace

import pytest

from handoutpress.checked import Checked
from handoutpress.findings import Finding, Place, Severity

HANDOUT = Checked("ankle", "en", "handouts/ankle/en.md", "A sore ankle", (), kind="general", state="sample")
SET = replace(HANDOUT, pages=("north/sheet.letter",))
UNREAD = replace(HANDOUT, kind="", state="")
WITHDRAWN = replace(SET, state="withdrawn")
BRAND = Checked("north", "", "styles/brands/north/brand.yml", "North", ())


@pytest.mark.parametrize(
    ("one", "codes"),
    [(HANDOUT, "H T S"), (SET, "H T S P"), (UNREAD, ""), (WITHDRAWN, "S"), (BRAND, "B")],
    ids=["text", "pages", "unread", "withdrawn", "brand"],
)
def test_only_what_was_read_and_set_was_judged(one: Checked, codes: str) -> None:
    assert [letter for letter in "HTSPB" if one.judged(f"{letter}101")] == codes.split()


def test_findings_are_counted_by_weight() -> None:
    found = tuple(Finding(Place("a", n), "H101", "x", severity=Severity.WARNING) for n in (1, 2))
    one = replace(HANDOUT, findings=found)

    assert [one.count(severity) for severity in Severity] == [0, 2, 0]
    assert [finding["line"] for finding in one.as_dict()["findings"]] == [1, 2]
