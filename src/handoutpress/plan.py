"""Planning: from what was asked for to the editions to make, and what cannot be made, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from handoutpress.edition import Edition
from handoutpress.errors import UsageError
from handoutpress.manifest import Manifest
from handoutpress.paper import of_the_same_series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.layouts import Purpose, Size
    from handoutpress.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; an empty tuple means the default."""

    slugs: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ("office",)
    sizes: tuple[Size, ...] = ("standard",)
    mono: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The editions to make, in their order; `refused` says which combinations there are none of, and why."""

    editions: tuple[Edition, ...]
    refused: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    """The clinics that were meant, also one for which there is nothing to make."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How a leaflet is made, whatever it says."""

    layout: str
    paper: str
    purpose: Purpose
    size: Size = "standard"
    mono: bool = False


def plan(workspace: Workspace, order: Order) -> Plan:
    """Give every edition that an order asks for; raises `UsageError` when nothing of it can be."""
    slugs = workspace.select_slugs(order.slugs)
    editions: dict[Edition, None] = {}
    refused: dict[str, None] = {}
    withdrawn: dict[str, None] = {}
    clinics = workspace.select_clinics(order.clinics)
    for clinic in clinics:
        languages = _languages(clinic, order)
        forms = list(_forms(workspace, clinic, order))
        refused.update(dict.fromkeys(form for form in forms if isinstance(form, str)))
        wanted = [name for name in workspace.handouts if name[0] in slugs and name[1] in languages]
        withdrawn.update(
            (why_withdrawn(workspace, *name), None) for name in wanted if name in workspace.heads.withdrawn
        )
        for slug, lang in (name for name in wanted if name not in workspace.heads.withdrawn):
            for form in forms:
                if isinstance(form, _Form):
                    names = (slug, lang, clinic.id, form.layout, form.paper, form.purpose, form.size, form.mono)
                    editions[Edition(*names)] = None
    if not editions and (refused or order.slugs or not withdrawn):
        raise _nothing(order, refused, withdrawn)
    return Plan(tuple(editions), (*refused, *withdrawn), tuple(clinic.id for clinic in clinics))


def _nothing(order: Order, refused: Iterable[str], withdrawn: Iterable[str]) -> UsageError:
    """Say why there is nothing to make."""
    if refused:
        return UsageError("; ".join(refused), "the page Layouts of the documentation shows what there is")
    if withdrawn:
        return UsageError(
            "; ".join(withdrawn), "a withdrawn handout is not built; see what there is with: handout list"
        )
    wanted = f" in {', '.join(order.languages)}" if order.languages else ""
    return UsageError(f"there is no handout to build{wanted}", "see what there is with: handout list")


def why_withdrawn(workspace: Workspace, slug: str, lang: str) -> str:
    """Say that a handout is withdrawn, in which language if not in all, and what is handed out in its place."""
    others = any(name == slug and (name, code) not in workspace.heads.withdrawn for name, code in workspace.handouts)
    what = f"{slug} is withdrawn in {lang}" if others else f"{slug} is withdrawn"
    successor = workspace.heads.successor(slug, lang)
    return f"{what}; hand out '{successor}' in its place" if successor else what


def _languages(clinic: Clinic, order: Order) -> tuple[str, ...]:
    languages = order.languages or clinic.contact.languages
    if others := [lang for lang in languages if lang not in clinic.contact.languages]:
        raise UsageError(f"{clinic.name} does not offer '{others[0]}'", f"add it to languages in {clinic.path}")
    return languages


def _forms(workspace: Workspace, clinic: Clinic, order: Order) -> Iterator[_Form | str]:
    """Give every form that is asked for, or why there is none of it; a web page comes once, whatever the paper."""
    papers = order.papers or (clinic.contact.paper,)
    on_paper = [purpose for purpose in order.purposes if purpose != "web"]
    layouts = workspace.select_layouts(order.layouts)
    for layout, size, paper, purpose in product(layouts, order.sizes, papers, on_paper):
        row = workspace.layouts[layout]
        stands_in = of_the_same_series(paper, row.papers)
        if purpose not in row.purposes:
            yield f"{layout} is not made for {purpose}, but for {' and '.join(row.purposes)}: --for {row.purposes[0]}"
        elif row.at(size) is None:
            able = " and ".join(name for name, other in workspace.layouts.items() if other.at(size))
            yield f"{layout} is not made in {size} print; there is {size} print of {able}"
        elif stands_in is None:
            yield f"{layout} is not made for {paper} paper: it is made for {' and '.join(row.papers)}"
        else:
            yield _Form(layout, stands_in, purpose, size, order.mono)
    if "web" in order.purposes:
        pages = [name for name, row in workspace.layouts.items() if "web" in row.purposes]
        yield from (_Form(name, "", "web") for name in pages[:1])
        if not pages:
            yield "no layout is made for web"


def made_before(workspace: Workspace, out: Path, editions: Iterable[Edition]) -> Iterator[Edition]:
    """Give every edition that stands in `out` for the clinics of `editions` and can still be made."""
    for clinic in dict.fromkeys(edition.clinic for edition in editions):
        for name in Manifest.load(out / clinic).entries:
            edition = Edition.named(name, clinic)
            row = workspace.layouts.get(edition.layout)
            name_of_it = (edition.slug, edition.lang)
            there = name_of_it in workspace.handouts and name_of_it not in workspace.heads.withdrawn
            if there and row and row.at(edition.size) and edition.purpose in row.purposes:
                yield edition
