"""The catalogue: one page a clinic, `index.html`, with a picture of every leaflet's first page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from handoutpress.edition import Edition
from handoutpress.files import write_atomically
from handoutpress.markup import catalogue
from handoutpress.palette import palette

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.manifest import Entry, Manifest
    from handoutpress.workspace import Workspace

SIDES: Final = {
    "one-sided": "print on one side",
    "two-sided-long-edge": "print on both sides, flip on the long edge",
    "two-sided-short-edge": "print on both sides, flip on the short edge",
}
PURPOSES: Final = {"screen": "screen", "press": "print shop", "web": "for telephones"}
"""What an edition is for, when it is not the clinic's own printer."""
STATES: Final = {"due-soon": "Due for its check soon", "overdue": "Past its check date"}
"""How a state of the review is worded, when it is not by its own name."""


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
    """Gather the editions of each leaflet, by title, in the order of the layouts; the first lends its picture."""
    made = {Edition.named(name, ""): entry for name, entry in shelf.entries.items()}
    rank = {name: n for n, name in enumerate(workspace.layouts)}
    there = [edition for edition in made if (folder / edition.path.name).is_file()]
    there.sort(key=lambda one: (one.slug, one.lang, rank.get(one.layout, len(rank)), one.name))
    leaflets = []
    for _, alike in groupby(there, key=lambda edition: (edition.slug, edition.lang)):
        editions = list(alike)
        shown = next((edition for edition in editions if edition.picture), None)
        facts = made[editions[0]].facts
        rows = [_edition(edition, made[edition], workspace) for edition in editions]
        leaflets.append({
            **facts,
            "file": editions[0].path.name,
            "picture": shown.name if shown else "",
            "forms": [_form(title, list(forms)) for title, forms in groupby(rows, key=lambda row: row["title"])],
            **_review(facts),
            "outdated": all(row["outdated"] for row in rows),
            "partly": any(row["outdated"] for row in rows),
        })  # fmt: skip
    return sorted(leaflets, key=lambda leaflet: (leaflet["title"].casefold(), leaflet["lang"]))


def _review(facts: Mapping[str, str]) -> dict[str, str]:
    """Give how a leaflet stands with its review; `late` is the day after which this page itself has to say more."""
    state = facts.get("state", facts["status"])
    watched = state not in {"draft", "withdrawn"} and not facts.get("marked")
    return {
        "state": state,
        "standing": STATES.get(state, state.capitalize()),
        "late": facts.get("due_on", "") if watched else "",
        "override": facts.get("override", ""),
        "successor": facts.get("successor", ""),
        "owner": facts.get("owner", ""),
    }


def _form(title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Gather the editions of one layout, with how they are printed."""
    return {"title": title, "rows": rows, "sides": next((row["sides"] for row in rows if row["sides"]), "")}


def _edition(edition: Edition, entry: Entry, workspace: Workspace) -> dict[str, Any]:
    """Name one edition for a link; a layout that has gone from layouts.toml keeps its bare name."""
    row = workspace.layouts.get(edition.layout)
    words = [edition.paper.upper() if edition.paper in {"a3", "a4"} else edition.paper.capitalize()]
    words += [f"{edition.size} print"] if edition.size != "standard" else []
    words += ["black and white"] if edition.mono else []
    words += [PURPOSES[edition.purpose]] if edition.purpose in PURPOSES else []
    return {
        "title": row.title if row else edition.layout,
        "sides": SIDES.get(row.sides, "") if row and edition.purpose == "office" else "",
        "report": edition.report.name if edition.report else "",
        "file": edition.path.name,
        "words": ", ".join(word for word in words if word),
        "outdated": entry.outdated,
    }
