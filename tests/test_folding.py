from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.folding import american, bare, fold, folded_letter, ways, words

ANY = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("José Ñandú, STRASSE Straße", "jose nandu strasse strasse"),
        ("Łódź, Ærø, Đà Nẵng, \u0131", "lodz aero da nang i"),
        ("Jose\u0301", "jose"),
        ("'quoted' O'Brien\u2019s and l'asthme", "quoted obriens and lasthme"),
        ("T.B., a.m. and e.coli", "tb am and e coli"),
        ("COVID-19: x-ray", "covid 19 x ray"),
        ("\u0661\u0662 ½ ①", "12 1 2 1"),
        ("\u0623\u0644\u0645 \u0645\u064f\u0624\u0644\u0650\u0645", "\u0627\u0644\u0645 \u0645\u0648\u0644\u0645"),
        (
            "\u0645\u062f\u0631\u0633\u0629 \u0645\u0640\u0640\u062f\u0649",
            "\u0645\u062f\u0631\u0633\u0647 \u0645\u062f\u064a",
        ),
        ("\u0633\u0648\u0621 \u06a9\u06cc", "\u0633\u0648 \u0643\u064a"),
        ("高血压ABC高", "高血压 abc 高"),
        ("हिन्दी", "हिनदी"),
        ("soft\u00adhyphen zero\u200bwidth turn\u202eed", "softhyphen zerowidth turned"),
        ("a\0b\ud800c 😀 ' '' '\u0301", "a b c"),
        ("", ""),
    ],
)
def test_what_people_type_and_what_is_written_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(ANY)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_letter_that_there_is_folds_to_what_stays() -> None:
    letters = map(chr, range(sys.maxunicode + 1))

    assert [one for one in letters if "".join(map(folded_letter, folded_letter(one))) != folded_letter(one)] == []


@given(ANY)
def test_case_and_the_way_accents_are_written_make_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(text.casefold()) == fold(text)


@given(ANY)
def test_every_word_stands_where_it_says(text: str) -> None:
    for word in ways(text):
        spans = word.spans
        assert len(spans) == len(word.text) > 0
        assert all(start < end <= len(text) for start, end in spans)
        assert list(spans) == sorted(spans)


def test_a_mark_goes_with_its_letter() -> None:
    [word] = words("Jose\u0301s")

    assert word.first(4) == (0, 5)
    assert word.first(5) == (0, 6)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("L'asthme", "asthme"),
        ("X-ray", "xray"),
        ("Haemorrhoids", "hemorrhoids"),
        ("Tumour", "tumor"),
        ("高血压", "血压"),
        ("โรคหัวใจ", fold("หัวใจ")),
        ("\u0627\u0644\u0635\u062f\u0627\u0639", "\u0635\u062f\u0627\u0639"),
        ("\u0648\u0627\u0644\u0635\u062f\u0627\u0639", "\u0635\u062f\u0627\u0639"),
        ("\u0644\u0644\u0635\u062f\u0627\u0639", "\u0635\u062f\u0627\u0639"),
    ],
)
def test_a_word_may_be_looked_for_in_other_ways(text: str, typed: str) -> None:
    assert typed in {word.text for word in ways(text)}
    assert typed not in {word.text for word in words(text)}


def test_a_letter_that_is_left_out_is_marked_all_the_same() -> None:
    [spelled] = [word for word in ways("Haemorrhoids") if word.text == "hemorrhoids"]

    assert spelled.first(2) == (0, 3)
    assert spelled.first(11) == (0, 12)
    [_, oedema] = ways("Oedema")
    assert (oedema.text, oedema.first(1)) == ("edema", (0, 2))


@pytest.mark.parametrize("text", ["toe", "hour", "don't", "a - b", "o\u2019c"])
def test_short_words_and_parts_have_no_other_way(text: str) -> None:
    assert ways(text) == words(text)


def test_typed_words_are_taken_apart_as_the_written_ones_are() -> None:
    assert american("oedema") == "edema"
    assert bare("\u0627\u0644\u0635\u062f\u0627\u0639") == "\u0635\u062f\u0627\u0639"
    assert bare("\u0627\u0644\u0635") == "\u0627\u0644\u0635"
