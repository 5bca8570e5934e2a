from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from handoutpress.edition import Edition, Made
from handoutpress.findings import Finding, Severity
from handoutpress.make import CODE_LETTERS, make, short_code
from handoutpress.paper import PAPERS
from handoutpress.workspace import Workspace
from pdf.tags import structure
from support import BRAND, HANDOUT, TODAY, put, workspace

if TYPE_CHECKING:
    from pathlib import Path

ANKLE = Edition("ankle", "en", "north", "sheet", "letter")
WORDS = "Rest it and keep it up on a cushion for as long as you can bear it. "
UNDRAWABLE = "linear-gradient(device-cmyk(0 0 0 1), red)"
"""What WeasyPrint 70 gives up on."""
SQUARE = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9z'/></svg>"


def whole(root: Path, edition: Edition = ANKLE) -> Made:
    made, findings = make(edition, Workspace(root), today=TODAY)
    assert made, findings
    return made


def faults(root: Path, edition: Edition = ANKLE) -> list[Finding]:
    """Give what keeps a leaflet from being made."""
    made, findings = make(edition, Workspace(root), today=TODAY)
    assert made is None
    return [found for found in findings if found.severity is Severity.ERROR]


def handout(body: str) -> str:
    return HANDOUT.replace("You turned your ankle.", body)


def text_of(made: Made) -> str:
    return structure(made.data).text


def test_a_leaflet_comes_with_its_picture_its_facts_and_what_it_was_made_from(tmp_path: Path) -> None:
    made = whole(workspace(tmp_path))

    assert made.pages == 1
    assert made.data.startswith(b"%PDF-")
    assert Image.open(io.BytesIO(made.picture)).format == "PNG"
    assert {key: made.facts[key] for key in ("title", "reference", "version", "lang", "language", "status")} == {
        "title": "A sore ankle", "reference": "ANK", "version": "1", "lang": "en", "language": "English",
        "status": "draft",
    }  # fmt: skip
    assert set(made.inputs) == {
        "handouts/ankle/en.md", "styles/brands/north/brand.yml", "styles/brands/north/logo.svg",
    }  # fmt: skip


def test_it_says_what_its_source_says(tmp_path: Path) -> None:
    text = text_of(whole(workspace(tmp_path)))

    for words in ("A sore ankle", "Rest it, and keep it up.", "What is it?", "You turned your ankle.", "555-0100"):
        assert words in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_is_made_for_its_paper(tmp_path: Path, paper: str) -> None:
    made = whole(workspace(tmp_path), Edition("ankle", "en", "north", "sheet", paper))

    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        box = [float(number) for number in pdf.pages[0].MediaBox]
    assert box == pytest.approx([0, 0, *PAPERS[paper].points], abs=0.01)


def test_pictures_and_related_leaflets_are_among_what_it_was_made_from(tmp_path: Path) -> None:
    ankle = handout("![a foot](foot.svg)").replace("kind:", "related: [knee]\nkind:")
    root = workspace(tmp_path, handouts={"ankle": ankle, "ankle/foot.svg": SQUARE, "knee": HANDOUT})

    assert {"handouts/ankle/foot.svg", "handouts/knee/en.md"} <= set(whole(root).inputs)


def test_a_related_leaflet_is_named_by_its_title(tmp_path: Path) -> None:
    ankle = HANDOUT.replace("kind:", "related: [knee]\nkind:")
    root = workspace(tmp_path, handouts={"ankle": ankle, "knee": HANDOUT.replace("A sore ankle", "A stiff knee")})

    assert "Ask us for A stiff knee" in text_of(whole(root))


def test_a_related_leaflet_that_nobody_knows_is_a_fault(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT.replace("kind:", "related: [knees]\nkind:"), "knee": HANDOUT})

    [found] = faults(root)
    assert found.code == "S171"
    assert "knee" in found.hint


