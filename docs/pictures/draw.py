"""Draw the pictures of the docs anew: `make` first, then `.venv/bin/python docs/pictures/draw.py`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PINCHED, STRETCHES = "muscle-spasms-pinched-nerve", "gentle-back-stretches"
COLOURS = 200
GAP = 6
GROUND = "#8d8a86"
CLINICS = {"us": ("riverside", "letter"), "uk": ("harbour", "a4")}
BUILDS = (
    ("--layout", "sheet", "--for", "office"),
    ("--layout", "trifold", "--layout", "bifold", "--layout", "booklet", "--for", "office", "--for", "screen"),
    ("--layout", "card", "--layout", "poster", "--layout", "easy-read", "--for", "office"),
    ("--layout", "sheet", "--layout", "booklet", "--size", "large", "--size", "giant", "--for", "screen"),
    ("--layout", "sheet", "--layout", "trifold", "--mono", "--for", "screen"),
    ("--layout", "trifold", "--for", "press"),
)


def main() -> None:
    """Build what is shown, and draw it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        clinics = [word for clinic, _ in CLINICS.values() for word in ("--clinic", clinic)]
        for how in BUILDS:
            command = [Path(sys.executable).with_name("handout"), "build", PINCHED, STRETCHES, *clinics, *how]
            subprocess.run([*command, "--out", out], cwd=ROOT, check=True)  # noqa: S603 - our own command
        for country, (clinic, paper) in CLINICS.items():
            _draw(out / clinic, country, paper)


def _draw(folder: Path, country: str, paper: str) -> None:
    """Draw what one clinic has on its paper."""

    def pages(edition: str, slug: str = PINCHED) -> list[Image.Image]:
        with pypdfium2.PdfDocument(folder / f"{slug}.en.{edition}.pdf") as document:
            return [page.render(scale=1.4).to_pil().convert("RGB") for page in document]

    large = "a3" if paper == "a4" else "tabloid"
    for number, page in enumerate(pages(f"sheet.{paper}.office"), 1):
        _save(page, f"pinched-{country}-{number}", 900)
        _save(page.convert("L"), f"pinched-{country}-{number}-grey", 700)
    for layout in ("trifold", "bifold"):
        _save(_strip(pages(f"{layout}.{paper}.office"), 1), f"{layout}-{country}-sheet", 900)
        _save(_strip(pages(f"{layout}.{paper}.screen"), 6), f"{layout}-{country}-read", 1300)
    _save(_strip(pages(f"booklet.{paper}.office"), 2), f"booklet-{country}-sheet", 1000)
    _save(_strip(pages(f"booklet.{paper}.screen"), 4), f"booklet-{country}-read", 1000)
    _save(_strip(pages(f"card.{paper}.office"), 1), f"card-{country}", 600)
    _save(_strip(pages(f"poster.{large}.office"), 1), f"poster-{country}", 600)
    _save(_strip(pages(f"easy-read.{paper}.office")[:4], 4), f"easy-read-{country}", 1300)
    for size in ("large", "giant"):
        _save(_strip(pages(f"sheet.{paper}.screen.{size}")[:4], 4), f"sheet-{size}-{country}", 1000)
        _save(_strip(pages(f"booklet.{paper}.screen.{size}")[:6], 6), f"booklet-{size}-{country}", 1000)
    _save(_strip(pages(f"sheet.{paper}.screen.mono"), 2), f"mono-{country}", 1000)
    _save(_strip(pages(f"trifold.{paper}.screen.mono"), 6), f"mono-trifold-{country}", 1300)
    if country == "us":
        for number, page in enumerate(pages(f"sheet.{paper}.office", STRETCHES), 1):
            _save(page, f"stretches-{number}", 900)
        _save(_strip(pages(f"trifold.{paper}.press"), 1), "press", 1000)


def _strip(pages: list[Image.Image], across: int) -> Image.Image:
    """Put pages side by side, so many in a row."""
    rows = [pages[at : at + across] for at in range(0, len(pages), across)]
    width = max(sum(page.width + GAP for page in row) for row in rows) + GAP
    height = sum(max(page.height for page in row) + GAP for row in rows) + GAP
    sheet, top = Image.new("RGB", (width, height), GROUND), GAP
    for row in rows:
        left = GAP
        for page in row:
            sheet.paste(page, (left, top))
            left += page.width + GAP
        top += max(page.height for page in row) + GAP
    return sheet


def _save(image: Image.Image, name: str, width: int) -> None:
    size = (width, round(image.height * width / image.width))
    image.resize(size, Image.Resampling.LANCZOS).quantize(COLOURS).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
