from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.desk.wishes import LONGEST, RefusalError, clean, preview_wish, print_wish, read_body

if TYPE_CHECKING:
    from desk.conftest import Caller, Counters

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


STRANGE: Final[list[object]] = [
    "\ud800", "\x00", "", "x" * 200, "\u202e", "../../etc/passwd", "{{7*7}}", "<b>", "\ufffe", 0, -1,
    2**63, 10**400, 1e308, True, False, None, [], {}, [[]], [{"a": []}], {"a": {"b": 1}}, ["x"], ["\ud800"],
]  # fmt: skip
BODIES: Final[dict[str, dict[str, object]]] = {
    "/api/find": {"q": "ankle", "ui": "en"},
    "/api/leaflet": {"slug": "ankle", "ui": "en"},
    "/api/preview": {"slug": "nowhere", "lang": "en", "layout": "sheet", "size": "standard", "name": "Ann", "note": "x",
                     "clinician": "x", "date": "x", "mono": False, "reason": "asked", "initials": "AB"},
    "/api/forget": {"documents": ["x"]},
    "/api/printers": {"layout": "sheet", "paper": "a4", "ui": "en"},
    "/api/print": {"documents": ["x"], "copies": 1, "printer": "folder", "key": "k", "initials": "AB"},
    "/api/cancel": {"job": "x"},
    "/api/answer": {"job": "x", "came": True},
    "/enter": {"token": "x"},
}  # fmt: skip


@pytest.mark.parametrize(("path", "field"), [(path, field) for path, body in BODIES.items() for field in body])
def test_nothing_that_can_be_asked_is_a_bug(counters: Counters, path: str, field: str) -> None:
    for strange in STRANGE:
        desk = counters.open()
        answer = desk.raw(path, json.dumps({**BODIES[path], field: strange}).encode())
        assert answer.status_code in {200, 400, 403, 404, 410, 422}, strange
        assert answer.json is not None
        desk.app.extensions["desk"].close()


@pytest.mark.parametrize("name", ["name", "note", "clinician", "date"])
def test_half_a_letter_is_left_out(desk: Caller, name: str) -> None:
    answer = desk.raw(
        "/api/preview",
        b'{"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard", "%b": "An\\ud800n"}' % name.encode(),
    )
    assert answer.status_code == 200
    assert "Ann" in "".join(page["text"] for page in answer.json["pages"])  # type: ignore[index]


@pytest.mark.parametrize("field", LONGEST)
def test_as_much_as_there_is_room_for_is_taken_and_not_a_letter_more(field: str) -> None:
    assert LONGEST == {"name": 80, "clinician": 80, "date": 40, "note": 1000}
    most = LONGEST[field]
    wish = {"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard"}
    assert getattr(preview_wish({**wish, field: "x" * most}).personal, field) == "x" * most
    with pytest.raises(RefusalError) as told:
        preview_wish({**wish, field: "x" * (most + 1)})
    assert told.value.status == 422


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
    assert print_wish({"documents": ["x"] * 12, "copies": 1, "printer": "front", "key": "k"}).copies == 1


def test_twice_as_deep_is_refused() -> None:
    assert read_body(b'{"a": {"b": {"c": 1}}}')
    for deeper in (b'{"a": {"b": {"c": {"d": 1}}}}', b'{"a": [[[1]]]}', b'{"a": {"b": {"c": {"d": {"e": 1}}}}}'):
        with pytest.raises(RefusalError):
            read_body(deeper)
