"""Colour: a clinic's whole palette from its one primary colour, with the contrast worked out.

The only room that knows coloraide. Contrast is that of WCAG 2.1; hues are kept in OKLCH
(https://www.w3.org/TR/css-color-4/#ok-lab) while lightness and chroma are set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from coloraide import Color

READABLE: Final = 4.5
"""The least contrast of text on its ground: WCAG 2.1, success criterion 1.4.3."""
STRONG: Final = 7.5
"""What headings are darkened to; a little above criterion 1.4.6, so that toner and old lamps cost nothing."""
INK: Final = "#1d1b19"
BLACK: Final = "#000000"
WHITE: Final = "#ffffff"


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
        }
        return ":root{" + ";".join(f"--{name}:{value}" for name, value in pairs.items()) + "}"


MONO: Final = Palette(brand=BLACK, on_brand=WHITE, deep=BLACK, wash=WHITE, tint=WHITE, darkened=False)
"""The palette of an edition in black and white: rules, weights and patterns stand in for colour."""


def palette(primary: str) -> Palette:
    """Work out the palette of `primary`, given as #rrggbb."""
    brand = Color(primary)
    return Palette(
        brand=primary,
        on_brand=max(BLACK, WHITE, key=lambda ink: contrast(ink, primary)),
        deep=_darkened(brand),
        wash=_tint(brand, lightness=0.89, chroma=0.5, most=0.05),
        tint=_tint(brand, lightness=0.965, chroma=0.25, most=0.018),
        darkened=contrast(primary, WHITE) < READABLE,
    )


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    return float(Color(one).contrast(other, method="wcag21"))


def _darkened(brand: Color) -> str:
    color = brand.convert("oklch")
    while _hex(color) != "#000000" and contrast(_hex(color), WHITE) < STRONG:
        color["lightness"] = max(color["lightness"] - 0.005, 0.0)
    return _hex(color)


def _tint(brand: Color, *, lightness: float, chroma: float, most: float) -> str:
    color = brand.convert("oklch")
    color["lightness"], color["chroma"] = lightness, min(color["chroma"] * chroma, most)
    return _hex(color)


def _hex(color: Color) -> str:
    """Bring a colour into sRGB by giving up chroma, never lightness or hue, and write it as #rrggbb."""
    return str(color.clone().fit("srgb", method="oklch-chroma").convert("srgb").to_string(hex=True))
