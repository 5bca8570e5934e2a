"""Recolouring: every colour of an open PDF put in other inks, wherever it stands.

Marked content is passed through as it is, so the tags of a tagged file stay true.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Protocol

import pikepdf
from pikepdf import ContentStreamInlineImage, Dictionary, Name
from PIL import Image, ImageFilter

from handoutpress.errors import MisfitError
from handoutpress.pdf.contents import Content, contents, instruction, is_image, numbers, saved
from handoutpress.pdf.spaces import GREY, RGB, Space, curved, luminance, space

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from handoutpress.pdf.contents import Instruction

JPEG: Final = {"quality": 92, "subsampling": 0, "optimize": True}
DEVICE: Final = {"g": GREY, "rg": Space("rgb", "/DeviceRGB"), "k": Space("cmyk", "/DeviceCMYK")}
SETS_VALUES: Final = frozenset({"sc", "scn"})
FAMILY: Final = {"/DeviceGray": "grey", "/DeviceCMYK": "cmyk"}
OPERATOR: Final = {"/DeviceGray": "g", "/DeviceCMYK": "k"}
SPACE_OF_MODE: Final = {"L": "/DeviceGray", "CMYK": "/DeviceCMYK"}
NO_COLOUR: Final = frozenset({"pattern", "spot"})
LATTICE: Final = 33


class Inks(Protocol):
    """What colours are put in: a device space, and its values for a colour and for a picture."""

    @property
    def space(self) -> str:
        """`/DeviceGray` or `/DeviceCMYK`."""

    def ink(self, red: float, green: float, blue: float, /) -> tuple[float, ...]:
        """Give the values, 0 to 1, for an sRGB colour."""

    def picture(self, image: Image.Image, /) -> Image.Image:
        """Give the picture in mode CMYK, or L for grey, which a press prints in black ink alone."""


class Greys:
    """Inks for an edition in black and white: as light as the colour was, so that all contrast is kept (WCAG 2.1)."""

    space = "/DeviceGray"

    def ink(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        """Give the grey of the same luminance, 0 to 1: black stays 0 and white 1."""
        return (round(curved(luminance(red, green, blue)), 4),)

    def picture(self, image: Image.Image) -> Image.Image:
        """Give the picture in mode L."""
        return image.convert("L") if image.mode in {"1", "L"} else image.convert("RGB").filter(_greys()).getchannel(0)


class _Luminosity:
    """Inks for soft masks: the grey by which a mask in RGB counts (ISO 32000-1, 11.5.3), so that it stays as it is."""

    space = "/DeviceGray"

    def ink(self, red: float, green: float, blue: float) -> tuple[float, ...]:
        return (0.3 * red + 0.59 * green + 0.11 * blue,)

    def picture(self, image: Image.Image) -> Image.Image:
        return image.convert("RGB").convert("L")


MASK: Final = _Luminosity()


def in_greys(data: bytes) -> bytes:
    """Give a file without colour: for an edition in black and white. Its tags stay."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        recolour(pdf, Greys())
        for page in pdf.pages:  # without it, what shines through is mixed in a space with colour
            page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        return saved(pdf)


def recolour(pdf: pikepdf.Pdf, inks: Inks) -> None:
    """Put every colour of `pdf` in `inks`, in place. Raises MisfitError for what the engine never writes."""
    found = list(contents(pdf))
    done: set[tuple[int, int]] = set()
    for content in found:
        own = MASK if content.mask else inks
        _recolour(pdf, content, own)
        for picture in content.named("/XObject"):
            if is_image(picture) and "/ColorSpace" in picture and picture.objgen not in done:
                done.add(picture.objgen)
                _recolour_picture(picture, content.resources, own)
    for content in found:  # only now: resources are shared, and the names are needed to the end
        _forget_spaces(content.resources)


def _recolour(pdf: pikepdf.Pdf, content: Content, inks: Inks) -> None:
    before = content.instructions()
    after = list(_recoloured(before, content, inks))
    if isinstance(content.owner, pikepdf.Page) and inks.space != GREY.name:  # a page begins with black in DeviceGray
        after[:0] = [_set(inks, (0, 0, 0), stroke=False), _set(inks, (0, 0, 0), stroke=True)]
    if after != before:
        content.rewrite(pdf, after)
    group = content.owner.get("/Group")
    if group is not None and "/CS" in group:
        group.CS = Name(inks.space)
    for shading in (*content.named("/Shading"), *_shading_patterns(content)):
        _recolour_shading(shading, content.resources, inks)


