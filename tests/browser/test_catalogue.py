"""The catalogue in a real browser: it is opened long after it was made, and says by itself what has become too old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

from handoutpress.catalogue import write_catalogue
from handoutpress.manifest import Entry, Manifest
from handoutpress.workspace import Workspace
from support import put, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from browser.conftest import Reader

FACTS = {
    "reference": "ASA", "version": "3", "code": "7F2A", "lang": "en", "language": "English", "status": "approved",
    "checked": "", "due": "some day",
}  # fmt: skip


def test_a_leaflet_whose_check_fell_due_after_the_page_was_made_is_marked(tmp_path: Path, reader: Reader) -> None:
    found = Workspace(workspace(tmp_path))
    dates = {"long-ago": "2001-02-03", "far-off": "9998-07-06", "never": ""}
    entries = {
        f"{slug}.en.sheet.a4.office": Entry("", "", 2, (), {**FACTS, "title": slug, "due_on": due})
        for slug, due in dates.items()
    }
    for name in entries:
        put(tmp_path / "out" / f"{name}.pdf", "a PDF")
        put(tmp_path / "out" / "pictures" / f"{name}.png", b"")
    [clinic] = found.select_clinics(["north"])
    write_catalogue(found, clinic, Manifest(entries), tmp_path / "out")

    page = reader.open(tmp_path / "out" / "index.html", width=1200).page

    shown = {
        item.locator("h2").inner_text(): item.locator(".outdated").filter(visible=True).all_inner_texts()
        for item in page.locator(".shelf > li").all()
    }
    assert shown == {
        "long-ago": ["Past its check date by now. Do not hand it out: build it again first."], "far-off": [],
        "never": [],
    }  # fmt: skip
    assert Axe().run(page).violations_count == 0
