"""Web pages of leaflets as the program makes them: markup first, then everything put into the one file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress import web
from handoutpress.markup import Copy, compose
from handoutpress.palette import palette
from handoutpress.workspace import Workspace
from support import REPOSITORY

if TYPE_CHECKING:
    from handoutpress.clinic import Clinic

LAYOUT: Final = Workspace(REPOSITORY).layouts["web"]
SAMPLES: Final = [
    (clinic.id, slug, lang)
    for clinic in Workspace(REPOSITORY).select_clinics(Workspace(REPOSITORY).clinic_names)
    for slug, lang in sorted(Workspace(REPOSITORY).handouts)
    if lang in clinic.contact.languages
]


def copy_of(workspace: Workspace, clinic: str, slug: str, lang: str) -> Copy:
    """Give what a leaflet says, related titles included."""
    handout, findings = workspace.read(slug, lang)
    [found] = workspace.select_clinics([clinic])
    assert handout, findings
    titles = [workspace.read(other, lang)[0] for other in handout.meta.related]
    labels = workspace.labels(lang, found.contact.country)
    return Copy(handout, found, labels, "7F2A", tuple(other.title for other in titles if other))


def packed(html: str, workspace: Workspace, clinic: Clinic) -> bytes:
    """Put into a page what it needs, in the clinic's colours."""
    colours = palette(clinic.brand.primary)
    styles = [(f"styles/{name}", (workspace.root / "styles" / name).read_text("utf-8")) for name in LAYOUT.stylesheets]
    return web.self_contained(
        html,
        styles=[*styles, (clinic.path, colours.as_css())],
        roots={name: workspace.root / name for name in ("handouts", "templates", "styles")},
        colours={"brand": colours.brand, "deep": colours.deep, "wash": colours.wash, "tint": colours.tint},
    )


def web_page(workspace: Workspace, clinic: str, slug: str, lang: str = "en") -> bytes:
    """Make the web page of a leaflet."""
    copy = copy_of(workspace, clinic, slug, lang)
    return packed(compose(copy, LAYOUT, workspace.root / "templates"), workspace, copy.clinic)
