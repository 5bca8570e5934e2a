"""How findings, errors and tables look on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handoutpress.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from handoutpress.errors import HandoutError
    from handoutpress.findings import Finding

WINDOW = 100
"""Characters of a source line that are shown."""
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def say(words: str = "") -> None:
    """Print words for people, on stderr; click drops colour where it is not wanted (NO_COLOR, a pipe)."""
    click.echo(words, err=True, color=None)


def tell(words: str = "") -> None:
    """Print what was asked for, on stdout."""
    click.echo(words, color=None)


def show_findings(findings: Iterable[Finding], root: Path | None = None, *, say: Callable[[str], None] = say) -> None:
    """Print findings, each with what to do and, where it can be read, the line with a caret."""
    for finding in findings:
        severity = click.style(str(finding.severity), fg=COLOURS[finding.severity], bold=True)
        say(f"{finding.place}: {severity}: {finding.message} [{finding.code}]")
        if root and (line := _line(root, finding)):
            line, column = _window(line, finding.place.column - 1)
            say(f"    {line}")
            say("    " + " " * column + click.style("^", fg="green"))
        if finding.hint:
            say(f"    {click.style('hint:', bold=True)} {finding.hint}")


def show_error(error: HandoutError, root: Path | None = None) -> None:
    """Print an error with its findings and what to do."""
    say(f"{click.style('error:', fg='red', bold=True)} {error}")
    show_findings(error.findings, root)
    if error.hint:
        say(f"{click.style('hint:', bold=True)} {error.hint}")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table on stdout, its columns as wide as they need to be."""
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    for n, row in enumerate([head, *rows]):
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        click.echo(click.style(line, bold=True) if n == 0 else line)


def _window(line: str, column: int) -> tuple[str, int]:
    """Cut a long line to what stands round the column, so that the caret stays under its word."""
    start = max(0, column - WINDOW // 2) if len(line) > WINDOW else 0
    cut = line[start : start + WINDOW]
    before, after = "…" if start else "", "…" if start + WINDOW < len(line) else ""
    return f"{before}{cut}{after}", column - start + len(before)


def _line(root: Path, finding: Finding) -> str:
    if not finding.place.column:
        return ""
    try:
        text = (root / finding.place.path).read_bytes().decode("utf-8", errors="replace").lstrip("\ufeff")
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[finding.place.line - 1].expandtabs(1)
    except (OSError, IndexError):
        return ""
