from __future__ import annotations

import pytest

from handoutpress.findings import in_order
from handoutpress.pdf.typeset import Excess
from pdf.press import lay_out

WORDS = "Keep your foot up on a cushion and rest it well. "
LONG_WORD = "Antidisestablishmentarianism"
IMPRINT = """
@page { @bottom-left { content: element(i); width: 100%; vertical-align: bottom } }
.i { position: running(i) }
"""

GOOD = {
    "prose": f"<p>{WORDS * 10}</p>",
    "two pages": f"<p>{WORDS * 40}</p>",
    "a box that is high enough": f"<div style='height: 40mm'><p>{WORDS * 5}</p></div>",
    "a list": f"<ul><li>{WORDS}</li><li>{WORDS}</li></ul>",
    "a grid": f"<div style='display: grid; grid-template-columns: 1fr 1fr'><p>{WORDS * 3}</p><p>{WORDS}</p></div>",
    "a row": f"<div style='display: flex'><p style='flex: 1'>{WORDS * 3}</p><p style='flex: 1'>{WORDS}</p></div>",
    "a float": f"<div style='float: right; width: 30mm'>{WORDS}</div><p>{WORDS * 5}</p>",
    "a table": f"<table><tr><th>{WORDS}</th><td>{WORDS}</td></tr></table>",
    "a line as low as its letters": f"<div style='height: 12pt; line-height: 12pt'>{WORDS[:20]}</div>",
    "placed freely": f"<div style='position: absolute; top: 0; width: 40mm; height: 60mm'>{WORDS * 3}</div>",
}
# what is on the page, the word of it that is told first
BAD = {
    "a block of fixed height": f"<div id=a style='height: 10mm'><p>{WORDS * 6}</p></div>",
    "cut off": f"<div id=a style='height: 10mm; overflow: hidden'><p>{WORDS * 6}</p></div>",
    "a block of greatest height": f"<div id=a style='max-height: 10mm'><p>{WORDS * 6}</p></div>",
    "placed freely": f"<div id=a style='position: absolute; height: 10mm; width: 40mm'>{WORDS * 6}</div>",
    "placed beside the page": f"<p id=a style='position: absolute; left: -30mm; width: 40mm'>{WORDS}</p>",
    "pulled off the page": f"<p id=a style='margin-left: -20mm'>{WORDS * 2}</p>",
    "a row of a grid": f"<div style='display: grid; grid-template-rows: 10mm 10mm'><p id=a>{WORDS * 6}</p><p>x</div>",
    "a grid of fixed height": f"<div id=a style='display: grid; height: 10mm'><p>{WORDS * 6}</p></div>",
    "a word in a grid": f"<div style='display: grid; grid-template-columns: 10mm 1fr'><p id=a>{LONG_WORD}<p>x</div>",
    "a flex box of fixed height": f"<div id=a style='display: flex; height: 10mm'><p>{WORDS * 6}</p></div>",
    "a word in a flex box": f"<div style='display: flex'><p id=a style='width: 10mm'>{LONG_WORD}</p></div>",
    "a word in a float": f"<div id=a style='float: left; width: 10mm'>{LONG_WORD}</div>",
    "a word in a cell": f"<table style='table-layout: fixed; width: 30mm'><tr><td id=a>{LONG_WORD}<td>x</table>",
    "a word wider than the column": f"<p id=a>{'W' * 60}</p>",
    "a line that may not break": f"<p id=a style='white-space: nowrap'>{WORDS * 2}</p>",
    "columns of fixed height": f"<div id=a style='columns: 3; height: 20mm'>{WORDS * 8}</div>",
    "a letter higher than the page": "<p id=a style='font-size: 300pt'>W</p>",
}
SQUARE = "<img alt='two feet' src='data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>' style='{}'>"
PICTURES = {
    "wider than the page": f"<p id=a>{SQUARE.format('width: 120mm; height: 9mm')}</p>",
    "higher than the page": f"<p id=a>{SQUARE.format('width: 9mm; height: 120mm')}</p>",
    "pushed off the page": f"<p id=a>{SQUARE.format('width: 20mm; height: 9mm; margin-left: 75mm')}</p>",
}
# The engine drops, without a word, what is left of these when no page follows.
DROPPED = {
    "a float higher than the page": f"<div id=a style='float: left; width: 40mm'>{WORDS * 30}</div>",
    "placed freely across the foot": f"<div id=a style='position: absolute; top: 60mm; width: 40mm'>{WORDS * 6}</div>",
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD.keys())
def test_nothing_is_found_where_all_fits(body: str) -> None:
    assert lay_out(body).spills == ()


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_text_outside_its_place_is_found_with_its_block(body: str) -> None:
    spills = lay_out(body).spills

    assert {spill.block for spill in spills} == {"a"}
    assert all(spill.page == 1 and spill.millimetres > 1 and spill.words > 0 and spill.begins for spill in spills)


