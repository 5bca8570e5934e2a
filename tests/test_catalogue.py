from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from handoutpress.catalogue import write_catalogue
from handoutpress.errors import Fault
from handoutpress.manifest import Entry, Manifest
from handoutpress.workspace import Workspace
from support import LOGO, leftovers, put, workspace

if TYPE_CHECKING:
    from pathlib import Path

FACTS = {
    "title": "A sore ankle", "reference": "ASA", "version": "3", "code": "7F2A", "lang": "en", "language": "English",
    "status": "approved", "checked": "November 1, 2026", "due": "November 1, 2028",
}  # fmt: skip
NAME = "ankle.en.sheet.letter.office"


class Page(HTMLParser):
    """What a browser would find on a page: the places it names, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.places: list[str] = []
        self.words = ""
        self.langs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.places += [place for name in ("href", "src") if (place := given.get(name))]
        if tag == "li" and given.get("lang"):
            self.langs.append(str(given["lang"]))

    def handle_data(self, data: str) -> None:
        self.words += data


def catalogue(folder: Path, *facts: dict[str, str], root: Path | None = None, there: bool = True) -> str:
    """Write the catalogue of leaflets with these facts, each an edition of its own, and read it."""
    found = Workspace(root or workspace(folder))
    out = folder / "out"
    entries = {}
    for number, own in enumerate(facts):
        name = own.get("name", f"leaflet{number}.{own.get('lang', 'en')}.sheet.letter.office")
        entries[name] = Entry("recipe", "hash", 2, (), {**FACTS, **own})
        if there:
            put(out / f"{name}.pdf", "a PDF")
    [clinic] = found.select_clinics(["north"])
    write_catalogue(found, clinic, Manifest(entries), out)
    assert leftovers(out) == []
    return (out / "index.html").read_text("utf-8")


def test_every_leaflet_is_shown_with_its_facts_its_file_and_its_picture(tmp_path: Path) -> None:
    page = Page(catalogue(tmp_path, {"name": NAME}))

    assert f"{NAME}.pdf" in page.places
    assert f"pictures/{NAME}.png" in page.places
    for fact in ("A sore ankle", "ASA", "3", "7F2A", "English", "Approved", "November 1, 2028", "North Ankle Clinic"):
        assert fact in page.words


def test_leaflets_stand_in_the_order_of_their_titles(tmp_path: Path) -> None:
    titles = ["back pain", "Zinc", "Ankle"]

    page = catalogue(tmp_path, *({"title": title} for title in titles))

    assert sorted(titles, key=page.index) == ["Ankle", "back pain", "Zinc"]


def test_the_editions_of_one_leaflet_stand_together(tmp_path: Path) -> None:
    names = ["ankle.en.sheet.a4.office", "ankle.en.sheet.letter.office", "ankle.en.sheet.letter.screen"]

    page = Page(catalogue(tmp_path, *({"name": name} for name in names)))

    assert page.langs == ["en"]
    assert {f"{name}.pdf" for name in names} <= set(page.places)


def test_each_language_has_its_own_place_and_says_which_it_is(tmp_path: Path) -> None:
    page = Page(catalogue(tmp_path, {"name": NAME}, {"name": NAME.replace(".en.", ".es."), "lang": "es"}))

    assert page.langs == ["en", "es"]


def test_a_leaflet_without_a_file_is_not_shown(tmp_path: Path) -> None:
    assert NAME not in catalogue(tmp_path, {"name": NAME}, there=False)


def test_an_empty_catalogue_is_a_page_too(tmp_path: Path) -> None:
    assert "North Ankle Clinic" in catalogue(tmp_path)


def test_words_of_a_leaflet_cannot_become_markup(tmp_path: Path) -> None:
    page = catalogue(tmp_path, {"title": "<script>alert(1)</script> & more"})

    assert "<script>alert" not in page
    assert "<script>alert(1)</script> & more" in Page(page).words


def test_it_needs_no_network_and_names_no_folder_of_this_machine(tmp_path: Path) -> None:
    page = catalogue(tmp_path, {"name": NAME})

    assert [place for place in Page(page).places if ":" in place or place.startswith("/")] == []
    assert not re.search(r"url\(|@import|\bfetch\(", page)
    assert str(tmp_path) not in page


def test_the_logo_stands_in_the_page_itself(tmp_path: Path) -> None:
    assert LOGO.strip() in catalogue(tmp_path)


def test_a_layout_that_has_gone_keeps_its_bare_name(tmp_path: Path) -> None:
    assert "trifold" in catalogue(tmp_path, {"name": "ankle.en.trifold.a4.office"})


def test_the_same_leaflets_give_the_same_page(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    first = catalogue(tmp_path, {"title": "A"}, {"title": "B"}, root=root)

    assert catalogue(tmp_path, {"title": "A"}, {"title": "B"}, root=root) == first


def test_a_fault_of_the_template_is_told_at_its_line(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / "templates" / "catalogue.html", "<p>\n{{ nobody }}\n")

    with pytest.raises(Fault) as caught:
        catalogue(tmp_path, {"name": NAME}, root=root)

    assert str(caught.value.finding.place) == "templates/catalogue.html:2"
    assert caught.value.finding.code == "P210"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"state": "due-soon"}, "Due for its check soon"),
        ({"state": "overdue", "marked": "2026-10-01", "owner": "Dr A"}, "every page says so. Dr A must check it."),
        ({"state": "overdue", "marked": "2026-10-01"}, "Its owner must check it."),
        ({"state": "overdue", "marked": "2026-10-01", "override": "Read again"}, "given out once: Read again"),
        ({"state": "withdrawn", "successor": "knee"}, "Do not hand it out: hand out knee in its place."),
        ({"state": "withdrawn", "successor": ""}, "Withdrawn. Do not hand it out."),
        ({}, "Approved"),
    ],
)
def test_how_a_leaflet_stands_with_its_review_is_said(facts: dict[str, str], words: str, tmp_path: Path) -> None:
    assert words in Page(catalogue(tmp_path, facts)).words


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ({"due_on": "2028-11-01"}, True), ({"due_on": ""}, False), ({"due_on": "2028-11-01", "state": "draft"}, False),
        ({"due_on": "2026-10-01", "marked": "2026-10-01", "state": "overdue"}, False),
    ],
)  # fmt: skip
def test_only_a_leaflet_without_the_mark_is_watched_by_the_page(
    facts: dict[str, str], tmp_path: Path, *, late: bool
) -> None:
    assert (f'data-late="{facts["due_on"]}"' in catalogue(tmp_path, facts)) is late
