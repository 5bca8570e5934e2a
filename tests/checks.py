"""A check as it comes out, made by hand: a handout with findings of every kind, others without, and a brand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from handoutpress.checked import Checked, Hard, Reading
from handoutpress.checkreport import write_reports
from handoutpress.findings import Finding, Place, Severity
from handoutpress.rulebook import Choice
from handoutpress.rules.shelf import RULES
from handoutpress.workspace import Workspace
from support import BRAND, HANDOUT, workspace

if TYPE_CHECKING:
    from pathlib import Path

TODAY: Final = date(2026, 11, 25)
ANKLE: Final = "handouts/ankle/en.md"
YAML: Final = "styles/brands/north/brand.yml"
TEXT: Final = HANDOUT.replace(
    "kind: condition",
    "kind: condition\nversion: 3\nreference: SAP\n"
    "review: {status: approved, by: Dr Moss, on: 2026-10-01, due: 2028-10-01}\n"
    "ignore: {H101: the nine steps belong together, H102: }",
) + (
    "\nIt swells, it turns blue, and it hurts. "
    "Take .5 mg of the analgesic before you go for a walk, and 1.0 mg after it.\n"
    "\n- You will be **given** a crutch {#crutch}\n"
)
"""The words of a line that is long, of an item in bold, and of two rules that the file ignores."""


def found(code: str, line: int, column: int, message: str, hint: str = "", path: str = ANKLE) -> Finding:
    severity = RULES[code].severity if code in RULES else Severity.ERROR
    return Finding(Place(path, line, column), code, message, hint, severity)


FINDINGS: Final = (
    found("H201", 15, 41, "the sentence has 31 words", "part it: twenty at most"),
    found("H301", 15, 46, "'.5' has no figure before the point", "write 0.5"),
    found("H203", 15, 60, "'analgesic' can be said more plainly", "write 'painkiller'"),
    found("H302", 15, 103, "'1.0' has a zero behind the point", "take it away"),
    found("H202", 17, 12, "passive voice: 'be given'", "say who does it"),
    found("H205", 17, 0, "'the the' stands twice"),
)
HARD: Final = Hard(Place(ANKLE, 15, 41), "Take .5 mg of the analgesic before you go for a walk, and 1.0 mg after it.")
WHOLE: Final = Reading(412, 40, 5.84, {"Flesch-Kincaid": 5.8, "SMOG": 7.2})
RUNNING: Final = Reading(80, 6, note="no grade under 100 words")
PAGES: Final = ("ankle.en.sheet.letter.screen",)
BRANDED: Final = found("B201", 4, 8, "clinic.colour '#fff' is faint on white", "make it darker", YAML)


def ankle(*findings: Finding, pages: tuple[str, ...] = PAGES) -> Checked:
    return Checked(
        "ankle", "en", ANKLE, "A sore ankle", findings, "condition", "3", "approved", WHOLE, RUNNING, {}, (HARD,), pages
    )


UNREAD: Final = Checked(
    "knee", "en", "handouts/knee/en.md", "knee", (Finding(Place("handouts/knee/en.md"), "S100", "is empty"),)
)
WITHDRAWN: Final = Checked("hip", "en", "handouts/hip/en.md", "An old hip", (), "condition", "1", "withdrawn")
FOOT: Final = Checked("foot", "de", "handouts/foot/de.md", "Fuß", (), "condition", "1", "draft", Reading(12, 2))
NORTH: Final = Checked("north", "", YAML, "North Ankle Clinic", (BRANDED,))
ALL: Final = (NORTH, ankle(*FINDINGS), UNREAD, WITHDRAWN, FOOT)


def room(folder: Path) -> Workspace:
    """Give a workspace with the handouts of the check; it is made once."""
    root = folder / "workspace"
    if not root.exists():
        workspace(
            folder, handouts={"ankle": TEXT, "knee": "", "hip": HANDOUT, "foot/de.md": HANDOUT}, brands={"north": BRAND}
        )
    return Workspace(root)


def reports(folder: Path, *checked: Checked, choice: Choice | None = None) -> dict[str, Path]:
    """Write the reports of a check, and give them by their names."""
    files = write_reports(
        room(folder), checked or ALL, RULES.values(), folder / "checks", today=TODAY, choice=choice or Choice()
    )
    return {file.name: file for file in files}
