from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from handoutpress.files import sha256
from support import BRAND, HANDOUT, is_whole_pdf, put, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

KNEE = HANDOUT.replace("A sore ankle", "A stiff knee")
FIELDS = {
    "slug", "lang", "layout", "paper", "purpose", "size", "mono", "path", "pages", "sha256", "state", "findings",
}  # fmt: skip
FINDING = {"path", "line", "column", "code", "severity", "message", "hint"}


def test_words_go_to_stderr_and_data_nowhere(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": KNEE})

    first, second = run("build", cwd=root), run("build", cwd=root)

    assert (first.exit_code, first.stdout) == (0, "")
    assert "out/north/ankle.en.sheet.letter.office.pdf (1 page)" in first.stderr
    assert "2 leaflets built" in first.stderr
    assert "out/north/index.html" in first.stderr
    assert "\x1b" not in first.stderr
    assert (second.exit_code, second.stdout) == (0, "")
    assert second.stderr == "Nothing to do: 2 leaflets up to date in out/\n"


def test_json_has_every_field_of_every_leaflet(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": KNEE.replace("kind:", "knd:")})

    done = run("build", "--json", cwd=root)

    assert done.exit_code == 3
    ankle, knee = json.loads(done.stdout)
    assert set(ankle) >= FIELDS
    assert set(knee) == set(ankle)
    file = root / ankle["path"]
    assert is_whole_pdf(file)
    assert ankle["sha256"] == sha256(file.read_bytes())
    assert {key: ankle[key] for key in ("slug", "lang", "layout", "paper", "purpose", "size", "mono", "pages")} == {
        "slug": "ankle", "lang": "en", "layout": "sheet", "paper": "letter", "purpose": "office", "size": "standard",
        "mono": False, "pages": 1,
    }  # fmt: skip
    assert (ankle["state"], ankle["findings"]) == ("built", [])
    assert (knee["state"], knee["sha256"], knee["pages"]) == ("failed", "", 0)
    assert all(set(found) == FINDING for found in knee["findings"])
    assert {(found["path"], found["line"]) for found in knee["findings"]} >= {("handouts/knee/en.md", 4)}
    assert {found["severity"] for found in knee["findings"]} == {"error"}


def test_a_fault_is_told_with_its_line_a_caret_and_what_to_do(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT.replace("You turned", "Call {{ clinic.fone }}. You turned")})

    done = run("build", cwd=root)

    assert done.exit_code == 3
    told = done.stderr.splitlines()
    at = told.index("handouts/ankle/en.md:9:6: error: unknown value '{{ clinic.fone }}' [S141]")
    assert told[at + 1] == "    Call {{ clinic.fone }}. You turned your ankle."
    assert told[at + 2].index("^") == told[at + 1].index("{{")
    assert told[at + 3] == "    hint: did you mean 'clinic.phone'?"
    assert "1 leaflet not made" in done.stderr


def test_text_that_does_not_fit_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, handouts={"ankle": HANDOUT.replace("You turned", f"{'W' * 99} You turned"), "knee": KNEE}
    )

    done = run("build", cwd=root)

    assert done.exit_code == 4
    assert "P220" in done.stderr
    assert "1 leaflet built\n1 leaflet not made" in done.stderr
    assert [file.name.partition(".")[0] for file in root.glob("out/north/*.pdf")] == ["knee"]


def test_a_part_of_a_name_is_enough_from_anywhere_in_the_workspace(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"sore-ankle": HANDOUT, "stiff-knee": KNEE})
    folder = root / "handouts" / "stiff-knee"

    done = run("build", "knee", "--paper", "a4", "--for", "screen", "--out", tmp_path / "shelf", cwd=folder)

    assert done.exit_code == 0, done.stderr
    assert [file.name for file in (tmp_path / "shelf").rglob("*.pdf")] == ["stiff-knee.en.sheet.a4.screen.pdf"]
    assert not (root / "out").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["nothing"], "no handout is called 'nothing'"),
        (["nkl", "--clinic", "nort"], "did you mean 'north'?"),
        (["--layout", "shet"], "did you mean 'sheet'?"),
        (["--lang", "es"], "es"),
        (["--paper", "a3"], "'a3' is not one of"),
        (["--jobs", "0"], "0 is not in the range"),
    ],
)
def test_wrong_words_are_told_and_nothing_is_written(tmp_path: Path, args: list[str], words: str) -> None:
    root = workspace(tmp_path)

    done = run("build", *args, cwd=root)

    assert done.exit_code == 2
    assert words in done.stderr
    assert done.stdout == ""
    assert not (root / "out").exists()


def test_a_brand_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, brands={"north": BRAND.replace("country: US", "country: USA")})

    done = run("build", cwd=root)

    assert done.exit_code == 3
    assert "styles/brands/north/brand.yml" in done.stderr
    assert "two capital letters" in done.stderr


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(tmp_path / "file", "mine")

    done = run("build", "--out", tmp_path / "file" / "out", cwd=root)

    assert done.exit_code == 4
    assert "error: cannot write to" in done.stderr
    assert "--out" in done.stderr
    assert "Traceback" not in done.stderr


def test_leaflets_of_handouts_that_are_gone_go_only_when_all_are_built(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": KNEE})
    run("build", cwd=root)
    (root / "handouts" / "knee" / "en.md").unlink()

    run("build", "ankle", cwd=root)
    some = len(list(root.glob("out/north/*.pdf")))
    run("build", cwd=root)

    assert some == 2
    assert len(list(root.glob("out/north/*.pdf"))) == 1


def test_nothing_stays_behind_in_the_folder_for_temporary_files(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": KNEE})
    passing = tmp_path / "passing"
    passing.mkdir()

    done = run("build", "--jobs", "2", cwd=root, TMPDIR=str(passing))

    assert "2 leaflets built" in done.stderr
    assert list(passing.iterdir()) == []
