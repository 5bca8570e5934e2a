from __future__ import annotations

import pickle

import pytest

from handoutpress.findings import Finding, Place, Severity, in_order, stops

PLACE = Place("handouts/ankle/en.md", 12, 3)


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (Place("a.md", 12, 3), "a.md:12:3"),
        (Place("a.md", 12), "a.md:12"),
        (Place("a.md"), "a.md"),
    ],
)
def test_a_place_is_written_as_far_as_it_is_known(place: Place, written: str) -> None:
    assert str(place) == written


def test_a_finding_is_worded_on_one_line() -> None:
    finding = Finding(PLACE, "S130", "unknown block 'od'", "did you mean 'do'?", Severity.WARNING)
    assert str(finding) == "handouts/ankle/en.md:12:3: warning S130 unknown block 'od'"


def test_a_finding_is_an_error_unless_it_says_otherwise() -> None:
    assert Finding(PLACE, "S130", "unknown").severity is Severity.ERROR


def test_the_json_of_a_finding_has_the_promised_keys_in_their_order() -> None:
    finding = Finding(PLACE, "S130", "unknown block 'od'", "did you mean 'do'?")
    assert list(finding.as_dict().items()) == [
        ("path", "handouts/ankle/en.md"),
        ("line", 12),
        ("column", 3),
        ("code", "S130"),
        ("severity", "error"),
        ("message", "unknown block 'od'"),
        ("hint", "did you mean 'do'?"),
    ]


def test_only_an_error_stops_a_leaflet() -> None:
    told = [Finding(PLACE, "B101", "light", severity=severity) for severity in (Severity.INFO, Severity.WARNING)]
    assert not stops([])
    assert not stops(told)
    assert stops([*told, Finding(PLACE, "S130", "unknown")])


def test_findings_read_down_the_file_whatever_order_they_came_in() -> None:
    late, early = Finding(Place("a.md", 10), "S130", "x"), Finding(Place("a.md", 9), "S140", "x")
    left, right = Finding(Place("a.md", 9, 2), "S130", "x"), Finding(Place("a.md", 9, 11), "S101", "x")
    other = Finding(Place("b.md", 1), "S100", "x")
    assert in_order([other, late, right, early, left]) == (early, left, right, late, other)


def test_at_one_place_findings_go_by_code_then_by_words() -> None:
    found = [Finding(PLACE, code, words) for code, words in (("S141", "a"), ("S130", "b"), ("S130", "a"))]
    assert in_order(found) == (found[2], found[1], found[0])


def test_the_same_finding_is_told_once() -> None:
    assert in_order([Finding(PLACE, "S130", "x"), Finding(PLACE, "S130", "x")]) == (Finding(PLACE, "S130", "x"),)


def test_a_finding_comes_back_whole_from_another_process() -> None:
    finding = Finding(PLACE, "S130", "unknown", "hint", Severity.INFO)
    assert pickle.loads(pickle.dumps(finding)) == finding  # noqa: S301 - our own bytes
