"""`handout schema`."""

from __future__ import annotations

import json

import click


@click.command("schema")
@click.argument("what", type=click.Choice(["handout", "brand", "settings", "layout"]), default="handout")
def command(*, what: str) -> None:
    """Print the JSON Schema of the front matter of a handout (or of a brand, the settings, a layout's row).

    Editors that know YAML take it and complete keys as you type.
    """
    from handoutpress.clinic import BrandFile
    from handoutpress.layouts import Layout
    from handoutpress.model import FrontMatter
    from handoutpress.reading.settings import Settings
    from handoutpress.reading.validate import schema

    kind = {"handout": FrontMatter, "brand": BrandFile, "settings": Settings, "layout": Layout}[what]
    own = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema(kind)}
    click.echo(json.dumps(own, indent=2, ensure_ascii=False))
