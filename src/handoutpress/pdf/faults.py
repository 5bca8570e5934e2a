"""Faults: for which a print shop sends a file back, each found by one function that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageMath

from handoutpress.paper import PT_PER_MM
from handoutpress.pdf.bleeding import LOOK, unbled
from handoutpress.pdf.contents import contents
from handoutpress.pdf.overprint import SOLID_BLACK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handoutpress.pdf.painted import Paint

Raster = Callable[[bytes, float], Iterable[Image.Image]]
"""Draws the pages of a PDF, whole, at so many pixels an inch."""

SAID: Final = (
    "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "<xmp:CreateDate>", "<xmp:ModifyDate>",
    "<xmp:MetadataDate>", "<xmpMM:DocumentID>", "<xmpMM:VersionID>", "<xmpMM:RenditionClass>", "<dc:title>",
)  # fmt: skip
"""What ISO 15930-7 asks of the metadata, as our press writes it."""
LIVELY: Final = ("/OpenAction", "/AA", "/AcroForm", "/Names", "/JavaScript")
STRANGE: Final = frozenset({"/DeviceRGB", "/CalRGB", "/CalGray", "/Lab", "/ICCBased"})
MOST_INK: Final = 3.0
ROUNDED: Final = 0.005
"""Values have 8 bits on the way through the profile."""
COARSE: Final = 220.0
FINE: Final = 300.0
"""Pixels an inch: twice the screen of 150 lines that offset uses; three quarters of it still pass."""
DARK: Final = 0.9
NEAR: Final = 0.05
"""Points by which rounded numbers may differ."""
SIDES: Final = ("left", "bottom", "right", "top")


@dataclass(frozen=True, slots=True)
class Sheets:
    """A file to look over, and what is painted on each of its pages."""

    pdf: pikepdf.Pdf
    data: bytes
    bleed: float
    raster: Raster
    paints: tuple[tuple[Paint, ...], ...]

    def each(self, *kinds: str) -> Iterator[tuple[int, Paint]]:
        """Give all that was painted in such a way, with the number of the page."""
        for number, paints in enumerate(self.paints, 1):
            for paint in paints:
                if not kinds or paint.kind in kinds:
                    yield number, paint


def metadata(sheets: Sheets) -> Iterator[str]:
    """Find what the file does not say of itself."""
    pdf = sheets.pdf
    if "/Metadata" not in pdf.Root:
        yield "no metadata"
        return
    if "/Filter" in pdf.Root.Metadata:
        yield "the metadata is compressed"
    words = pdf.Root.Metadata.read_bytes().decode("utf-8", "replace")
    yield from (f"the metadata lacks {name.strip('<').partition('>')[0]}" for name in SAID if name not in words)
    if str(pdf.docinfo.get("/Trapped")) not in {"/True", "/False"}:
        yield "does not say whether it is trapped"
    if "/ID" not in pdf.trailer:
        yield "no file id"


def intent(sheets: Sheets) -> Iterator[str]:
    """Find what is wrong with the output intent."""
    found = [one for one in sheets.pdf.Root.get("/OutputIntents", []) if one.get("/S") == Name.GTS_PDFX]
    if len(found) != 1:
        yield f"{len(found)} output intents for PDF/X"
        return
    if not str(found[0].get("/OutputConditionIdentifier", "")):
        yield "the printing condition has no name"
    if "/DestOutputProfile" not in found[0]:
        yield "no profile"
        return
    head = found[0].DestOutputProfile.read_bytes()[12:20]  # ICC.1:2010, 7.2: class, colour space
    if head != b"prtrCMYK":
        yield f"the profile is {head[:4].decode('latin-1')}/{head[4:].decode('latin-1')}, not prtr/CMYK"


def liveliness(sheets: Sheets) -> Iterator[str]:
    """Find what could move or lock a file that is to lie still."""
    if sheets.pdf.is_encrypted:
        yield "encrypted"
    yield from (f"the catalogue has {name}" for name in LIVELY if name in sheets.pdf.Root)
    yield from (f"page {number} has /AA" for number, page in enumerate(sheets.pdf.pages, 1) if "/AA" in page.obj)


def notes(sheets: Sheets) -> Iterator[str]:
    """Find links, fields and notes."""
    for number, page in enumerate(sheets.pdf.pages, 1):
        for note in page.obj.get("/Annots", []):
            yield f"page {number} has an annotation ({str(note.get('/Subtype'))[1:]})"


def fonts(sheets: Sheets) -> Iterator[str]:
    """Find fonts that the print shop would have to have."""
    for thing in sheets.pdf.objects:
        if not isinstance(thing, Dictionary) or thing.get("/Type") != Name.Font or "/DescendantFonts" in thing:
            continue
        carried = {"/FontFile", "/FontFile2", "/FontFile3"} & set(dict(thing.get("/FontDescriptor", {})))
        if thing.get("/Subtype") != Name.Type3 and not carried:
            yield f"{str(thing.get('/BaseFont', 'a font'))[1:]} is not embedded"


def colours(sheets: Sheets) -> Iterator[str]:
    """Find colours of a screen: in instructions, pictures, groups, shadings, patterns, wherever they hide."""
    for content in contents(sheets.pdf):
        for found in content.instructions("rg RG"):
            values = " ".join(str(value) for value in found.operands)
            yield f"RGB {values} is left in a drawing"
    for thing in sheets.pdf.objects:
        yield from (f"{name[1:]} is left in {_what(thing)}" for name in _strange(thing))
    for number, paint in sheets.each():
        if paint.kind != "picture" and paint.colour.space.name in STRANGE:
            yield f"{paint.colour.space.name[1:]} is used on page {number}"


def _strange(thing: Any) -> Iterator[str]:
    """Give the names of strange colour spaces in an object, not in those that it refers to."""
    inside: Iterable[Any] = ()
    if isinstance(thing, Name) and str(thing) in STRANGE:
        yield str(thing)
    elif isinstance(thing, Array):
        inside = list(thing)
    elif isinstance(thing, Dictionary | pikepdf.Stream):
        inside = dict(thing.items()).values()
    for one in inside:
        if not (isinstance(one, pikepdf.Object) and one.is_indirect):
            yield from _strange(one)


def _what(thing: Any) -> str:
    kind = thing.get("/Subtype", thing.get("/Type")) if isinstance(thing, Dictionary | pikepdf.Stream) else None
    return f"an object of the kind {str(kind)[1:].lower()}" if kind is not None else "an object"


def black_text(sheets: Sheets) -> Iterator[str]:
    """Find black text of several inks, black text that knocks out, and what overprints but should not."""
    for number, paint in sheets.each():
        black = paint.kind == "text" and paint.colour.values == SOLID_BLACK
        if black and not paint.overprints:
            yield f"black text on page {number} does not overprint"
        elif paint.overprints and not black:
            yield f"a {paint.kind} on page {number} overprints"
        elif paint.kind == "text" and _looks_black(paint):
            inks = " ".join(f"{value:.0%}" for value in paint.colour.values)
            yield f"black text on page {number} is made of several inks ({inks})"


def _looks_black(paint: Paint) -> bool:
    """Tell whether a text is black to the eye but not to the plates."""
    if paint.colour.space.family != "cmyk" or paint.colour.values == SOLID_BLACK:
        return False
    *hues, black = paint.colour.values
    return (black > DARK and max(hues) > 0) or min(hues) + black > DARK


def ink(sheets: Sheets) -> Iterator[str]:
    """Find where the paper gets too wet to dry."""
    for number, paint in sheets.each():
        most = _most_in_picture(paint.picture) if paint.picture is not None else _sum(paint)
        if most > MOST_INK + ROUNDED:
            yield f"{most:.0%} in a {paint.kind} on page {number}"


def _sum(paint: Paint) -> float:
    return sum(paint.colour.values) if paint.colour.space.family == "cmyk" else 0.0


def _most_in_picture(stream: Any) -> float:
    """Give the most ink of any pixel; of a JPEG, of any four by four, because single ones are noise."""
    if stream.get("/ColorSpace") != Name.DeviceCMYK:
        return 0.0
    image = pikepdf.PdfImage(stream).as_pil_image()
    if stream.get("/Filter") == Name.DCTDecode:
        image = image.reduce(4)
    bands = dict(zip("cmyk", image.split(), strict=True))
    total = ImageMath.lambda_eval(lambda it: it["c"] + it["m"] + it["y"] + it["k"], **bands)
    return float(total.getextrema()[1]) / 255


def coarse_pictures(sheets: Sheets) -> Iterator[str]:
    """Find pictures whose pixels will be seen."""
    for number, paint in sheets.each("picture"):
        if paint.ppi < COARSE:
            yield f"{_size(paint)} on page {number} is printed at {paint.ppi:.0f} pixels an inch"


def middling_pictures(sheets: Sheets) -> Iterator[str]:
    """Find pictures that will do, and could be better."""
    for number, paint in sheets.each("picture"):
        if COARSE <= paint.ppi < FINE:
            yield f"{_size(paint)} on page {number} has {paint.ppi:.0f} pixels an inch; {FINE:.0f} are better"


def _size(paint: Paint) -> str:
    return f"a picture of {paint.picture.Width} × {paint.picture.Height} pixels"  # noqa: RUF001 - the sign is meant


def boxes(sheets: Sheets) -> Iterator[str]:
    """Find boxes that are missing, too small, or outside one another."""
    for number, page in enumerate(sheets.pdf.pages, 1):
        if missing := [name for name in ("/TrimBox", "/BleedBox") if name not in page.obj]:
            yield f"page {number} has no {missing[0][1:]}"
            continue
        trim, bled, media = (_box(page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
        for side, to_bleed, to_media in zip(SIDES, _beyond(trim, bled), _beyond(bled, media), strict=True):
            if to_bleed < sheets.bleed * PT_PER_MM - NEAR:
                yield f"the bleed of page {number} is {to_bleed / PT_PER_MM:.1f} mm at the {side}, not {sheets.bleed:g}"
            if to_media < -NEAR:
                yield f"the bleed of page {number} leaves the paper at the {side}"


def marks(sheets: Sheets) -> Iterator[str]:
    """Find marks that would be printed on the leaflet."""
    for number, (page, paints) in enumerate(zip(sheets.pdf.pages, sheets.paints, strict=True), 1):
        left, bottom, right, top = _box(page, "/BleedBox" if "/BleedBox" in page.obj else "/MediaBox")
        for paint in paints:
            x1, y1, x2, y2 = paint.box
            if paint.colour.space.colorant == "/All" and x1 < right and x2 > left and y1 < top and y2 > bottom:
                yield f"a mark on page {number} stands inside the bleed"


def bleeding(sheets: Sheets) -> Iterator[str]:
    """Find artwork that meets the trim and stops before the bleed does: paper would show where the knife is off."""
    pages = zip(sheets.pdf.pages, sheets.raster(sheets.data, LOOK), strict=True)
    for number, (page, drawn) in enumerate(pages, 1):
        if "/TrimBox" not in page.obj:
            continue
        for side, length in unbled(drawn, _box(page, "/TrimBox"), _box(page, "/MediaBox"), bleed=sheets.bleed):
            yield f"{length:.0f} mm of artwork at the {side} of page {number} do not bleed"


def _box(page: Any, name: str) -> list[float]:
    return [float(value) for value in page.obj[name]]


def _beyond(inner: Sequence[float], outer: Sequence[float]) -> list[float]:
    """Give in points how far one box reaches beyond another, side by side."""
    return [sign * (theirs - ours) for sign, ours, theirs in zip((-1, -1, 1, 1), inner, outer, strict=True)]
