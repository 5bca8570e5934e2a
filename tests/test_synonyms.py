from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from handoutpress.folding import fold
from handoutpress.reading.synonyms import BUILT_IN, built_in
from handoutpress.synonyms import Synonyms, telling

SYNONYMS = Synonyms([
    ("heart attack", "MI", "infarto"),
    ("blood clot", "trombosis"),
    ("MI", "mitral insufficiency"),
    ("infección de orina", "urine infection"),
    ("cold", "resfriado"),
])  # fmt: skip


def said(*typed: str) -> set[tuple[str, ...]]:
    return {(*other.rest, other.term.text) for other in SYNONYMS.others(typed)}


def test_a_term_is_said_in_every_other_way_of_its_rows() -> None:
    assert said("infarto") == {("heart attack",), ("MI",)}
    assert said("mi") == {("heart attack",), ("infarto",), ("mitral insufficiency",)}


@pytest.mark.parametrize(
    "typed", [("heart", "attack"), ("attack", "heart"), ("heart", "attacks"), ("hearts", "attack")]
)
def test_words_of_a_term_may_stand_in_any_order_and_number(typed: tuple[str, ...]) -> None:
    assert said(*typed) == {("MI",), ("infarto",)}


def test_words_beside_a_term_stay() -> None:
    assert said("after", "infarto", "diet") == {("after", "diet", "heart attack"), ("after", "diet", "MI")}


def test_the_last_word_may_be_unfinished_and_no_other() -> None:
    assert said("heart", "at") == {("MI",), ("infarto",)}
    assert said("infa") == {("heart attack",), ("MI",)}
    assert said("inf") == set()
    assert said("heart", "a") == set()
    assert said("at", "heart") == set()
    assert said("hear", "attack") == set()


def test_words_that_say_nothing_are_no_part_of_a_term() -> None:
    assert said("infeccion", "orina") == {("urine infection",)}
    assert telling(("the", "back")) == ("back",)
    assert telling(("the", "of")) == ("the", "of")


def test_a_slip_in_a_term_is_seen_only_in_whole_words() -> None:
    assert SYNONYMS.near("infrato") == ["infarto"]
    assert SYNONYMS.near("trombxs") == []


def test_our_list_is_large_and_every_row_says_something_more() -> None:
    rows = yaml.load(BUILT_IN.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes strings only

    assert len(rows) > 200
    for name, others in rows.items():
        folded = [fold(term) for term in (name, *others)]
        assert len(folded) > 1, name
        assert all(folded), name
        assert [term for term, times in Counter(folded).items() if times > 1] == [], name


def test_rows_have_no_second_row_of_the_same_name() -> None:
    names = [fold(found) for found in re.findall(r"^([^#\n][^\n]*?): \[", BUILT_IN.read_text("utf-8"), re.MULTILINE)]

    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bp", "blood pressure"),
        ("uti", "urinary tract infection"),
        ("heart attack", "myocardial infarction"),
        ("myocardial infarction", "heart attack"),
        ("infarto", "heart attack"),
        ("tb", "tuberculosis"),
        ("copd", "EPOC"),
        ("epoc", "emphysema"),
        ("piles", "haemorrhoids"),
        ("jaqueca", "migraine"),
        ("lumbago", "back pain"),
        ("dolor de espalda", "low back pain"),
        ("trapped nerve", "pinched nerve"),
        ("sciatica", "pinched nerve"),
        ("jab", "injection"),
    ],
)
def test_our_list_knows_what_people_say(typed: str, meant: str) -> None:
    assert meant in {other.term.text for other in built_in().others(telling(tuple(fold(typed).split())))}
