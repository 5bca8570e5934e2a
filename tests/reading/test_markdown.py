from __future__ import annotations

import pytest

from handoutpress.reading.markdown import InlineReader, parser
from handoutpress.reading.problems import Problems, did_you_mean

NAMES = ("ask", "do", "emergency", "notes", "questions")


def read(source: str, line: int = 0) -> tuple[str, str, list[str]]:
    """Read the text of one line; it gives html, text, and findings and uses as `line:column …`."""
    problems = Problems("f")
    reader = InlineReader([""] * line + source.split("\n"), 1, problems)
    inline = reader.read(source, line)
    found = [f"{str(f.place).removeprefix('f:')} {f.code} {f.message} | {f.hint}" for f in problems.found]
    uses = [f"{str(place).removeprefix('f:')} {name}" for name, place in reader.uses]
    return inline.html, inline.text, [*found, *uses]


@pytest.mark.parametrize(
    ("source", "html", "text"),
    [
        ("plain", "plain", "plain"),
        ("**bold** and *soft*", "<strong>bold</strong> and <em>soft</em>", "bold and soft"),
        ("a & b < c", "a &amp; b &lt; c", "a & b < c"),
        ("&lt;b&gt; &amp; &copy;", "&lt;b&gt; &amp; ©", "<b> & ©"),
        ('"yes" -- it\'s', "\u201cyes\u201d \u2013 it\u2019s", "\u201cyes\u201d \u2013 it\u2019s"),
        ("one\ntwo", "one\ntwo", "one two"),
        ("`code`", "<code>code</code>", "code"),
        (r"\*not soft\*", "*not soft*", "*not soft*"),
        ("", "", ""),
    ],
)
def test_text_is_safe_markup_and_plain_words(source: str, html: str, text: str) -> None:
    assert read(source) == (html, text, [])


@pytest.mark.parametrize("words", ["right (R) hip", "hepatitis (C)", "vitamin (c)", "(tm)", "C1/C2", "1/2"])
def test_medical_words_are_not_made_into_signs(words: str) -> None:
    assert read(words) == (words, words, [])


def test_a_value_stands_open_in_the_markup_and_is_named_in_the_words() -> None:
    assert read("Call {{ clinic.phone }} now") == (
        'Call <data value="clinic.phone"></data> now',
        "Call {{ clinic.phone }} now",
        ["1:6 clinic.phone"],
    )


@pytest.mark.parametrize("written", ["{{clinic.phone}}", "{{  clinic.phone\t}}", "**{{ clinic.phone }}**"])
def test_a_value_may_be_written_tight_or_wide_or_bold(written: str) -> None:
    html, _, [use] = read(written)
    assert '<data value="clinic.phone"></data>' in html
    assert use.endswith(" clinic.phone")


def test_every_value_is_noted_at_its_own_place() -> None:
    assert read("{{ a }} {{ b }} {{ a }}\nand {{ a }}")[2] == ["1:1 a", "1:9 b", "1:17 a", "2:5 a"]


@pytest.mark.parametrize("source", ["{{ clinic.phone", "{{ a } b", "{{}}", "{{ }}", "{{ a {{ b"])
def test_braces_that_hold_no_value_are_told(source: str) -> None:
    column = source.index("{{") + 1
    assert f"1:{column} S140 '{{{{' opens no value | write {{{{ clinic.phone }}}}" in read(source)[2]


@pytest.mark.parametrize("written", ["{clinic.phone}", "{ clinic.phone }", "{clinic.phone}}"])
def test_a_value_in_too_few_braces_is_told(written: str) -> None:
    message = f"'{written}' is printed as it stands: a value has two braces on each side"
    assert read(f"Call us:\nCall {written} or {{{{ a }}}}")[2] == [
        f"2:6 S147 {message} | did you mean '{{{{ clinic.phone }}}}'?",
        f"2:{len(written) + 10} a",
    ]


