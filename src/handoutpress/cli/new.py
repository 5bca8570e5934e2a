"""`handout new`."""

from __future__ import annotations

import click

from handoutpress.cli.words import say
from handoutpress.cli.workspaces import here, today

KINDS = ["condition", "procedure", "medicine", "exercise", "aftercare", "general"]


@click.command("new")
@click.argument("slug")
@click.option("--kind", type=click.Choice(KINDS), default="condition", show_default=True, help="Which skeleton.")
@click.option("--title", required=True, help="The title, as a patient would say it.")
@click.option("--lang", default="en", show_default=True, metavar="CODE", help="The language of the file.")
def command(*, slug: str, kind: str, title: str, lang: str) -> None:
    """Make handouts/SLUG/en.md from the skeleton of its kind, ready to be filled in."""
    from handoutpress.init import new_handout

    workspace = here()
    file = new_handout(workspace, slug, kind=kind, title=title, lang=lang, today=today())
    say(f"Made {file.relative_to(workspace.root)}. Fill in what stands in [brackets], then: handout build {slug}")
