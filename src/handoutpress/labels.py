"""Fixed words and dates in the language of a handout; the only room that knows Babel.

The words of the layouts are gettext catalogues in the workspace, `templates/labels/<lang>.po`, read as they
are: a clinic adds a language by adding a file. English is the language that the templates are written in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names
from babel.messages.pofile import PoFileError, read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

WRITTEN_IN: Final = "en"
MONDAY: Final = 0


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one language as one country writes it; `missing` says what is wrong with the catalogue."""

    locale: Locale
    words: Mapping[str, str]
    missing: str = ""

    @property
    def tag(self) -> str:
        """The language tag of the page, such as en-US (BCP 47)."""
        return str(self.locale).replace("_", "-")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.locale.text_direction)

    @property
    def name(self) -> str:
        """The language's name in itself, such as Español."""
        name = self.locale.get_language_name() or str(self.locale)
        return name[:1].upper() + name[1:]

    def say(self, words: str) -> str:
        """Give a fixed text in this language; English is what the templates are written in."""
        return self.words.get(words, words)

    def date(self, day: date) -> str:
        """Write a date out, such as November 1, 2026: never in figures, whose order differs by country."""
        return format_date(day, "long", locale=self.locale)

    def days(self) -> tuple[str, ...]:
        """Give the seven days in short, the first one being the country's first day of the week."""
        names = get_day_names("abbreviated", locale=self.locale)
        start = self.locale.first_week_day
        return tuple(str(names[(start + n) % 7]).rstrip(".") for n in range(7))


def read_labels(folder: Path, lang: str, country: str, wanted: Iterable[str]) -> Labels:
    """Read the labels of `lang` for a clinic in `country` from the catalogues in `folder`.

    `wanted` are the texts that the templates ask for; a catalogue must have them all.
    """
    locale = _locale(lang, country)
    if locale is None:
        return Labels(Locale.parse("en"), {}, f"'{lang}' is not a language code that we know")
    file = folder / f"{lang}.po"
    if not file.is_file():
        known = lang.partition("-")[0] == WRITTEN_IN
        return Labels(locale, {}, "" if known else f"there are no labels for '{lang}' ({file.name} is missing)")
    try:
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=locale, abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        return Labels(locale, {}, f"{file.name} cannot be read: {error}")
    words = {str(entry.id): str(entry.string) for entry in catalogue if entry.id and entry.string}
    lacking = ", ".join(f"'{text}'" for text in sorted(set(wanted) - words.keys()))
    return Labels(locale, words, f"{file.name} has no words for {lacking}" if lacking else "")


def language_name(code: str, lang: str) -> str:
    """Give the name of a language in another, or in itself, such as Spanish or Español; the code when it has none."""
    there, told = _locale(code, ""), _locale(lang, "")
    name = there.get_display_name(told) if there and told else None
    return f"{name[:1].upper()}{name[1:]}" if name else code


def direction(code: str) -> str:
    """Give `rtl` for a language that is written from right to left, else `ltr`."""
    found = _locale(code, "")
    return str(found.text_direction) if found else "ltr"


def _locale(lang: str, country: str) -> Locale | None:
    for tag in (f"{lang}-{country}", lang) if country else (lang,):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None
