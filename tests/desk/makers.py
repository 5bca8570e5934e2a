"""What workers of these tests make in place of leaflets: things that go wrong, and one that is quick."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final

from handoutpress.desk.workers import Render

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.desk.workers import Task

FOREVER: Final = 3600


def hang(task: Task, root: Path) -> Render:  # noqa: ARG001 - what a worker is given
    """Take too long for a leaflet called `slow`."""
    if task.edition.slug == "slow":
        time.sleep(FOREVER)
    return Render(codes=(str(os.getpid()),))


def crash(task: Task, root: Path) -> Render:  # noqa: ARG001
    """Fail with words that hold a patient's name."""
    raise ValueError(f"no good: {task.personal.name}")


def die(task: Task, root: Path) -> Render:  # noqa: ARG001
    """End the process, as an engine does that runs out of memory."""
    os._exit(9)


def count(task: Task, root: Path) -> Render:  # noqa: ARG001
    """Say which process it was."""
    return Render(codes=(str(os.getpid()),))


def too_long(task: Task, root: Path) -> Render:  # noqa: ARG001
    """Find that the text does not fit."""
    return Render(codes=("P221",))
