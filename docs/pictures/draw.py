"""Draw the pictures of the docs anew: `make` first, then `.venv/bin/python docs/pictures/draw.py`."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

HERE = Path(__file__).parent
OUT = HERE.parent.parent / "out"
PAGES = {
    "pinched-us": "riverside/muscle-spasms-pinched-nerve.en.sheet.letter.office.pdf",
    "pinched-uk": "harbour/muscle-spasms-pinched-nerve.en.sheet.a4.office.pdf",
    "stretches": "riverside/gentle-back-stretches.en.sheet.letter.office.pdf",
}
WIDTH = 900
COLOURS = 96


def main() -> None:
    """Draw every page of the samples, in colour and in grey as a black-and-white printer would."""
    for name, file in PAGES.items():
        with pypdfium2.PdfDocument(OUT / file) as document:
            for number, page in enumerate(document, 1):
                image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
                image.quantize(COLOURS).save(HERE / f"{name}-{number}.png", optimize=True)
                image.convert("L").quantize(32).save(HERE / f"{name}-{number}-grey.png", optimize=True)


if __name__ == "__main__":
    main()
