from __future__ import annotations

import re
from dataclasses import astuple
from typing import TYPE_CHECKING

import pytest
from coloraide import Color
from hypothesis import example, given
from hypothesis import strategies as st

from handoutpress.palette import (
    BLACK,
    DARK,
    INK,
    PALE,
    READABLE,
    SIGHTS,
    STRONG,
    WHITE,
    contrast,
    distance,
    lightness,
    palette,
    seen_by,
)
from support import REPOSITORY

if TYPE_CHECKING:
    from handoutpress.palette import Sight

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that reads on white: WebAIM's well-known example
        ("#777777", "#ffffff", 4.48),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_does_not_ask_which_colour_comes_first(one: str, other: str) -> None:
    assert contrast(one, other) == pytest.approx(contrast(other, one))


@given(COLOURS)
def test_headings_stand_out_from_white_whatever_the_brand(primary: str) -> None:
    assert contrast(palette(primary).deep, WHITE) >= STRONG


@given(COLOURS)
def test_text_reads_on_every_tint(primary: str) -> None:
    made = palette(primary)
    assert contrast(INK, made.tint) >= STRONG
    assert contrast(INK, made.wash) >= STRONG
    assert contrast(made.deep, made.tint) >= READABLE
    assert contrast(made.deep, made.wash) >= READABLE


@given(COLOURS)
@example("#000000")
@example("#0000ff")
def test_headings_stand_out_from_a_dark_ground_whatever_the_brand(primary: str) -> None:
    made = palette(primary)
    assert contrast(made.deep_dark, DARK) >= STRONG
    assert contrast(made.deep_dark, made.tint_dark) >= STRONG
    assert contrast(made.deep_dark, made.wash_dark) >= READABLE


@given(COLOURS)
def test_text_reads_on_every_tint_in_the_dark(primary: str) -> None:
    made = palette(primary)
    assert contrast(PALE, DARK) >= STRONG
    assert contrast(PALE, made.tint_dark) >= STRONG
    assert contrast(PALE, made.wash_dark) >= STRONG


def test_the_web_page_has_the_dark_ground_that_was_reckoned_with() -> None:
    css = (REPOSITORY / "styles" / "web.css").read_text("utf-8")
    dark = css.partition("prefers-color-scheme: dark")[2]
    assert f"--ground: {DARK}" in dark.partition("--ink")[0]
    assert f"--ink: {PALE}" in dark.partition("--soft")[0]


def test_the_emergency_reads_and_stands_out_in_light_and_dark() -> None:
    css = (REPOSITORY / "styles" / "web.css").read_text("utf-8")
    light, dark = (
        [re.findall(rf"--{name}: *(#\w+)", css)[n] for name in ("alarm", "alarm-line", "alarm-ground", "ground", "ink")]
        for n in (0, 1)
    )
    for alarm, line, own_ground, ground, ink in (light, dark):
        assert contrast("#ffffff", alarm) >= 7
        assert contrast(line, ground) >= 7
        assert contrast(ink, own_ground) >= 7


@given(COLOURS)
@example("#c138ee")
@example("#007dbd")
def test_black_or_white_reads_on_the_brand_itself(primary: str) -> None:
    assert contrast(palette(primary).on_brand, primary) >= READABLE


@given(COLOURS)
def test_every_colour_is_one_that_a_stylesheet_takes(primary: str) -> None:
    *colours, _ = astuple(palette(primary))
    assert [colour for colour in colours if not re.fullmatch("#[0-9a-f]{6}", colour)] == []


@given(COLOURS)
def test_a_brand_that_does_not_read_on_white_is_darkened_and_said_to_be(primary: str) -> None:
    made = palette(primary)
    assert made.brand == primary
    assert made.darkened == (contrast(primary, WHITE) < READABLE)


def test_a_dark_brand_is_its_own_heading_colour() -> None:
    assert palette("#0a3d44").deep == "#0a3d44"


@given(COLOURS)
@example("#f8ba01")
def test_headings_keep_the_hue_of_the_brand(primary: str) -> None:
    brand, deep = (Color(colour).convert("oklch") for colour in (primary, palette(primary).deep))
    apart = abs((deep["hue"] - brand["hue"] + 180) % 360 - 180)
    assert apart < 12 or brand["chroma"] < 0.05  # a grey has no hue to keep


@given(COLOURS)
def test_headings_keep_the_hue_of_the_brand_in_the_dark(primary: str) -> None:
    brand, deep = (Color(colour).convert("oklch") for colour in (primary, palette(primary).deep_dark))
    apart = abs((deep["hue"] - brand["hue"] + 180) % 360 - 180)
    assert apart < 12 or min(brand["chroma"], deep["chroma"]) < 0.05  # near white there is no hue either


@pytest.mark.parametrize(("primary", "on_brand"), [("#0f6470", WHITE), ("#ffcc00", BLACK)])
def test_words_on_the_brand_are_black_or_white_whichever_reads(primary: str, on_brand: str) -> None:
    assert palette(primary).on_brand == on_brand


def test_the_palette_is_custom_properties_for_the_stylesheets() -> None:
    made = palette("#0f6470")
    properties = dict(re.findall(r"--([\w-]+):(#\w+)", made.as_css()))
    assert made.as_css().startswith(":root{")
    assert properties == {
        "c-brand": made.brand,
        "c-on-brand": made.on_brand,
        "c-deep": made.deep,
        "c-wash": made.wash,
        "c-tint": made.tint,
        "c-deep-dark": made.deep_dark,
        "c-wash-dark": made.wash_dark,
        "c-tint-dark": made.tint_dark,
    }


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("grey", [BLACK, "#777777", WHITE])
def test_greys_look_the_same_to_everybody(sight: Sight, grey: str) -> None:
    assert distance(seen_by(sight, grey), grey) < 1


@pytest.mark.parametrize(
    ("one", "other", "confused"),
    [
        ("#3a8a3a", "#b03a3a", ["deutan"]),  # mid green and brick
        ("#7a7a20", "#c06a1c", ["protan"]),  # olive and amber
        ("#005eb8", "#006747", ["tritan"]),  # blue and bottle green
        ("#0072b2", "#e69f00", []),  # blue and orange, which Okabe and Ito commend
    ],
)
def test_each_kind_of_sight_confuses_its_own_colours(one: str, other: str, confused: list[str]) -> None:
    assert distance(one, other) > 20
    assert [sight for sight in SIGHTS if distance(seen_by(sight, one), seen_by(sight, other)) < 6] == confused


def test_distance_is_that_of_ciede2000() -> None:
    assert distance("#ff0000", "#ff0000") == 0
    assert distance(BLACK, WHITE) == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize(("colour", "light"), [(BLACK, 0), ("#777777", 50), (WHITE, 100)])
def test_lightness_is_that_of_cie(colour: str, light: float) -> None:
    assert lightness(colour) == pytest.approx(light, abs=0.1)
