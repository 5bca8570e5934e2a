"""What people install: the wheel holds all that a new workspace needs, and works where there is no checkout."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from handoutpress.starter import PARTS, starter
from support import REPOSITORY, environment, put

if TYPE_CHECKING:
    from pathlib import Path

PROJECT: dict[str, Any] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))


def python(*args: str | Path, cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {**environment(), "PYTHONPATH": str(path or ""), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return subprocess.run(
        [sys.executable, *args], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, once for all test processes."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared
    with FileLock(shared / "wheel.lock"):
        if not list(shared.glob("wheel/*.whl")):
            done = python("-m", "pip", "wheel", "--no-deps", "-w", shared / "wheel", REPOSITORY, cwd=shared)
            assert done.returncode == 0, done.stderr
    [file] = shared.glob("wheel/*.whl")
    return file


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in path.parts[-3:])
    }


def test_the_wheel_holds_the_program_and_the_whole_library(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    source = {name for name in files(REPOSITORY / "src" / "handoutpress") if not name.startswith("starter/")}
    assert {f"handoutpress/{name}" for name in source} <= names
    assert {"handoutpress/pdf/fonts.conf", "handoutpress/py.typed"} <= names
    for part in PARTS:
        assert {f"handoutpress/starter/{part}/{name}" for name in files(REPOSITORY / part)} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()

    assert [name for name in names if not name.startswith("handoutpress")] == []
    assert [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".pdf", ".part"))] == []


def test_what_was_installed_makes_a_workspace_and_its_leaflets(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    installed = python("-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr

    where = python("-c", "import handoutpress; print(handoutpress.__file__)", cwd=tmp_path, path=site)
    assert where.stdout.strip() == str(site / "handoutpress" / "__init__.py")
    made = python("-m", "handoutpress", "init", "mine", cwd=tmp_path, path=site)
    assert made.returncode == 0, made.stderr
    for file in (tmp_path / "mine" / "handouts").glob("*/*.md"):  # samples are checked again one day
        put(file, re.sub(r"due: \d{4}", "due: 9998", file.read_text("utf-8")))
    built = python("-m", "handoutpress", "build", "pinched", cwd=tmp_path / "mine", path=site)
    assert built.returncode == 0, built.stderr
    assert len(list((tmp_path / "mine" / "out").rglob("*.pdf"))) == 1


def test_the_library_is_found_in_a_checkout_too() -> None:
    assert starter() == REPOSITORY
    assert all((starter() / part).is_dir() for part in PARTS)


def test_all_that_the_source_archive_should_hold_is_there() -> None:
    include = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]

    assert [name for name in include if not (REPOSITORY / name).exists()] == []


def test_the_engine_is_pinned_to_the_one_that_was_mapped() -> None:
    [engine] = [name for name in PROJECT["project"]["dependencies"] if name.startswith("weasyprint")]

    assert engine == "weasyprint==70.*"


def test_the_version_is_one() -> None:
    from handoutpress import __version__

    assert PROJECT["project"]["version"] == __version__
