"""Beginning: a new workspace from the starter library, a new handout from the skeleton of its kind."""

from __future__ import annotations

import json
import shutil
from datetime import date  # noqa: TC003 - it is called, not only named
from string import Template
from typing import TYPE_CHECKING, Final

from handoutpress.errors import UsageError
from handoutpress.files import write_atomically
from handoutpress.model import default_reference
from handoutpress.starter import PARTS, starter
from handoutpress.workspace import LANGUAGE, SLUG

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.workspace import Workspace

SETTINGS: Final = """\
# The settings of this workspace; the command line wins over them.
clinic = "riverside"      # the clinic that `handout build` builds for when none is named
layouts = ["sheet"]

[review]
warn = 90                 # days before its check is due from which a leaflet warns
grace = 60                # days after it, past which no leaflet is made any more
"""
GITIGNORE: Final = "out/\n.handoutpress/\n"
REVIEW_YEARS: Final = 2


def new_workspace(folder: Path) -> tuple[str, ...]:
    """Fill `folder`, which must be new or empty, and name what was put there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and not empty", "choose another name")
    source, folder = starter(), folder.resolve()
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        for name in PARTS:
            shutil.copytree(source / name, part / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
        (part / "handoutpress.toml").write_text(SETTINGS, "utf-8")
        (part / ".gitignore").write_text(GITIGNORE, "utf-8")
        if folder.exists():  # it may be the very folder that the user stands in: fill it, do not replace it
            for thing in part.iterdir():
                thing.rename(folder / thing.name)
            part.rmdir()
        else:
            part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise UsageError(f"{folder} cannot be made: {error.strerror}", "choose another place") from error
    return (*PARTS, "handoutpress.toml")


def new_handout(workspace: Workspace, slug: str, *, kind: str, title: str, lang: str, today: date) -> Path:
    """Write the skeleton of a handout and give its file."""
    if not SLUG.fullmatch(slug):
        hint = "use small letters, digits and hyphens, such as low-back-pain"
        raise UsageError(f"'{slug}' cannot be the name of a handout", hint)
    if not LANGUAGE.fullmatch(lang):
        raise UsageError(f"'{lang}' is no language code", "write it small, such as en or pt-BR")
    file = workspace.source(slug, lang)
    if file.exists():
        raise UsageError(f"{file.relative_to(workspace.root)} is there already", "choose another name")
    skeleton = workspace.root / "templates" / "kinds" / f"{kind}.md"
    if not skeleton.is_file():
        raise UsageError(f"{skeleton.relative_to(workspace.root)} is missing", "copy it from another workspace")
    words = {
        "title": json.dumps(title, ensure_ascii=False),  # quoted: a title may hold a colon
        "reference": _free_reference(workspace, slug),
        "today": today.isoformat(),
        "due": _in_years(today, REVIEW_YEARS).isoformat(),
    }
    write_atomically(file, Template(skeleton.read_text("utf-8")).safe_substitute(words).encode())
    return file


def _free_reference(workspace: Workspace, slug: str) -> str:
    """Make a reference that no handout has yet."""
    taken = workspace.heads.references
    first = default_reference(slug)
    names = (first if n == 1 else f"{first}{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _in_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # February 29
        return day.replace(year=day.year + years, day=28)
