from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.reading.settings import ReviewPart, Settings, read_layouts, read_settings
from support import REPOSITORY, put

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from handoutpress.findings import Finding
    from handoutpress.layouts import Layout

PROJECT = ("tool", "handoutpress")
LAYOUTS = """\
[sheet]
title = "One sheet"
template = "sheet.html"
stylesheets = ["sheet.css"]
papers = ["a4", "letter"]
pages = 2
type = [11.0, 12.0]
"""


def told(findings: Iterable[Finding]) -> list[str]:
    """Write findings as `path:line:column code message | hint`."""
    return [f"{f.place} {f.code} {f.message} | {f.hint}" for f in findings]


def settings(folder: Path, text: str | bytes, table: tuple[str, ...] = ()) -> tuple[Settings | None, list[str]]:
    made, findings = read_settings(put(folder / "handoutpress.toml", text), table=table)
    assert (made is None) == bool(findings)
    return made, told(findings)


def layouts(root: Path, text: str) -> tuple[dict[str, Layout], list[str]]:
    """Read the rows of a workspace that has one template and one stylesheet."""
    put(root / "templates" / "sheet.html", "")
    put(root / "styles" / "sheet.css", "")
    rows, findings = read_layouts(put(root / "templates" / "layouts.toml", text), root=root)
    return rows, [line.removeprefix("templates/layouts.toml:") for line in told(findings)]


def test_settings_are_those_of_the_file(tmp_path: Path) -> None:
    assert settings(tmp_path, 'clinic = "north"\nlayouts = ["sheet", "leaflet"]\n') == (
        Settings(clinic="north", layouts=("sheet", "leaflet")), [],
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_settings_that_are_left_out_have_their_default(text: str, tmp_path: Path) -> None:
    assert settings(tmp_path, text) == (Settings(clinic=None, layouts=("sheet",)), [])


def test_settings_may_stand_in_a_table_of_the_project(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\nclinic = 3\n\n[tool.handoutpress]\nclinic = "north"\n\n[tool.ruff]\nlayouts = 3\n'
    assert settings(tmp_path, text, PROJECT) == (Settings(clinic="north"), [])


@pytest.mark.parametrize("text", ["", '[project]\nname = "x"\n', "[tool]\n", "[tool.ruff]\n"])
def test_a_project_without_our_table_leaves_all_at_its_default(text: str, tmp_path: Path) -> None:
    assert settings(tmp_path, text, PROJECT) == (Settings(), [])


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('clinik = "x"', "1:1 S121 unknown key 'clinik' | did you mean 'clinic'?"),
        ('\n  layout = ["sheet"]', "2:3 S121 unknown key 'layout' | did you mean 'layouts'?"),
        ("clinic = ''", "1:1 S123 'clinic' is empty | give it a value, or take the line out"),
        ("layouts = 'sheet'", "1:1 S123 'layouts' must be a list | write it as [\"one\", \"two\"]"),
        ("clinic = \n", "1:10 S160 is not TOML: Invalid value | give it a value: clinic = …"),
        ("clinic = oakfield # ours\n",
         '1:10 S160 is not TOML: Invalid value | put it in straight quotes: clinic = "oakfield"'),
        ("clinic = \u201coakfield\u201d\n",
         '1:10 S160 is not TOML: Invalid value | put it in straight quotes: clinic = "oakfield"'),
        ("layouts = [sheet]\n", ("1:12 S160 is not TOML: Invalid value | "
         'put each word in straight quotes, with commas between: ["one", "two"]')),
        ("clinic oakfield\n", ("1:8 S160 is not TOML: Expected '=' after a key in a key/value pair | "
         'write an = between the two: clinic = "…"')),
        ("clinic = 'a'\nclinic = 'b'\n", "2:13 S160 is not TOML: Cannot overwrite a value | "),
        ("clinic = 'a'\nlayouts = [\n\n", ("2:1 S160 is not TOML: Invalid value | "
         'put each word in straight quotes, with commas between: ["one", "two"]')),
    ],
)  # fmt: skip
def test_settings_with_a_fault_are_told_with_their_place_and_a_cure(text: str, finding: str, tmp_path: Path) -> None:
    assert settings(tmp_path, text) == (None, [f"handoutpress.toml:{finding}"])


def test_a_value_of_the_wrong_kind_is_told_where_it_stands(tmp_path: Path) -> None:
    made, [line] = settings(tmp_path, "layouts = ['sheet']\nclinic = 3\n")
    assert made is None
    assert line.startswith("handoutpress.toml:2:1 S123 'clinic' must be one line of text")


def test_the_place_of_a_key_is_that_in_our_own_table(tmp_path: Path) -> None:
    text = '[tool.other]\nclinik = "x"\n\n[tool.handoutpress]\n# a remark\nclinik = "x"\n'
    assert settings(tmp_path, text, PROJECT)[1] == [
        "handoutpress.toml:6:1 S121 unknown key 'clinik' | did you mean 'clinic'?"
    ]


@pytest.mark.parametrize("text", ["tool = 3\n", "tool = []\n", '[tool]\nhandoutpress = "x"\n', "[[tool]]\n"])
def test_a_table_that_is_none_is_told(text: str, tmp_path: Path) -> None:
    made, [line] = settings(tmp_path, text, PROJECT)
    assert made is None
    assert " S123 " in line
    assert "must be a table" in line


def test_all_faults_of_the_settings_come_in_one_pass(tmp_path: Path) -> None:
    _, found = settings(tmp_path, 'clinik = "x"\nlayouts = 3\nclinic = ""\n')
    assert sorted(line.split(" ")[0] for line in found) == [
        "handoutpress.toml:1:1", "handoutpress.toml:2:1", "handoutpress.toml:3:1",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, b"clinic = '\xe9'", "a" * 100_000])
