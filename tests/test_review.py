from __future__ import annotations

from datetime import date, timedelta
from typing import Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handoutpress.errors import MisfitError
from handoutpress.findings import Place, Severity
from handoutpress.model import Review, Status
from handoutpress.review import (
    LONGEST,
    Mark,
    State,
    as_facts,
    days_left,
    described,
    from_facts,
    mark,
    past_grace,
    quarters_ahead,
    reason_fault,
    state,
    still_true,
    told,
)

DUE: Final = date(2026, 10, 1)
PLACE: Final = Place("handouts/ankle/en.md", 6, 3)
APPROVED: Final = Review("approved", by="Dr A. Example", due=DUE)


def day(after: int) -> date:
    """Give the day so many days after the check was due."""
    return DUE + timedelta(after)


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (-91, State.APPROVED), (-90, State.DUE_SOON), (-1, State.DUE_SOON), (0, State.DUE_SOON), (1, State.OVERDUE),
        (400, State.OVERDUE),
    ],
)  # fmt: skip
def test_a_handout_is_due_soon_until_its_day_is_over_and_then_overdue(after: int, found: State) -> None:
    assert state(APPROVED, day(after), warn=90) is found


def test_a_sample_is_given_out_too_so_its_date_counts() -> None:
    sample = Review("sample", due=DUE)

    assert [state(sample, day(after), warn=90) for after in (-200, -5, 5)] == [
        State.SAMPLE, State.DUE_SOON, State.OVERDUE,
    ]  # fmt: skip


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_given_out_is_never_overdue(status: Status) -> None:
    review = Review(status, due=DUE)

    assert state(review, day(400), warn=90) == status
    assert days_left(review, day(400)) is None
    assert not past_grace(review, day(400), grace=0)
    assert mark(review, day(400), grace=0) is None


def test_without_a_date_there_is_nothing_to_count() -> None:
    assert state(Review("approved"), DUE, warn=90) is State.APPROVED
    assert days_left(Review("approved"), DUE) is None


@pytest.mark.parametrize(("after", "past"), [(0, False), (1, False), (60, False), (61, True)])
def test_the_grace_is_over_when_more_days_have_gone_than_it_has(after: int, *, past: bool) -> None:
    assert past_grace(APPROVED, day(after), grace=60) is past


def test_without_grace_the_first_day_is_too_late() -> None:
    assert [past_grace(APPROVED, day(after), grace=0) for after in (0, 1)] == [False, True]


def test_every_status_is_a_state() -> None:
    assert {str(one) for one in State} == {*get_args(Status), "due-soon", "overdue"}


def test_only_what_is_withdrawn_has_a_successor() -> None:
    assert Review("withdrawn", successor="knee").successor == "knee"
    with pytest.raises(
        MisfitError, match="only what is withdrawn has a successor, and the status is approved"
    ) as caught:
        Review("approved", successor="knee")
    assert caught.value.loc == ("successor",)


@pytest.mark.parametrize(
    ("after", "reason", "found"),
    [
        (0, "", None), (1, "", Mark(DUE)), (61, "", Mark(DUE)),
        (60, "Read again", Mark(DUE)),  # within its grace it needs no reason, so none is printed
        (61, "Read again", Mark(DUE, "Read again")),
    ],
)  # fmt: skip
def test_the_mark_is_on_what_is_overdue_and_has_the_reason_past_the_grace(
    after: int, reason: str, found: Mark | None
) -> None:
    assert mark(APPROVED, day(after), grace=60, reason=reason) == found


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (-91, None),
        (-20, "warning S173 is due for its check on 2026-10-01, in 20 days | ask Dr A. Example to check it"),
        (-1, "warning S173 is due for its check on 2026-10-01, in 1 day | ask Dr A. Example to check it"),
        (0, "warning S173 is due for its check on 2026-10-01, today | ask Dr A. Example to check it"),
        (
            58,
            (
                "warning S174 was due for its check on 2026-10-01, 58 days ago: printed with a mark"
                " | ask Dr A. Example to check it: in 3 days it is refused"
            ),
        ),
        (
            61,
            (
                "error S175 was due for its check on 2026-10-01, 61 days ago: too long to be given out"
                ' | ask Dr A. Example to check it, or build with --override "reason" and print that file'
            ),
        ),
    ],
)
def test_what_is_told_says_when_and_whom_to_ask(after: int, words: str | None) -> None:
    found = told(APPROVED, day(after), warn=90, grace=60, place=PLACE)

    assert (f"{found.severity} {found.code} {found.message} | {found.hint}" if found else None) == words


