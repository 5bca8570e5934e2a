"""What the dates of a review mean on a given day: its state, what is told of it, and what is printed.

A leaflet is overdue from the day after its check was due. Drafts are never handed out, so no date counts for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Finding, Severity
from handoutpress.model import Review

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from handoutpress.findings import Place

LONGEST: Final = 200
"""Letters of a reason: it is printed on the page."""
MONTHS_A_QUARTER: Final = 3
QUARTERS_A_YEAR: Final = 4


class State(StrEnum):
    """How a handout stands with its review."""

    DRAFT = "draft"
    SAMPLE = "sample"
    APPROVED = "approved"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Override:
    """Why leaflets past their grace are given out all the same, and when that was said (UTC)."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """What is printed on every page of an overdue leaflet; the reason only when it is past its grace."""

    due: date
    reason: str = ""


def days_left(review: Review, today: date) -> int | None:
    """Give the days until the next check, fewer than 0 when it is overdue; None when no date counts."""
    if review.due is None or review.status in {"draft", "withdrawn"}:
        return None
    return (review.due - today).days


def state(review: Review, today: date, *, warn: int) -> State:
    """Tell how a review stands on a day; it is due soon from `warn` days before its date on."""
    left = days_left(review, today)
    if left is None or left > warn:
        return State(review.status)
    return State.OVERDUE if left < 0 else State.DUE_SOON


def past_grace(review: Review, today: date, *, grace: int) -> bool:
    """Tell whether a review is overdue by more than `grace` days."""
    left = days_left(review, today)
    return left is not None and left < -grace


def mark(review: Review, today: date, *, grace: int, reason: str = "") -> Mark | None:
    """Give the mark that a leaflet has to carry; None when it is not overdue."""
    left = days_left(review, today)
    if left is None or left >= 0 or review.due is None:
        return None
    return Mark(review.due, reason if past_grace(review, today, grace=grace) else "")


def told(review: Review, today: date, *, warn: int, grace: int, place: Place, reason: str = "") -> Finding | None:
    """Say what is to be said of the date of a leaflet that is built; an error when it must not be built."""
    left = days_left(review, today)
    if left is None or left > warn:
        return None
    owner = review.by or "its owner"
    if left >= 0:
        when = f"in {days(left)}" if left else "today"
        message = f"is due for its check on {review.due}, {when}"
        return Finding(place, "S173", message, f"ask {owner} to check it", Severity.WARNING)
    message = f"was due for its check on {review.due}, {days(-left)} ago"
    if not past_grace(review, today, grace=grace):
        hint = f"ask {owner} to check it: in {days(left + grace + 1)} it is refused"
        return Finding(place, "S174", f"{message}: printed with a mark", hint, Severity.WARNING)
    if reason:
        words = f"{message}: printed with a mark and the reason for giving it out"
        return Finding(place, "S174", words, f"ask {owner} to check it: the next build refuses it", Severity.WARNING)
    hint = f'ask {owner} to check it, or build with --override "reason" and print that file'
    return Finding(place, "S175", f"{message}: too long to be given out", hint)


def described(review: Review, today: date, *, warn: int, successor: str = "") -> str:
    """Say in a few words how a review stands, such as `approved, due in 20 days`."""
    left, now = days_left(review, today), state(review, today, warn=warn)
    match now:
        case State.OVERDUE if left is not None:
            return f"{review.status}, overdue by {days(-left)}"
        case State.DUE_SOON if left is not None:
            return f"{review.status}, due {f'in {days(left)}' if left else 'today'}"
        case State.WITHDRAWN:
            return f"withdrawn: use {successor}" if successor else "withdrawn"
        case _:
            return str(now)


def days(count: int) -> str:
    """Write a number of days."""
    return "1 day" if count == 1 else f"{count} days"


def quarters_ahead(day: date, today: date) -> int:
    """Count the quarters of the calendar from today's to that of `day`: 0 is this one, 1 the next."""

    def quarter(one: date) -> int:
        return one.year * QUARTERS_A_YEAR + (one.month - 1) // MONTHS_A_QUARTER

    return quarter(day) - quarter(today)


def reason_fault(reason: str) -> str:
    """Say why a text cannot be the reason of an override; empty when it can."""
    if not reason.strip():
        return "it is empty: say who decided, and why"
    if len(reason) > LONGEST:
        return f"it has {len(reason)} letters, {LONGEST} at most are printed"
    if not reason.isprintable():
        return "it must be one line of plain text"
    if reason.lstrip()[0] in "=+-@":  # a spreadsheet that opens the log would work it out
        return "it must begin with a word"
    return ""


def as_facts(review: Review, today: date, *, warn: int, marked: Mark | None) -> dict[str, str]:
    """Give what the manifest keeps, so that another day can be judged without reading the handout."""
    return {
        "status": review.status,
        "state": str(state(review, today, warn=warn)),
        "owner": review.by or "",
        "due_on": review.due.isoformat() if review.due else "",
        "marked": marked.due.isoformat() if marked else "",
        "override": marked.reason if marked else "",
    }


def from_facts(facts: Mapping[str, str]) -> Review | None:
    """Give the review that facts were made of; None when they do not say all."""
    try:
        due = date.fromisoformat(facts["due_on"]) if facts["due_on"] else None
        return Review(State(facts["status"]).value, by=facts["owner"] or None, due=due)  # type: ignore[arg-type]
    except (KeyError, ValueError):
        return None


def still_true(facts: Mapping[str, str], today: date, *, grace: int) -> bool:
    """Tell whether a leaflet with these facts says today what it must; one that was overridden counts once only."""
    review = from_facts(facts)
    if review is None or past_grace(review, today, grace=grace) or facts.get("override"):
        return False
    return bool(facts.get("marked")) == (mark(review, today, grace=grace) is not None)
