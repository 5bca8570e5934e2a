"""Which workspace a command works in, on which day, and where what it prints is logged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from handoutpress.desklog import DeskLog
    from handoutpress.workspace import Workspace


def here() -> Workspace:
    """Find the workspace of the current folder."""
    from handoutpress.workspace import Workspace

    return Workspace.find(Path.cwd())


def today() -> date:
    """Give the day where the clinic is: the one place that asks the clock for it."""
    return date.today()  # noqa: DTZ011 - the day where the clinic is


def now() -> datetime:
    """Give the time where the clinic is."""
    return datetime.now(UTC).astimezone()


def desk_log(workspace: Workspace) -> DeskLog:
    """Give the log of what is printed, where the settings have it."""
    from handoutpress.desklog import DeskLog, place

    settings = workspace.settings.desk
    return DeskLog(place(workspace.root, settings.log), now=now, keep_days=settings.keep_days)


def _day(_ctx: click.Context, _option: click.Parameter, given: datetime | None) -> Any:
    return given.date() if given else today()


on_day: Final = click.option(
    "--today", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", callback=_day,
    help="As if it were this day, such as 2027-04-01.",
)  # fmt: skip
"""The option of a command that tells how things stand, and may be asked how they will stand."""
