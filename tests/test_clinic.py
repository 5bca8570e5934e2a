from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from handoutpress.clinic import BrandFile, Clinic, ClinicPart, ColorPart, LinkPart, MetaPart, NamePart

CONTACT = ClinicPart(
    country="US",
    paper="letter",
    languages=("en", "es"),
    address=("1 North Road", "Saltmere"),
    phone="555-0100",
    emergency="911",
    formats="Large print? Call us.",
    words={"disc": {"en": "disk", "es": "disco"}, "fever": "100.4°F"},
)
BRAND = BrandFile(
    meta=MetaPart(NamePart(full="North Ankle Clinic", short="North")),
    color=ColorPart(primary="river", palette={"river": "#0f6470"}),
    clinic=CONTACT,
    logo="logo.svg",
)
BRAND_AS_READ = asdict(BRAND)


def clinic(**contact: Any) -> Clinic:
    """Make the clinic of these tests with other contact data."""
    brand = replace(BRAND, clinic=replace(CONTACT, **contact))
    return Clinic("north", "styles/brands/north/brand.yml", "styles/brands/north/logo.svg", brand)


def test_a_clinic_goes_by_its_full_name() -> None:
    assert clinic().name == "North Ankle Clinic"


def test_a_handout_may_use_all_that_the_clinic_has_and_nothing_it_lacks() -> None:
    assert clinic().values("en") == {
        "clinic.name": "North Ankle Clinic",
        "clinic.short_name": "North",
        "clinic.phone": "555-0100",
        "clinic.emergency": "911",
        "clinic.address": "1 North Road, Saltmere",
        "clinic.words.disc": "disk",
        "clinic.words.fever": "100.4°F",
    }


def test_every_further_detail_of_a_clinic_is_a_value_too() -> None:
    full = clinic(urgent="555-0187", email="hello@north.example", hours="Monday to Friday")
    home = replace(full.brand, meta=replace(full.brand.meta, link=LinkPart(home="https://north.example")))
    more = replace(full, brand=home).values("en").items() - clinic().values("en").items()
    assert dict(more) == {
        "clinic.urgent": "555-0187",
        "clinic.email": "hello@north.example",
        "clinic.hours": "Monday to Friday",
        "clinic.web": "https://north.example",
    }


def test_a_word_comes_in_the_language_of_the_handout() -> None:
    assert clinic().values("es")["clinic.words.disc"] == "disco"


def test_a_word_without_a_text_in_the_language_is_no_value_there() -> None:
    values = clinic(hours={"en": "Monday to Friday"}).values("es")
    assert "clinic.hours" not in values
    assert values["clinic.words.fever"] == "100.4°F"


@pytest.mark.parametrize(
    ("words", "lang", "text"),
    [
        ("for all", "es", "for all"),
        ({"en": "English", "es": "Spanish"}, "es", "Spanish"),
        ({"en": "English"}, "es", None),
        (None, "en", None),
    ],
)
def test_words_are_picked_by_language(words: str | dict[str, str] | None, lang: str, text: str | None) -> None:
    assert clinic().in_language(words, lang) == text


def faults(**changes: Any) -> dict[str, str]:
    """Give what the schema has against the brand with these changes, by the key that it is about."""
    changed = {name: {**BRAND_AS_READ[name], **change} for name, change in changes.items()}
    try:
        TypeAdapter(BrandFile).validate_python({**BRAND_AS_READ, **changed})
    except ValidationError as error:
        return {str(detail["loc"][-1]): detail["msg"].removeprefix("Value error, ") for detail in error.errors()}
    return {}


def test_the_brand_of_these_tests_is_without_fault() -> None:
    assert faults() == {}


@pytest.mark.parametrize("country", ["us", "USA", "U", "U1", "U S"])
def test_a_country_is_two_capital_letters(country: str) -> None:
    assert faults(clinic={"country": country}) == {
        "country": f"country '{country}' is not two capital letters, such as US or GB"
    }


def test_a_clinic_speaks_one_language_at_least() -> None:
    assert faults(clinic={"languages": []}) == {"languages": "languages is empty: name one at least, such as [en]"}


@pytest.mark.parametrize("primary", ["#0f6470", "#0F6470", "river"])
def test_the_primary_colour_is_a_colour_or_a_name_in_the_palette(primary: str) -> None:
    assert faults(color={"primary": primary}) == {}
    assert replace(BRAND, color=replace(BRAND.color, primary=primary)).primary.lower() == "#0f6470"


@pytest.mark.parametrize("primary", ["lake", "#0f647", "#0f64700", "0f6470", "#0f647g", "red"])
def test_a_primary_colour_that_is_neither_is_refused(primary: str) -> None:
    [fault] = faults(color={"primary": primary}).values()
    assert fault == f"primary '{primary}' is neither #rrggbb nor a name in color.palette"


def test_a_colour_of_the_palette_is_named_when_it_is_none() -> None:
    assert faults(color={"palette": {"river": "#0f6470", "lake": "teal"}}) == {"lake": "colour 'teal' is not #rrggbb"}


@pytest.mark.parametrize(
    "made_up",
    [
        {"phone": "(503) 555-0142"},
        {"urgent": "020 7946 0142"},
        {"email": "hello@north.example"},
        {"qr": "https://north.example/leaflets"},
    ],
)
def test_what_was_left_of_a_sample_is_known_as_fiction(made_up: dict[str, str]) -> None:
    assert clinic(**{"phone": "(503) 234-5678", **made_up}).made_up == tuple(made_up.values())


@pytest.mark.parametrize("phone", ["(503) 234-5678", "503-555-1234", "020 7123 0142", "911", "555-2368"])
def test_a_real_number_is_no_fiction(phone: str) -> None:
    assert clinic(phone=phone).made_up == ()
