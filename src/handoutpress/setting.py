"""Setting: the words of a leaflet on the pages of a layout, fitted, filled, and found whole or faulty."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from handoutpress.errors import Fault, TypesettingError
from handoutpress.findings import Finding, Place, Severity, stops
from handoutpress.imposition import PADDED, page_count, page_sizes
from handoutpress.markup import UNFILLED, Filling, compose, left_out
from handoutpress.overset import SHORT, short, spilled, too_long, too_short, unmarked
from handoutpress.palette import MONO, Palette, palette
from handoutpress.paper import PAPERS
from handoutpress.pdf.fit import Fitted, fit, floor
from handoutpress.pdf.typeset import stock, typeset
from handoutpress.reading.problems import Problems, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.edition import Edition
    from handoutpress.layouts import Layout
    from handoutpress.markup import Copy
    from handoutpress.pdf.fit import Figures
    from handoutpress.pdf.typeset import Stock, Typeset
    from handoutpress.workspace import Workspace

BLEED: Final = 3.0
"""mm of artwork beyond the trim in a file for the print shop: trade practice."""
OVER: Final[dict[str, str]] = {"overdue": "overdue.css", "mono": "mono.css", "press": "press.css"}
"""Stylesheets that come over those of the layout: for overdue leaflets, in black and white, and for the press."""
TIGHTER: Final = 0.7
"""By how much the least space between blocks is less where the mark of an overdue leaflet takes some of it."""
ONE_LINE: Final = Filling(lines=1)
"""A leaflet is fitted with one line to write on; only one that is full to the last line goes without."""
PLAINLY: Final = 1.5
"""How many times more than a layout's room a text may need, by its area, and still be tried in it."""
NOTES_HEAD: Final = 14.0
"""mm that the heading of a page for notes takes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Pages and how they came about; `findings` with an error mean that they are not fit to be written."""

    typeset: Typeset
    layout: Layout
    figures: Figures
    filling: Filling
    layouts: int
    findings: tuple[Finding, ...]

    @property
    def facts(self) -> dict[str, str]:
        """What was chosen, for the manifest."""
        figures = self.figures
        return {"type": f"{figures.type:g} pt", "leading": f"{figures.leading:g}", "space": f"{figures.space:g}"}


def row(workspace: Workspace, edition: Edition) -> Layout:
    """Give the row of an edition's layout in its size."""
    found = workspace.layouts[edition.layout].at(edition.size)
    if found is None:  # the plan makes none of these
        raise ValueError(f"{edition.layout} is not made in {edition.size}")
    return found


def set_copy(
    copy: Copy, edition: Edition, workspace: Workspace, *, start: Figures | None = None, quick: bool = False
) -> Setting:
    """Set a leaflet: fitted to its pages, and what room is left ruled to write on. Raises `Fault`.

    Figures to `start` with are taken as they are when the text fits with them, and no larger ones are looked for.
    When it must be `quick`, no other layouts are tried for what is too long.
    """
    layout = _with_room(row(workspace, edition), copy)
    press = _Press(copy, edition, layout, workspace)
    lined = partial(press.at, filling=ONE_LINE if layout.line else UNFILLED)
    fitted = (_fits(lined, start, layout) if start else None) or fit(lined, layout)
    if fitted.pages is None and layout.line and fitted.typeset.pages == layout.pages + 1:
        fitted = fit(press.at, layout)
    faults = [*spilled(fitted.typeset, copy), *_notes(copy, edition, layout)]
    if fitted.pages is None:
        others = () if quick else _that_would_hold(copy, edition, workspace, fitted.typeset.pages)
        faults.append(too_long(fitted.typeset, copy, edition, layout, others))
    findings = (*press.notes, *fitted.typeset.findings, *faults)
    if stops(findings) or fitted.pages is None:
        return Setting(fitted.typeset, layout, fitted.figures, UNFILLED, fitted.layouts, findings)
    set_, filling, layouts = _fill(press, fitted, fitted.pages)
    if len(filling.notes) > fitted.pages / SHORT:
        findings = (*findings, short(filling, copy, edition, fitted.pages))
    if set_.pages != fitted.pages and layout.imposition not in PADDED:
        findings = (*findings, too_short(set_, copy, edition, fitted.pages))
    if copy.mark:
        findings = (*findings, *unmarked(set_, layout))
    return Setting(set_, layout, fitted.figures, filling, fitted.layouts + layouts, findings)


