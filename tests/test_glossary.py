from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.findings import Severity
from handoutpress.glossary import Entry, Glossary

ENTRIES = {
    "adhere to": "follow",
    "adverse": "harmful",
    "be of help to": "help",
    "adverse event": "harm",
    "chronic": "long-term",
    "chronic kidney disease": "",
    "e.g.": "for example",
    "give rise to": "cause",
    "haemorrhage": "bleeding",
    "in the event of": "if there is",
    "intra-articular": "into the joint",
    "minimally invasive": "through small cuts",
    "BID": "twice a day",
    "prior to": "before",
    "remain": "stay",
    "remaining": "",
    "Tesla scanner": "MRI scanner",
    "utilize": "use",
    "vertebra": "bone of the spine",
    "vertebrae": "bones of the spine",
}


def english(**more: str) -> Glossary:
    return Glossary("en", [Entry(words, plain) for words, plain in {**ENTRIES, **more}.items()])


def found(sentence: str, glossary: Glossary | None = None) -> list[str]:
    """Give what is found in a sentence, as it is written there, with the plainer words."""
    words = sentence.split()
    hits = (glossary or english()).find(words)
    return [f"{' '.join(words[at : at + count])}: {entry.plain}" for at, count, entry in hits]


def test_a_word_is_found_with_its_place_and_its_entry() -> None:
    entry = Entry("utilize", "use", Severity.ERROR)

    assert list(Glossary("en", [entry]).find(["Never", "utilize", "it"])) == [(1, 1, entry)]


@pytest.mark.parametrize("word", ["utilize", "Utilize", "UTILIZE", "utilizes", "utilized", "utilizing", "utilising"])
def test_every_form_is_found(word: str) -> None:
    assert found(f"{word} it") == [f"{word}: use"]


@pytest.mark.parametrize("word", ["utility", "utilizer", "adversely", "chronicle", "adversity", "rememaining"])
def test_other_words_are_left_alone(word: str) -> None:
    assert found(f"the {word} here") == []


@pytest.mark.parametrize("written", ["hemorrhage", "haemorrhages", "haemorrhage's", "haemorrhage\u2019s"])
def test_both_spellings_and_the_possessive_are_found(written: str) -> None:
    assert found(f"a {written} start") == [f"{written}: bleeding"]


@pytest.mark.parametrize(
    ("sentence", "hit"),
    [
        ("Rest prior to your visit", "prior to: before"),
        ("Prior to your visit", "Prior to: before"),
        ("she adheres to it", "adheres to: follow"),
        ("she adhered to it", "adhered to: follow"),
        ("it gave rise to pain", "gave rise to: cause"),
        ("it was of help to us", "was of help to: help"),
        ("two adverse events", "adverse events: harm"),
        ("in the event of pain", "in the event of: if there is"),
        ("a minimally-invasive way", "minimally-invasive: through small cuts"),
    ],
)
def test_phrases(sentence: str, hit: str) -> None:
    assert found(sentence) == [hit]


@pytest.mark.parametrize("sentence", ["prior", "the priors to", "in the", "in these event of", "minimally", "to prior"])
def test_half_a_phrase_is_none(sentence: str) -> None:
    assert [hit for hit in found(sentence) if "priors" not in hit] == []


@pytest.mark.parametrize("written", ["intra-articular", "intraarticular", "intra articular", "Intra-articular"])
def test_a_hyphen_may_be_a_space_or_nothing(written: str) -> None:
    assert found(written) == [f"{written}: into the joint"]


@pytest.mark.parametrize("written", ["e.g.", "e.g", "eg", "e g"])
def test_dots_may_stand_or_not(written: str) -> None:
    assert found(f"fruit {written} plums") == [f"{written}: for example"]


def test_the_longest_wins_and_none_overlap() -> None:
    assert found("an adverse event and an adverse diet") == ["adverse event: harm", "adverse: harmful"]
    assert found("adverse events prior to adverse events") == [
        "adverse events: harm",
        "prior to: before",
        "adverse events: harm",
    ]


def test_what_the_clinic_uses_is_not_flagged_nor_what_stands_in_it() -> None:
    assert found("chronic kidney disease is chronic") == ["chronic: long-term"]


def test_a_form_of_its_own_counts_before_another_words_form() -> None:
    assert found("the remaining vertebrae remained") == ["vertebrae: bones of the spine", "remained: stay"]


@pytest.mark.parametrize("order", [*permutations(["vertebra", "vertebrae", "adverse", "adverse event"])])
def test_the_order_of_entries_for_other_words_does_not_matter(order: tuple[str, ...]) -> None:
    glossary = Glossary("en", [Entry(words, ENTRIES[words]) for words in order])

    assert found("vertebrae adverse event", glossary) == ["vertebrae: bones of the spine", "adverse event: harm"]


def test_the_last_entry_for_the_same_words_counts() -> None:
    glossary = english(hemorrhage="heavy bleeding", utilize="")

    assert found("utilize it for a hemorrhage", glossary) == ["hemorrhage: heavy bleeding"]


def test_a_name_is_left_alone() -> None:
    assert found("at the Chronic Pain Unit") == []
    assert found("the Adverse Event Team") == []
    assert found("Adverse Event Team") == ["Adverse: harmful"]


def test_the_first_word_has_its_capital_from_the_sentence() -> None:
    assert found("Chronic pain") == ["Chronic: long-term"]


def test_capitals_throughout_are_only_loud() -> None:
    assert found("do NOT UTILIZE it") == ["UTILIZE: use"]


def test_an_entry_with_capitals_is_found_with_them_only() -> None:
    assert found("take it BID and bid well") == ["BID: twice a day"]
    assert found("the Tesla scanners and a tesla scanner") == ["Tesla scanners: MRI scanner"]


def test_spanish_bends_every_word_and_does_without_accents() -> None:
    glossary = Glossary("es", [Entry("reacción adversa grave", "mala reacción"), Entry("crónico", "largo")])

    assert found("dos reacciones adversas graves", glossary) == ["reacciones adversas graves: mala reacción"]
    assert found("Dolor crónico, heridas cronicas", Glossary("es", [Entry("crónico", "largo")])) == ["cronicas: largo"]


def test_another_language_takes_words_as_they_are() -> None:
    glossary = Glossary("de-AT", [Entry("Ödem", "Schwellung"), Entry("oral", "zum Schlucken")])

    assert found("Ein Ödem ist oral", glossary) == ["Ödem: Schwellung", "oral: zum Schlucken"]
    assert found("orale Ödeme", glossary) == []


@pytest.mark.parametrize("words", ["", "—", "..."])
def test_an_entry_without_letters_is_never_found(words: str) -> None:
    assert found("a — b ... c", Glossary("en", [Entry(words, "x")])) == []


def test_no_words_and_no_entries_find_nothing() -> None:
    assert found("") == found("prior to", Glossary("en", [])) == []


@given(st.lists(st.sampled_from(" ".join(ENTRIES).split()) | st.text(max_size=8), max_size=30))
def test_finds_lie_in_order_inside_the_sentence(words: list[str]) -> None:
    end = 0
    for at, count, entry in english().find(words):
        assert end <= at < at + count <= len(words)
        assert entry.plain
        end = at + count
