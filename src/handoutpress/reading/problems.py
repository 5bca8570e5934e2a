"""How the readers collect faults: one pass over a file tells all of them."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from handoutpress.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Problems:
    """The findings of one file, gathered as it is read."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.found: list[Finding] = []

    def at(self, line: int, column: int = 0) -> Place:
        """Name a spot in this file."""
        return Place(self.path, line, column)

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note one fault and read on."""
        self.found.append(Finding(place, code, message, hint))

    def warn(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Note what prints, though hardly as it was meant."""
        self.found.append(Finding(place, code, message, hint, Severity.WARNING))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, or list what is known when none is near and the list is short."""
    names = sorted(known)
    if near := nearest(word, names):
        return f"did you mean '{near}'?"
    return "known are: " + ", ".join(names) if names else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that is most like this one, in capitals or not; nothing when none is."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1) or get_close_matches(word.lower(), names, n=1)
    return near[0] if near else ""


def read_text(path: Path, problems: Problems) -> str | None:
    """Read a UTF-8 file with any line ends; a file that is none is a finding, and None comes back."""
    try:
        data = path.read_bytes()
    except OSError as error:
        problems.add("S100", problems.at(0), f"cannot be read: {error.strerror or error}")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = _even(data[: error.start].decode("utf-8-sig"))
        problems.add(
            "S101",
            problems.at(before.count("\n") + 1, len(before) - before.rfind("\n")),
            f"is not UTF-8 (byte 0x{data[error.start]:02x})",
            "save the file as UTF-8; in Word choose 'Plain text', then 'Unicode (UTF-8)'",
        )
        return None
    return _even(text)


def _even(text: str) -> str:
    """Give every line the same end, whichever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
