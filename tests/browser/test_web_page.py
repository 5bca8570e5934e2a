"""The web page of every sample in a real browser: for everyone, on every screen, asking for nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from handoutpress.workspace import Workspace
from support import REPOSITORY, put, workspace
from webpages import SAMPLES, web_page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PIL import Image

    from browser.conftest import Reader

Sample = tuple[str, str, str]
FINGER = 44
"""CSS pixels: WCAG 2.1, success criterion 2.5.5."""
OUTSIDE = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && !one.matches(".skip, .notice, thead, thead *"))
    .filter(one => { const box = one.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1 })
    .map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`)"""
NARROW_TARGETS = """size => [...document.querySelectorAll('a[href^="tel:"], a[href^="mailto:"], address a, summary')]
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([_, box]) => box.width < size || box.height < size)
    .map(([one, box]) => `${one.outerHTML}: ${box.width} x ${box.height}`)"""
PICTURES = """() => [...document.images].filter(one => !(one.complete && one.naturalWidth)).map(one => one.alt)"""
FACES = """() => [...document.fonts]
    .map(one => `${one.family.replaceAll('"', "")} ${one.weight} ${one.status}`).sort()"""


@pytest.fixture(params=SAMPLES, ids="-".join)
def file(request: pytest.FixtureRequest, web_pages: Mapping[Sample, Path]) -> Path:
    return web_pages[request.param]


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leaflet with one of every block, for a clinic whose colour is nearly black, and approved."""
    here = REPOSITORY / "tests" / "pictures"
    brand = (
        (REPOSITORY / "styles" / "brands" / "riverside" / "brand.yml").read_text("utf-8").replace("#0f6470", "#101820")
    )
    logo = (REPOSITORY / "styles" / "brands" / "riverside" / "logo.svg").read_bytes()
    root = workspace(
        tmp_path_factory.mktemp("everything"),
        handouts={"all": (here / "handout.md").read_bytes(), "all/picture.svg": (here / "picture.svg").read_bytes()},
        brands={"dark": brand, "dark/logo.svg": logo},
    )
    return put(root / "all.html", web_page(Workspace(root), "dark", "all"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(reader: Reader, file: Path, scheme: Literal["light", "dark"]) -> None:
    page = reader.open(file, scheme=scheme).page
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        results = Axe().run(page)

        assert len(results.response["passes"]) > 20
        assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_where_every_block_stands(
    reader: Reader, everything: Path, scheme: Literal["light", "dark"]
) -> None:
    page = reader.open(everything, scheme=scheme).page
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_nothing_sticks_out_of_any_screen_and_a_finger_hits_every_number(reader: Reader, file: Path) -> None:
    page = reader.open(file).page
    for width in (320, 390, 767, 768, 1023, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 844})

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OUTSIDE) == []
        assert page.evaluate(NARROW_TARGETS, FINGER) == []


def test_type_may_be_twice_as_large(reader: Reader, file: Path) -> None:
    page = reader.open(file, width=640).page
    page.add_style_tag(content="html { font-size: 2.25rem }")  # WCAG 2.1, 1.4.4; with 320 px at 100 %, 1.4.10

    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    assert page.evaluate(OUTSIDE) == []


def test_the_page_asks_for_nothing_and_the_browser_has_nothing_to_say(reader: Reader, file: Path) -> None:
    visit = reader.open_strictly(file)

    assert [url for url in visit.asked if not url.startswith("data:")] == [file.as_uri()]
    assert visit.said == []
    assert visit.page.evaluate(PICTURES) == []
    assert visit.page.evaluate(FACES) == [f"Atkinson Hyperlegible {weight} loaded" for weight in ("bold", "normal")]


def test_the_policy_holds_the_page_to_that(reader: Reader, file: Path, tmp_path: Path) -> None:
    """Put in what would ask for a picture: the browser refuses, so the test above can fail, and the policy works."""
    spied = put(tmp_path / "spied.html", file.read_text("utf-8").replace("<h1>", '<img src="none.png" alt="">\n<h1>'))

    visit = reader.open_strictly(spied)
    assert any("Content Security Policy" in words for words in visit.said)


def test_no_script_is_needed(reader: Reader, file: Path) -> None:
    context = reader.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(file.as_uri())

    page.locator("summary").click()
    page.locator("nav a").last.click()
    assert page.url.partition("#")[2]
    assert page.locator("h1").is_visible()


def test_the_first_key_leads_to_the_text(reader: Reader, file: Path) -> None:
    page = reader.open(file).page
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]  # it is on the page
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_a_stacked_table_is_still_a_table(reader: Reader, everything: Path) -> None:
    for width in (390, 1280):
        page = reader.open(everything, width=width).page
        table = page.get_by_role("table").first
        assert table.get_by_role("columnheader").count() == 3
        assert table.get_by_role("rowheader").count() == 2
        assert table.get_by_role("cell").count() == 4

    phone = reader.open(everything, width=390).page
    shown = phone.evaluate("getComputedStyle(document.querySelector('td[data-head]'), '::before').content")
    assert "How it helps" in shown


def test_dark_is_dark_and_paper_is_white(reader: Reader, file: Path) -> None:
    def ground(scheme: Literal["light", "dark"], media: Literal["screen", "print"]) -> str:
        page = reader.open(file, scheme=scheme).page
        page.emulate_media(media=media, color_scheme=scheme)
        return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))

    assert ground("light", "screen") == ground("light", "print") == ground("dark", "print") == "rgb(255, 255, 255)"
    assert ground("dark", "screen") == "rgb(23, 20, 18)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints(reader: Reader, file: Path, scheme: Literal["light", "dark"]) -> None:
    page = reader.open(file, scheme=scheme).page
    title = page.locator("h1").inner_text()
    for paper in ("A4", "Letter"):
        document = pypdfium2.PdfDocument(page.pdf(format=paper))
        first: Image.Image = document[0].render(scale=0.5).to_pil().convert("RGB")
        text = "\n".join(document[number].get_textpage().get_text_range() for number in range(len(document)))

        assert len(document) <= 3
        assert first.getpixel((3, 3)) == (255, 255, 255)
        assert " ".join(title.split()) in " ".join(text.split())
        assert "On this page" not in text
        document.close()


def test_lines_to_write_on_are_for_paper(reader: Reader, everything: Path) -> None:
    page = reader.open(everything).page

    assert not page.locator(".line").first.is_visible()
    assert page.locator(".hint").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".line").first.is_visible()
    assert not page.locator(".hint").is_visible()


def test_every_sample_is_here(web_pages: Mapping[Sample, Path]) -> None:
    assert len(web_pages) == 6
    assert io.BytesIO(min(web_pages.values()).read_bytes()).readline().startswith(b"<!doctype html>")
