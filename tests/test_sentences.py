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
        ("Ask about vitamin D. Take it daily.", ["Ask about vitamin D.", "Take it daily."]),
        ("You had hepatitis B. Ask us.", ["You had hepatitis B.", "Ask us."]),
        ("So do I. You can rest.", ["So do I.", "You can rest."]),
        ("Ask Dr. J. R. Smith of St. Mary\u2019s. Wait.", ["Ask Dr. J. R. Smith of St. Mary\u2019s.", "Wait."]),
        ("Do you smoke? No. Then skip it.", ["Do you smoke?", "No.", "Then skip it."]),
        ("He has MS. Ask us.", ["He has MS.", "Ask us."]),
        ("Eat fruit, bread, etc. Drink water, tea, etc. and rest.",
         ["Eat fruit, bread, etc.", "Drink water, tea, etc. and rest."]),
        ("Soft food, i.e. Jell-O. Rest.", ["Soft food, i.e. Jell-O.", "Rest."]),
        ("Open 8 a.m. to 5 p.m. Monday to Friday. Call.", ["Open 8 a.m. to 5 p.m. Monday to Friday.", "Call."]),
        ("Made in the U.S. by us. Buy it.", ["Made in the U.S. by us.", "Buy it."]),
        ("Pain lasts approx. 2 days. Rest.", ["Pain lasts approx. 2 days.", "Rest."]),
        ("See https://rest.example/a.b. Then call.", ["See https://rest.example/a.b.", "Then call."]),
        ("Is it {{ clinic.phone ? }} or {{ clinic . name. A }}? Ask.",
         ["Is it {{ clinic.phone ? }} or {{ clinic . name. A }}?", "Ask."]),
        ("{{ clinic.name }}. {{ clinic.phone }}.", ["{{ clinic.name }}.", "{{ clinic.phone }}."]),
        ("\u201cIs it safe?\u201d you may ask. Yes.", ["\u201cIs it safe?\u201d you may ask.", "Yes."]),
        ("Now\u2026 Go.", ["Now\u2026", "Go."]),
        ("Fever? chills? Call.", ["Fever?", "chills?", "Call."]),
        ("Wait... \u201cNow\u201d (at last). Go.", ["Wait...", "\u201cNow\u201d (at last).", "Go."]),
        ("1. Wash your hands. 2. Dry them.", ["1. Wash your hands.", "2. Dry them."]),
        ("A list\n\nof two.\n\nand more", ["A list", "of two.", "and more"]),
        ("Call Dr.\u00a0Smith at 3\u00a0p.m.\u00a0on Monday. Wait.",
         ["Call Dr.\u00a0Smith at 3\u00a0p.m.\u00a0on Monday.", "Wait."]),
        ("休んで\uff01「痛い\uff1f」と聞く。", ["休んで\uff01", "「痛い\uff1f」", "と聞く。"]),
        ("هل يؤلم؟ نعم. اتصل بنا\u06d4 شكرا", ["هل يؤلم؟", "نعم.", "اتصل بنا\u06d4", "شكرا"]),
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
        ("es", "En EE. UU. llame al 911 a las 3 p. m. Espere. ¡Bien! Vea la pág. 3.",
         ["En EE. UU. llame al 911 a las 3 p. m.", "Espere.", "¡Bien!", "Vea la pág. 3."]),
        ("es", "Vive en EE. UU. Llama hoy.", ["Vive en EE. UU.", "Llama hoy."]),
        ("de", "Kühlen Sie z. B. mit Eis. Am 3. Mai kommen Sie wieder.",
         ["Kühlen Sie z. B. mit Eis.", "Am 3. Mai kommen Sie wieder."]),
        ("de", "Wasser, u. a. Tee, d. h. Flüssiges, alle o. g. Tees. Rufen Sie 112. Warten Sie. Bei 38,5. Dann nicht.",
         ["Wasser, u. a. Tee, d. h. Flüssiges, alle o. g. Tees.", "Rufen Sie 112.",
          "Warten Sie.", "Bei 38,5.", "Dann nicht."]),
        ("de", "Dr. med. Anna Weiß hilft, ggf. Frau Meier. Gut.",
         ["Dr. med. Anna Weiß hilft, ggf. Frau Meier.", "Gut."]),
        ("fr", "M. Petit et Mme. Roux mangent, p. ex. Paul. Bien.",
         ["M. Petit et Mme. Roux mangent, p. ex. Paul.", "Bien."]),
        ("it", "Il dott. Rossi e la sig.ra Bianchi. Poi.", ["Il dott. Rossi e la sig.ra Bianchi.", "Poi."]),
        ("pt", "O Sr. João e a Dra. Ana às 10 h. Vá.", ["O Sr. João e a Dra. Ana às 10 h.", "Vá."]),
    ],
)  # fmt: skip
def test_shortened_words_of_other_languages(lang: str, text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, lang)] == parts


@given(st.text(alphabet="ab .!?\u2026()\"'A1{}。", max_size=60))
def test_no_letter_is_lost_and_none_counts_twice(text: str) -> None:
    spans = sentences(text)

    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


def test_words_keep_their_hyphens_points_and_values() -> None:
    text = (
        "X-ray at 100.4 °F: it\u2019s {{ clinic.phone }}, 12-hour, 1,000, https://rest.example/a-b (don't) a.m. and/or"
        " 120/80 desk@rest.example www.rest.example. 10mg l\u2019eau 9:30 re\u00adha\u00adbil 555-0134"
    )

    assert [text[start:end] for start, end in words(text)] == [
        "X-ray", "at", "100.4", "F", "it\u2019s", "{{ clinic.phone }}", "12-hour", "1,000", "https://rest.example/a-b",
        "don't", "a.m", "and", "or", "120/80", "desk@rest.example", "www.rest.example", "10mg", "l\u2019eau", "9:30",
        "re\u00adha\u00adbil", "555-0134",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("मुझे दर्द है।", ["मुझे", "दर्द", "है"]),
        ("العَرَبِيَّة جيدة.", ["العَرَبِيَّة", "جيدة"]),
        ("Hãy nghỉ ngơi", ["Hãy", "nghỉ", "ngơi"]),
        ("하루에 3번", ["하루에", "3번"]),
        ("每天3次\uff0c不要停药。", ["每天", "3", "次", "不要", "停药"]),
        ("休んでください", ["休ん", "でく", "ださ", "い"]),
        ("Col·lecció naïve", ["Col·lecció", "naïve"]),
    ],
)
def test_words_of_other_scripts(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in words(text)] == parts
