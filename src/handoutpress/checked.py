"""What came of checking one handout: its findings, how hard it is to read, and which pages were looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handoutpress.findings import Finding, Place, Severity


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a text is to read: `grade` is that of US schools, None where there is none, and `note` says why."""

    words: int = 0
    sentences: int = 0
    grade: float | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hard:
    """One of the sentences that are hardest to read, and where it stands."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One handout, or one clinic's brand, after the check; a brand has no language."""

    slug: str
    lang: str
    path: str
    title: str
    findings: tuple[Finding, ...]
    kind: str = ""
    version: str = ""
    state: str = ""
    """Of its review, such as approved or overdue."""
    whole: Reading = field(default_factory=Reading)
    running: Reading = field(default_factory=Reading)
    """Of the paragraphs alone, without lists and tables."""
    sections: Mapping[str, Reading] = field(default_factory=dict)
    """Of each section, by its heading."""
    hardest: tuple[Hard, ...] = ()
    pages: tuple[str, ...] = ()
    """The editions whose pages were looked at, such as riverside/sheet.letter."""
    known: int = 0
    """How many more findings a baseline knows already."""

    def judged(self, code: str) -> bool:
        """Tell whether rules of this code could say anything: of a text only when it was read and is in use."""
        if not self.lang:
            return code.startswith("B")
        match code[:1]:
            case "S":
                return bool(self.kind)
            case "B":
                return False
            case _:
                return bool(self.kind) and self.state != "withdrawn" and (code[:1] != "P" or bool(self.pages))

    def count(self, severity: Severity) -> int:
        """Give how many of its findings are of this weight."""
        return sum(finding.severity is severity for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """Give what the command line's JSON holds of it."""
        return {"slug": self.slug, "lang": self.lang, "findings": [finding.as_dict() for finding in self.findings]}
