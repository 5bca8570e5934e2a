from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handoutpress.folding import words
from handoutpress.search import LONGEST, Entry, How, Index, Match, marked
from libraries import library

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

SPASM = Entry(
    "spasm",
    {"en": "Muscle spasms from a pinched nerve", "es": "Espasmos musculares por un nervio pinzado"},
    ("back", "neck", "pain"),
    "PNS",
)
ENTRIES = (
    SPASM,
    Entry("urine", {"en": "Urinary tract infection", "ar": "التهاب المسالك البولية"}, ("bladder",), "URI"),
    Entry("attack", {"en": "After a heart attack", "es": "Después de un infarto", "zh": "心脏病发作后"}, (), "HAT"),
    Entry("pressure", {"en": "High blood pressure", "es": "Presión arterial alta"}, ("heart",), "HBP"),
    Entry("piles", {"en": "Haemorrhoids", "es": "Hemorroides"}, (), "HMR"),
    Entry("chest", {"en": "X-ray of the chest"}, (), "CX-2"),
    Entry("sore", {"en": "Sore back", "es": "Espalda dolorida"}, (), "SBK"),
    Entry("back", {"en": "Back", "pt": "Costas", "pt-BR": "As costas"}, (), "BCK"),
    Entry("backs", {"en": "Back exercises at home", "es": "Ejercicios de espalda en casa"}, ("exercise",), "BEX"),
)
INDEX = Index(ENTRIES)
BY_SLUG = {entry.slug: entry for entry in ENTRIES}
LARGE = Index(library())
ANY = st.text(st.characters(), max_size=200)


def find(query: str, lang: str = "") -> list[str]:
    return [match.slug for match in INDEX.find(query, lang=lang)]


def first(query: str, lang: str = "") -> Match:
    return INDEX.find(query, lang=lang)[0]


def shown(match: Match) -> list[str]:
    """Give the pieces of a title that are marked."""
    return marked(BY_SLUG[match.slug].titles[match.lang], match.spans)[1::2]


@pytest.mark.parametrize(
    ("query", "slug", "how", "lang"),
    [
        ("pns", "spasm", How.CODE, ""),
        ("PNS-ES", "spasm", How.CODE, "es"),
        ("pns-en v3", "spasm", How.CODE, "en"),
        ("PNS-EN · version 12 · code 7F2A", "spasm", How.CODE, "en"),
        ("PNS 7F2A", "spasm", How.CODE, ""),
        ("cx-2", "chest", How.CODE, ""),
        ("BCK-PT-BR", "back", How.CODE, "pt-BR"),
        ("bck-pt", "back", How.CODE, "pt"),
        ("after a heart attack", "attack", How.TITLE, "en"),
        ("DESPUES DE UN", "attack", How.START, "es"),
        ("muscle spa", "spasm", How.START, "en"),
        ("nerve pinched", "spasm", How.WORDS, "en"),
        ("the nerves of spasm", "spasm", How.WORDS, "en"),
        ("nerv pinz", "spasm", How.PARTS, "es"),
        ("neck", "spasm", How.TOPIC, ""),
        ("neck nervio", "spasm", How.TOPIC, "es"),
        ("pn", "spasm", How.TOPIC, ""),
        ("espasmos nerve", "spasm", How.TOPIC, "en"),
        ("مسالك", "urine", How.WORDS, "ar"),
        ("المسالك", "urine", How.WORDS, "ar"),
        ("والمسالك", "urine", How.WORDS, "ar"),
        ("病发", "attack", How.PARTS, "zh"),
        ("hemorrhoid", "piles", How.WORDS, "en"),
        ("xray", "chest", How.WORDS, "en"),
        ("x-ray", "chest", How.START, "en"),
        ("trapped nerve", "spasm", How.SYNONYM, "en"),
        ("UTI", "urine", How.SYNONYM, "en"),
        ("uti's", "urine", How.SYNONYM, "en"),
        ("B.P.", "pressure", How.SYNONYM, "en"),
        ("ataque al corazon", "attack", How.SYNONYM, "en"),
        ("blod pressure", "pressure", How.SLIP, "en"),
        ("pressur hihg", "pressure", How.SLIP, "en"),
        ("hemmo", "piles", How.SLIP, "en"),
        ("bloodpressure", "pressure", How.SLIP, "en"),
        ("haemorr hoids", "piles", How.SLIP, "en"),
        ("hypertnsion", "pressure", How.SLIP, "en"),
    ],
)
def test_what_is_typed_finds_what_is_meant(query: str, slug: str, how: How, lang: str) -> None:
    match = first(query)

    assert (match.slug, match.how, match.lang) == (slug, how, lang)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "\0",
        "😀",
        "zebra",
        "pns knee",
        "urinary chest",
        "uti chest",
        "life after MI",
        "blod presure",
        "hxrt",
        "hi blxxd",
        "x" * 5000,
        "' OR 1=1 --",
        "sor wound",
    ],
)
def test_what_is_nowhere_finds_nothing(query: str) -> None:
    assert find(query) == []


