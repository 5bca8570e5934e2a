from __future__ import annotations

import pytest

from handoutpress.reading.blocks import BlockReader
from handoutpress.reading.problems import Problems
from handoutpress.reading.slips import CARDS, FILLED, MARKED

NAMES = {*FILLED, *CARDS, *MARKED, "key-point", "notes", "own"}


def read(text: str) -> list[str]:
    """Read a body that begins on line 1; each finding comes as `line:column code severity message`."""
    problems = Problems("f")
    BlockReader(text, 1, problems, lambda src, _: src).sections(NAMES)
    return [f"{str(f.place).removeprefix('f:')} {f.code} {f.severity} {f.message}" for f in problems.found]


@pytest.mark.parametrize(
    "text",
    [
        "::: diary My week\n- Pain\n- Mood, written\n  in the evening\n:::",
        "::: checklist\nI know:\n- a\n\nI have:\n\n1. b\n:::",
        "::: notes\n:::",
        "::: questions\n:::",
        "::: own\n:::",
        "::: key-point Never drive\n:::",
        "::: medicine\nOne a day.\n:::",
        "::: exercise Bend\n![x](y.svg)\n\n1. Bend.\n\nTwice a day.\n:::",
        "- one\ntwo\n  - three\nfour",
        "#1 of all\n# \\##Why",
        "5 | 6\n\nthis | or that",
        "a | b\n--|--\nc | d",
        "| a | b |\n|:--|--:|\n| c ||\n| | d |\n|  e \\| f | g",
        "| a |\n|---|\n| b |",
    ],
)
def test_what_is_meant_so_is_left_in_peace(text: str) -> None:
    assert [told for told in read(text) if "S136" not in told] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::: diary\nPain\nMood\n:::", "2:1 S190 error"),
        ("::: diary\n- a\n\n| a |\n|---|\n| b |\n:::", "4:1 S190 error"),
        ("::: diary\n- a\n  - b\n:::", "3:3 S190 error"),
        ("::: diary\n![x](y.svg)\n:::", "2:1 S190 error"),
        ("::: exercise\n1. a\nb\n:::", "3:1 S191 warning"),
        ("::: emergency Call if\n- numb\ntrouble peeing\n:::", "3:1 S191 warning"),
        ("::: do\n- a\n  - b\nc\n:::", "4:1 S191 warning"),
        ("::: questions\nWhy?\n:::", "2:1 S191 warning"),
        ("::: do\n- a\n\nAnd:\n:::", "4:1 S191 warning"),
        ("::: steps First\n:::", "1:1 S192 error"),
        ("::: urgent\n:::", "1:1 S192 error"),
        ("::: urgent Call us if\n:::", "1:1 S192 warning"),
        ("text\n  ##Why", "2:3 S148 error"),
        ("#Why", "1:1 S148 error"),
        ("| a | b |", "1:1 S149 error"),
        ("| a | b |\n|---|---|\n| c | d |\n\n| e | f |", "5:1 S149 error"),
        ("| a | b |\n|---|---|\n| c |", "3:1 S146 error"),
        ("| a | b |\n|---|---|\n| c | d\nText", "4:1 S146 error"),
    ],
)
def test_a_slip_is_told_where_it_stands(text: str, told: str) -> None:
    [found] = read(text)
    assert found.startswith(told)


def test_a_block_that_is_empty_only_for_a_slip_is_not_told_twice() -> None:
    assert [told.split(" ")[1] for told in read("::: do\n::: avoid\n:::\n:::")] == ["S132", "S131"]


def test_a_block_that_is_never_closed_is_told_once_and_the_headings_after_it_are_sections() -> None:
    problems = Problems("f")
    text = "::: do\n- a\n\n## A\n\n::: ask {{ x }}\nb\n:::\n\n## B"
    reader = BlockReader(text, 1, problems, lambda src, _: src)
    assert [section.id for section in reader.sections(NAMES)] == [".opening", "a", "b"]
    assert [found.code for found in problems.found] == ["S132"]


def test_the_values_of_an_opening_line_are_looked_at_though_it_opens_nothing() -> None:
    reader = BlockReader(":: ask Call {{ clinic.fone }}\nx\n:::", 1, Problems("f"), lambda src, _: src)
    reader.sections(NAMES)
    assert [name for name, _ in reader.inline.uses] == ["clinic.fone"]
