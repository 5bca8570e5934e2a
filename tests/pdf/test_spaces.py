from __future__ import annotations

import pytest
from coloraide import Color
from pikepdf import Array, Dictionary, Name

from handoutpress.pdf.spaces import lightness, luminance, space

D50 = (0.9643, 1, 0.8251)
D65 = (0.9505, 1, 1.089)


@pytest.mark.parametrize(("white", "name"), [(D50, "lab"), (D65, "lab-d65")])
@pytest.mark.parametrize("values", [(50, 40, 20), (80, -20, 40), (30, 10, -40), (100, 0, 0), (0, 0, 0)])
def test_lab_is_seen_as_css_means_it(white: tuple[float, ...], name: str, values: tuple[float, ...]) -> None:
    lab = space(Array([Name.Lab, Dictionary(WhitePoint=list(white))]))

    assert lab.rgb(values) == pytest.approx(Color(name, values).convert("srgb").coords(), abs=0.003)


def test_lightness_and_luminance_are_those_of_cie() -> None:
    for colour in ((0.6, 0.1, 0.1), (0.02, 0.02, 0.02), (1.0, 1.0, 1.0)):
        assert luminance(*colour) == pytest.approx(Color("srgb", colour).luminance(), abs=0.001)
        assert lightness(*colour) == pytest.approx(Color("srgb", colour).convert("lab-d65")["l"], abs=0.05)


def test_a_name_among_the_resources_is_looked_up() -> None:
    resources = Dictionary(ColorSpace=Dictionary(Own=Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()])))

    assert (space(Name.Own, resources).family, space(Name.Own, resources).colorant) == ("spot", "/All")
    assert space(Name.DeviceRGB, resources).family == "rgb"


def test_inks_are_seen_as_simply_as_viewers_do() -> None:
    assert space(Name.DeviceCMYK).rgb((0, 1, 0, 0.5)) == (0.5, 0, 0.5)


def test_a_pattern_is_no_colour() -> None:
    with pytest.raises(ValueError, match="no sRGB"):
        space(Name.Pattern).rgb(())
