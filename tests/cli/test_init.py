from __future__ import annotations

import json
from typing import TYPE_CHECKING

from support import put, run

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_workspace_lists_its_handouts(tmp_path: Path) -> None:
    made = run("init", "my-handouts", cwd=tmp_path)

    assert made.exit_code == 0
    assert made.stdout == ""
    assert "Made my-handouts/ with handouts, templates, styles, handoutpress.toml." in made.stderr
    assert "handout build" in made.stderr
    listed = json.loads(run("list", "--json", cwd=tmp_path / "my-handouts").stdout)
    assert "muscle-spasms-pinched-nerve" in {row["slug"] for row in listed}


def test_the_folder_one_stands_in_may_become_one(tmp_path: Path) -> None:
    made = run("init", ".", cwd=tmp_path)

    assert made.exit_code == 0, made.stderr
    assert (tmp_path / "handoutpress.toml").is_file()


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "my-handouts" / "letter.txt", "mine")

    made = run("init", "my-handouts", cwd=tmp_path)

    assert made.exit_code == 2
    assert "error: my-handouts is there already and not empty" in made.stderr
    assert "hint:" in made.stderr
