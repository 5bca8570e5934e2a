from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.findings import Place
from handoutpress.reading.problems import Problems
from handoutpress.reading.yaml_hints import INDENT, LINE
from handoutpress.reading.yaml_tree import BRACES, DEEPEST, Tree, parse

TAB = "indent with spaces, not with a tab"
WHOLE = 'put the whole value in one pair of quotes: "…"'
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x7f\x85\u2028\u2029"))
TREES = st.recursive(WORDS, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=8)


def read(text: str, first_line: int = 1) -> tuple[Tree | None, list[str]]:
    """Parse `text`; each finding comes as `line:column code message | hint`."""
    problems = Problems("f")
    tree = parse(text, problems, first_line=first_line)
    found = [f"{str(f.place).removeprefix('f:')} {f.code} {f.message} | {f.hint}" for f in problems.found]
    assert {finding.place.path for finding in problems.found} <= {"f"}
    return tree, found


def value_of(text: str) -> dict[str, Any]:
    """Give the value of a text that is without fault."""
    tree, found = read(text)
    assert tree is not None
    assert found == []
    return tree.value


@pytest.mark.parametrize(
    "written", ["no", "yes", "on", "True", "1.10", "012", "0x1F", "1e3", "1_000", "2026-10-01", "12:30:45", ".inf", "="]
)
def test_a_plain_value_stays_the_text_that_was_written(written: str) -> None:
    assert value_of(f"key: {written}") == {"key": written}
    assert value_of(f"key: [{written}]") == {"key": [written]}


@pytest.mark.parametrize("written", ["", " ", "~", "null", " # only a remark"])
def test_a_key_without_a_value_holds_nothing(written: str) -> None:
    assert value_of(f"key: {written}\nnext: x") == {"key": None, "next": "x"}


@pytest.mark.parametrize(
    ("text", "value", "told", "lost"),
    [
        ("a: Sciatica #1 guide", "Sciatica", "1:13 S115 warning", "#1"),
        ("a: one\n  two #x", "one two", "2:7 S115 warning", "#x"),
        ("a: #12", None, "1:4 S115 error", "#12"),
        ("a:   #12 x", None, "1:6 S115 error", "#12"),
    ],
)
def test_what_yaml_takes_for_a_remark_is_told_with_its_weight(
    text: str, value: str | None, told: str, lost: str
) -> None:
    problems = Problems("f")
    tree = parse(text, problems)
    assert tree is not None
    assert tree.value == {"a": value}
    [found] = problems.found
    assert f"{str(found.place).removeprefix('f:')} {found.code} {found.severity}" == told
    assert found.message == f"what begins with '{lost}' is left out"


