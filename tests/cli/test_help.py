from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from handoutpress import __version__
from handoutpress.cli import COMMANDS
from support import REPOSITORY, environment, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    "weasyprint", "pydyf", "pydantic", "yaml", "markdown_it", "jinja2", "babel", "coloraide", "segno", "pypdfium2",
    "PIL", "fontTools", "filelock", "concurrent.futures", "multiprocessing",
}  # fmt: skip
ASK = """
import sys
from handoutpress.cli import main
for args in {calls}:
    try:
        main(args, prog_name="handout")
    except SystemExit as end:
        assert not end.code, end.code
print("loaded:", *sorted({heavy} & set(sys.modules)))
"""


def loaded(*calls: list[str], cwd: Path) -> set[str]:
    """Run commands in one new process, and tell which of the heavy libraries it loaded."""
    code = ASK.format(calls=calls, heavy=HEAVY)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=99,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("loaded:")[2].split())


def test_help_names_every_command_and_loads_no_heavy_library(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)

    assert done.exit_code == 0
    assert all(name in done.stdout and words in done.stdout for name, words in COMMANDS.items())
    helps = [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)]
    assert loaded(*helps, cwd=tmp_path) == set()


def test_a_build_with_nothing_to_do_does_not_load_what_makes_leaflets(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    assert run("build", cwd=root).exit_code == 0

    unneeded = {"weasyprint", "pydyf", "jinja2", "babel", "coloraide", "segno", "pypdfium2", "PIL", "fontTools"}
    assert loaded(["build"], cwd=root) & unneeded == set()


def test_every_command_has_its_module() -> None:
    modules = {file.stem for file in (REPOSITORY / "src/handoutpress/cli").glob("*.py")}

    assert set(COMMANDS) == modules - {"__init__", "words", "workspaces"}


def test_no_command_at_all_shows_the_help(tmp_path: Path) -> None:
    done = run(cwd=tmp_path)

    assert "Usage: handout" in done.stdout + done.stderr


def test_the_version_is_told(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout == f"handout, version {__version__}\n"


@pytest.mark.parametrize(
    ("word", "hint"), [("biuld", "did you mean 'build'?"), ("lst", "did you mean 'list'?"), ("xyz", "handout --help")]
)
def test_a_command_that_does_not_exist_is_told_with_the_nearest_one(tmp_path: Path, word: str, hint: str) -> None:
    done = run(word, cwd=tmp_path)

    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"there is no command '{word}'" in done.stderr
    assert hint in done.stderr


@pytest.mark.parametrize("args", [["list"], ["build"], ["new", "x", "--title", "X"]])
def test_outside_a_workspace_one_is_told_how_to_make_one(tmp_path: Path, args: list[str]) -> None:
    done = run(*args, cwd=tmp_path)

    assert done.exit_code == 2
    assert done.stdout == ""
    assert "error: no workspace here" in done.stderr
    assert "handout init" in done.stderr
    assert "Traceback" not in done.stderr
