from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from builds import change
from handoutpress.desklog import Outcome
from handoutpress.make import CODE_LETTERS, short_code
from prints import ANKLE, NOW, log
from support import BRAND, HANDOUT, is_whole_pdf, put, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from support import Result

SAMPLE = HANDOUT.replace("kind:", "version: 3\nreview: {status: sample}\nkind:")
LATE = HANDOUT.replace("kind:", "version: 3\nreview: {status: approved, by: Dr Lee, due: 2020-01-05}\nkind:")
SETTINGS = '[printers.front]\nuri = "folder:printed"\n'


def verify(root: Path, *words: str) -> Result:
    return run("verify", *words, cwd=root, TZ="UTC")


def texts(root: Path, *words: str) -> list[dict[str, Any]]:
    return list(json.loads(verify(root, *words, "--json").stdout))


def code_of(root: Path, slug: str = "ankle", clinic: str = "north") -> str:
    brand = root / f"styles/brands/{clinic}/brand.yml"
    return short_code((root / f"handouts/{slug}/en.md").read_bytes(), brand.read_bytes())


def log_print(root: Path, *, outcome: Outcome = Outcome.DONE, **more: Any) -> None:
    here = log(root / ".handoutpress/desk.sqlite")
    here.learn(here.begin(replace(ANKLE, code=code_of(root), **more)), outcome, NOW)


def commit(root: Path, *, first: bool = False) -> str:
    """Commit all that there is, and name the commit."""
    who = ("-c", "user.name=A", "-c", "user.email=a@clinic.example", "-c", "commit.gpgsign=false")
    for words in ([("init", "-q")] if first else []) + [("add", "-A"), (*who, "commit", "-qm", "x")]:
        subprocess.run(["git", *words], cwd=root, check=True)
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, handouts={"ankle": SAMPLE}, settings=SETTINGS)


def test_a_code_is_known_by_the_sources_alone(root: Path) -> None:
    done = verify(root, code_of(root))

    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"ANK-EN v3 {code_of(root)}",
        "  handout  ankle (en), version 3: A sore ankle",
        "  clinic   north",
        "  text     handouts/ankle/en.md is still this text",
    ]


@pytest.mark.parametrize(
    "words",
    ["{}", "ANK-EN v3 {}", "ank v3 {}", "ANK {}", "ANK-EN · version 3 · code {}", "ANK-EN · versión 3 · código {}."],
)
def test_a_code_is_read_as_it_stands_on_the_page(root: Path, words: str) -> None:
    [text] = texts(root, words.format(code_of(root).lower()))

    assert (text["slug"], text["lang"], text["version"], text["reference"]) == ("ankle", "en", "3", "ANK")
    assert texts(root, *words.format(code_of(root)).split()) == [text]


@pytest.mark.parametrize("words", ["ANK v3", "7O2A", "7F2", "7F2AA", ""])
def test_what_is_no_code_is_told(root: Path, words: str) -> None:
    done = verify(root, words)

    assert (done.exit_code, done.stdout) == (2, "")
    assert "does not end with a code" in done.stderr


def test_a_code_that_nobody_knows_is_exit_1(root: Path) -> None:
    other = next(letter * 4 for letter in CODE_LETTERS if letter * 4 != code_of(root))
    done = verify(root, other)

    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{other} is not known here" in done.stderr
    assert texts(root, other) == []


@pytest.mark.parametrize("words", ["WRI-EN v3 {}", "ANK-EN v4 {}", "ANK-ES v3 {}"])
def test_a_code_with_what_does_not_go_with_it_is_told(root: Path, words: str) -> None:
    done = verify(root, words.format(code_of(root)))

    assert (done.exit_code, done.stdout) == (1, "")
    assert f"{code_of(root)} is the code of ANK-EN v3" in done.stderr


def test_what_surely_did_not_come_out_does_not_count_as_printed(root: Path) -> None:
    log_print(root, outcome=Outcome.REFUSED)
    assert "  printed  never, last 2026-11-25 09:30 at front: refused\n" in verify(root, code_of(root)).stdout
    log_print(root, outcome=Outcome.NOT_CONFIRMED)
    log_print(root, outcome=Outcome.UNREACHABLE)
    assert "  printed  once, last 2026-11-25 09:30 at front: unreachable\n" in verify(root, code_of(root)).stdout


