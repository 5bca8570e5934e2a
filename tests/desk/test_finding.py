from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from desk.conftest import FINE_BRAND, HANDOUTS, WELL, Counters, text
from handoutpress.desk.shelf import AGE, Shelf
from support import put, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from desk.conftest import Caller


def found(desk: Caller, query: str, ui: str = "en") -> tuple[str, list[dict[str, Any]]]:
    [group] = desk.post("/api/find", {"q": query, "ui": ui}).json["groups"]  # type: ignore[index]
    return group["id"], group["rows"]


def test_the_letters_that_were_typed_are_cut_out_of_the_title(desk: Caller) -> None:
    kind, [ankle, *_] = found(desk, "sor ank")
    assert (kind, ankle["slug"], ankle["in"]) == ("found", "ankle", "title")
    assert ankle["pieces"] == ["A ", "sor", "e ", "ank", "le"]
    assert ankle["why"] == ""


def test_what_was_found_in_another_language_is_marked_there(desk: Caller) -> None:
    _, [ankle] = found(desk, "tobi")
    assert (ankle["title"], ankle["in"]) == ("A sore ankle", "also")
    assert ankle["pieces"] == ["Un ", "tobi", "llo dolorido"]
    _, [ankle] = found(desk, "tobi", ui="es")
    assert (ankle["title"], ankle["in"], ankle["also"]) == ("Un tobillo dolorido", "title", "")


def test_a_title_that_is_the_same_in_two_languages_is_found_in_that_of_the_staff(tmp_path: Path) -> None:
    handouts = {f"sugar/{lang}.md": text("Diabetes", "SUG", WELL) for lang in ("en", "es")}
    made = Counters(workspace(tmp_path, handouts=handouts, brands={"north": FINE_BRAND}))
    desk = made.open()
    assert [found(desk, "diab", ui=lang)[1][0]["lang"] for lang in ("en", "es")] == ["en", "es"]
    made.opened[0].extensions["desk"].close()


def test_what_was_found_by_a_topic_has_nothing_marked(desk: Caller) -> None:
    assert "pieces" not in {row["slug"]: row for row in found(desk, "hand")[1]}["wrist"]


def test_another_word_for_it_is_named(desk: Caller) -> None:
    assert [(row["slug"], row["why"]) for row in found(desk, "blood thinner")[1]] == [("warfarin", "warfarin")]


@pytest.mark.parametrize("query", ["anlke", "wirst", "blodd thinner"])
def test_what_is_only_near_is_told_from_what_was_found(desk: Caller, query: str) -> None:
    kind, rows = found(desk, query)
    assert kind == "near"
    assert rows


def test_what_is_withdrawn_is_found_last_and_leads_on(desk: Caller) -> None:
    _, rows = found(desk, "ankles")
    assert [(row["slug"], row["successor"]) for row in rows] == [("ankle", ""), ("old-ankle", "ankle")]
    assert [row["slug"] for row in found(desk, "OLD-EN v1")[1]] == ["old-ankle"]


@pytest.mark.parametrize("query", ["SEC", "sec-en v1", "draft nobody", "draaft", "secret"])
def test_a_draft_is_found_by_nothing(desk: Caller, query: str) -> None:
    assert found(desk, query)[1] == []


@pytest.mark.parametrize("query", ["\0", "😀", "\u202e", "((((", "' OR 1=1 --", "%00", "x" * 80])
def test_what_nobody_should_type_does_no_harm(desk: Caller, query: str) -> None:
    assert found(desk, query) == ("found", [])


def test_the_index_is_made_anew_only_when_a_file_changed(tmp_path: Path) -> None:
    root, now = workspace(tmp_path, handouts=HANDOUTS, brands={"north": FINE_BRAND}), [0.0]
    shelf = Shelf(root, "", clock=lambda: now[0])
    before = shelf.now().index
    now[0] += 2 * AGE
    assert shelf.now().index is before
    put(root / "handouts" / "zebra" / "en.md", text("Riding a zebra", "ZEB", WELL))
    now[0] += 2 * AGE
    assert shelf.now().index is not before
    assert [match.slug for match in shelf.now().index.find("zebra")] == ["zebra"]


def test_a_pack_is_found_by_its_title_and_comes_last(tmp_path: Path) -> None:
    settings = (
        '[desk.packs.foot]\ntitle = "Ankle, first visit"\nleaflets = ["ankle"]\n'
        '[desk.packs.none]\ntitle = "Ankle, of old"\nleaflets = ["lost"]\n'
    )
    made = Counters(workspace(tmp_path, handouts=HANDOUTS, brands={"north": FINE_BRAND}, settings=settings))
    desk = made.open()
    leaflets, packs = desk.post("/api/find", {"q": "ankl", "ui": "en"}).json["groups"]  # type: ignore[index]
    assert [row["slug"] for row in leaflets["rows"]] == ["ankle", "old-ankle"]
    assert (packs["id"], [row["title"] for row in packs["rows"]]) == ("pack", ["Ankle, first visit"])
    made.opened[0].extensions["desk"].close()


def test_the_picture_in_the_list_is_that_of_a_page_and_not_of_a_folded_sheet(counters: Counters) -> None:
    desk = counters.open()
    desk.preview(layout="trifold")
    assert desk.get("/picture/ankle/en/x").mimetype == "image/svg+xml", "a mere sign"
    desk.preview()
    with Image.open(io.BytesIO(desk.get("/picture/ankle/en/x").data)) as picture:
        assert picture.height > picture.width
