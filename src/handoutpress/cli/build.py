"""`handout build`."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handoutpress.cli.words import say, show_findings
from handoutpress.cli.workspaces import here, today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from handoutpress.edition import Built
    from handoutpress.finishing import Shop
    from handoutpress.layouts import Purpose, Size
    from handoutpress.workspace import Workspace

SOURCE_CODE = 3
MANY = 2
INTERRUPTED = 130
"""What a shell gives for a command that Ctrl-C ended."""


WITH_VERBOSE = frozenset({"P230"})
"""What is as it should be, and told only when one asks."""


def _reason(_ctx: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """See to it that the reason of an override can be printed."""
    if given is None:
        return None
    from handoutpress.review import reason_fault
    from handoutpress.typeface import letters

    reason = given.strip()
    if fault := reason_fault(reason):
        raise click.BadParameter(fault)
    if lacking := next((letter for letter in reason if ord(letter) not in letters()), ""):
        raise click.BadParameter(f"the font has no '{lacking}'")
    return reason


@click.command("build")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--clinic", "clinics", multiple=True, metavar="NAME", help="The clinic's folder under styles/brands.")
@click.option("--lang", "languages", multiple=True, metavar="CODE", help="Only this language, such as es.")
@click.option("--layout", "layouts", multiple=True, metavar="NAME", help="A row of templates/layouts.toml.")
@click.option("--paper", "papers", multiple=True, type=click.Choice(["a4", "letter"]), help="Else the clinic's own.")
@click.option(
    "--for", "purposes", multiple=True, type=click.Choice(["office", "screen", "press", "web"]), default=["office"],
    show_default=True, help="Office printer, reading on a screen, print shop, or a web page.",
)  # fmt: skip
@click.option(
    "--size", "sizes", multiple=True, type=click.Choice(["standard", "large", "giant"]), default=["standard"],
    show_default=True, help="Large print (18 pt) and giant print (24 pt) are laid out anew.",
)  # fmt: skip
@click.option("--mono", is_flag=True, help="The edition drawn for black and white, in place of the coloured one.")
@click.option(
    "--icc", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="FILE",
    help="The print shop's own CMYK profile, else FOGRA39.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Else out/ in the workspace.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; else as many as there are cores.")
@click.option(
    "--override", "reason", metavar="REASON", callback=_reason,
    help="Make leaflets that are too long past their check date, this once. The reason is printed and logged: "
    "nothing about a patient in it.",
)  # fmt: skip
@click.option("--renew", is_flag=True, help="Also bring up to date every edition that was made before.")
@click.option("--force", is_flag=True, help="Make everything again, also what is current.")
@click.option("-v", "--verbose", is_flag=True, help="Also say what a layout leaves out, and which type was chosen.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON on stdout.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    slugs: tuple[str, ...],
    clinics: tuple[str, ...],
    languages: tuple[str, ...],
    layouts: tuple[str, ...],
    papers: tuple[str, ...],
    purposes: tuple[Purpose, ...],
    sizes: tuple[Size, ...],
    mono: bool,
    icc: Path | None,
    out: Path | None,
    jobs: int | None,
    reason: str | None,
    renew: bool,
    force: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Make the PDFs of every handout, or of each SLUG (a unique part of the name will do).

    Only what changed is made again. A leaflet with a fault is told and left out, and the rest is made.
    Options that name something may be given several times.
    """
    from handoutpress.build import PRELOAD, build
    from handoutpress.executors import executor, interrupts_held
    from handoutpress.plan import Order, made_before, plan
    from handoutpress.review import Override

    workspace = here()
    folder = out or workspace.root / "out"
    planned = plan(workspace, Order(slugs, clinics, languages, layouts, papers, purposes, sizes, mono))
    editions = planned.editions
    if renew:
        editions = tuple(dict.fromkeys([*editions, *made_before(workspace, folder, editions)]))
    for why in planned.refused:
        say(f"{click.style('left out:', fg='yellow', bold=True)} {why}")
    standing = _withdrawn_files(workspace, folder, planned.clinics)
    bar = click.progressbar(
        length=len(editions), label="Building", file=sys.stderr, hidden=as_json or not sys.stderr.isatty()
    )
    with bar, interrupts_held() as stop:
        try:
            outcomes = build(
                workspace,
                editions,
                folder,
                today=today(),
                executor=lambda count: executor(jobs, count, PRELOAD),
                force=force,
                tell=_ticker(bar.update),
                stop=stop,
                shop=_shop(icc),
                override=Override(reason, datetime.now(UTC)) if reason else None,
                clinics=planned.clinics,
                sweep_sources=not slugs,
            )
        except KeyboardInterrupt:
            say("\nStopped. What was finished is kept; the next build goes on from there.")
            sys.exit(INTERRUPTED)
    if as_json:
        click.echo(json.dumps([built.as_dict(_shown(folder)) for built in outcomes], indent=2, ensure_ascii=False))
    strays = () if slugs else (*workspace.misnamed, *workspace.heads.lost_successors)
    show_findings(strays, workspace.root)
    for file in standing:
        gone = "removed" if not file.exists() else "do not hand out"
        say(f"{click.style(f'{gone}:', fg='yellow', bold=True)} {_shown(file)}: it is withdrawn")
    _tell_override(outcomes, reason, folder)
    _report(outcomes, folder, workspace.root, quiet=as_json, verbose=verbose)
    sys.exit(_exit_code(outcomes) or (SOURCE_CODE if strays else 0))


