"""The command line: one module a command, each loaded only when it is called.

This is the only package that prints: words go to stderr, data to stdout.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from handoutpress import __version__

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS: Final = {
    "init": "Make a new workspace with the starter library.",
    "new": "Make a new handout from the skeleton of its kind.",
    "list": "Show what there is: languages, version, review state.",
    "status": "Show who must check what, and when.",
    "build": "Make the PDFs, only those that changed.",
    "check": "Find what is wrong with text, pages, brand and dates.",
    "explain": "Say what a code means, why it matters, and what to do.",
    "print": "Print a leaflet, with the right paper, sides and copies.",
    "printers": "Show the printers of the settings and how they stand.",
    "desk": "Open the front desk: find a leaflet, look at it, print it.",
    "log": "Show what was printed, and what came of it.",
    "verify": "Tell which leaflet the code at the foot of a page was.",
    "schema": "Print the JSON Schema of a handout, a brand or the layouts.",
    "doctor": "Check that this machine has all that is needed.",
}


class Commands(click.Group):
    """Loads a command when it is called, and words every error of ours in one way."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Name the commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load one command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"handoutpress.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that does not exist."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else "see: handout --help"
            ctx.fail(f"there is no command '{args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours becomes words and its exit code. NO_COLOR is honoured (no-color.org)."""
        ctx.color = False if os.environ.get("NO_COLOR") else None
        from handoutpress.errors import HandoutError

        try:
            return super().invoke(ctx)
        except HandoutError as error:
            from handoutpress.cli.words import show_error

            show_error(error, _root())
            ctx.exit(error.exit_code)


def _root() -> Path | None:
    """Find the workspace, so that a fault is shown with its line; there may be none."""
    from handoutpress.errors import HandoutError

    try:
        from handoutpress.cli.workspaces import here

        return here().root
    except HandoutError:
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="handout")
def main() -> None:
    """Turn structured patient handouts into clinic-branded leaflets that are ready to print.

    Begin with: handout init my-handouts, then handout build inside it.
    """
