from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.clinic import BrandFile
from handoutpress.layouts import Layout
from handoutpress.model import FrontMatter
from handoutpress.reading.problems import Problems
from handoutpress.reading.settings import Settings
from handoutpress.reading.validate import schema, validate
from handoutpress.reading.yaml_tree import parse
from support import BRAND

WHOLE = "title: A sore ankle\nsummary: Rest it.\nkind: condition\n"
JARGON = re.compile(r"Input should|constrained|dict\[|valid |pydantic|instance|NoneType|None\b|\bstr\b|tuple")
"""Words of the validator that no clinic should ever read."""


def read(text: str, kind: type[Any] = FrontMatter) -> tuple[Any, list[str]]:
    """Validate `text`; each finding comes as `line:column code message | hint`."""
    problems = Problems("f")
    tree = parse(text, problems)
    assert tree is not None
    made = validate(kind, tree, problems)
    assert (made is None) == bool(problems.found)
    return made, [f"{str(f.place).removeprefix('f:')} {f.code} {f.message} | {f.hint}" for f in problems.found]


def test_what_is_left_out_has_its_default() -> None:
    made, _ = read(WHOLE)
    assert (made.version, made.reference, made.topics, made.review.status, made.cover) == ("1", None, (), "draft", None)


def test_values_take_the_type_that_the_schema_gives_them_and_no_other() -> None:
    made, _ = read(WHOLE + "version: 1.10\nreference: 012\ntopics: [no, 1]\nreview: {on: 2026-10-01, by: yes}\n")
    assert (made.version, made.reference, made.topics) == ("1.10", "012", ("no", "1"))
    assert (made.review.on, made.review.by) == (date(2026, 10, 1), "yes")


def test_blanks_round_a_value_are_dropped() -> None:
    assert read(WHOLE + "reference: '  AB  '\n")[0].reference == "AB"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("titel: x", "4:1 S121 unknown key 'titel' | did you mean 'title'?"),
        ("review: {staus: draft}", "4:10 S121 unknown key 'staus' | did you mean 'status'?"),
        ("sources: [{title: x}, {title: y, titl: z}]", "4:34 S121 unknown key 'titl' | did you mean 'title'?"),
        ("cover: {image: a.svg, alt: x, captoin: y}", "4:31 S121 unknown key 'captoin' | did you mean 'caption'?"),
        ("cover: {alt: x}", "4:1 S122 'image' is missing | add it inside the braces: image: …"),
        ("sources: [{publisher: x}]", "4:11 S122 'title' is missing | add it inside the braces: title: …"),
        ("cover:\n  image: a.svg", "4:1 S122 'alt' is missing | add a line: alt: …"),
        ("version:", "4:1 S123 'version' is empty | give it a value, or take the line out"),
        ("version: ''", "4:1 S123 'version' is empty | give it a value, or take the line out"),
        ("version: '  '", "4:1 S123 'version' is empty | give it a value, or take the line out"),
        ("review:", "4:1 S123 'review' is empty | give it a value, or take the line out"),
        ("topics: [a, '']", "4:13 S123 '1' is empty | give it a value, or take the line out"),
        ("topics: back", "4:1 S123 'topics' must be a list | write it as [\"one\", \"two\"]"),
        ("topics: {a: b}", "4:1 S123 'topics' must be a list | write it as [\"one\", \"two\"]"),
        ("version: [a]", "4:1 S123 'version' must be one line of text | put it in quotes when it holds { [ or ': '"),
        ("review: soon", "4:1 S123 'review' must be lines of 'key: value' | "),
        ("sources: [x]", "4:11 S123 '0' must be lines of 'key: value' | "),
        (
            "review: {status: done}",
            "4:10 S123 status 'done' is not known | use 'draft', 'sample', 'approved' or 'withdrawn'",
        ),
    ],
)  # fmt: skip
def test_a_line_with_a_fault_is_told_with_its_place_and_a_cure(line: str, told: str) -> None:
    assert read(WHOLE + line) == (None, [told])


