from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from handoutpress.findings import Severity
from handoutpress.glossary import WORD, Entry, Glossary
from handoutpress.reading.glossary import BUILT_IN, built_in, read_glossary
from support import REPOSITORY, put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LISTS = ("en", "es")
SEVERAL = """\
utilize: use
es:
  hipertension: presion alta
  edema: ok
pt-BR:
  edema: {use: inchaço, severity: info}
en:
  commence: start
zh-Hant: {}
"""
FIRST_SAMPLE = """
    acute; adhere to; administer; adverse effect; analgesic; anaesthetic; anesthetic; anticoagulant; chronic;
    compression; degeneration; discontinue; edema; efficacy; hypertension; incision; incontinence; inflammation;
    lumbar; minimally invasive; monitor; paresthesia; prior to; radiculopathy; symptom; urinate; utilize; vertebra
"""
PLAIN = (
    "pain; surgery; infection; injection; diabetes; asthma; swelling; X-ray; scan; medicine; doctor; positive; stool"
)


def read(folder: Path, text: str) -> tuple[Mapping[str, tuple[Entry, ...]], list[str]]:
    lists, findings = read_glossary(put(folder / "glossary.yml", text), root=folder)
    return lists, [f"{one.place} {one.code} {one.message}" for one in findings]


def keys(lang: str) -> list[str]:
    """Give the hard words of a list as its file has them."""
    lines = (BUILT_IN / f"{lang}.yml").read_text("utf-8").splitlines()
    return [line.partition(": ")[0] for line in lines if not line.startswith("#") and line]


def test_a_pair_is_a_warning(tmp_path: Path) -> None:
    lists, findings = read(tmp_path, "# a remark\nutilize: use\nprior to: before  # another\n")

    assert findings == []
    assert lists == {"en": (Entry("utilize", "use", Severity.WARNING), Entry("prior to", "before"))}


@pytest.mark.parametrize("severity", Severity)
def test_an_entry_may_say_how_much_it_weighs(severity: Severity, tmp_path: Path) -> None:
    lists, findings = read(tmp_path, f"analgesic: {{use: painkiller, severity: {severity}}}\n")

    assert (lists["en"], findings) == ((Entry("analgesic", "painkiller", severity),), [])


def test_plainer_words_alone_may_stand_under_use(tmp_path: Path) -> None:
    assert read(tmp_path, "analgesic:\n  use: painkiller\n")[0]["en"] == (Entry("analgesic", "painkiller"),)


@pytest.mark.parametrize("ok", ["ok", "OK", '"ok"'])
def test_ok_takes_a_word_off_the_list(ok: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"catheter: {ok}\n")[0]["en"] == (Entry("catheter", ""),)


def test_words_of_another_language_stand_under_its_code(tmp_path: Path) -> None:
    lists, findings = read(tmp_path, SEVERAL)

    assert findings == []
    assert lists == {
        "en": (Entry("utilize", "use"), Entry("commence", "start")),
        "es": (Entry("hipertension", "presion alta"), Entry("edema", "")),
        "pt-BR": (Entry("edema", "inchaço", Severity.INFO),),
    }


def test_a_short_word_that_weighs_is_no_language(tmp_path: Path) -> None:
    assert read(tmp_path, "po: {use: by mouth}\n")[0] == {"en": (Entry("po", "by mouth"),)}


@pytest.mark.parametrize("text", ["no: not any\n", "1.10: x\n", "on: yes\n"])
def test_words_that_yaml_takes_for_something_else_are_words(text: str, tmp_path: Path) -> None:
    word, _, plain = text.strip().partition(": ")

    assert read(tmp_path, text)[0]["en"] == (Entry(word, plain),)


def test_no_file_is_an_empty_list(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary.yml", root=tmp_path) == ({"en": ()}, ())


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_an_empty_list_is_one(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text) == ({"en": ()}, [])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("- utilize\n", "1:1 S110 must be lines of 'key: value'"),
        ("a: b\n  utilize: {use\n", "2:10 S110 is not YAML: mapping values are not allowed in this context"),
        ("a: b\na: c\n", "2:1 S111 'a' is given twice"),
        ("a: *b\n", "1:4 S112 an alias (*name) is not accepted"),
        ("a: b\nutilize:\n", "2:1 S182 'utilize' has no plainer words"),
        ("a: b\nutilize: '  '\n", "2:1 S182 'utilize' has no plainer words"),
        ("a: b\nutilize: [use, take]\n", "2:1 S182 'utilize' has no plainer words"),
        ("utilize: #use\n", "1:10 S115 what begins with '#use' is left out"),
        ("spanish: {edema: hinchazón}\n", "1:1 S182 'spanish' has no 'use', and is no language code"),
        ("es:\n  edema: [hinchazón]\n", "2:3 S182 'edema' has no plainer words"),
        ("es:\n  edema:\n    fr: x\n", "2:3 S182 'edema' has no plainer words"),
        ("utilize: {use: x, severity: bad}\n", "1:19 S123 severity 'bad' is not known"),
        ("utilize: {severity: error}\n", "1:1 S122 'use' is missing"),
        ("utilize: {use: x, severty: error}\n", "1:19 S121 unknown key 'severty'"),
        ("utilize: {use: }\n", "1:11 S123 'use' is empty"),
        ("'—': x\n", "1:1 S183 '—' is no word"),
    ],
)
def test_faults_are_told_with_their_place(text: str, finding: str, tmp_path: Path) -> None:
    assert read(tmp_path, text)[1] == [f"glossary.yml:{finding}"]


