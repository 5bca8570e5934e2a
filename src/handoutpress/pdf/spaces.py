"""Colour spaces: which kind a PDF means by a name, and what its values are in sRGB.

Profiles and calibrations of RGB and grey are taken for sRGB, which is what the engine means by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Sequence

Family = Literal["grey", "rgb", "cmyk", "lab", "indexed", "pattern", "spot"]
RGB = tuple[float, float, float]

FAMILIES: Final[dict[str, Family]] = {
    "/DeviceGray": "grey", "/G": "grey", "/CalGray": "grey",
    "/DeviceRGB": "rgb", "/RGB": "rgb", "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk",
    "/Lab": "lab", "/Indexed": "indexed", "/I": "indexed", "/Pattern": "pattern",
    "/Separation": "spot", "/DeviceN": "spot",
}  # fmt: skip
BY_CHANNELS: Final[dict[int, Family]] = {1: "grey", 3: "rgb", 4: "cmyk"}
D65: Final = (0.9505, 1.0, 1.089)
# CIE 1976: the linear foot of the lightness curve ends at 6/29.
FOOT: Final = 6 / 29
# Bradford, D50 to D65, then XYZ to linear sRGB (IEC 61966-2-1), as CSS Color 4 gives them.
TO_D65: Final = (
    (0.955473, -0.023099, 0.063259), (-0.028370, 1.009995, 0.021041), (0.012314, -0.020508, 1.330366),
)  # fmt: skip
TO_SRGB: Final = (
    (3.240970, -1.537383, -0.498611), (-0.969244, 1.875968, 0.041555), (0.055630, -0.203977, 1.056972),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its family, its name as the PDF has it, and for Lab its white."""

    family: Family
    name: str
    white: tuple[float, ...] = D65
    colorant: str = ""

    def rgb(self, values: Sequence[float]) -> RGB:
        """Give the sRGB of a colour, 0 to 1; spaces whose values are no colour have none."""
        match self.family, [float(value) for value in values]:
            case "grey", [grey]:
                return grey, grey, grey
            case "rgb", [red, green, blue]:
                return red, green, blue
            case "cmyk", [*inks, black]:
                red, green, blue = ((1 - ink) * (1 - black) for ink in inks)
                return red, green, blue
            case "lab", [lightness, a, b]:
                return _lab(lightness, a, b, self.white)
        raise ValueError(f"{self.name} has no sRGB")


GREY: Final = Space("grey", "/DeviceGray")


def space(given: Any, resources: Any = None) -> Space:
    """Tell what a PDF means by a colour space, which may be a name among the resources."""
    if isinstance(given, pikepdf.Array):
        kind, *rest = list(given)
        if kind == "/ICCBased":
            return Space(BY_CHANNELS[int(rest[0].N)], "/ICCBased")
        if kind == "/Lab":
            return Space("lab", "/Lab", tuple(float(value) for value in rest[0].WhitePoint))
        return Space(FAMILIES[str(kind)], str(kind), colorant=str(rest[0]) if kind == "/Separation" else "")
    name = str(given)
    known = (resources or {}).get("/ColorSpace", {})
    return space(known[name]) if name in known else Space(FAMILIES[name], name)


def linear(value: float) -> float:
    """Take the sRGB curve off a value (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004


def curved(value: float) -> float:
    """Put the sRGB curve on a linear value, which is kept between 0 and 1."""
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004


def luminance(red: float, green: float, blue: float) -> float:
    """Give the relative luminance of an sRGB colour: 0 for black, 1 for white."""
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def lightness(red: float, green: float, blue: float) -> float:
    """Give the CIE L* of an sRGB colour: 0 for black, 100 for white."""
    y = luminance(red, green, blue)
    return 116 * (y ** (1 / 3) if y > FOOT**3 else y / (3 * FOOT**2) + 4 / 29) - 16


def _lab(lightness: float, a: float, b: float, white: Sequence[float]) -> RGB:
    f = (lightness + 16) / 116
    xyz = [scale * _uncubed(value) for scale, value in zip(white, (f + a / 500, f, f - b / 200), strict=True)]
    if white[2] < 1:  # D50
        xyz = _times(TO_D65, xyz)
    red, green, blue = (curved(value) for value in _times(TO_SRGB, xyz))
    return red, green, blue


def _uncubed(value: float) -> float:
    return float(value**3) if value > FOOT else 3 * FOOT**2 * (value - 4 / 29)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix]
