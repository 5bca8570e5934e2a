"""Formulas are those that were published, and the measure orders texts as people do."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, Final

import pytest
import yaml

from handoutpress import readability as by
from handoutpress.readability import Counts, count, hardest, measure
from handoutpress.sentences import sentences, words
from support import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Counts(words=100, sentences=5, syllables=150, letters=450, hard=10, long=20, short=60)
EASY = ["Rest your leg.", "Put ice on it.", "Keep it up on a pillow."] * 12
HARD = ["Immobilisation of the extremity facilitates the rehabilitation of ligamentous structures considerably."] * 12
PAIRS: Final[list[dict[str, str]]] = yaml.safe_load((CASES / "reading-level.yml").read_text("utf-8"))
NUMBERS: Final = {"en": 24, "es": 5, "de": 5, "fr": 5, "it": 5, "pt": 5}
LONG_PAIRS: Final[list[dict[str, str]]] = yaml.safe_load((CASES / "reading-level-long.yml").read_text("utf-8"))
RIGHT: Final = 0.95
"""Share of the pairs whose easy text must come out as the easier."""


@pytest.mark.parametrize(
    ("formula", "score"),
    [
        (by.flesch_kincaid, 0.39 * 20 + 11.8 * 1.5 - 15.59),  # 9.91
        (by.smog, 1.043 * sqrt(60) + 3.1291),  # 11.21
        (by.szigriszt, 206.835 - 62.3 * 1.5 - 20),  # 93.385
        (by.fernandez_huerta, 206.84 - 90 - 20.4),  # 96.44
        (by.amstad, 180 - 20 - 87.75),  # 72.25
        (by.wiener, 1.935 + 3.344 + 2.594 - 1.962 - 0.875),  # 5.036
        (by.kandel_moles, 207 - 20.3 - 110.4),  # 76.3
        (by.gulpease, 89 + (1500 - 4500) / 100),  # 59
        (by.martins, 248.835 - 20.3 - 126.9),  # 101.635
        (by.lix, 20 + 20),
    ],
)
def test_formulas_worked_out_by_hand(formula: Callable[[Counts], float], score: float) -> None:
    assert formula(SAMPLE) == pytest.approx(score)


@pytest.mark.parametrize(
    ("lang", "text", "counts"),
    [
        ("en", ["The nurse gave me a small tablet.", "My temperature is normal now."],
         Counts(words=12, sentences=2, syllables=17, letters=50, hard=1, long=1, short=9)),
        ("es", ["El médico mira la rodilla."],
         Counts(words=5, sentences=1, syllables=10, letters=21, hard=2, long=1, short=2)),
        ("de", ["Der Arzt sieht Ihre Untersuchung an."],
         Counts(words=6, sentences=1, syllables=10, letters=30, hard=1, long=1, short=4)),
        ("fr", ["Le docteur soigne votre genou."],
         Counts(words=5, sentences=1, syllables=7, letters=25, hard=0, long=1, short=3)),
        ("it", ["Il medico guarda il ginocchio."],
         Counts(words=5, sentences=1, syllables=10, letters=25, hard=2, long=1, short=2)),
        ("pt", ["A médica vê o joelho."],
         Counts(words=5, sentences=1, syllables=9, letters=16, hard=2, long=0, short=3)),
        ("en", ["It's a self-test."], Counts(words=3, sentences=1, syllables=4, letters=12, hard=0, long=1, short=2)),
    ],
)  # fmt: skip
def test_texts_counted_by_hand(lang: str, text: list[str], counts: Counts) -> None:
    assert count(text, lang) == counts


@pytest.mark.parametrize("lang", ["en", "es", "de", "fr", "it", "pt", "en-GB"])
def test_easy_is_easier_than_hard(lang: str) -> None:
    easy, hard = measure(EASY, lang), measure(HARD, lang)

    assert easy.grade is not None
    assert hard.grade is not None
    assert easy.grade < hard.grade
    assert easy.note == ""


def test_a_list_without_full_stops_is_as_hard_as_its_lines_with_them() -> None:
    lines = ["rest your leg", "put ice on it for ten minutes", "keep it up on a pillow"] * 12

    assert measure(lines, "en") == measure([f"{line}." for line in lines], "en")
    one = measure([" ".join(lines)], "en").grade
    many = measure(lines, "en").grade
    assert one is not None
    assert many is not None
    assert many < one / 3


def test_under_a_hundred_words_there_is_no_grade() -> None:
    assert measure(EASY[:20], "en").grade is None
    assert measure(EASY[:20], "en").note == "no grade under 100 words"
    assert measure(EASY[:20], "en", least=50).grade is not None
    assert measure([], "en").words == 0


def test_smog_needs_thirty_sentences() -> None:
    assert "SMOG" in measure(EASY, "en").scores
    assert "SMOG" not in measure(HARD, "en").scores


@pytest.mark.parametrize(
    ("lang", "text", "scores"),
    [
        ("nl", ["Leg het been hoog en koel het goed."] * 20, {"LIX"}),
        ("vi", ["Hãy nghỉ ngơi và kê cao chân của bạn."] * 20, set()),
        ("ar", ["ضع الثلج على كاحلك وارفع ساقك على وسادة."] * 20, set()),
        ("hi", ["अपने पैर को आराम दें और उसे ऊपर रखें।"] * 20, set()),
    ],
)
def test_a_language_without_a_formula_says_so(lang: str, text: list[str], scores: set[str]) -> None:
    level = measure(text, lang)

    assert level.grade is None
    assert set(level.scores) == scores
    assert level.note.startswith("no grade for this language")


@pytest.mark.parametrize(
    "told",
    [
        "{{ clinic.phone }}", "100.4", "https://immobilisation.example/rehabilitation", "www.rehabilitation.example",
        "rehabilitation@immobilisation.example", "COVID-19", "10mg", "mg", "MRI", "a.m.", "120/80",
        "HP-immobilisation-7",
    ],
)  # fmt: skip
def test_values_numbers_codes_and_addresses_do_not_count(told: str) -> None:
    plain, more = measure(EASY, "en"), measure([f"{line[:-1]} {told}." for line in EASY], "en")

    assert (plain.words, plain.sentences, plain.grade) == (more.words, more.sentences, more.grade)


def test_what_stands_in_capitals_throughout_is_read_as_words() -> None:
    assert measure(["STOP IT NOW", "Call us"], "en").words == 5


def test_short_words_of_other_languages_need_no_vowel() -> None:
    assert measure(["Spacer z psem w parku"], "pl").words == 5


def test_the_hardest_sentences_are_named_in_their_order() -> None:
    text = ["Rest.", HARD[0], "Put some ice on your leg for ten minutes.", "Rest it now and then today."]

    assert hardest(text, "en") == (1, 2, 3)
    assert hardest(text, "en", 1) == (1,)
    assert hardest(HARD[:3], "en") == (0, 1, 2)


def test_a_long_sentence_is_harder_than_a_short_one_with_a_long_word() -> None:
    short = "Ask your physiotherapist about rehabilitation."
    long = "If you feel sick or if you feel hot and then cold, or if the leg gets red, call us or go to the ward."

    assert hardest([short, long], "en") == (1, 0)


@pytest.mark.parametrize(("lang", "long"), [("en", "operation"), ("nl", "schrijft"), ("de", "Operation")])
def test_of_two_sentences_of_one_length_the_one_with_long_words_is_harder(lang: str, long: str) -> None:
    assert hardest(["Go to bed and sleep.", f"Go to bed and {long}."], lang) == (1, 0)


def test_the_length_of_sentences_is_told() -> None:
    assert measure(["One two three.", "One two three four five."], "en").length == 4
    assert measure(["100 mg"], "es", least=0).length == 0


@pytest.mark.parametrize(("score", "grade"), [(200, 4), (100, 4), (90, 5), (65, 8), (60, 9), (40, 14), (-20, 18)])
def test_scores_become_grades_on_bands(score: float, grade: float) -> None:
    assert by.on_bands(score, by.FLESCH) == pytest.approx(grade)


def grade_of(text: str, lang: str) -> float:
    grade = measure([text[start:end] for start, end in sentences(text, lang)], lang, least=30).grade
    assert grade is not None
    return grade


@pytest.mark.parametrize("langs", [set(NUMBERS), {"en"}], ids=["all", "en"])
def test_the_easy_text_of_a_pair_has_the_lower_grade(langs: set[str]) -> None:
    pairs = [pair for pair in PAIRS if pair["lang"] in langs]
    grades = [[grade_of(pair[level], pair["lang"]) for level in ("easy", "hard")] for pair in pairs]
    wrong = [
        f"{pair['lang']} {pair['topic']}: easy {easy}, hard {hard}"
        for pair, (easy, hard) in zip(pairs, grades, strict=True)
        if easy >= hard
    ]

    assert len(pairs) - len(wrong) >= RIGHT * len(pairs), "\n".join(wrong)


def test_pairs_are_as_many_and_as_long_as_they_should_be() -> None:
    sizes = {
        (pair["lang"], pair["topic"], level): len(words(pair[level])) for pair in PAIRS for level in ("easy", "hard")
    }

    assert Counter(pair["lang"] for pair in PAIRS) == NUMBERS
    assert len(sizes) == 2 * len(PAIRS)
    assert {text: size for text, size in sizes.items() if not 45 <= size <= 70} == {}


def grade_of_blocks(lines: list[str], lang: str) -> float:
    grade = measure([line[start:end] for line in lines for start, end in sentences(line, lang)], lang).grade
    assert grade is not None
    return grade


@pytest.mark.parametrize("pair", LONG_PAIRS, ids=lambda pair: f"{pair['lang']} {pair['topic']}")
def test_half_a_hard_text_lies_between_the_easy_and_the_hard(pair: dict[str, str]) -> None:
    easy, hard = pair["easy"].splitlines(), pair["hard"].splitlines()
    mixed = easy[: len(easy) // 2] + hard[len(hard) // 2 :]

    assert (
        grade_of_blocks(easy, pair["lang"]) < grade_of_blocks(mixed, pair["lang"]) < grade_of_blocks(hard, pair["lang"])
    )


@pytest.mark.parametrize("pair", LONG_PAIRS, ids=lambda pair: f"{pair['lang']} {pair['topic']}")
def test_full_stops_in_a_list_change_nothing(pair: dict[str, str]) -> None:
    lines = pair["easy"].splitlines()
    stopped = [line if line[-1] in ".!?" else f"{line}." for line in lines]

    assert grade_of_blocks(stopped, pair["lang"]) == grade_of_blocks(lines, pair["lang"])


def test_long_pairs_are_as_many_and_as_long_as_they_should_be() -> None:
    sizes = {
        (pair["lang"], pair["topic"], level): len(words(pair[level]))
        for pair in LONG_PAIRS
        for level in ("easy", "hard")
    }

    assert Counter(pair["lang"] for pair in LONG_PAIRS) == {"en": 12, "es": 1, "de": 1, "fr": 1, "it": 1, "pt": 1}
    assert {text: size for text, size in sizes.items() if not 100 <= size <= 160} == {}
