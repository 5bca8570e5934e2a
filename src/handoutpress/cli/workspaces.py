"""Which workspace a command works in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handoutpress.workspace import Workspace


def here() -> Workspace:
    """Find the workspace of the current folder."""
    from handoutpress.workspace import Workspace

    return Workspace.find(Path.cwd())
