from __future__ import annotations

from typing import Any

import pytest

from handoutpress.errors import MisfitError
from handoutpress.layouts import Layout, SizePart
from handoutpress.workspace import Workspace
from support import REPOSITORY

LAYOUTS = Workspace(REPOSITORY).layouts
FLOORS = {"standard": 11.0, "large": 16.0, "giant": 24.0}
"""The least body type in pt: RNIB Clear Print and UKAAF, 11 in narrow panels only; 16 for large print."""
NARROW = {"trifold", "bifold", "card"}


def row(**more: Any) -> Layout:
    given: dict[str, Any] = {"title": "One", "template": "one.html", "stylesheets": ("one.css",), "papers": ("a4",)}
    return Layout(**given | more)


def test_a_standard_edition_is_the_row_itself() -> None:
    layout = row()

    assert layout.at("standard") is layout


def test_an_edition_that_there_is_none_of_is_none() -> None:
    assert row().at("large") is None
    assert row(sizes={"large": SizePart((18, 19), 8)}).at("giant") is None


def test_a_large_edition_is_the_row_with_what_its_part_says() -> None:
    part = SizePart((18, 19), 8, stylesheets=("large.css",), tables="stacked", line=12.0, leaves_out=("diary",))
    layout = row(pages=2, line=8.5, beside=(("do", "avoid"),), leading=(1.3, 1.4), sizes={"large": part})

    large = layout.at("large")

    assert large
    assert (large.type, large.pages, large.tables, large.line) == ((18, 19), 8, "stacked", 12.0)
    assert large.stylesheets == ("one.css", "large.css")
    assert large.leaves_out == ("diary",)
    assert (large.title, large.papers, large.leading) == (layout.title, layout.papers, layout.leading)
    assert large.plain
    assert (large.beside, large.sizes) == ((), {})


def test_what_a_large_edition_does_not_name_stays_as_the_row_has_it() -> None:
    layout = row(line=8.5, tables="stacked", leaves_out=("notes",), sizes={"large": SizePart((18, 19), 8)})

    large = layout.at("large")

    assert large
    assert (large.line, large.tables, large.leaves_out) == (8.5, "stacked", ("notes",))


def test_a_large_edition_may_leave_out_nothing_or_rule_nothing() -> None:
    part = SizePart((18, 19), 8, line=0.0, leaves_out=())
    large = row(line=8.5, leaves_out=("notes",), sizes={"large": part}).at("large")

    assert large
    assert (large.line, large.leaves_out) == (0.0, ())


@pytest.mark.parametrize(
    ("given", "block", "is_set"),
    [
        ({}, "diary", True),
        ({"leaves_out": ("diary",)}, "diary", False),
        ({"leaves_out": ("diary",)}, "urgent", True),
        ({"keeps": ("urgent", "emergency")}, "urgent", True),
        ({"keeps": ("urgent", "emergency")}, "paragraph", False),
    ],
)
def test_a_block_is_set_unless_it_is_left_out_or_not_among_the_kept(
    given: dict[str, Any], block: str, *, is_set: bool
) -> None:
    assert row(**given).sets(block) is is_set


@pytest.mark.parametrize(
    ("given", "loc"),
    [
        ({"pages": 0}, "pages"),
        ({"papers": ()}, "papers"),
        ({"papers": (), "purposes": ("web", "screen")}, "papers"),
        ({"line": -1.0}, "line"),
        ({"keeps": ("do",), "leaves_out": ("avoid",)}, "leaves_out"),
        ({"type": (0.0, 12.0)}, "type"),
        ({"type": (12.0, 11.0)}, "type"),
        ({"leading": (-1.0, 1.0)}, "leading"),
        ({"space": (1.5, 1.0)}, "space"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_at_its_key(given: dict[str, Any], loc: str) -> None:
    with pytest.raises(MisfitError) as caught:
        row(**given)
    assert caught.value.loc == (loc,)


def test_the_web_needs_no_paper() -> None:
    assert row(papers=(), purposes=("web",)).papers == ()


@pytest.mark.parametrize("name", [name for name, layout in LAYOUTS.items() if layout.papers])
def test_no_layout_of_ours_goes_under_the_floor_of_the_standards(name: str) -> None:
    for size, least in FLOORS.items():
        if layout := LAYOUTS[name].at(size):
            floor = 12.0 if size == "standard" and name not in NARROW else least
            assert layout.type[0] >= floor, size


def test_large_print_is_made_of_what_has_pages_to_turn() -> None:
    for size in ("large", "giant"):
        assert [name for name, layout in LAYOUTS.items() if layout.at(size)] == ["sheet", "booklet"]
    for name in ("sheet", "booklet"):
        large, giant = LAYOUTS[name].at("large"), LAYOUTS[name].at("giant")
        assert large
        assert giant
        assert large.type[0] >= 18
        assert giant.type[0] >= 24
