from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest

from handoutpress.findings import Finding, Place
from handoutpress.pdf.fonts import FACES, FAMILY, FOLDER, INVISIBLE, font_faces, letters, missing_letters
from handoutpress.pdf.typeset import write
from pdf.press import PLACE, lay_in, lay_out, print_out
from pdf.tags import structure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handoutpress.edition import Edition


def told(text: str) -> list[Finding]:
    return list(missing_letters("handouts/ankle/en.md", text))


def embedded(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Give each font of a file, less its subset's tag, and whether its letters are in the file."""
    fonts = [
        thing for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font" and thing.Subtype != "/Type0"
    ]  # fmt: skip
    return {
        str(font.BaseFont)[1:].partition("+")[2]: any(
            key in font.FontDescriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )
        for font in fonts
    }


def test_every_face_is_a_file_of_the_package() -> None:
    assert set(FACES) == {"normal", "bold"}
    assert all((FOLDER / file).is_file() for file in FACES.values())
    assert len(set(FACES.values())) == len(FACES), "of two rules for one file the engine keeps the first"


def test_the_rules_name_our_family_and_virtual_addresses_only() -> None:
    rules = font_faces("https://handout.invalid/fonts/")

    assert rules.count(f'font-family:"{FAMILY}"') == rules.count("@font-face") == len(FACES)
    assert rules.count("url(") == rules.count('url("https://handout.invalid/fonts/')


def test_the_letters_of_every_language_of_the_samples_are_there() -> None:
    assert set(map(ord, "AZaz09áéíóúüñÁÉÑ¿¡«»“”…°½£€\u2018\u2019\u2013\u2014\u00d7")) <= letters()
    assert ord("\u4e2d") not in letters()


def test_a_letter_that_is_missing_is_told_at_its_place_with_its_name() -> None:
    [finding] = told("Rest.\nKeep \u2192 going.")

    assert finding.code == "P201"
    assert finding.place == Place("handouts/ankle/en.md", 2, 6)
    assert "'\u2192' (U+2192, rightwards arrow)" in finding.message
    assert finding.hint


def test_each_letter_is_told_once_at_its_first_place() -> None:
    found = told("a \u2192 b \u2192 c\n\u2192 \u2764")

    assert [(one.place.line, one.place.column) for one in found] == [(1, 3), (2, 3)]


def test_letters_without_a_name_are_told_too() -> None:
    assert "U+E000, without a name" in told("\ue000")[0].message


@pytest.mark.parametrize("text", ["", "Plain words.\r\n\tAnd more.", "".join(sorted(INVISIBLE)), "Está bien: 38 °C"])
def test_what_can_be_printed_is_not_told(text: str) -> None:
    assert told(text) == []


def test_what_is_invisible_prints_without_a_fault() -> None:
    body = "<p>a" + "a".join(sorted(INVISIBLE)) + "a</p>"

    assert "\ufffd" not in structure(print_out(body)).text


def test_accents_typed_apart_print_as_one_letter() -> None:
    assert told("Esta\u0301") == []
    assert structure(print_out("<p>Esta\u0301 bien</p>")).text in {"Está bien", "Esta\u0301 bien"}


def test_bold_letters_have_their_own_widths() -> None:
    # A variable font would give them those of the regular ones.
    pages = lay_out("<p style='float: left'>mmmmmmmmmm</p><p style='float: left'><b>mmmmmmmmmm</b></p>")
    data, _ = write(pages, place=PLACE, sides="one-sided")

    assert len(pages.document.fonts) == 2
    assert len(data) > 0


def test_a_font_that_is_not_ours_is_told() -> None:
    css = "@font-face { font-family: Other; src: url('other/AtkinsonHyperlegible-Bold.ttf') } p { font-family: Other }"
    shared = lay_in(css, roots={"other": FOLDER})

    data, findings = write(lay_out("<p>x</p>", shared=shared), place=PLACE, sides="one-sided")

    assert [found.code for found in findings] == ["P202"]
    assert "'Other'" in findings[0].message
    assert data == b""


@pytest.mark.parametrize("family", ["serif", "Arial, Helvetica, sans-serif", "monospace", "fantasy"])
def test_no_other_font_ever_comes_into_the_file(family: str, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(print_out(f"<p style='font-family: {family}'>x <b>y</b> <i>z</i></p>"))

    with pikepdf.open(file) as pdf:
        assert {name.split("-Bold")[0] for name in embedded(pdf)} == {"Atkinson-Hyperlegible"}


def test_every_sample_holds_our_two_faces_whole_and_nothing_else(samples: Mapping[Edition, Path]) -> None:
    for file in samples.values():
        with pikepdf.open(file) as pdf:
            assert embedded(pdf) == {"Atkinson-Hyperlegible": True, "Atkinson-Hyperlegible-Bold": True}, file.name
