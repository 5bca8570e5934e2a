"""Files: written whole or not at all, and known by their SHA-256."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PART = ".part"
"""The ending of a file that is still being written; a crash may leave one, and the next build sweeps it."""


def sha256(data: bytes) -> str:
    """Give the SHA-256 of `data` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest(parts: Iterable[str]) -> str:
    """Give one SHA-256 for a row of texts; no two rows collide by running together."""
    return sha256("".join(f"{len(part)}:{part}" for part in parts).encode())


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` beside `path` under a temporary name, then rename: readers see the old file or the new."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=PART, delete=False) as part:
        try:
            part.write(data)
            part.flush()
            part.close()
            Path(part.name).chmod(0o644)
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def sweep(folder: Path) -> None:
    """Remove what a killed build left half written."""
    for part in folder.rglob(f".*{PART}"):
        part.unlink(missing_ok=True)
