from __future__ import annotations

import pytest

from handoutpress.annotations import annotation
from handoutpress.findings import Finding, Place, Severity


def test_a_finding_is_a_command_at_its_line() -> None:
    finding = Finding(Place("handouts/ankle/en.md", 40, 7), "H101", "the list has 9 items", "seven at most")

    assert annotation(finding, "long-list") == (
        "::error file=handouts/ankle/en.md,line=40,col=7,title=H101 long-list::the list has 9 items%0Aseven at most"
    )


@pytest.mark.parametrize(
    ("severity", "command"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "notice")]
)
def test_each_weight_has_its_command(severity: Severity, command: str) -> None:
    assert annotation(Finding(Place("a.md"), "S100", "x", severity=severity)) == f"::{command} file=a.md,title=S100::x"


def test_what_is_not_known_is_left_out() -> None:
    assert annotation(Finding(Place("a.md", 3), "S100", "x")) == "::error file=a.md,line=3,title=S100::x"


def test_what_would_end_a_line_a_property_or_the_command_is_escaped() -> None:
    finding = Finding(Place("a:b,c%.md", 1), "S100", "100 %, or: two\r\nlines", "three\nmore")

    assert annotation(finding, "x,y") == (
        "::error file=a%3Ab%2Cc%25.md,line=1,title=S100 x%2Cy::100 %25, or: two%0D%0Alines%0Athree%0Amore"
    )
