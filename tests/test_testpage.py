from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest

from handoutpress.errors import Fault
from handoutpress.testpage import make_test_page
from handoutpress.thumbnails import pages
from handoutpress.workspace import Workspace
from support import REPOSITORY, put, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

PX_PER_MM: Final = 10
PPI: Final = 254
INCHES: Final = 4 * 254 / PX_PER_MM
"""Four, in mm."""


def made(layout: str, paper: str, clinic: str = "riverside") -> bytes:
    here = Workspace(REPOSITORY)
    [whose] = here.select_clinics([clinic])
    return make_test_page(here, whose, here.layouts[layout], paper)


def runs(image: Image.Image, top: float, bottom: float) -> set[float]:
    """Give the lengths in mm of the unbroken dark stretches of 90 to 110 mm between two heights in mm."""
    grey = image.convert("L")
    found = set()
    for y in range(int(top * PX_PER_MM), int(bottom * PX_PER_MM)):
        row = grey.crop((0, y, grey.width, y + 1)).point(lambda ink: 0 if ink < 128 else 1).tobytes()
        found |= {len(run) / PX_PER_MM for run in row.split(b"\1")}
    return {length for length in found if 90 < length < 110}


def test_the_rulers_are_true_to_size() -> None:
    [front, _] = pages(made("sheet", "letter"), PPI)
    lengths = runs(front, 40, 100)

    assert any(abs(length - 100) <= 0.3 for length in lengths), lengths
    assert any(abs(length - INCHES) <= 0.3 for length in lengths), lengths


def test_the_frame_is_5_mm_from_every_edge_of_both_sides() -> None:
    for side in pages(made("sheet", "a4"), PPI):
        grey = side.convert("L")
        left, top, right, bottom = grey.point(lambda ink: 255 if ink < 128 else 0).getbbox() or (0, 0, 0, 0)
        assert abs(left - 50) <= 2
        assert abs(top - 50) <= 2
        assert abs(grey.width - right - 50) <= 2
        assert abs(grey.height - bottom - 50) <= 2


@pytest.mark.parametrize(
    ("layout", "paper", "size", "sides"),
    [
        ("sheet", "a4", (595.3, 841.9), "/DuplexFlipLongEdge"),
        ("trifold", "letter", (792.0, 612.0), "/DuplexFlipShortEdge"),
        ("booklet", "a4", (841.9, 595.3), "/DuplexFlipShortEdge"),
        ("card", "letter", (612.0, 792.0), "/Simplex"),
        ("poster", "a3", (841.9, 1190.6), "/Simplex"),
    ],
)
def test_it_has_the_paper_and_the_sides_of_the_layout(
    layout: str, paper: str, size: tuple[float, float], sides: str
) -> None:
    with pikepdf.open(io.BytesIO(made(layout, paper))) as pdf:
        assert len(pdf.pages) == (1 if sides == "/Simplex" else 2)
        for page in pdf.pages:
            assert [float(edge) for edge in page.mediabox] == pytest.approx([0, 0, *size], abs=0.2)
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert sides == pdf.Root.ViewerPreferences.Duplex


def test_it_is_the_same_each_time() -> None:
    assert made("sheet", "a4") == made("sheet", "a4")


def test_a_template_with_a_fault_is_told(tmp_path: Path) -> None:
    here = Workspace(workspace(tmp_path))
    put(here.root / "templates/test-page.html", "{{ nothing }}")
    [whose] = here.select_clinics([])

    with pytest.raises(Fault, match="nothing"):
        make_test_page(here, whose, here.layouts["sheet"], "a4")
