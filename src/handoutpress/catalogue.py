"""The catalogue: one page a clinic, `index.html`, with a picture of every leaflet's first page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from handoutpress.files import write_atomically
from handoutpress.markup import catalogue
from handoutpress.palette import palette

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.manifest import Manifest
    from handoutpress.workspace import Workspace


def write_catalogue(workspace: Workspace, clinic: Clinic, shelf: Manifest, folder: Path) -> None:
    """Write the catalogue of what stands in `folder`; it opens without a network and without a server."""
    context = {
        "clinic": clinic,
        "logo": (workspace.root / clinic.logo).read_text("utf-8-sig") if clinic.logo.endswith(".svg") else "",
        "palette": palette(clinic.brand.primary).as_css(),
        "leaflets": _leaflets(workspace, shelf, folder),
    }
    write_atomically(folder / "index.html", catalogue(workspace.root / "templates", context).encode())


def _leaflets(workspace: Workspace, shelf: Manifest, folder: Path) -> list[dict[str, Any]]:
    """Gather the editions of each leaflet, by title; the first edition lends its picture."""
    there = {name: entry for name, entry in sorted(shelf.entries.items()) if (folder / f"{name}.pdf").is_file()}
    leaflets = []
    for _, names in groupby(there, key=lambda name: name.split(".")[:2]):
        editions = [_edition(name, workspace) for name in names]
        outdated = any(there[edition["name"]].outdated for edition in editions)
        leaflets.append({**there[editions[0]["name"]].facts, "editions": editions, "outdated": outdated})
    return sorted(leaflets, key=lambda leaflet: (leaflet["title"].casefold(), leaflet["lang"]))


def _edition(name: str, workspace: Workspace) -> dict[str, str]:
    """Name one edition for a link; a layout that has gone from layouts.toml keeps its bare name."""
    _, _, layout, paper, purpose, *_ = name.split(".")
    row = workspace.layouts.get(layout)
    return {"name": name, "layout": row.title if row else layout, "paper": paper.capitalize(), "purpose": purpose}
