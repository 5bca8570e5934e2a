"""`handout explain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from handoutpress.cli.words import table, tell

if TYPE_CHECKING:
    from handoutpress.rulebook import Rule


@click.command("explain")
@click.argument("code", required=False)
def command(*, code: str | None) -> None:
    """Say what CODE means, why it matters, and what to do; without a CODE, list the rules of the check."""
    from handoutpress.rules.shelf import RULES, find

    if code is None:
        table(["CODE", "NAME", "WEIGHS"], [[rule.code, rule.name, str(rule.severity)] for rule in RULES.values()])
        return
    rule = find(code)
    if rule:
        _show(rule)
    else:
        _show_problem(code.upper())


def _show(rule: Rule[Any]) -> None:
    tell(click.style(f"{rule.code} {rule.name} ({rule.severity})", bold=True))
    tell()
    tell(click.wrap_text(rule.why))
    tell()
    for label in ("Instead of", "Write", "Source"):
        tell(click.wrap_text(rule.part(label), initial_indent=f"{label}: ", subsequent_indent="    "))
    if rule.standards:
        tell(f"Looks after: {', '.join(rule.standards)}")
    if rule.code[0] in "HPT" and not rule.code.startswith("H9"):
        tell()
        tell(f"To keep it quiet in one file, say why: ignore: {{{rule.code}: the reason}}")


def _show_problem(code: str) -> None:
    """Explain what no rule book holds: a fault of reading or of typesetting."""
    from handoutpress.errors import UsageError
    from handoutpress.reading.problems import did_you_mean
    from handoutpress.rules.shelf import RULES
    from handoutpress.starter import starter

    text = (starter() / "docs" / "problems.md").read_text("utf-8")
    rows = {row[1]: row for row in re.finditer(r"(?m)^\| ([SPB]\d{3}) \| (.+?) \| (.+) \|$", text)}
    if code not in rows:
        raise UsageError(f"there is no code '{code}'", did_you_mean(code.replace("O", "0"), [*RULES, *rows]))
    tell(click.style(code, bold=True))
    tell()
    for label, words in (("It means", rows[code][2]), ("What to do", rows[code][3])):
        plain = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", words).replace("\\|", "|")
        tell(click.wrap_text(plain, initial_indent=f"{label}: ", subsequent_indent="    "))