def test_no_file_is_too_odd_to_be_refused(text: str | bytes, tmp_path: Path) -> None:
    made, found = settings(tmp_path, text)
    assert made is None
    assert len(found) == 1


@given(text=st.text(st.sampled_from("a.'\"[]={}\n #3tolhandupres")))
def test_any_text_is_read_or_refused(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "any-settings"
    for table in ((), PROJECT):
        made, found = settings(folder, text, table)
        assert (made is None) == bool(found)


def test_layouts_are_rows_by_name(tmp_path: Path) -> None:
    rows, found = layouts(tmp_path, LAYOUTS + 'beside = [["do", "avoid"]]\n' + LAYOUTS.replace("[sheet]", "[card]"))
    assert found == []
    assert list(rows) == ["sheet", "card"]
    assert (rows["sheet"].beside, rows["card"].beside) == ((("do", "avoid"),), ())
    assert (rows["sheet"].papers, rows["sheet"].pages, rows["sheet"].type) == (("a4", "letter"), 2, (11.0, 12.0))


def test_the_layouts_that_come_with_us_are_without_fault() -> None:
    rows, findings = read_layouts(REPOSITORY / "templates" / "layouts.toml", root=REPOSITORY)
    assert told(findings) == []
    assert "sheet" in rows


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("title", "titel", "2:1 S121 unknown key 'titel' | did you mean 'title'?"),
        ('"sheet.html"', '"shet.html"', "1:1 S161 'templates/shet.html' is missing | write it, or name another file"),
        ('"sheet.css"', '"shet.css"', "1:1 S161 'styles/shet.css' is missing | write it, or name another file"),
        ('"a4", ', '"a5", ', "1:1 S162 unknown paper 'a5' | known are: a3, a4, letter, tabloid"),
        ("type", "sides = 'both'\ntype",
         "7:1 S123 sides 'both' is not known | use 'one-sided', 'two-sided-long-edge' or 'two-sided-short-edge'"),
        ("[sheet]", "card = 3\n[sheet]", "1:1 S123 'card' is no layout | a layout begins with a line [card]"),
        ("pages = 2", "pages = ", "6:9 S160 is not TOML: Invalid value | give it a value: pages = …"),
    ],
)  # fmt: skip
def test_a_row_with_a_fault_is_told_with_its_place_and_a_cure(old: str, new: str, finding: str, tmp_path: Path) -> None:
    assert old in LAYOUTS
    assert finding in layouts(tmp_path, LAYOUTS.replace(old, new))[1]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("pages = 2", "pages = 'two'", "6:1"),
        ("pages = 2", "pages = 2.5", "6:1"),
        ("pages = 2", "pages = 0", "6:1"),
        ("[11.0, 12.0]", "'small'", "7:1"),
        ("[11.0, 12.0]", "11.0", "7:1"),
        ("[11.0, 12.0]", "[0, 12.0]", "7:1"),
        ("[11.0, 12.0]", "[12.0, 11.0]", "7:1"),
        ("[11.0, 12.0]", "[12.0]", "7:1"),
        ("type", "leading = [1.5, 1.3]\ntype", "7:1"),
        ("type", "space = [0.0, 1.0]\ntype", "7:1"),
        ("type", "imposition = 'origami'\ntype", "7:1"),
        ("type", "keeps = ['urgent']\nleaves_out = ['diary']\ntype", "8:1"),
        ("type", "purposes = ['fax']\ntype", "7:1"),
        ("type", "tables = 'piled'\ntype", "7:1"),
        ('["a4", "letter"]', "[]", "5:1"),
        ("type", "line = -1\ntype", "7:1"),
        ("type", "beside = [['do']]\ntype", "7:1"),
    ],
)
def test_a_measure_that_makes_no_sense_is_refused_in_our_own_words(
    old: str, new: str, place: str, tmp_path: Path
) -> None:
    rows, [line] = layouts(tmp_path, LAYOUTS.replace(old, new))
    assert rows == {}
    assert line.startswith(f"{place} S12")
    assert "Input should" not in line


def test_a_row_with_a_fault_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    broken = LAYOUTS.replace("[sheet]", "[card]").replace('title = "One sheet"\n', "")
    rows, found = layouts(tmp_path, broken + LAYOUTS)
    assert list(rows) == ["sheet"]
    assert found == ["1:1 S122 'title' is missing | add a line: title: …"]


def test_the_days_of_a_review_are_set_by_the_clinic(tmp_path: Path) -> None:
    text = "[tool.handoutpress.review]\nwarn = 30\ngrace = 0\n"

    assert settings(tmp_path, text, ("tool", "handoutpress")) == (Settings(review=ReviewPart(warn=30, grace=0)), [])
    assert settings(tmp_path, "[review]\ngrace = 7\n") == (Settings(review=ReviewPart(warn=90, grace=7)), [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("warn = -1", "S123 warn -1 is less than 0"),
        ("grace = -1", "S123 grace -1 is less than 0"),
        ('warn = "90"', "S123 'warn' must be a whole number"),
        ("warn = 1.5", "S123 'warn' must be a whole number"),
        ("warn = true", "S123 'warn' must be a whole number"),
        ("gracee = 3", "S121 unknown key 'gracee'"),
    ],
)
def test_days_that_make_no_sense_are_told_at_their_line(line: str, words: str, tmp_path: Path) -> None:
    made, [told_of_it] = settings(tmp_path, f"[review]\n{line}\n")

    assert made is None
    assert told_of_it.startswith(f"handoutpress.toml:2:1 {words}")
