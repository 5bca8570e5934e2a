"""The engine, WeasyPrint: loaded with system fonts shut out, and with its log caught.

Everything else in `pdf/` imports WeasyPrint through this room, because two things must come before the import:
the fontconfig file, and (on Linux) the shortcut past `ctypes.util.find_library`, which starts gcc and ldconfig
for names that the loader knows anyway. That shortcut takes about a third off a cold start.
"""

from __future__ import annotations

import ctypes.util
import gc
import logging
import os
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handoutpress.errors import TypesettingError

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
_find_library = ctypes.util.find_library
if sys.platform == "linux":
    ctypes.util.find_library = lambda name: None
try:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")  # that is the point: only ours are used
        import weasyprint
except OSError as error:
    hint = "install Pango: 'make' does it on Debian, Fedora and macOS; 'handout doctor' tells more"
    raise TypesettingError(f"the typesetting engine cannot load a library: {error}", hint) from error
finally:
    ctypes.util.find_library = _find_library

LOGGER: Final = logging.getLogger("weasyprint")


def versions() -> str:
    """Name the versions of the engine and of Pango."""
    from weasyprint.text.ffi import pango

    number = pango.pango_version()  # such as 15012 for 1.50.12
    return f"WeasyPrint {weasyprint.__version__}, Pango {number // 10000}.{number // 100 % 100}.{number % 100}"


def has_subsetter() -> bool:
    """Tell whether HarfBuzz can cut fonts down to the letters used; without it a slower way is taken."""
    from weasyprint.text.ffi import harfbuzz_subset

    return harfbuzz_subset is not None


class _Catcher(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.words: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.words.append(record.getMessage())


@contextmanager
def listening() -> Iterator[list[str]]:
    """Gather what the engine warns of; through its API it is silent and goes on with a broken page."""
    catcher = _Catcher()
    LOGGER.addHandler(catcher)
    try:
        yield catcher.words
    finally:
        LOGGER.removeHandler(catcher)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Hold the garbage collector off while a page is set: it walks the box tree over and over for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
