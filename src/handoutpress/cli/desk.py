"""`handout desk`."""

from __future__ import annotations

import os
import secrets
import socket
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

from handoutpress.cli.words import say, tell
from handoutpress.cli.workspaces import desk_log, here, now, today

if TYPE_CHECKING:
    from handoutpress.desk.seams import Machine
    from handoutpress.workspace import Workspace

PORT: Final = 8484
TOKEN: Final = "HANDOUT_DESK_TOKEN"  # noqa: S105 - the name of a variable
PRINTER: Final = "HANDOUT_PRINTER"
"""The variable that says which printer stands at this desk."""
OUTSIDE: Final = "192.0.2.1"
"""An address that is nowhere, kept for examples (RFC 5737)."""
SHORTEST: Final = 22
"""Letters of a token: 128 bits as token_urlsafe writes them."""


@click.command("desk")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one.")
@click.option("--clinic", metavar="NAME", help="The clinic whose leaflets are given out here.")
@click.option("--lan", is_flag=True, help=f"Let other computers in, with the token in the variable {TOKEN}.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name of this desk, such as a proxy's.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@click.option("--new-token", is_flag=True, help="Print a token for --lan, and end.")
def command(*, port: int, clinic: str | None, lan: bool, names: tuple[str, ...], opens: bool, new_token: bool) -> None:
    """Open the front desk: a page in the browser to find a leaflet, look at it, and print it.

    It is for this computer only, unless --lan says otherwise. Nothing about a patient is kept. Ctrl-C ends it.
    """
    if new_token:
        tell(secrets.token_urlsafe(32))
        return
    workspace = here()
    [whose] = workspace.select_clinics([clinic] if clinic else [])
    entrance = _entrance() if lan else ""
    from handoutpress.desk.processes import origin

    origin()  # it loads the engine while we load the rest
    from handoutpress.desk.server import EVERYWHERE, LOOPBACK

    taken = _take(EVERYWHERE if lan else LOOPBACK, port)
    _run(workspace, whose.id, taken, (*names, *(_own_names() if lan else ())), entrance, opens=opens)


def _entrance() -> str:
    """Read the token of the network. Raises `UsageError` when there is none, or one that can be guessed."""
    from handoutpress.errors import UsageError

    token = os.environ.get(TOKEN, "").strip()
    if len(token) < SHORTEST or len(set(token)) < SHORTEST // 2:
        what = "is too short, or too plain" if token else "is not set"
        raise UsageError(f"--lan needs a token, and {TOKEN} {what}", "make one with: handout desk --new-token")
    return token


def _take(host: str, port: int) -> socket.socket:
    from handoutpress.desk.server import bound
    from handoutpress.errors import UsageError

    try:
        return bound(host, port)
    except OSError as error:
        raise UsageError(f"port {port} cannot be used: {error.strerror or error}", "choose another: --port") from error


def _own_names() -> list[str]:
    """Give the names and addresses by which others may know this computer."""
    return sorted({socket.gethostname(), socket.getfqdn(), *_own_addresses()})


def _own_addresses() -> list[str]:
    """Give the addresses of this computer in its network, the one that goes out first."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        out.connect((OUTSIDE, 9))  # nothing is sent: it only asks which way that would be
        found.append(out.getsockname()[0])
    with suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [one for one in dict.fromkeys(found) if not one.startswith("127.")]


def _greet(workspace: Workspace, clinic: str, number: int, *, lan: bool, opens: bool) -> None:
    """Say where the desk is, now that it listens, and open it."""
    from handoutpress.desk.server import LOOPBACK
    from handoutpress.printers import FIRST

    [whose] = workspace.select_clinics([clinic])
    address = f"http://{LOOPBACK}:{number}/"
    say(f"The front desk of {whose.name} is open at {address}")
    if lan:
        for name in [*_own_addresses(), socket.gethostname()]:
            say(f"  and to other computers at http://{name}:{number}/")
    if not workspace.settings.printers:
        say(f"No printer is named in the settings, so nothing can be printed: {FIRST}")
    say("Ctrl-C closes it.")
    if opens:
        webbrowser.open(address)


def _run(
    workspace: Workspace, clinic: str, taken: socket.socket, names: tuple[str, ...], entrance: str, *, opens: bool
) -> None:
    from handoutpress.desk.app import create_app
    from handoutpress.desk.discreet import leave_no_dump
    from handoutpress.desk.server import hosts_at, serve

    leave_no_dump()
    app = create_app(
        workspace.root, today=today, now=now, printers=_machines(workspace), log=desk_log(workspace),
        hosts=hosts_at(taken.getsockname()[1], names), clinic=clinic, entrance=entrance,
    )  # fmt: skip
    server, desk = serve(app, taken), app.extensions["desk"]
    try:
        with suppress(KeyboardInterrupt):  # the server takes Ctrl-C for itself, but it may come before
            desk.open()
            _greet(workspace, clinic, taken.getsockname()[1], lan=bool(entrance), opens=opens)
            server.run()
        say("Closed.")
    finally:
        desk.close()
        server.close()


def _machines(workspace: Workspace) -> list[Machine]:
    from handoutpress.desk.seams import Machine
    from handoutpress.printing.programs import Page
    from handoutpress.printing.targets import target

    cups, own = os.environ.get("CUPS_SERVER", ""), os.environ.get(PRINTER)
    return [
        Machine(
            name, Page() if one.what == "browser" else target(one, root=workspace.root, cups=cups),
            one.papers, one.layouts, one.color, name == own if own else one.default,
            keeps=one.what in {"folder", "sumatra"}, files=one.what == "folder", opens=one.what == "browser",
        )
        for name, one in workspace.settings.printers.items()
    ]  # fmt: skip
