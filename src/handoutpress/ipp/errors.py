"""What can go wrong between us and a printer, told apart by what it means for paper."""

from __future__ import annotations

from typing import Final

NO_SUCH_OPERATION: Final = 0x0501
NOT_ACCEPTING: Final = 0x0506
BUSY: Final = 0x0507
OTHER_VERSION: Final = 0x0503
NOT_FOUND: Final = 0x0406
"""Status codes (RFC 8011, B.1.5)."""


class IppError(Exception):
    """A reply that cannot be understood; also the root of the others here."""


class UnreachableError(IppError):
    """There was no connection, so nothing went out, and nothing can be printed."""


class SilentError(IppError):
    """The question went out, or a part of it, and no whole answer came: what became of it is not known."""


class RefusedError(IppError):
    """The printer answered, and it was no; `status` is that of IPP, or 0 when its web server said no before."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status
