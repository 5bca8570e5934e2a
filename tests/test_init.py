from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from handoutpress.errors import UsageError
from handoutpress.findings import Severity
from handoutpress.init import new_handout, new_workspace
from handoutpress.starter import PARTS
from handoutpress.workspace import Workspace
from support import HANDOUT, REPOSITORY, leftovers, put, workspace

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 23)
KINDS = sorted(file.stem for file in (REPOSITORY / "templates" / "kinds").glob("*.md"))


def made(root: Path, slug: str = "sprain", **other: str) -> Path:
    given = {"kind": "condition", "title": "A sprain", "lang": "en", **other}
    return new_handout(Workspace(root), slug, **given, today=TODAY)


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_a_new_workspace_is_whole(tmp_path: Path) -> None:
    names = new_workspace(tmp_path / "new")

    found = Workspace.find(tmp_path / "new")
    assert set(names) == {*PARTS, "handoutpress.toml"}
    assert found.slugs
    assert found.clinic_names
    assert found.settings.clinic in found.clinic_names
    for slug, lang in found.handouts:
        assert found.read(slug, lang)[1] == (), slug


def test_it_holds_what_the_library_holds_and_nothing_by_chance(tmp_path: Path) -> None:
    new_workspace(tmp_path / "new")

    expected = {f"{part}/{name}" for part in PARTS for name in files(REPOSITORY / part)}
    assert files(tmp_path / "new") - expected == {"handoutpress.toml", ".gitignore"}
    assert [name for name in files(tmp_path / "new") if "__pycache__" in name or "/." in name] == []
    assert leftovers(tmp_path) == []


def test_what_is_built_there_is_not_taken_into_git(tmp_path: Path) -> None:
    new_workspace(tmp_path / "new")

    assert (tmp_path / "new" / ".gitignore").read_text("utf-8").split() == ["out/", ".handoutpress/"]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    new_workspace(tmp_path / "a" / "b" / "new")

    assert Workspace.find(tmp_path / "a" / "b" / "new").slugs


def test_an_empty_folder_is_filled_and_stays_the_same_folder(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    before = folder.stat().st_ino

    new_workspace(folder)

    assert folder.stat().st_ino == before  # whoever stands in it, still does
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("name", ["notes.txt", ".hidden"])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, name: str) -> None:
    put(tmp_path / "new" / name, "mine")

    with pytest.raises(UsageError, match="not empty"):
        new_workspace(tmp_path / "new")

    assert files(tmp_path) == {f"new/{name}"}


def test_a_file_is_no_place_for_a_workspace(tmp_path: Path) -> None:
    put(tmp_path / "new", "mine")

    with pytest.raises(UsageError):
        new_workspace(tmp_path / "new")
    with pytest.raises(UsageError):
        new_workspace(tmp_path / "new" / "inside")

    assert (tmp_path / "new").read_text("utf-8") == "mine"


def test_a_try_that_was_cut_off_does_not_stand_in_the_way(tmp_path: Path) -> None:
    put(tmp_path / ".new.part" / "handouts" / "half.md", "half")

    new_workspace(tmp_path / "new")

    assert "handouts/half.md" not in files(tmp_path / "new")
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_skeleton_is_read_without_a_fault(tmp_path: Path, kind: str) -> None:
    root = workspace(tmp_path, brands={})
    put_brand(root)

    made(root, kind=kind)

    handout, findings = Workspace(root).read("sprain", "en")
    assert handout
    assert {(found.code, found.severity) for found in findings} == {("S145", Severity.WARNING)}  # still to be written
    assert (handout.title.text, handout.meta.kind) == ("A sprain", kind)
    assert handout.meta.review.status == "draft"
    assert handout.meta.review.due == date(2028, 11, 23)
    assert "help" in {section.id for section in handout.sections}


def put_brand(root: Path) -> None:
    """Give the workspace a clinic with every value that the skeletons use."""
    folder = REPOSITORY / "styles" / "brands" / "riverside"
    for file in folder.iterdir():
        put(root / "styles" / "brands" / "riverside" / file.name, file.read_bytes())


@pytest.mark.parametrize(
    "title",
    [
        "Back pain: what now?", "Sciatica #1", "[Draft] {x}", "It's \"bad\"", "- a", "No", "12", "yes", "C:\\new\\t",
        "¿Qué es?", "$title", "100 %", "a & b", "'quoted'",
    ],
)  # fmt: skip
def test_a_title_may_hold_anything(tmp_path: Path, title: str) -> None:
    root = workspace(tmp_path)
    put_brand(root)

    made(root, title=title)

    handout, _ = Workspace(root).read("sprain", "en")
    assert handout
    assert handout.meta.title == title


def test_a_reference_is_never_given_twice(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"sore-ankle": HANDOUT, "stiff-arm": HANDOUT})
    put_brand(root)

    for slug in ("sprained-ankle", "swollen-ankle", "slipped-artery"):
        made(root, slug)

    taken = Workspace(root).heads.references
    assert len(taken["SA"]) == 2  # what was there before is not ours to mend
    assert {"SA2", "SA3", "SA4"} <= set(taken)
    assert all(len(taken[name]) == 1 for name in ("SA2", "SA3", "SA4"))


def test_a_translation_is_made_beside_the_first_language(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    file = made(root, "ankle", lang="es")

    assert file == root / "handouts" / "ankle" / "es.md"
    assert ("ankle", "es") in Workspace(root).handouts


@pytest.mark.parametrize("slug", ["Back", "back pain", "back_pain", "../back", "back/pain", "-back", "back-", "", "."])
def test_a_name_that_cannot_be_one_is_refused(tmp_path: Path, slug: str) -> None:
    root = workspace(tmp_path)
    before = files(tmp_path)

    with pytest.raises(UsageError, match="cannot be the name"):
        made(root, slug)

    assert files(tmp_path) == before


@pytest.mark.parametrize("lang", ["EN", "../es", "e", "english", "", "en_US", "en/x"])
def test_a_language_that_cannot_be_one_is_refused(tmp_path: Path, lang: str) -> None:
    root = workspace(tmp_path)
    before = files(tmp_path)

    with pytest.raises(UsageError):
        made(root, lang=lang)

    assert files(tmp_path) == before


def test_a_handout_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    with pytest.raises(UsageError, match=r"handouts/ankle/en\.md is there already"):
        made(root, "ankle")

    assert (root / "handouts" / "ankle" / "en.md").read_text("utf-8") == HANDOUT


def test_a_skeleton_that_is_missing_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "templates" / "kinds" / "condition.md").unlink()

    with pytest.raises(UsageError, match=r"templates/kinds/condition\.md is missing"):
        made(root)


def test_a_handout_of_february_29_is_due_on_february_28(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put_brand(root)

    new_handout(Workspace(root), "sprain", kind="condition", title="A", lang="en", today=date(2028, 2, 29))

    handout, _ = Workspace(root).read("sprain", "en")
    assert handout
    assert handout.meta.review.due == date(2030, 2, 28)
