"""A logo in print: how large it comes out at the head of a leaflet, and with how many pixels an inch."""

from __future__ import annotations

import re
import warnings
from base64 import b64decode
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from handoutpress.paper import MM_PER_INCH, PX_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterator

HIGH: Final = 12.0
WIDE: Final = 50.0
"""mm that a logo may take in the masthead of a sheet: styles/sheet.css."""
SVG: Final = "{http://www.w3.org/2000/svg}"
HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
TRANSFORM: Final = re.compile(r"(matrix|scale)\(([^)]*)\)")
NUMBER: Final = re.compile(r"-?\d*\.?\d+(?:e[+-]?\d+)?", re.IGNORECASE)
LENGTH: Final = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*(%|px|mm|cm|in|pt|pc|q)?\s*", re.IGNORECASE)
PX: Final = {
    "px": 1.0, "mm": PX_PER_MM, "cm": 10 * PX_PER_MM, "q": PX_PER_MM / 4,
    "in": MM_PER_INCH * PX_PER_MM, "pt": MM_PER_INCH * PX_PER_MM / 72, "pc": MM_PER_INCH * PX_PER_MM / 6,
}  # fmt: skip
"""Units of CSS (https://www.w3.org/TR/css-values-3/#absolute-lengths) in its pixels."""
TURNED: Final = 5
"""From this value on, Exif's orientation means that a picture lies on its side."""
ORIENTATION: Final = 0x0112

Size = tuple[float, float]


def scale(size: Size) -> float:
    """Give how many mm one unit of a drawing of this size is in print: as large as the masthead has room for."""
    return min(WIDE / size[0], HIGH / size[1])


def logo_size(data: bytes, path: str) -> Size | None:
    """Give width and height in the logo's own units; None when it does not say."""
    return _svg_size(_root(data)) if _is_svg(path) else _pixels(data)


def coarsest(data: bytes, path: str) -> float | None:
    """Give the pixels an inch of a logo in print, of its worst part; None when it is all drawing."""
    size = logo_size(data, path)
    if size is None:
        return None
    if not _is_svg(path):
        return MM_PER_INCH / scale(size)
    found = [MM_PER_INCH / (unit * scale(size)) for unit in _embedded(_root(data), size, 1.0)]
    return min(found, default=None)


def _is_svg(path: str) -> bool:
    return path.lower().endswith(".svg")


def _root(data: bytes) -> ET.Element:
    return ET.fromstring(data.decode("utf-8-sig").encode())  # noqa: S314 - entities were refused as the brand was read


def _pixels(data: bytes) -> Size | None:
    from PIL import Image

    try:
        with warnings.catch_warnings(), Image.open(BytesIO(data)) as image:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            width, height = image.size
            turned = image.getexif().get(ORIENTATION, 1) >= TURNED
    except (OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    return (height, width) if turned else (width, height)


def _svg_size(root: ET.Element) -> Size | None:
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    if len(box) == len(("x", "y", "width", "height")):
        width, height = _length(box[2], 0), _length(box[3], 0)
    else:
        width, height = _length(root.get("width"), 0), _length(root.get("height"), 0)
    return (width, height) if width and height else None


def _embedded(node: ET.Element, size: Size, larger: float) -> Iterator[float]:
    """Give the size of a pixel of each picture in a drawing, in units of the drawing."""
    larger *= _enlargement(node.get("transform", ""))
    pixels = _pixels(_embedded_data(node)) if node.tag == f"{SVG}image" else None
    if pixels and larger:
        width = _length(node.get("width"), size[0]) or pixels[0]
        height = _length(node.get("height"), size[1]) or pixels[1]
        yield larger * min(width / pixels[0], height / pixels[1])
    for child in node:
        yield from _embedded(child, size, larger)


def _embedded_data(node: ET.Element) -> bytes:
    address = next((node.attrib[name] for name in HREFS if name in node.attrib), "")
    head, _, body = address.partition(",")
    try:
        return b64decode(body) if head.startswith("data:image/") and head.endswith(";base64") else b""
    except ValueError:
        return b""


def _enlargement(transform: str) -> float:
    """Give how much a transform (https://www.w3.org/TR/SVG11/coords.html) enlarges: the root of what areas grow by."""
    factor = 1.0
    for kind, given in TRANSFORM.findall(transform):
        values = [float(one) for one in NUMBER.findall(given)]
        match kind, values:
            case "scale", [both]:
                factor *= abs(both)
            case "scale", [x, y]:
                factor *= sqrt(abs(x * y))
            case "matrix", [a, b, c, d, _, _]:
                factor *= sqrt(abs(a * d - b * c))
    return factor


def _length(text: str | None, whole: float) -> float:
    """Read a length in px, or in per cent of `whole`; 0 when it is none."""
    found = LENGTH.fullmatch(text or "")
    if not found:
        return 0.0
    unit = (found[2] or "px").lower()
    return float(found[1]) * (whole / 100 if unit == "%" else PX[unit])
