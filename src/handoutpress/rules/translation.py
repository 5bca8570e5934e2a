"""The book on translations: its rules come with the languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.rulebook import RuleBook

if TYPE_CHECKING:
    from handoutpress.model import Handout

TRANSLATION: Final[RuleBook[Handout]] = RuleBook("T", "Translations")
