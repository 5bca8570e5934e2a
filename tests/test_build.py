from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from builds import BOTH, BRANDS, KNEE, TWO, change, hashes, outcomes, pdfs, stamps, states
from handoutpress.errors import UsageError
from handoutpress.files import sha256
from handoutpress.manifest import TICK, Manifest
from handoutpress.plan import Order, plan
from handoutpress.workspace import Workspace
from support import BRAND, HANDOUT, LOGO, is_whole_pdf, leftovers, put, workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_the_plan_is_every_handout_in_the_languages_and_on_the_paper_of_the_clinic(tmp_path: Path) -> None:
    brands = {"north": BRAND, "south": BRAND.replace("[en]", "[en, es]").replace("letter", "a4")}
    root = workspace(tmp_path, handouts={**TWO, "knee/es.md": KNEE, "knee/fr.md": KNEE}, brands=brands)

    names = {f"{edition.clinic}/{edition.name}" for edition in plan(Workspace(root), BOTH).editions}

    assert names == {
        "north/ankle.en.sheet.letter.office", "north/knee.en.sheet.letter.office", "south/ankle.en.sheet.a4.office",
        "south/knee.en.sheet.a4.office", "south/knee.es.sheet.a4.office",
    }  # fmt: skip


def test_a_plan_may_be_narrowed_and_widened(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO)

    order = Order(slugs=("ank",), papers=("a4", "letter"), purposes=("office", "screen"))

    assert [f"{one.slug}.{one.paper}.{one.purpose}" for one in plan(Workspace(root), order).editions] == [
        "ankle.a4.office", "ankle.a4.screen", "ankle.letter.office", "ankle.letter.screen",
    ]  # fmt: skip


def test_the_same_thing_named_twice_is_made_once(tmp_path: Path) -> None:
    order = Order(
        clinics=("north", "north"), papers=("a4", "a4"), purposes=("office", "office"), layouts=("sheet",) * 2
    )

    assert len(plan(Workspace(workspace(tmp_path)), order).editions) == 1


@pytest.mark.parametrize(
    "order",
    [
        Order(slugs=("nothing",)), Order(clinics=("east",)), Order(layouts=("scroll",)), Order(languages=("es",)),
    ],
)  # fmt: skip
def test_what_cannot_be_planned_is_told(tmp_path: Path, order: Order) -> None:
    with pytest.raises(UsageError):
        plan(Workspace(workspace(tmp_path)), order)


def test_every_leaflet_is_built_with_its_picture_manifest_and_catalogue(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO)

    built = outcomes(root)

    assert [one.state for one in built] == ["built", "built"]
    for one in built:
        file = root / "out" / one.edition.path
        assert is_whole_pdf(file)
        assert one.sha256 == sha256(file.read_bytes())
        picture = one.edition.picture
        assert picture
        assert (root / "out" / picture).is_file()
    assert set(Manifest.load(root / "out" / "north").entries) == {one.edition.name for one in built}
    assert (root / "out" / "north" / "index.html").is_file()
    assert leftovers(root) == []


def test_there_is_nothing_to_do_the_second_time(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO)
    outcomes(root)
    before = stamps(root)

    again = outcomes(root)

    assert [one.state for one in again] == ["current", "current"]
    assert all(one.pages == 1 and len(one.sha256) == 64 for one in again)
    assert stamps(root) == before


def test_force_makes_everything_again_with_the_same_bytes(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    before, bytes_before = stamps(root), hashes(root)

    assert states(root, force=True) == {"north/ankle": "built"}

    assert stamps(root) != before
    assert hashes(root) == bytes_before


def test_a_changed_telephone_number_is_on_every_leaflet_of_that_clinic_and_of_no_other(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO, brands=BRANDS)
    outcomes(root, BOTH)
    before = hashes(root)
    change(root / "styles/brands/north/brand.yml", "555-0100", "555-0199")

    assert states(root, BOTH) == {
        "north/ankle": "built", "north/knee": "built", "south/ankle": "current", "south/knee": "current",
    }  # fmt: skip
    after = hashes(root)
    assert {name for name in after if after[name] != before[name]} == {"north/ankle", "north/knee"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("handouts/ankle/en.md", "turned", "twisted"),
        ("handouts/ankle/foot.svg", "M0 0h20v10H0z", "M0 0h10v10H0z"),
        ("styles/brands/north/logo.svg", "M0 0h20v10H0z", "M0 0h10v10H0z"),
        ("styles/base.css", "color:", "color: "),
        ("styles/paper.svg", "M0 0h20v10H0z", "M0 0h10v10H0z"),
        ("templates/sheet.html", "<main>", "<main >"),
        ("templates/prose.html", "<p", "<p "),
        ("templates/icons/do.svg", "<svg", "<svg "),
        ("templates/labels/es.po", "Haga", "Hagan"),
        ("templates/layouts.toml", "line = 8.5", "line = 9.5"),
    ],
)
def test_whatever_a_leaflet_is_made_from_makes_it_again(tmp_path: Path, file: str, old: str, new: str) -> None:
    text = HANDOUT.replace("You turned", "![a foot](foot.svg)\n\nYou turned")
    root = workspace(tmp_path, handouts={"ankle": text, "ankle/foot.svg": LOGO})
    put(root / "styles" / "paper.svg", LOGO)
    change(root / "styles" / "sheet.css", ".masthead {", '.masthead { background: url("styles/paper.svg");')
    outcomes(root)
    change(root / file, old, new)

    assert states(root) == {"north/ankle": "built"}
    assert states(root) == {"north/ankle": "current"}


