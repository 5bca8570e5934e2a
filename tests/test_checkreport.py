"""The report says what a machine saw, leaves the rest to a person, and claims nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from checks import ALL, BRANDED, FINDINGS, FOOT, HARD, NORTH, UNREAD, WITHDRAWN, ankle, found, reports, room
from handoutpress.checked import Checked
from handoutpress.errors import Fault
from handoutpress.rulebook import Choice
from handoutpress.standards import ITEMS
from support import leftovers, put

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS = re.compile(
    r"\b(?:complian\w+|compl(?:y|ies)|pass(?:ed|es)?|certif\w+|accredit\w+|conform\w*)\b", re.IGNORECASE
)


@dataclass
class Cell:
    words: str = ""
    links: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """What is on a page: all its words, the rows of its tables, its links and anchors."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.said = ""
        self.rows: list[list[Cell]] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self._quiet = False
        self._cell: Cell | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._apart(tag)
        self._quiet = tag in {"style", "title"}
        self.ids += [given["id"]] if given.get("id") else []  # type: ignore[list-item]
        if tag == "a":
            self.links.append(str(given["href"]))
            if self._cell:
                self._cell.links.append(str(given["href"]))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self._cell = Cell()
            self.rows[-1].append(self._cell)

    def handle_endtag(self, tag: str) -> None:
        self._apart(tag)
        self._quiet = False
        if tag in {"td", "th"}:
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._quiet:
            return
        self.said += data
        if self._cell:
            self._cell.words += data

    def _apart(self, tag: str) -> None:
        """Keep words apart that stand in blocks of their own."""
        if tag in {"p", "div", "dt", "dd", "li"}:
            self.handle_data(" ")

    @property
    def words(self) -> str:
        return " ".join(self.said.split())

    def seen(self, item: str) -> str:
        """Give what the machine says of an item."""
        [row] = [row for row in self.rows if row[0].words.endswith(f" {item}")]
        return " ".join(row[1].words.split())


def page(folder: Path, *checked: Checked, name: str = "ankle.en.html", choice: Choice | None = None) -> Page:
    return Page(reports(folder, *checked, choice=choice)[name].read_text("utf-8"))


def test_there_is_a_page_for_each_handout_and_an_index_at_the_end(tmp_path: Path) -> None:
    files = list(reports(tmp_path).values())

    assert [file.name for file in files] == [
        "ankle.en.html",
        "knee.en.html",
        "hip.en.html",
        "foot.de.html",
        "index.html",
    ]
    assert {file.parent for file in files} == {tmp_path / "checks"}
    assert leftovers(tmp_path / "checks") == []


def test_a_page_says_which_handout_and_how_it_stands(tmp_path: Path) -> None:
    words = page(tmp_path).words

    for fact in (
        "A sore ankle", "Reference SAP", "Version 3", "Language en", "Kind condition", "Review approved",
        "Last checked 2026-10-01, Dr Moss", "Next check 2028-10-01", "handouts/ankle/en.md", "2026-11-25",
        "Items to check: 3 errors, 3 warnings", "Pages looked at: ankle.en.sheet.letter.screen",
        "Brands looked at: North Ankle Clinic",
    ):  # fmt: skip
        assert fact in words, fact


def test_both_grades_the_aim_and_the_hardest_sentences_are_given(tmp_path: Path) -> None:
    words = page(tmp_path).words

    assert "Whole text grade 5.8 412 words, 40 sentences" in words
    assert "Paragraphs alone no grade 80 words, 6 sentences. No grade under 100 words" in words
    assert "Aimed at grade 6 8 at most." in words
    assert f"The sentence that is hardest to read Line 15 {HARD.text}" in words


