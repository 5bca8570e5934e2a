"""A sentence ends where a reader would end it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.sentences import sentences, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rest it. Keep it up.", ["Rest it.", "Keep it up."]),
        ("no full stop", ["no full stop"]),
        ("", []),
        ("See Dr. Smith at 8 a.m. on Monday. Call us.", ["See Dr. Smith at 8 a.m. on Monday.", "Call us."]),
        ("Come at 5 p.m. Bring a bag.", ["Come at 5 p.m.", "Bring a bag."]),
        ("Take ice, e.g. in a towel. Rest.", ["Take ice, e.g. in a towel.", "Rest."]),
        ("A fever of 100.4 °F or more is bad. Call.", ["A fever of 100.4 °F or more is bad.", "Call."]),
        ("Call {{ clinic.phone }}. Then rest \u2026", ["Call {{ clinic.phone }}.", "Then rest \u2026"]),
        ("Wait \u2026 then go on.", ["Wait \u2026 then go on."]),
        ("Numb? Weak! Call now.", ["Numb?", "Weak!", "Call now."]),
        ("He said \u201cstop.\u201d Then he left.", ["He said \u201cstop.\u201d", "Then he left."]),
        ("It hurts (a little.) Rest.", ["It hurts (a little.)", "Rest."]),
        ("Ask at No. 5. Then wait.", ["Ask at No. 5.", "Then wait."]),
        ("Walk for 3. Then rest.", ["Walk for 3.", "Then rest."]),
        ("Ask J. Smith. Wait.", ["Ask J. Smith.", "Wait."]),
        ("Call if: it swells. Or bleeds.", ["Call if: it swells.", "Or bleeds."]),
        ("你好。再见。", ["你好。", "再见。"]),
        ("यह दर्द है। आराम करें।", ["यह दर्द है।", "आराम करें।"]),
    ],
)  # fmt: skip
def test_english_and_other_scripts(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize(
    ("lang", "text", "parts"),
    [
        ("es", "Llame a la Sra. López a las 8 a. m. del lunes. ¿Duele? Sí.",
         ["Llame a la Sra. López a las 8 a. m. del lunes.", "¿Duele?", "Sí."]),
        ("de", "Kühlen Sie z. B. mit Eis. Am 3. Mai kommen Sie wieder.",
         ["Kühlen Sie z. B. mit Eis.", "Am 3. Mai kommen Sie wieder."]),
    ],
)  # fmt: skip
def test_shortened_words_of_other_languages(lang: str, text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, lang)] == parts


@given(st.text(alphabet="ab .!?…()\"'A1{}。", max_size=60))
def test_no_letter_is_lost_and_none_counts_twice(text: str) -> None:
    spans = sentences(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_words_keep_their_hyphens_points_and_values() -> None:
    text = "X-ray at 100.4 °F: it\u2019s {{ clinic.phone }}, 12-hour, 1,000, https://rest.example/a-b (don't)"

    assert [text[start:end] for start, end in words(text)] == [
        "X-ray", "at", "100.4", "F", "it\u2019s", "{{ clinic.phone }}", "12-hour", "1,000", "https://rest.example/a-b",
        "don't",
    ]  # fmt: skip
