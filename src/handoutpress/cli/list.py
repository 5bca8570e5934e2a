"""`handout list`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from handoutpress.cli.words import say, show_findings, table
from handoutpress.cli.workspaces import here, on_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handoutpress.model import Handout
    from handoutpress.workspace import Workspace


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
@on_day
def command(*, as_json: bool, day: date) -> None:
    """Show every handout: its languages, version, review state, and the layouts there are."""
    workspace = here()
    found = {slug: _read(slug, workspace) for slug in workspace.slugs}
    show_findings(workspace.misnamed)
    if as_json:
        rows = [_row(slug, handouts, workspace, day) for slug, handouts in found.items()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not found:
        say("There are no handouts yet. Begin one with: handout new SLUG --kind condition --title '…'")
        return
    head = ["HANDOUT", "TITLE", "LANGUAGES", "VERSION", "REVIEW", "NEXT CHECK"]
    table(head, [_cells(slug, handouts, workspace, day) for slug, handouts in found.items()])


def _read(slug: str, workspace: Workspace) -> dict[str, Handout | None]:
    """Read a handout in each of its languages, English before others; None is one that cannot be read."""
    languages = sorted((lang for name, lang in workspace.handouts if name == slug), key=lambda x: (x != "en", x))
    found: dict[str, Handout | None] = {}
    for lang in languages:
        found[lang], findings = workspace.read(slug, lang)
        show_findings(findings)
    return found


def _first(handouts: Mapping[str, Handout | None]) -> Handout | None:
    """Give the first that can be read: what stands of the review in a row is its own."""
    return next((handout for handout in handouts.values() if handout), None)


def _row(slug: str, handouts: Mapping[str, Handout | None], workspace: Workspace, day: date) -> dict[str, Any]:
    from handoutpress.review import days_left, state

    readable = {lang: handout for lang, handout in handouts.items() if handout}
    warn = workspace.settings.review.warn
    states = {lang: str(state(handout.meta.review, day, warn=warn)) for lang, handout in readable.items()}
    first = _first(handouts)
    review = first.meta.review if first else None
    return {
        "slug": slug,
        "title": first.title.text if first else None,
        "languages": list(handouts),
        "versions": {lang: handout.meta.version for lang, handout in readable.items()},
        "version": first.meta.version if first else None,
        "state": states[first.lang] if first else None,
        "states": states,
        "review": {
            "status": review.status if review else None,
            "due": review.due.isoformat() if review and review.due else None,
        },
        "days": days_left(review, day) if review else None,
        "successor": (workspace.heads.successor(slug, first.lang) or None) if first else None,
        "layouts": list(workspace.layouts),
    }


def _cells(slug: str, handouts: Mapping[str, Handout | None], workspace: Workspace, day: date) -> list[str]:
    first = _first(handouts)
    version = next(iter(handouts.values()))
    review = first.meta.review if first else None
    return [
        slug, first.title.text if first else "(cannot be read)", " ".join(handouts),
        version.meta.version if version else "-", _standing(handouts, workspace, day),
        str(review.due) if review and review.due else "-",
    ]  # fmt: skip


def _standing(handouts: Mapping[str, Handout | None], workspace: Workspace, day: date) -> str:
    """Say how the first stands with its review, and each other language that stands otherwise."""
    from handoutpress.review import described

    words = {
        lang: described(
            one.meta.review,
            day,
            warn=workspace.settings.review.warn,
            successor=workspace.heads.successor(one.slug, lang),
        )
        for lang, one in handouts.items()
        if one
    }
    first = next(iter(words.values()), "-")
    return "; ".join([first, *(f"{lang}: {other}" for lang, other in words.items() if other != first)])
