"""Formulas are those that were published, and the measure orders texts as people do."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import pytest

from handoutpress import readability as by
from handoutpress.readability import Counts, hardest, measure

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE = Counts(words=100, sentences=5, syllables=150, letters=450, hard=10, long=20, short=60)
EASY = ["Rest your leg.", "Put ice on it.", "Keep it up on a pillow."] * 12
HARD = ["Immobilisation of the extremity facilitates the rehabilitation of ligamentous structures considerably."] * 12


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