def test_with_a_reason_what_is_too_old_is_a_warning_only() -> None:
    found = told(Review("sample", due=DUE), day(99), warn=90, grace=60, place=PLACE, reason="Read again")

    assert found
    assert (found.code, found.severity, found.place) == ("S174", Severity.WARNING, PLACE)
    assert "its owner" in found.hint


@pytest.mark.parametrize(
    ("review", "words"),
    [
        (APPROVED, "approved, overdue by 1 day"),
        (Review("sample", due=day(21)), "sample, due in 20 days"),
        (Review("sample", due=day(1)), "sample, due today"),
        (Review("approved", due=day(500)), "approved"),
        (Review("draft", due=DUE), "draft"),
        (Review("withdrawn"), "withdrawn"),
    ],
)
def test_how_it_stands_is_said_in_a_few_words(review: Review, words: str) -> None:
    assert described(review, day(1), warn=90) == words


def test_what_is_withdrawn_names_what_is_used_instead() -> None:
    assert described(Review("withdrawn"), DUE, warn=90, successor="knee") == "withdrawn: use knee"


@pytest.mark.parametrize(
    ("due", "ahead"),
    [
        (date(2026, 10, 1), 0), (date(2026, 12, 31), 0), (date(2027, 1, 1), 1), (date(2027, 3, 31), 1),
        (date(2027, 4, 1), 2), (date(2026, 9, 30), -1), (date(2025, 12, 31), -4),
    ],
)  # fmt: skip
def test_quarters_are_those_of_the_calendar(due: date, ahead: int) -> None:
    assert quarters_ahead(due, date(2026, 11, 25)) == ahead


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "empty"), ("  ", "empty"), ("a\nb", "one line"), ("a\x1b[31mb", "one line"), ("a\u202eb", "one line"),
        ("a\tb", "one line"), ("x" * (LONGEST + 1), f"{LONGEST} at most"), ("=1+1", "begin with a word"),
    ],
)  # fmt: skip
def test_a_reason_that_cannot_be_printed_is_refused(reason: str, words: str) -> None:
    assert words in reason_fault(reason)


@pytest.mark.parametrize("reason", ["x" * LONGEST, "Read again by Dr Núñez; new edition on 15 December (2026)"])
def test_a_reason_of_one_line_is_taken(reason: str) -> None:
    assert reason_fault(reason) == ""


@pytest.mark.parametrize("review", [APPROVED, Review(), Review("sample", due=DUE), Review("withdrawn", by="A")])
def test_a_review_comes_back_from_its_facts(review: Review) -> None:
    assert from_facts(as_facts(review, DUE, warn=90, marked=None)) == review


@pytest.mark.parametrize(
    "facts", [{}, {"status": "approved"}, {"status": "x", "owner": "", "due_on": ""},
              {"status": "approved", "owner": "", "due_on": "soon"}],
)  # fmt: skip
def test_facts_that_do_not_say_all_prove_nothing(facts: dict[str, str]) -> None:
    assert from_facts(facts) is None
    assert not still_true(facts, DUE, grace=60)


@given(built=some.integers(-200, 60), now=some.integers(-200, 200), grace=some.integers(0, 90))
def test_a_leaflet_is_made_again_when_its_mark_comes_or_it_may_be_given_out_no_more(
    built: int, now: int, grace: int
) -> None:
    facts = as_facts(APPROVED, day(built), warn=90, marked=mark(APPROVED, day(built), grace=grace))

    assert still_true(facts, day(now), grace=grace) == ((built > 0) == (now > 0) and now <= grace)


def test_a_leaflet_with_a_reason_on_it_is_good_for_once_only() -> None:
    facts = as_facts(APPROVED, day(61), warn=90, marked=mark(APPROVED, day(61), grace=60, reason="Read again"))

    assert not still_true(facts, day(61), grace=60)
    assert not still_true(facts, day(61), grace=900)  # nor when the clinic gives more time afterwards
