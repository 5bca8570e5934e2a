from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from handoutpress.thumbnails import WIDTH, first_page, pages


def pdf(*papers: tuple[int, int], ink: str = "") -> bytes:
    """Make a PDF with a page for each size in points; `ink` is painted on the first."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for paper in papers:
            made.add_blank_page(page_size=paper)
        made.pages[0].contents_add(ink.encode())
        made.save(out)
    return out.getvalue()


def picture(data: bytes, **options: int) -> Image.Image:
    return Image.open(io.BytesIO(first_page(data, **options)))


@pytest.mark.parametrize("paper", [(612, 792), (595, 842), (400, 200)])
def test_it_is_as_wide_as_the_catalogue_wants_and_keeps_its_shape(paper: tuple[int, int]) -> None:
    width, height = paper
    image = picture(pdf(paper))

    assert image.format == "PNG"
    assert image.width == WIDTH
    assert image.height == pytest.approx(WIDTH * height / width, abs=1)


def test_another_width_may_be_asked_for() -> None:
    assert picture(pdf((100, 100)), width=50).size == (50, 50)


def test_it_is_the_first_page() -> None:
    image = picture(pdf((100, 200), (200, 100))).convert("RGB")

    assert image.height == 2 * image.width


def test_what_is_painted_is_seen() -> None:
    red = picture(pdf((100, 100), ink="1 0 0 rg 0 50 100 50 re f")).convert("RGB")

    assert red.getpixel((WIDTH // 2, WIDTH // 4)) == pytest.approx((255, 0, 0), abs=3)
    assert red.getpixel((WIDTH // 2, WIDTH * 3 // 4)) == (255, 255, 255)


def test_the_same_file_gives_the_same_picture() -> None:
    data = pdf((100, 100), ink="0 1 0 rg 0 0 50 50 re f")

    assert first_page(data) == first_page(data)


def test_what_is_no_pdf_is_an_error() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        first_page(b"not a PDF")


def test_every_page_is_drawn_in_full_and_in_the_size_asked_for() -> None:
    drawn = list(pages(pdf((72, 144), (144, 72), ink="0 0 0 rg 0 0 72 144 re f"), 50))

    assert [image.size for image in drawn] == [(50, 100), (100, 50)]
    assert [image.convert("L").getpixel((25, 25)) for image in drawn] == [0, 255]