def test_prints_and_builds_are_told(root: Path) -> None:
    assert run("print", "ankle", cwd=root).exit_code == 0
    log_print(root, edition="ankle.en.trifold.a4.office.mono")
    done = verify(root, code_of(root))

    assert "  in out/  north/ankle.en.sheet.letter.office\n" in done.stdout
    assert "  printed  2 times since " in done.stdout
    assert ", last 2026-11-25 09:30 at front: done\n" in done.stdout
    assert "  as       ankle.en.trifold.a4.office.mono\n  as       ankle.en.sheet.letter.office\n" in done.stdout
    [text] = texts(root, code_of(root))
    assert [one["outcome"] for one in text["prints"]] == ["done", "done"]
    assert text["editions"] == ["north/ankle.en.sheet.letter.office"]


def test_a_text_that_has_changed_is_told_so_and_known_by_the_log(root: Path) -> None:
    log_print(root)
    before = code_of(root)
    change(root / "handouts/ankle/en.md", "You turned", "You have turned")
    done = verify(root, before)

    assert done.exit_code == 0
    assert f"ANK-EN v3 {before}" in done.stdout
    assert f"has changed since: the code is now {code_of(root)}" in done.stdout
    assert "in git" not in done.stdout
    [text] = texts(root, before)
    assert (text["unchanged"], text["codes_now"], text["commit"]) == (False, {"north": code_of(root)}, "")


def test_a_brand_that_has_changed_counts_as_well(root: Path) -> None:
    log_print(root)
    before = code_of(root)
    change(root / "styles/brands/north/brand.yml", "555-0100", "555-0101")

    assert "has changed since" in verify(root, before).stdout


def test_a_text_that_has_changed_is_known_by_what_was_built(root: Path) -> None:
    assert run("build", cwd=root).exit_code == 0
    before = code_of(root)
    change(root / "handouts/ankle/en.md", "version: 3", "version: 4")
    done = verify(root, before)

    assert (done.exit_code, f"ANK-EN v3 {before}" in done.stdout) == (0, True)
    assert "A sore ankle" in done.stdout


def test_a_handout_that_is_gone_is_told(root: Path) -> None:
    log_print(root)
    before = code_of(root)
    (root / "handouts/ankle/en.md").unlink()
    done = verify(root, before)

    assert done.exit_code == 0
    assert "there is no handouts/ankle/en.md any more" in done.stdout


@pytest.mark.parametrize("below", ["", "leaflets"])
def test_git_knows_the_text_that_was(tmp_path: Path, below: str) -> None:
    root = workspace(tmp_path / below, handouts={"ankle": SAMPLE})
    top = tmp_path / below.partition("/")[0] if below else root
    before = code_of(root)
    log_print(root)
    wanted = commit(top, first=True)
    change(root / "styles/brands/north/brand.yml", "555-0100", "555-0101")
    commit(top)
    change(root / "handouts/ankle/en.md", "You turned", "You have turned")
    commit(top)
    done = verify(root, before)

    assert f"  in git   commit {wanted[:12]} has it: git show {wanted[:12]}:./handouts/ankle/en.md\n" in done.stdout
    shown = subprocess.run(
        ["git", "show", f"{wanted[:12]}:./handouts/ankle/en.md"], cwd=root, check=True, capture_output=True
    )
    assert shown.stdout == SAMPLE.encode()
    (root / "handouts/ankle/en.md").unlink()
    assert texts(root, before)[0]["commit"] == wanted


def test_without_git_there_is_no_commit(root: Path) -> None:
    log_print(root)
    before = code_of(root)
    commit(root, first=True)
    change(root / "handouts/ankle/en.md", "You turned", "You have turned")
    done = run("verify", before, cwd=root, PATH=str(root))

    assert done.exit_code == 0
    assert "in git" not in done.stdout


