"""The engine's warnings are met as it really words them: each is provoked here, none is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handoutpress.findings import Finding, Place, Severity
from handoutpress.pdf.typeset import Stock, write
from handoutpress.pdf.wording import worded
from pdf.press import PLACE, lay_in, lay_out
from support import put

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
SPY = SQUARE.replace("<path", "<image href='file:///etc/passwd' width='9' height='9'/><path")
# what is on the page, the code, what must stand in the words
BODIES = {
    "a letter that no font has": ("<p>I \u2764 you</p>", "P201", "\u2764"),
    "a missing picture": ("<img alt=x src='handouts/none.png'>", "P203", "none.png"),
    "a broken picture": ("<img alt=x src='handouts/broken.png'>", "P203", "broken.png"),
    "a broken drawing": ("<img alt=x src='handouts/broken.svg'>", "P203", "broken.svg"),
    "a picture from elsewhere": ("<img alt=x src='http://127.0.0.1/x.png'>", "P204", "127.0.0.1"),
    "a file of this machine": ("<img alt=x src='file:///etc/passwd'>", "P204", "passwd"),
    "a drawing that asks for a file": ("<img alt=x src='handouts/spy.svg'>", "P204", "passwd"),
    "a picture without words": ("<img src='handouts/square.svg'>", "P205", "square.svg"),
    "a stylesheet that is not there": ("<link rel=stylesheet href='handouts/no.css'>", "P204", "no.css"),
    "a rule that is none": ("<p style='colour: red'>x</p>", "P200", "colour"),
    "a link to nowhere": ("<a href='#nowhere'>x</a>", "P200", "nowhere"),
}
# a stylesheet, the code, what must stand in the words
SHEETS = {
    "an unknown property": ("p { colour: red }", "P200", "colour"),
    "a bad value": ("p { color: reddish }", "P200", "reddish"),
    "a bad selector": ("p::nope { color: red }", "P200", "nope"),
    "an import that is not there": ("@import url('handouts/no.css');", "P204", "no.css"),
    "a font that is not there": ("@font-face { font-family: X; src: url('handouts/no.ttf') }", "P202", "X"),
    "a font that is none": ("@font-face { font-family: X; src: url('handouts/broken.png') }", "P202", "X"),
    "a picture that is not there": ("p { background: url('handouts/none.png') }", "P203", "none.png"),
    "a value that nobody defines": ("p { color: var(--nope) }", "P2", ""),
    "a length that nobody defines": ("p { margin: calc(2 * var(--nope)) }", "P2", ""),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "broken.png", b"\x89PNG nothing more")
    put(tmp_path / "broken.svg", SQUARE[:60])
    put(tmp_path / "square.svg", SQUARE)
    put(tmp_path / "spy.svg", SPY)
    return tmp_path


def findings(body: str, shared: Stock) -> tuple[Finding, ...]:
    """Give all that is found while a page is set and written."""
    pages = lay_out(body, shared=shared)
    _, more = write(pages, place=PLACE, sides="one-sided")
    return (*pages.findings, *more)


@pytest.mark.parametrize(("body", "code", "words"), BODIES.values(), ids=BODIES.keys())
def test_every_fault_on_a_page_is_told_each_time(folder: Path, body: str, code: str, words: str) -> None:
    shared = lay_in(roots={"handouts": folder})

    first, second = findings(body, shared), findings(body, shared)

    assert [found.code for found in first] == [code]
    assert words in first[0].message
    assert first[0].severity is Severity.ERROR
    assert first[0].place == PLACE
    assert first[0].hint
    assert second == first  # the stock is shared, and a fault is not forgotten


@pytest.mark.parametrize(("css", "code", "words"), SHEETS.values(), ids=SHEETS.keys())
def test_every_fault_of_a_stylesheet_is_told_each_time(folder: Path, css: str, code: str, words: str) -> None:
    shared = lay_in(css, roots={"handouts": folder})

    first, second = findings("<p>x</p>", shared), findings("<p>x</p>", shared)

    assert first != ()
    assert all(found.code.startswith(code) and words in found.message for found in first)
    assert second == first


def test_the_file_is_not_written_where_a_fault_is_met_at_the_end() -> None:
    data, found = write(lay_out("<p>\u2764</p>"), place=PLACE, sides="one-sided")

    assert data == b""
    assert [one.code for one in found] == ["P201"]


def test_a_fault_of_one_leaflet_is_not_told_of_the_next(folder: Path) -> None:
    shared = lay_in(roots={"handouts": folder})
    findings("<img alt=x src='handouts/none.png'><p>\u2764</p>", shared)

    assert findings("<p>x</p>", shared) == ()


def test_words_do_not_end_in_the_air_nor_speak_of_the_program(folder: Path) -> None:
    shared = lay_in(roots={"handouts": folder})

    for body, _, _ in BODIES.values():
        for found in findings(body, shared):
            assert not found.message.rstrip().endswith(":")
            assert "BlockedError" not in found.message


def test_a_warning_that_we_do_not_know_is_given_as_it_came() -> None:
    found = worded("Something quite new", Place("handouts/x/en.md"))

    assert (found.code, found.severity) == ("P200", Severity.ERROR)
    assert "Something quite new" in found.message
    assert found.hint
