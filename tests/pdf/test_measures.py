from __future__ import annotations

import pytest

from handoutpress.pdf.grounds import PAPER, Area, Rgba
from handoutpress.pdf.measures import Measures, Page, measure
from pdf.press import lay_out

WORDS = "Keep your foot up on a cushion and rest it well. "
SQUARE = "<img alt='two feet' src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>' style='{}'>"
OVER = "position: absolute; left: 0; top: 0; width: 60mm; height: 60mm"


def measured(body: str, css: str = "") -> Measures:
    return measure(lay_out(body, css))


def page_of(body: str, css: str = "") -> Page:
    [page] = measured(body, css).pages
    return page


def seen(body: str) -> tuple[str, str, bool]:
    """Give the colour of the first text, that of its ground, and whether a picture is in the way."""
    run = page_of(body).runs[0]
    return run.colour.over(run.ground).named, run.ground.named, run.on_picture


def test_a_paragraph_is_one_piece_with_its_lines_its_type_and_its_place() -> None:
    [piece] = page_of(f"<p id=a style='font-size: 10pt; line-height: 5mm'>{WORDS * 4}</p>").flow

    assert " ".join(piece.lines) == (WORDS * 4).strip()
    assert piece.area == pytest.approx((10, 10, 90, 10 + 5 * len(piece.lines)), abs=0.01)
    assert piece.size == pytest.approx(10)
    assert (piece.around.block, piece.page) == ("a", 1)
    longest = max(map(len, piece.lines))
    assert 0.85 * 80 < piece.letter * longest < 1.05 * 80, "about as wide as its column"


def test_words_in_other_type_stay_in_their_line() -> None:
    [piece] = page_of("<p>Keep <b>your <i>foot</i></b> up</p>").flow

    assert piece.lines == ("Keep your foot up",)


def test_pieces_come_in_the_order_of_the_page_and_know_that_of_the_source() -> None:
    css = ".box { display: flex; flex-direction: column } .late { order: 2 }"
    first, second = page_of("<div class=box><p class=late>late</p><p>early</p></div>", css).flow

    assert (first.lines, second.lines) == (("early",), ("late",))
    assert first.order > second.order


def test_pictures_and_ruled_lines_are_pieces_and_boxes_round_others_are_none() -> None:
    rule = "<div style='height: 8mm; border-bottom: 1pt solid'></div>"
    picture, line = page_of(
        f"<section>{SQUARE.format('display: block; width: 20mm; height: 9mm')}{rule}</section>"
    ).flow

    assert (picture.words, picture.lines, line.words, line.lines) == ("two feet", (), "", ())
    assert picture.area == pytest.approx((10, 10, 30, 19), abs=0.01)
    assert line.area.bottom - line.area.top == pytest.approx(8.35, abs=0.01)


def test_what_takes_no_room_is_no_piece() -> None:
    assert list(page_of(f"<div></div><div style='{OVER}'></div>").flow) == []


def test_what_stands_in_the_margin_is_no_part_of_the_flow() -> None:
    css = "@page { @bottom-left { content: element(i) } } .i { position: running(i) }"
    page = page_of("<div class=i><p>imprint</p></div><p>text</p>", css)

    assert [piece.lines[0] for piece in page.flow] == ["text"]
    assert {(run.text, run.around.margin) for run in page.runs} == {("imprint", True), ("text", False)}


def test_a_piece_knows_what_it_stands_in() -> None:
    body = "<section class='do half' id=a aria-hidden=true><ul style='position: absolute'><li>rest</li></ul></section>"
    [piece] = [one for one in page_of(body).flow if one.lines == ("rest",)]

    assert {"section", ".do", ".half", "ul", "li"} <= piece.around.within
    assert (piece.around.block, piece.around.hidden, piece.around.placed) == ("a", True, True)


def test_a_page_is_filled_as_far_as_its_last_piece_goes() -> None:
    assert page_of("<div style='height: 20mm; border-top: 1px solid'></div>").filled == pytest.approx(0.25, abs=0.01)
    assert page_of("").filled == 0


def test_the_parts_of_a_block_are_as_high_as_what_stands_in_them() -> None:
    tall, rest = (f"<div style='break-inside: avoid; height: {n}mm; border: 1px solid red'></div>" for n in (50, 40))
    parts = measured(f"<p>{WORDS}</p><div id=a><div>{tall}</div>{rest}</div>").parts

    assert [part.page for part in parts["a"]] == [1, 2]
    assert [part.height for part in parts["a"]] == pytest.approx([50.5, 40.5], abs=0.1)
    assert set(parts) == {"a"}


@pytest.mark.parametrize(
    ("body", "ink", "ground"),
    [
        ("<p>a</p>", "#000000", "#ffffff"),
        ("<p style='color: #123456'>a</p>", "#123456", "#ffffff"),
        ("<div style='background: #ff0000'><p>a</p></div>", "#000000", "#ff0000"),
        ("<div style='background: #ff0000'><p style='background: #ffffff'>a</p></div>", "#000000", "#ffffff"),
        ("<div style='background: rgb(255 0 0 / 50%)'><p>a</p></div>", "#000000", "#ff8080"),
        ("<p style='color: rgb(0 0 0 / 50%)'>a</p>", "#808080", "#ffffff"),
        ("<div style='opacity: .5'><p style='opacity: .5'>a</p></div>", "#bfbfbf", "#ffffff"),
        (f"<div style='background: #ff0000; {OVER}'></div><p style='position: absolute'>a</p>", "#000000", "#ff0000"),
        (
            "<div style='background: #ff0000; width: 5mm; height: 5mm; float: right'></div><p>a</p>",
            "#000000",
            "#ffffff",
        ),
        ("<style>html { background: #ff0000 }</style><p>a</p>", "#000000", "#ff0000"),
        ("<table><tr style='background: #ff0000'><td>a</td></tr></table>", "#000000", "#ff0000"),
    ],
)
def test_a_text_is_seen_on_what_is_painted_behind_it(body: str, ink: str, ground: str) -> None:
    assert seen(body) == (ink, ground, False)


@pytest.mark.parametrize(
    ("body", "on_picture"),
    [
        (f"{SQUARE.format(OVER)}<p style='position: absolute'>a</p>", True),
        (f"<p>a</p>{SQUARE.format(OVER)}", True),
        (f"{SQUARE.format(OVER)}<p style='position: absolute; background: #fff'>a</p>", False),
        (f"{SQUARE.format(OVER)}<p style='position: absolute; background: rgb(255 255 255 / 50%)'>a</p>", True),
        (f"<p>a</p>{SQUARE.format('display: block; width: 60mm; height: 40mm')}", False),
        (f"{SQUARE.format('display: block; width: 60mm; height: 40mm')}<p>a</p>", False),
    ],
)
def test_a_picture_behind_or_over_a_text_is_noted(body: str, on_picture: bool) -> None:  # noqa: FBT001
    assert seen(body)[2] is on_picture


def test_a_colour_that_is_seen_through_mixes_with_what_is_below() -> None:
    assert Rgba(0, 0, 0, 0.25).over(PAPER) == Rgba(0.75, 0.75, 0.75)
    assert Rgba(1.0, 0.5, 0).named == "#ff8000"


def test_areas_meet_when_they_share_more_than_a_touch() -> None:
    one = Area(0, 0, 10, 10)

    assert one.meets(Area(9, 9, 20, 20))
    assert not one.meets(Area(9, 9, 20, 20), 1)
    assert not one.meets(Area(10, 0, 20, 10))
    assert not one.meets(Area(2, 11, 8, 20))
