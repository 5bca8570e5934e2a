"""SARIF as the standard's own schema wants it; the schema is a copy, and its terms lie beside it."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from jsonschema import Draft4Validator

from handoutpress.findings import Finding, Place, Severity
from handoutpress.rules.shelf import RULES
from handoutpress.sarif import sarif
from support import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Callable

SCHEMA: Final[dict[str, Any]] = json.loads((REPOSITORY / "tests/sarif/sarif-schema-2.1.0.json").read_text("utf-8"))
PATH: Final = "handouts/ankle/en.md"
LINES: Final = ["", "Take .5 mg.", "Take .5 mg.", "Rest it."]
FINDINGS: Final = [
    Finding(Place(PATH), "S100", "is empty", severity=Severity.ERROR),
    Finding(Place(PATH, 2, 6), "H301", "'.5' has no figure before the point", "write 0.5", Severity.ERROR),
    Finding(Place(PATH, 3, 6), "H301", "'.5' has no figure before the point", "write 0.5", Severity.WARNING),
    Finding(Place("handouts/ödem und 100 %/es.md", 4), "H202", "passive voice: 'es dada'", "say who", Severity.INFO),
]


def line(place: Place) -> str:
    return LINES[place.line - 1] if place.line else ""


def log(findings: list[Finding] = FINDINGS, at: Callable[[Place], str] = line) -> dict[str, Any]:
    """Give the log as a program reads it."""
    read: dict[str, Any] = json.loads(json.dumps(sarif(findings, RULES.values(), "1.2.3", at)))
    return read


def faults(of: dict[str, Any]) -> list[str]:
    return [error.message for error in Draft4Validator(SCHEMA).iter_errors(of)]


def results(findings: list[Finding] = FINDINGS, at: Callable[[Place], str] = line) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = log(findings, at)["runs"][0]["results"]
    return found


def test_the_schema_is_the_one_that_the_log_names_and_is_itself_in_order() -> None:
    Draft4Validator.check_schema(SCHEMA)
    assert SCHEMA["id"] == log()["$schema"]


@pytest.mark.parametrize("findings", [[], FINDINGS], ids=["none", "some"])
def test_the_log_is_valid(findings: list[Finding]) -> None:
    assert faults(log(findings)) == []


@pytest.mark.parametrize("key", ["message", "level", "partialFingerprints", "locations"])
def test_the_schema_sees_what_is_wrong(key: str) -> None:
    spoilt = copy.deepcopy(log())
    spoilt["runs"][0]["results"][0][key] = 7

    assert faults(spoilt) != []


def test_every_rule_is_described_whether_it_found_something_or_not() -> None:
    driver = log([])["runs"][0]["tool"]["driver"]

    assert (driver["name"], driver["semanticVersion"]) == ("Handout Press", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == list(RULES)
    [rule] = [rule for rule in driver["rules"] if rule["id"] == "H101"]
    assert (rule["name"], rule["shortDescription"]["text"]) == ("LongList", "long list")
    assert rule["fullDescription"]["text"] == RULES["H101"].why
    assert [part.partition(":")[0] for part in rule["help"]["text"].split("\n")] == ["Instead of", "Write", "Source"]
    assert rule["defaultConfiguration"]["level"] == "warning"
    assert rule["properties"]["tags"] == ["CCI-8", "PEMAT-8"]


def test_a_code_that_no_book_holds_is_described_by_itself() -> None:
    rules = log()["runs"][0]["tool"]["driver"]["rules"]

    assert [rule for rule in rules if rule["id"] == "S100"] == [{"id": "S100"}]


def test_a_finding_says_what_where_and_how_grave() -> None:
    unread, first, second, info = results()

    assert [one["ruleId"] for one in (unread, first, second, info)] == ["S100", "H301", "H301", "H202"]
    assert [one["level"] for one in (unread, first, second, info)] == ["error", "error", "warning", "note"]
    assert (unread["message"]["text"], first["message"]["text"]) == (
        "is empty",
        "'.5' has no figure before the point. write 0.5",
    )
    places = [one["locations"][0]["physicalLocation"] for one in (unread, first, second, info)]
    assert [place["artifactLocation"]["uri"] for place in places] == [
        *[PATH] * 3,
        "handouts/%C3%B6dem%20und%20100%20%25/es.md",
    ]
    assert [place.get("region") for place in places] == [
        None,
        {"startLine": 2, "startColumn": 6},
        {"startLine": 3, "startColumn": 6},
        {"startLine": 4},
    ]


def test_a_finding_is_known_again_when_its_line_has_moved() -> None:
    before = Finding(Place(PATH, 2, 6), "H301", "x")
    after = Finding(Place(PATH, 9, 8), "H301", "x")

    def moved(place: Place) -> str:
        return f"  {LINES[1]}" if place.line == 9 else ""

    [one], [other] = results([before]), results([after], moved)
    assert one["partialFingerprints"] == other["partialFingerprints"]
    [changed] = results([after], lambda _: "Take 0.7 mg.")
    assert changed["partialFingerprints"] != one["partialFingerprints"]


def test_no_two_findings_of_a_code_in_a_file_are_the_same() -> None:
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in results()]

    assert [text.rpartition(":")[2] for text in prints] == ["1", "1", "2", "1"]
    assert prints[1].partition(":")[0] == prints[2].partition(":")[0]
