"""Every layout still looks as it did when a person last looked at it: the sheet on each paper, of others two pages.

The pictures are of a leaflet with one of every block. After a change of design that is meant, run
`pytest tests/pictures --accept`, look at the new pictures, and commit them with the change.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from pathlib import Path
from typing import Final

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from handoutpress.edition import Edition
from handoutpress.make import make
from handoutpress.workspace import Workspace
from support import REPOSITORY, TODAY, workspace

HERE: Final = Path(__file__).parent
DPI: Final = 60
SHADES: Final = 48
"""How much a blurred spot may change, of 255: letters that move by a hair stay below it."""
SHARE: Final = 0.0015
"""The share of the page that may change more than that: about one line of text."""
LAYOUTS: Final = tomllib.loads((REPOSITORY / "templates" / "layouts.toml").read_text("utf-8"))
SHEETS: Final = [
    (layout, paper)
    for layout, row in LAYOUTS.items()
    for paper in (row["papers"] if layout == "sheet" else row.get("papers", ())[:1])
]
FIRST: Final = 2
"""How many pages of a leaflet are looked at."""


def pages(data: bytes) -> list[Image.Image]:
    """Draw the first pages."""
    document = pypdfium2.PdfDocument(data)
    drawn = [
        document[number].render(scale=DPI / 72).to_pil().convert("RGB") for number in range(min(FIRST, len(document)))
    ]
    document.close()
    return drawn


def difference(one: Image.Image, other: Image.Image) -> tuple[float, Image.Image]:
    """Give the share of the page that looks different, and a picture of where."""
    if one.size != other.size:
        return 1.0, Image.new("L", one.size, "white")
    soft = [image.filter(ImageFilter.GaussianBlur(1.2)) for image in (one, other)]
    bands = ImageChops.difference(*soft).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    where = most.point([255 if shade > SHADES else 0 for shade in range(256)])
    return where.histogram()[255] / (one.width * one.height), where


def leaflet(folder: Path, layout: str, paper: str) -> bytes:
    """Make the leaflet with one of everything, for the first sample clinic."""
    files = {"all": (HERE / "handout.md").read_bytes(), "all/picture.svg": (HERE / "picture.svg").read_bytes()}
    root = workspace(folder, handouts=files, brands={})
    shutil.copytree(REPOSITORY / "styles" / "brands" / "riverside", root / "styles" / "brands" / "riverside")
    made, findings = make(Edition("all", "en", "riverside", layout, paper, "screen"), Workspace(root), today=TODAY)
    assert made, findings
    return made.data


@pytest.mark.parametrize(("layout", "paper"), SHEETS)
def test_a_layout_looks_as_it_did(layout: str, paper: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    drawn = pages(leaflet(tmp_path, layout, paper))
    names = [f"{layout}-{paper}-{number}.png" for number in range(1, len(drawn) + 1)]
    if pytestconfig.getoption("--accept"):
        for old in HERE.glob(f"{layout}-{paper}-*.png"):
            old.unlink()
        for name, image in zip(names, drawn, strict=True):
            image.quantize(32).save(HERE / name, optimize=True)

    assert sorted(file.name for file in HERE.glob(f"{layout}-{paper}-*.png")) == names, "pages came or went: --accept?"
    changed = []
    for name, image in zip(names, drawn, strict=True):
        share, where = difference(image, Image.open(HERE / name).convert("RGB"))
        if share > SHARE:
            image.save(tmp_path / f"{name}.actual.png")
            where.save(tmp_path / f"{name}.difference.png")
            changed.append(f"{name} differs on {share:.2%} of the page: see {tmp_path}/{name}.actual.png")
    assert changed == []


def test_the_leaflet_has_one_of_every_block() -> None:
    text = (HERE / "handout.md").read_text("utf-8")

    blocks = {file.stem for file in (REPOSITORY / "templates" / "blocks").glob("*.html")}
    assert set(re.findall(r"^::: ([\w-]+)", text, re.MULTILINE)) == blocks


def test_every_picture_belongs_to_a_layout(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--accept"):
        return  # they are being drawn just now
    known = {f"{layout}-{paper}" for layout, paper in SHEETS}

    assert {file.stem.rpartition("-")[0] for file in HERE.glob("*.png")} == known


def test_a_line_that_moves_is_seen_and_a_hair_is_not() -> None:
    page = Image.new("RGB", (500, 660), "white")
    page.paste("black", (50, 100, 450, 104))
    moved, hair, paler = page.copy(), page.copy(), page.copy()
    moved.paste("white", (50, 100, 450, 104))
    moved.paste("black", (50, 110, 450, 114))
    hair.paste((90, 90, 90), (50, 103, 450, 104))
    paler.paste((40, 40, 40), (50, 100, 450, 104))

    assert difference(page, moved)[0] > SHARE
    assert difference(page, hair)[0] < SHARE
    assert difference(page, paler)[0] < SHARE
    assert difference(page, page.resize((500, 661)))[0] == 1
