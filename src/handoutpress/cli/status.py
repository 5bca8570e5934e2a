"""`handout status`."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Final

import click

from handoutpress.cli.words import say, show_findings, table
from handoutpress.cli.workspaces import here, on_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from handoutpress.agenda import Task

COLUMNS: Final = (
    "group", "owner", "title", "slug", "lang", "version", "status", "state", "checked", "due", "days", "successor",
)  # fmt: skip
HEADS: Final = ("OWNER", "TITLE", "HANDOUT", "LANGUAGE", "VERSION", "CHECKED", "DUE", "DAYS")


@click.command("status")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "html"]), default="table", show_default=True,
    help="A table to read, rows for a spreadsheet or a program, or a page to print.",
)  # fmt: skip
@on_day
def command(*, form: str, day: date) -> None:
    """Show who must look at which handout, and when: overdue, this quarter, the next one, later.

    It is a report, so it ends well whatever it shows. To keep the page: handout status --format html > status.html
    """
    from handoutpress.agenda import agenda, as_page
    from handoutpress.errors import Fault, SourceError

    workspace = here()
    tasks, findings = agenda(workspace, day)
    show_findings((*workspace.misnamed, *findings, *workspace.heads.lost_successors), workspace.root)
    match form:
        case "csv":
            rows = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
            rows.writeheader()
            rows.writerows(task.as_dict() for task in tasks)
        case "json":
            click.echo(json.dumps([task.as_dict() for task in tasks], indent=2, ensure_ascii=False))
        case "html":
            try:
                click.echo(as_page(tasks, workspace, day), nl=False)
            except Fault as fault:
                raise SourceError("the page cannot be made", findings=(fault.finding,)) from fault
        case _:
            _show(tasks)


def _show(tasks: Sequence[Task]) -> None:
    """Print a table a group."""
    from handoutpress.agenda import grouped

    if not tasks:
        say("There are no handouts yet. Begin one with: handout new SLUG --kind condition --title '…'")
    for number, (group, some) in enumerate(grouped(tasks).items()):
        click.echo("\n" * bool(number) + click.style(f"{group.capitalize()} ({len(some)})", bold=True))
        table(HEADS, [_cells(task) for task in some])


def _cells(task: Task) -> list[str]:
    successor = f" -> {task.successor}" if task.successor else ""
    return [
        task.owner, task.title, f"{task.slug}{successor}", task.lang, task.version or "-", str(task.checked or "-"),
        str(task.due or "-"), "-" if task.days is None else str(task.days),
    ]  # fmt: skip
