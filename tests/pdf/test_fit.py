"""Copy-fitting on small real pages: what is chosen was set, and nothing larger would have fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from handoutpress.layouts import Layout
from handoutpress.pdf.fit import STEPS, Figures, fit, floor
from handoutpress.pdf.typeset import typeset
from pdf.press import PLACE, lay_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from handoutpress.imposition import Method
    from handoutpress.pdf.typeset import Typeset

WORDS: Final = "Keep your foot up on a cushion and rest it well. "
CSS: Final = """
html { font-size: var(--fit-type); line-height: var(--fit-leading) }
p + p { margin-top: calc(var(--fit-space) * 3mm) }
h1 { font-size: calc(2 * var(--fit-type)) }
.box { height: 40mm }
"""
MOST_LAYOUTS: Final = 12
LITTLE: Final = 8.0
"""mm of room, a tenth of a page, for which it does not pay to try whether more would fit."""


def layout(**more: Any) -> Layout:
    given: dict[str, Any] = {
        "title": "One", "template": "one.html", "stylesheets": (), "papers": ("a4",), "type": (10.0, 13.5),
        "leading": (1.3, 1.5), "space": (1.0, 1.6),
    }  # fmt: skip
    return Layout(**given | more)


def press(body: str) -> Callable[[Figures], Typeset]:
    """Give what sets `body` at any figures, on pages whose text area is 80 mm by 80 mm."""
    stock, html = lay_in(CSS), f"<!doctype html><html lang=en><title>x</title><body>{body}</body></html>"
    return lambda figures: typeset(html, stock, place=PLACE, figures=figures.as_css())


def prose(paragraphs: int, words: int = 0) -> str:
    """Give whole paragraphs of 33 words, or as many as `words` make and a last one that is shorter."""
    whole, rest = divmod(words, 33)
    return f"<p>{WORDS * 3}</p>" * (paragraphs + whole) + f"<p>{' '.join((WORDS * 3).split()[:rest])}</p>" * bool(rest)


def larger(figures: Figures, row: Layout) -> list[Figures]:
    """Give the figures one step up in type, then in leading, then in space: what is spent first comes first."""
    found = []
    for name, (finest, many) in STEPS.items():
        least, most = getattr(row, name)
        step = (most - least) / max(1, min(many, int((most - least) / finest + 0.01)))
        value = getattr(figures, name) + step
        if value <= most + 0.001:
            given = {"type": figures.type, "leading": figures.leading, "space": figures.space}
            found.append(Figures(**given | {name: round(value, 3)}))
    return found


@pytest.mark.parametrize("words", range(60, 300, 8))
def test_the_largest_that_fits_is_found_and_was_set(words: int) -> None:
    pages = 2 if words % 3 else 1
    row, set_at = layout(pages=pages), press(prose(0, words))
    least = set_at(floor(row)).pages

    fitted = fit(set_at, row)

    if least > pages:
        assert fitted.pages is None
        assert fitted.figures == floor(row)
        return
    assert fitted.pages == least, "no more pages than the text needs at its smallest"
    assert fitted.typeset.pages == set_at(fitted.figures).pages <= least
    assert fitted.typeset.spills == ()
    for figures in larger(fitted.figures, row):
        assert fitted.typeset.room < LITTLE or set_at(figures).pages > least, f"{figures} would have fitted too"


@pytest.mark.parametrize("paragraphs", [1, 3, 5, 9, 30])
def test_figures_stay_between_the_floor_and_the_most(paragraphs: int) -> None:
    row = layout(pages=3)

    fitted = fit(press(prose(paragraphs)), row)

    for name in STEPS:
        least, most = getattr(row, name)
        assert least <= getattr(fitted.figures, name) <= most


def test_a_short_text_gets_the_most_of_everything() -> None:
    row = layout()

    fitted = fit(press(prose(1)), row)

    assert fitted.figures == Figures(13.5, 1.5, 1.6)


def test_a_range_of_one_value_is_kept() -> None:
    row = layout(type=(12.0, 12.0), leading=(1.4, 1.4), space=(1.0, 1.0))

    fitted = fit(press(prose(1)), row)

    assert (fitted.figures, fitted.layouts) == (Figures(12.0, 1.4, 1.0), 1)


@pytest.mark.parametrize("paragraphs", [1, 2, 3, 4, 5, 6, 7, 8, 20])
def test_few_layouts_are_enough(paragraphs: int) -> None:
    asked: list[Figures] = []
    set_at = press(prose(paragraphs))

    def counted(figures: Figures) -> Typeset:
        asked.append(figures)
        return set_at(figures)

    fitted = fit(counted, layout(pages=4))

    assert len(asked) == fitted.layouts <= MOST_LAYOUTS


def test_text_that_is_too_long_at_the_floor_is_told_after_one_layout() -> None:
    fitted = fit(press(prose(30)), layout(pages=2))

    assert (fitted.pages, fitted.layouts) == (None, 1)
    assert fitted.figures == Figures(10.0, 1.3, 1.0)
    assert fitted.typeset.pages > 2


def test_type_at_which_text_leaves_its_box_is_not_taken() -> None:
    body = f"<div class=box><p>{WORDS * 5}</p></div>"
    row, set_at = layout(), press(body)
    assert set_at(Figures(13.5, 1.5, 1.6)).pages == 1
    assert set_at(Figures(13.5, 1.5, 1.6)).spills

    fitted = fit(set_at, row)

    assert fitted.typeset.spills == ()
    assert fitted.figures.type < 13.5


def test_text_that_leaves_its_box_at_the_floor_is_given_back_as_it_is() -> None:
    fitted = fit(press(f"<div class=box><p>{WORDS * 20}</p></div>"), layout())

    assert fitted.typeset.spills
    assert (fitted.figures, fitted.layouts) == (floor(layout()), 1)


@pytest.mark.parametrize(
    ("method", "most", "paragraphs", "pages"),
    [
        ("letter-fold", 6, 1, 6), ("letter-fold", 6, 12, 6), ("letter-fold", 6, 60, None), ("half-fold", 4, 1, 4),
        ("half-fold", 8, 20, 8), ("half-fold", 4, 60, None), ("four-up", 1, 1, 1), ("four-up", 1, 12, None),
    ],
)  # fmt: skip
def test_a_fold_gets_the_pages_that_it_needs(method: Method, most: int, paragraphs: int, pages: int | None) -> None:
    fitted = fit(press(prose(paragraphs)), layout(imposition=method, pages=most))

    assert fitted.pages == pages
    if pages:
        assert fitted.typeset.pages <= pages


def test_a_fold_uses_its_spare_pages_for_larger_type() -> None:
    row, set_at = layout(imposition="half-fold", pages=4), press(prose(9))
    small = set_at(floor(row)).pages

    fitted = fit(set_at, row)

    assert small < 4
    assert fitted.figures.type == 13.5
    assert fitted.typeset.pages <= 4


def test_figures_are_custom_properties_for_the_stylesheets() -> None:
    assert Figures(12.25, 1.4, 1.0).as_css() == ":root{--fit-type:12.25pt;--fit-leading:1.4;--fit-space:1}"
