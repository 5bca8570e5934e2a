from __future__ import annotations

from handoutpress.pdf.styles import work_out


def only(*texts: str) -> str:
    """Work the texts out as sheets of their own, and give the last one."""
    return work_out((f"styles/{n}.css", text) for n, text in enumerate(texts))[-1][1]


def test_a_property_is_put_in_its_place() -> None:
    assert only(":root { --ink: #123 }", "p { color: var(--ink); border-color: var( --ink ) }") == (
        "p { color: #123; border-color: #123 }"
    )


def test_a_property_may_be_made_of_others() -> None:
    rules = ":root { --paper: 200mm; --u: calc(var(--paper) / 100); --line: calc(3 * var(--u)) }"

    assert only(rules, "p { line-height: var(--line) }") == "p { line-height: calc(3 * calc(200mm / 100)) }"


def test_the_last_definition_wins_in_every_sheet() -> None:
    sheets = work_out([("a", ":root { --ink: red } p { color: var(--ink) }"), ("b", ":root{--ink:blue}")])

    assert sheets[0] == ("a", ":root { --ink: red } p { color: blue }")


def test_the_path_of_every_sheet_is_kept_in_order() -> None:
    assert [path for path, _ in work_out([("b", ""), ("a", ""), ("c", "")])] == ["b", "a", "c"]


def test_what_no_root_defines_is_left_for_all_to_see() -> None:
    assert only("p { color: var(--nope) }") == "p { color: var(--nope) }"


def test_a_property_of_another_rule_is_not_taken() -> None:
    assert only(".dark { --ink: white }", "p { color: var(--ink) }") == "p { color: var(--ink) }"


def test_properties_that_name_each_other_come_to_an_end() -> None:
    assert "var(" in only(":root { --a: var(--b); --b: var(--a) }", "p { color: var(--a) }")


def test_a_definition_in_a_comment_is_none() -> None:
    assert only(":root { --ink: red; /* --ink: blue; */ }", "p { color: var(--ink) }") == "p { color: red }"


def test_comments_go_and_lines_stay() -> None:
    text = "/* one\ntwo */\np { color: red } /* three */\n"

    assert only(text) == "\n\np { color: red } \n"


def test_names_that_begin_alike_are_told_apart() -> None:
    assert only(":root { --line: 1mm; --line-small: 2mm }", "p { top: var(--line-small) }") == "p { top: 2mm }"


def test_the_last_of_two_in_one_rule_wins() -> None:
    assert only(":root { --ink: red; --ink: blue }", "p { color: var(--ink) }") == "p { color: blue }"