@pytest.mark.parametrize("text", ["a: x # remark", "a: x #", "a: 'x #1'", "a: 'x' #1", "a: |\n  x #1", "a: x#1"])
def test_a_remark_is_left_in_peace(text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize("written", ["''", '""'])
def test_an_empty_text_in_quotes_is_an_empty_text(written: str) -> None:
    assert value_of(f"key: {written}") == {"key": ""}


@pytest.mark.parametrize("written", ["'null'", '"~"'])
def test_a_word_in_quotes_is_that_word(written: str) -> None:
    assert value_of(f"key: {written}") == {"key": written.strip("'\"")}


def test_a_key_may_look_like_a_number_or_a_yes() -> None:
    assert value_of("no: a\n012: b\n1.10: c") == {"no": "a", "012": "b", "1.10": "c"}


def test_a_tag_that_would_run_a_program_is_text_like_any_other() -> None:
    assert value_of("key: !!python/object/apply:os.system [echo]") == {"key": ["echo"]}


def test_texts_of_several_lines_keep_or_fold_them() -> None:
    assert value_of("a: |\n  one\n  two\nb: >\n  one\n  two\nc: one\n  two") == {
        "a": "one\ntwo\n",
        "b": "one two\n",
        "c": "one two",
    }


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark"])
def test_a_text_without_keys_is_an_empty_tree(text: str) -> None:
    assert value_of(text) == {}


@given(st.dictionaries(WORDS, TREES))
def test_what_yaml_writes_comes_back_as_it_was(tree: dict[str, Any]) -> None:
    assert value_of(yaml.safe_dump(tree, allow_unicode=True)) == tree


@given(st.text())
def test_no_text_is_too_odd_to_be_read_or_refused(text: str) -> None:
    tree, found = read(text)
    assert tree is not None or found


def test_every_key_and_every_item_has_its_place() -> None:
    tree, _ = read("a: x\nb:\n  - c\n  - {d: e,\n     f: g}\n", first_line=2)
    assert tree is not None
    assert {loc: (place.line, place.column) for loc, place in tree.places.items()} == {
        (): (2, 1),
        ("a",): (2, 1),
        ("b",): (3, 1),
        ("b", 0): (4, 5),
        ("b", 1): (5, 5),
        ("b", 1, "d"): (5, 6),
        ("b", 1, "f"): (6, 6),
    }


def test_what_is_not_written_down_is_where_its_parent_is() -> None:
    tree, _ = read("a: x\nb:\n  c: d\n")
    assert tree is not None
    assert tree.place(("b", "missing", 3)) == Place("f", 2, 1)
    assert tree.place(("missing",)) == Place("f", 1, 1)


def test_columns_count_letters_not_bytes() -> None:
    tree, _ = read("ä: {ö: x, ü: y}")
    assert tree is not None
    assert tree.place(("ä", "ü")).column == 11


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3", "3:1 S111 'a' is given twice | keep one of the two"),
        ("a:\n  b: 1\n  b: 2", "3:3 S111 'b' is given twice | keep one of the two"),
        ("a: {b: 1, b: 2}", "1:11 S111 'b' is given twice | keep one of the two"),
        ("a: 1\n'a': 2", "2:1 S111 'a' is given twice | keep one of the two"),
        ("[a, b]: c", "1:1 S114 a key must be plain text | " + BRACES),
        ("a: x\n? {b: c}\n: d", "2:3 S114 a key must be plain text | " + BRACES),
    ],
)
def test_a_key_that_cannot_be_taken_is_told_and_the_first_is_kept(text: str, told: str) -> None:
    _, found = read(text)
    assert found == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: &x b\nc: *x", "2:4 S112 an alias (*name) is not accepted | write the value out"),
        ("a: &x {b: c}\nd:\n  <<: *x", "3:7 S112 an alias (*name) is not accepted | write the value out"),
        ("a: &x [*x]", "1:8 S112 an alias (*name) is not accepted | write the value out"),
    ],
)
def test_an_alias_is_refused_where_it_stands(text: str, told: str) -> None:
    assert read(text) == (None, [told])