def _withdrawn_files(workspace: Workspace, folder: Path, clinics: Iterable[str]) -> list[Path]:
    """Find what stands in the output folder and must not be handed out any more."""
    from handoutpress.edition import Edition
    from handoutpress.manifest import Manifest

    editions = [Edition.named(name, clinic) for clinic in clinics for name in Manifest.load(folder / clinic).entries]
    return [folder / one.path for one in editions if (one.slug, one.lang) in workspace.heads.withdrawn]


def _tell_override(outcomes: Iterable[Built], reason: str | None, folder: Path) -> None:
    """Say where an override was logged, or that nothing needed one."""
    from handoutpress.manifest import Manifest
    from handoutpress.overrides import NAME

    if reason is None:
        return
    built = [built.edition for built in outcomes if built.state == "built"]
    shelves = {clinic: Manifest.load(folder / clinic) for clinic in {edition.clinic for edition in built}}
    given = [one for one in built if shelves[one.clinic].entries[one.name].facts["override"]]
    for clinic in dict.fromkeys(edition.clinic for edition in given):
        say(f"Logged with its reason: {_shown(folder)}/{clinic}/{NAME}")
    if not given:
        say("--override was not needed: nothing that was made is too long past its check date")


def _ticker(update: Callable[[int], None]) -> Callable[[Built], None]:
    return lambda _built: update(1)


def _shop(icc: Path | None) -> Shop | None:
    if icc is None:
        return None
    from handoutpress.finishing import Shop

    return Shop(icc.read_bytes())


def _report(outcomes: tuple[Built, ...], folder: Path, root: Path, *, quiet: bool, verbose: bool) -> None:
    """Say what was made, what was wrong, and where it all is."""
    found = dict.fromkeys(finding for built in outcomes for finding in built.findings)
    told = [finding for finding in found if verbose or finding.code not in WITH_VERBOSE]
    show_findings(told, root)
    if quiet:
        return
    for built in outcomes:
        if built.state == "failed" and (folder / built.edition.path).is_file():
            say(f"  {_shown(folder)}/{built.edition.path} is still the old one: do not hand it out")
        if built.state == "built":
            pages = "1 page" if built.pages == 1 else f"{built.pages} pages"
            pages += f", {built.type}" if verbose and built.type else ""
            say(f"  {_shown(folder)}/{built.edition.path}" + (f" ({pages})" if built.pages else ""))
    _tell_outdated(outcomes, folder)
    counts = {state: sum(built.state == state for built in outcomes) for state in ("built", "current", "failed")}
    if counts["current"] == len(outcomes):
        say(f"Nothing to do: {_leaflets(counts['current'])} up to date in {_shown(folder)}/")
        return
    words = [f"{_leaflets(counts['built'])} built"]
    words += [f"{counts['current']} already up to date"] if counts["current"] else []
    say(", ".join(words))
    if counts["failed"]:
        say(click.style(f"{_leaflets(counts['failed'])} not made: see above what is wrong", fg="red"))
    for clinic in dict.fromkeys(built.edition.clinic for built in outcomes if built.state == "built"):
        say(f"Catalogue: {_shown(folder)}/{clinic}/index.html")


def _tell_outdated(outcomes: tuple[Built, ...], folder: Path) -> None:
    """Say how many editions changed too, but were not asked for this time."""
    from handoutpress.manifest import Manifest

    asked = {(built.edition.clinic, built.edition.name) for built in outcomes}
    clinics = dict.fromkeys(built.edition.clinic for built in outcomes)
    entries = [(clinic, *pair) for clinic in clinics for pair in Manifest.load(folder / clinic).entries.items()]
    old = [name for clinic, name, entry in entries if entry.outdated and (clinic, name) not in asked]
    if old:
        count = "1 edition is" if len(old) == 1 else f"{len(old)} editions are"
        names = ", ".join([*old[:MANY], *(["…"] if len(old) > MANY else [])])
        say(f"{count} out of date, and not asked for this time: {names}")
        say(f"    {click.style('hint:', bold=True)} do not hand them out; --renew brings all up to date that you had")


def _leaflets(count: int) -> str:
    return "1 leaflet" if count == 1 else f"{count} leaflets"


def _shown(folder: Path) -> str:
    try:
        return folder.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(folder)


def _exit_code(outcomes: tuple[Built, ...]) -> int:
    """Give 4 when typesetting failed or text does not fit, 3 when a source cannot be read, else 0."""
    codes = {finding.code[0] for built in outcomes if built.state == "failed" for finding in built.findings}
    return 4 if "P" in codes else 3 if codes else 0
