"""Who must look at what, and when: the handouts of a workspace by the quarter in which their check is due."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from handoutpress.markup import status_page
from handoutpress.review import State, days_left, quarters_ahead, state

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handoutpress.findings import Finding
    from handoutpress.model import FrontMatter, Review
    from handoutpress.workspace import Workspace

NOBODY: Final = "nobody named"
UNREADABLE: Final = "(cannot be read)"


class Group(StrEnum):
    """When a handout is to be looked at, the most pressing first; quarters are those of the calendar."""

    OVERDUE = "overdue"
    THIS_QUARTER = "due this quarter"
    NEXT_QUARTER = "due next quarter"
    LATER = "due later"
    NO_DATE = "no date"
    DRAFT = "draft"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Task:
    """One handout in one language, and who has to look at it; days below 0 are those since its check was due."""

    group: Group
    owner: str
    title: str
    slug: str
    lang: str
    version: str
    status: str
    state: str
    checked: date | None
    due: date | None
    days: int | None
    successor: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give the row as files for programs hold it: days as 2026-10-01, nothing as None."""
        dates = {"checked": self.checked, "due": self.due}
        return {
            **asdict(self),
            "group": str(self.group),
            "successor": self.successor or None,
            **{name: day.isoformat() if day else None for name, day in dates.items()},
        }


def agenda(workspace: Workspace, today: date) -> tuple[tuple[Task, ...], tuple[Finding, ...]]:
    """Give every handout in the order in which they press, and what is wrong with those that cannot be read."""
    tasks: list[Task] = []
    faults: list[Finding] = []
    for slug, lang in workspace.handouts:
        front, findings = workspace.read_front(slug, lang)
        faults += findings
        tasks.append(_task(slug, lang, front, workspace, today))
    order = list(Group)
    tasks.sort(key=lambda one: (order.index(one.group), str(one.due or ""), one.owner.casefold(), one.slug, one.lang))
    return tuple(tasks), tuple(faults)


def _task(slug: str, lang: str, front: FrontMatter | None, workspace: Workspace, today: date) -> Task:
    if front is None:
        return Task(Group.NO_DATE, NOBODY, UNREADABLE, slug, lang, "", "", "", None, None, None)
    review = front.review
    now = state(review, today, warn=workspace.settings.review.warn)
    return Task(
        group=_group(review, today), owner=review.by or NOBODY, title=front.title, slug=slug, lang=lang,
        version=front.version, status=review.status, state=str(now), checked=review.on, due=review.due,
        days=days_left(review, today), successor=workspace.heads.successor(slug, lang),
    )  # fmt: skip


def _group(review: Review, today: date) -> Group:
    if review.status in {"draft", "withdrawn"}:
        return Group(review.status)
    if review.due is None:
        return Group.NO_DATE
    if state(review, today, warn=0) is State.OVERDUE:
        return Group.OVERDUE
    ahead = quarters_ahead(review.due, today)
    return {0: Group.THIS_QUARTER, 1: Group.NEXT_QUARTER}.get(ahead, Group.LATER)


def grouped(tasks: Iterable[Task]) -> dict[Group, tuple[Task, ...]]:
    """Put the rows of each group together; a group without any is left out."""
    rows = list(tasks)
    found = {group: tuple(one for one in rows if one.group is group) for group in Group}
    return {group: some for group, some in found.items() if some}


def as_page(tasks: Iterable[Task], workspace: Workspace, today: date) -> str:
    """Give one HTML page to be printed or sent on. Raises `Fault`."""
    context = {"groups": grouped(tasks), "today": today, "nobody": NOBODY, "terms": workspace.settings.review}
    return status_page(workspace.root / "templates", context)
