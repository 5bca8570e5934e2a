"""Findings as SARIF 2.1.0, the format that code scanners exchange (OASIS Standard, 2020).

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from handoutpress.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from handoutpress.findings import Finding
    from handoutpress.rulebook import Rule

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(findings: Iterable[Finding], rules: Iterable[Rule[Any]], version: str) -> dict[str, Any]:
    """Give the log of one run; rules that no book holds, such as S141, are described by their code alone."""
    found, known = list(findings), {rule.code: _rule(rule) for rule in rules}
    others = {finding.code: {"id": finding.code} for finding in found if finding.code not in known}
    described = list({**known, **dict(sorted(others.items()))}.values())
    driver = {"name": "Handout Press", "semanticVersion": version, "rules": described}
    results = [_result(finding) for finding in found]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(rule: Rule[Any]) -> dict[str, Any]:
    help_ = "\n".join(f"{label}: {rule.part(label)}" for label in ("Instead of", "Write", "Source"))
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.name.replace("-", " ")},
        "fullDescription": {"text": rule.why},
        "help": {"text": help_},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Finding) -> dict[str, Any]:
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
    }
