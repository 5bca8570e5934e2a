"""Separation: from the colours of a screen to the four inks of a press; the only room that knows ImageCms.

What is grey is printed with black ink alone, in the lightness that it has on the screen: a letter made of four inks
has coloured edges as soon as one plate is a tenth of a millimetre off. A grey that is darker than the black ink can
print is solid, so the near-black in which text is set is 100 % black.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image, ImageChops, ImageCms

from handoutpress.errors import MisfitError
from handoutpress.pdf.spaces import lightness

if TYPE_CHECKING:
    from collections.abc import Mapping

Inks4 = tuple[float, float, float, float]

PROFILE: Final = Path(__file__).parent / "profiles" / "ISOcoated_v2_300_bas.icc"
"""Offset on coated paper, ISO 12647-2 (FOGRA39), 300 % ink at most."""
SAME_AS_GREY: Final = 0.08
"""How much of a colour's ink may be hue and it still counts as grey; tints of a few per cent are above it."""
CONDITION: Final = re.compile(r"FOGRA ?(\d+)", re.IGNORECASE)
DESCRIBED: Final = {"ISO Coated v2": "FOGRA39"}
"""Profiles whose description does not name the printing condition they stand for."""


def shipped() -> bytes:
    """Give the profile that comes with the program."""
    return PROFILE.read_bytes()


def seen(inks: Inks4) -> tuple[int, int, int]:
    """Give the sRGB, 0 to 255, of inks, 0 to 1, as they look on bare paper under the profile that is shipped."""
    press = ImageCms.ImageCmsProfile(io.BytesIO(shipped()))
    dot = Image.new("CMYK", (1, 1), tuple(_byte(ink) for ink in inks))
    red, green, blue = _applied(dot, _transform(press, ImageCms.createProfile("sRGB"), "CMYK", "RGB")).tobytes()
    return red, green, blue


class Separation:
    """The inks for one press; `own` are CMYK values, 0 to 1, that stand for exact sRGB colours, 0 to 255."""

    space = "/DeviceCMYK"

    def __init__(self, profile: bytes, own: Mapping[tuple[int, int, int], Inks4] | None = None) -> None:
        self.profile = profile
        self.condition, self.registered = _condition(profile)
        self._own = dict(own or {})
        self._known: dict[tuple[int, int, int], Inks4] = {}
        try:
            press = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            self._screen_to_press = _transform(ImageCms.createProfile("sRGB"), press, "RGB", "CMYK")
            self._lightness_of_black = _black_ramp(press)
            self._tones = self._picture_tones()
        except (OSError, ImageCms.PyCMSError) as error:
            raise MisfitError("the profile is damaged, or leads in one direction only") from error

    def ink(self, red: float, green: float, blue: float) -> Inks4:
        """Give cyan, magenta, yellow and black, 0 to 1, for an sRGB colour, 0 to 1."""
        exact = (_byte(red), _byte(green), _byte(blue))
        if exact not in self._known:
            self._known[exact] = self._own.get(exact) or self._separated(*exact)
        return self._known[exact]

    def picture(self, image: Image.Image) -> Image.Image:
        """Give the picture in CMYK; one without colour in mode L, which on a press is black ink alone."""
        if image.mode == "CMYK":
            return image
        if image.mode in {"1", "L"} or _is_grey(image.convert("RGB")):
            return image.convert("L").point(self._tones)
        return _applied(image.convert("RGB"), self._screen_to_press)

    def _separated(self, red: int, green: int, blue: int) -> Inks4:
        hue = max(red, green, blue) - min(red, green, blue)
        if hue <= max(1, SAME_AS_GREY * (255 - min(red, green, blue))):
            return 0.0, 0.0, 0.0, self._black(lightness(red / 255, green / 255, blue / 255))
        dot: Any = _applied(Image.new("RGB", (1, 1), (red, green, blue)), self._screen_to_press).getpixel((0, 0))
        cyan, magenta, yellow, black = (round(ink / 255, 4) for ink in dot)
        return cyan, magenta, yellow, black

    def _black(self, light: float) -> float:
        """Give how much black ink alone is as light as that."""
        ramp = self._lightness_of_black  # from solid to none, so that it rises
        return round(1 - min(bisect_left(ramp, light - 0.2), len(ramp) - 1) / (len(ramp) - 1), 4)

    def _picture_tones(self) -> list[int]:
        """Give the grey that prints as each grey is seen; shadows keep their differences, unlike in flat colours."""
        darkest = self._lightness_of_black[0]
        seen = [lightness(step / 255, step / 255, step / 255) for step in range(256)]
        return [round(255 * (1 - self._black(darkest + light * (100 - darkest) / 100))) for light in seen]


def _condition(profile: bytes) -> tuple[str, bool]:
    """Name the printing condition, and tell whether that is its name in the registry at color.org.

    The header of a profile is laid out in ICC.1:2010, 7.2: its class stands at byte 12, its colour space at 16.
    """
    kind, space = profile[12:16], profile[16:20]
    if profile[36:40] != b"acsp":
        raise MisfitError("this is no ICC profile")
    if (kind, space) != (b"prtr", b"CMYK"):
        words = f"{kind.decode('latin-1').strip()}/{space.decode('latin-1').strip()}"
        raise MisfitError(f"the profile is of the kind {words}; a press needs an output profile for CMYK (prtr/CMYK)")
    try:
        described = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).strip()
    except (OSError, ImageCms.PyCMSError) as error:
        raise MisfitError("the profile is damaged") from error
    if found := CONDITION.search(described):
        return f"FOGRA{found[1]}", True
    known = [condition for words, condition in DESCRIBED.items() if words in described]
    return (known[0], True) if known else (described, False)


def _transform(source: Any, target: Any, source_mode: str, target_mode: str) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        source, target, source_mode, target_mode,
        ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


def _black_ramp(press: ImageCms.ImageCmsProfile) -> list[float]:
    """Measure the L* of black ink alone on the profile's paper, from solid to none.

    Without black point compensation, which would take the ink for the deepest black there is.
    """
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    to_lab = ImageCms.buildTransform(press, ImageCms.createProfile("LAB"), "CMYK", "LAB", intent)
    blacks = Image.frombytes("CMYK", (256, 1), b"".join(bytes((0, 0, 0, 255 - step)) for step in range(256)))
    return [light / 2.55 for light in _applied(blacks, to_lab).getchannel(0).tobytes()]


def _applied(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    """Put the picture through; the wrapper around this writes the profile out each time, which takes 5 ms a colour."""
    changed = Image.new(transform.output_mode, image.size)
    transform.transform.apply(image.getim(), changed.getim())
    return changed


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    return all(ImageChops.difference(red, other).getextrema()[1] <= 1 for other in (green, blue))  # type: ignore[operator]


def _byte(value: float) -> int:
    return round(255 * min(1.0, max(0.0, value)))