def test_the_best_comes_first_and_equals_by_title() -> None:
    assert [(match.slug, match.how) for match in INDEX.find("back")] == [
        ("back", How.TITLE),
        ("backs", How.START),
        ("sore", How.WORDS),
        ("spasm", How.TOPIC),
    ]
    assert find("espalda") == ["sore", "backs"]
    assert find("s") == ["sore", "spasm"]


def test_the_language_of_the_staff_comes_first() -> None:
    twins = Index([
        Entry("one", {"en": "Diabetes", "es": "Diabetes"}),
        Entry("two", {"en": "Diabetes"}),
        Entry("three", {"es": "Diabetes", "en": "All of it"}),
    ])  # fmt: skip

    assert [(match.slug, match.lang) for match in twins.find("diabetes", lang="es")] == [
        ("one", "es"), ("three", "es"), ("two", "en"),
    ]  # fmt: skip
    assert [(match.slug, match.lang) for match in twins.find("diabetes", lang="en")] == [
        ("one", "en"), ("two", "en"), ("three", "es"),
    ]  # fmt: skip


def test_what_was_typed_is_marked_in_the_title_as_it_is_written() -> None:
    assert shown(first("presion alt")) == ["Presión", "alt"]
    assert shown(first("hemorrh")) == ["Haemorrh"]
    assert shown(first("مسالك")) == ["مسالك"]
    assert shown(first("病发")) == ["病发"]
    assert shown(first("musc muscle spa")) == ["Muscle", "spa"]
    assert shown(first("UTI")) == ["Urinary", "tract", "infection"]
    assert shown(first("blod pressure")) == ["blood", "pressure"]
    assert first("neck").spans == ()
    both = Index([Entry("a", {"en": "Heartburn, or heart", "zh": "高血压"})])
    assert both.find("heart")[0].spans == ((14, 19),)
    assert both.find("高血压 血")[0].spans == ((0, 3),)


def test_letters_of_a_reference_are_marked_where_a_title_has_them_too() -> None:
    [match, other] = Index([Entry("a", {"en": "A sore ankle"}, (), "ANK"), Entry("b", {"en": "Ankles"})]).find("ank")

    assert (match.how, match.lang, match.spans) == (How.CODE, "en", ((7, 10),))
    assert (other.how, other.spans) == (How.START, ((0, 3),))


def test_another_word_for_it_is_named() -> None:
    assert first("UTI").why == "urinary tract infection"
    assert first("hypertnsion").why == "high blood pressure"
    assert first("tract").why == first("blod pressure").why == ""


def test_other_words_come_behind_those_that_were_typed() -> None:
    both = Index([Entry("a", {"en": "After a heart attack"}), Entry("b", {"en": "Infarto"})])

    assert [(match.slug, match.how) for match in both.find("infarto")] == [("b", How.TITLE), ("a", How.SYNONYM)]


def test_of_other_words_those_in_a_title_come_first() -> None:
    topics = Index([Entry("a", {"en": "Bladder"}, ("cystitis",)), Entry("b", {"en": "Cystitis"})])

    assert [(match.slug, match.why) for match in topics.find("UTI")] == [("b", "cystitis"), ("a", "cystitis")]


def test_british_spelling_finds_the_american_one() -> None:
    assert [match.how for match in Index([Entry("a", {"en": "Low hemoglobin"})]).find("haemoglobin")] == [How.WORDS]