def test_what_is_whole_is_kept_beside_a_fault(tmp_path: Path) -> None:
    lists, findings = read(tmp_path, "utilize: []\nprior to: before\n—: x\nes:\n  edema:\n  otalgia: dolor de oído\n")

    assert lists == {"en": (Entry("prior to", "before"),), "es": (Entry("otalgia", "dolor de oído"),)}
    assert [finding[:18] for finding in findings] == ["glossary.yml:1:1 S", "glossary.yml:3:1 S", "glossary.yml:5:3 S"]


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "glossary.yml"
    file.write_bytes(b"a: \xff\n")

    assert [one.code for one in read_glossary(file, root=tmp_path)[1]] == ["S101"]


def test_the_list_of_the_sample_workspace_is_whole_and_shows_every_way() -> None:
    lists, findings = read_glossary(REPOSITORY / "handouts" / "glossary.yml", root=REPOSITORY)

    assert findings == ()
    assert {entry.severity for entry in lists["en"]} == set(Severity)
    assert "" in {entry.plain for entry in lists["en"]}
    assert lists["es"]


def test_the_list_in_the_docs_is_whole(tmp_path: Path) -> None:
    page = (REPOSITORY / "docs" / "writing.md").read_text("utf-8")
    [example] = re.findall(r"### Your own words.*?```yaml\n(.*?)```", page, re.DOTALL)
    lists, findings = read(tmp_path, example)

    assert findings == []
    assert {*lists} == {"en", "es"}


@pytest.mark.parametrize(("lang", "least"), [("en", 900), ("es", 300)])
def test_our_own_lists_are_long(lang: str, least: int) -> None:
    assert len([entry for entry in built_in(lang) if entry.plain]) >= least


def test_a_language_without_a_list_has_no_entries() -> None:
    assert built_in("xx") == ()


@pytest.mark.parametrize("lang", LISTS)
def test_our_own_lists_are_sorted(lang: str) -> None:
    plain = str.maketrans("áéíóúüñ", "aeiouun")

    assert keys(lang) == sorted(keys(lang), key=lambda word: (word.casefold().translate(plain), word))


@pytest.mark.parametrize("lang", LISTS)
def test_every_entry_is_found_by_its_words_and_none_hides_another(lang: str) -> None:
    glossary = Glossary(lang, built_in(lang))
    found = {entry.words: [hit for _, _, hit in glossary.find(entry.parts)] for entry in built_in(lang)}

    assert [
        words for entry in built_in(lang) if (words := entry.words) and found[words] != [entry] * bool(entry.plain)
    ] == []


@pytest.mark.parametrize("lang", LISTS)
def test_no_plainer_words_hold_a_hard_one(lang: str) -> None:
    glossary = Glossary(lang, built_in(lang))

    assert [entry for entry in built_in(lang) if list(glossary.find(WORD.findall(entry.plain)))] == []


@pytest.mark.parametrize("lang", LISTS)
def test_plainer_words_are_a_few_in_small_letters(lang: str) -> None:
    for entry in built_in(lang):
        assert len(entry.plain.split()) <= 10, entry
        assert re.fullmatch(r"(?:[\w',()-]|CPR|GP|CT|MRI| )*", entry.plain), entry


@pytest.mark.parametrize("word", PLAIN.split("; "))
def test_what_is_plain_is_not_on_the_list(word: str) -> None:
    assert list(Glossary("en", built_in("en")).find([word])) == []


def test_the_pairs_of_the_first_sample_list_still_count() -> None:
    own, _ = read_glossary(REPOSITORY / "handouts" / "glossary.yml", root=REPOSITORY)
    glossary = Glossary("en", (*built_in("en"), *own["en"]))

    assert [words for words in FIRST_SAMPLE.split(";") if len(list(glossary.find(words.split()))) != 1] == []
