"""Typesetting: HTML in, a finished PDF or findings out. The only room that drives WeasyPrint.

A `Stock` is what all leaflets of one brand, layout and paper share in a process: fonts, parsed stylesheets and
pictures. One font configuration per stock is reused on purpose: a fresh one per leaflet is slower and leaks. The
shared one keeps the first `@font-face` of a family name, which is safe because only `fonts` names families.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handoutpress.errors import Fault
from handoutpress.findings import Finding, Place, in_order, stops
from handoutpress.pdf import accessible, engine, fonts
from handoutpress.pdf.boxes import Spill, block_of, dropped, in_margin, room_left, spills, texts
from handoutpress.pdf.engine import CSS, HTML, FontConfiguration
from handoutpress.pdf.fetcher import BASE, Fetcher
from handoutpress.pdf.lines import mend
from handoutpress.pdf.styles import undefined, without_undefined, work_out
from handoutpress.pdf.wording import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

mend()
FONTS: Final = "fonts"
FORMAT: Final = "pdf/ua-1"
DUPLEX: Final = {
    "one-sided": "/Simplex",
    "two-sided-long-edge": "/DuplexFlipLongEdge",
    "two-sided-short-edge": "/DuplexFlipShortEdge",
}
"""ISO 32000-1, table 150, by the keyword of IPP."""


@dataclass(slots=True)
class Stock:
    """What leaflets of one brand, layout and paper share; `findings` are the stylesheets' own faults."""

    fetcher: Fetcher
    fonts: FontConfiguration
    sheets: list[CSS]
    findings: tuple[Finding, ...]
    pictures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Typeset:
    """Pages that were set, before any file: `spills` is text that left its place."""

    document: Any
    findings: tuple[Finding, ...]
    spills: tuple[Spill, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)

    def beyond(self, pages: int) -> tuple[str, int]:
        """Give the block in which the page after `pages` begins, and how many words stand from there on."""
        found = [
            (block_of(above), len(box.text.split()))
            for page in self.document.pages[pages:]
            for box, above in texts(page)
            if not in_margin(above)
        ]
        return (found[0][0] if found else ""), sum(words for _, words in found)

    @property
    def room(self) -> float:
        """Height in mm that is free at the foot of the last page."""
        return room_left(self.document.pages[-1])


def stock(styles: Iterable[tuple[str, str]], *, roots: Mapping[str, Path], colours: Mapping[str, str]) -> Stock:
    """Lay in a stock from stylesheets, each a (path, text); `colours` are what pictures may ask for."""
    fetcher = Fetcher({**roots, "fonts": fonts.FOLDER}, colours)
    config = FontConfiguration()
    findings: list[Finding] = []
    sheets = []
    for path, text in work_out([(FONTS, fonts.font_faces(f"{BASE}fonts/")), *styles]):
        with engine.listening() as said:
            sheets.append(CSS(string=without_undefined(text), font_config=config, url_fetcher=fetcher, base_url=BASE))
        findings += [worded(words, Place(path)) for words in said]
        for name, line in undefined(text):
            hint = "define it in a :root rule, or mend its name"
            findings.append(Finding(Place(path, line), "P200", f"nothing defines {name}", hint))
    return Stock(fetcher, config, sheets, in_order(findings))


def typeset(html: str, stock: Stock, *, place: Place) -> Typeset:
    """Lay out `html`; `place` is where its faults are reported. Raises `Fault` when the engine gives up."""
    for finding in stock.findings:
        if finding.place.path == FONTS:  # without its fonts the engine crashes the process
            raise Fault(finding)
    with _engine_faults(place), engine.listening() as said, engine.undisturbed():
        source = HTML(string=html, base_url=BASE, url_fetcher=stock.fetcher)
        document = source.render(
            stylesheets=stock.sheets, font_config=stock.fonts, cache=stock.pictures, pdf_variant=FORMAT
        )
    for url in [url for url, picture in stock.pictures.items() if picture is None]:
        del stock.pictures[url]  # a picture that failed is remembered, and would fail silently next time
    found = tuple(spill for n, page in enumerate(document.pages, 1) for spill in spills(page, n))
    told = {spill.block for spill in found}
    found += tuple(spill for spill in dropped(source.etree_element, document.pages) if spill.block not in told)
    return Typeset(document, in_order([*stock.findings, *(worded(words, place) for words in said)]), found)


def write(set_: Typeset, *, place: Place, sides: str, copies: int = 1) -> tuple[bytes, tuple[Finding, ...]]:
    """Write the PDF, tagged and with print hints; the bytes are empty when the findings hold an error.

    `sides` is IPP's keyword, see `layouts.Sides`. Raises `Fault` when the engine gives up.
    """
    tagging = accessible.Tagging(set_.document)

    def finisher(_document: Any, pdf: Any) -> None:
        accessible.finish(pdf)
        pdf.catalog["ViewerPreferences"].update({
            "PrintScaling": "/None", "Duplex": DUPLEX[sides], "PickTrayByPDFSize": "true", "NumCopies": copies,
        })  # fmt: skip

    with _engine_faults(place), engine.listening() as said, engine.undisturbed(), tagging.in_force():
        data: bytes = set_.document.write_pdf(pdf_variant=FORMAT, finisher=finisher)
    findings = [*(worded(words, place) for words in said), *_strange_fonts(set_.document, place)]
    return (b"" if stops(findings) else data), in_order(findings)


@contextmanager
def _engine_faults(place: Place) -> Iterator[None]:
    """Turn a crash inside the engine into a finding: the next leaflet may well be set."""
    try:
        yield
    except Exception as error:
        message = f"the typesetting engine failed: {type(error).__name__}: {error}"
        hint = "take out what was added last, and tell us about it"
        raise Fault(Finding(place, "P298", message, hint)) from error


def _strange_fonts(document: Any, place: Place) -> Iterable[Finding]:
    for family in sorted({str(font.family) for font in document.fonts.values()} - {fonts.FAMILY}):
        hint = f"use {fonts.FAMILY} in the stylesheets"
        yield Finding(place, "P202", f"text is set in '{family}', which is not one of our fonts", hint)
