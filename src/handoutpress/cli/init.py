"""`handout init`."""

from __future__ import annotations

from pathlib import Path

import click

from handoutpress.cli.words import say


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(*, folder: Path) -> None:
    """Make a new workspace in DIR with sample handouts, templates and two fictional clinics."""
    from handoutpress.init import new_workspace

    names = new_workspace(folder)
    say(f"Made {folder}/ with {', '.join(names)}.")
    say(f"Next: cd {folder}, then handout build. The PDFs and a catalogue come in out/.")
    say("Your own clinic: copy styles/brands/riverside, change brand.yml and logo.svg,")
    say('and name it in handoutpress.toml: clinic = "your-clinic".')
