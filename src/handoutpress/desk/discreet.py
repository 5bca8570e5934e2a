"""What a program tells when it fails, without telling whom it was for: no words of an error, no picture of memory."""

from __future__ import annotations

import ctypes
import logging
import sys
from contextlib import suppress
from typing import Final

SET_DUMPABLE: Final = 4
"""PR_SET_DUMPABLE (linux/prctl.h)."""


def where(error: BaseException) -> str:
    """Say what kind of error it is and where in our code it came up, without any of its words."""
    place, trace = "", error.__traceback__
    while trace:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("handoutpress"):
            place = f" in {module}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__}{place}"


class _Discreet(logging.Handler):
    """Tells of errors by kind and place; everything else goes by in silence."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            sys.stderr.write(f"desk: {where(record.exc_info[1])}\n")


def hush(*names: str) -> None:
    """Have these loggers, which would print an error with its words, tell its kind and place only."""
    for name in names:
        logger = logging.getLogger(name)
        logger.propagate = False
        if not any(isinstance(handler, _Discreet) for handler in logger.handlers):
            logger.addHandler(_Discreet())


def leave_no_dump() -> None:
    """Have the system keep nothing of this process's memory when it crashes; those that it starts ask for themselves.

    A limit alone does not do on Linux where crashes are handed to a program, which may keep them all the same.
    """
    with suppress(ImportError):  # Windows
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_DUMPABLE, 0, 0, 0, 0)
