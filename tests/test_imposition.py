from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.imposition import TUCK, impose, page_count, page_sizes
from handoutpress.paper import PAPERS

if TYPE_CHECKING:
    from handoutpress.imposition import Method, Sheets, Side, Spot
    from handoutpress.paper import Paper

A4, LETTER = PAPERS["a4"], PAPERS["letter"]
NEAR: Final = 1e-6
METHODS: Final[tuple[Method, ...]] = ("single", "four-up", "half-fold", "letter-fold")
papers = st.sampled_from(list(PAPERS.values()))
folded = st.sampled_from(("half-fold", "letter-fold"))


def rows(sheets: Sheets) -> list[list[int]]:
    """Give the pages of each side from left to right; 0 is a blank of a booklet, which has two places a side."""
    found = []
    for side in sheets.sides:
        places = sorted(spot.left for spot in side.spots)
        if side.folds and len(side.folds) == 1:
            places = [0.0, *side.folds]
        by_place = {spot.left: spot.page for spot in side.spots}
        found.append([by_place.get(place, 0) for place in places])
    return found


def widths(side: Side) -> list[float]:
    return [spot.width for spot in side.spots]


def mirrored(spot: Spot, sheets: Sheets) -> tuple[float, float]:
    """Give where a place is on the other side, when the sheet is flipped on its short edge."""
    return round(sheets.width - spot.left - spot.width, 6), round(spot.top, 6)


def test_a_letter_fold_shows_flap_back_and_front_outside_and_the_three_in_order_inside() -> None:
    assert rows(impose("letter-fold", A4, 6)) == [[5, 6, 1], [2, 3, 4]]


def test_the_flap_of_an_a4_is_3_mm_narrower_on_both_sides() -> None:
    outside, inside = impose("letter-fold", A4, 6).sides

    assert widths(outside) == pytest.approx([97, 100, 100])
    assert widths(inside) == pytest.approx([100, 100, 97])
    assert outside.folds == pytest.approx((97, 197))
    assert inside.folds == pytest.approx((100, 200))


def test_panels_of_letter_paper_are_its_width_and_the_tuck_in_thirds() -> None:
    outer = (279.4 + 3) / 3
    outside, inside = impose("letter-fold", LETTER, 6).sides

    assert TUCK == 3
    assert widths(outside) == pytest.approx([outer - 3, outer, outer])
    assert widths(inside) == pytest.approx([outer, outer, outer - 3])


def test_the_pages_of_a_letter_fold_have_the_widths_of_their_panels() -> None:
    assert [width for width, _ in page_sizes("letter-fold", A4, 6)] == pytest.approx([100, 100, 100, 97, 97, 100])
    assert {height for _, height in page_sizes("letter-fold", A4, 6)} == {210}


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (4, [[4, 1], [2, 3]]),
        (8, [[8, 1], [2, 7], [6, 3], [4, 5]]),
        (12, [[12, 1], [2, 11], [10, 3], [4, 9], [8, 5], [6, 7]]),
        (16, [[16, 1], [2, 15], [14, 3], [4, 13], [12, 5], [6, 11], [10, 7], [8, 9]]),
        (1, [[1, 0], [0, 0]]),
        (2, [[2, 1], [0, 0]]),
        (3, [[3, 1], [2, 0]]),
        (5, [[5, 1], [2, 0], [0, 3], [4, 0]]),
        (6, [[6, 1], [2, 0], [0, 3], [4, 5]]),
        (7, [[7, 1], [2, 0], [6, 3], [4, 5]]),
    ],
)
def test_a_booklet_is_nested_and_its_blanks_come_before_the_back_cover(pages: int, expected: list[list[int]]) -> None:
    assert rows(impose("half-fold", A4, pages)) == expected


def test_a_sheet_that_is_folded_once_is_folded_in_the_middle() -> None:
    for paper in (A4, LETTER):
        sheets = impose("half-fold", paper, 8)
        assert (sheets.width, sheets.height) == (paper.height, paper.width)
        assert {side.folds for side in sheets.sides} == {(paper.height / 2,)}
        assert page_sizes("half-fold", paper, 8) == ((paper.height / 2, paper.width),) * 8


