"""The errors that reach the user, and the exit code of each.

    HandoutError              something went wrong that the user can mend
    ├── UsageError            exit 2: wrong words, an unknown name, no workspace
    ├── SourceError           exit 3: a file of the workspace cannot be read
    └── TypesettingError      exit 4: the engine is missing or will not work, or the output cannot be written

A fault inside one handout is not raised: it becomes findings in that handout's `Built`, and the batch goes on.
Whatever is not in this tree is a bug and comes with its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from handoutpress.findings import Finding


class HandoutError(Exception):
    """The root: a message, an optional hint and the findings behind it; it survives pickling."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "", findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message, hint, findings)
        self.message = message
        self.hint = hint
        self.findings = findings

    def __str__(self) -> str:
        """Give the message alone."""
        return self.message


class MisfitError(ValueError):
    """A value that fits its type but not its meaning; `loc` says which key, seen from where it is raised."""

    def __init__(self, message: str, *loc: str | int) -> None:
        super().__init__(message)
        self.loc = loc


class Fault(Exception):  # noqa: N818 - it is no error of the program, and `make` turns it into an outcome
    """One finding that ends the making of one leaflet; the batch goes on."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


class UsageError(HandoutError):
    """The command was called with something that does not exist, or outside a workspace."""

    exit_code = 2


class SourceError(HandoutError):
    """A brand, a settings file, a layout or a handout cannot be read."""

    exit_code = 3


class TypesettingError(HandoutError):
    """No page can be set or written: the engine fails to load, or the output folder is read-only."""

    exit_code = 4
