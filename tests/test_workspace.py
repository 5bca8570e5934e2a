from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from handoutpress.errors import SourceError, UsageError
from handoutpress.workspace import Workspace
from support import BRAND, HANDOUT, REPOSITORY, put, stored_workspace, workspace

if TYPE_CHECKING:
    from pathlib import Path


def named(root: Path, *slugs: str) -> Workspace:
    """Make a workspace whose handouts have these slugs, each with a reference of its own."""
    handouts = {slug: HANDOUT.replace("kind:", f"reference: R{n}\nkind:") for n, slug in enumerate(slugs)}
    return Workspace(workspace(root, handouts=handouts))


def simpler(root: Path, lang: str, *words: str) -> list[str]:
    """Give the plainer words that a workspace has for some."""
    return [entry.plain for _, _, entry in Workspace(root).glossary(lang).find(words)]


def test_a_workspace_without_words_of_its_own_has_ours(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert simpler(root, "en", "utilize", "catheters") == ["use", "thin tube"]
    assert simpler(root, "es", "hipertensión") == simpler(root, "es-MX", "hipertensión") == ["presión alta"]
    assert simpler(root, "de", "utilize") == []
    assert Workspace(root).glossary_findings == ()


def test_a_workspaces_own_words_count_before_ours(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    own = "utilize: work with\ncatheter: ok\nwobbly: weak\nde: {Ödem: Schwellung}\nen-GB: {wobbly: shaky}\n"
    put(root / "handouts" / "glossary.yml", own)
    assert simpler(root, "en", "utilized", "catheter", "wobbly", "hypertension") == [
        "work with", "weak", "high blood pressure"
    ]  # fmt: skip
    assert simpler(root, "en-GB", "wobbly") == ["shaky"]
    assert simpler(root, "de", "Ödem") == ["Schwellung"]
    assert simpler(root, "es", "wobbly") == []


def test_faults_in_a_workspaces_own_words_are_told_and_the_rest_counts(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / "handouts" / "glossary.yml", "utilize:\nwobbly: weak\n")
    made = Workspace(root)
    assert [f"{one.place} {one.code}" for one in made.glossary_findings] == ["handouts/glossary.yml:1:1 S182"]
    assert simpler(root, "en", "utilize", "wobbly") == ["use", "weak"]


def test_a_glossary_is_made_once(tmp_path: Path) -> None:
    made = Workspace(workspace(tmp_path))
    assert made.glossary("en") is made.glossary("en")


def test_a_workspace_is_found_from_any_folder_inside_it(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    for folder in (root, root / "handouts", root / "styles" / "brands" / "north"):
        assert Workspace.find(folder).root == root


@pytest.mark.parametrize("lacking", ["handouts", "templates/layouts.toml", "templates"])
def test_a_folder_that_lacks_a_part_is_no_workspace(lacking: str, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / lacking).rename(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="no workspace here") as caught:
        Workspace.find(root)
    assert str(root) in caught.value.message
    assert caught.value.hint == "go to one, or make one with: handout init my-handouts"


def test_the_repository_is_itself_a_workspace() -> None:
    ours = Workspace.find(REPOSITORY / "tests")
    assert ours.root == REPOSITORY
    assert ours.settings.clinic in ours.clinic_names
    assert set(ours.settings.layouts) <= set(ours.layouts)
    assert (dict(ours.heads.shared_references), ours.misnamed) == ({}, ())


def test_the_smallest_workspace_has_one_of_each(tmp_path: Path) -> None:
    ours = Workspace(stored_workspace("minimal", tmp_path))
    assert (ours.handouts, ours.clinic_names) == ((("ankle", "en"),), ("north",))
    [clinic] = ours.select_clinics([])
    assert (clinic.id, ours.select_slugs([]), ours.select_layouts([])) == ("north", ("ankle",), ("sheet",))
    assert ours.read("ankle", "en")[1] == ()


def test_every_language_of_a_handout_is_a_handout_of_its_own(tmp_path: Path) -> None:
    ours = Workspace(stored_workspace("two-languages", tmp_path))
    assert ours.handouts == (("ankle", "en"), ("ankle", "es"), ("knee", "en"))
    assert ours.slugs == ("ankle", "knee")
    titles = {}
    for slug, lang in ours.handouts:
        handout, findings = ours.read(slug, lang)
        assert findings == ()
        assert handout is not None
        titles[slug, lang] = handout.title.text
    assert titles == {
        ("ankle", "en"): "A sore ankle",
        ("ankle", "es"): "Un tobillo dolorido",
        ("knee", "en"): "A sore knee",
    }


def test_files_that_are_no_handouts_are_no_handouts(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    for name in ("README.md", "ankle/notes.txt", "ankle/old/en.md", "glossary.yml"):
        put(root / "handouts" / name, HANDOUT)
    assert Workspace(root).handouts == (("ankle", "en"),)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("Low Back/en.md", "a handout's folder has small letters, digits and hyphens only",
         "rename the folder, such as low-back-pain"),
        ("a.b/en.md", "a handout's folder has small letters, digits and hyphens only",
         "rename the folder, such as low-back-pain"),
        ("knee/EN.md", "a handout's file is named by its language", "rename it, such as en.md or pt-BR.md"),
        ("knee/README.md", "a handout's file is named by its language", "rename it, such as en.md or pt-BR.md"),
    ],
)  # fmt: skip
def test_a_file_whose_name_keeps_it_from_being_a_handout_is_told(
    name: str, message: str, hint: str, tmp_path: Path
) -> None:
    root = workspace(tmp_path)
    put(root / "handouts" / name, HANDOUT)
    ours = Workspace(root)
    assert ours.handouts == (("ankle", "en"),)
    [finding] = ours.misnamed
    assert (str(finding.place), finding.code) == (f"handouts/{name}", "S104")
    assert (finding.message, finding.hint) == (f"is left out: {message}", hint)


def test_a_name_that_is_no_text_is_told_in_letters_that_print(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    folder = os.fsencode(root / "handouts") + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102 - a Path is text
    os.close(os.open(folder + b"/en.md", os.O_CREAT))
    [finding] = Workspace(root).misnamed
    assert str(finding.place).encode("ascii")


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("low-back-pain", "low-back-pain"),
        ("stretches", "low-back-stretches"),
        ("STRETCHES", "low-back-stretches"),
        ("neck", "neck"),
        ("handouts/neck-pain", "neck-pain"),
        ("handouts/neck-pain/", "neck-pain"),
    ],
)
def test_a_handout_may_be_named_by_a_part_that_only_it_has(word: str, slug: str, tmp_path: Path) -> None:
    ours = named(tmp_path, "low-back-pain", "low-back-stretches", "neck-pain", "neck")
    assert ours.select_slugs([word]) == (slug,)


def test_a_handout_named_twice_is_meant_once(tmp_path: Path) -> None:
    ours = named(tmp_path, "low-back-pain", "neck")
    assert ours.select_slugs(["neck", "low", "low-back-pain"]) == ("neck", "low-back-pain")


def test_a_part_that_several_have_is_refused_with_their_names(tmp_path: Path) -> None:
    ours = named(tmp_path, "low-back-pain", "low-back-stretches", "neck")
    with pytest.raises(UsageError) as caught:
        ours.select_slugs(["back"])
    assert (caught.value.message, caught.value.hint) == (
        "'back' fits several handouts: low-back-pain, low-back-stretches", "write more of the name",
    )  # fmt: skip


@pytest.mark.parametrize("pick", ["slugs", "clinics", "layouts"])
def test_a_name_that_nothing_has_is_refused_with_the_nearest(pick: str, tmp_path: Path) -> None:
    ours = Workspace(workspace(tmp_path))
    what, word, near = {
        "slugs": ("handout", "ankel", "ankle"),
        "clinics": ("clinic", "nort", "north"),
        "layouts": ("layout", "shet", "sheet"),
    }[pick]  # fmt: skip
    with pytest.raises(UsageError) as caught:
        getattr(ours, f"select_{pick}")([word])
    assert (caught.value.message, caught.value.hint) == (f"no {what} is called '{word}'", f"did you mean '{near}'?")


def test_the_only_clinic_is_meant_when_none_is_named(tmp_path: Path) -> None:
    assert [clinic.id for clinic in Workspace(workspace(tmp_path)).select_clinics([])] == ["north"]


def test_of_several_clinics_the_settings_name_the_one_that_is_meant(tmp_path: Path) -> None:
    root = workspace(tmp_path, brands={"north": BRAND, "south": BRAND}, settings='clinic = "south"\n')
    assert [clinic.id for clinic in Workspace(root).select_clinics([])] == ["south"]
    assert [clinic.id for clinic in Workspace(root).select_clinics(["north", "south"])] == ["north", "south"]


@pytest.mark.parametrize(("brands", "there"), [(("north", "south"), "north, south"), ((), "none")])
def test_which_clinic_is_asked_when_nothing_says_it(brands: tuple[str, ...], there: str, tmp_path: Path) -> None:
    ours = Workspace(workspace(tmp_path, brands=dict.fromkeys(brands, BRAND)))
    with pytest.raises(UsageError, match=f"which clinic. there are: {there}") as caught:
        ours.select_clinics([])
    assert "--clinic" in caught.value.hint


def test_a_clinic_that_cannot_be_read_is_refused_with_its_findings(tmp_path: Path) -> None:
    ours = Workspace(stored_workspace("broken", tmp_path))
    with pytest.raises(SourceError, match="the brand of south cannot be read") as caught:
        ours.select_clinics(["north", "south"])
    [finding] = caught.value.findings
    assert str(finding).startswith("styles/brands/south/brand.yml:4:1: error S152 picture 'logo.svg' is missing")


def test_settings_come_from_their_own_file_before_the_projects(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert Workspace(root).settings.clinic is None
    put(root / "pyproject.toml", '[tool.handoutpress]\nclinic = "south"\n')
    assert Workspace(root).settings.clinic == "south"
    put(root / "handoutpress.toml", 'clinic = "north"\n')
    assert Workspace(root).settings.clinic == "north"


@pytest.mark.parametrize("name", ["handoutpress.toml", "pyproject.toml", "templates/layouts.toml"])
def test_settings_and_layouts_with_a_fault_are_refused_with_their_place(name: str, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / name, "clinic = \n")
    with pytest.raises(SourceError, match="cannot be read") as caught:
        Workspace(root).select_layouts([])
    assert [str(finding.place) for finding in caught.value.findings] == [f"{name}:1:10"]


def test_blocks_and_values_are_those_of_the_workspace(tmp_path: Path) -> None:
    root = workspace(tmp_path, brands={"north": BRAND, "south": BRAND + "  words: {disc: disk}\n", "west": "broken"})
    put(root / "templates" / "blocks" / "recipe.html", "")
    ours = Workspace(root)
    assert {"recipe", "emergency"} <= set(ours.block_names)
    assert {"clinic.phone", "clinic.words.disc"} <= ours.value_names


def test_handouts_that_share_a_reference_are_told_of_each_other(tmp_path: Path) -> None:
    ours = Workspace(stored_workspace("broken", tmp_path))
    assert sorted(ours.heads.shared_references) == ["hand", "head"]
    [finding] = ours.heads.shared_references["hand"]
    assert str(finding) == "handouts/hand/en.md:4:1: error S170 reference 'TWIN' is that of head too"
    assert finding.hint == "give one of them a reference of its own: reference: ABC"


def test_the_languages_of_one_handout_share_its_reference(tmp_path: Path) -> None:
    ours = Workspace(stored_workspace("two-languages", tmp_path))
    assert dict(ours.heads.shared_references) == {}
    assert sorted(ours.heads.references) == ["ANK", "KNE"]


@pytest.mark.parametrize("written", ["TWIN", "'TWIN'", '"TWIN"', "TWIN # ours"])
def test_a_reference_is_found_however_it_is_written(written: str, tmp_path: Path) -> None:
    handouts = {
        "a": HANDOUT.replace("kind:", f"reference: {written}\nkind:"),
        "b": HANDOUT.replace("kind:", "reference: TWIN\nkind:"),
    }
    ours = Workspace(workspace(tmp_path, handouts=handouts))
    assert sorted(ours.heads.shared_references) == ["a", "b"]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"---\nreference: A\xe9\n"])
