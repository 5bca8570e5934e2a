"""Prints as the tests log them, and what processes of their own do to a log."""

from __future__ import annotations

import os
import resource
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from handoutpress.desklog import DeskLog, LogError, Outcome, Printed

if TYPE_CHECKING:
    from collections.abc import Callable

NOW: Final = datetime(2026, 11, 25, 9, 30, 5, tzinfo=UTC)
ANKLE: Final = Printed(NOW, "ANK", "ankle", "3", "en", "ankle.en.sheet.letter.office", "7F2A", 2, "front")
NOBODY: Final = 65534
"""The user of Unix that may do nothing."""


def log(file: Path, **more: Any) -> DeskLog:
    return DeskLog(file, now=lambda: NOW, **more)


def write_many(file: str, name: str, times: str) -> None:
    """Log prints one after the other, as a desk does."""
    for _ in range(int(times)):
        number = log(Path(file)).begin(replace(ANKLE, printer=name))
        log(Path(file)).learn(number, Outcome.DONE, NOW)


def end_in_the_middle(file: str) -> None:
    """End without any warning while a job is out."""
    log(Path(file)).learn(log(Path(file)).begin(ANKLE), Outcome.SENT, NOW)
    os.kill(os.getpid(), signal.SIGKILL)


def fill_the_disk(file: str, room: str) -> None:
    """Log until there is no room any more: the kernel refuses what would make a file longer."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
    try:
        write_many(file, "front", "5000")
    except LogError as error:
        sys.stdout.write(f"told: {error}")


def with_no_rights(folder: str) -> None:
    """Read a log in a folder where nothing may be written, and try to write."""
    os.chdir(folder)
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    here = log(Path(folder, "desk.sqlite"))
    sys.stdout.write(f"{len(here.lines())} read; ")
    try:
        here.check()
    except LogError as error:
        sys.stdout.write(f"told: {error}")


TASKS: Final[dict[str, Callable[..., None]]] = {
    one.__name__: one for one in (write_many, end_in_the_middle, fill_the_disk, with_no_rights)
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](*sys.argv[2:])
