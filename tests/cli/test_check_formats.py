"""What `handout check` tells programs, and what a baseline keeps through runs that judge less."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from jsonschema import Draft4Validator

from cli.test_check import HARMFUL
from support import REPOSITORY, put, run, workspace
from test_check import TEXT, WORDY

if TYPE_CHECKING:
    from pathlib import Path

BASELINE = ("check", "--select", "H", "--baseline", "known.json")


def test_sarif_on_stdout_is_valid_and_has_a_fingerprint(tmp_path: Path) -> None:
    schema = json.loads((REPOSITORY / "tests/sarif/sarif-schema-2.1.0.json").read_text("utf-8"))

    log = json.loads(run("check", "--format", "sarif", cwd=workspace(tmp_path, handouts={"ankle": WORDY})).stdout)
    assert list(Draft4Validator(schema).iter_errors(log)) == []
    results = {one["ruleId"]: one for one in log["runs"][0]["results"]}
    assert results["H202"]["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")


def test_github_is_told_the_rules_name(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": WORDY, "knee": WORDY.replace("kind:", "knd:")})

    told = run("check", "--select", "H", "--format", "github", cwd=root).stdout.split("\n")
    assert told[0].startswith("::warning file=handouts/ankle/en.md,line=11,col=10,title=H202 passive-voice::")
    assert told[1].startswith("::error file=handouts/knee/en.md,line=4,col=1,title=S121::")


def test_a_file_that_cannot_be_read_for_once_keeps_what_is_known_of_it(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HARMFUL})
    run(*BASELINE, cwd=root)
    known = (root / "known.json").read_bytes()
    file = root / "handouts/ankle/en.md"

    put(file, HARMFUL.replace("kind:", "knd:"))
    assert run(*BASELINE, cwd=root).exit_code == 3
    assert (root / "known.json").read_bytes() == known
    put(file, HARMFUL.replace("status: sample", "status: withdrawn"))
    run(*BASELINE, cwd=root)
    put(file, HARMFUL)
    assert run(*BASELINE, cwd=root).exit_code == 0
    assert (root / "known.json").read_bytes() == known


def test_a_rule_that_is_not_asked_keeps_what_it_has_said(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HARMFUL, "knee": WORDY})
    run(*BASELINE, cwd=root)
    known = (root / "known.json").read_bytes()

    for less in (("--ignore", "naked-decimal"), ("--ignore", "H301"), ("--select", "H2", "--ignore", "H202")):
        run("check", "--select", "H", *less, "--baseline", "known.json", cwd=root)
        assert (root / "known.json").read_bytes() == known
    put(root / "handouts/knee/en.md", TEXT)
    run(*BASELINE, cwd=root)
    assert (root / "known.json").read_text("utf-8").count('"path"') == 1


def test_a_damaged_baseline_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HARMFUL})
    put(root / "known.json", "{")

    done = run(*BASELINE, cwd=root)
    assert (done.exit_code, "known.json:1:2" in done.stderr, "[S163]" in done.stderr) == (3, True, True)
    assert (root / "known.json").read_text("utf-8") == "{"


def test_the_report_knows_which_rules_were_asked(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": WORDY})

    done = run("check", "--select", "H", "--ignore", "H110", "--report", "html", "--out", "checks", cwd=root)
    assert done.exit_code == 0
    page = (root / "checks/ankle.en.html").read_text("utf-8")
    assert page.count("Not looked at this time") > 10
    assert "H202&nbsp;passive voice" in page


def test_a_fault_in_the_reports_template_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": TEXT})
    put(root / "templates/checks/page.html", "{{ nobody }}")

    done = run("check", "--select", "H", "--report", "html", cwd=root)
    assert (done.exit_code, "templates/checks/page.html:1: error:" in done.stderr) == (3, True)
