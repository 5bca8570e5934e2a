"""A baseline: what a clinic knows of already, so that only what is new is told, and what is mended never comes back.

A finding is known by its file, its code and the text of its line: a line that moves stays known.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from handoutpress.errors import SourceError
from handoutpress.files import sha256, write_atomically
from handoutpress.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Line = Callable[[Place], str]
    """Gives the text of a line of a source file, or nothing."""

VERSION: Final = 1
LETTERS: Final = 12
"""Of a hash: enough to tell the lines of one file apart."""
Key = tuple[str, str, str]
"""Path, code, and the hash of the line."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding is known."""

    known: Counter[Key]

    @classmethod
    def load(cls, file: Path) -> Baseline:
        """Read a baseline. Raises `SourceError` when the file is none."""
        try:
            known: Counter[Key] = Counter()
            for key, times in _rows(json.loads(file.read_text("utf-8"))):
                known[key] += times
        except json.JSONDecodeError as error:
            raise _damaged(error.msg, Place(str(file), error.lineno, error.colno)) from error
        except UnicodeError as error:
            raise _damaged("it is not text in UTF-8", Place(str(file))) from error
        except (OSError, ValueError) as error:
            raise _damaged(str(error), Place(str(file))) from error
        return cls(known)

    @classmethod
    def of(cls, findings: Iterable[Finding], line: Line) -> Baseline:
        """Know all of these findings from now on, but for files that cannot be read."""
        return cls(Counter(_key(finding, line) for finding in findings if _may_be_known(finding)))

    def save(self, file: Path) -> None:
        """Write the baseline, a line for each finding, whole or not at all."""
        rows = [
            {"path": path, "code": code, "line": line, "times": times}
            for (path, code, line), times in sorted(self.known.items())
        ]
        body = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
        write_atomically(file, f'{{"version": {VERSION}, "known": [\n{body}\n]}}\n'.encode())

    def new(self, findings: Iterable[Finding], line: Line) -> tuple[Finding, ...]:
        """Give the findings that are not known; of more on one line than are known, the last."""
        left, found = self.known.copy(), []
        for finding in findings:
            key = _key(finding, line)
            if _may_be_known(finding) and left[key] > 0:
                left[key] -= 1
            else:
                found.append(finding)
        return tuple(found)

    def tightened(self, findings: Iterable[Finding], line: Line, *, judged: Callable[[str, str], bool]) -> Baseline:
        """Forget what is mended: what is not found any more, where `judged` says that a file was asked for a code."""
        there = Counter(_key(finding, line) for finding in findings)
        kept = {key: min(times, there[key]) if judged(*key[:2]) else times for key, times in self.known.items()}
        return Baseline(Counter({key: times for key, times in kept.items() if times}))


def fingerprint(finding: Finding, line: Line) -> str:
    """Give what the line of a finding is known by, wherever it has moved to."""
    return sha256(line(finding.place).strip().encode())[:LETTERS]


def _damaged(what: str, place: Place) -> SourceError:
    fault = Finding(place, "S163", f"is no baseline: {what}", "take the last good one, or delete it and start anew")
    return SourceError("the baseline cannot be read", findings=(fault,))


def _rows(data: Any) -> Iterator[tuple[Key, int]]:
    """Read the rows; raises ValueError when they are not what `save` writes."""
    match data:
        case {"version": int(version)} if version != VERSION:
            raise ValueError(f"version {version} is not known")
        case {"version": int(), "known": [*rows]}:
            pass
        case _:
            raise ValueError("it does not say 'version' and 'known'")
    for number, row in enumerate(rows, 1):
        match row:
            case {"path": str(path), "code": str(code), "line": str(line), "times": int(times)} if times > 0:
                yield (path, code, line), times
            case _:
                raise ValueError(f"row {number} does not say 'path', 'code', 'line' and 'times'")


def _may_be_known(finding: Finding) -> bool:
    """Tell whether a finding may be kept quiet: a file that cannot be read must always be told."""
    return not (finding.code.startswith("S") and finding.severity is Severity.ERROR)


def _key(finding: Finding, line: Line) -> Key:
    return finding.place.path, finding.code, fingerprint(finding, line)
