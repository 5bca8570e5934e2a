"""The process from which workers are started: it has the engine loaded, and nothing of the desk's memory."""

from __future__ import annotations

import sys
from functools import cache
from typing import Any, Final

from handoutpress import executors

PRELOAD: Final = ("handoutpress.make", "handoutpress.pdf.typeset")
POLITE: Final = 5
"""By how much a worker for which nobody waits is nicer than others (POSIX nice)."""


@cache
def origin() -> Any:
    """Start that process, and do not wait for it to be ready."""
    return executors.origin(PRELOAD)


def step_back() -> None:
    """Let every other process go first from now on."""
    if sys.platform != "win32":
        import os

        os.nice(POLITE)
