"""The process from which workers are started: it has the engine loaded, and nothing of the desk's memory."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from functools import cache
from typing import Any, Final

PRELOAD: Final = ["handoutpress.make", "handoutpress.pdf.typeset"]
POLITE: Final = 5
"""By how much a worker for which nobody waits is nicer than others (POSIX nice)."""


@cache
def origin() -> Any:
    """Start that process, and do not wait for it to be ready; only Windows has none."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    # Ctrl-C is for the desk: the process is born deaf to it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return context


def step_back() -> None:
    """Let every other process go first from now on."""
    if sys.platform != "win32":
        import os

        os.nice(POLITE)
