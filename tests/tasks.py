"""Tasks for the tests of the executors: worker processes must be able to import what they are to do."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from handoutpress.build import Done
    from handoutpress.edition import Edition


def double(job: int) -> int:
    return job * 2


def whose(_job: int) -> int:
    """Tell which process does the work."""
    return os.getpid()


def stumble(job: int) -> int:
    """Have a bug in one job."""
    if job == 3:
        raise KeyError("three")
    return job


def die_always(job: int, *, poison: int) -> int:
    """Kill the very process whenever the poisoned job comes."""
    if job == poison:
        os.kill(os.getpid(), signal.SIGKILL)
    return job * 2


def die_once(job: int, *, poison: int, folder: Path) -> int:
    """Kill the very process the first time that the poisoned job comes; a file in `folder` keeps it in mind."""
    mark = folder / "died"
    if job == poison and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return job * 2


def interrupt(job: int) -> int:
    """Do as Ctrl-C does to every process of a terminal."""
    os.kill(os.getpid(), signal.SIGINT)
    return job


def poisoned(
    editions: tuple[Edition, ...], *, task: Callable[[tuple[Edition, ...]], tuple[Done, ...]], slug: str
) -> tuple[Done, ...]:
    """Make a leaflet as `task` does, but be killed over one of them, as by a machine without memory left."""
    if editions[0].slug == slug:
        os.kill(os.getpid(), signal.SIGKILL)
    return task(editions)


def interrupt_another(job: int, *, pid: int) -> int:
    """Press Ctrl-C in the process that gives out the jobs, with each of the first three."""
    if job < 3:
        os.kill(pid, signal.SIGINT)
    return job


def sleep_for_ever(job: int, *, folder: Path) -> int:
    """Leave word of which process this is, and never come back."""
    (folder / f"{job}.pid.part").write_text(str(os.getpid()), "utf-8")
    (folder / f"{job}.pid.part").rename(folder / f"{job}.pid")
    while True:
        signal.pause()
