from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handoutpress.errors import Fault
from handoutpress.findings import Place
from handoutpress.markup import Copy, Filling, arrange, compose
from handoutpress.model import Block
from handoutpress.workspace import Workspace
from support import BRAND, HANDOUT, put, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.layouts import Layout

ASK = HANDOUT.replace("You turned your ankle.", "Call {{ clinic.phone }}, see {{ clinic.web }} or {{ clinic.email }}.")
WEB = BRAND.replace("full: North Ankle Clinic}", "full: North Ankle Clinic}\n  link: {home: https://north.example}")
WEB = WEB.replace("  emergency:", "  email: hello@north.example\n  emergency:")


def copy_of(root: Path) -> tuple[Copy, Layout]:
    """Give what the one leaflet of a workspace says, and the sheet."""
    found = Workspace(root)
    handout, findings = found.read("ankle", "en")
    [clinic] = found.select_clinics(["north"])
    assert handout, findings
    return Copy(handout, clinic, found.labels("en", "US"), "7F2A", ()), found.layouts["sheet"]


def html(root: Path, *, lines: int = 0) -> str:
    copy, layout = copy_of(root)
    return compose(copy, layout, root / "templates", filling=Filling(lines=lines))


def fault(root: Path) -> tuple[str, str, str]:
    with pytest.raises(Fault) as caught:
        html(root)
    finding = caught.value.finding
    return str(finding.place), finding.code, finding.message


def blocks(*names: str) -> list[Block]:
    return [Block(name, f"b-{n}", Place("x")) for n, name in enumerate(names)]


def ways(layout: Layout, *names: str) -> list[tuple[str, int]]:
    return [(group.way, len(group.blocks)) for group in arrange(blocks(*names), layout)]


@pytest.fixture
def sheet(tmp_path: Path) -> Layout:
    return copy_of(workspace(tmp_path))[1]


def test_a_page_says_its_language_its_title_and_whose_it_is(tmp_path: Path) -> None:
    page = html(workspace(tmp_path))

    assert '<html lang="en-US" dir="ltr">' in page
    assert "<title>A sore ankle</title>" in page
    assert '<meta name="author" content="North Ankle Clinic">' in page
    assert "7F2A" in page


def test_values_of_the_clinic_are_filled_in(tmp_path: Path) -> None:
    page = html(workspace(tmp_path, handouts={"ankle": ASK}, brands={"north": WEB}))

    assert "<data" not in page
    assert '<span class="nowrap">555-0100</span>' in page
    assert 'href="https://north.example" title="https://north.example">north.example</a>' in page
    assert 'href="mailto:hello@north.example"' in page


def test_the_values_of_the_handout_itself_are_filled_in(tmp_path: Path) -> None:
    text = HANDOUT.replace("You turned", "This is {{ handout.title }}, {{ handout.reference }}. You turned")
    text = text.replace("kind:", "reference: ASA\nkind:")

    assert "This is A sore ankle, ASA. You turned" in html(workspace(tmp_path, handouts={"ankle": text}))


@pytest.mark.parametrize("words", ["<b>A & B</b>", '"><script>alert(1)</script>', "{{ 7 * 7 }} {% raw %}"])
def test_words_of_a_clinic_can_never_become_markup(tmp_path: Path, words: str) -> None:
    given = words.replace('"', '\\"')
    brand = BRAND.replace("full: North Ankle Clinic", f'full: "{given}"')
    brand = brand.replace("phone: ", f'phone: "{given}" # ')

    page = html(workspace(tmp_path, handouts={"ankle": ASK.split(", see")[0]}, brands={"north": brand}))

    assert words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;") in page
    assert words not in page or "<" not in words


