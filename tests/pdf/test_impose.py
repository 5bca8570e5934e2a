"""Imposing on real PDFs: the pages stand where arithmetic put them, in their order, and nothing else is lost."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pikepdf
import pypdfium2
import pytest

from handoutpress import imposition
from handoutpress.paper import PAPERS, PT_PER_MM
from handoutpress.pdf.hints import DUPLEX
from handoutpress.pdf.impose import impose
from handoutpress.pdf.typeset import stock, typeset, write_plain
from pdf.places import Run, find, runs, trims
from pdf.press import PLACE, print_out

if TYPE_CHECKING:
    from PIL import Image

    from handoutpress.imposition import Method

A4: Final = PAPERS["a4"]
INSET: Final = 10.0
"""mm between the left edge of a page and its number."""
METHODS: Final[list[tuple[Method, int]]] = [
    ("single", 3), ("four-up", 1), ("half-fold", 4), ("half-fold", 6), ("half-fold", 8), ("letter-fold", 6),
]  # fmt: skip


def pages(method: Method, count: int, *, bleed: float = 0.0, paper: str = "a4") -> bytes:
    """Print pages that say their number, each on its own ground, as they come to be imposed."""
    sizes = imposition.page_sizes(method, PAPERS[paper], count)
    css = "".join(
        f"@page :nth({n}) {{ size: {width}mm {height}mm; margin: {INSET}mm; bleed: {bleed}mm;"
        f" background: rgb({n * 20}, 0, 200) }}"
        for n, (width, height) in enumerate(sizes, 1)
    )
    css += "html { font: 12pt/1 'Atkinson Hyperlegible' } body, p { margin: 0 } p { break-after: page }"
    body = "".join(f"<p>Page {n} of the leaflet</p>" for n in range(1, count + 1))
    html = f"<!doctype html><html lang=en-GB><title>A sore ankle</title><body>{body}</body></html>"
    data, findings = write_plain(
        typeset(html, stock([("own.css", css)], roots={}, colours={}), place=PLACE), place=PLACE
    )
    assert findings == ()
    return data


def imposed(
    method: Method, count: int, *, bleed: float = 0.0, creep: float = 0.0, sides: str | None = None, paper: str = "a4"
) -> bytes:
    sheets = imposition.impose(method, PAPERS[paper], count, creep=creep)
    return impose(pages(method, count, bleed=bleed, paper=paper), sheets, bleed=bleed, sides=sides)


def said(found: list[Run], side: int) -> list[str]:
    """Give the numbers of the pages on a side from left to right."""
    on_side = sorted((run for run in found if run.page == side), key=lambda run: run.left)
    return [run.text.split()[1] for run in on_side]


def drawn(data: bytes, number: int) -> Image.Image:
    """Draw a side with its bleed, a pixel a mm times four."""
    document = pypdfium2.PdfDocument(data)
    image: Image.Image = document[number].render(scale=4 / PT_PER_MM).to_pil().convert("RGB")
    return image


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(("method", "count"), METHODS)
def test_every_page_stands_at_its_place_on_its_side(method: Method, count: int, paper: str) -> None:
    sheets = imposition.impose(method, PAPERS[paper], count)

    found = runs(imposed(method, count, paper=paper))

    spots = [(number, spot) for number, side in enumerate(sheets.sides) for spot in side.spots]
    assert len(found) == len(spots)
    for number, spot in spots:
        there = [
            run for run in find(found, f"Page {spot.page} ")
            if run.page == number and run.left == pytest.approx(spot.left + INSET, abs=1)
            and run.top == pytest.approx(spot.top + INSET, abs=1)
        ]  # fmt: skip
        assert len(there) == 1, (number, spot)


def test_a_leaflet_folded_twice_reads_flap_back_front_and_then_the_inside_in_order() -> None:
    found = runs(imposed("letter-fold", 6))

    assert [said(found, side) for side in (0, 1)] == [["5", "6", "1"], ["2", "3", "4"]]


def test_a_booklet_of_eight_pages_is_two_sheets() -> None:
    found = runs(imposed("half-fold", 8))

    assert [said(found, side) for side in range(4)] == [["8", "1"], ["2", "7"], ["6", "3"], ["4", "5"]]


def test_pages_further_in_move_to_the_fold() -> None:
    still, moved = (runs(imposed("half-fold", 8, creep=creep)) for creep in (0.0, 0.5))

    by = {run.text: new.left - run.left for run, new in zip(still, moved, strict=True)}
    assert {text.split()[1]: round(shift, 2) for text, shift in by.items()} == {
        "8": 0, "1": 0, "2": 0, "7": 0, "6": 0.5, "3": -0.5, "4": 0.5, "5": -0.5,
    }  # fmt: skip


@pytest.mark.parametrize("bleed", [0.0, 3.0])
@pytest.mark.parametrize(("method", "count"), METHODS)
def test_a_side_is_as_large_as_its_sheet_and_the_bleed_lies_around_it(method: Method, count: int, bleed: float) -> None:
    sheets = imposition.impose(method, A4, count)
    data = imposed(method, count, bleed=bleed)

    assert trims(data) == [pytest.approx((sheets.width, sheets.height), abs=0.1)] * len(sheets.sides)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            edge, wide, high = (one * PT_PER_MM for one in (bleed, sheets.width, sheets.height))
            whole = [0, 0, wide + 2 * edge, high + 2 * edge]
            assert [float(one) for one in page.mediabox] == pytest.approx(whole, abs=0.01)
            assert [float(one) for one in page.obj.BleedBox] == pytest.approx(whole, abs=0.01)
            assert [float(one) for one in page.trimbox] == pytest.approx(
                [edge, edge, edge + wide, edge + high], abs=0.01
            )


def test_bleed_is_kept_at_the_edges_of_a_sheet_and_cut_off_in_its_folds() -> None:
    data = imposed("letter-fold", 6, bleed=3)
    grounds = {n: (n * 20, 0, 200) for n in range(1, 7)}

    outside = drawn(data, 0)
    middle = outside.height // 2

    def ground(left: float) -> tuple[int, ...]:
        """Give the colour at a place in mm from the left edge of the trim."""
        colour = outside.getpixel((round((left + 3) * 4), middle))
        assert isinstance(colour, tuple)
        return colour

    assert ground(-2) == ground(96) == grounds[5], "bleed at the edge, and the panel up to its fold"
    assert ground(98) == ground(196) == grounds[6]
    assert ground(198) == ground(299) == grounds[1], "the panel from its fold on, and bleed at the edge"
    assert outside.getpixel((4 * 150, 4)) == grounds[6], "bleed at the head"
    assert outside.getpixel((4 * 150, outside.height - 5)) == grounds[6], "bleed at the foot"


@pytest.mark.parametrize("sides", DUPLEX)
def test_sheets_ask_the_printer_for_their_sides(sides: str) -> None:
    with pikepdf.open(io.BytesIO(imposed("half-fold", 4, sides=sides))) as pdf:
        wishes = {key: str(value) for key, value in pdf.Root.ViewerPreferences.items()}

    assert wishes["/Duplex"] == f"/{DUPLEX[sides]}"
    assert wishes["/PrintScaling"] == "/None"
    assert (wishes["/PickTrayByPDFSize"], wishes["/NumCopies"]) == ("True", "1")


def test_sheets_for_the_print_shop_ask_nothing_of_a_printer() -> None:
    with pikepdf.open(io.BytesIO(imposed("half-fold", 4))) as pdf:
        assert "/Duplex" not in pdf.Root.get("/ViewerPreferences", {})


def test_the_same_pages_give_the_same_bytes() -> None:
    assert imposed("letter-fold", 6, sides="two-sided-short-edge") == imposed(
        "letter-fold", 6, sides="two-sided-short-edge"
    )


def test_title_and_language_are_kept_and_tags_that_lead_nowhere_are_not() -> None:
    sheets = imposition.impose("half-fold", A4, 1)
    tagged = print_out("<h1>A sore ankle</h1><p>Rest it.</p>")
    with pikepdf.open(io.BytesIO(tagged)) as before, pikepdf.open(io.BytesIO(impose(tagged, sheets))) as after:
        assert str(after.docinfo["/Title"]) == str(before.docinfo["/Title"]) == "Ankle"
        assert str(after.Root.Lang) == str(before.Root.Lang) == "en"
        assert "/StructTreeRoot" in before.Root
        assert not {"/StructTreeRoot", "/MarkInfo", "/Outlines"} & set(after.Root.keys())


def test_a_page_that_is_used_four_times_is_kept_once() -> None:
    with pikepdf.open(io.BytesIO(imposed("four-up", 1))) as pdf:
        [page] = pdf.pages
        assert len(page.obj.Resources.XObject) == 1
    assert len(runs(imposed("four-up", 1))) == 4
