"""Which other handouts a leaflet leads on to, and what is said in place of one that is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from handoutpress.findings import Finding, Place, Severity
from handoutpress.reading.problems import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.model import Handout, Inline
    from handoutpress.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Related:
    """Titles to be printed, what was wrong, and the files, there or not: when one changes, so does the leaflet."""

    titles: tuple[Inline, ...]
    findings: tuple[Finding, ...]
    files: tuple[str, ...]


def find_related(handout: Handout, workspace: Workspace) -> Related:
    """Find the handouts that this one leads on to, in its language."""
    lang = handout.lang
    chains = {slug: (slug, *workspace.heads.successors(slug, lang)) for slug in handout.meta.related}
    slugs = dict.fromkeys(_in_its_place(slug, handout, workspace) for slug in handout.meta.related)
    others = [workspace.read(slug, lang)[0] for slug in slugs if (slug, lang) in workspace.handouts]
    return Related(
        tuple(other.title for other in others if other),
        tuple(_faults(handout, workspace)),
        tuple(dict.fromkeys(f"handouts/{slug}/{lang}.md" for chain in chains.values() for slug in chain)),
    )


def _in_its_place(slug: str, handout: Handout, workspace: Workspace) -> str:
    """Give the handout itself, or its successor when it is withdrawn; nothing when that leads back to this one."""
    if (slug, handout.lang) not in workspace.heads.withdrawn:
        return slug
    successor = workspace.heads.successor(slug, handout.lang)
    there = (successor, handout.lang) in workspace.handouts and successor != handout.slug
    return successor if there else ""


def _faults(handout: Handout, workspace: Workspace) -> Iterator[Finding]:
    for slug in handout.meta.related:
        if slug not in workspace.slugs:
            hint = did_you_mean(slug, workspace.slugs)
            yield Finding(Place(handout.path, 1), "S171", f"related: no handout is called '{slug}'", hint)
        elif (slug, handout.lang) in workspace.heads.withdrawn:
            place = workspace.heads.place_of(handout.slug, handout.lang, "related")
            named = _in_its_place(slug, handout, workspace)
            what = f"'{named}' is named in its place" if named else "it is left out"
            hint = "name another, or take it out"
            yield Finding(place, "S172", f"related: '{slug}' is withdrawn: {what}", hint, Severity.WARNING)
