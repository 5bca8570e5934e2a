"""What workers of these tests make in place of leaflets: things that go wrong, and one that is quick."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handoutpress.desk.rendering import Render, render
from handoutpress.pdf.engine import boxes as shapes
from handoutpress.pdf.typeset import typefaces
from handoutpress.personal import Personal

if TYPE_CHECKING:
    from collections.abc import Callable

    from handoutpress.desk.rendering import Task

FOREVER: Final = 60
"""Seconds: far longer than any limit, and no longer than somebody waits to see that a limit is not kept."""
PATIENCE: Final = 240
GET_DUMPABLE: Final = 3
"""PR_GET_DUMPABLE (linux/prctl.h)."""


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


def fall(task: Task, root: Path) -> Render:
    """Crash in the middle, with a name in memory; what has no name is made."""
    if task.personal:
        os.kill(os.getpid(), signal.SIGSEGV)
        signal.pause()
    return render(task, root)


def guarded(task: Task, root: Path) -> Render:  # noqa: ARG001
    """Say whether a crash would leave a picture of memory: by limit, and by the kernel's own mark (prctl)."""
    limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
    marked = ctypes.CDLL(None).prctl(GET_DUMPABLE, 0, 0, 0, 0)
    return Render(codes=(str(limit), str(marked)))


def weigh(task: Task, root: Path) -> Render:
    """Make the leaflet, and say how much memory the process has, in kilobytes."""
    render(task, root)
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return Render(codes=(str(pages * resource.getpagesize() // 1024),))


def keep_house(task: Task, root: Path) -> Render:
    """Make the leaflet, and say how many boxes of pages are left in memory, and how many lists of font features."""
    made = render(task, root)
    gc.collect()
    boxes = sum(isinstance(one, shapes.Box) for one in gc.get_objects())
    config, _, _ = typefaces()
    return Render(codes=(*made.codes, str(boxes), str(len(config.font_features))))


def unpack(task: Task, root: Path) -> Render:  # noqa: ARG001
    """Say where the engine keeps its copies of the typefaces."""
    return Render(codes=(str(typefaces()[0]._folder),))


def deaf(task: Task, root: Path) -> Render:  # noqa: ARG001
    """Take too long and heed no signal."""
    if task.edition.slug == "slow":
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        time.sleep(FOREVER)
    return Render(codes=(str(os.getpid()),))


def remember(task: Task, root: Path) -> Render:
    """Tell, to the file `remembered`, whose name is still in memory when the work is done; the next task is awaited."""
    _tell_again_and_again(
        root / "remembered",
        lambda: sorted({one.name for one in gc.get_objects() if isinstance(one, Personal) and one.name}),
    )
    return Render(codes=(task.personal.name,))


def linger(task: Task, root: Path) -> Render:
    """Make the leaflet, and tell, to the file `lingering`, whether boxes of its pages are still in memory later."""
    made = render(task, root)
    _tell_again_and_again(
        root / "lingering", lambda: ["boxes"] * any(isinstance(one, shapes.Box) for one in gc.get_objects())
    )
    return made


def _tell_again_and_again(file: Path, found: Callable[[], list[str]]) -> None:
    until = time.monotonic() + PATIENCE

    def look() -> None:
        while time.monotonic() < until:
            time.sleep(0.05)
            part = file.with_name(f"{file.name}-part")
            part.write_text("\n".join(found()), "utf-8")
            part.replace(file)  # whoever reads it finds it whole

    threading.Thread(target=look, daemon=True).start()
