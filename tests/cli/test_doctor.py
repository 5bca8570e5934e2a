from __future__ import annotations

from typing import TYPE_CHECKING

from handoutpress import __version__
from support import run, workspace

if TYPE_CHECKING:
    from pathlib import Path


def test_all_is_well_in_a_workspace(tmp_path: Path) -> None:
    done = run("doctor", cwd=workspace(tmp_path))

    assert done.exit_code == 0, done.stdout
    assert done.stdout.startswith(f"Handout Press {__version__} on ")
    assert done.stdout.endswith("All is well.\n")
    for found in (
        " ok  Python: 3.",
        "WeasyPrint 70",
        "Pango 1.",
        "Atkinson Hyperlegible",
        "1 handouts, clinics: north",
    ):
        assert found in done.stdout
    assert " no " not in done.stdout


def test_what_is_missing_is_told_with_its_remedy(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path)

    assert done.exit_code == 1
    assert " no  Workspace here: no workspace here" in done.stdout
    assert "handout init" in done.stdout
    assert "Mend the lines marked with 'no'" in done.stdout
    assert done.stdout.count(" ok ") == 5
