from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from handoutpress.cli.new import KINDS
from support import REPOSITORY, run, workspace

if TYPE_CHECKING:
    from pathlib import Path


def sample_workspace(folder: Path) -> Path:
    """Make a workspace without handouts, with the two sample clinics."""
    root = workspace(folder, handouts={}, brands={}, settings='clinic = "riverside"\n')
    shutil.copytree(REPOSITORY / "styles" / "brands", root / "styles" / "brands")
    return root


def test_every_kind_has_a_skeleton_and_every_skeleton_a_kind() -> None:
    assert set(KINDS) == {file.stem for file in (REPOSITORY / "templates" / "kinds").glob("*.md")}


def test_every_kind_of_new_handout_builds_at_once(tmp_path: Path) -> None:
    root = sample_workspace(tmp_path)
    for kind in KINDS:
        made = run("new", f"sprain-{kind}", "--kind", kind, "--title", f"A sprain: {kind}?", cwd=root)
        assert made.exit_code == 0, made.stderr
        assert made.stdout == ""
        assert f"Made handouts/sprain-{kind}/en.md" in made.stderr

    built = run("build", cwd=root)

    assert built.exit_code == 0, built.stderr
    assert len(list((root / "out" / "riverside").glob("*.pdf"))) == len(KINDS)
    assert "warning" in built.stderr  # what stands in [brackets] is still to be written


def test_what_cannot_be_made_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    for args, words in (
        (["ankle", "--title", "X"], "handouts/ankle/en.md is there already"),
        (["Bad Name", "--title", "X"], "'Bad Name' cannot be the name of a handout"),
        (["sprain", "--title", "X", "--lang", "EN"], "'EN' is no language code"),
        (["sprain", "--title", "X", "--kind", "poem"], "'poem' is not one of"),
        (["sprain"], "Missing option '--title'"),
    ):
        done = run("new", *args, cwd=root)
        assert done.exit_code == 2
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    assert [path.name for path in (root / "handouts").iterdir()] == ["ankle"]