def test_every_finding_is_told_with_its_line_its_words_and_what_to_do(tmp_path: Path) -> None:
    words = page(tmp_path).words

    assert (
        "Line 15 Error '.5' has no figure before the point Take .5 mg of the analgesic before you go for a walk, and "
        "1.0 mg after it. Write 0.5 H301 naked decimal"
    ) in words
    assert (
        "Line 17 Warning Passive voice: 'be given' You will be given a crutch Say who does it H202 passive voice"
        in words
    )
    assert "Line 17 Error 'the the' stands twice H205 doubled word" in words


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (1, ("w100", "w117…")),
        (56, ("w100", "w117…")),
        (66, ("…w107", "w124…")),
        (496, ("…w193", "w199")),
        (900, ("…w193", "w199")),
    ],
    ids=["at its beginning", "near it", "in its middle", "at its end", "behind it"],
)
def test_of_a_long_line_the_part_round_the_place_is_shown(column: int, shown: tuple[str, str], tmp_path: Path) -> None:
    put(room(tmp_path).root / "handouts/ankle/en.md", " ".join(f"w{n}" for n in range(100, 200)) + "\n")

    [words] = re.findall(r"<q[^>]*>(.*?)</q>", page(tmp_path, ankle(found("H201", 1, column, "long"))).html)
    assert (words.split()[0], words.split()[-1]) == shown


def test_an_item_says_which_rule_found_what_in_which_line(tmp_path: Path) -> None:
    assert page(tmp_path).seen("CCI-15") == (
        "2 items to check H301 naked decimal: line 15 H302 trailing zero: line 15 Nothing found by H304, H305, H314"
    )


def test_the_lines_lead_to_the_findings(tmp_path: Path) -> None:
    shown = page(tmp_path)

    assert [target for target in shown.links if target.startswith("#") and target[1:] not in shown.ids] == []
    assert sum(target.startswith("#f") for target in shown.links) > len(FINDINGS)


def test_more_than_six_places_are_counted(tmp_path: Path) -> None:
    many = [found("H202", line, 1, "passive voice") for line in range(1, 10)]

    seen = page(tmp_path, ankle(*many)).seen("CCI-6")
    assert seen.startswith("9 items to check H202 passive voice: line 1, ")
    assert seen.endswith("line 6, and 3 more")


def test_what_was_looked_for_in_vain_says_so(tmp_path: Path) -> None:
    assert page(tmp_path).seen("PEMAT-19") == "Nothing found Looked for: H110 big table"


def test_what_no_rule_looks_after_is_for_a_person(tmp_path: Path) -> None:
    assert page(tmp_path).seen("CCI-3") == "Not looked at by a machine"


def test_a_rule_that_was_not_asked_has_found_nothing_in_vain(tmp_path: Path) -> None:
    assert page(tmp_path, choice=Choice(ignore=("H110",))).seen("PEMAT-19") == "Not looked at this time H110"
    assert page(tmp_path, choice=Choice(ignore=("big-table",))).seen("PEMAT-19") == "Not looked at this time H110"


def test_pages_that_were_not_set_and_brands_that_were_not_asked_were_not_looked_at(tmp_path: Path) -> None:
    bare = page(tmp_path, ankle(pages=()))

    assert bare.seen("RNIB-line-length") == "Not looked at this time P304, P305"
    assert bare.seen("WCAG-1.4.1") == "Not looked at this time B203, B204"
    assert "Pages were not looked at this time." in bare.words
    set_ = page(tmp_path, NORTH, ankle())
    assert set_.seen("RNIB-line-length") == "Nothing found Looked for: P304 long line, P305 short line"
    assert set_.seen("WCAG-1.4.1").startswith("Nothing found")


def test_what_the_file_ignores_is_told_with_its_reason(tmp_path: Path) -> None:
    shown = page(tmp_path)

    assert shown.seen("CCI-8") == (
        "Switched off for this handout H101 long list is switched off: the nine steps belong together"
    )
    assert shown.seen("CCI-9") == "Nothing found Looked for: H109 empty heading H102 long paragraph is switched off"


def test_what_is_wrong_with_the_brand_is_told_with_its_file(tmp_path: Path) -> None:
    shown = page(tmp_path)

    assert "In the brand, so in every leaflet of the clinic brand.yml, line 4 Error clinic.colour" in shown.words
    assert BRANDED.place.path in shown.words
    assert shown.seen("RNIB-contrast").startswith("1 item to check B201 faint text: brand.yml, line 4")


def test_every_item_has_boxes_and_room_for_a_note(tmp_path: Path) -> None:
    html = page(tmp_path).html

    for id_ in ITEMS:
        assert re.findall(rf'<input type="radio" name="{re.escape(id_)}" value="([^"]+)">', html) == [
            "Yes",
            "No",
            "Not sure",
        ]
        assert html.count(f'name="{id_}-note"') == 1
    assert all(f'name="{name}"' in html for name in ("who", "role", "day", "notes"))


