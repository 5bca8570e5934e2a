"""How rules are entered, chosen, weighed and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handoutpress.findings import Place, Severity
from handoutpress.rulebook import Choice, Hit, RuleBook, hit

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Place("a.md", 2, 3)


def book() -> RuleBook[str]:
    rules: RuleBook[str] = RuleBook("H", "Sample")

    @rules.rule("H101", "'{}' is long: {} letters", hint="shorten '{0}'", standards=("CCI-8",))
    def long_word(text: str) -> Iterator[Hit]:
        """Long words are
        hard.

        A second paragraph.

        Instead of: a long
        one
        Write: a short one
        Source: our own
        """
        yield from (hit(HERE, word, len(word)) for word in text.split() if len(word) > 5)

    @rules.rule("H205", "shouting", hint="whisper", severity=Severity.ERROR)
    def shout(text: str) -> Iterator[Hit]:
        """It hurts."""
        if text.isupper():
            yield hit(HERE)
        if text.endswith("!"):
            yield hit(HERE, severity=Severity.INFO)

    return rules


def test_a_rule_words_what_it_found() -> None:
    [found] = book().findings("a lengthy one", Choice())

    assert (found.place, found.code, found.severity) == (HERE, "H101", Severity.WARNING)
    assert (found.message, found.hint) == ("'lengthy' is long: 7 letters", "shorten 'lengthy'")


def test_a_hit_may_weigh_otherwise_than_its_rule() -> None:
    assert [found.severity for found in book().findings("HO!", Choice())] == [Severity.ERROR, Severity.INFO]


def test_the_docstring_is_the_documentation() -> None:
    rule = book().rules["H101"]

    assert rule.name == "long-word"
    assert rule.why == "Long words are hard. A second paragraph."
    assert (rule.part("Instead of"), rule.part("Write"), rule.part("Source")) == (
        "a long one",
        "a short one",
        "our own",
    )
    assert rule.part("Nothing") == ""


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        (Choice(), ["H101", "H205"]),
        (Choice(select=("H1",)), ["H101"]),
        (Choice(select=("h205",)), ["H205"]),
        (Choice(select=("long-word",)), ["H101"]),
        (Choice(select=("P",)), []),
        (Choice(ignore=("shout",)), ["H101"]),
        (Choice(select=("H",), ignore=("H1",)), ["H205"]),
    ],
)
def test_rules_are_chosen_by_code_by_its_beginning_or_by_name(choice: Choice, codes: list[str]) -> None:
    assert [found.code for found in book().findings("LENGTHY WORDS", choice)] == codes


def test_settings_weigh_a_rule() -> None:
    choice = Choice(severity={"H101": Severity.INFO})

    assert [found.severity for found in book().findings("LENGTHY", choice)] == [Severity.INFO, Severity.ERROR]


@pytest.mark.parametrize("code", ["H101", "P101"])
def test_a_code_is_given_once_and_in_its_own_book(code: str) -> None:
    with pytest.raises(ValueError, match=code):
        book().rule(code, "again", hint="")(lambda _: ())