def test_several_texts_with_one_code_are_all_told(root: Path) -> None:
    put(root / "handouts/wrist/en.md", SAMPLE.replace("ankle", "wrist"))
    log_print(root)
    log_print(root, slug="wrist", reference="WRI", edition="wrist.en.sheet.letter.office")
    log_print(root, version="2")
    code = code_of(root)
    done = verify(root, code)

    assert done.exit_code == 0
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ") and line] == [
        f"ANK-EN v2 {code}", f"WRI-EN v3 {code}", f"ANK-EN v3 {code}",
    ]  # fmt: skip
    assert "3 texts have this code" in done.stderr
    assert [text["slug"] for text in texts(root, f"WRI-EN v3 {code}")] == ["wrist"]
    again = verify(root, code, "--out", "again.pdf")
    assert again.exit_code == 2
    assert "which of these 3 texts?" in again.stderr
    assert not (root / "again.pdf").exists()


def test_two_clinics_have_a_code_each(tmp_path: Path) -> None:
    brands = {"north": BRAND, "south": BRAND.replace("North Ankle", "South Knee")}
    root = workspace(tmp_path, handouts={"ankle": SAMPLE}, brands=brands)

    assert [text["clinics"] for text in texts(root, code_of(root, clinic="south"))] == [["south"]]


def test_the_page_is_made_again_as_it_was_printed(root: Path) -> None:
    assert run("print", "ankle", "--size", "large", cwd=root).exit_code == 0
    [file] = (root / "printed").iterdir()
    done = verify(root, code_of(root), "--out", "again.pdf")

    assert done.exit_code == 0, done.stderr
    assert done.stderr == "Made again: again.pdf, as north/ankle.en.sheet.letter.office.large\n"
    assert (root / "again.pdf").read_bytes() == file.read_bytes()


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"at": datetime(2019, 6, 1, 12, tzinfo=UTC)}, ""),
        ({"reason": "a clinician read it"}, "[S174]"),
    ],
)
def test_the_page_is_made_again_as_of_the_day_of_the_print(tmp_path: Path, more: dict[str, Any], told: str) -> None:
    """Then it was well, or printed for a reason, which stands on it; today it would be refused."""
    root = workspace(tmp_path, handouts={"ankle": LATE}, brands={"north": BRAND.replace("555-0100", "555-2100")})
    assert run("build", cwd=root).exit_code == 3
    log_print(root, **more)
    done = verify(root, code_of(root), "--out", "again.pdf")

    assert done.exit_code == 0, done.stderr
    assert is_whole_pdf(root / "again.pdf")
    assert done.stderr.count("[S1") == bool(told)
    assert told in done.stderr


def test_the_page_is_made_again_when_only_the_sources_know_it(root: Path) -> None:
    done = verify(root, code_of(root), "--out", "again.pdf")

    assert done.exit_code == 0, done.stderr
    assert "as north/ankle.en.sheet.letter.office" in done.stderr
    assert is_whole_pdf(root / "again.pdf")


def test_an_edition_that_there_is_none_of_any_more_is_made_as_the_settings_say(root: Path) -> None:
    log_print(root, edition="ankle.en.scroll.a4.office")

    assert "as north/ankle.en.sheet.letter.office" in verify(root, code_of(root), "--out", "again.pdf").stderr


def test_a_page_whose_text_has_changed_is_not_made(root: Path) -> None:
    log_print(root)
    before = code_of(root)
    change(root / "handouts/ankle/en.md", "You turned", "You have turned")
    done = verify(root, before, "--out", "again.pdf")

    assert done.exit_code == 1
    assert "Not made again: its text is not what it was." in done.stderr
    assert not (root / "again.pdf").exists()


def test_a_page_that_cannot_be_made_is_told(root: Path) -> None:
    change(root / "handouts/ankle/en.md", "You turned", "W" * 99 + " You turned")
    done = verify(root, code_of(root), "--out", "again.pdf")
    assert done.exit_code == 4
    assert "[P220]" in done.stderr

    change(root / "handouts/ankle/en.md", "W" * 99, "")
    put(root / "in/way", "")
    assert verify(root, code_of(root), "--out", "in/way/again.pdf").exit_code == 4


def test_without_the_log_the_other_places_are_looked_into(root: Path) -> None:
    put(root / ".handoutpress/desk.sqlite", b"damaged " * 999)
    done = verify(root, code_of(root))

    assert done.exit_code == 0
    assert "without the log:" in done.stderr
    assert "is still this text" in done.stdout
