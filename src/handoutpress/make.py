"""Making one edition: the story of a leaflet from its source file to a PDF, or to findings.

A fault in the handout, the brand or a template never raises here: it comes back as findings, with no PDF.
"""

from __future__ import annotations

import re
import tempfile
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from handoutpress.edition import Made
from handoutpress.errors import Fault, TypesettingError
from handoutpress.files import digest, sha256
from handoutpress.findings import Finding, Place, Severity, in_order, stops
from handoutpress.markup import Copy, compose
from handoutpress.palette import palette
from handoutpress.paper import PAPERS
from handoutpress.reading.problems import Problems, did_you_mean, read_text
from handoutpress.thumbnails import first_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.edition import Edition
    from handoutpress.layouts import Layout
    from handoutpress.model import Block, Handout
    from handoutpress.pdf.boxes import Spill
    from handoutpress.pdf.typeset import Stock, Typeset
    from handoutpress.workspace import Workspace

COMMENT: Final = re.compile(r"(?m)^[ \t]*#.*$")
CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L U: a code is read out over the telephone."""
WORDS_A_LINE: Final = 10

Outcome = tuple[Made | None, tuple[Finding, ...]]


def make(edition: Edition, workspace: Workspace) -> Outcome:
    """Make one edition; there is no PDF when the findings hold an error."""
    handout, faults = workspace.read(edition.slug, edition.lang)
    shared = workspace.shared_references.get(edition.slug, ())
    [clinic] = workspace.select_clinics([edition.clinic])
    source = workspace.source(edition.slug, edition.lang)
    if handout is None:
        return None, in_order([*faults, *shared, *_letter_faults(source, workspace)])
    related, lost = _related(handout, workspace)
    copy = Copy(
        handout,
        clinic,
        workspace.labels(edition.lang, clinic.contact.country),
        short_code(source.read_bytes(), (workspace.root / clinic.path).read_bytes()),
        tuple(other.title for other in related),
    )
    texts = (source, workspace.root / clinic.path, workspace.root / f"templates/labels/{edition.lang}.po")
    letters = [fault for text in texts if text.is_file() for fault in _letter_faults(text, workspace)]
    findings = [*faults, *shared, *lost, *_word_faults(copy), *letters]
    inputs = (handout.path, *handout.assets, *_related_files(handout), clinic.path, clinic.logo)
    if not stops(findings):
        try:
            pdf, pages, more = _set(copy, edition, workspace)
            findings += more
        except Fault as fault:
            findings.append(fault.finding)
    if stops(findings):
        return None, in_order(findings)
    return Made(pdf, first_page(pdf), pages, _facts(copy), inputs), in_order(findings)


def short_code(*parts: bytes) -> str:
    """Make the four letters on the page that tell which text, and whose, a patient holds."""
    number = int(digest(sha256(part) for part in parts)[:16], 16)
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[letter]
    return letters


def _related_files(handout: Handout) -> tuple[str, ...]:
    """Name the files of related handouts, there or not: when one comes or is mended, this leaflet changes."""
    return tuple(f"handouts/{slug}/{handout.lang}.md" for slug in handout.meta.related)


def _related(handout: Handout, workspace: Workspace) -> tuple[list[Handout], list[Finding]]:
    """Find the handouts that this one leads on to."""
    found, lost = [], []
    for slug in handout.meta.related:
        if (slug, handout.lang) in workspace.handouts:
            other, _ = workspace.read(slug, handout.lang)
            if other:
                found.append(other)
        elif slug not in workspace.slugs:
            hint = did_you_mean(slug, workspace.slugs)
            lost.append(Finding(Place(handout.path, 1), "S171", f"related: no handout is called '{slug}'", hint))
    return found, lost


def _letter_faults(source: Path, workspace: Workspace) -> Iterable[Finding]:
    """Find letters that the fonts lack; bytes that are no text at all are the reader's to tell."""
    from handoutpress.pdf.fonts import missing_letters

    try:
        data = source.read_bytes()
    except OSError:  # told by the reader
        return ()
    text = _without_comments(data.decode("utf-8-sig", errors="ignore"), source.suffix)
    return missing_letters(source.relative_to(workspace.root).as_posix(), text)


def _without_comments(text: str, suffix: str) -> str:
    """Blank out the comments of YAML and PO, which are never printed; in a handout, those of its front matter."""
    head, rule, body = text.partition("\n---") if suffix == ".md" else (text, "", "")
    return COMMENT.sub("", head) + rule + body


def _word_faults(copy: Copy) -> Iterator[Finding]:
    """Find what this clinic or this language cannot say."""
    for name, place in copy.handout.uses:
        if name not in copy.values:
            hint = f"add it to {copy.clinic.path}"
            message = f"{copy.clinic.name} has no value '{{{{ {name} }}}}' in '{copy.handout.lang}'"
            yield Finding(place, "S142", message, hint)
    if copy.handout.meta.review.status == "approved":
        for value in copy.clinic.made_up:
            message = f"'{value}' is made up, and this leaflet is approved for patients"
            yield Finding(Place(copy.clinic.path), "B102", message, "put the clinic's own in its place")
    if copy.labels.missing:
        hint = "copy templates/labels/es.po and translate it"
        yield Finding(Place(copy.handout.path), "S181", copy.labels.missing, hint)