def _recoloured(instructions: Iterable[Instruction], content: Content, inks: Inks) -> Iterator[Instruction]:
    current = {False: GREY, True: GREY}  # the space by whether it is for strokes
    kept: list[dict[bool, Space]] = []
    for given in instructions:
        if isinstance(given, ContentStreamInlineImage):
            if not given.iimage.image_mask:
                raise MisfitError("a picture stands inside the instructions; the engine never writes one so")
            yield given
            continue
        operator = str(given.operator)
        lower, stroke = operator.lower(), operator.isupper()
        if operator == "q":
            kept.append(dict(current))
        elif operator == "Q" and kept:
            current = kept.pop()
        elif lower in DEVICE:
            current[stroke] = DEVICE[lower]
            yield _set_from(given, current[stroke], inks, stroke=stroke)
            continue
        elif lower == "cs":
            current[stroke] = space(given.operands[0], content.resources)
            if current[stroke].family not in NO_COLOUR:
                yield _set(inks, (0, 0, 0), stroke=stroke)  # every space of colours begins with black
                continue
        elif lower in SETS_VALUES and current[stroke].family not in NO_COLOUR:
            yield _set_from(given, current[stroke], inks, stroke=stroke)
            continue
        yield given


def _set_from(given: Any, source: Space, inks: Inks, *, stroke: bool) -> Instruction:
    values = [float(value) for value in given.operands]
    if source.family == FAMILY[inks.space]:
        return _values(inks, values, stroke=stroke)
    return _set(inks, source.rgb(values), stroke=stroke)


def _set(inks: Inks, colour: RGB, *, stroke: bool) -> Instruction:
    return _values(inks, inks.ink(*colour), stroke=stroke)


def _values(inks: Inks, values: Sequence[float], *, stroke: bool) -> Instruction:
    operator = OPERATOR[inks.space]
    return instruction(operator.upper() if stroke else operator, *values)


def _recolour_picture(stream: Any, resources: Any, inks: Inks) -> None:
    family = space(stream.ColorSpace, resources).family
    if family == "cmyk" and inks.space != GREY.name:
        stream.ColorSpace = Name(inks.space)
        return
    image = inks.picture(pikepdf.PdfImage(stream).as_pil_image())
    if "/Decode" in stream:
        del stream["/Decode"]
    filters = stream.get("/Filter")
    if (list(filters) if isinstance(filters, pikepdf.Array) else [filters])[-1:] == [Name.DCTDecode]:
        out = io.BytesIO()
        image.save(out, "JPEG", **JPEG)
        stream.write(out.getvalue(), filter=Name.DCTDecode)
        if image.mode == "CMYK":  # Pillow writes it turned over, as Adobe does
            stream.Decode = numbers([1, 0] * 4)
    else:
        stream.write(image.tobytes())
    stream.ColorSpace = Name(SPACE_OF_MODE[image.mode])
    stream.BitsPerComponent = 8


def _shading_patterns(content: Content) -> Iterator[Any]:
    for pattern in content.named("/Pattern"):
        if "/Shading" in pattern:
            yield pattern.Shading


def _recolour_shading(shading: Any, resources: Any, inks: Inks) -> None:
    source = space(shading.ColorSpace, resources)
    if source.family in {FAMILY[inks.space], *NO_COLOUR}:
        return
    shading.Function = _recoloured_function(shading.Function, source, inks)
    shading.ColorSpace = Name(inks.space)


def _recoloured_function(function: Any, source: Space, inks: Inks) -> Dictionary:
    """Give a function between other colours; a new one, because two shadings may share the old."""
    kind = int(function.FunctionType) if isinstance(function, Dictionary) else 0
    changed: dict[str, Any]
    if kind == 2:  # noqa: PLR2004 - from one colour to another (ISO 32000-1, 7.10.3)
        changed = {
            key: numbers(inks.ink(*source.rgb(list(function.get(key, [default])))))
            for key, default in (("/C0", 0), ("/C1", 1))
        }
    elif kind == 3:  # noqa: PLR2004 - several of those in a row (7.10.4)
        parts = [_recoloured_function(part, source, inks) for part in function.Functions]
        changed = {"/Functions": pikepdf.Array(parts)}
    else:
        raise MisfitError("a shading has its colours in a way that the engine never writes")
    return Dictionary({**dict(function), **changed})


def _forget_spaces(resources: Any) -> None:
    """Leave no calibrated colour space behind: nothing asks for one any more."""
    known = resources.get("/ColorSpace", {})
    for name, given in dict(known).items():
        if space(given).family not in NO_COLOUR:
            del known[name]


@cache
def _greys() -> ImageFilter.Color3DLUT:
    """Work out the greys of a lattice of colours; Pillow fills in between them, fast."""

    def grey(red: float, green: float, blue: float) -> RGB:
        [same] = Greys().ink(red, green, blue)
        return same, same, same

    return ImageFilter.Color3DLUT.generate(LATTICE, grey)