@pytest.mark.parametrize("body", PICTURES.values(), ids=PICTURES.keys())
def test_a_picture_that_the_page_cuts_off_is_found_by_its_words(body: str) -> None:
    [spill] = lay_out(body).spills

    assert (spill.page, spill.block, spill.begins) == (1, "a", "two feet")
    assert spill.millimetres > 1


def test_a_picture_that_fits_is_not_told() -> None:
    assert lay_out(f"<p>{SQUARE.format('width: 80mm; height: 40mm')}</p>").spills == ()


@pytest.mark.parametrize("body", DROPPED.values(), ids=DROPPED.keys())
def test_text_that_the_engine_drops_is_found(body: str) -> None:
    pages = lay_out(body)

    assert pages.spills or pages.findings


def test_a_spill_is_measured_in_millimetres_and_words() -> None:
    # Three lines of 10 mm and one word each in a box that has room for one and a half.
    css = "div { font-size: 12pt; line-height: 10mm; height: 15mm; width: 15mm }"

    [spill] = lay_out("<div id=a>rest rest rest</div>", css).spills

    assert (spill.page, spill.words, spill.begins) == (1, 2, "rest")
    assert spill.millimetres == pytest.approx(12.6, abs=0.11)  # 30 mm less 15, less the air under the letters


def test_the_page_is_told_on_which_text_spills() -> None:
    body = f"<p>{WORDS}</p><div id=a style='break-before: page; height: 5mm'>{WORDS * 3}</div>"

    assert [spill.page for spill in lay_out(body).spills] == [2]


@pytest.mark.parametrize("words", [1, 2, 3])
def test_an_imprint_may_fill_its_margin_but_not_run_into_the_text(words: int) -> None:
    one_line = "Call us. " * words

    pages = lay_out(f"<div class=i>{one_line}</div><p>{WORDS}</p>", IMPRINT)

    assert pages.spills == ()


def test_an_imprint_that_runs_into_the_text_is_found() -> None:
    pages = lay_out(f"<div class=i>{WORDS * 3}</div><p>{WORDS}</p>", IMPRINT)

    [spill] = pages.spills
    assert spill.begins.startswith("Keep your foot")


def test_an_imprint_that_falls_off_the_sheet_is_found() -> None:
    css = IMPRINT.replace("vertical-align: bottom", "vertical-align: top")

    assert lay_out(f"<div class=i>{WORDS * 3}</div><p>{WORDS}</p>", css).spills != ()


def test_room_left_is_what_lies_between_the_last_thing_and_the_foot() -> None:
    assert lay_out("<p style='height: 30mm'>x</p>").room == pytest.approx(50, abs=0.01)
    assert lay_out("<p style='height: 30mm; margin-bottom: 5mm'>x</p>").room == pytest.approx(45, abs=0.01)
    assert lay_out("<p style='height: 80mm'>x</p>").room == pytest.approx(0, abs=0.01)


def test_room_left_is_that_of_the_last_page() -> None:
    body = "<p style='height: 70mm'>x</p><p style='height: 20mm'>x</p>"

    assert lay_out(body).room == pytest.approx(60, abs=0.01)


def test_room_left_does_not_count_the_imprint() -> None:
    pages = lay_out("<div class=i>Call us.</div><p style='height: 30mm'>x</p>", IMPRINT)

    assert pages.room == pytest.approx(50, abs=0.01)


def test_a_float_that_hangs_lower_than_the_text_takes_room() -> None:
    body = "<div style='float: right; width: 20mm; height: 60mm'>x</div><p style='height: 30mm'>x</p>"

    assert lay_out(body).room == pytest.approx(20, abs=0.01)


def test_what_stands_beyond_a_page_is_counted_from_its_first_block() -> None:
    body = "<p id=a style='height: 70mm'>one</p><p id=b style='height: 20mm'>two three</p><p id=c>four</p>"
    pages = lay_out(body)

    assert pages.pages == 2
    assert pages.beyond(1) == Excess("b", words=3, lines=2)
    assert pages.beyond(2) == Excess("", words=0, lines=0)


def test_the_imprint_is_not_counted_beyond_the_page() -> None:
    body = "<div class=i>Call us.</div><p style='height: 70mm'>x</p><p id=b style='height: 20mm'>y</p>"
    pages = lay_out(body, IMPRINT)

    assert pages.beyond(1) == Excess("b", words=1, lines=1)
    assert in_order(pages.findings) == ()
