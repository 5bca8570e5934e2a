"""What the rules on content look at: a handout as it is drafted, and what the clinic asks of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from handoutpress.readability import measure
from handoutpress.rulebook import RuleBook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from handoutpress.clinic import Clinic
    from handoutpress.glossary import Glossary
    from handoutpress.manuscript import Manuscript
    from handoutpress.model import Handout
    from handoutpress.readability import Level


@dataclass(frozen=True, slots=True)
class Limits:
    """What a clinic aims at and will not go over, in US school grades; days before its date that a check is due soon.

    AMA and NIH aim at 6 and end at 8 (CONTENT of the AHRQ Health Literacy Universal Precautions Toolkit, tool 11).
    """

    target: float = 6.0
    ceiling: float = 8.0
    warn: int = 90


@dataclass(frozen=True, eq=False)
class Draft:
    """A handout under the editor's eye. `sections` are those that its kind must have: the heading of each by its id."""

    text: Manuscript
    glossary: Glossary
    today: date
    sections: Mapping[str, str] = field(default_factory=dict)
    clinics: tuple[Clinic, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def handout(self) -> Handout:
        """The handout itself."""
        return self.text.handout

    @property
    def lang(self) -> str:
        """Its language without the country."""
        return self.handout.lang.partition("-")[0]

    @cached_property
    def level(self) -> Level:
        """How hard its running text and lists are to read."""
        return measure([sentence.text for sentence in self.text.prose], self.lang)

    @cached_property
    def running_level(self) -> Level:
        """How hard its paragraphs alone are to read."""
        return measure([sentence.text for sentence in self.text.running], self.lang)


CONTENT: Final[RuleBook[Draft]] = RuleBook("H", "Content")