def test_each_value_in_too_few_braces_has_its_own_place() -> None:
    found = read("{clinic.a} {clinic.a} and {clinic.words.b_c_d}")[2]
    assert [told.partition(" is")[0] for told in found] == [
        "1:1 S147 '{clinic.a}'", "1:12 S147 '{clinic.a}'", "1:27 S147 '{clinic.words.b_c_d}'",
    ]  # fmt: skip


def test_single_braces_and_a_backslash_are_just_words() -> None:
    assert read(r"a { b } \{{ clinic.phone }}") == (
        "a { b } {{ clinic.phone }}", "a { b } {{ clinic.phone }}", [],
    )  # fmt: skip


def test_a_value_in_code_is_shown_as_it_is_written() -> None:
    assert read("`{{ clinic.phone }}`") == ("<code>{{ clinic.phone }}</code>", "{{ clinic.phone }}", [])


def test_html_is_told_wherever_it_stands() -> None:
    assert read("a <b>x</b>\nb <b>y")[2] == [
        "1:3 S133 HTML is not accepted: <b> | use Markdown",
        "1:7 S133 HTML is not accepted: </b> | use Markdown",
        "2:3 S133 HTML is not accepted: <b> | use Markdown",
    ]


@pytest.mark.parametrize("source", ["<script>x</script>", "<!-- note -->", "<br>", "<img src=x>", "<?php ?>"])
def test_html_does_not_reach_the_words(source: str) -> None:
    _, text, found = read(f"a {source} b")
    assert "<" not in text
    assert found[0].startswith("1:3 S133 HTML is not accepted: <")


@pytest.mark.parametrize(
    "href", ["https://x.example/?a=b", "http://x.example", "mailto:a@x.example", "tel:911", "#about"]
)
def test_a_link_to_an_address_is_kept_with_its_words_as_description(href: str) -> None:
    html, text, found = read(f"[the *words*]({href})")
    assert (text, found) == ("the words", [])
    assert html.startswith(f'<a href="{href}" title="the words">'.replace("&", "&amp;"))


def test_an_address_in_angle_brackets_is_a_link() -> None:
    assert read("<https://x.example>")[0].startswith('<a href="https://x.example"')
    assert read("<a@x.example>")[0].startswith('<a href="mailto:a@x.example"')


@pytest.mark.parametrize(
    "href", ["sciatica.md", "../sciatica", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd",
             "ftp://x.example", "//x.example", "vbscript:x"],
)  # fmt: skip
def test_a_link_to_anything_else_is_told(href: str) -> None:
    hint = "use https://…, mailto:… or tel:…; name other handouts under 'related'"
    assert read(f"see [here]({href})")[2] == [f"1:12 S135 '{href}' is no address for a link | {hint}"]


def test_a_value_cannot_stand_in_an_address() -> None:
    assert read("[a](tel:1) [call](tel:{{ clinic.phone }})")[2][0] == (
        "1:17 S135 this link is not closed "
        "| a value cannot stand in an address: write the value alone, it becomes a link by itself"
    )


def test_a_picture_in_a_line_of_text_is_told() -> None:
    assert read("a ![x](y.svg) b")[2] == [
        "1:8 S134 picture 'y.svg' stands inside a line of text | leave an empty line before and after it"
    ]


def test_places_are_those_of_the_line_in_the_file() -> None:
    assert read("call {{ a }}", line=6)[2] == ["7:6 a"]


def test_the_parser_is_made_once() -> None:
    assert parser() is parser()


@pytest.mark.parametrize(
    ("word", "hint"),
    [("emergncy", "did you mean 'emergency'?"), ("zzz", "known are: ask, do, emergency, notes, questions")],
)
def test_a_word_gets_the_nearest_known_one_or_all_of_them(word: str, hint: str) -> None:
    assert did_you_mean(word, NAMES) == hint


def test_where_nothing_is_known_nothing_is_suggested() -> None:
    assert did_you_mean("do", ()) == ""
