"""Which workspace a command works in, and on which day."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from handoutpress.workspace import Workspace


def here() -> Workspace:
    """Find the workspace of the current folder."""
    from handoutpress.workspace import Workspace

    return Workspace.find(Path.cwd())


def today() -> date:
    """Give the day where the clinic is: the one place that asks the clock for it."""
    return date.today()  # noqa: DTZ011 - the day where the clinic is


def _day(_ctx: click.Context, _option: click.Parameter, given: datetime | None) -> Any:
    return given.date() if given else today()


on_day: Final = click.option(
    "--today", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", callback=_day,
    help="As if it were this day, such as 2027-04-01.",
)  # fmt: skip
"""The option of a command that tells how things stand, and may be asked how they will stand."""
