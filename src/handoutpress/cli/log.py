"""`handout log`."""

from __future__ import annotations

import csv
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import click

from handoutpress.cli.words import say, table
from handoutpress.cli.workspaces import desk_log, here, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handoutpress.desklog import Line

COLUMNS: Final = (
    "time", "reference", "slug", "version", "language", "edition", "code", "copies", "printer", "outcome", "initials",
    "reason",
)  # fmt: skip
HEADS: Final = (
    "TIME",
    "HANDOUT",
    "LANGUAGE",
    "VERSION",
    "CODE",
    "EDITION",
    "COPIES",
    "PRINTER",
    "OUTCOME",
    "BY",
    "WHY",
)
DAYS: Final = re.compile(r"(\d{1,5})d")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet works out."""


def _since(_ctx: click.Context, _option: click.Parameter, given: str | None) -> datetime | None:
    if given is None:
        return None
    if days := DAYS.fullmatch(given):
        return now() - timedelta(days=int(days[1]))
    try:
        return datetime.strptime(given, "%Y-%m-%d").astimezone()
    except ValueError:
        raise click.BadParameter(f"'{given}' is neither a day, such as 2027-04-01, nor a number of days: 7d") from None


@click.command("log")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="A table to read, rows for a spreadsheet, or all that was learnt of each print for a program.",
)  # fmt: skip
@click.option("--since", metavar="DAY", callback=_since, help="From this day on, such as 2027-04-01 or 7d.")
@click.option("--printer", metavar="NAME", default="", help="Only what went to this printer.")
def command(*, form: str, since: datetime | None, printer: str) -> None:
    """Show what was printed, at the desk and by handout print, the last first.

    It holds nothing about a patient. Times are those of this computer; for programs and spreadsheets UTC.
    """
    lines = desk_log(here()).lines(since=since, printer=printer)
    match form:
        case "csv":
            rows = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
            rows.writeheader()
            rows.writerows({name: _safe(cell) for name, cell in as_dict(line).items()} for line in lines)
        case "json":
            click.echo(json.dumps([{**as_dict(line), "learnt": _learnt(line)} for line in lines], indent=2))
        case _:
            _show(lines)


def as_dict(line: Line) -> dict[str, Any]:
    """Give a print as programs get it, with what is known of it now."""
    one = line.printed
    cells = (
        _utc(one.at), one.reference, one.slug, one.version, one.lang, one.edition, one.code, one.copies, one.printer,
        line.outcome, one.initials, one.reason,
    )  # fmt: skip
    return dict(zip(COLUMNS, cells, strict=True))


def _learnt(line: Line) -> list[dict[str, str]]:
    return [{"time": _utc(at), "outcome": outcome} for at, outcome in line.outcomes]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _safe(cell: object) -> object:
    """Keep a spreadsheet from working a text out; the log itself takes none, but somebody may have changed it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _show(lines: Sequence[Line]) -> None:
    if not lines:
        say("Nothing that was printed stands in the log.")
        return
    table(HEADS, [_cells(line) for line in lines])


def _cells(line: Line) -> list[str]:
    one = line.printed
    cells = [
        one.at.astimezone().strftime("%Y-%m-%d %H:%M"), one.slug, one.lang, one.version, one.code, _form(one.edition),
        str(one.copies), one.printer, line.outcome.replace("-", " "), one.initials, one.reason,
    ]  # fmt: skip
    return [_plain(cell) or "-" for cell in cells]


def _form(edition: str) -> str:
    """Give what of an edition's name the other columns do not say, such as `sheet letter`."""
    return " ".join(part for part in edition.split(".")[2:] if part != "office")


def _plain(cell: str) -> str:
    """Leave out what would move the cursor of a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in cell)
