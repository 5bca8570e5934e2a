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

    from handoutpress.matching import Entry
    from handoutpress.model import Handout
    from handoutpress.workspace import Workspace


@click.command("list")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
@on_day
def command(*, words: tuple[str, ...], as_json: bool, day: date) -> None:
    """Show every handout: its languages, version, review state, and the layouts there are.

    With words only those that they find, as the front desk would, the best first: by beginnings of words in any
    language, other words for the same, or the reference.
    """
    workspace = here()
    slugs = _found(" ".join(words), workspace) if words and workspace.slugs else workspace.slugs
    found = {slug: _read(slug, workspace) for slug in slugs}
    show_findings(workspace.misnamed)
    if as_json:
        rows = [_row(slug, handouts, workspace, day) for slug, handouts in found.items()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not workspace.slugs:
        say("There are no handouts yet. Begin one with: handout new SLUG --kind condition --title '…'")
        return
    if not found:
        return
    head = ["HANDOUT", "TITLE", "LANGUAGES", "VERSION", "REVIEW", "NEXT CHECK"]
    table(head, [_cells(slug, handouts, workspace, day) for slug, handouts in found.items()])


def _found(query: str, workspace: Workspace) -> tuple[str, ...]:
    """Find handouts, and say what was taken for what was typed, or what is nearest when there are none."""
    from handoutpress.search import How, Index

    entries = {slug: _entry(slug, workspace) for slug in workspace.slugs}
    index = Index(entries.values())
    found = index.find(query, limit=len(entries))
    if not found:
        near = [f"  {slug}: {next(iter(entries[slug].titles.values()), '')}" for slug in index.nearest(query)]
        say("\n".join([f"Nothing is found by '{query}'." + (" The nearest:" if near else ""), *near]))
    elif found[0].how is How.SLIP:
        say(f"Nothing has '{query}' in title or topics. This is nearly that:")
    elif found[0].how is How.SYNONYM:
        named = ", ".join(dict.fromkeys(match.why for match in found))
        say(f"Nothing has '{query}' in title or topics. Found as: {named}")
    return tuple(match.slug for match in found)


def _entry(slug: str, workspace: Workspace) -> Entry:
    """Give a handout as it can be found, by its first lines, English before other languages."""
    from handoutpress.model import default_reference
    from handoutpress.search import Entry

    fronts = {lang: workspace.read_front(slug, lang)[0] for lang in _languages(slug, workspace)}
    readable = {lang: front for lang, front in fronts.items() if front}
    topics = tuple(dict.fromkeys(topic for front in readable.values() for topic in front.topics))
    named = next((front.reference for front in readable.values() if front.reference), None)
    return Entry(
        slug, {lang: front.title for lang, front in readable.items()}, topics, named or default_reference(slug)
    )


def _languages(slug: str, workspace: Workspace) -> list[str]:
    return sorted((lang for name, lang in workspace.handouts if name == slug), key=lambda x: (x != "en", x))


def _read(slug: str, workspace: Workspace) -> dict[str, Handout | None]:
    """Read a handout in each of its languages, English before others; None is one that cannot be read."""
    found: dict[str, Handout | None] = {}
    for lang in _languages(slug, workspace):
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
