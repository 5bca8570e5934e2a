"""`handout check` and `handout explain`, as people and programs call them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from support import HANDOUT, run, workspace
from test_check import TEXT, WORDY

if TYPE_CHECKING:
    from pathlib import Path

FINDING = {"path", "line", "column", "code", "severity", "message", "hint"}
HARMFUL = TEXT.replace("You turned your ankle.", "Take .5 mg a day.")


def test_nothing_found_is_said_and_is_no_proof(tmp_path: Path) -> None:
    done = run("check", "--select", "H", cwd=workspace(tmp_path, handouts={"ankle": TEXT}))

    assert (done.exit_code, done.stderr) == (0, "")
    assert "A sore ankle (en): nothing found · sample · " in done.stdout
    assert done.stdout.endswith("1 handout checked: nothing found. That is no proof: a person must read it too\n")


def test_a_finding_is_shown_with_its_line_a_caret_and_what_to_do(tmp_path: Path) -> None:
    done = run("check", "--select", "H", cwd=workspace(tmp_path, handouts={"ankle": WORDY}))

    assert done.exit_code == 0
    assert (
        "handouts/ankle/en.md:11:10: warning: passive voice: 'be given' [H202]\n"
        "    You will be given a crutch.\n"
        "             ^\n"
        "    hint: "
    ) in done.stdout
    assert "A sore ankle (en): 1 warning" in done.stdout


def test_an_error_fails_the_check(tmp_path: Path) -> None:
    assert run("check", "--select", "H", cwd=workspace(tmp_path, handouts={"ankle": HARMFUL})).exit_code == 1


def test_a_source_that_cannot_be_read_is_3_and_text_that_does_not_fit_is_4(tmp_path: Path) -> None:
    broken = workspace(tmp_path / "a", handouts={"ankle": HANDOUT.replace("kind:", "knd:")})
    endless = workspace(
        tmp_path / "b", handouts={"ankle": TEXT.replace("You turned your ankle.", "You turned it.\n\n" * 400)}
    )

    assert run("check", "--select", "H", cwd=broken).exit_code == 3
    done = run("check", cwd=endless)
    assert (done.exit_code, "[P221]" in done.stdout) == (4, True)


def test_pages_and_brand_are_checked_too(tmp_path: Path) -> None:
    done = run("check", "--format", "json", cwd=workspace(tmp_path, handouts={"ankle": TEXT}))

    assert {finding["code"][0] for finding in json.loads(done.stdout)} <= {"P", "B"}


def test_infos_are_shown_when_one_asks(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, handouts={"ankle": WORDY}, settings='clinic = "north"\n[check]\nseverity = {H202 = "info"}\n'
    )

    quiet, all_of_it = run("check", "--select", "H", cwd=root), run("check", "--select", "H", "-v", cwd=root)
    assert "[H202]" not in quiet.stdout
    assert "info: passive voice" in all_of_it.stdout
    assert "hard to read: handouts/ankle/en.md:11:1: You will be given a crutch." in all_of_it.stdout


def test_json_is_a_list_sorted_by_place(tmp_path: Path) -> None:
    root = workspace(
        tmp_path, handouts={"ankle": HARMFUL.replace("- Rest it", "- Rest it on the the bed"), "knee": WORDY}
    )

    found = json.loads(run("check", "--select", "H", "--format", "json", cwd=root).stdout)
    assert [(one["path"], one["line"], one["code"]) for one in found] == [
        ("handouts/ankle/en.md", 11, "H301"),
        ("handouts/ankle/en.md", 16, "H205"),
        ("handouts/knee/en.md", 11, "H202"),
    ]
    assert all(set(one) == FINDING for one in found)


def test_github_is_told_in_its_own_way(tmp_path: Path) -> None:
    done = run("check", "--select", "H", "--format", "github", cwd=workspace(tmp_path, handouts={"ankle": WORDY}))

    assert done.stdout.startswith("::warning file=handouts/ankle/en.md,line=11,col=10,title=")


def test_sarif_names_the_rule(tmp_path: Path) -> None:
    done = run("check", "--select", "H", "--format", "sarif", cwd=workspace(tmp_path, handouts={"ankle": WORDY}))

    [result] = json.loads(done.stdout)["runs"][0]["results"]
    assert result["ruleId"] == "H202"


def test_a_baseline_is_written_once_and_only_gets_shorter(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HARMFUL, "knee": WORDY})
    args = ("check", "--select", "H", "--baseline", "known.json")

    first = run(*args, cwd=root)
    assert (first.exit_code, "2 findings" in first.stderr) == (0, True)
    (root / "handouts/hip").mkdir()
    (root / "handouts/hip/en.md").write_text(HARMFUL.replace("A sore ankle", "A hip"), "utf-8")
    second = run(*args, cwd=root)
    assert (second.exit_code, second.stdout.count("[H301]")) == (1, 1)
    (root / "handouts/hip/en.md").unlink()
    known = (root / "known.json").read_text("utf-8")
    assert "hip" not in known
    (root / "handouts/ankle/en.md").write_text(TEXT, "utf-8")
    third = run(*args, cwd=root)
    assert (third.exit_code, "1 mended" in third.stderr) == (0, True)
    assert "ankle" not in (root / "known.json").read_text("utf-8")


def test_the_report_is_a_page_for_each_handout(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": WORDY})

    done = run("check", "--select", "H", "--report", "html", cwd=root)
    assert "out/checks/index.html" in done.stderr
    page = (root / "out/checks/ankle.en.html").read_text("utf-8")
    assert "H202" in page
    assert "compliant" not in page.lower()


@pytest.mark.parametrize("args", [("--select", "lng-list"), ("--ignore", "X1")])
def test_a_rule_that_does_not_exist_is_told(args: tuple[str, ...], tmp_path: Path) -> None:
    done = run("check", *args, cwd=workspace(tmp_path))

    assert (done.exit_code, done.stdout) == (2, "")
    assert f"no rule is called '{args[1]}'" in done.stderr


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("h101", ["H101 long-list (warning)", "Instead of: ", "Write: ", "Source: ", "ignore: {H101: the reason}"]),
        ("long-list", ["H101 long-list"]),
        ("B202", ["B202"]),
        ("S141", ["S141", "What to do: "]),
        ("P221", ["P221", "It means: "]),
    ],
)
def test_a_code_is_explained(code: str, words: list[str], tmp_path: Path) -> None:
    done = run("explain", code, cwd=tmp_path)

    assert (done.exit_code, done.stderr) == (0, "")
    assert [word for word in words if word not in done.stdout] == []


def test_every_rule_is_listed_when_no_code_is_given(tmp_path: Path) -> None:
    done = run("explain", cwd=tmp_path)

    assert "H101" in done.stdout
    assert "long-list" in done.stdout


def test_an_unknown_code_gets_a_suggestion(tmp_path: Path) -> None:
    done = run("explain", "H1O1", cwd=tmp_path)

    assert (done.exit_code, "did you mean 'H101'?" in done.stderr) == (2, True)
