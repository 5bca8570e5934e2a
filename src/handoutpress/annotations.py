"""Findings as GitHub's workflow commands, which it shows beside the lines of a change.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity

if TYPE_CHECKING:
    from handoutpress.findings import Finding

COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def annotation(finding: Finding, name: str = "") -> str:
    """Give the command for one finding; `name` is that of its rule, such as long-list."""
    place = finding.place
    given = {"file": place.path, "line": place.line, "col": place.column, "title": f"{finding.code} {name}".rstrip()}
    properties = ",".join(f"{key}={str(value).translate(IN_PROPERTY)}" for key, value in given.items() if value)
    words = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{COMMANDS[finding.severity]} {properties}::{words.translate(IN_MESSAGE)}"
