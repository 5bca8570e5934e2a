from __future__ import annotations

import pytest
from PIL import Image, ImageCms

from handoutpress.errors import MisfitError
from handoutpress.pdf.separation import PROFILE, Separation, seen, shipped

INKS = Separation(shipped(), {(15, 100, 112): (1.0, 0.2, 0.3, 0.1)})


def test_the_profile_and_its_licence_lie_side_by_side() -> None:
    assert PROFILE.is_file()
    assert "zlib" in PROFILE.with_suffix(".txt").read_text("utf-8")
    assert INKS.condition == "FOGRA39"


@pytest.mark.parametrize("grey", [1, 29, 87, 128, 200, 254])
def test_greys_are_black_ink_alone(grey: int) -> None:
    assert INKS.ink(grey / 255, grey / 255, grey / 255)[:3] == (0, 0, 0)


def test_black_is_solid_and_white_is_bare_paper() -> None:
    assert INKS.ink(0, 0, 0) == (0, 0, 0, 1)
    assert INKS.ink(1, 1, 1) == (0, 0, 0, 0)


def test_lighter_greys_have_less_ink() -> None:
    blacks = [INKS.ink(grey / 255, grey / 255, grey / 255)[3] for grey in range(256)]

    assert blacks == sorted(blacks, reverse=True)


def test_the_ink_of_the_text_is_solid_black_alone() -> None:
    assert INKS.ink(0x1D / 255, 0x1B / 255, 0x19 / 255) == (0, 0, 0, 1)
    assert INKS.ink(0x57 / 255, 0x52 / 255, 0x4C / 255)[:3] == (0, 0, 0)


def test_a_light_tint_keeps_its_hue() -> None:
    assert max(INKS.ink(0xEE / 255, 0xF5 / 255, 0xF6 / 255)[:3]) > 0.05


def test_a_colour_becomes_what_the_profile_says() -> None:
    cyan, magenta, yellow, black = INKS.ink(155 / 255, 27 / 255, 27 / 255)

    assert (cyan, magenta, yellow, black) == pytest.approx((0.24, 0.96, 0.88, 0.26), abs=0.02)


def test_a_clinics_own_inks_win_for_its_exact_colour_only() -> None:
    assert INKS.ink(15 / 255, 100 / 255, 112 / 255) == (1.0, 0.2, 0.3, 0.1)
    assert INKS.ink(16 / 255, 100 / 255, 112 / 255) != (1.0, 0.2, 0.3, 0.1)


def test_no_colour_takes_more_ink_than_the_paper_bears() -> None:
    steps = [step / 15 for step in range(16)]

    assert max(sum(INKS.ink(r, g, b)) for r in steps for g in steps for b in steps) <= 3.0


def test_a_picture_is_separated_and_one_without_colour_needs_one_plate() -> None:
    colour = INKS.picture(Image.new("RGB", (2, 2), (155, 27, 27)))
    grey = INKS.picture(Image.new("RGB", (2, 2), (128, 128, 128)))

    assert (colour.mode, grey.mode) == ("CMYK", "L")
    assert colour.getpixel((0, 0)) == pytest.approx((61, 245, 224, 66), abs=4)
    assert INKS.picture(colour) is colour


def test_shadows_of_a_grey_picture_keep_their_differences() -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    printed = INKS.picture(ramp).tobytes()

    assert (printed[0], printed[255]) == (0, 255)
    assert list(printed) == sorted(printed)
    assert len(set(printed[:64])) > 12


def test_a_profile_for_screens_is_refused() -> None:
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    with pytest.raises(MisfitError, match=r"mntr/RGB; a press needs .*prtr/CMYK"):
        Separation(screen)


@pytest.mark.parametrize("other", [b"", b"not a profile" * 30])
def test_what_is_no_profile_is_refused(other: bytes) -> None:
    with pytest.raises(MisfitError, match="no ICC profile"):
        Separation(other)


def test_a_damaged_profile_is_refused() -> None:
    with pytest.raises(MisfitError, match="damaged"):
        Separation(shipped()[:4000])


def test_bare_paper_is_white_and_ink_is_not() -> None:
    assert seen((0, 0, 0, 0)) == (255, 255, 255)
    assert max(seen((0, 0, 0, 1))) < 40


@pytest.mark.parametrize("colour", [(16, 101, 112), (122, 47, 93), (191, 225, 230)])
def test_inks_look_like_the_colour_that_they_were_made_for(colour: tuple[int, int, int]) -> None:
    red, green, blue = (value / 255 for value in colour)

    assert seen(INKS.ink(red, green, blue)) == pytest.approx(colour, abs=6)
