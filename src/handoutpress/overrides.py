"""The log of overrides: who was given what past its check date, and why. Lines are added, never changed."""

from __future__ import annotations

import csv
import io
import os
from datetime import UTC
from typing import TYPE_CHECKING, Final

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.review import Override

NAME: Final = "overrides.csv"
PATIENCE: Final = 10.0
"""Seconds to wait for another program that writes; after that it is an OSError."""
FIELDS: Final = (
    "time", "slug", "language", "layout", "paper", "purpose", "size", "mono", "version", "code", "due", "reason",
)  # fmt: skip


def note(
    folder: Path, edition: Edition, facts: Mapping[str, str], override: Override, *, patience: float = PATIENCE
) -> None:
    """Add a line to the log of a clinic's folder, and see it on the disk; raises OSError when it cannot be written.

    A build and a desk may write at once: each waits for the other.
    """
    line = {
        "time": override.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "slug": edition.slug,
        "language": edition.lang,
        "layout": edition.layout,
        "paper": edition.paper,
        "purpose": edition.purpose,
        "size": edition.size,
        "mono": "yes" if edition.mono else "no",
        "version": facts["version"],
        "code": facts["code"],
        "due": facts["due_on"],
        "reason": facts["override"],
    }
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / f".{NAME}.lock", timeout=patience), (folder / NAME).open("ab+") as log:
        log.write(_lead(log, log.tell()) + _row(line.values()))
        log.flush()
        os.fsync(log.fileno())


def _lead(log: io.BufferedRandom, length: int) -> bytes:
    """Give what must come before a new line: the head of an empty log, the end of a line that was broken off."""
    if not length:
        return _row(FIELDS)
    log.seek(-1, io.SEEK_END)
    return b"" if log.read(1) == b"\n" else b"\r\n"


def _row(cells: Iterable[str]) -> bytes:
    """Write one row as RFC 4180 has it."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()
