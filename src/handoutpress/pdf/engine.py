"""The engine, WeasyPrint: loaded with system fonts shut out, and with its log caught.

Everything else in `pdf/` has WeasyPrint through this room, because two things must come before its import:
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
    ctypes.util.find_library = lambda name: None  # noqa: ARG005 - the name is part of the signature
try:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")  # that is the point: only ours are used
        import weasyprint
except OSError as error:
    hint = "install Pango: 'make' does it on Debian, Fedora and macOS; 'handout doctor' tells more"
    raise TypesettingError(f"the typesetting engine cannot load a library: {error}", hint) from error
finally:
    ctypes.util.find_library = _find_library

from weasyprint import CSS, HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break
from weasyprint.text.ffi import harfbuzz_subset, pango
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

__all__ = [
    "CSS", "HTML", "AbsolutePlaceholder", "FontConfiguration", "Stream", "URLFetcher", "URLFetcherResponse", "boxes",
    "has_subsetter", "inline", "line_break", "listening", "tags", "undisturbed", "versions",
]  # fmt: skip
LOGGER: Final = logging.getLogger("weasyprint")


def versions() -> str:
    """Name the versions of the engine and of Pango."""
    number = pango.pango_version()  # such as 15012 for 1.50.12
    return f"WeasyPrint {weasyprint.__version__}, Pango {number // 10000}.{number // 100 % 100}.{number % 100}"


def has_subsetter() -> bool:
    """Tell whether HarfBuzz can cut fonts down to the letters used; without it a slower way is taken."""
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
