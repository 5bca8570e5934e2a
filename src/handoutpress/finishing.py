"""Finishing: from pages that are set to the file that a purpose asks for. One function a purpose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Finding, Place, stops
from handoutpress.imposition import impose
from handoutpress.paper import PAPERS
from handoutpress.pdf.typeset import write, write_plain
from handoutpress.setting import Setting

if TYPE_CHECKING:
    from collections.abc import Callable

    from handoutpress.edition import Edition
    from handoutpress.markup import Copy
    from handoutpress.workspace import Workspace


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
class _Job:
    setting: Setting
    copy: Copy
    edition: Edition
    workspace: Workspace
    shop: Shop

    @property
    def place(self) -> Place:
        return Place(self.copy.handout.path)


def finish(setting: Setting | None, copy: Copy, edition: Edition, workspace: Workspace, shop: Shop) -> Finished:
    """Make the file of an edition; `setting` is None for the web, which has no pages. Raises `Fault`."""
    if setting is None:
        raise NotImplementedError
    if stops(setting.findings):
        return Finished(b"", setting.typeset.pages)
    return PURPOSES[edition.purpose](_Job(setting, copy, edition, workspace, shop))


def _screen(job: _Job) -> Finished:
    """Pages in the order of reading, tagged."""
    data, findings = write(job.setting.typeset, place=job.place, sides=job.setting.layout.sides)
    return Finished(_in_grey(data, job), job.setting.typeset.pages, findings)


def _office(job: _Job) -> Finished:
    """Sheets for the clinic's own printer; what is not imposed stays tagged."""
    layout = job.setting.layout
    if layout.imposition == "single":
        return _screen(job)
    from handoutpress.pdf import impose as pdf_impose

    data, findings = write_plain(job.setting.typeset, place=job.place)
    sheets = impose(layout.imposition, PAPERS[job.edition.paper], job.setting.typeset.pages, creep=layout.creep)
    if data:
        data = _in_grey(pdf_impose.impose(data, sheets, sides=layout.sides), job)
    return Finished(data, len(sheets.sides), findings)


def _press(job: _Job) -> Finished:
    """PDF/X-4 for the print shop, with a preflight of our own."""
    raise NotImplementedError


def _in_grey(data: bytes, job: _Job) -> bytes:
    """Take the last colour out of an edition in black and white."""
    return data


PURPOSES: Final[dict[str, Callable[[_Job], Finished]]] = {"screen": _screen, "office": _office, "press": _press}
