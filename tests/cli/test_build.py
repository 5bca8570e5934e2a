from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from handoutpress.files import sha256
from support import BRAND, HANDOUT, is_whole_pdf, put, run, workspace

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

    with TemporaryDirectory() as passing:  # its name is short: a socket's may have some 100 letters
        done = run("build", "--jobs", "2", cwd=root, TMPDIR=passing)
        left = list(Path(passing).iterdir())

    assert "2 leaflets built" in done.stderr
    assert left == []


def due(day: date) -> str:
    """Give a handout whose check is due on a day; the real command asks the clock."""
    return HANDOUT.replace("kind:", f"review: {{status: sample, by: Dr A, due: {day}}}\nkind:")


LONG_AGO = date(2001, 2, 3)
"""Past every grace, whatever day it is."""


def test_a_leaflet_that_is_due_soon_is_told_and_made(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": due(date.today() + timedelta(30))})  # noqa: DTZ011 - as the command

    done = run("build", cwd=root)

    assert done.exit_code == 0
    assert "warning: is due for its check on" in done.stderr
    assert "ask Dr A to check it" in done.stderr


def test_past_its_grace_a_leaflet_is_refused_and_with_a_reason_made_once(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": due(LONG_AGO)})

    refused = run("build", cwd=root)
    given = run("build", "ankle", "--override", "Read again by Dr A", cwd=root)
    again = run("build", cwd=root)

    assert refused.exit_code == again.exit_code == 3
    assert 'hint: ask Dr A to check it, or build with --override "reason"' in refused.stderr
    assert given.exit_code == 0, given.stderr
    assert "Logged with its reason: out/north/overrides.csv" in given.stderr
    assert "Read again by Dr A" in (root / "out/north/overrides.csv").read_text("utf-8")
    assert "is still the old one: do not hand it out" in again.stderr


def test_an_override_that_was_not_needed_is_told(tmp_path: Path) -> None:
    done = run("build", "--override", "Read again", cwd=workspace(tmp_path))

    assert done.exit_code == 0
    assert "--override was not needed" in done.stderr


@pytest.mark.parametrize(
    ("reason", "words"),
    [("", "it is empty"), ("x" * 201, "200 at most"), ("a\nb", "one line"), ("well \u2192 good", "the font has no")],
)
def test_a_reason_that_cannot_be_printed_is_refused_before_anything_is_made(
    tmp_path: Path, reason: str, words: str
) -> None:
    root = workspace(tmp_path, handouts={"ankle": due(LONG_AGO)})

    done = run("build", "--override", reason, cwd=root)

    assert done.exit_code == 2
    assert words in done.stderr
    assert not (root / "out").exists()


def test_what_is_withdrawn_is_left_out_and_taken_away_and_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": KNEE})
    run("build", cwd=root)
    put(root / "handouts/ankle/en.md", HANDOUT.replace("kind:", "review: {status: withdrawn, successor: knee}\nkind:"))

    alone, some, everything = (run("build", *words, cwd=root) for words in (["ankle"], ["knee", "ankle"], []))

    assert alone.exit_code == 2
    assert alone.stderr.startswith("error: ankle is withdrawn; hand out 'knee' in its place")
    assert some.exit_code == everything.exit_code == 0
    assert "left out: ankle is withdrawn; hand out 'knee' in its place" in some.stderr
    assert "do not hand out: out/north/ankle.en.sheet.letter.office.pdf: it is withdrawn" in some.stderr
    assert "removed: out/north/ankle.en.sheet.letter.office.pdf: it is withdrawn" in everything.stderr
    assert [file.name.partition(".")[0] for file in root.glob("out/north/*.pdf")] == ["knee"]
    assert "withdrawn;" in run("build", cwd=root).stderr


def test_a_successor_that_is_not_there_is_told_when_all_is_built(tmp_path: Path) -> None:
    lost = HANDOUT.replace("kind:", "review: {status: withdrawn, successor: kneee}\nkind:")
    root = workspace(tmp_path, handouts={"ankle": lost, "knee": KNEE})

    everything, one = run("build", cwd=root), run("build", "knee", cwd=root)

    assert (everything.exit_code, one.exit_code) == (3, 0)
    assert "[S177]" in everything.stderr
    assert "hint: did you mean 'knee'?" in everything.stderr
    assert len(list(root.glob("out/north/knee*.pdf"))) == 1