@pytest.mark.parametrize("file", ["templates/kinds/condition.md", "handouts/glossary.yml", "README.md"])
def test_what_no_leaflet_is_made_from_makes_none_again(tmp_path: Path, file: str) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    put(root / file, "something new")

    assert states(root) == {"north/ankle": "current"}


def test_another_layouts_row_makes_no_leaflet_again(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    rows = (root / "templates" / "layouts.toml").read_text("utf-8")
    other = rows[rows.index("[sheet]") : rows.index("[sheet.")].replace("[sheet]", "[other]")
    put(root / "templates" / "layouts.toml", rows + other)

    assert states(root) == {"north/ankle": "current"}


def test_a_file_that_was_only_touched_makes_no_leaflet_again(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    later = time.time_ns() + 5 * TICK
    for name in ("handouts/ankle/en.md", "styles/sheet.css", "styles/brands/north/brand.yml"):
        os.utime(root / name, ns=(later, later))

    assert states(root) == {"north/ankle": "current"}


def test_a_related_leaflet_that_comes_is_named(tmp_path: Path) -> None:
    text = HANDOUT.replace("kind:", "related: [knee]\nkind:")
    brands = {"north": BRAND.replace("[en]", "[en, es]")}
    root = workspace(tmp_path, handouts={"ankle/es.md": text, "knee": KNEE}, brands=brands)
    outcomes(root)
    put(root / "handouts" / "knee" / "es.md", KNEE)

    assert states(root, Order(languages=("es",))) == {"north/ankle": "built", "north/knee": "built"}


def test_a_related_leaflet_that_is_mended_is_named_again(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT.replace("kind:", "related: [knee]\nkind:"), "knee": KNEE})
    outcomes(root)
    whole = hashes(root)["north/ankle"]
    put(root / "handouts" / "knee" / "en.md", "---\nbroken")
    outcomes(root)
    put(root / "handouts" / "knee" / "en.md", KNEE)

    outcomes(root)

    assert hashes(root)["north/ankle"] == whole


def test_a_changed_title_is_seen_by_whoever_names_it(tmp_path: Path) -> None:
    handouts = {"ankle": HANDOUT.replace("kind:", "related: [knee]\nkind:"), "knee": KNEE, "foot": KNEE}
    root = workspace(tmp_path, handouts=handouts)
    outcomes(root)
    change(root / "handouts" / "knee" / "en.md", "A stiff knee", "A bad knee")

    assert states(root) == {"north/ankle": "built", "north/foot": "current", "north/knee": "built"}


@pytest.mark.parametrize("damage", ["", "{", '{"version": 1, "entries": 5}'])
def test_a_damaged_manifest_proves_nothing(tmp_path: Path, damage: str) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    put(root / "out" / "north" / "manifest.json", damage)

    assert states(root) == {"north/ankle": "built"}
    assert states(root) == {"north/ankle": "current"}


@pytest.mark.parametrize("part", ["ankle.en.sheet.letter.office.pdf", "pictures/ankle.en.sheet.letter.office.png"])
def test_what_was_deleted_is_made_again(tmp_path: Path, part: str) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    (root / "out" / "north" / part).unlink()

    assert states(root) == {"north/ankle": "built"}
    assert (root / "out" / "north" / part).is_file()


def test_a_deleted_catalogue_is_made_again_without_a_leaflet_being_made(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    (root / "out" / "north" / "index.html").unlink()

    assert states(root) == {"north/ankle": "current"}
    assert (root / "out" / "north" / "index.html").is_file()


def test_a_changed_page_of_the_catalogue_is_seen_without_a_leaflet_being_made(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    put(root / "templates" / "catalogue.html", "<title>A new look</title>")

    assert states(root) == {"north/ankle": "current"}
    assert (root / "out" / "north" / "index.html").read_text("utf-8") == "<title>A new look</title>"


def test_a_pdf_that_was_tampered_with_is_made_again(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    good = hashes(root)
    file = pdfs(root)["north/ankle"]
    put(file, file.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.4"))  # as long as before

    assert states(root) == {"north/ankle": "built"}
    assert hashes(root) == good


def test_a_handout_that_is_gone_leaves_the_folder_and_the_catalogue(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO)
    outcomes(root)
    (root / "handouts" / "knee" / "en.md").unlink()

    outcomes(root, sweep_sources=True)

    assert [file.name for file in (root / "out").rglob("*knee*")] == []
    assert "A stiff knee" not in (root / "out" / "north" / "index.html").read_text("utf-8")
    assert "A sore ankle" in (root / "out" / "north" / "index.html").read_text("utf-8")
    assert list(Manifest.load(root / "out" / "north").entries) == ["ankle.en.sheet.letter.office"]


def test_what_was_not_asked_for_is_left_alone(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO)
    outcomes(root)
    mine = put(root / "out" / "north" / "my-own.pdf", "mine")
    change(root / "handouts" / "knee" / "en.md", "turned", "twisted")

    assert states(root, Order(slugs=("ankle",))) == {"north/ankle": "current"}
    assert mine.read_text("utf-8") == "mine"
    assert set(pdfs(root)) == {"north/ankle", "north/knee", "north/my-own"}
