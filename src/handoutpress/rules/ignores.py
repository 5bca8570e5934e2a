"""The book on ignoring: what a file keeps a rule from saying needs a reason, and something to be silent about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handoutpress.rulebook import Hit, RuleBook, hit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from handoutpress.findings import Finding, Place


@dataclass(frozen=True, slots=True)
class Ignoring:
    """What a file ignores: the reason by code, the place of each code, what it silenced, and the codes there are."""

    reasons: Mapping[str, str | None]
    places: Mapping[str, Place]
    silenced: Collection[str]
    known: Collection[str]
    asked: Collection[str]
    """The codes of the rules that were asked this time; of another it cannot be told whether it had anything to say."""


IGNORES: Final[RuleBook[Ignoring]] = RuleBook("H", "Ignoring")


@IGNORES.rule("H901", "{} is ignored, and no reason is given", hint="write why: ignore: {{{0}: the list is a form}}")
def ignored_without_reason(given: Ignoring) -> Iterator[Hit]:
    """Who checks the file next must know why a rule was switched off, or nobody dares to switch it on again.

    Instead of: ignore: {H101: }
    Write: ignore: {H101: the ten steps belong together}
    Source: our own.
    """
    for code, reason in given.reasons.items():
        if not (reason or "").strip():
            yield hit(given.places[code], code)


@IGNORES.rule("H902", "{} is ignored, but it has nothing to say", hint="take it out of ignore:")
def ignored_for_nothing(given: Ignoring) -> Iterator[Hit]:
    """What is ignored for nothing hides the next true fault of its kind.

    Instead of: ignore: {H101: the ten steps belong together}, when the list has six now
    Write: nothing
    Source: our own.
    """
    for code in given.reasons:
        if code in given.asked and code not in given.silenced:
            yield hit(given.places[code], code)


@IGNORES.rule("H903", "no rule that can be ignored is called '{}'", hint="see docs/rules.md, or: handout explain H101")
def ignored_unknown(given: Ignoring) -> Iterator[Hit]:
    """A slip in a code switches nothing off, and the finding that it was meant for is a surprise.

    Instead of: ignore: {H1O1: the ten steps belong together}
    Write: ignore: {H101: the ten steps belong together}
    Source: our own.
    """
    for code in given.reasons:
        if code not in given.known:
            yield hit(given.places[code], code)


def heed(findings: Iterable[Finding], codes: Collection[str]) -> tuple[list[Finding], set[str]]:
    """Part findings from those that the file ignores; the second is the codes that were silenced."""
    kept, silenced = [], set()
    for finding in findings:
        if finding.code in codes:
            silenced.add(finding.code)
        else:
            kept.append(finding)
    return kept, silenced
