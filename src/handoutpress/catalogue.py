"""The catalogue: one page a clinic, `index.html`, with a picture of every leaflet's first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    leaflets = [
        {
            **entry.facts,
            "file": f"{name}.pdf",
            "picture": f"pictures/{name}.png",
            "pages": entry.pages,
            "edition": name.split(".")[2:],
        }
        for name, entry in sorted(shelf.entries.items(), key=lambda pair: (pair[1].facts["title"], pair[0]))
        if (folder / f"{name}.pdf").is_file()
    ]
    context = {
        "clinic": clinic,
        "logo": (workspace.root / clinic.logo).read_text("utf-8") if clinic.logo.endswith(".svg") else "",
        "palette": palette(clinic.brand.primary),
        "layouts": workspace.layouts,
        "leaflets": leaflets,
    }
    write_atomically(folder / "index.html", catalogue(workspace.root / "templates", context).encode())
