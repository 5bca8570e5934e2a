from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from PIL import Image

from builds import change, outcomes
from handoutpress.plan import Order
from handoutpress.thumbnails import pages
from support import BRAND, HANDOUT, put, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.edition import Built

PRESS: Final = Order(purposes=("press",))
OWN: Final = 'color:\n  primary: "#0f6470"\n  cmyk: {primary: [90, 40, 45, 20]}'


def codes(built: tuple[Built, ...]) -> list[str]:
    return [finding.code for one in built for finding in one.findings]


def with_picture(folder: Path, *, pixels: int) -> Path:
    """Make a workspace whose handout has a picture of so many pixels across, printed 189 mm wide."""
    root = workspace(folder, handouts={"ankle": HANDOUT + "\n![Grey.](grey.png)\n"})
    Image.new("RGB", (pixels, pixels // 8), "#777777").save(root / "handouts" / "ankle" / "grey.png")
    return root


def test_a_file_for_the_press_comes_with_the_report_of_its_preflight(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    [built] = outcomes(root, PRESS)

    report = root / "out" / "north" / "ankle.en.sheet.letter.press.preflight.txt"
    assert (built.state, codes((built,))) == ("built", [])
    assert "Checked by our preflight: no problem found." in report.read_text("utf-8")
    report.unlink()
    assert [one.state for one in outcomes(root, PRESS)] == ["built"]  # it is part of the edition


def test_a_clinics_own_inks_stand_in_the_file_for_the_press(tmp_path: Path) -> None:
    brand = BRAND.replace('color: {primary: "#0f6470"}', OWN)
    root = workspace(tmp_path, brands={"north": brand})

    [built] = outcomes(root, PRESS)

    with pikepdf.open(root / "out" / built.edition.path) as pdf:
        inks = {tuple(map(float, op.operands)) for op in pikepdf.parse_content_stream(pdf.pages[0])
                if str(op.operator) in {"k", "K"}}  # fmt: skip
    assert (0.9, 0.4, 0.45, 0.2) in inks


@pytest.mark.parametrize(
    ("pixels", "state", "found"), [(600, "failed", ["P240"]), (1900, "built", ["P240"]), (3000, "built", [])]
)
def test_a_picture_must_have_pixels_enough_for_print(pixels: int, state: str, found: list[str], tmp_path: Path) -> None:
    root = with_picture(tmp_path, pixels=pixels)

    [built] = outcomes(root, PRESS)

    assert (built.state, codes((built,))) == (state, found)
    assert all(finding.place.line == 11 for finding in built.findings)
    assert [one.state for one in outcomes(root)] == ["built"]  # at the office nobody minds


def test_a_profile_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    profile = put(tmp_path / "shop.icc", b"no profile")

    done = run("build", "--for", "press", "--icc", profile, cwd=root)

    assert done.exit_code == 2
    assert done.stderr.startswith("error: the ICC profile cannot be used: ")
    assert not list(root.glob("out/*/*.pdf"))


def test_an_edition_in_black_and_white_has_no_colour_and_its_own_pictures(tmp_path: Path) -> None:
    red = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 10"><path fill="{}" d="M0 0h80v10H0z"/></svg>'
    root = workspace(tmp_path, handouts={"ankle": HANDOUT + "\n![Red.](red.svg)\n"})
    put(root / "handouts" / "ankle" / "red.svg", red.format("#ff0000"))
    put(root / "handouts" / "ankle" / "red.mono.svg", red.format("#000000"))

    [built] = outcomes(root, Order(mono=True))

    data = (root / "out" / built.edition.path).read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        used = {str(op.operator) for op in pikepdf.parse_content_stream(pdf.pages[0])}
    assert not used & {"rg", "RG", "k", "K"}
    assert next(pages(data, 36)).convert("L").histogram()[0] > 300  # the black one; red would be grey

    change(root / "handouts" / "ankle" / "red.mono.svg", "#000000", "#333333")
    assert [one.state for one in outcomes(root, Order(mono=True))] == ["built"]