def test_sheets_further_in_move_to_the_fold_by_the_thickness_of_those_around_them() -> None:
    for number, side in enumerate(impose("half-fold", A4, 16, creep=0.1).sides):
        left, right = sorted(side.spots, key=lambda spot: spot.left)
        assert left.shift == pytest.approx(0.1 * (number // 2))
        assert right.shift == pytest.approx(-0.1 * (number // 2))


def test_four_cards_of_a_sheet_are_the_same_page_in_its_quarters() -> None:
    [side] = impose("four-up", A4, 1).sides

    assert [(spot.page, spot.left, spot.top) for spot in side.spots] == [
        (1, 0, 0), (1, 105, 0), (1, 0, 148.5), (1, 105, 148.5),
    ]  # fmt: skip
    assert {(spot.width, spot.height) for spot in side.spots} == {(105, 148.5)}
    assert page_sizes("four-up", A4, 1) == ((105, 148.5),)


def test_a_single_page_takes_its_paper() -> None:
    sheets = impose("single", LETTER, 3)

    assert (sheets.width, sheets.height) == (LETTER.width, LETTER.height)
    assert [[spot.page for spot in side.spots] for side in sheets.sides] == [[1], [2], [3]]
    assert page_sizes("single", LETTER, 3) == ((LETTER.width, LETTER.height),) * 3


@pytest.mark.parametrize(
    ("method", "needed", "most", "count"),
    [
        ("single", 2, 2, 2), ("single", 3, 2, None), ("four-up", 1, 1, 1), ("four-up", 2, 1, None),
        ("half-fold", 1, 4, 4), ("half-fold", 4, 4, 4), ("half-fold", 5, 4, None), ("half-fold", 5, 32, 8),
        ("half-fold", 32, 32, 32), ("half-fold", 33, 32, None), ("letter-fold", 3, 6, 6), ("letter-fold", 6, 6, 6),
        ("letter-fold", 7, 6, None),
    ],
)  # fmt: skip
def test_pages_are_made_up_to_what_a_fold_needs_or_are_too_many(
    method: Method, needed: int, most: int, count: int | None
) -> None:
    assert page_count(method, needed, most) == count


@given(method=st.sampled_from(METHODS), needed=st.integers(1, 80), most=st.integers(1, 80))
def test_the_count_holds_what_is_needed_and_is_never_more_than_there_may_be(
    method: Method, needed: int, most: int
) -> None:
    count = page_count(method, needed, most)

    limit = 6 if method == "letter-fold" else most
    assert count is None or needed <= count <= limit
    if count is None and method == "single":
        assert needed > most


@given(paper=papers, pages=st.integers(1, 80), creep=st.floats(0, 0.3))
def test_every_page_of_a_booklet_appears_once(paper: Paper, pages: int, creep: float) -> None:
    sheets = impose("half-fold", paper, pages, creep=creep)

    assert sorted(spot.page for side in sheets.sides for spot in side.spots) == list(range(1, pages + 1))
    assert len(sheets.sides) == 2 * -(-pages // 4)


@given(method=st.sampled_from(METHODS), paper=papers, pages=st.integers(1, 40))
def test_pages_lie_on_their_sheet_and_never_on_one_another(method: Method, paper: Paper, pages: int) -> None:
    pages = min(pages, 6) if method == "letter-fold" else pages
    sheets = impose(method, paper, pages)
    sizes = page_sizes(method, paper, pages)

    assert {spot.page for side in sheets.sides for spot in side.spots} == set(range(1, pages + 1))
    for side in sheets.sides:
        for spot in side.spots:
            assert (spot.width, spot.height) == pytest.approx(sizes[spot.page - 1])
            assert spot.left >= 0
            assert spot.top >= 0
            assert spot.left + spot.width <= sheets.width + NEAR
            assert spot.top + spot.height <= sheets.height + NEAR
        for one, other in combinations(side.spots, 2):
            apart = (
                one.left + one.width <= other.left + NEAR,
                other.left + other.width <= one.left + NEAR,
                one.top + one.height <= other.top + NEAR,
                other.top + other.height <= one.top + NEAR,
            )
            assert any(apart), (one, other)
        assert all(0 < fold < sheets.width for fold in side.folds)


@given(method=folded, paper=papers, leaves=st.integers(1, 16))
def test_a_page_stands_behind_the_one_before_or_after_it(method: Method, paper: Paper, leaves: int) -> None:
    pages = 6 if method == "letter-fold" else 4 * leaves
    sheets = impose(method, paper, pages, creep=0.1)

    assert len(sheets.sides) % 2 == 0
    for front, back in zip(sheets.sides[::2], sheets.sides[1::2], strict=True):
        behind = {(round(spot.left, 6), round(spot.top, 6)): spot for spot in back.spots}
        for spot in front.spots:
            other = behind[mirrored(spot, sheets)]
            assert other.width == pytest.approx(spot.width)
            if method == "half-fold":
                assert (spot.page + 1) // 2 == (other.page + 1) // 2, "two sides of one leaf"
                assert other.shift == -spot.shift
    if method == "letter-fold":  # flap 5 backs 4, back 6 backs 3, front 1 backs 2
        outside, inside = rows(sheets)
        assert list(zip(outside, reversed(inside), strict=True)) == [(5, 4), (6, 3), (1, 2)]
