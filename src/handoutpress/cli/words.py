"""How findings, errors and tables look on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handoutpress.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from handoutpress.errors import HandoutError
    from handoutpress.findings import Finding

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def say(words: str = "") -> None:
    """Print words for people, on stderr; click drops colour where it is not wanted (NO_COLOR, a pipe)."""
    click.echo(words, err=True, color=None)


def show_findings(findings: Iterable[Finding], root: Path | None = None) -> None:
    """Print findings, each with what to do and, where it can be read, the line with a caret."""
    for finding in findings:
        severity = click.style(str(finding.severity), fg=COLOURS[finding.severity], bold=True)
        say(f"{finding.place}: {severity}: {finding.message} [{finding.code}]")
        if root and (line := _line(root, finding)):
            say(f"    {line}")
            say("    " + " " * (finding.place.column - 1) + click.style("^", fg="green"))
        if finding.hint:
            say(f"    {click.style('hint:', bold=True)} {finding.hint}")


def show_error(error: HandoutError) -> None:
    """Print an error with its findings and what to do."""
    say(f"{click.style('error:', fg='red', bold=True)} {error}")
    show_findings(error.findings)
    if error.hint:
        say(f"{click.style('hint:', bold=True)} {error.hint}")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on stdout, its columns as wide as they need to be."""
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    for n, row in enumerate([head, *rows]):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        click.echo(click.style(line, bold=True) if n == 0 else line)


def _line(root: Path, finding: Finding) -> str:
    if not finding.place.column:
        return ""
    try:
        lines = (root / finding.place.path).read_text("utf-8", errors="replace").splitlines()
        return lines[finding.place.line - 1].expandtabs(1)
    except (OSError, IndexError):
        return ""
