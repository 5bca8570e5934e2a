"""Preflight: what a print shop looks at before it makes plates, asked of a file by us, one check after the other.

It is our own and no certificate; what each check looks at is in `faults`.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pikepdf

from handoutpress.pdf import faults
from handoutpress.pdf.faults import Sheets
from handoutpress.pdf.painted import painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from handoutpress.pdf.faults import Raster

SHOWN: Final = 6
"""How many faults of one check are told; a file with RGB in it has hundreds."""


@dataclass(frozen=True, slots=True)
class Check:
    """One question and its answer; `detail` says what is wrong, or what is worth knowing."""

    name: str
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was looked at in one file."""

    checks: tuple[Check, ...]

    @property
    def problems(self) -> tuple[Check, ...]:
        """The checks that failed."""
        return tuple(check for check in self.checks if not check.passed)

    def as_text(self, title: str) -> str:
        """Word the report for a print shop, in plain text."""
        number = len(self.problems)
        verdict = "no problem found" if not number else f"{number} {'problem' if number == 1 else 'problems'} found"
        lines = [title, f"Checked by our preflight: {verdict}.", ""]
        for check in self.checks:
            lines.append(f"  {'ok     ' if check.passed else 'PROBLEM'}  {check.name}")
            lines += [f"           {check.detail}"] if check.detail else []
        return "\n".join([*lines, ""])


CHECKS: Final[tuple[tuple[str, Callable[[Sheets], Iterator[str]]], ...]] = (
    ("Says that it is PDF/X-4, with dates, ids and title", faults.metadata),
    ("Has one output intent, with a profile for CMYK output", faults.intent),
    ("Has no encryption, script, action, form or attachment", faults.liveliness),
    ("Has no link or note on a page", faults.notes),
    ("Carries all its fonts", faults.fonts),
    ("Has no colour but CMYK, black and the ink of the marks", faults.colours),
    ("Prints black text with black ink alone, on top", faults.black_text),
    (f"Has at most {faults.MOST_INK:.0%} ink in any place", faults.ink),
    (f"Shows no picture below {faults.COARSE:.0f} pixels an inch", faults.coarse_pictures),
    ("Has the trim inside the bleed inside the paper", faults.boxes),
    ("Has all marks outside the bleed", faults.marks),
    ("Has artwork that bleeds where it meets the trim", faults.bleeding),
)
NOTES: Final = {faults.coarse_pictures: faults.middling_pictures}


def preflight(data: bytes, *, bleed: float, raster: Raster) -> Report:
    """Look a file over; `bleed` in mm, `raster` draws pages (`thumbnails.pages`)."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        return Report((Check("Is a PDF that opens", passed=False, detail=str(error)),))
    with pdf:
        paints = tuple(tuple(painted(page)) for page in pdf.pages)
        sheets = Sheets(pdf, data, bleed, raster, paints)
        return Report(tuple(_checked(name, check, sheets) for name, check in CHECKS))


def _checked(name: str, check: Callable[[Sheets], Iterator[str]], sheets: Sheets) -> Check:
    found = _worded(check(sheets))
    note = _worded(NOTES[check](sheets)) if not found and check in NOTES else ""
    return Check(name, passed=not found, detail=found or note)


def _worded(found: Iterable[str]) -> str:
    each = list(dict.fromkeys(found))
    more = [f"and {len(each) - SHOWN} more"] if len(each) > SHOWN else []
    return "; ".join([*each[:SHOWN], *more])
