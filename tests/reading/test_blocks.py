from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handoutpress.model import Block, Inline, Picture, Section
from handoutpress.reading.blocks import OPENING, BlockReader, slug
from handoutpress.reading.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAMES = ("ask", "do", "emergency", "notes", "questions")
FIRST = 8
"""The line of the file on which the bodies of these tests begin."""


def read(text: str) -> tuple[tuple[Section, ...], list[str]]:
    """Read a body; findings come as `line:column code message | hint`. Every picture but none.svg is found."""
    problems = Problems("f")
    blocks = BlockReader(text, FIRST, problems, lambda src, _: None if src == "none.svg" else f"handouts/a/{src}")
    sections = blocks.sections(NAMES)
    return sections, [f"{str(f.place).removeprefix('f:')} {f.code} {f.message} | {f.hint}" for f in problems.found]


def whole(text: str) -> tuple[Section, ...]:
    """Read a body that is without fault."""
    sections, found = read(text)
    assert found == []
    return sections


def first(text: str) -> Block:
    """Read a body that is without fault and give its first block."""
    return whole(text)[0].blocks[0]


def words(inlines: Iterable[Inline | None]) -> list[str | None]:
    return [None if inline is None else inline.text for inline in inlines]


def below(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from below((*block.items, *block.blocks))


def numbers(text: object) -> set[str]:
    """Give the words w0w, w1w … that stand in a text, or in all that a handout says."""
    return set(re.findall(r"w\d+w", str(text)))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("What is it?", "what-is-it"),
        ("  C1/C2 -- neck ", "c1-c2-neck"),
        ("¿Qué es?", "qué-es"),
        ("Што гэта?", "што-гэта"),
        ("\ufb01rst aid", "first-aid"),
        ("???", "section"),
        ("", "section"),
    ],
)
def test_an_id_is_made_of_the_words_of_any_script(text: str, made: str) -> None:
    assert slug(text) == made


def test_each_heading_begins_a_section() -> None:
    about, home = whole("## What is it? {#about}\n\nText\n\n## At home\n\nMore\n")
    assert (about.id, home.id) == ("about", "at-home")
    assert words([about.title, home.title]) == ["What is it?", "At home"]
    assert (about.place.line, home.place.line) == (FIRST, FIRST + 4)
    assert words([about.blocks[0].text, home.blocks[0].text]) == ["Text", "More"]


def test_text_before_the_first_heading_is_a_section_without_a_title() -> None:
    opening, named = whole("Text\n\n## Opening\n\nMore\n")
    assert (opening.id, opening.title, named.id) == (OPENING, None, "opening")


def test_a_heading_may_hold_markup_and_values() -> None:
    title = whole("## Call {{ clinic.phone }} *now* {#call}\n")[0].title
    assert title == Inline('Call <data value="clinic.phone"></data> <em>now</em>', "Call {{ clinic.phone }} now")


def test_lists_hold_items_which_hold_blocks() -> None:
    block = first("- one\n\n  more\n- **two**\n  1. deep\n")
    assert block.name == "list"
    assert words(item.text for item in block.items) == ["one", "two"]
    assert [[inner.name for inner in item.blocks] for item in block.items] == [["paragraph"], ["numbers"]]
    assert words(item.text for item in block.items[1].blocks[0].items) == ["deep"]


def test_a_list_that_begins_at_another_number_says_so_or_is_refused() -> None:
    sections, found = read("3. Rest\n4. Walk\n")
    assert found or "3" in sections[0].blocks[0].options.values()


def test_a_table_has_a_head_and_rows() -> None:
    block = first("| a | b |\n|---|---|\n| **c** | |\n| d \\| e | f |\n")
    assert block.name == "table"
    assert words(block.head) == ["a", "b"]
    assert [words(row) for row in block.rows] == [["c", ""], ["d | e", "f"]]


def test_no_cell_of_a_table_is_lost_without_a_word() -> None:
    sections, found = read("| a | b |\n|---|---|\n| c | d | e |\n")
    assert found or words(sections[0].blocks[0].rows[0]) == ["c", "d", "e"]


def test_a_picture_alone_is_a_figure_with_words_and_a_caption() -> None:
    block = first('![A *sore* ankle](ankle.svg "Seen from the side")\n')
    alt, caption = Inline("A <em>sore</em> ankle", "A sore ankle"), Inline("Seen from the side", "Seen from the side")
    assert (block.name, block.picture) == ("figure", Picture("handouts/a/ankle.svg", alt, caption))


def test_a_picture_needs_no_caption() -> None:
    picture = first("![A sore ankle](ankle.svg)\n").picture
    assert picture is not None
    assert picture.caption is None


def test_a_block_has_its_name_title_options_and_what_stands_in_it() -> None:
    block = first("::: questions To ask {{ clinic.name }} {lines=2}\nText:\n\n- Why?\n:::\n")
    assert (block.name, block.options) == ("questions", {"lines": "2"})
    assert words([block.title]) == ["To ask {{ clinic.name }}"]
    assert [inner.name for inner in block.blocks] == ["paragraph", "list"]
    assert words(entry.text for entry in block.entries) == ["Why?"]


def test_a_block_needs_no_title() -> None:
    assert first("::: notes\n:::\n").title is None


def test_a_sub_heading_is_a_block() -> None:
    [section] = whole("## A\n\n### B\n\ntext\n")
    assert [(block.name, words([block.title])) for block in section.blocks] == [
        ("heading", ["B"]),
        ("paragraph", [None]),
    ]


def test_blocks_can_be_asked_for_by_name() -> None:
    block = first("::: do\n![x](y.svg)\n\ntext:\n\n- item\n:::\n")
    assert [inner.name for inner in block.only("figure", "list")] == ["figure", "list"]
    assert [inner.name for inner in block.without("figure")] == ["paragraph", "list"]


