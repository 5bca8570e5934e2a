"""What git knows of files as they were; where there is no git, or no repository, that is nothing."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST: Final = 200
"""Commits that are looked at, the newest."""
PATIENCE: Final = 20.0
"""Seconds for git."""


def versions(root: Path, paths: Sequence[str]) -> Iterator[tuple[str, tuple[bytes, ...]]]:
    """Give every commit that changed one of the files, the newest first, with all of them as it has them.

    Paths are seen from `root`. A commit that lacks one of the files is passed over.
    """
    commits = _git(root, "rev-list", f"--max-count={MOST}", "HEAD", "--", *paths).decode("ascii", "replace").split()
    asked = "".join(f"{commit}:./{path}\n" for commit in commits for path in paths)
    blobs = _blobs(_git(root, "cat-file", "--batch", given=asked.encode())) if asked else iter(())
    for commit in commits:
        found = [next(blobs, None) for _ in paths]
        there = tuple(data for data in found if data is not None)
        if len(there) == len(paths):
            yield commit, there


def _git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """Ask git; what it cannot tell is nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and every word is ours or a path of the workspace
            ["git", *words], cwd=root, input=given, capture_output=True, timeout=PATIENCE, check=False  # noqa: S607 - the user's own
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return b"" if done.returncode else done.stdout


def _blobs(told: bytes) -> Iterator[bytes | None]:
    """Part what `git cat-file --batch` gives: a line with kind and size and then the bytes, or that it is missing."""
    while told:
        head, _, told = told.partition(b"\n")
        *_, kind, size = head.split(b" ")
        if kind != b"blob":
            yield None
            continue
        yield told[: int(size)]
        told = told[int(size) + 1 :]
