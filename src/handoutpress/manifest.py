"""The manifest: what stands in an output folder, and from which recipe.

A damaged manifest counts as an empty one: everything is made again, and nothing is believed that is not proven.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handoutpress.edition import Edition
from handoutpress.files import sha256, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

VERSION: Final = 1
EDITION: Final = re.compile(r"[a-z0-9-]+(\.[A-Za-z0-9-]+){2,6}")
NAME: Final = "manifest.json"
TICK: Final = 2_000_000_000
"""Nanoseconds within which a file may change twice without its time stamp telling (FAT: 2 s)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the output folder."""

    recipe: str
    sha256: str
    pages: int
    inputs: tuple[str, ...]
    facts: dict[str, str]
    outdated: bool = False
    """The file says what is no longer meant: its sources changed, and it was not made again, or the try failed."""
    profile: str = ""
    """The hash of the print shop's own colour profile; empty for the one that we ship."""


@dataclass(slots=True)
class Manifest:
    """The entries of one folder by edition name, and the hashes of files by path with their time and size."""

    entries: dict[str, Entry] = field(default_factory=dict)
    hashes: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    _entries_before: dict[str, Entry] = field(default_factory=dict)
    _hashes_before: dict[str, tuple[int, int, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Read the manifest of a folder, or begin an empty one."""
        try:
            data = json.loads((folder / NAME).read_text("utf-8"))
            if data["version"] != VERSION:
                return cls()
            named = {name: entry for name, entry in data["entries"].items() if _is_edition(name)}
            entries = {name: _entry(entry) for name, entry in named.items()}
            hashes = {str(path): (int(t), int(size), str(h)) for path, (t, size, h) in data["hashes"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()
        return cls(entries, hashes, dict(entries), dict(hashes))

    @property
    def entries_changed(self) -> bool:
        """Tell whether a file came, went or was made again since the manifest was read."""
        return self.entries != self._entries_before

    @property
    def changed(self) -> bool:
        """Tell whether there is anything to write down."""
        return self.entries_changed or self.hashes != self._hashes_before

    def save(self, folder: Path) -> None:
        """Write the manifest into its folder, whole or not at all."""
        data = {
            "version": VERSION,
            "entries": {name: asdict(entry) for name, entry in sorted(self.entries.items())},
            "hashes": dict(sorted(self.hashes.items())),
        }
        write_atomically(folder / NAME, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())

    def hash(self, name: str, file: Path) -> str:
        """Give the SHA-256 of a file, reading it only when its time or size changed; '' when there is none."""
        try:
            stat = file.stat()
        except OSError:
            self.hashes.pop(name, None)
            return ""
        stamp, size, known = self.hashes.get(name, (0, 0, ""))
        if known and stamp == stat.st_mtime_ns and size == stat.st_size:
            return known
        known = sha256(file.read_bytes())
        settled = time.time_ns() - stat.st_mtime_ns > TICK
        self.hashes[name] = (stat.st_mtime_ns if settled else 0, stat.st_size, known)
        return known


def _is_edition(name: str) -> bool:
    """Tell whether a name is an edition's; any other could lead out of the folder, and proves nothing."""
    try:
        return bool(EDITION.fullmatch(name)) and Edition.named(name, "").name == name
    except ValueError:
        return False


def _entry(data: dict[str, Any]) -> Entry:
    return Entry(
        recipe=str(data["recipe"]),
        sha256=str(data["sha256"]),
        pages=int(data["pages"]),
        inputs=tuple(str(path) for path in data["inputs"]),
        facts={str(key): str(value) for key, value in data["facts"].items()},
        outdated=bool(data["outdated"]),
        profile=str(data.get("profile", "")),
    )
