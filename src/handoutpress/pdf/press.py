"""PDF/X-4:2010 (ISO 15930-7): what a print shop's file must have, must not have, and says of itself.

The same input gives the same bytes: dates are given, and ids come from the content.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handoutpress.errors import MisfitError
from handoutpress.paper import PT_PER_MM
from handoutpress.pdf.contents import is_image, number, numbers
from handoutpress.pdf.marks import SLUG, draw_marks
from handoutpress.pdf.overprint import overprint_black_text
from handoutpress.pdf.recolour import recolour

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from handoutpress.pdf.separation import Separation

VERSION: Final = "1.6"
"""Of PDF, on which PDF/X-4 is built."""
REGISTRY: Final = "http://www.color.org"
DATE: Final = "2000-01-01"
"""When nothing is said: the standard asks for dates, and a clock would make every file another one."""
KEPT_IN_CATALOG: Final = frozenset({"/Type", "/Pages", "/Lang"})
KEPT_ON_PAGES: Final = frozenset({"/Type", "/Parent", "/MediaBox", "/TrimBox", "/Resources", "/Contents", "/Rotate"})
PRODUCER: Final = "Handout Press"
NEAR: Final = 0.05
"""Points by which numbers may differ that were rounded on the way."""
XMP: Final = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{author}{subject}{keywords}<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmp:CreateDate>{date}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{date}T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>{date}T00:00:00Z</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{id}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
OPTIONAL: Final = {
    "Author": ("author", "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"),
    "Subject": (
        "subject",
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n',
    ),
    "Keywords": ("keywords", "<pdf:Keywords>{}</pdf:Keywords>\n"),
}


def finish(
    data: bytes,
    *,
    inks: Separation,
    bleed: float,
    folds: Sequence[Sequence[float]],
    title: str,
    info: Mapping[str, str],
) -> bytes:
    """Make a PDF/X-4 file of pages whose artwork goes on through the bleed.

    `bleed` is in mm; `folds` has for each page the mm from the left of the trim where it is folded, and may be
    shorter. `info` may have Author, Subject and Keywords, and Date as YYYY-MM-DD. Raises MisfitError when a page has
    no trim, or its artwork ends before the bleed does.
    """
    identity = hashlib.sha256(
        b"\0".join([data, inks.profile, repr((title, bleed, folds, sorted(info.items()))).encode()])
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _keep(pdf.Root, KEPT_IN_CATALOG)
        for page in pdf.pages:
            _keep(page.obj, {*KEPT_ON_PAGES})
        recolour(pdf, inks)
        overprint_black_text(pdf)
        _leave_pixels_alone(pdf)
        for place, page in enumerate(pdf.pages):
            _lay_out(page, place + 1, bleed)
            draw_marks(page, bleed=bleed, folds=folds[place] if place < len(folds) else ())
        _name_condition(pdf, inks)
        _describe(pdf, title, info, uuid.UUID(bytes=identity.digest()[:16], version=5))
        out = io.BytesIO()
        pdf.save(
            out, force_version=VERSION, deterministic_id=True, fix_metadata_version=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )  # fmt: skip
    return out.getvalue()


def _keep(thing: pikepdf.Object, names: Iterable[str]) -> None:
    """Take out all that is not named: links, tags, bookmarks, scripts, wishes for an office printer."""
    for name in set(thing.keys()) - set(names):
        del thing[name]


def _leave_pixels_alone(pdf: pikepdf.Pdf) -> None:
    """Let no device smooth pictures and masks in its own way: the proof would not be what is printed."""
    for thing in pdf.objects:
        if is_image(thing):
            thing.Interpolate = False


def _lay_out(page: pikepdf.Page, place: int, bleed: float) -> None:
    """Set the boxes, and cut the artwork off where the bleed ends."""
    if "/TrimBox" not in page.obj:
        raise MisfitError(f"page {place} does not say where it is trimmed")
    trim, artwork = ([float(value) for value in page.obj[name]] for name in ("/TrimBox", "/MediaBox"))
    bled = _grown(trim, bleed)
    lacking = max(side * (have - want) for side, have, want in zip((1, 1, -1, -1), artwork, bled, strict=True))
    if lacking > NEAR:
        raise MisfitError(
            f"the artwork of page {place} ends {lacking / PT_PER_MM:.1f} mm before its bleed of {bleed:g} mm does"
        )
    page.obj.BleedBox = numbers(bled)
    page.obj.MediaBox = numbers(_grown(bled, SLUG))
    page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)
    left, bottom, right, top = bled
    box = " ".join(str(number(value)) for value in (left, bottom, right - left, top - bottom))
    page.contents_add(f"q {box} re W n".encode("ascii"), prepend=True)
    page.contents_add(b"Q")


def _grown(box: Sequence[float], millimetres: float) -> list[float]:
    by = millimetres * PT_PER_MM
    left, bottom, right, top = box
    return [left - by, bottom - by, right + by, top + by]


def _name_condition(pdf: pikepdf.Pdf, inks: Separation) -> None:
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(inks.condition),
        Info=String(inks.condition),
        DestOutputProfile=pdf.make_stream(inks.profile, N=4),
    )
    if inks.registered:
        intent.RegistryName = String(REGISTRY)
    pdf.Root.OutputIntents = Array([intent])


def _describe(pdf: pikepdf.Pdf, title: str, info: Mapping[str, str], identity: uuid.UUID) -> None:
    """Say the same of the file in both places where a reader may look."""
    date = info.get("Date", DATE)
    stamp = String(f"D:{date.replace('-', '')}000000Z")
    words = {name: info[name] for name in OPTIONAL if info.get(name)}
    about = Dictionary(CreationDate=stamp, ModDate=stamp, Trapped=Name("/False"))
    for name, text in {"Title": title, **words, "Producer": PRODUCER}.items():
        about[f"/{name}"] = String(text)
    pdf.trailer.Info = pdf.make_indirect(about)
    more = {key: "" for key, _ in OPTIONAL.values()}
    more |= {OPTIONAL[name][0]: OPTIONAL[name][1].format(escape(text)) for name, text in words.items()}
    xmp = XMP.format(title=escape(title), producer=PRODUCER, date=date, id=identity, **more)
    pdf.Root.Metadata = pdf.make_stream(xmp.encode(), Type=Name.Metadata, Subtype=Name.XML)
