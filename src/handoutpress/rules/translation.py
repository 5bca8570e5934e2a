"""The book on translations: its rules come with the languages."""

from __future__ import annotations

from typing import Final

from handoutpress.model import Handout
from handoutpress.rulebook import RuleBook

TRANSLATION: Final = RuleBook[Handout]("T", "Translations")
