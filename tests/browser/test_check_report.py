"""The report of a check in a real browser: for everyone, on every screen and on paper, asking for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from checks import ankle, found, reports
from handoutpress.standards import ITEMS, STANDARDS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from browser.conftest import Reader

NAMES = ("ankle.en.html", "knee.en.html", "index.html")
WIDTHS = (320, 390, 767, 1024, 1280)
CUT = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.checkVisibility() && !one.matches(".hidden, thead, thead *"))
    .filter(one => { const box = one.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1 })
    .map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`)"""


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return reports(tmp_path_factory.mktemp("checks"))


@pytest.fixture(params=NAMES)
def file(request: pytest.FixtureRequest, written: Mapping[str, Path]) -> Path:
    return written[request.param]


def test_axe_finds_nothing(reader: Reader, file: Path) -> None:
    page = reader.open(file).page
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        results = Axe().run(page)

        assert len(results.response["passes"]) > 15
        assert results.violations_count == 0, results.generate_report()


def test_nothing_sticks_out_of_any_screen(reader: Reader, file: Path) -> None:
    page = reader.open(file).page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})

        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(CUT) == []


def test_it_asks_for_nothing_and_the_browser_has_nothing_to_say(reader: Reader, file: Path) -> None:
    visit = reader.open_strictly(file)

    assert [url for url in visit.asked if not url.startswith("data:")] == [file.as_uri()]
    assert visit.said == []
    assert visit.page.evaluate("[...document.fonts].map(one => one.status)") == ["loaded", "loaded"]


def test_a_table_is_a_table_on_a_telephone_too(reader: Reader, written: Mapping[str, Path]) -> None:
    for width in (390, 1280):
        page = reader.open(written["ankle.en.html"], width=width).page
        tables = page.get_by_role("table")

        assert tables.count() == len(STANDARDS)
        assert tables.first.get_by_role("columnheader").count() == 3
        assert page.get_by_role("rowheader").count() == len(ITEMS)


def test_each_item_takes_one_tick_with_keys_alone(reader: Reader, written: Mapping[str, Path]) -> None:
    page = reader.open(written["ankle.en.html"], width=1280).page
    group = page.get_by_role("group", name="CCI-3", exact=True)
    group.get_by_role("radio", name="Yes").focus()
    page.keyboard.press("Space")
    assert group.get_by_role("radio", name="Yes").is_checked()

    page.keyboard.press("ArrowRight")
    assert [group.get_by_role("radio").nth(n).is_checked() for n in range(3)] == [False, True, False]
    page.keyboard.press("Tab")
    page.keyboard.type("The message is in the third line.")
    assert page.get_by_label("Note on CCI-3", exact=True).input_value() == "The message is in the third line."


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_whole(reader: Reader, written: Mapping[str, Path], paper: str) -> None:
    document = pypdfium2.PdfDocument(reader.open(written["ankle.en.html"]).page.pdf(format=paper))
    pages = [page.get_textpage().get_text_range() for page in document]
    text = " ".join(" ".join(pages).split())

    assert 7 <= len(pages) <= 10
    assert [id_ for id_ in ITEMS if f" {id_} " not in f" {text} "] == []
    assert text.count("Not sure") == len(ITEMS)
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words
        assert "ankle (en), checked 2026-11-25" in words
    assert "All checks" not in text
    for page in document:
        assert _ink_in_the_margin(page) == 0
    document.close()


def test_black_and_white_will_do(reader: Reader, written: Mapping[str, Path]) -> None:
    document = pypdfium2.PdfDocument(reader.open(written["ankle.en.html"]).page.pdf())
    for page in document:
        image = page.render(scale=1).to_pil().convert("HSV")
        assert max(saturation for _, (_, saturation, value) in image.getcolors(1 << 20) if value > 128) < 90
    document.close()


def test_a_page_with_many_findings_goes_on_over_the_page(reader: Reader, tmp_path: Path) -> None:
    many = [found("H202", line, 1, f"passive voice: 'be given {line}'", "say who does it") for line in range(1, 80)]
    file = reports(tmp_path, ankle(*many))["ankle.en.html"]

    document = pypdfium2.PdfDocument(reader.open(file).page.pdf(format="A4"))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert [line for line in range(1, 80) if f"'be given {line}'" not in text] == []
    document.close()


def _ink_in_the_margin(page: pypdfium2.PdfPage) -> int:
    """Count the pixels that are not white within 10 mm of the edges, the foot aside."""
    image = page.render(scale=1).to_pil().convert("L")
    edge = round(10 / 25.4 * 72)
    width, height = image.size
    strips = ((0, 0, edge, height), (width - edge, 0, width, height), (0, 0, width, edge))
    return sum(sum(image.crop(strip).histogram()[:250]) for strip in strips)