def test_a_handout_that_cannot_be_read_does_not_stand_in_the_way_of_others(content: bytes, tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee/en.md": content})
    (root / "handouts" / "toe" / "en.md").mkdir(parents=True)
    (root / "handouts" / "heel").mkdir()
    (root / "handouts" / "heel" / "en.md").symlink_to("nowhere")
    ours = Workspace(root)
    assert dict(ours.heads.shared_references) == {}
    assert {slug: ours.read(slug, "en")[0] is not None for slug in ours.slugs} == {
        "ankle": True, "heel": False, "knee": False, "toe": False,
    }  # fmt: skip


def withdrawn(successor: str = "") -> str:
    named = f", successor: {successor}" if successor else ""
    return HANDOUT.replace("kind:", f"review: {{status: withdrawn{named}}}\nkind:")


def test_what_is_withdrawn_is_known_by_language(tmp_path: Path) -> None:
    handouts = {"ankle": withdrawn("knee"), "ankle/es.md": HANDOUT, "knee": HANDOUT}
    found = Workspace(workspace(tmp_path, handouts=handouts))

    assert found.heads.withdrawn == {("ankle", "en"): "knee"}
    assert (found.heads.successor("ankle", "en"), found.heads.successor("ankle", "es")) == ("knee", "")
    assert found.heads.lost_successors == ()


def test_successors_are_followed_to_the_last(tmp_path: Path) -> None:
    handouts = {"ankle": withdrawn("back"), "back": withdrawn("calf"), "calf": HANDOUT}
    found = Workspace(workspace(tmp_path, handouts=handouts))

    assert found.heads.successors("ankle", "en") == ("back", "calf")
    assert found.heads.successor("ankle", "en") == "calf"


@pytest.mark.parametrize(
    "others",
    [{"ankle": withdrawn("nowhere")}, {"ankle": withdrawn("ankle")},
     {"ankle": withdrawn("back"), "back": withdrawn("ankle")}, {"ankle": withdrawn("back"), "back": withdrawn()}],
    ids=["not there", "itself", "a ring", "withdrawn for good"],
)  # fmt: skip
def test_a_successor_that_cannot_be_handed_out_is_told(others: dict[str, str], tmp_path: Path) -> None:
    found = Workspace(workspace(tmp_path, handouts={**others, "calf": HANDOUT}))

    assert found.heads.successor("ankle", "en") == ""
    first = found.heads.lost_successors[0]
    assert (str(first.place), first.code) == ("handouts/ankle/en.md:4:29", "S177")
    assert "calf" in first.hint


def test_what_is_withdrawn_for_good_needs_no_successor(tmp_path: Path) -> None:
    assert Workspace(workspace(tmp_path, handouts={"ankle": withdrawn()})).heads.lost_successors == ()


def test_a_key_is_found_in_the_head_or_else_what_it_stands_in(tmp_path: Path) -> None:
    found = Workspace(workspace(tmp_path, handouts={"ankle": withdrawn(), "knee": "no head"}))

    assert str(found.heads.place_of("ankle", "en", "review", "status")) == "handouts/ankle/en.md:4:10"
    assert str(found.heads.place_of("ankle", "en", "review", "due")) == "handouts/ankle/en.md:4:1"
    assert str(found.heads.place_of("knee", "en", "review", "due")) == "handouts/knee/en.md"
