"""Formulas are those that were published, and the measure orders texts as people do."""

from __future__ import annotations

from collections import Counter
from math import sqrt
from typing import TYPE_CHECKING, Final

import pytest
import yaml

from handoutpress import readability as by
from handoutpress.readability import Counts, hardest, measure
from handoutpress.sentences import sentences, words
from support import CASES

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Counts(words=100, sentences=5, syllables=150, letters=450, hard=10, long=20, short=60)
EASY = ["Rest your leg.", "Put ice on it.", "Keep it up on a pillow."] * 12
HARD = ["Immobilisation of the extremity facilitates the rehabilitation of ligamentous structures considerably."] * 12
PAIRS: Final[list[dict[str, str]]] = yaml.safe_load((CASES / "reading-level.yml").read_text("utf-8"))
NUMBERS: Final = {"en": 24, "es": 5, "de": 5, "fr": 5, "it": 5, "pt": 5}
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


def test_values_numbers_and_addresses_do_not_count() -> None:
    plain = measure(EASY, "en")
    more = measure(
        [f"{line} {{{{ clinic.phone }}}} 100.4 https://immobilisation.example/rehabilitation" for line in EASY], "en"
    )

    assert (plain.words, plain.grade) == (more.words, more.grade)


def test_the_hardest_sentences_are_named_in_their_order() -> None:
    text = ["Rest.", HARD[0], "Put some ice on your leg for ten minutes.", "Rest it now and then today."]

    assert hardest(text, "en") == (1, 2, 3)
    assert hardest(text, "en", 1) == (1,)
    assert hardest(HARD[:3], "en") == (0, 1, 2)


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