def test_every_block_knows_its_line_and_column() -> None:
    [section] = whole("para\n\n- one\n  - two\n\n::: ask\ntext\n:::\n\n| a |\n|---|\n| b |\n")
    assert [(b.name, b.place.line - FIRST, b.place.column) for b in below(section.blocks)] == [
        ("paragraph", 0, 1), ("list", 2, 1), ("item", 2, 1), ("list", 3, 3), ("item", 3, 3),
        ("ask", 5, 1), ("paragraph", 6, 1), ("table", 9, 1),
    ]  # fmt: skip


PIECES = [
    "## W", "## W {#w-1}", "### W", "W\nW", "- W\n  - W\n\n    W", "2. W", "  W", "* W\n\n  ### W", "+ W", "***",
    "1. ::: do W", '![W](a.svg "W")', "::: do W\n- W\n\nW\n:::", "::: do", "| W |\n|--|\n| W |",
    "| W | W |\n|--|--|\n| W |\n|W|W|W|",
    "[W](https://W.example)", "[W]: W", "[W][W]", "W[^W]", "W `W` **W _W_** <W>", ">W", "\tW", "---",
]  # fmt: skip
"""Pieces of handouts, right and wrong; each W is made a word of its own."""
TEXTS = st.builds(str.join, st.sampled_from(["\n", "\n\n"]), st.lists(st.sampled_from(PIECES), max_size=5))


@given(TEXTS)
@example("## W\n\nW\n\n## W {#w-1}")
def test_no_two_parts_of_a_handout_share_an_id(text: str) -> None:
    sections, found = read(text)
    ids = [ident for part in sections for ident in (part.id, *(block.id for block in below(part.blocks)))]
    assert len(ids) == len(set(ids)) or any(" S137 two headings have the id " in told for told in found)


@given(TEXTS)
def test_no_word_of_a_handout_is_lost_without_a_word(text: str) -> None:
    first_piece, *pieces = text.split("W")
    numbered = first_piece + "".join(f"w{n}w{piece}" for n, piece in enumerate(pieces))
    sections, found = read(numbered)
    assert found or numbers(numbered) - numbers(sections) == set()


def test_lists_in_lists_without_end_lose_no_word() -> None:
    text = "".join("  " * n + f"- w{n}w\n" for n in range(40))
    sections, found = read(text)
    assert found or numbers(text) - numbers(sections) == set()


def test_an_id_is_the_same_each_time() -> None:
    assert whole("## A\n\n- x\n\ny\n") == whole("## A\n\n- x\n\ny\n")


ID = "write a word after a #, such as {#rest}"
ONE = "the title stands in the front matter; use ## for a section"
INSIDE = "close the block with ':::' before it, or use ###"
ALT = "say in the [ ] what the picture shows, for people who cannot see it"
ALONE = "leave an empty line before and after it"
SAME = "end one of the headings in an id of its own, such as {#rest}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# A\n", f"8:1 S136 a heading with one # is not accepted | {ONE}"),
        ("A\n===\n", f"8:1 S136 a heading with one # is not accepted | {ONE}"),
        ("#### A\n", "8:1 S136 a heading with 4 # is not accepted | use ## for a section and ### inside it"),
        ("::: do\n## A\n:::\n", f"9:1 S136 a section's heading stands inside a block | {INSIDE}"),
        ("## A\n\n## A\n", f"10:1 S137 two headings have the id 'a' | {SAME}"),
        ("## A {#b}\n\n## B\n", f"10:1 S137 two headings have the id 'b' | {SAME}"),
        ("## A {#1}\n", f"8:6 S137 '{{#1}}' is no id | {ID}"),
        ("## A {about}\n", f"8:6 S137 '{{about}}' is no id | {ID}"),
        ("## A {#a b}\n", f"8:6 S137 '{{#a b}}' is no id | {ID}"),
        ("##\n", "8:1 S144 a heading has no words | write it, or take the # out"),
        ("## {#about}\n", "8:1 S144 a heading has no words | write it, or take the # out"),
        ("> quoted\n", "8:1 S138 a quotation ('>') is not used in handouts | use ::: key-point"),
        ("text\n\n    code\n", "10:5 S138 text indented by four spaces is not used in handouts | take the spaces out"),
        ("```\ncode\n```\n", "8:1 S138 a code block (```) is not used in handouts | take the fence out"),
        ("text\n\n---\n", "10:1 S138 a rule ('---') is not used in handouts | use a heading"),
        ("<div>\n", "8:1 S138 HTML is not used in handouts | use Markdown"),
        ("<!-- remark -->\n", "8:1 S138 HTML is not used in handouts | use Markdown"),
        ("- a\n\n  > b\n", "10:3 S138 a quotation ('>') is not used in handouts | use ::: key-point"),
        ("![](ankle.svg)\n", f"8:1 S151 picture 'ankle.svg' has no words | {ALT}"),
        ("text ![x](y.svg)\n", f"8:11 S134 picture 'y.svg' stands inside a line of text | {ALONE}"),
        ("- ![x](y.svg)\n", f"8:8 S134 picture 'y.svg' stands inside a line of text | {ALONE}"),
    ],
)  # fmt: skip
def test_what_is_not_for_print_is_told_with_its_place_and_a_cure(text: str, told: str) -> None:
    assert read(text)[1] == [told]


@pytest.mark.parametrize("marker", ["- ", "1. ", "* "])
@pytest.mark.parametrize("opening", ["::: zzz x", "::: do Do"])
def test_a_block_on_the_line_of_a_list_is_told(marker: str, opening: str) -> None:
    _, found = read(f"{marker}{opening}\n")
    assert [told for told in found if told.startswith(("8:1 ", f"8:{len(marker) + 1} "))]
