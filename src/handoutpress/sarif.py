"""Findings as SARIF 2.1.0, the format that code scanners exchange (OASIS Standard, 2020).

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from handoutpress.baseline import fingerprint
from handoutpress.findings import Severity
from handoutpress.rulebook import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handoutpress.baseline import Line
    from handoutpress.findings import Finding
    from handoutpress.rulebook import Rule

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
PRINT: Final = "primaryLocationLineHash"
"""The one fingerprint that GitHub's code scanning reads."""
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(findings: Iterable[Finding], rules: Iterable[Rule[Any]], version: str, line: Line) -> dict[str, Any]:
    """Give the log of one run; rules that no book holds, such as S141, are described by their code alone.

    `line` looks up the text of a place, by which a scanner knows a finding again after its line has moved.
    """
    found, known = list(findings), {rule.code: _rule(rule) for rule in rules}
    others = {finding.code: {"id": finding.code} for finding in found if finding.code not in known}
    described = list({**known, **dict(sorted(others.items()))}.values())
    driver = {"name": "Handout Press", "semanticVersion": version, "rules": described}
    seen: Counter[tuple[str, str, str]] = Counter()
    results = [_result(finding, _print(finding, line, seen)) for finding in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _print(finding: Finding, line: Line, seen: Counter[tuple[str, str, str]]) -> str:
    """Give the fingerprint of a finding; those that are alike in a file are numbered from the top."""
    text = fingerprint(finding, line)
    seen[finding.place.path, finding.code, text] += 1
    return f"{text}:{seen[finding.place.path, finding.code, text]}"


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    help_ = "\n".join(f"{label}: {part}" for label in LABELS if (part := rule.part(label)))
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.why},
        "help": {"text": help_ or rule.why},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": list(rule.standards)},
    }


def _result(finding: Finding, print_: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.place.path)}}
    if finding.place.line:
        column = {"startColumn": finding.place.column} if finding.place.column else {}
        place["region"] = {"startLine": finding.place.line, **column}
    words = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
    return {
        "ruleId": finding.code,
        "level": LEVELS[finding.severity],
        "message": {"text": words},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {PRINT: print_},
    }