def test_the_room_left_is_ruled_for_notes(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    layouts = (root / "templates" / "layouts.toml").read_text("utf-8")
    ruled = whole(root)

    put(root / "templates" / "layouts.toml", layouts.replace("line = 8.5", "line = 0.0"))
    white = whole(root)

    assert ruled.pages == white.pages == 1
    assert len(ruled.data) > len(white.data)
    assert text_of(ruled) == text_of(white)


def test_all_faults_of_a_leaflet_come_at_once(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": handout("{{ clinic.nobody }} \u2192\n\n::: nothing\n:::")})

    assert {found.code for found in faults(root)} == {"S141", "P201", "S130"}


def test_a_letter_that_no_font_has_is_told_at_its_line(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": handout("Heat \u2192 rest.")})

    [found] = faults(root)
    assert (found.code, str(found.place)) == ("P201", "handouts/ankle/en.md:9:6")


def test_text_beyond_the_pages_is_told_where_it_begins_and_how_much_it_is(tmp_path: Path) -> None:
    body = "\n\n".join(f"{WORDS * 4}" for _ in range(60))
    root = workspace(tmp_path, handouts={"ankle": handout(body)})

    [found] = faults(root)

    assert found.code == "P221"
    assert "sheet on letter has 2" in found.message
    assert found.place.path == "handouts/ankle/en.md"
    line = (root / "handouts/ankle/en.md").read_text("utf-8").split("\n")[found.place.line - 1]
    assert line == (WORDS * 4)
    words = int(found.message.partition(" words")[0].rpartition("(")[2])
    assert words < 60 * 4 * len(WORDS.split())
    lines = int(found.message.partition(" lines")[0].rpartition(" ")[2])
    assert 5 * lines < words < 20 * lines
    assert "from 'What is it?' on" in found.message


def test_a_word_that_is_too_long_is_told_with_its_place(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": handout(f"{WORDS}\n\n- {'W' * 90}")})

    [found] = faults(root)
    assert (found.code, found.place.line) == ("P220", 11)
    assert "mm on page 1" in found.message


def test_a_reference_that_two_leaflets_have_is_a_fault_of_both(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "ankylosis": HANDOUT})

    for slug in ("ankle", "ankylosis"):
        assert [found.code for found in faults(root, Edition(slug, "en", "north", "sheet", "letter"))] == ["S170"]


def test_a_value_that_this_clinic_lacks_is_told(tmp_path: Path) -> None:
    brands = {"north": BRAND, "south": BRAND.replace("formats:", "hours: all day\n  formats:")}
    root = workspace(tmp_path, handouts={"ankle": handout("Open {{ clinic.hours }}.")}, brands=brands)

    [found] = faults(root)
    assert (found.code, found.place.line) == ("S142", 9)
    assert "all day" in text_of(whole(root, Edition("ankle", "en", "south", "sheet", "letter")))


def test_a_clinic_whose_colour_is_too_light_is_told_and_still_printed(tmp_path: Path) -> None:
    root = workspace(tmp_path, brands={"north": BRAND.replace("#0f6470", "#ffd400")})

    made, findings = make(ANKLE, Workspace(root), today=TODAY)

    assert made
    assert [(found.code, found.severity) for found in findings] == [("B101", Severity.INFO)]


@pytest.mark.parametrize(
    ("file", "content", "code", "place"),
    [
        ("styles/sheet.css", "p { colour: red }", "P200", "styles/sheet.css:1:5"),
        ("styles/sheet.css", b"p { color: red } /* \xe9 */", "S101", "styles/sheet.css:1:21"),
        ("templates/sheet.html", "\n{{ nobody }}", "P210", "templates/sheet.html:2"),
        ("styles/sheet.css", f"h1 {{ background: {UNDRAWABLE} }}", "P298", "handouts/ankle/en.md"),
    ],
)  # fmt: skip
def test_a_fault_of_the_design_is_told_and_never_raised(
    tmp_path: Path, file: str, content: str | bytes, code: str, place: str
) -> None:
    root = workspace(tmp_path)
    put(root / file, content)

    found = faults(root)

    assert (code, place) in {(one.code, str(one.place)) for one in found}


def test_a_code_has_four_letters_that_are_not_mistaken_for_others() -> None:
    codes = {short_code(str(number).encode(), b"x") for number in range(2000)}

    assert all(len(code) == 4 and set(code) <= set(CODE_LETTERS) for code in codes)
    assert not set(CODE_LETTERS) & set("01ILOUilou")
    assert len(codes) > 1990  # of 810 000; two alike are rare


def test_a_code_is_that_of_its_parts_in_their_order() -> None:
    assert short_code(b"a", b"b") == short_code(b"a", b"b")
    assert len({short_code(b"a", b"b"), short_code(b"b", b"a"), short_code(b"ab", b""), short_code(b"a")}) == 4


def test_the_code_on_the_page_changes_with_the_text_and_with_the_clinic(tmp_path: Path) -> None:
    root = workspace(tmp_path, brands={"north": BRAND, "south": BRAND.replace("555-0100", "555-0199")})
    first = whole(root)
    other = whole(root, Edition("ankle", "en", "south", "sheet", "letter"))
    put(root / "handouts" / "ankle" / "en.md", HANDOUT.replace("You turned", "You twisted"))
    changed = whole(root)

    codes = [made.facts["code"] for made in (first, other, changed)]
    assert len(set(codes)) == 3
    for made, code in zip((first, other, changed), codes, strict=True):
        assert f"code {code}" in text_of(made)


def test_the_same_source_gives_the_same_bytes_in_any_folder(tmp_path: Path) -> None:
    files = [whole(workspace(tmp_path / name)).data for name in ("here", "there and far away")]

    assert len({hashlib.sha256(data).hexdigest() for data in files}) == 1
    assert str(tmp_path).encode() not in files[0]


def test_two_leaflets_of_one_workspace_do_not_hang_on_their_order(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": handout("You turned your knee.")})
    knee = Edition("knee", "en", "north", "sheet", "letter")

    def hashes(*editions: Edition) -> dict[str, str]:
        found = Workspace(root)
        made = {edition.slug: make(edition, found, today=TODAY)[0] for edition in editions}
        return {slug: hashlib.sha256(one.data).hexdigest() for slug, one in made.items() if one}

    assert hashes(ANKLE, knee) == hashes(knee, ANKLE)
    assert len(hashes(ANKLE, knee)) == 2
