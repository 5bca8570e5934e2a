"""`handout print`."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import click

from handoutpress.cli.words import say, show_findings
from handoutpress.cli.workspaces import desk_log, here, now, today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.desklog import Entry
    from handoutpress.edition import Edition
    from handoutpress.errors import HandoutError
    from handoutpress.executors import Stop
    from handoutpress.layouts import Sides, Size
    from handoutpress.printing.tickets import Document, PrintTarget, Ticket
    from handoutpress.workspace import Workspace

NOT_PRINTED: Final = 5
INTERRUPTED: Final = 130
MOST: Final = 999
TRIAL: Final = "test-page"
DESK: Final = "HANDOUT_PRINTER"
"""The variable that names this desk's own printer."""
SIDES: Final = {
    "one-sided": "one side",
    "two-sided-long-edge": "both sides, flipped on the long edge",
    "two-sided-short-edge": "both sides, flipped on the short edge",
}


COLOURS: Final = {
    "sent": "blue",
    "printing": "blue",
    "done": "green",
    "needs-attention": "yellow",
    "busy": "yellow",
}
"""Of the states; all others are red."""


@click.command("print")
@click.argument("slug", required=False)
@click.option("--lang", "language", metavar="CODE", help="Else the clinic's first language.")
@click.option("--layout", metavar="NAME", help="A row of templates/layouts.toml; else the first of the settings.")
@click.option("--size", type=click.Choice(["standard", "large", "giant"]), default="standard", show_default=True)
@click.option("--mono", is_flag=True, help="The edition drawn for black and white.")
@click.option("--clinic", metavar="NAME", help="The clinic's folder under styles/brands.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Else the clinic's own.")
@click.option("--copies", type=click.IntRange(1, MOST), default=1, show_default=True)
@click.option("--printer", "named", metavar="NAME", help=f"A printer of the settings; else as they say, or {DESK}.")
@click.option("--draft", is_flag=True, help="Print also a draft, for proof-reading; the page says that it is one.")
@click.option("--test-page", is_flag=True, help="Print a page that tries size, margins, greys and both sides.")
@click.option("--dry-run", is_flag=True, help="Only say what would be printed where, and how the printer stands.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    slug: str | None,
    language: str | None,
    layout: str | None,
    size: Any,
    mono: bool,
    clinic: str | None,
    paper: str | None,
    copies: int,
    named: str | None,
    draft: bool,
    test_page: bool,
    dry_run: bool,
) -> None:
    """Print the leaflet SLUG (a unique part of the name will do) on a printer that the settings name.

    It is built first if it is not current. Paper, sides and scaling follow from the layout. Ctrl-C cancels the job.
    The exit code is 0 when it was printed, 5 when it was not or nobody can tell.
    """
    if test_page == bool(slug):
        raise click.UsageError("name one leaflet, or give --test-page")
    workspace = here()
    [whose] = workspace.select_clinics([clinic] if clinic else [])
    [layout, *_] = workspace.select_layouts([layout] if layout else [])
    if slug:
        edition = _edition(workspace, whose, (slug, language or whose.contact.languages[0], layout, paper, size, mono))
    else:
        edition = _trial(workspace, whose, layout, paper)
    where = _choose(workspace, edition, named)
    if workspace.settings.printers[where].color is False:
        edition = replace(edition, mono=True)
    if dry_run:
        say(f"Would print {_words(edition, workspace, copies)}, at {where}")
        _show_sight(workspace, where)
        return
    from handoutpress.executors import interrupts_held

    with interrupts_held() as stop:
        facts: Mapping[str, str] = {}
        if slug:
            file, facts = _built(workspace, edition, stop, draft=draft)
        else:
            file = _made(workspace, whose, edition)
        say(f"Printing {_words(edition, workspace, copies)}, at {where}")
        entry = _entry(workspace, edition, facts, copies, where) if facts else None
        sys.exit(_print(workspace, where, _document(file, edition, workspace, copies), stop, entry))


def _edition(workspace: Workspace, clinic: Clinic, wish: tuple[str, str, str, str | None, Size, bool]) -> Edition:
    """Find the one edition that is meant. Raises `UsageError`."""
    from handoutpress.plan import Order, plan

    slug, lang, layout, paper, size, mono = wish
    order = Order((slug,), (clinic.id,), (lang,), (layout,), (paper,) if paper else (), sizes=(size,), mono=mono)
    [edition] = plan(workspace, order).editions
    return edition


def _trial(workspace: Workspace, clinic: Clinic, layout: str, paper: str | None) -> Edition:
    """Give the test page the paper of a layout, as an edition of no handout. Raises `UsageError`."""
    from handoutpress.edition import Edition
    from handoutpress.errors import UsageError
    from handoutpress.paper import of_the_same_series

    row = workspace.layouts[layout]
    found = of_the_same_series(paper or clinic.contact.paper, row.papers)
    if found is None:
        raise UsageError(f"{layout} is not made for {paper or clinic.contact.paper} paper")
    return Edition(TRIAL, "en", clinic.id, layout, found)


def _choose(workspace: Workspace, edition: Edition, named: str | None) -> str:
    """Find the printer by its name. Raises `UsageError`."""
    from handoutpress.printers import choose

    printers = workspace.settings.printers
    for printer in printers.values():
        workspace.select_layouts(printer.layouts)  # a slip there would leave a layout without its printer
    desk = os.environ.get(DESK) or None
    return choose(printers, layout=edition.layout, paper=edition.paper, named=named, desk=desk)


