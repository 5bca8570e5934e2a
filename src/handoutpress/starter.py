"""The starter library: sample handouts, templates and styles that a new workspace begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

PARTS: Final = ("handouts", "templates", "styles")


def starter() -> Path:
    """Find the library: inside the installed package, or around it in a checkout."""
    package = Path(__file__).parent
    inside = package / "starter"
    return inside if inside.is_dir() else package.parent.parent
