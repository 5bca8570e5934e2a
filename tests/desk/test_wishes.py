from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.desk.wishes import RefusalError, clean, print_wish, read_body

if TYPE_CHECKING:
    from desk.conftest import Caller

KEPT = [
    "José Ñandú",
    "O'Brien & Sons",
    "李明",
    "محمد",
    "W" * 80,
    "Nguyễn Thị Ánh",
    "{{7*7}}",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("name", KEPT)
def test_names_survive(name: str) -> None:
    assert clean(name) == name


@pytest.mark.parametrize(
    "bad",
    [
        "\u202e",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2066",
        "\x00",
        "\x1b",
        "\x7f",
        "\u0085",
        "\u2028",
        "\u00ad",
        "\ufe0f",
        "\U000e0041",
    ],
)
def test_what_cannot_be_seen_is_stripped(bad: str) -> None:
    assert clean(f"li{bad}ve") == "live"


def test_spaces_become_one_and_only_a_note_has_lines() -> None:
    assert clean("  a \u00a0\t b\r\nc ") == "a b c"
    assert clean("a\r\n b\r\rc", lines=True) == "a\nb\n\nc"


@given(st.text())
def test_what_is_clean_stays_as_it_is(words: str) -> None:
    assert clean(clean(words)) == clean(words)
    assert clean(words).isprintable()


@pytest.mark.parametrize("copies", [0, 21, 1_000_000_000, -1, "2", True, None, 1.5, [1]])
def test_copies_are_from_1_to_20(desk: Caller, copies: Any) -> None:
    assert desk.print("x", copies=copies).status_code == 422


@pytest.mark.parametrize(
    "part",
    [
        {"name": "x" * 81},
        {"note": "x" * 1001},
        {"clinician": "x" * 81},
        {"date": "x" * 41},
        {"name": 7},
        {"name": None},
        {"note": ["x"]},
        {"name": {"a": 1}},
        {"slug": 5},
        {"lang": None},
        {"reason": "because", "initials": "AB"},
        {"reason": "asked"},
        {"reason": "asked", "initials": "A1"},
        {"reason": "asked", "initials": "<b>"},
    ],
)
def test_what_is_too_long_or_of_another_kind_is_refused(desk: Caller, part: dict[str, Any]) -> None:
    assert desk.preview(**part).status_code == 422


@pytest.mark.parametrize(
    "part",
    [
        {"documents": []},
        {"documents": ["x"] * 13},
        {"documents": "x"},
        {"documents": [1]},
        {"printer": 5},
        {"key": None},
        {"initials": "12"},
    ],
)
def test_a_wish_to_print_is_checked_whole(desk: Caller, part: dict[str, Any]) -> None:
    body = {"documents": ["x"], "copies": 1, "printer": "folder", "key": "k", **part}
    assert desk.post("/api/print", body).status_code == 422


def test_a_well_formed_wish_is_taken() -> None:
    wish = print_wish(read_body(b'{"documents": ["x"], "copies": 20, "printer": "front", "key": "k"}'))
    assert (wish.documents, wish.copies, wish.printer) == (("x",), 20, "front")


def test_twice_as_deep_is_refused() -> None:
    with pytest.raises(RefusalError):
        read_body(b'{"a": {"b": {"c": {"d": {"e": 1}}}}}')
