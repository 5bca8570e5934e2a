from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from handoutpress.labels import Labels, read_labels
from support import REPOSITORY, put

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = REPOSITORY / "templates" / "labels"
DAY = date(2026, 11, 1)
PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Do"\nmsgstr "Fais"\n'


def english(country: str = "US") -> Labels:
    return read_labels(SHIPPED, "en", country, ["Do", "Avoid"])


def test_english_needs_no_catalogue() -> None:
    assert (english().say("Do"), english().missing) == ("Do", "")


def test_words_are_those_of_the_catalogue(tmp_path: Path) -> None:
    put(tmp_path / "fr.po", PO)
    labels = read_labels(tmp_path, "fr", "FR", ["Do"])
    assert (labels.say("Do"), labels.missing) == ("Fais", "")


def test_a_text_without_a_translation_stays_english() -> None:
    assert read_labels(SHIPPED, "es", "US", []).say("No such text") == "No such text"


def test_the_catalogues_that_come_with_us_are_without_fault() -> None:
    files = sorted(SHIPPED.glob("*.po"))
    assert files
    assert {file.stem: read_labels(SHIPPED, file.stem, "US", []).missing for file in files} == {
        file.stem: "" for file in files
    }


def test_a_language_without_a_catalogue_says_which_file_is_missing(tmp_path: Path) -> None:
    assert read_labels(tmp_path, "fr", "FR", ["Do"]).missing == "there are no labels for 'fr' (fr.po is missing)"


def test_a_catalogue_that_lacks_a_text_says_which(tmp_path: Path) -> None:
    put(tmp_path / "fr.po", PO)
    assert read_labels(tmp_path, "fr", "FR", ["Do", "Avoid"]).missing == "fr.po has no words for 'Avoid'"


def test_a_translation_that_is_left_empty_counts_as_lacking(tmp_path: Path) -> None:
    put(tmp_path / "fr.po", PO + '\nmsgid "Avoid"\nmsgstr ""\n')
    assert read_labels(tmp_path, "fr", "FR", ["Do", "Avoid"]).missing == "fr.po has no words for 'Avoid'"


@pytest.mark.parametrize(
    "content",
    [
        PO + '\nmsgid "never closed\n',
        PO.encode() + 'msgid "x"\nmsgstr "é"\n'.encode("latin-1"),
        PO.replace("UTF-8", "no-such-charset") + 'msgid "x"\nmsgstr "é"\n',
    ],
    ids=["broken", "not UTF-8", "unknown charset"],
)
def test_a_catalogue_that_cannot_be_read_says_so(content: str | bytes, tmp_path: Path) -> None:
    put(tmp_path / "fr.po", content)
    assert read_labels(tmp_path, "fr", "FR", ["Do"]).missing.startswith("fr.po cannot be read: ")


def test_a_language_that_nobody_speaks_is_told() -> None:
    labels = read_labels(SHIPPED, "xx", "US", ["Do"])
    assert labels.missing == "'xx' is not a language code that we know"
    assert labels.say("Do") == "Do"


@pytest.mark.parametrize(
    ("lang", "country", "tag"),
    [("en", "US", "en-US"), ("en", "GB", "en-GB"), ("es", "US", "es-US"), ("en", "XX", "en"), ("pt-BR", "US", "pt-BR")],
)
def test_the_tag_of_a_page_names_language_and_country(lang: str, country: str, tag: str) -> None:
    assert read_labels(SHIPPED, lang, country, []).tag == tag


@pytest.mark.parametrize(("lang", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl")])
def test_the_direction_of_writing_comes_from_the_language(lang: str, direction: str) -> None:
    assert read_labels(SHIPPED, lang, "US", []).direction == direction


@pytest.mark.parametrize(("lang", "name"), [("en", "English"), ("es", "Español"), ("vi", "Tiếng Việt")])
def test_a_language_is_called_by_its_own_name(lang: str, name: str) -> None:
    assert read_labels(SHIPPED, lang, "ZZ", []).name == name


@pytest.mark.parametrize(
    ("lang", "country", "written"),
    [("en", "US", "November 1, 2026"), ("en", "GB", "1 November 2026"), ("es", "US", "1 de noviembre de 2026")],
)
def test_a_date_is_written_out_as_the_country_does(lang: str, country: str, written: str) -> None:
    assert read_labels(SHIPPED, lang, country, []).date(DAY) == written


@pytest.mark.parametrize(("country", "first", "last"), [("US", "Sun", "Sat"), ("GB", "Mon", "Sun")])
def test_the_week_begins_on_the_countrys_first_day(country: str, first: str, last: str) -> None:
    days = english(country).days()
    assert (days[0], days[-1], len(set(days))) == (first, last, 7)


def test_days_are_written_without_a_full_stop() -> None:
    assert [day for day in read_labels(SHIPPED, "de", "DE", []).days() if "." in day] == []
