"""Colour: a clinic's whole palette from its one primary colour, with the contrast worked out.

The only room that knows coloraide. Contrast is that of WCAG 2.1; hues are kept in OKLCH
(https://www.w3.org/TR/css-color-4/#ok-lab) while lightness and chroma are set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from coloraide import Color

READABLE: Final = 4.5
"""The least contrast of text on its ground: WCAG 2.1, success criterion 1.4.3."""
STRONG: Final = 7.5
"""What headings are darkened to; a little above criterion 1.4.6, so that toner and old lamps cost nothing."""
INK: Final = "#1d1b19"
BLACK: Final = "#000000"
WHITE: Final = "#ffffff"
DARK: Final = "#171412"
"""The ground of a page on a screen that is set to dark: the ink's own warm black, a little deeper."""
PALE: Final = "#f1ece4"
"""The ink on it; not pure white, which glares."""

Sight = Literal["protan", "deutan", "tritan"]
SIGHTS: Final[tuple[Sight, ...]] = ("protan", "deutan", "tritan")
"""Eyes that lack the cones for long (red), middle (green) or short waves (blue)."""


@dataclass(frozen=True, slots=True)
class Palette:
    """A brand's colours as #rrggbb, each for one use."""

    brand: str
    """The clinic's colour as given: rules and logo only."""
    on_brand: str
    """Black or white: whichever reads on the brand colour."""
    deep: str
    """The brand's hue, dark enough for headings."""
    wash: str
    """A light tint, for the label of a card."""
    tint: str
    """The lightest tint, for boxes that hold text."""
    deep_dark: str
    """The brand's hue, light enough for headings and links on a dark ground."""
    wash_dark: str
    """`wash` on a dark ground."""
    tint_dark: str
    """`tint` on a dark ground."""
    darkened: bool
    """The brand colour itself does not read as text on white, so `deep` stands in for it."""

    @property
    def named(self) -> dict[str, str]:
        """Give the colours that pictures may ask for, by name."""
        return {"brand": self.brand, "deep": self.deep, "wash": self.wash, "tint": self.tint}

    def as_css(self) -> str:
        """Give the palette as custom properties for the stylesheets."""
        pairs = {
            "c-brand": self.brand,
            "c-on-brand": self.on_brand,
            "c-deep": self.deep,
            "c-wash": self.wash,
            "c-tint": self.tint,
            "c-deep-dark": self.deep_dark,
            "c-wash-dark": self.wash_dark,
            "c-tint-dark": self.tint_dark,
        }
        return ":root{" + ";".join(f"--{name}:{value}" for name, value in pairs.items()) + "}"


MONO: Final = Palette(
    brand=BLACK, on_brand=WHITE, deep=BLACK, wash=WHITE, tint=WHITE,
    deep_dark=WHITE, wash_dark=BLACK, tint_dark=BLACK, darkened=False,
)  # fmt: skip
"""The palette of an edition in black and white: rules, weights and patterns stand in for colour."""


def palette(primary: str) -> Palette:
    """Work out the palette of `primary`, given as #rrggbb."""
    brand = Color(primary)
    wash_dark = _tint(brand, lightness=0.33, chroma=0.5, most=0.045)
    tint_dark = _tint(brand, lightness=0.25, chroma=0.25, most=0.022)
    return Palette(
        brand=primary,
        on_brand=max(BLACK, WHITE, key=lambda ink: contrast(ink, primary)),
        deep=_darkened(brand),
        wash=_tint(brand, lightness=0.89, chroma=0.5, most=0.05),
        tint=_tint(brand, lightness=0.965, chroma=0.25, most=0.018),
        deep_dark=_lightened(brand, grounds=(tint_dark, wash_dark)),
        wash_dark=wash_dark,
        tint_dark=tint_dark,
        darkened=contrast(primary, WHITE) < READABLE,
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    return float(Color(one).contrast(other, method="wcag21"))


def seen_by(sight: Sight, colour: str) -> str:
    """Give a colour as it looks to somebody who lacks one kind of cone.

    Red and green after Viénot, Brettel and Mollon (1999), blue after Brettel, Viénot and Mollon (1997).
    """
    return str(Color(colour).filter(sight).convert("srgb").clip().to_string(hex=True))


def distance(one: str, other: str) -> float:
    """Tell how unlike two colours look side by side, in units of CIEDE2000: 1 is hardly seen, 50 is red and green."""
    return float(Color(one).delta_e(other, method="2000"))


def lightness(colour: str) -> float:
    """Give the CIE L* of a colour, which is all that a copy in grey keeps of it: 0 for black, 100 for white."""
    return float(Color(colour).convert("lab-d65")["lightness"])


def _darkened(brand: Color) -> str:
    color = brand.convert("oklch")
    while _hex(color) != "#000000" and contrast(_hex(color), WHITE) < STRONG:
        color["lightness"] = max(color["lightness"] - 0.005, 0.0)
    return _hex(color)


def _lightened(brand: Color, *, grounds: tuple[str, str]) -> str:
    """Lighten until it is as strong on the first ground as headings on white, and reads on the second."""
    color = brand.convert("oklch")
    color["chroma"] = min(color["chroma"], 0.11)  # pale and vivid at once flickers on a dark ground
    color["lightness"] = max(color["lightness"], 0.75)
    while _hex(color) != WHITE and any(
        contrast(_hex(color), ground) < least for ground, least in zip(grounds, (STRONG, READABLE), strict=True)
    ):
        color["lightness"] = min(color["lightness"] + 0.005, 1.0)
    return _hex(color)


def _tint(brand: Color, *, lightness: float, chroma: float, most: float) -> str:
    color = brand.convert("oklch")
    color["lightness"], color["chroma"] = lightness, min(color["chroma"] * chroma, most)
    return _hex(color)


def _hex(color: Color) -> str:
    """Bring a colour into sRGB by giving up chroma, never lightness or hue, and write it as #rrggbb."""
    return str(color.clone().fit("srgb", method="oklch-chroma").convert("srgb").to_string(hex=True))
