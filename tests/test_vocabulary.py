from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.vocabulary import SHORTEST, Vocabulary, forms

KNOWN = Vocabulary(["ankle", "ankles", "heart", "hear", "hernia", "pneumonia", "血压"])
WORD = st.text("abcdé血", min_size=1, max_size=7)


def test_words_that_begin_in_a_way_are_given_in_order() -> None:
    assert KNOWN.starting("hea") == ["hear", "heart"]
    assert KNOWN.starting("x") == []
    assert "heart" in KNOWN
    assert "hea" not in KNOWN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anlke", {"ankle": 5, "ankles": 5}),
        ("heartt", {"heart": 5}),
        ("hxart", {"heart": 5}),
        ("hart", {"heart": 5}),
        ("eart", {"heart": 5}),
        ("pnumo", {"pneumonia": 6}),
        ("nkle", {"ankle": 5, "ankles": 5}),
        ("nak", {}),
        ("haer", {"hear": 4, "heart": 4}),
        ("xxheart", {}),
        ("x" * 5000, {}),
    ],
)
def test_one_slip_is_forgiven_also_in_a_beginning(typed: str, meant: dict[str, int]) -> None:
    assert {word: letters for word, letters in KNOWN.near(typed).items() if word in meant or not meant} == meant


def distance(one: str, other: str) -> int:
    """Count the slips between two words as the textbook does, by the whole table."""
    rows = [[max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            same = one[i - 1] == other[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.lists(WORD, max_size=8), WORD)
def test_all_that_is_one_slip_away_is_found_and_nothing_else(known: list[str], typed: str) -> None:
    near = Vocabulary(known).near(typed)
    heads = {word: [word[:n] for n in range(len(word) + 1) if distance(word[:n], typed) == 1] for word in known}
    begun = {word for word in known if word.startswith(typed)}

    assert set(near) - begun == {word for word in heads if heads[word] and len(typed) >= SHORTEST} - begun


def test_one_and_many_in_both_languages() -> None:
    pairs = [("ankle", "ankles"), ("biopsy", "biopsies"), ("infeccion", "infecciones"), ("nariz", "narices")]
    for one, many in pairs:
        assert many in forms(one)
        assert one in forms(many)
    assert "ga" not in forms("gas")
