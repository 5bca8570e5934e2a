from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from handoutpress.agenda import NOBODY, UNREADABLE, Group, agenda, as_page, grouped
from handoutpress.workspace import Workspace
from support import HANDOUT, TODAY, workspace

if TYPE_CHECKING:
    from pathlib import Path

REVIEWS: Final = {
    "ankle": "{status: approved, by: Dr B, on: 2024-11-24, due: 2026-11-24}",
    "back": "{status: sample, due: 2026-12-31}",
    "calf": "{status: approved, by: Dr A, on: 2025-01-01, due: 2027-01-01}",
    "elbow": "{status: approved, due: 2027-04-01}",
    "foot": "{status: approved}",
    "gut": "{status: draft, due: 2020-01-01}",
    "hip": "{status: withdrawn, successor: ankle}",
}


def handouts() -> dict[str, str]:
    return {slug: HANDOUT.replace("kind:", f"review: {review}\nkind:") for slug, review in REVIEWS.items()}


def test_every_handout_stands_where_its_date_puts_it_the_most_pressing_first(tmp_path: Path) -> None:
    tasks, findings = agenda(Workspace(workspace(tmp_path, handouts=handouts())), TODAY)

    assert findings == ()
    assert [(str(one.group), one.slug, one.days) for one in tasks] == [
        ("overdue", "ankle", -1), ("due this quarter", "back", 36), ("due next quarter", "calf", 37),
        ("due later", "elbow", 127), ("no date", "foot", None), ("draft", "gut", None), ("withdrawn", "hip", None),
    ]  # fmt: skip
    ankle, hip = tasks[0], tasks[-1]
    assert (ankle.owner, ankle.checked, ankle.due) == ("Dr B", date(2024, 11, 24), date(2026, 11, 24))
    assert (ankle.status, ankle.state, ankle.version, ankle.lang) == ("approved", "overdue", "1", "en")
    assert (hip.successor, hip.owner) == ("ankle", NOBODY)


def test_another_day_gives_another_order(tmp_path: Path) -> None:
    tasks, _ = agenda(Workspace(workspace(tmp_path, handouts=handouts())), date(2027, 4, 1))

    groups = {one.slug: one.group for one in tasks}
    assert groups["calf"] is Group.OVERDUE
    assert groups["elbow"] is Group.THIS_QUARTER


def test_a_fault_in_the_text_does_not_hide_that_a_handout_is_overdue(tmp_path: Path) -> None:
    faulty = handouts()["ankle"] + "\n::: nothing\n:::\n"

    [task], findings = agenda(Workspace(workspace(tmp_path, handouts={"ankle": faulty})), TODAY)

    assert (task.group, findings) == (Group.OVERDUE, ())


def test_what_cannot_be_read_is_not_left_out(tmp_path: Path) -> None:
    [task], findings = agenda(Workspace(workspace(tmp_path, handouts={"ankle": "---\nbroken"})), TODAY)

    assert (task.group, task.title, task.slug) == (Group.NO_DATE, UNREADABLE, "ankle")
    assert findings


def test_groups_without_anything_in_them_are_left_out(tmp_path: Path) -> None:
    tasks, _ = agenda(Workspace(workspace(tmp_path, handouts={"gut": handouts()["gut"]})), TODAY)

    assert list(grouped(tasks)) == [Group.DRAFT]
    assert grouped([]) == {}


def test_the_page_shows_all_of_it_and_words_cannot_become_markup(tmp_path: Path) -> None:
    given = handouts()
    given["back"] = given["back"].replace("A sore ankle", '"<script>alert(1)</script>"')
    found = Workspace(workspace(tmp_path, handouts=given))
    page = as_page(agenda(found, TODAY)[0], found, TODAY)

    for words in ("Overdue: 1", "Dr B", "2026-11-24", "nobody named", "Withdrawn", "As it stands on", "2026-11-25"):
        assert words in page
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "://" not in page
