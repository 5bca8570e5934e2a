"""Finishing: from pages that are set to the file that a purpose asks for. One function a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from handoutpress.errors import Fault, MisfitError, UsageError
from handoutpress.findings import Finding, Place, Severity, in_order, stops
from handoutpress.imposition import Sheets, impose
from handoutpress.overset import MARK, places, says_not
from handoutpress.palette import palette
from handoutpress.paper import COARSE, FINE, PAPERS
from handoutpress.pdf.typeset import write, write_plain
from handoutpress.setting import BLEED, Setting, roots, row, set_again, stylesheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handoutpress.clinic import Clinic
    from handoutpress.edition import Edition
    from handoutpress.markup import Copy
    from handoutpress.pdf.separation import Separation
    from handoutpress.pdf.typeset import Typeset
    from handoutpress.workspace import Workspace


Rgb = tuple[int, int, int]
Cmyk = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shop:
    """What the print shop wants: its own ICC profile, or the one that we ship when there is none."""

    profile: bytes = b""


@dataclass(frozen=True, slots=True)
class Finished:
    """A file: `pages` are its pages or sides; `report` is the preflight's; no bytes when a finding is an error."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()
    report: bytes = b""


@dataclass(frozen=True, slots=True)
class Job:
    """A leaflet that is set, and what it is to become."""

    setting: Setting
    copy: Copy
    edition: Edition
    workspace: Workspace
    shop: Shop

    @property
    def place(self) -> Place:
        """Where its faults are reported when they are of no single line."""
        return Place(self.copy.handout.path)

    @property
    def sheets(self) -> Sheets:
        """How its pages stand on paper."""
        layout = self.setting.layout
        paper = PAPERS[self.edition.paper]
        return impose(layout.imposition, paper, self.setting.typeset.pages, creep=layout.creep)


def finish(job: Job) -> Finished:
    """Make the file of an edition. Raises `Fault`."""
    if stops(job.setting.findings):
        return Finished(b"", job.setting.typeset.pages)
    return PURPOSES[job.edition.purpose](job)


def web_page(copy: Copy, edition: Edition, workspace: Workspace) -> bytes:
    """Give one HTML file with all that it needs. Raises `Fault`."""
    from handoutpress.markup import compose
    from handoutpress.web import self_contained

    layout, colours = row(workspace, edition), palette(copy.clinic.brand.primary)
    styles = [(f"styles/{name}", stylesheet(workspace, name)) for name in layout.stylesheets]
    html = compose(copy, layout, workspace.root / "templates")
    if copy.mark and MARK not in html:
        raise Fault(says_not("the page", layout))
    return self_contained(
        html,
        styles=[*styles, (copy.clinic.path, colours.as_css())],
        roots=roots(workspace),
        colours=colours.named,
    )


def _screen(job: Job) -> Finished:
    """Give pages in the order of reading, tagged."""
    data, findings = write(job.setting.typeset, place=job.place, sides=job.setting.layout.sides)
    return Finished(_in_grey(data, job), job.setting.typeset.pages, findings)


def _office(job: Job) -> Finished:
    """Give sheets for the clinic's own printer; what is not imposed stays tagged."""
    if job.setting.layout.imposition == "single":
        return _screen(job)
    from handoutpress.pdf.impose import impose as put_on_sheets

    data, findings = write_plain(job.setting.typeset, place=job.place)
    if data:
        data = put_on_sheets(data, job.sheets, sides=job.setting.layout.sides)
    return Finished(_in_grey(data, job), len(job.sheets.sides), findings)


def _press(job: Job) -> Finished:
    """Give PDF/X-4 for the print shop, with what our preflight says of it."""
    from handoutpress.pdf.impose import impose as put_on_sheets
    from handoutpress.pdf.preflight import preflight
    from handoutpress.pdf.press import finish as make_x4
    from handoutpress.thumbnails import pages

    set_ = set_again(job.setting, job.copy, job.edition, job.workspace, bleed=BLEED)
    data, findings = write_plain(set_, place=job.place)
    findings = (*findings, *_coarse(set_, job))
    if stops(findings):
        return Finished(b"", set_.pages, findings)
    folds: list[tuple[float, ...]] = []
    if job.setting.layout.press == "sheets":
        data = put_on_sheets(data, job.sheets, bleed=BLEED)
        folds = [side.folds for side in job.sheets.sides]
    title = job.copy.handout.title.text
    inks = _inks(job.copy.clinic, job.shop.profile)
    data = make_x4(_in_grey(data, job), inks=inks, bleed=BLEED, folds=folds, title=title, info=_info(job.copy))
    report = preflight(data, bleed=BLEED, raster=pages)
    hint = "nothing was written: mend the stylesheet or the picture that is to blame, or tell us"
    problems = [
        Finding(job.place, "P241", f"preflight: {check.name}: no: {check.detail}", hint) for check in report.problems
    ]
    found = in_order([*findings, *problems])
    words = report.as_text(f"{title} ({job.edition.name}.pdf)").encode()
    return Finished(data, len(folds) or set_.pages, found, words)


def _coarse(set_: Typeset, job: Job) -> Iterator[Finding]:
    """Find pictures that have too few pixels for their size in print."""
    from handoutpress.pdf.boxes import resolutions

    where = places(job.copy.handout)
    for page in set_.document.pages:
        for block, ppi in resolutions(page):
            if ppi < FINE:
                severity = Severity.ERROR if ppi < COARSE else Severity.WARNING
                message = f"the picture has {ppi:.0f} pixels an inch in print: {FINE} are good, {COARSE} the least"
                place = where.get(block, job.place)
                yield Finding(place, "P240", message, "put a larger one in its place, or a drawing (SVG)", severity)


@lru_cache(maxsize=4)
def _separation(
    profile: bytes, own: tuple[tuple[tuple[int, int, int], tuple[float, float, float, float]], ...]
) -> Separation:
    from handoutpress.pdf.separation import Separation, shipped

    try:
        return Separation(profile or shipped(), dict(own))
    except MisfitError as error:
        raise UsageError(f"the ICC profile cannot be used: {error}", "ask the print shop for a CMYK profile") from error


def _inks(clinic: Clinic, profile: bytes) -> Separation:
    """Give the inks of a press, with the clinic's own for its colours."""
    colours = palette(clinic.brand.primary).named
    own = []
    for name, inks in clinic.brand.color.cmyk.items():
        colour = colours["brand" if name == "primary" else name]
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        cyan, magenta, yellow, black = (ink / 100 for ink in inks)
        own.append(((red, green, blue), (cyan, magenta, yellow, black)))
    return _separation(profile, tuple(own))


def _info(copy: Copy) -> dict[str, str]:
    """Say of the file what the pages for the screen say in their head."""
    meta = copy.handout.meta
    given = {
        "Author": copy.clinic.name,
        "Subject": f"{copy.handout.reference} · {copy.handout.title.text} · {copy.clinic.name}",
        "Keywords": ", ".join([copy.clinic.name, meta.kind, copy.handout.reference, *meta.topics]),
    }
    return {**given, "Date": meta.review.on.isoformat()} if meta.review.on else given


def _in_grey(data: bytes, job: Job) -> bytes:
    """Take the last colour out of an edition in black and white."""
    if not (data and job.edition.mono):
        return data
    from handoutpress.pdf.recolour import in_greys

    return in_greys(data)


PURPOSES: Final[dict[str, Callable[[Job], Finished]]] = {"screen": _screen, "office": _office, "press": _press}