def test_a_few_lines_do_not_grow_into_gigabytes() -> None:
    laughs = ["a0: &a0 [ha, ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40))]
    tree, found = read("\n".join(laughs))
    assert tree is None
    assert {told.partition(" ")[2] for told in found} == {"S112 an alias (*name) is not accepted | write the value out"}


@pytest.mark.parametrize(
    ("opening", "closing", "column"), [("[", "]", DEEPEST + 3), ("{a: ", "}", 4 * DEEPEST + 0)], ids=["lists", "keys"]
)
@pytest.mark.parametrize("times", [DEEPEST, 1_000, 100_000])
def test_nesting_without_end_is_refused_where_it_goes_too_deep(
    opening: str, closing: str, column: int, times: int
) -> None:
    told = f"1:{column} S113 is nested deeper than {DEEPEST} levels | "
    assert read("a: " + opening * times + closing * times) == (None, [told])


def test_nesting_that_is_deep_enough_for_any_handout_is_read() -> None:
    value = value_of("a: " + "[" * (DEEPEST - 1) + "b" + "]" * (DEEPEST - 1))["a"]
    for _ in range(DEEPEST - 1):
        [value] = value
    assert value == "b"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: b\ntitle: Back pain: what now?", (
            "2:17 S110 is not YAML: mapping values are not allowed in this context | "
            "put a value that holds ': ' in quotes"
        )),
        ("a: b\nname: @home", (
            "2:7 S110 is not YAML: found character that cannot start any token | "
            "put a value that begins with @, ` or % in quotes"
        )),
        ("a: b\nno colon here\nc: d", (
            "2:1 S110 is not YAML: could not find expected ':' | "
            "every line needs a key, a colon and a space"
        )),
        ("a: [b, c\nd: e", "1:4 S110 is not YAML: did not find expected ',' or ']' | close it: a [ needs its ]"),
        ("a: b\nc: {d: #3f6b2a}\ne: f\n", (
            "2:8 S110 is not YAML: did not find expected ',' or '}' | "
            'a # begins a comment: put the whole value in quotes, as in "#3f6b2a"'
        )),
        ('a: {b: "x #1", c: Foot: its side}', (
            "1:23 S110 is not YAML: did not find expected ',' or '}' | put a value that holds ': ' in quotes"
        )),
        ('a: {b: "x" y}', (
            "1:12 S110 is not YAML: did not find expected ',' or '}' | "
            'put a value that holds quotes or brackets in quotes as a whole: "…"'
        )),
        ('a: "x" y', f"1:8 S110 is not YAML: did not find expected key | {WHOLE}"),
        ("a:\n  b: c\n d: e", f"3:2 S110 is not YAML: did not find expected key | {INDENT}"),
        ("a: b\n  c: d", f"2:4 S110 is not YAML: mapping values are not allowed in this context | {INDENT}"),
        ("a:b\nc: d", f"2:2 S110 is not YAML: mapping values are not allowed in this context | {LINE}"),
        ("a: b\n\tc: d", f"2:1 S110 is not YAML: found a tab character that violates indentation | {TAB}"),
        ("a:\n\tb: c", f"2:1 S110 is not YAML: found character that cannot start any token | {TAB}"),
        ("a: - b", (
            "1:4 S110 is not YAML: block sequence entries are not allowed in this context | "
            "begin the list on a line of its own, or write [one, two]"
        )),
        ("a: *nobody", "1:4 S112 an alias (*name) is not accepted | write the value out"),
        ("a: b\n--- \nc: d", "2:1 S110 is not YAML: but found another document | take the line of --- out"),
        ("- a\n- b", f"1:1 S110 must be lines of 'key: value' | {LINE}"),
        ("just words", f"1:1 S110 must be lines of 'key: value' | {LINE}"),
    ],
)  # fmt: skip
def test_what_is_not_yaml_is_told_with_its_place_and_a_cure(text: str, told: str) -> None:
    assert read(text) == (None, [told])


def test_a_quote_that_is_never_closed_is_told_where_it_opens() -> None:
    [told] = read('a: x\nb: "never closed\nc: y\nd: z\n')[1]
    assert told.startswith("2:4 S110 is not YAML: ")


@pytest.mark.parametrize(
    ("letter", "name"),
    [("\x07", "U+0007"), ("\x00", "U+0000"), ("\x85", "U+0085"), ("\u2028", "U+2028"), ("\ufeff", "U+FEFF")],
)
def test_an_invisible_character_is_found_in_its_line(letter: str, name: str) -> None:
    tree, found = read(f"title: {'é' * 60}\nsummary: a{letter}b\nkind: x\n", first_line=2)
    assert tree is None
    assert found == [f"3:11 S110 holds the invisible character {name} | delete it, or type the line anew"]


def test_places_count_from_the_first_line_of_the_text_in_its_file() -> None:
    assert read("a: 1\na: 2", first_line=40)[1] == ["41:1 S111 'a' is given twice | keep one of the two"]
    assert read("a: b: c", first_line=40)[1][0].startswith("40:5 S110")
