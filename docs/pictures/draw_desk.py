"""Draw the pictures of the front desk anew, in a Chromium: `.venv/bin/python docs/pictures/draw_desk.py`."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

HERE: Final = Path(__file__).parent
HANDOUT: Final = Path(sys.executable).with_name("handout")
PRINTER: Final = '\n[printers.front-desk]\nuri = "folder:printed"\ndefault = true\n'
SLOW: Final = 60_000
"""Milliseconds that a page may take to come."""


def main() -> None:
    """Open a desk on the samples, look a leaflet up as staff do, and draw it wide and on a telephone."""
    with tempfile.TemporaryDirectory() as folder, _desk(Path(folder) / "clinic") as at, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"))
        for name, width, height in (("desk", 1366, 768), ("desk-phone", 390, 844)):
            page = browser.new_context(viewport={"width": width, "height": height}).new_page()
            page.goto(at + "en")
            _look_up(page)
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.quantize(200).save(HERE / f"{name}.png", optimize=True)
        browser.close()


@contextmanager
def _desk(root: Path) -> Iterator[str]:
    """Run the real command in a new workspace; gives its address."""
    subprocess.run([HANDOUT, "init", root], check=True)  # noqa: S603 - our own command
    with (root / "handoutpress.toml").open("a", encoding="utf-8") as settings:
        settings.write(PRINTER)
    command = [HANDOUT, "desk", "--port", "0"]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) as running:  # noqa: S603 - the same
        first = running.stderr.readline() if running.stderr else ""
        try:
            yield first.split(" is open at ")[1].split()[0]
        finally:
            running.terminate()


def _look_up(page: Page) -> None:
    page.locator("#q").press_sequentially("pinched")
    expect(page.locator("#g-found")).to_be_visible(timeout=SLOW)
    page.keyboard.press("ArrowDown")
    if page.viewport_size and page.viewport_size["width"] < 1024:  # noqa: PLR2004 - as in desk.css
        page.keyboard.press("Enter")
    expect(page.locator("#big img")).to_be_visible(timeout=SLOW)
    page.get_by_text("Folded twice").wait_for(timeout=SLOW)
    expect(page.get_by_text("Poster", exact=True)).to_be_visible(timeout=2 * SLOW)


if __name__ == "__main__":
    main()
