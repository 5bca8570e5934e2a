"""`handout list`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from handoutpress.cli.words import say, show_findings, table
from handoutpress.cli.workspaces import here

if TYPE_CHECKING:
    from handoutpress.model import Handout
    from handoutpress.workspace import Workspace


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
def command(*, as_json: bool) -> None:
    """Show every handout: its languages, version, review state, and the layouts there are."""
    workspace = here()
    rows = [_row(slug, workspace) for slug in workspace.slugs]
    show_findings(workspace.misnamed)
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not rows:
        say("There are no handouts yet. Begin one with: handout new SLUG --kind condition --title '…'")
        return
    table(
        ["HANDOUT", "TITLE", "LANGUAGES", "VERSION", "REVIEW", "NEXT CHECK"],
        [
            [row["slug"], row["title"] or "(cannot be read)", " ".join(row["languages"]),
             row["versions"].get(row["languages"][0], "-"), row["review"]["status"] or "-", row["review"]["due"] or "-"]
            for row in rows
        ],
    )  # fmt: skip


def _row(slug: str, workspace: Workspace) -> dict[str, Any]:
    """Gather one handout; what stands of review is that of its first readable language, English before others."""
    languages = sorted((lang for name, lang in workspace.handouts if name == slug), key=lambda x: (x != "en", x))
    found: dict[str, Handout] = {}
    for lang in languages:
        handout, findings = workspace.read(slug, lang)
        show_findings(findings)
        if handout:
            found[lang] = handout
    first = next(iter(found.values()), None)
    review = first.meta.review if first else None
    return {
        "slug": slug,
        "title": first.title.text if first else None,
        "languages": languages,
        "versions": {lang: handout.meta.version for lang, handout in found.items()},
        "version": first.meta.version if first else None,
        "state": review.status if review else None,
        "review": {
            "status": review.status if review else None,
            "due": review.due.isoformat() if review and review.due else None,
        },
        "layouts": list(workspace.layouts),
    }
