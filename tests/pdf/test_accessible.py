from __future__ import annotations

import io
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from handoutpress.pdf.engine import Stream, tags
from handoutpress.pdf.typeset import write
from handoutpress.workspace import Workspace
from pdf.press import PLACE, lay_in, lay_out, print_out
from pdf.tags import Element, artifacts, structure
from support import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.model import Block, Handout, Inline

SQUARE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"
IMPRINT = "@page { @bottom-left { content: element(i); width: 100% } } .i { position: running(i) }"
PAGES = "<footer class=i><p>Call us.</p></footer><p>one</p><p style='break-before: page'>two</p>"


def tree(body: str, css: str = "") -> Element:
    return structure(print_out(body, css))


def links(data: bytes) -> list[dict[str, Any]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [note for page in pdf.pages for note in page.get("/Annots", []) if note.Subtype == "/Link"]
        return [{"words": str(note.get("/Contents", "")), "flags": int(note.get("/F", 0))} for note in found]


def headings(root: Element) -> list[int]:
    return [int(one.role[1]) for one in root.find("H1", "H2", "H3", "H4", "H5", "H6")]


def words_of(handout: Handout) -> Iterator[Inline]:
    """Give every text of a handout in the order in which its source has it."""

    def below(block: Block) -> Iterator[Inline]:
        yield from (text for text in (block.title, block.text, *block.head) if text)
        yield from (cell for row in block.rows for cell in row)
        for inner in (*block.items, *block.without("figure")):
            yield from below(inner)

    yield handout.title
    yield from handout.summary
    for section in handout.sections:
        if section.title:
            yield section.title
        for block in section.blocks:
            yield from below(block)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("tag", ["ul", "ol"])
def test_what_a_list_item_says_stands_in_its_body(tag: str) -> None:
    items = "<li>one</li><li><p>two</p><p>three</p></li><li>four<ul><li>five</li></ul></li>"
    root = tree(f"<{tag}>{items}</{tag}>", "ul { list-style: disc }")

    for item in root.find("LI"):
        assert [one.role for one in item.children if one.role != "Lbl"] == ["LBody"]
    assert [one.text for one in root.find("LBody")] == ["one", "two three", "four", "five"]


def test_a_list_says_how_it_is_numbered() -> None:
    css = "ol { list-style: decimal } .disc { list-style: disc } .none { list-style: none }"
    root = tree("<ol><li>a</li></ol><ul class=disc><li>b</li></ul><ul class=none><li>c</li></ul>", css)

    assert [one.attributes.get("ListNumbering") for one in root.find("L")] == ["/Decimal", "/Disc", "/Unordered"]


@pytest.mark.parametrize("tag", ["p", "h1", "h2", "h3"])
def test_a_block_in_the_middle_of_a_text_does_not_make_two_of_it(tag: str) -> None:
    root = tree(f"<{tag}>one <span style='display: block'>two</span> three</{tag}>")

    assert [one.text for one in root.find(tag.upper())] == ["one two three"]


def test_a_header_cell_says_what_it_heads() -> None:
    root = tree("<table><tr><th scope=col>a<th scope=col>b<tr><th scope=row>c<td>d</table>")

    assert [(one.text, one.attributes["Scope"]) for one in root.find("TH")] == [
        ("a", "/Column"), ("b", "/Column"), ("c", "/Row"),
    ]  # fmt: skip
    assert [one.text for one in root.find("TD")] == ["d"]


def test_the_language_of_a_phrase_is_kept() -> None:
    root = tree("<p>Say <span lang=es>buenos días</span> to all.</p><p lang=fr>Bonjour</p>")

    assert {one.lang: one.text for one in root.walk() if one.lang} == {"es": "buenos días", "fr": "Bonjour"}


def test_a_picture_speaks_its_words() -> None:
    [figure] = tree(f'<p><img alt="A foot on a cushion" src="{SQUARE}"></p>').find("Figure")

    assert figure.alt == "A foot on a cushion"


def test_the_frame_of_a_picture_is_given_in_points_from_the_foot_of_the_page() -> None:
    body = f'<img style="display: block; width: 20mm; height: 30mm" alt="A foot" src="{SQUARE}">'

    [figure] = tree(body).find("Figure")

    mm = 72 / 25.4  # the picture stands in the upper left corner of the text area, 10 mm into a page of 100 mm
    box = [float(number) for number in figure.attributes["BBox"].split()]
    assert box == pytest.approx([10 * mm, 60 * mm, 30 * mm, 90 * mm], abs=0.1)


@pytest.mark.parametrize(
    "decoration", [f'<img alt="" src="{SQUARE}">', f'<p aria-hidden="true">hush <img alt="a" src="{SQUARE}"></p>']
)
def test_decoration_is_not_read_out(decoration: str) -> None:
    data = print_out(f"<p>one</p>{decoration}<p>two</p>")

    assert structure(data).find("Figure") == []
    assert structure(data).text == "one two"


def test_hidden_words_are_marked_as_no_content() -> None:
    assert artifacts(print_out("<p>one</p><p aria-hidden=true>hush</p>")) == [(0, "hush")]


def test_the_imprint_is_read_out_once_at_the_end() -> None:
    data = print_out(PAGES, IMPRINT)

    assert structure(data).text == "one two Call us."
    assert artifacts(data) == [(0, "Call us.")]


def test_the_imprint_of_a_single_page_is_read_out() -> None:
    data = print_out(PAGES.partition("<p style")[0], IMPRINT)

    assert structure(data).text == "one Call us."
    assert artifacts(data) == []


def test_a_link_tells_where_it_leads_and_is_printed() -> None:
    data = print_out('<p>See <a title="riverside.example" href="https://riverside.example">our leaflets</a></p>')

    assert links(data) == [{"words": "riverside.example", "flags": 4}]
    [link] = structure(data).find("Link")
    assert link.text == "our leaflets"


def test_floats_and_columns_are_read_in_the_order_of_the_source() -> None:
    css = "aside { float: right; width: 30mm } .two { display: grid; grid-template-columns: 1fr 1fr }"
    body = "<h1>a</h1><aside>b</aside><p>c</p><div class=two><p>d</p><p>e</p></div><p>f</p>"

    assert tree(body, css).text == "a b c d e f"


def test_the_engine_is_left_as_it_was() -> None:
    before = (Stream.marked, tags._build_box_tree, tags._get_pdf_tag)

    print_out("<p>one</p>")
    write(lay_out("<p>\u2764</p>"), place=PLACE, sides="one-sided")

    assert (Stream.marked, tags._build_box_tree, tags._get_pdf_tag) == before


def test_one_document_leaves_no_trace_in_the_next() -> None:
    shared = lay_in(IMPRINT)
    alone = print_out("<p>one</p>", shared=shared)
    print_out(PAGES, shared=shared)

    assert print_out("<p>one</p>", shared=shared) == alone


def test_headings_of_the_samples_begin_with_the_title_and_skip_no_level(tagged: Mapping[Edition, Path]) -> None:
    for edition, file in tagged.items():
        levels = headings(structure(file.read_bytes()))
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert len(levels) > (5 if edition.layout == "sheet" else 1), file.name
        assert all(after <= before + 1 for before, after in pairwise(levels)), file.name


def test_the_samples_are_read_in_the_order_of_their_source(sheets: Mapping[Edition, Path]) -> None:
    workspace = Workspace(REPOSITORY)
    for edition, file in sheets.items():
        handout, _ = workspace.read(edition.slug, edition.lang)
        [clinic] = workspace.select_clinics([edition.clinic])
        assert handout
        heard, at = squeezed(structure(file.read_bytes()).text), 0
        for inline in words_of(handout):
            text = inline.text
            for name, value in clinic.values(edition.lang).items():
                text = text.replace(f"{{{{ {name} }}}}", value)
            found = heard.find(squeezed(text), at)
            assert found >= 0, f"{file.name}: '{text}' is not read out after '{heard[max(at - 40, 0) : at]}'"
            at = found + len(squeezed(text))


def test_the_imprint_of_the_samples_is_heard_once_and_seen_on_every_page(sheets: Mapping[Edition, Path]) -> None:
    for edition, file in sheets.items():
        data = file.read_bytes()
        heard, seen = structure(data).text, artifacts(data)
        with pikepdf.open(file) as pdf:
            last = len(pdf.pages) - 1
        mark = f"-{edition.lang.upper()} · "
        assert heard.count(mark) == 1, file.name
        assert [page for page, text in seen if mark in text] == list(range(last)), file.name


def test_nothing_of_the_text_is_hidden_from_screen_readers(sheets: Mapping[Edition, Path]) -> None:
    workspace = Workspace(REPOSITORY)
    for edition, file in sheets.items():
        handout, _ = workspace.read(edition.slug, edition.lang)
        assert handout
        hidden = {text for page, text in artifacts(file.read_bytes()) if page == 1}
        # What runs over the second page: the title, and that it is a sample, which the first page has said aloud.
        assert hidden == {handout.title.text, "Sample: to be reviewed by your clinician"}, file.name
