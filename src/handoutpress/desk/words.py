"""The language of the staff: what the page says, in English or from a gettext catalogue beside this file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handoutpress.labels import language_name, read_labels

if TYPE_CHECKING:
    from handoutpress.labels import Labels

FOLDER: Final = Path(__file__).parent / "catalogues"
LANGUAGES: Final = ("en", *sorted(file.stem for file in FOLDER.glob("*.po")))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one staff language."""

    lang: str
    labels: Labels

    def __call__(self, text: str) -> str:
        """Give a fixed text in this language."""
        return self.labels.say(text)

    def language(self, code: str) -> str:
        """Give the name of a language as the staff call it."""
        return language_name(code, self.lang)


@cache
def words_of(lang: str) -> Words:
    """Give the words of a language; of one that there are none of, the English ones."""
    lang = lang if lang in LANGUAGES else "en"
    return Words(lang, read_labels(FOLDER, lang, "", ()))
