from __future__ import annotations

import pytest

from handoutpress.inflection import fold, forms, spellings


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("utilize", "utilizes utilized utilizing utilise utilises utilised utilising"),
        ("modify", "modifies modified modifying"),
        ("obey", "obeys obeyed obeying"),
        ("stop", "stops stopped stopping"),
        ("submit", "submitted submitting"),
        ("equip", "equipped equipping"),
        ("access", "accesses accessed accessing"),
        ("palpate", "palpates palpated palpating"),
        ("rash", "rashes"),
        ("undergo", "undergoes underwent undergone undergoing"),
        ("have", "has had having"),
        ("haemorrhage", "hemorrhage hemorrhages haemorrhages"),
        ("oedema", "edema"),
        ("endeavour", "endeavor endeavored"),
        ("hospitalization", "hospitalisation"),
    ],
)
def test_english_forms(word: str, taken: str) -> None:
    assert {word, *taken.split()} <= forms(word, "en")


@pytest.mark.parametrize(
    ("word", "never"),
    [("renal", "ren"), ("void", "avoid"), ("perform", "performance"), ("consult", "consultant"), ("urge", "urgent")],
)
def test_what_only_looks_alike_is_no_form(word: str, never: str) -> None:
    assert never not in forms(word, "en")


@pytest.mark.parametrize(
    ("word", "taken"),
    [
        ("cronico", "cronica cronicos cronicas"),
        ("edema", "edemas"),
        ("incision", "incisiones"),
        ("lactante", "lactantes"),
        ("eficaz", "eficaces"),
    ],
)
def test_spanish_forms(word: str, taken: str) -> None:
    assert forms(word, "es") == {word, *taken.split()}


def test_a_language_without_endings_has_the_word_only() -> None:
    assert forms("ödem", "de") == spellings("ödem", "de") == {"ödem"}


@pytest.mark.parametrize(
    ("word", "lang", "folded"),
    [
        ("Renal", "en", "renal"),
        ("physician\u2019s", "en", "physician"),
        ("physicians'", "en", "physicians"),
        ("e.g.", "en", "eg"),
        ("hipertensión", "es", "hipertension"),
        ("hipertensio\u0301n", "es", "hipertension"),
        ("sueño", "es", "sueño"),
        ("suen\u0303o", "es", "sueño"),
        ("Straße", "de", "strasse"),
        ("o\u0308dem", "de", "ödem"),
    ],
)
def test_folding(word: str, lang: str, folded: str) -> None:
    assert fold(word, lang) == folded
