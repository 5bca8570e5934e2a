"""What the tests share: a small real workspace to try things on, and the real command line to try them with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

settings.register_profile("suite", deadline=None, derandomize=True)  # no test is timed, and every run is like the last
settings.load_profile("suite")

REPOSITORY: Final = Path(__file__).resolve().parent.parent
WORKSPACES: Final = REPOSITORY / "tests" / "workspaces"
CASES: Final = REPOSITORY / "tests" / "cases"
COMMAND: Final = Path(sys.executable).with_name("handout")
TODAY: Final = date(2026, 11, 25)
"""The day on which tests build, whatever day it is; what the real command is asked must hold on any day."""
PATIENCE: Final = 240
"""Seconds after which a command that hangs fails its test; nothing else is timed."""

HANDOUT: Final = """\
---
title: A sore ankle
summary: Rest it, and keep it up.
kind: condition
---

## What is it? {#about}

You turned your ankle.
"""
"""The least handout that builds."""

BRAND: Final = """\
meta:
  name: {short: North, full: North Ankle Clinic}
logo: logo.svg
color: {primary: "#0f6470"}
clinic:
  country: US
  paper: letter
  languages: [en]
  address: [1 North Road]
  phone: "555-0100"
  emergency: "911"
  formats: "Large print? Call {{ clinic.phone }}."
"""
"""The least brand.yml that is whole; its logo is `LOGO`."""

LOGO: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left: its exit code and all that it printed."""

    exit_code: int
    stdout: str
    stderr: str


def workspace(
    folder: Path,
    *,
    handouts: Mapping[str, str | bytes] | None = None,
    brands: Mapping[str, str | bytes] | None = None,
    settings: str = "",
) -> Path:
    """Make a workspace in `folder` from this repository's templates and styles, and give its root.

    `handouts` are files below handouts/ by their path: `ankle/es.md`, `ankle/foot.svg`; a bare `ankle` is
    `ankle/en.md`. `brands` are files below styles/brands/: a bare `north` is `north/brand.yml`, and gets `LOGO`
    beside it. Without them there are one handout, `ankle`, and one clinic, `north`. `settings` is the text of
    handoutpress.toml.
    """
    root = folder / "workspace"
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    shutil.copytree(REPOSITORY / "styles", root / "styles", ignore=shutil.ignore_patterns("brands"))
    (root / "handouts").mkdir()
    for name, content in ({"ankle": HANDOUT} if handouts is None else handouts).items():
        put(root / "handouts" / (name if "/" in name else f"{name}/en.md"), content)
    for name, content in ({"north": BRAND} if brands is None else brands).items():
        if "/" not in name:
            put(root / "styles" / "brands" / name / "logo.svg", LOGO)
        put(root / "styles" / "brands" / (name if "/" in name else f"{name}/brand.yml"), content)
    if settings:
        put(root / "handoutpress.toml", settings)
    return root


def stored_workspace(name: str, folder: Path) -> Path:
    """Copy `tests/workspaces/<name>` into `folder`, over this repository's templates and styles; give its root."""
    root = workspace(folder, handouts={}, brands={})
    shutil.copytree(WORKSPACES / name, root, dirs_exist_ok=True)
    return root


def put(file: Path, content: str | bytes) -> Path:
    """Write a file exactly as given, with the folders it needs, and give its path."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def run(*args: str | Path, cwd: Path, **variables: str) -> Result:
    """Run the installed `handout` command in a process of its own, as a person would in a terminal.

    `variables` come over those of `environment`.
    """
    done = subprocess.run(
        [COMMAND, *args], cwd=cwd, env=environment() | variables, capture_output=True, encoding="utf-8",
        timeout=PATIENCE, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return Result(done.returncode, done.stdout, done.stderr)


def environment() -> dict[str, str]:
    """Give the environment of a command: plain words, warnings told, and the code of this very checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HANDOUT_", "PYTEST_"))}
    return {**kept, "PYTHONPATH": str(REPOSITORY / "src"), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def leftovers(root: Path) -> list[str]:
    """Name every half-written file below a folder."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob(".*.part"))


def is_whole_pdf(file: Path) -> bool:
    """Tell whether a PDF was written to its end."""
    data = file.read_bytes()
    return data.startswith(b"%PDF-") and bool(re.search(rb"%%EOF\s*\Z", data))


def until(holds: Callable[[], object]) -> None:
    """Wait until something holds; what never comes fails its test."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "this never happens"
        time.sleep(0.005)
