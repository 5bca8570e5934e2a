"""Rule books: how a rule is written, told apart from others, weighed, and run over what it judges.

A rule is one function. It gives a `Hit` for each fault; its docstring is what a user reads: the reason in the first
paragraph, then lines that begin with `Instead of:`, `Write:` and `Source:`. Its name states the fault, its code is
never given to another rule.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from handoutpress.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

Subject = TypeVar("Subject")
LABELS: Final = ("Instead of", "Write", "Source")
LABELLED: Final = re.compile(rf"^({'|'.join(LABELS)}): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Hit:
    """One fault that a rule found: where, and the words that its message and its hint have room for.

    `severity` is given only where the fault weighs otherwise than the rule does.
    """

    place: Place
    words: tuple[str, ...] = ()
    severity: Severity | None = None


def hit(place: Place, *words: object, severity: Severity | None = None) -> Hit:
    """Note a fault; `words` fill the {} of message and hint in turn."""
    return Hit(place, tuple(str(word) for word in words), severity)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A rule as its book holds it. `standards` are the items of public standards that it looks after."""

    code: str
    message: str
    hint: str
    severity: Severity
    standards: tuple[str, ...]
    judge: Callable[[Subject], Iterable[Hit]]

    @property
    def name(self) -> str:
        """The fault in a word or two, such as long-list."""
        return self.judge.__name__.replace("_", "-")

    @property
    def why(self) -> str:
        """Why it matters, in one paragraph."""
        return self._parts[""]

    def part(self, label: str) -> str:
        """Give what the docstring says under one of `LABELS`; empty when it says nothing."""
        return self._parts.get(label, "")

    @property
    def _parts(self) -> dict[str, str]:
        text = inspect.getdoc(self.judge) or ""
        first, *rest = LABELLED.split(text)
        parts = dict(zip(rest[::2], rest[1::2], strict=True))
        return {label: " ".join(words.split()) for label, words in {"": first, **parts}.items()}

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """Judge `subject`."""
        for one in self.judge(subject):
            message, hint = self.message.format(*one.words), self.hint.format(*one.words)
            yield Finding(one.place, self.code, message, hint, one.severity or self.severity)


@dataclass(frozen=True, slots=True)
class RuleBook(Generic[Subject]):
    """The rules on one kind of subject; all codes begin with the book's `letter`."""

    letter: str
    title: str
    rules: dict[str, Rule[Subject]] = field(default_factory=dict)

    def rule(
        self,
        code: str,
        message: str,
        *,
        hint: str,
        severity: Severity = Severity.WARNING,
        standards: tuple[str, ...] = (),
    ) -> Callable[[Callable[[Subject], Iterable[Hit]]], Callable[[Subject], Iterable[Hit]]]:
        """Enter the function below into the book."""

        def enter(judge: Callable[[Subject], Iterable[Hit]]) -> Callable[[Subject], Iterable[Hit]]:
            if code in self.rules or not code.startswith(self.letter):
                raise ValueError(f"{code} is taken, or of another book")
            self.rules[code] = Rule(code, message, hint, severity, standards, judge)
            return judge

        return enter

    def findings(self, subject: Subject, choice: Choice) -> Iterator[Finding]:
        """Judge `subject` by every rule that is chosen."""
        for rule in self.rules.values():
            if choice.takes(rule.code, rule.name):
                yield from (choice.weighed(finding) for finding in rule.findings(subject))


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rules are asked, by code, part of a code or name; and what weighs otherwise than its rule says."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)

    def takes(self, code: str, name: str = "") -> bool:
        """Tell whether a rule is asked; nothing selected means all."""
        chosen = not self.select or _among(code, name, self.select)
        return chosen and not _among(code, name, self.ignore)

    def weighed(self, finding: Finding) -> Finding:
        """Give the finding the weight that the settings want."""
        severity = self.severity.get(finding.code, finding.severity)
        if severity is finding.severity:
            return finding
        return Finding(finding.place, finding.code, finding.message, finding.hint, severity)


def _among(code: str, name: str, words: Iterable[str]) -> bool:
    return any(code.startswith(word.upper()) or word == name for word in words)