@pytest.mark.parametrize("name", ["ankle.en.html", "knee.en.html", "hip.en.html", "foot.de.html", "index.html"])
def test_it_claims_nothing_and_says_so(name: str, tmp_path: Path) -> None:
    shown = page(tmp_path, name=name)

    assert CLAIMS.findall(shown.words) == []
    assert "Neither a score nor a machine check proves that a text is good, true or safe." in shown.words


def test_a_file_that_could_not_be_read_is_not_held_against_anything(tmp_path: Path) -> None:
    shown = page(tmp_path, UNREAD, name="knee.en.html")

    assert "The file could not be read, so nothing in it was looked at." in shown.words
    assert "Whole file Error Is empty S100" in shown.words
    assert shown.rows == []


def test_what_is_withdrawn_is_not_held_against_anything(tmp_path: Path) -> None:
    shown = page(tmp_path, WITHDRAWN, name="hip.en.html")

    assert "This handout is withdrawn, so nothing in it was looked at." in shown.words
    assert "Items to check: not looked at" in shown.words
    assert "othing found" not in shown.words
    assert shown.rows == []


def test_a_language_that_few_rules_know_is_told(tmp_path: Path) -> None:
    assert "Many rules on words know English and Spanish only." in page(tmp_path, FOOT, name="foot.de.html").words
    assert "Many rules on words" not in page(tmp_path).words


def test_the_index_shows_the_worst_first_and_leads_to_every_page(tmp_path: Path) -> None:
    shown = page(tmp_path, name="index.html")

    assert [target for target in shown.links if ":" not in target] == [
        "ankle.en.html",
        "knee.en.html",
        "foot.de.html",
        "hip.en.html",
    ]
    assert "4 handouts checked 5 errors, 3 warnings, those in brands included." in shown.words
    heads = ("With errors: 2", "Without errors and warnings: 1", "Not looked at: 1", "Brands")
    assert sorted(heads, key=shown.words.index) == list(heads)
    assert "North Ankle Clinic: 1 error" in shown.words
    assert [cell.words for cell in shown.rows[1]][1:] == ["approved", "3 errors, 3 warnings", "grade 5.8"]


def test_handouts_of_a_group_stand_in_the_order_of_their_titles(tmp_path: Path) -> None:
    titles = {"back": "Zinc", "knee": "an arm", "hip": "Bones"}
    errors = [found("H301", line, 1, "x") for line in range(1, 4)]
    some = [
        Checked(slug, "en", f"handouts/{slug}/en.md", title, tuple(errors[:n]), "general")
        for n, (slug, title) in enumerate(titles.items(), 1)
    ]

    shown = page(tmp_path, *reversed(some), name="index.html")
    assert [target.partition(".")[0] for target in shown.links] == ["knee", "hip", "back"]


def test_an_empty_check_has_an_index_too(tmp_path: Path) -> None:
    assert "There are no handouts here." in page(tmp_path, NORTH, name="index.html").words


def test_words_of_a_handout_cannot_become_markup(tmp_path: Path) -> None:
    shown = page(tmp_path, ankle(found("H202", 1, 1, "<script>alert(1)</script> & more", "<b>bold</b>")))

    assert "<script" not in shown.html
    assert "<b>" not in shown.html
    assert "<script>alert(1)</script> & more" in shown.words


def test_it_names_no_folder_of_this_machine_and_asks_for_nothing(tmp_path: Path) -> None:
    for file in reports(tmp_path).values():
        html = file.read_text("utf-8")
        assert str(tmp_path) not in html
        assert re.findall(r'\bsrc=|@import|<link|<script|url\("(?!data:)', html) == []


def test_the_same_check_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = ({name: file.read_bytes() for name, file in reports(tmp_path, *ALL).items()} for _ in range(2))

    assert first == second


def test_a_fault_of_the_template_is_told_at_its_line(tmp_path: Path) -> None:
    put(room(tmp_path).root / "templates/checks/index.html", "<p>\n{{ nobody }}\n")

    with pytest.raises(Fault) as caught:
        reports(tmp_path)
    assert (caught.value.finding.code, str(caught.value.finding.place)) == ("P210", "templates/checks/index.html:2")
