"""Typesetting: HTML in, a finished PDF or findings out. The only room that drives WeasyPrint.

A `Stock` is what all leaflets of one brand, layout and paper share in a process: parsed stylesheets. Pictures are kept
while one leaflet is being set and no longer: the engine ties each to the pages that showed it first, words and all.
One font configuration a process is reused on purpose: a fresh one per leaflet is slower and leaks. A shared one keeps
the first `@font-face` of a family name, which is safe because only `fonts` names families.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any, Final

from handoutpress.errors import Fault
from handoutpress.findings import Finding, Place, in_order, stops
from handoutpress.pdf import accessible, engine, fonts
from handoutpress.pdf.boxes import (
    Spill,
    block_of,
    dropped,
    first_whole,
    holds_filler,
    in_margin,
    room_left,
    says,
    spills,
    text_depth,
    texts,
)
from handoutpress.pdf.engine import CSS, HTML, FontConfiguration, boxes
from handoutpress.pdf.fetcher import BASE, Fetcher
from handoutpress.pdf.hints import print_hints
from handoutpress.pdf.lines import mend
from handoutpress.pdf.styles import Styles, undefined, without_undefined, work_out
from handoutpress.pdf.wording import worded
from handoutpress.typeface import others

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

mend()
HOLE: Final = 0.12
"""The share of a page from which on room at its foot is seen as a hole."""
MARGIN: Final = 6.0
"""mm over a heading, which it has not at the top of a page."""
FORMAT: Final = "pdf/ua-1"


@dataclass(slots=True)
class Stock:
    """What leaflets of one brand, layout and paper share: where files are, and stylesheets as they are cut.

    A stylesheet is cut anew for other figures of fitting, and each cut is kept.
    """

    fetcher: Fetcher
    styles: Styles
    _cuts: dict[str, tuple[list[CSS], tuple[Finding, ...]]] = field(default_factory=dict)

    def cut(self, figures: str) -> tuple[list[CSS], tuple[Finding, ...]]:
        """Give the stylesheets with `figures`, a rule of custom properties, put in, and what is wrong with them."""
        if figures not in self._cuts:
            findings: list[Finding] = []
            sheets = [self._parsed(*style, findings) for style in work_out([*self.styles, ("figures", figures)])]
            self._cuts[figures] = (sheets, in_order(findings))
        return self._cuts[figures]

    def _parsed(self, path: str, text: str, findings: list[Finding]) -> CSS:
        config, _, _ = typefaces()
        with engine.listening() as said:
            sheet = CSS(string=without_undefined(text), font_config=config, url_fetcher=self.fetcher, base_url=BASE)
        findings += [worded(words, Place(path)) for words in said]
        for name, line in undefined(text):
            hint = "define it in a :root rule, or mend its name"
            findings.append(Finding(Place(path, line), "P200", f"nothing defines {name}", hint))
        return sheet


@cache
def typefaces() -> tuple[FontConfiguration, CSS, tuple[Finding, ...]]:
    """Lay in the typefaces, once a process: every stock shares them."""
    config = FontConfiguration()
    Finalize(None, config.__del__, exitpriority=1)  # a worker ends without it, and left its copies of fonts behind
    rules = fonts.font_faces(f"{BASE}fonts/")
    with engine.listening() as said:
        fetcher = Fetcher({"fonts": fonts.FOLDER}, {})
        sheet = CSS(string=rules, font_config=config, url_fetcher=fetcher, base_url=BASE)
    return config, sheet, tuple(worded(words, Place("fonts")) for words in said)


@cache
def _laid_in(face: fonts.Face) -> CSS:
    """Lay in another face, when a letter of it is asked for first: most processes never need one."""
    config, _, _ = typefaces()
    fetcher = Fetcher({"others": face.file.parent}, {})
    rule = fonts.face_rule(face, f"{BASE}others/")
    return CSS(string=rule, font_config=config, url_fetcher=fetcher, base_url=BASE)


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

    @property
    def end(self) -> int:
        """How many pages the text fills: up to the one that holds what is filled up, or all of them."""
        return next((n for n, page in enumerate(self.document.pages, 1) if holds_filler(page)), self.pages)

    def beyond(self, pages: int) -> Excess:
        """Tell of the text that is on more than `pages` pages; pages after its end, such as a back cover, count in."""
        too_many = self.pages - pages
        over = self.document.pages[self.end - too_many : self.end]
        found = [pair for page in over for pair in texts(page) if not in_margin(pair[1])]
        lines = {id(line) for _, above in found for line in above if isinstance(line, boxes.LineBox)}
        words = sum(len(box.text.split()) for box, _ in found)
        return Excess(block_of(found[0][1]) if found else "", words, len(lines))

    def holes(self) -> Iterator[Hole]:
        """Find pages that end early because what comes next is kept whole and is too tall for what is left."""
        for number, (page, following) in enumerate(pairwise(self.document.pages[: self.end]), 1):
            left, (block, height) = room_left(page), first_whole(following)
            if left > HOLE * text_depth(page) and height > left - MARGIN:
                yield Hole(number, block, left, max(height - left + MARGIN, 1.0))

    def without(self, attribute: str) -> list[int]:
        """Give the numbers of the pages that have no words in an element with this attribute."""
        return [n for n, page in enumerate(self.document.pages, 1) if not says(page, attribute)]

    @property
    def room(self) -> float:
        """Height in mm that is free at the foot of the page on which the text ends."""
        return room_left(self.document.pages[self.end - 1])

    @property
    def depth(self) -> float:
        """Height in mm of the text area of that page."""
        return text_depth(self.document.pages[self.end - 1])


@dataclass(frozen=True, slots=True)
class Excess:
    """Text that does not fit: the block it begins in, its words, its lines."""

    block: str
    words: int
    lines: int


@dataclass(frozen=True, slots=True)
class Hole:
    """Room left at the foot of a page, in mm, and by how many the block that comes next is too tall for it."""

    page: int
    block: str
    room: float
    lacking: float


def stock(
    styles: Iterable[tuple[str, str]], *, roots: Mapping[str, Path], colours: Mapping[str, str], mono: bool = False
) -> Stock:
    """Lay in a stock from stylesheets, each a (path, text); `colours` are what pictures may ask for."""
    typefaces()
    return Stock(Fetcher(roots, colours, mono=mono), tuple(styles))


def typeset(
    html: str, stock: Stock, *, place: Place, figures: str = "", pictures: dict[str, Any] | None = None
) -> Typeset:
    """Lay out `html`; `place` is where its faults are reported. Raises `Fault` when the engine gives up.

    `figures` is a rule of custom properties that the stylesheets ask for: the type size and spacing of a fit.
    `pictures` are those that were read before, by address, for the same leaflet; those that are read now join them.
    """
    pictures = {} if pictures is None else pictures
    config, faces, faults = typefaces()
    for finding in faults:  # without its fonts the engine crashes the process
        raise Fault(finding)
    sheets, findings = stock.cut(figures)
    more = [_laid_in(face) for face in fonts.for_letters(map(ord, html))]
    with _engine_faults(place), engine.listening() as said, engine.undisturbed():
        source = HTML(string=html, base_url=BASE, url_fetcher=stock.fetcher)
        document = source.render(
            stylesheets=[faces, *more, *sheets], font_config=config, cache=pictures, pdf_variant=FORMAT
        )
    for url in [url for url, picture in pictures.items() if picture is None]:
        del pictures[url]  # a picture that failed is remembered, and would fail silently next time
    found = tuple(spill for n, page in enumerate(document.pages, 1) for spill in spills(page, n))
    told = {spill.block for spill in found}
    found += tuple(spill for spill in dropped(source.etree_element, document.pages) if spill.block not in told)
    return Typeset(document, in_order([*findings, *(worded(words, place) for words in said)]), found)


def write(set_: Typeset, *, place: Place, sides: str, copies: int = 1) -> tuple[bytes, tuple[Finding, ...]]:
    """Write the PDF, tagged and with print hints; the bytes are empty when the findings hold an error.

    `sides` is IPP's keyword, see `layouts.Sides`. Raises `Fault` when the engine gives up.
    """
    tagging = accessible.Tagging(set_.document)

    def finisher(_document: Any, pdf: Any) -> None:
        accessible.finish(pdf)
        hints = {name: f"/{value}" for name, value in print_hints(sides).items()}
        pdf.catalog["ViewerPreferences"].update({**hints, "PickTrayByPDFSize": "true", "NumCopies": copies})

    with tagging.in_force():
        return _written(set_, place, finisher=finisher, pdf_variant=FORMAT)


def write_plain(set_: Typeset, *, place: Place) -> tuple[bytes, tuple[Finding, ...]]:
    """Write the PDF without tags, to be imposed or made ready for the press. Raises `Fault` as `write` does."""
    return _written(set_, place)


def _written(set_: Typeset, place: Place, **how: Any) -> tuple[bytes, tuple[Finding, ...]]:
    with _engine_faults(place), engine.listening() as said, engine.undisturbed():
        data: bytes = set_.document.write_pdf(**how)
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
    ours = {fonts.FAMILY, *(face.family for face in others())}
    for family in sorted({str(font.family) for font in document.fonts.values()} - ours):
        hint = f"use {fonts.FAMILY} in the stylesheets"
        yield Finding(place, "P202", f"text is set in '{family}', which is not one of our fonts", hint)
