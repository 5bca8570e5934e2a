from __future__ import annotations

import pytest

from handoutpress.paper import PAPERS, PT_PER_MM, PX_PER_MM, Paper


def test_every_paper_is_known_by_its_own_name() -> None:
    assert {name: paper.name for name, paper in PAPERS.items()} == {
        name: name for name in ("a4", "letter", "a3", "tabloid")
    }


@pytest.mark.parametrize(("name", "width", "height"), [("a4", 595.276, 841.890), ("letter", 612, 792)])
def test_papers_have_the_points_that_printers_know_them_by(name: str, width: float, height: float) -> None:
    assert PAPERS[name].points == pytest.approx((width, height), abs=0.001)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=str)
def test_papers_stand_upright(paper: Paper) -> None:
    assert paper.width < paper.height


def test_a4_keeps_its_shape_when_it_is_halved() -> None:
    a4 = PAPERS["a4"]
    assert a4.height / a4.width == pytest.approx(2**0.5, abs=0.001)


def test_an_inch_is_72_points_and_96_pixels() -> None:
    assert pytest.approx((72, 96)) == (25.4 * PT_PER_MM, 25.4 * PX_PER_MM)
