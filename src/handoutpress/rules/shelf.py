"""The shelf of all rule books: every rule by its code, and what is written of it for people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from handoutpress.errors import UsageError
from handoutpress.reading.problems import did_you_mean
from handoutpress.rules.brand import BRAND
from handoutpress.rules.content import CONTENT
from handoutpress.rules.ignores import IGNORES
from handoutpress.rules.pages import PAGES
from handoutpress.rules.translation import TRANSLATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handoutpress.rulebook import Rule, RuleBook

BOOKS: Final[tuple[RuleBook[Any], ...]] = (CONTENT, IGNORES, PAGES, BRAND, TRANSLATION)
RULES: Final[Mapping[str, Rule[Any]]] = {code: rule for book in BOOKS for code, rule in sorted(book.rules.items())}
MARKS: Final = re.compile(r"[\[*#{]|:::|\|")
HEAD: Final = """\
# Rules

What `handout check` looks for. This page is written from the rules themselves: change a rule's docstring in
`src/handoutpress/rules/`, then run `make test ARGS=--accept`.

A finding has the code of its rule. `handout explain H101` says the same as this page. An error makes the check fail, a
warning asks you to look, an info is shown with `-v` only. [How to check](checking.md) tells how a rule is switched off
for one file, or weighs less for all. Codes that begin with S, P2 and B1 are told where they arise, and stand under
[Problems](problems.md).
"""


def find(word: str) -> Rule[Any] | None:
    """Give the rule of this code or name, in capitals or not."""
    named = (rule for rule in RULES.values() if rule.name == word.lower())
    return RULES.get(word.upper()) or next(named, None)


def known(word: str, *, whole: bool = False) -> str:
    """Give `word` back when it is a code, the beginning of one, or a name; only a code when it must be `whole`.

    Raises `UsageError`.
    """
    code = word.upper()
    begins = any(one.startswith(code) for one in RULES) or re.fullmatch("S[0-9]{0,3}|[PB][0-9]{0,3}|T", code)
    if code in RULES or (not whole and (find(word) or (code and begins))):
        return word
    names = [name for rule in RULES.values() for name in (rule.code, rule.name)]
    raise UsageError(f"no rule is called '{word}'", did_you_mean(word, names))


def guide() -> str:
    """Give the page that tells of every rule, in Markdown."""
    return "\n".join([HEAD, *(line for book in BOOKS if book.rules for line in _chapter(book))])


def _chapter(book: RuleBook[Any]) -> Iterator[str]:
    yield f"## {book.title}\n"
    yield "| code | name | weighs | says |"
    yield "|---|---|---|---|"
    for rule in sorted(book.rules.values(), key=lambda rule: rule.code):
        yield f"| [{rule.code}](#{_anchor(rule)}) | {rule.name} | {rule.severity} | {_pattern(rule.message)} |"
    yield ""
    for rule in sorted(book.rules.values(), key=lambda rule: rule.code):
        yield from _entry(rule)


def _entry(rule: Rule[Any]) -> Iterator[str]:
    yield f"### {rule.code} {rule.name}\n"
    yield f"{rule.why}\n"
    yield f"- Instead of: {_example(rule.part('Instead of'))}"
    yield f"- Write: {_example(rule.part('Write'))}"
    yield f"- Source: {rule.part('Source')}"
    if rule.standards:
        yield f"- Looks after: {', '.join(rule.standards)}"
    yield ""


def _anchor(rule: Rule[Any]) -> str:
    return f"{rule.code} {rule.name}".lower().replace(" ", "-")


def _example(text: str) -> str:
    """Give an example as it is typed where it holds marks of Markdown or YAML."""
    return f"`{text}`" if MARKS.search(text) and "`" not in text else text


def _pattern(message: str) -> str:
    """Give a message with … where words come in."""
    blank = tuple("…" for _ in range(message.count("{")))
    return message.format(*blank).replace("|", "\\|")