def _built(workspace: Workspace, edition: Edition, stop: Stop, *, draft: bool) -> tuple[Path, Mapping[str, str]]:
    """Build the leaflet, and give its file and facts; where there is none, or none to hand out, the command ends."""
    from handoutpress.build import build
    from handoutpress.errors import UsageError
    from handoutpress.executors import Serial
    from handoutpress.files import sha256
    from handoutpress.manifest import Manifest

    out = workspace.root / "out"
    try:
        [built] = build(workspace, (edition,), out, today=today(), executor=lambda _: Serial(), stop=stop)
    except KeyboardInterrupt:
        say("Stopped. Nothing was printed.")
        sys.exit(INTERRUPTED)
    show_findings(built.findings, workspace.root)
    if built.state == "failed":
        say(click.style(f"{edition.slug}: not printed: see above what is wrong", fg="red"))
        sys.exit(4 if any(finding.code.startswith("P") for finding in built.findings) else 3)
    facts = Manifest.load(out / edition.clinic).entries[edition.name].facts
    if facts["status"] == "draft" and not draft:
        raise UsageError(f"{edition.slug} is a draft, and not for patients", "for proof-reading print it with --draft")
    file = out / edition.path
    if sha256(file.read_bytes()) != built.sha256:  # another build came between
        raise UsageError(f"{file.name} has just been changed", "print it again")
    return file, facts


def _made(workspace: Workspace, clinic: Clinic, edition: Edition) -> Path:
    """Make the test page, and give its file."""
    from handoutpress.errors import Fault, TypesettingError
    from handoutpress.files import write_atomically
    from handoutpress.testpage import make_test_page

    file = workspace.root / "out" / f"{TRIAL}.{edition.layout}.{edition.paper}.pdf"
    try:
        write_atomically(file, make_test_page(workspace, clinic, workspace.layouts[edition.layout], edition.paper))
    except Fault as fault:
        raise TypesettingError("the test page cannot be made", findings=(fault.finding,)) from fault
    return file


def _document(file: Path, edition: Edition, workspace: Workspace, copies: int) -> Document:
    from handoutpress.printing.tickets import Document

    return Document(file.read_bytes(), edition.paper, _sides(edition, workspace), copies, not edition.mono, file)


def _sides(edition: Edition, workspace: Workspace) -> Sides:
    row = workspace.layouts[edition.layout].at(edition.size)
    return row.sides if row else "one-sided"


def _words(edition: Edition, workspace: Workspace, copies: int) -> str:
    """Say what is printed, and how."""
    what = "the test page" if edition.slug == TRIAL else f"{edition.slug} ({edition.lang}, {edition.layout})"
    size = "" if edition.size == "standard" else f"in {edition.size} print"
    mono = "in black and white" if edition.mono else ""
    count = "1 copy" if copies == 1 else f"{copies} copies"
    paper = f"on {edition.paper.upper() if edition.paper in {'a3', 'a4'} else edition.paper.capitalize()}"
    return ", ".join(filter(None, [what, size, mono, count, paper, SIDES[_sides(edition, workspace)]]))


def _entry(workspace: Workspace, edition: Edition, facts: Mapping[str, str], copies: int, where: str) -> Entry:
    """Give the place of this print in the log."""
    from handoutpress.desklog import Entry, Printed

    printed = Printed(
        now(), facts["reference"], edition.slug, facts["version"], edition.lang, edition.name, facts["code"], copies,
        where,
    )  # fmt: skip
    return Entry(desk_log(workspace), printed, now, _mind)


def _mind(error: HandoutError | None) -> None:
    """Say that the log cannot be written; the leaflet is printed all the same."""
    if error:
        say(f"{click.style('not logged:', fg='yellow', bold=True)} {error}")


def _print(workspace: Workspace, where: str, document: Document, stop: Stop, entry: Entry | None) -> int:
    """Print, say how it stands in words and in the log, and give the exit code."""
    from handoutpress.desklog import Outcome
    from handoutpress.printing.tickets import State, print_document

    def tell(ticket: Ticket) -> None:
        _tell(where, ticket)
        if entry and ticket.state is State.SENT:
            entry.learn(Outcome.SENT)

    if entry:
        entry.begin()
    ticket = print_document(_target(workspace, where), document, tell=tell, stop=stop)
    if entry:
        entry.learn(Outcome(ticket.state.value))
    if ticket.state is State.CANCELLED and stop():
        return INTERRUPTED
    return 0 if ticket.state.well else NOT_PRINTED


def _tell(where: str, ticket: Ticket) -> None:
    state, _, words = str(ticket).partition(":")
    job = f", job {ticket.job}" if ticket.job and ticket.state == "sent" else ""
    colour = COLOURS.get(ticket.state, "red")
    say(f"{where}: {click.style(state, fg=colour, bold=True)}{job}{':' if words else ''}{words}")
    if ticket.hint:
        say(f"    {click.style('hint:', bold=True)} {ticket.hint}")


def _target(workspace: Workspace, where: str) -> PrintTarget:
    from handoutpress.printing.targets import target

    printer = workspace.settings.printers[where]
    return target(printer, root=workspace.root, cups=os.environ.get("CUPS_SERVER", ""))


def _show_sight(workspace: Workspace, where: str) -> None:
    sight = _target(workspace, where).look()
    words = str(sight.condition).replace("-", " ")
    say(f"{where}: {words}{': ' if sight.words else ''}{sight.words}")