@pytest.mark.parametrize(
    "day", ["2026-13-01", "2026-02-30", "1.10.2026", "10/01/2026", "soon", "2026", "0", "20261001", "1767225600",
            "2026-10-01T00:00:00", "2026-1-1", "[2026]"],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_an_example(day: str) -> None:
    made, [told] = read(WHOLE + f"review: {{due: {day}}}")
    assert made is None
    assert told.startswith("4:10 S123 ")
    assert day.strip("[]") in told
    assert "is not a date" in told
    assert "write year-month-day, such as 2026-10-01" in told


def test_a_leap_day_is_a_date() -> None:
    assert read(WHOLE + "review: {due: 2028-02-29}")[0].review.due == date(2028, 2, 29)


@pytest.mark.parametrize("due", ["2026-10-01", "2026-09-30"])
def test_the_next_check_comes_after_the_last(due: str) -> None:
    assert read(WHOLE + f"review: {{on: 2026-10-01, due: {due}}}") == (
        None,
        [f"4:26 S123 the next check ({due}) must come after the last one (2026-10-01) | "],
    )


def test_all_faults_come_in_one_pass() -> None:
    made, told = read("titel: x\nkind: illness\nversion:\nreview: {due: soon, staus: draft}\nsources: [{url: x}]\n")
    assert made is None
    assert sorted(" ".join(line.split(" ")[:2]) for line in told) == [
        "1:1 S121", "1:1 S122", "2:1 S123", "3:1 S123", "4:10 S123", "4:21 S121", "5:11 S122",
    ]  # fmt: skip


def test_faults_of_meaning_come_in_the_same_pass_as_faults_of_form() -> None:
    _, told = read(BRAND.replace("US", "usa").replace("#0f6470", "teal").replace("paper:", "papier:"), BrandFile)
    assert sorted(line.split(" ")[0] for line in told) == ["4:9", "6:3", "7:3"]


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("  hours: [a]", "13:3"),
        ("  hours: {en: [a]}", "13:11"),
        ("  words: {disc: }", "13:11"),
        ("  words: {disc: {en: {x: y}}}", "13:18"),
        ("  words: [a]", "13:3"),
    ],
)
def test_a_text_that_may_differ_by_language_is_told_once_and_by_its_own_name(line: str, place: str) -> None:
    made, [told] = read(BRAND + line, BrandFile)
    assert made is None
    assert told.startswith(f"{place} S123 '")


VALUES = st.recursive(
    st.sampled_from(["", "~", "x", "'{}'", "2026-10-01", "draft", "condition"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(st.tuples(st.sampled_from(["title", "status", "alt", "odd", "en"]), inner), max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        )
    ),
    max_leaves=4,
)
KEYS = ["title", "kind", "summary", "review", "sources", "cover", "topics", "translation", "related", "odd"]


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_whatever_stands_in_front_it_is_taken_or_told_in_our_own_words(lines: dict[str, str]) -> None:
    problems = Problems("f")
    tree = parse("\n".join(f"{key}: {value}" for key, value in lines.items()), problems)
    if tree:
        made = validate(FrontMatter, tree, problems)
        assert (made is None) == bool([finding for finding in problems.found if finding.code.startswith("S12")])
    assert [finding.message for finding in problems.found if JARGON.search(finding.message)] == []


@pytest.mark.parametrize("kind", [FrontMatter, BrandFile, Settings, Layout])
def test_every_file_has_a_schema_that_knows_its_keys_and_no_others(kind: type[Any]) -> None:
    made = schema(kind)
    assert made["type"] == "object"
    assert made["additionalProperties"] is False
    assert set(made["properties"]) == set(kind.__dataclass_fields__)


def test_the_schema_names_what_must_be_there() -> None:
    assert sorted(schema(FrontMatter)["required"]) == ["kind", "summary", "title"]