def test_a_slip_is_looked_for_only_when_nothing_else_was_found() -> None:
    near = Index([Entry("a", {"en": "Hearts"}), Entry("b", {"en": "Hearty"}), Entry("c", {"en": "Heart attack"})])

    assert [match.slug for match in near.find("hearty")] == ["b"]
    assert [match.slug for match in near.find("heartx")] == ["c", "a", "b"]
    assert Index([Entry("a", {"en": "The gut"})]).find("gxt") == ()


def test_a_limit_keeps_the_best() -> None:
    assert [match.slug for match in INDEX.find("back", limit=2)] == ["back", "backs"]


def test_only_so_much_of_what_is_typed_counts() -> None:
    assert find("back" + " " * LONGEST + "zebra") == find("back")
    assert find("back " * 8 + "zebra") == find("back")


def test_the_nearest_have_some_of_the_words_or_like_ones() -> None:
    assert INDEX.nearest("pinched zebra nerve") == ("spasm",)
    assert INDEX.nearest("heart zebra attack", limit=2) == ("attack", "pressure")
    assert INDEX.nearest("hemrrhods") == ("piles",)
    assert INDEX.nearest("zzzz") == INDEX.nearest("") == ()


def test_an_entry_without_a_title_is_found_by_its_name() -> None:
    assert [match.slug for match in Index([Entry("sore-knee", {})]).find("knee")] == ["sore-knee"]
    assert Index([]).find("knee") == ()


@given(ANY)
def test_no_text_does_any_harm(query: str) -> None:
    for match in LARGE.find(query, lang="es"):
        assert match.how in How
    LARGE.nearest(query[:20])


@given(st.sampled_from(library()), st.data())
def test_every_beginning_of_words_of_a_title_in_any_order_finds_it(entry: Entry, data: st.DataObject) -> None:
    title = data.draw(st.sampled_from(sorted(entry.titles.values())))
    typed = data.draw(st.permutations([word.text for word in words(title)]))
    cut = [word[: data.draw(st.integers(1, len(word)))] for word in typed[:8]]

    assert entry.slug in {match.slug for match in LARGE.find(" ".join(cut), limit=500)}


@st.composite
def slips(draw: DrawFn) -> tuple[Entry, str, str]:
    """Give an entry, a word of one of its titles, and the same with one slip."""
    entry = draw(st.sampled_from(library()))
    letters = "abcdefghijklmnopqrstuvwxyz"
    long = [one.text for title in entry.titles.values() for one in words(title) if len(one.text) >= 5]
    word = draw(st.sampled_from(long))
    at, letter = draw(st.integers(0, len(word) - 1)), draw(st.sampled_from(letters if word.isascii() else word))
    swapped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    ways = [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :], swapped]
    return entry, word, draw(st.sampled_from(ways))


@given(slips())
def test_one_slip_in_a_word_still_finds_it_when_nothing_else_is_found(made: tuple[Entry, str, str]) -> None:
    entry, _, typed = made
    found = LARGE.find(typed, limit=500)

    assert found
    assert found[0].how < How.SLIP or entry.slug in {match.slug for match in found}
    assert entry.slug in {match.slug for match in Index([entry]).find(typed)}


@given(slips(), st.data())
def test_one_slip_in_one_of_two_words_still_finds_it(made: tuple[Entry, str, str], data: st.DataObject) -> None:
    entry, word, typed = made
    [title] = [one for one in entry.titles.values() if word in [two.text for two in words(one)]][:1]
    others = [one.text for one in words(title) if one.text != word]
    assume(others)
    other = data.draw(st.sampled_from(others))

    assert entry.slug in {match.slug for match in Index([entry]).find(f"{other} {typed}")}


def test_several_may_ask_at_once() -> None:
    asked = ["back", "infarto", "blod pressure", "a"] * 20
    answers: dict[int, object] = {}
    index = Index(ENTRIES)
    threads = [Thread(target=lambda n=n, q=q: answers.update({n: index.find(q)})) for n, q in enumerate(asked)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answers[n] for n in range(len(asked))] == [INDEX.find(query) for query in asked]


def test_the_pieces_of_a_title_are_the_title() -> None:
    assert marked("Sore back", [(0, 2), (5, 9)]) == ["", "So", "re ", "back", ""]
    assert marked("Sore", ()) == ["Sore"]