def test_ruled_lines_are_as_many_as_there_is_room_for(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    assert html(root).count('class="line"') == 0
    assert html(root, lines=7).count('class="line"') == 7


def test_every_block_keeps_the_id_by_which_it_is_found_again(tmp_path: Path) -> None:
    text = HANDOUT + "\n- one\n- two\n\n::: do\n- rest\n:::\n\n| a | b |\n|---|---|\n| c | d |\n"
    root = workspace(tmp_path, handouts={"ankle": text})
    copy, _ = copy_of(root)

    page = html(root)

    for section in copy.handout.sections:
        assert f'id="{section.id}"' in page
        for block in section.blocks:
            assert page.count(f'id="{block.id}"') == 1


def test_the_same_leaflet_gives_the_same_page(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    assert html(root) == html(root)


def test_no_folder_of_this_machine_comes_into_the_page(tmp_path: Path) -> None:
    assert str(tmp_path) not in html(workspace(tmp_path))


def test_the_fixed_words_are_those_of_the_language(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    copy, layout = copy_of(root)

    page = compose(replace(copy, labels=Workspace(root).labels("es", "US")), layout, root / "templates")

    assert '<html lang="es-US" dir="ltr">' in page
    assert "Lo más importante" in page
    assert "The short version" not in page


@pytest.mark.parametrize(
    ("template", "place", "code", "words"),
    [
        ("<p>\n{% if %}\n", "templates/sheet.html:2", "P210", "template:"),
        ("<p>\n\n{{ nobody }}\n", "templates/sheet.html:3", "P210", "'nobody' is undefined"),
        ("{{ handout.nothing.at_all }}", "templates/sheet.html:1", "P210", "nothing"),
        ("\n{{ 1 + 'x' }}", "templates/sheet.html:2", "P210", "unsupported"),
        ("{% include 'gone.html' %}", "templates/gone.html", "P211", "missing"),
        ("{{ 1 / 0 }}", "templates/sheet.html:1", "P210", "zero"),
        ("{{ [1][5] + 1 }}", "templates/sheet.html:1", "P210", "no element 5"),
        ("{{ {}['x'].y }}", "templates/sheet.html:1", "P210", "x"),
    ],
)
def test_a_fault_of_a_template_is_told_at_its_line(
    tmp_path: Path, template: str, place: str, code: str, words: str
) -> None:
    root = workspace(tmp_path)
    put(root / "templates" / "sheet.html", template)

    told = fault(root)

    assert told[:2] == (place, code)
    assert words in told[2]


def test_a_fault_of_a_block_is_told_in_the_file_of_the_block(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT + "\n::: do\n- rest\n:::\n"})
    put(root / "templates" / "blocks" / "do.html", "<section>\n{{ it.colour }}\n</section>")

    assert fault(root)[0] == "templates/blocks/do.html:2"


def test_a_template_that_is_not_text_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / "templates" / "sheet.html", b"<p>caf\xe9</p>")

    assert fault(root)[:2] == ("templates/sheet.html", "P210")


def test_pairs_stand_side_by_side(sheet: Layout) -> None:
    assert ways(sheet, "paragraph", "do", "avoid", "paragraph") == [("alone", 1), ("beside", 2), ("alone", 1)]


def test_a_pair_the_other_way_round_or_apart_stands_alone(sheet: Layout) -> None:
    assert ways(sheet, "avoid", "do") == [("alone", 1)] * 2
    assert ways(sheet, "do", "paragraph", "avoid") == [("alone", 1)] * 3


def test_a_third_one_does_not_join_a_pair(sheet: Layout) -> None:
    assert ways(sheet, "do", "avoid", "do", "avoid") == [("beside", 2), ("beside", 2)]
    assert ways(sheet, "questions", "checklist", "notes") == [("beside", 2), ("alone", 1)]


def test_care_cards_are_kept_together_in_any_number(sheet: Layout) -> None:
    assert ways(sheet, "self-care", "ask", "urgent", "emergency") == [("together", 4)]
    assert ways(sheet, "paragraph", "ask", "emergency", "paragraph") == [("alone", 1), ("together", 2), ("alone", 1)]
    assert ways(sheet, "ask") == [("alone", 1)]


def test_nothing_is_lost_or_moved_when_blocks_are_grouped(sheet: Layout) -> None:
    names = ["do", "avoid", "ask", "urgent", "list", "questions", "checklist", "notes", "do", "do", "avoid"]
    given = blocks(*names)

    assert [block for group in arrange(given, sheet) for block in group.blocks] == given


def test_only_a_block_wider_than_the_column_makes_its_heading_wide(sheet: Layout) -> None:
    def wide(*names: str) -> bool:
        return arrange(blocks(*names), sheet)[0].wide

    assert [wide("paragraph"), wide("list"), wide("key-point")] == [False] * 3
    assert [wide("table"), wide("diary"), wide("do", "avoid"), wide("ask", "urgent")] == [True] * 4
