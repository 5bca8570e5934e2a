"""`handout printers`."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Final

import click

from handoutpress.cli.words import say, table
from handoutpress.cli.workspaces import here
from handoutpress.printers import FIRST

if TYPE_CHECKING:
    from handoutpress.printers import Printer
    from handoutpress.printing.tickets import Sight
    from handoutpress.workspace import Workspace

AT_ONCE: Final = 16
"""Printers that are asked together: each may take seconds to say nothing."""
SHOWN: Final = {True: "yes", False: "no", None: "?"}


@click.command("printers")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
def command(*, as_json: bool) -> None:
    """Show the printers that the settings name: how each stands, and what it can do. Nothing is printed."""
    workspace = here()
    rows = _rows(workspace)
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not rows:
        say(f"No printer is named in the settings: {FIRST}")
        return
    table(
        ["PRINTER", "IS", "STATE", "PAPER", "BOTH SIDES", "COLOUR", "FOR"],
        [
            [row["name"], row["uri"], _state(row), " ".join(row["papers"] or "?"),
             SHOWN[row["both_sides"]], SHOWN[row["color"]], ", ".join(_uses(row)) or "-"]
            for row in rows
        ],
    )  # fmt: skip


def _rows(workspace: Workspace) -> list[dict[str, Any]]:
    """Ask all printers at once."""
    from concurrent.futures import ThreadPoolExecutor

    from handoutpress.printing.targets import target

    printers, cups = workspace.settings.printers, os.environ.get("CUPS_SERVER", "")
    targets = [target(printer, root=workspace.root, cups=cups) for printer in printers.values()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sights = pool.map(lambda one: one.look(), targets)
    return [_row(name, printer, sight) for (name, printer), sight in zip(printers.items(), sights, strict=True)]


def _row(name: str, printer: Printer, sight: Sight) -> dict[str, Any]:
    """Gather one printer; what the settings say of it comes before what it says itself."""
    return {
        "name": name,
        "uri": printer.uri,
        "kind": printer.what,
        "state": str(sight.condition),
        "words": sight.words,
        "model": sight.model,
        "papers": printer.papers or sight.papers,
        "both_sides": sight.both_sides,
        "color": sight.colour if printer.color is None else printer.color,
        "layouts": printer.layouts,
        "default": printer.default,
    }


def _state(row: dict[str, Any]) -> str:
    state = row["state"].replace("-", " ")
    return f"{state}: {row['words']}" if row["words"] else state


def _uses(row: dict[str, Any]) -> list[str]:
    return [*row["layouts"], *(["all else" if row["layouts"] else "all"] if row["default"] else [])]