def _fits(press: Callable[[Figures], Typeset], figures: Figures, layout: Layout) -> Fitted | None:
    """Set a text with figures that are given; None when it does not fit."""
    set_ = press(figures)
    pages = page_count(layout.imposition, set_.pages, layout.pages)
    return Fitted(set_, figures, pages, 1) if pages and not set_.spills else None


def _with_room(layout: Layout, copy: Copy) -> Layout:
    """Let the mark have its room from the space between blocks, or a leaflet that is full would not be made."""
    least, most = layout.space
    return replace(layout, space=(least * TIGHTER, most)) if copy.mark else layout


def set_again(setting: Setting, copy: Copy, edition: Edition, workspace: Workspace, *, bleed: float) -> Typeset:
    """Set what was set before once more, now with bleed and in the inks of the press. Raises `Fault`."""
    return _Press(copy, edition, setting.layout, workspace, bleed=bleed).at(setting.figures, setting.filling)


class _Press:
    """One leaflet, ready to be set at any figures."""

    def __init__(
        self, copy: Copy, edition: Edition, layout: Layout, workspace: Workspace, *, bleed: float = 0.0
    ) -> None:
        self.copy, self.layout, self.templates = copy, layout, workspace.root / "templates"
        names = (edition.clinic, edition.layout, edition.paper, edition.size)
        marked = copy.mark is not None
        self.stock, self.notes = _stock(workspace, names, marked=marked, mono=edition.mono, bleed=bleed)
        self.pictures: dict[str, Any] = {}

    def at(self, figures: Figures, filling: Filling = UNFILLED) -> Typeset:
        html = compose(self.copy, self.layout, self.templates, filling=filling)
        place = Place(self.copy.handout.path)
        return typeset(html, self.stock, place=place, figures=figures.as_css(), pictures=self.pictures)


def _fill(press: _Press, fitted: Fitted, pages: int) -> tuple[Typeset, Filling, int]:
    """Rule the room that is left, and pages that are left over; what does not fit after all is ruled less."""
    line, set_ = press.layout.line, fitted.typeset
    spare = pages - set_.pages
    if not line or (not spare and set_.room < line):
        return set_, UNFILLED, 0
    lines, notes = 1 + int(set_.room / line), int((set_.depth - NOTES_HEAD) / line)
    for tries, fewer in enumerate((0, 1, lines), 1):
        filling = Filling(max(0, lines - fewer), (notes,) * spare)
        ruled = press.at(fitted.figures, filling)
        if ruled.pages == pages and not ruled.spills:
            return ruled, filling, tries
    return set_, UNFILLED, tries


@lru_cache(maxsize=64)
def _stock(
    workspace: Workspace, names: tuple[str, str, str, str], *, marked: bool, mono: bool, bleed: float
) -> tuple[Stock, tuple[Finding, ...]]:
    """Lay in what all leaflets of one clinic, layout, paper and size share, with notes on the clinic's colour."""
    clinic_name, layout_name, paper_name, size = names
    [clinic] = workspace.select_clinics([clinic_name])
    layout = workspace.layouts[layout_name].at(size)
    assert layout is not None  # noqa: S101 - see `row`
    colours = MONO if mono else palette(clinic.brand.primary)
    over = [OVER[name] for name, wanted in (("overdue", marked), ("mono", mono), ("press", bleed)) if wanted]
    sheets = (*layout.stylesheets, *over)
    styles = [(f"styles/{name}", stylesheet(workspace, name)) for name in sheets]
    styles += [(clinic.path, colours.as_css()), ("measures", _measures(layout, paper_name, bleed))]
    try:
        laid_in = stock(styles, roots=roots(workspace), colours=colours.named, mono=mono)
    except OSError as error:  # the engine keeps a copy of each font there
        message = f"cannot write to {tempfile.gettempdir()}: {error.strerror or error}"
        raise TypesettingError(message, "make room, or set TMPDIR to another folder") from error
    return laid_in, tuple(_colour_notes(clinic, colours))


