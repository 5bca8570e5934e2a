"""How long the CUPS of this machine keeps the documents that it printed: cupsd.conf, read for two of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

DIRECTIVE: Final = re.compile(r"^\s*(PreserveJobFiles|PreserveJobHistory)\s+(\S+)\s*$", re.IGNORECASE | re.MULTILINE)
NO: Final = frozenset({"no", "off", "false", "0"})
YES: Final = frozenset({"yes", "on", "true"})
UNITS: Final = {"": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
DAY: Final = 86_400.0
"""Seconds for which CUPS keeps files when nothing is said (cupsd.conf(5))."""


def kept(conf: Path) -> float:
    """Give the seconds for which documents are kept; 0 for not at all, infinite for ever. Raises `OSError`."""
    said = {name.lower(): value.lower() for name, value in DIRECTIVE.findall(conf.read_text("utf-8", "replace"))}
    if said.get("preservejobhistory") in NO:  # a job that is forgotten takes its file along
        return 0.0
    return _seconds(said.get("preservejobfiles", ""))


def _seconds(value: str) -> float:
    if value in NO:
        return 0.0
    if value in YES:
        return float("inf")
    number = re.fullmatch(r"(\d+(?:\.\d+)?)([mhdw]?)", value)
    return float(number[1]) * UNITS[number[2]] if number else DAY


def in_words(seconds: float) -> str:
    """Say how long that is."""
    if seconds == float("inf"):
        return "for ever"
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            return f"for {count} {unit}{'s' if count > 1 else ''}"
    return f"for {seconds:.0f} seconds"
