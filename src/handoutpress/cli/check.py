"""`handout check`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handoutpress.cli.words import say, show_findings, tell
from handoutpress.cli.workspaces import here
from handoutpress.findings import Severity, in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from handoutpress.checked import Checked
    from handoutpress.findings import Finding, Place
    from handoutpress.layouts import Size
    from handoutpress.plan import Order
    from handoutpress.rulebook import Choice
    from handoutpress.workspace import Workspace

INTERRUPTED = 130
"""What a shell gives for a command that Ctrl-C ended."""


@click.command("check")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--clinic", "clinics", multiple=True, metavar="NAME", help="Whose brand and pages; else the default.")
@click.option("--lang", "languages", multiple=True, metavar="CODE", help="Only this language, such as es.")
@click.option("--layout", "layouts", multiple=True, metavar="NAME", help="Whose pages to look at; else the default.")
@click.option("--size", "sizes", multiple=True, type=click.Choice(["standard", "large", "giant"]), default=["standard"],
              show_default=True, help="Of the pages.")  # fmt: skip
@click.option("--select", multiple=True, metavar="CODE", help="Only these rules: H101, H1, H (content), P (pages), B.")
@click.option("--ignore", multiple=True, metavar="CODE", help="All but these rules.")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif", "github"]), default="text",
              show_default=True, help="For people, programs, code scanners, or GitHub's checks.")  # fmt: skip
@click.option(
    "--report", type=click.Choice(["html"]), help="Also write a page for each handout, against the standards."
)
@click.option("--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Do not tell again what is in FILE; written the first time, then only made shorter.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="For the report; else out/checks.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; else as many as there are cores.")
@click.option("-v", "--verbose", is_flag=True, help="Also show infos, and the sentences that are hardest to read.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    slugs: tuple[str, ...],
    clinics: tuple[str, ...],
    languages: tuple[str, ...],
    layouts: tuple[str, ...],
    sizes: tuple[Size, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str,
    report: str | None,
    baseline: Path | None,
    out: Path | None,
    jobs: int | None,
    verbose: bool,
) -> None:
    """Check the text, the pages, the brand and the review dates of every handout, or of each SLUG.

    It finds items to look at, and proves nothing. `handout explain CODE` says why an item matters.
    """
    from handoutpress.plan import Order

    workspace = here()
    order = Order(slugs, clinics, languages, layouts, sizes=sizes, purposes=("screen",))
    choice = _choice(workspace, select, ignore)
    checked = _checked(workspace, order, choice, jobs, quiet=form != "text")
    known = _without_known(checked, workspace, baseline, choice) if baseline else checked
    FORMS[form](known, workspace, verbose)
    if report:
        _write_report(checked, workspace, choice, out or workspace.root / "out" / "checks")
    sys.exit(_exit_code(known))


def _choice(workspace: Workspace, select: tuple[str, ...], ignore: tuple[str, ...]) -> Choice:
    """Put the settings and the options together; what names no rule is told."""
    from handoutpress.rulebook import Choice
    from handoutpress.rules.shelf import known

    settings = workspace.settings.check
    select, ignore = (tuple(word for words in given for word in words.split(",")) for given in (select, ignore))
    for word in (*select, *ignore, *settings.ignore):
        known(word)
    for code in settings.severity:
        known(code, whole=True)
    severity = {code.upper(): weight for code, weight in settings.severity.items()}
    return Choice(select, (*settings.ignore, *ignore), severity)


def _checked(
    workspace: Workspace, order: Order, choice: Choice, jobs: int | None, *, quiet: bool
) -> tuple[Checked, ...]:
    """Check with progress on a terminal."""
    from handoutpress.check import PRELOAD, check, scope
    from handoutpress.executors import executor, interrupts_held

    asked = scope(workspace, order, choice)
    hidden = quiet or not sys.stderr.isatty()
    bar = click.progressbar(length=len(asked.tasks), label="Checking", file=sys.stderr, hidden=hidden)
    with bar, interrupts_held() as stop:
        try:
            return check(
                workspace,
                asked,
                choice,
                today=_today(),
                executor=lambda count: executor(jobs, count, PRELOAD),
                tell=bar.update,
                stop=stop,
            )
        except KeyboardInterrupt:
            say("\nStopped. Nothing was changed.")
            sys.exit(INTERRUPTED)


def _text(checked: Sequence[Checked], workspace: Workspace, verbose: bool) -> None:  # noqa: FBT001 - one of FORMS
    """Tell people, one handout after the other, and the sum at the end."""
    show_findings(workspace.misnamed, say=tell)
    for one in checked:
        shown = [finding for finding in one.findings if verbose or finding.severity is not Severity.INFO]
        show_findings(shown, workspace.root, say=tell)
        tell(_summary(one))
        if verbose:
            for hard in one.hardest:
                tell(f"    hard to read: {hard.place}: {hard.text}")
        if shown or verbose:
            tell()
    tell(_total(checked))


def _summary(one: Checked) -> str:
    """Say in a line what came of one handout."""
    name = f"{one.title} ({one.lang})" if one.lang else one.title
    found = _counts([one]) or ("nothing new" if one.known else "nothing found")
    found += f", {one.known} known" if one.known else ""
    colour = "red" if one.count(Severity.ERROR) else "yellow" if one.count(Severity.WARNING) else "green"
    words = [f"{click.style(name, bold=True)}: {click.style(found, fg=colour)}"]
    if one.state:
        words.append(one.state.replace("-", " "))
    if one.whole.words:
        grade = f"grade {one.whole.grade:.1f}" if one.whole.grade is not None else one.whole.note
        running = f" (paragraphs {one.running.grade:.1f})" if one.running.grade is not None else ""
        words.append(f"{one.whole.words} words, {grade}{running}")
    return " · ".join(words)


def _counts(checked: Sequence[Checked]) -> str:
    """Say how many errors and warnings there are; nothing when there are none."""
    told = []
    for severity in (Severity.ERROR, Severity.WARNING):
        count = sum(one.count(severity) for one in checked)
        told += [f"{count} {severity}{'s' if count > 1 else ''}"] if count else []
    return ", ".join(told)


def _total(checked: Sequence[Checked]) -> str:
    handouts = sum(bool(one.lang) for one in checked)
    what, it = ("1 handout", "it") if handouts == 1 else (f"{handouts} handouts", "them")
    if known := sum(one.known for one in checked):
        return f"{what} checked: {_counts(checked) or 'nothing new'}, {known} known from before"
    return f"{what} checked: {_counts(checked) or f'nothing found. That is no proof: a person must read {it} too'}"


def _findings(checked: Sequence[Checked], workspace: Workspace) -> list[Any]:
    return list(in_order([*workspace.misnamed, *(finding for one in checked for finding in one.findings)]))


def _json(checked: Sequence[Checked], workspace: Workspace, _verbose: bool) -> None:  # noqa: FBT001 - one of FORMS
    found = [finding.as_dict() for finding in _findings(checked, workspace)]
    tell(json.dumps(found, indent=2, ensure_ascii=False))


def _sarif(checked: Sequence[Checked], workspace: Workspace, _verbose: bool) -> None:  # noqa: FBT001 - one of FORMS
    from handoutpress import __version__
    from handoutpress.rules.shelf import RULES
    from handoutpress.sarif import sarif

    log = sarif(_findings(checked, workspace), RULES.values(), __version__, _lines(workspace.root))
    tell(json.dumps(log, indent=2, ensure_ascii=False))


def _github(checked: Sequence[Checked], workspace: Workspace, _verbose: bool) -> None:  # noqa: FBT001 - one of FORMS
    from handoutpress.annotations import annotation
    from handoutpress.rules.shelf import RULES

    for finding in _findings(checked, workspace):
        rule = RULES.get(finding.code)
        tell(annotation(finding, rule.name if rule else ""))


def _without_known(checked: Sequence[Checked], workspace: Workspace, file: Path, choice: Choice) -> tuple[Checked, ...]:
    """Take out what the baseline knows, and take out of the baseline what has been mended."""
    from handoutpress.baseline import Baseline

    findings = [finding for one in checked for finding in one.findings]
    line = _lines(workspace.root)
    if not file.exists():
        baseline = Baseline.of(findings, line)
        baseline.save(file)
        count = baseline.known.total()
        say(f"{'1 finding is' if count == 1 else f'{count} findings are'} known from now on: see {file}")
    else:
        known = Baseline.load(file)
        baseline = known.tightened(findings, line, judged=_judged(checked, choice))
        if mended := known.known.total() - baseline.known.total():
            baseline.save(file)
            say(f"{mended} mended: taken out of {file}")
        baseline = known
    new = set(baseline.new(findings, line))
    return tuple(_only(one, new) for one in checked)


def _only(one: Checked, new: set[Finding]) -> Checked:
    """Keep what is new of a handout, and how much more is known."""
    kept = tuple(finding for finding in one.findings if finding in new)
    return replace(one, findings=kept, known=len(one.findings) - len(kept))


def _judged(checked: Sequence[Checked], choice: Choice) -> Callable[[str, str], bool]:
    """Give a way to tell whether a file was asked for a code: only then is what is not found any more mended."""
    from handoutpress.rules.shelf import RULES

    there = {one.path: one for one in checked}

    def judged(path: str, code: str) -> bool:
        rule = RULES.get(code)
        return path in there and there[path].judged(code) and choice.takes(code, rule.name if rule else "")

    return judged


def _lines(root: Path) -> Callable[[Place], str]:
    """Give a way to look up the line of a place; each file is read once."""

    @cache
    def lines(path: str) -> list[str]:
        try:
            return (root / path).read_text("utf-8", errors="replace").split("\n")
        except OSError:
            return []

    def line(place: Place) -> str:
        there = lines(place.path)
        return there[place.line - 1] if 0 < place.line <= len(there) else ""

    return line


def _write_report(checked: Sequence[Checked], workspace: Workspace, choice: Choice, folder: Path) -> None:
    from handoutpress.checkreport import write_reports
    from handoutpress.errors import Fault, SourceError
    from handoutpress.rules.shelf import RULES

    try:
        index = write_reports(workspace, checked, RULES.values(), folder, today=_today(), choice=choice)[-1]
    except Fault as fault:
        raise SourceError("the report cannot be made", findings=(fault.finding,)) from fault
    say(f"Report: {index}")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day where the clinic is


FORMS: dict[str, Callable[[Sequence[Checked], Workspace, bool], None]] = {
    "text": _text, "json": _json, "sarif": _sarif, "github": _github,
}  # fmt: skip


def _exit_code(checked: Sequence[Checked]) -> int:
    """Give 3 when a source cannot be read, 4 when text does not fit, 1 for any other error, else 0."""
    errors = {finding.code for one in checked for finding in one.findings if finding.severity is Severity.ERROR}
    if any(code.startswith("S") for code in errors):
        return 3
    return 4 if any(code.startswith("P2") for code in errors) else 1 if errors else 0