def _measures(layout: Layout, paper: str, bleed: float) -> str:
    """Give the page of each number its size, and the stylesheets what they ask for, in mm."""
    most = page_count(layout.imposition, 1, layout.pages) or 1
    sizes = page_sizes(layout.imposition, PAPERS[paper], most)
    width, height = sizes[0]
    others = "".join(
        f"@page :nth({n}){{size:{w:.3f}mm {h:.3f}mm}}" for n, (w, h) in enumerate(sizes, 1) if (w, h) != sizes[0]
    )
    return (
        f":root{{--page-w:{width:.3f}mm;--page-h:{height:.3f}mm;--writing:{layout.line}mm;--bleed:{bleed}mm}}"
        f"@page{{size:{width:.3f}mm {height:.3f}mm;bleed:{bleed}mm}}{others}"
    )


def roots(workspace: Workspace) -> dict[str, Path]:
    """Name the folders that a page may take files from."""
    return {name: workspace.root / name for name in ("handouts", "templates", "styles")}


def stylesheet(workspace: Workspace, name: str) -> str:
    """Read a stylesheet. Raises `Fault`."""
    problems = Problems(f"styles/{name}")
    text = read_text(workspace.root / problems.path, problems)
    if text is None:
        raise Fault(problems.found[0])
    return text


def _colour_notes(clinic: Clinic, colours: Palette) -> Iterator[Finding]:
    if colours.darkened:
        message = f"{clinic.brand.primary} is too light for text on white: headings are set in {colours.deep}"
        hint = "nothing to do: the logo and the rules keep the clinic's own colour"
        yield Finding(Place(clinic.path), "B101", message, hint, Severity.INFO)


def _notes(copy: Copy, edition: Edition, layout: Layout) -> Iterator[Finding]:
    """Tell what the layout leaves out, so that nothing goes by accident."""
    if names := left_out(copy.handout, layout):
        message = f"{edition.layout} leaves out {', '.join(names)}"
        yield Finding(Place(copy.handout.path), "P230", message, "they are in the other layouts", Severity.INFO)


def _that_would_hold(copy: Copy, edition: Edition, workspace: Workspace, pages: int) -> Iterator[str]:
    """Try the other layouts that leave nothing more out, at their smallest type, and are not plainly too small."""
    needed = pages * _room(row(workspace, edition), edition.paper)
    for name, whole in workspace.layouts.items():
        layout, mine = whole.at(edition.size), workspace.layouts[edition.layout]
        if name == edition.layout or layout is None or edition.paper not in layout.papers:
            continue
        if layout.pages * _room(layout, edition.paper) < needed / PLAINLY:
            continue
        if set(left_out(copy.handout, layout)) - set(left_out(copy.handout, mine)):
            continue
        try:
            set_ = _Press(copy, replace(edition, layout=name), layout, workspace).at(floor(layout))
        except Fault:
            continue
        count = page_count(layout.imposition, set_.pages, layout.pages)
        if count and not set_.spills:
            yield f"{name} ({count} pages)"


def _room(layout: Layout, paper: str) -> float:
    """Give about how many letters a page holds, in a unit of its own: its area, in squares of the body type."""
    width, height = page_sizes(layout.imposition, PAPERS[paper], 1)[0]
    return width * height / layout.type[0] ** 2