def _set(copy: Copy, edition: Edition, workspace: Workspace) -> tuple[bytes, int, tuple[Finding, ...]]:
    """Set the leaflet: once to see the room left on the last page, and again with that ruled for notes."""
    from handoutpress.pdf.typeset import typeset, write

    layout = workspace.layouts[edition.layout]
    store, notes = _stock(workspace, edition.clinic, edition.layout, edition.paper)
    place, templates = Place(copy.handout.path), workspace.root / "templates"
    pages = typeset(compose(copy, layout, templates), store, place=place)
    faults = _page_faults(pages, copy.handout, layout, edition)
    lines = int(pages.room / layout.line) if layout.line and not faults else 0
    if lines:
        ruled = typeset(compose(copy, layout, templates, lines=lines), store, place=place)
        pages = ruled if ruled.pages == pages.pages and not ruled.spills else pages
    findings = (*notes, *pages.findings, *faults)
    if stops(findings):
        return b"", pages.pages, findings
    pdf, more = write(pages, place=place, sides=layout.sides)
    return pdf, pages.pages, (*findings, *more)


@lru_cache(maxsize=16)
def _stock(
    workspace: Workspace, clinic_name: str, layout_name: str, paper_name: str
) -> tuple[Stock, tuple[Finding, ...]]:
    """Lay in what all leaflets of one clinic, layout and paper share, with notes on the clinic's colour."""
    from handoutpress.pdf.typeset import stock

    [clinic] = workspace.select_clinics([clinic_name])
    layout, paper, colours = workspace.layouts[layout_name], PAPERS[paper_name], palette(clinic.brand.primary)
    measures = f":root{{--paper-w:{paper.width}mm;--paper-h:{paper.height}mm;--writing:{layout.line}mm}}"
    styles = [(f"styles/{name}", _style(workspace, name)) for name in layout.stylesheets]
    roots = {name: workspace.root / name for name in ("handouts", "templates", "styles")}
    names = {"brand": colours.brand, "deep": colours.deep, "wash": colours.wash, "tint": colours.tint}
    try:
        laid_in = stock([*styles, (clinic.path, colours.as_css()), ("paper", measures)], roots=roots, colours=names)
    except OSError as error:  # the engine keeps a copy of each font there
        message = f"cannot write to {tempfile.gettempdir()}: {error.strerror or error}"
        raise TypesettingError(message, "make room, or set TMPDIR to another folder") from error
    return laid_in, tuple(_colour_notes(clinic, darkened=colours.darkened, instead=colours.deep))


def _style(workspace: Workspace, name: str) -> str:
    problems = Problems(f"styles/{name}")
    text = read_text(workspace.root / problems.path, problems)
    if text is None:
        raise Fault(problems.found[0])
    return text


def _colour_notes(clinic: Clinic, *, darkened: bool, instead: str) -> Iterator[Finding]:
    if darkened:
        message = f"{clinic.brand.primary} is too light for text on white: headings are set in {instead}"
        hint = "nothing to do: the logo and the rules keep the clinic's own colour"
        yield Finding(Place(clinic.path), "B101", message, hint, Severity.INFO)


def _page_faults(pages: Typeset, handout: Handout, layout: Layout, edition: Edition) -> list[Finding]:
    """Find text that did not fit: beyond the layout's pages, or outside its box."""
    places = _places(handout)
    faults = [
        Finding(
            places.get(spill.block, Place(handout.path)),
            "P220",
            _spilled(spill),
            "break up long words, or write less here",
        )
        for spill in pages.spills
    ]
    if pages.pages > layout.pages:
        block, words = pages.beyond(layout.pages)
        faults.append(
            Finding(
                places.get(block, Place(handout.path)),
                "P221",
                f"the text needs {pages.pages} pages, but {edition.layout} on {edition.paper} has {layout.pages}: "
                f"{words} words (about {-(-words // WORDS_A_LINE)} lines) from here on do not fit",
                "shorten the handout, or split it in two",
            )
        )
    return faults


def _spilled(spill: Spill) -> str:
    if not spill.begins:
        return f"about {spill.words} words are cut off: what they stand in is higher than the page"
    more = f" and {spill.words - 1} more words" if spill.words > 1 else ""
    return f"text sticks out by {spill.millimetres} mm on page {spill.page}: '{spill.begins}'{more}"


def _places(handout: Handout) -> dict[str, Place]:
    """Give the place of every section and block by its id on the page."""

    def below(blocks: Iterable[Block]) -> Iterator[tuple[str, Place]]:
        for block in blocks:
            yield block.id, block.place
            yield from below((*block.items, *block.blocks))

    places = {section.id: section.place for section in handout.sections}
    return {**dict(pair for section in handout.sections for pair in below(section.blocks)), **places}


def _facts(copy: Copy) -> dict[str, str]:
    """Gather what the catalogue shows of a leaflet."""
    review = copy.handout.meta.review
    return {
        "title": copy.handout.title.text,
        "reference": copy.handout.reference,
        "version": copy.handout.meta.version,
        "code": copy.code,
        "lang": copy.handout.lang,
        "language": copy.labels.name,
        "status": review.status,
        "checked": copy.labels.date(review.on) if review.on else "",
        "due": copy.labels.date(review.due) if review.due else "",
    }
