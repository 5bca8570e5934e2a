from __future__ import annotations

import pytest

from handoutpress.reading.fences import check_fences, read_fence
from handoutpress.reading.problems import Problems

NAMES = ("ask", "do", "emergency", "notes", "questions")


def fences(text: str) -> list[str]:
    """Check the fences of a body that begins on line 1."""
    problems = Problems("f")
    check_fences(text.split("\n"), 1, NAMES, problems)
    return [f"{str(f.place).removeprefix('f:')} {f.code} {f.message} | {f.hint}" for f in problems.found]


@pytest.mark.parametrize(
    ("info", "name", "title", "options"),
    [
        ("do", "do", "", {}),
        ("do Do", "do", "Do", {}),
        ("ask Call {{ clinic.phone }} if", "ask", "Call {{ clinic.phone }} if", {}),
        ("ask Call {{ clinic.phone }}", "ask", "Call {{ clinic.phone }}", {}),
        ("questions To ask {lines=2}", "questions", "To ask", {"lines": "2"}),
        ("notes {lines=2 wide=yes}", "notes", "", {"lines": "2", "wide": "yes"}),
        ("notes My notes {lines}", "notes", "My notes", {"lines": ""}),
        ("ask Call {clinic.phone}", "ask", "Call {clinic.phone}", {}),
    ],
)
def test_the_opening_of_a_block_is_a_name_a_title_and_options(
    info: str, name: str, title: str, options: dict[str, str]
) -> None:
    fence = read_fence(3, info)
    assert (fence.line, fence.name, fence.title, fence.options) == (3, name, title, options)


@pytest.mark.parametrize(
    "text",
    [
        "::: do\n- a\n:::",
        ":::do Do\n- a\n:::  ",
        "::: notes x {lines=1}\n:::",
        "a ::: b",
        "a :: b",
        ": a remark",
        ":::do\n- a\n:::",
        "a\n::: do\nb\n:::\nc",
    ],
)
def test_blocks_that_open_and_close_are_without_fault(text: str) -> None:
    assert fences(text) == []


CLOSE = "write ':::' alone on the line after its last one; blocks do not stand in one another"
ODD = (
    "this line looks like a block, but is none "
    "| write three colons at the start of the line; blocks do not stand in lists or in one another"
)
UPWARDS = "look above for the line that should open it, such as '::: do'; if there is none, take this one out"
LINES = "write {lines=4}: how many lines to write on, 1 to 40"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("::: emergancy X\n:::", ["1:1 S130 unknown block 'emergancy' | did you mean 'emergency'?"]),
        ("::: xyz\n:::", ["1:1 S130 unknown block 'xyz' | known are: ask, do, emergency, notes, questions"]),
        ("a\n\n::: do\n- a", [f"3:1 S132 block 'do' is never closed | {CLOSE}"]),
        ("::: do\n::: ask\n:::\n", [f"1:1 S132 block 'do' is never closed | {CLOSE}"]),
        ("::: do\n::: ask\n:::\n:::", [
            f"1:1 S132 block 'do' is never closed | {CLOSE}",
            f"4:1 S131 ':::' closes a block, but none is open | {UPWARDS}",
        ]),
        (":::", [f"1:1 S131 ':::' closes a block, but none is open | {UPWARDS}"]),
        (":::: do\n::::", [f"1:1 S131 {ODD}", f"2:1 S131 {ODD}"]),
        ("- a\n\n    ::: do\n    :::", [f"3:5 S131 {ODD}", f"4:5 S131 {ODD}"]),
        ("::: notes {lines=two}\n:::", [f"1:1 S139 lines 'two' is not a number from 1 to 40 | {LINES}"]),
        ("::: notes {lines=0}\n:::", [f"1:1 S139 lines '0' is not a number from 1 to 40 | {LINES}"]),
        ("::: notes {lines=41}\n:::", [f"1:1 S139 lines '41' is not a number from 1 to 40 | {LINES}"]),
        ("::: notes {lines=}\n:::", [f"1:1 S139 lines '' is not a number from 1 to 40 | {LINES}"]),
        ("::: notes {lins=4}\n:::", [f"1:1 S139 unknown option 'lins' | {LINES}"]),
        (":: ask Call us\nx\n:::", ["1:1 S131 two colons: a block begins with three | write '::: ask Call us'"]),
        ("::ask\nx\n:::", ["1:1 S131 two colons: a block begins with three | write '::: ask'"]),
        (" : ask Call us\nx\n:::", ["1:2 S131 one colon: a block begins with three | write '::: ask Call us'"]),
        ("::: do\n- a\n::\n", ["3:1 S131 two colons: a block ends with three | write ':::'"]),
        (":: do\n- a\n::\n\n:::", [
            "1:1 S131 two colons: a block begins with three | write '::: do'",
            "3:1 S131 two colons: a block ends with three | write ':::'",
            f"5:1 S131 ':::' closes a block, but none is open | {UPWARDS}",
        ]),
        (":::: do\n- a\n:::", [f"1:1 S131 {ODD}"]),
        ("::: do\n- a\n :::", [f"3:2 S131 {ODD}"]),
        ("::: DO\n:::", ["1:1 S130 unknown block 'DO' | did you mean 'do'?"]),
        ("::: notes {wide}\n:::", [f"1:1 S139 unknown option 'wide' | {LINES}"]),
    ],
)  # fmt: skip
def test_a_block_with_a_fault_is_told_with_its_place_and_a_cure(text: str, told: list[str]) -> None:
    assert fences(text) == told


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        ("::: do\n- a\n:::", []),
        ("::: do\n- a", [0]),
        ("::: do\n::: ask\nx\n:::\n:::", [0, 4]),
        (":: do\n- a\n:::", [0, 2]),
        ("::: do\n- a\n::", [0, 2]),
        ("::: emergancy\n- a\n:::", []),
    ],
)
def test_lines_that_open_or_close_nothing_are_named(text: str, torn: list[int]) -> None:
    found = check_fences(text.split("\n"), 1, NAMES, Problems("f"))
    assert sorted(fence.line for fence in found) == torn
