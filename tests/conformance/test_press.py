"""What others see in our files for a press: Ghostscript's plates, and veraPDF's rules on colour and fonts."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from conformance.verapdf import validate
from handoutpress.pdf.preflight import preflight
from handoutpress.pdf.press import finish
from handoutpress.pdf.recolour import Greys, recolour
from handoutpress.pdf.separation import Separation, shipped
from handoutpress.thumbnails import pages
from pdf.press import changed, lay_in, untagged
from support import put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handoutpress.edition import Edition

INKS: Final = Separation(shipped())
PLATES: Final = ("Cyan", "Magenta", "Yellow", "Black")
PPI: Final = 150
CSS: Final = """
@page { bleed: 5mm; background: #eef5f6 } /* more than is asked for: the rest is cut off */
h1 { color: #0f6470 } p { color: #1d1b19 } .faint { opacity: .5 }
div { background: linear-gradient(#0f6470, rgba(155, 27, 27, .5)); height: 9mm }
"""
BODY: Final = (
    "<p>Words in black</p><h1>Sore</h1><div></div><p class=faint>faint</p><img src='p/a.png' style='width:9mm'>"
)
NOT_OURS: Final = {
    "6.6.2.3.1-1": "PDF/A has no word for PDF/X's version, nor for Trapped, which PDF/X asks for",
    "6.6.2.3.1-2": "the same two words, once more: it knows no type for them",
    "6.6.4-1": "the file does not say that it is PDF/A, because it is PDF/X",
}
"""Rules of PDF/A on what a file says of itself, which PDF/X-4 says in its own way."""


def pressed(data: bytes, *, bleed: float = 3) -> bytes:
    return finish(data, inks=INKS, bleed=bleed, folds=[[50]], title="Sore", info={"Author": "North"})


def artwork(folder: Path) -> bytes:
    picture = io.BytesIO()
    Image.merge("RGB", [Image.linear_gradient("L").rotate(turn) for turn in (0, 90, 180)]).save(picture, "PNG")
    put(folder / "a.png", picture.getvalue())
    return untagged(BODY, shared=lay_in(CSS, roots={"p": folder}))


def plates(data: bytes, folder: Path) -> dict[str, Image.Image]:
    """Have Ghostscript make the plates of the first page; 0 is solid ink, 255 none."""
    file = put(folder / "file.pdf", data)
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{PPI}", "-dLastPage=1",
         f"-sOutputFile={folder / 'plate-%d.tif'}", file],
        check=True, timeout=120,
    )  # fmt: skip
    return {name: Image.open(folder / f"plate-1({name}).tif").convert("L") for name in PLATES}


def within(plate: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """Cut a piece out of a plate; mm from the corner of the trim, which has 13 mm of bleed and slug around."""
    left, top, right, bottom = (round((13 + value) / 25.4 * PPI) for value in (left, top, right, bottom))
    return plate.crop((left, top, right, bottom))


def inks(plate: Image.Image) -> tuple[int, int]:
    """Give the most and the least that a plate prints: 0 is solid ink, 255 none."""
    values = plate.tobytes()
    return min(values), max(values)


def as_pdf_a(data: bytes) -> bytes:
    """Name the output intent as PDF/A does, so that its rules on colour look at our profile."""

    def rename(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OutputIntents[0].S = Name("/GTS_PDFA1")

    return changed(data, rename)


def test_body_text_stands_on_the_black_plate_alone_and_leaves_the_ground_whole(tmp_path: Path) -> None:
    found = {
        name: within(plate, 10, 10, 60, 15) for name, plate in plates(pressed(artwork(tmp_path)), tmp_path).items()
    }

    assert inks(found["Black"])[0] == 0  # solid letters
    for name in ("Cyan", "Magenta", "Yellow"):
        least, most = inks(found[name])
        assert most - least <= 1, name  # the tint goes on under the letters
        assert least < 255, name


def test_the_tint_reaches_the_end_of_the_bleed_and_marks_are_on_every_plate(tmp_path: Path) -> None:
    found = plates(pressed(artwork(tmp_path)), tmp_path)

    assert inks(within(found["Cyan"], -2.8, 30, -2, 60))[1] < 255
    for name, plate in found.items():
        assert inks(within(plate, -3.6, -10, -3.2, 60)) == (255, 255), name  # nothing between bleed and marks
        assert inks(within(plate, -10, -0.5, -3.5, 0.5))[0] < 128, name


def test_an_edition_in_greys_leaves_the_coloured_plates_empty(tmp_path: Path) -> None:
    grey = changed(artwork(tmp_path), lambda pdf: recolour(pdf, Greys()))
    found = {name: within(plate, -3, -3, 103, 103) for name, plate in plates(pressed(grey), tmp_path).items()}

    assert {name: inks(found[name]) for name in PLATES[:3]} == dict.fromkeys(PLATES[:3], (255, 255))
    assert inks(found["Black"])[0] == 0


def test_what_ghostscript_prints_has_no_more_ink_than_the_paper_bears(tmp_path: Path) -> None:
    found = [within(plate, 30, 0, 100, 100) for plate in plates(pressed(artwork(tmp_path)), tmp_path).values()]

    most = max(
        sum(255 - value for value in values) for values in zip(*(plate.tobytes() for plate in found), strict=True)
    )
    assert most / 255 <= 3.02


def test_the_rules_of_pdf_a_on_colour_and_fonts_are_kept(tmp_path: Path, sheets: Mapping[Edition, Path]) -> None:
    own = put(tmp_path / "own.pdf", as_pdf_a(pressed(artwork(tmp_path))))
    files = [
        own, *(put(tmp_path / one.name, as_pdf_a(pressed(one.read_bytes(), bleed=0))) for one in sheets.values()),
    ]  # fmt: skip
    screen = put(tmp_path / "screen.pdf", artwork(tmp_path))

    verdicts = validate([*files, screen], "PDFA-2B")

    assert any(fault.startswith("6.2.4.3") for fault in verdicts[screen])  # the oracle sees RGB where it is
    left = {file.name: [one for one in verdicts[file] if one.split()[0] not in NOT_OURS] for file in files}
    assert {name: faults for name, faults in left.items() if faults} == {}


def test_our_preflight_finds_nothing_in_them(tmp_path: Path, sheets: Mapping[Edition, Path]) -> None:
    assert preflight(pressed(artwork(tmp_path)), bleed=3, raster=pages).problems == ()
    for file in sheets.values():
        assert preflight(pressed(file.read_bytes(), bleed=0), bleed=0, raster=pages).problems == ()


@pytest.mark.parametrize("name", ["Cyan", "Magenta", "Yellow"])
def test_the_plates_do_show_colour_where_there_is_some(tmp_path: Path, name: str) -> None:
    assert inks(within(plates(pressed(artwork(tmp_path)), tmp_path)[name], 10, 25, 60, 35))[0] < 200


@pytest.mark.parametrize("name", ["a.jpg", "a.png"])
def test_a_picture_is_printed_with_the_inks_of_its_colour(tmp_path: Path, name: str) -> None:
    Image.new("RGB", (99, 99), (155, 27, 27)).save(tmp_path / name)
    css = f"{CSS} body {{ background: none }} img {{ width: 40mm; display: block }}"
    data = untagged(f"<img src='p/{name}'>", shared=lay_in(css, roots={"p": tmp_path}))
    found = plates(pressed(data), tmp_path)

    for plate, ink in zip(PLATES, INKS.ink(155 / 255, 27 / 255, 27 / 255), strict=True):
        assert inks(within(found[plate], 20, 20, 40, 40)) == pytest.approx([255 * (1 - ink)] * 2, abs=8), plate
