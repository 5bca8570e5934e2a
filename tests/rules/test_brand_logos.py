"""How large a logo comes out, and how fine: all that one finds in files of the trade."""

from __future__ import annotations

import io
from base64 import b64encode

import pytest
from PIL import Image

from handoutpress.rules.brand.logos import coarsest, logo_size, scale


def png(width: int, height: int, *, orientation: int = 1) -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    Image.new("L", (width, height)).save(out, "PNG", exif=exif)
    return out.getvalue()


def svg(attributes: str, inside: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def picture(attributes: str, data: bytes) -> str:
    return f'<image {attributes} href="data:image/png;base64,{b64encode(data).decode()}"/>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 40 20"', (40, 20)),
        ('viewBox="0, 0, 40.5, .5" width="10" height="90"', (40.5, 0.5)),
        ('width="1in" height="48px"', (96, 48)),
        ('width="25.4mm" height="2.54cm"', (96, 96)),
        ('width="72pt" height="6pc"', (96, 96)),
        ('width="100%" height="100%"', None),
        ('viewBox="0 0 0 20"', None),
        ("", None),
    ],
)
def test_the_size_of_a_drawing(attributes: str, size: tuple[float, float] | None) -> None:
    assert logo_size(svg(attributes), "logo.SVG") == (pytest.approx(size) if size else None)


@pytest.mark.parametrize(("orientation", "size"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60))])
def test_the_size_of_a_picture_is_that_of_the_upright_one(orientation: int, size: tuple[int, int]) -> None:
    assert logo_size(png(60, 40, orientation=orientation), "logo.png") == size


def test_what_cannot_be_read_is_for_others_to_tell() -> None:
    assert logo_size(b"no picture", "logo.png") is None
    assert coarsest(b"no picture", "logo.png") is None


def test_a_logo_is_as_high_as_the_masthead_until_it_is_too_wide() -> None:
    assert scale((100, 100)) * 100 == pytest.approx(12)
    assert scale((1000, 100)) * 1000 == pytest.approx(50)


FINE = picture('width="20" height="20"', png(120, 120))


@pytest.mark.parametrize(
    ("inside", "ppi"),
    [
        (FINE, 254),
        (picture('width="100%" height="100%"', png(240, 120)), 254),
        (picture('width="20" height="10"', png(120, 120)), 508),  # it is fitted into its box
        (picture("", png(20, 20)), 42.3),
        (f"<g transform='scale(2 .5)'>{FINE}</g>", 254),
        (f"<g transform='scale(.5)'>{FINE}</g>", 508),
        (f"<g transform='rotate(9) matrix(0 2 -2 0 7 1e1)'>{FINE}</g>", 127),
        (FINE + picture('width="5" height="5"', png(120, 120)), 254),
    ],
)
def test_pictures_in_a_drawing(inside: str, ppi: float) -> None:
    assert coarsest(svg('viewBox="0 0 40 20"', inside), "logo.svg") == pytest.approx(ppi, rel=0.01)


@pytest.mark.parametrize(
    "inside",
    [
        "<path d='M0 0h40v20H0z'/>",
        "<image width='20' height='20' href='logo.png'/>",
        "<image width='20' height='20'/>",
        "<image width='20' height='20' href='data:image/png;base64,A'/>",
        "<image width='20' height='20' href='data:image/png;base64,AAAA'/>",
    ],
)
def test_a_drawing_without_a_picture_of_its_own_has_no_pixels(inside: str) -> None:
    assert coarsest(svg('viewBox="0 0 40 20"', inside), "logo.svg") is None
