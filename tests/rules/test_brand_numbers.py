"""What is known of telephone numbers by country."""

from __future__ import annotations

import pytest

from handoutpress.rules.brand.countries import EMERGENCY, FORMS, MOST, SAME_DAY, is_short, misdialled, numbers


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("503-555-0142", "US"),
        ("1 503 555 0142", "US"),
        ("+1 503 555 0142", "CA"),
        ("503.555.0142 x12", "US"),
        ("01632 960 123", "GB"),
        ("0808 157 0142", "GB"),
        ("+44 (0)1632 960123", "GB"),
        ("01 555 0142", "IE"),
        ("1850 555 014", "IE"),
        ("(02) 5550 0142", "AU"),
        ("+61 2 5550 0142", "AU"),
        ("03 555 0142", "NZ"),
        ("01 99 00 12 34", "FR"),
        ("+33 1 99 00 12 34", "FR"),
        ("910 555 014", "ES"),
        ("+34 910 555 014", "ES"),
        ("030 5550142", "DE"),
        ("+1 503 555 0142", "GB"),
    ],
)
def test_numbers_that_are_dialled_so(number: str, country: str) -> None:
    assert misdialled(number, country) == ""


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("503-055-0142", "US"),
        ("(103) 555-0142", "US"),
        ("+1 555 0142", "US"),
        ("7946 0142", "GB"),
        ("+44 (0)20 7946", "GB"),
        ("1 99 00 12 34", "FR"),
        ("055 501 42 55", "ES"),
        ("030 555", "DE"),
        ("+1 503 555 0142 503 55", "GB"),
    ],
)
def test_numbers_that_are_not(number: str, country: str) -> None:
    assert misdialled(number, country)


@pytest.mark.parametrize("number", ["1" * MOST, "1" * 7])
def test_elsewhere_the_plan_of_the_world_holds(number: str) -> None:
    assert misdialled(number, "XK") == ""
    assert misdialled(f"{number}1" if len(number) == MOST else number[1:], "XK")


@pytest.mark.parametrize(("number", "short"), [("111", True), ("116 117", True), ("1165117", False), ("", False)])
def test_short_numbers(number: str, *, short: bool) -> None:
    assert is_short(number) is short


def test_letters_are_no_short_number() -> None:
    assert not is_short("call 111")


def test_numbers_are_read_from_words() -> None:
    assert numbers("999 or 1 1 2, in Wales 0800.555-014") == ("999", "112", "0800555014")


def test_the_tables_are_whole() -> None:
    assert all(known and all(number.isdigit() for number in known) for known in EMERGENCY.values())
    assert set(SAME_DAY) | set(FORMS) <= set(EMERGENCY)
    assert all(is_short(number) or not misdialled(number, country) for country, number in SAME_DAY.items())
    assert not any(set(numbers(number)) & set(EMERGENCY[country]) for country, number in SAME_DAY.items())
