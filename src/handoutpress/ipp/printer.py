"""What one can ask of a printer: the operations of IPP that printing a PDF needs (RFC 8011, 4.2 and 4.3)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handoutpress.ipp.connection import exchange
from handoutpress.ipp.errors import OTHER_VERSION, IppError, RefusedError, SilentError
from handoutpress.ipp.messages import Attribute, Attributes, Group, Reply, Tag, decode, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handoutpress.ipp.connection import Address
    from handoutpress.ipp.messages import Version

PRINT_JOB: Final = 0x0002
VALIDATE_JOB: Final = 0x0004
CANCEL_JOB: Final = 0x0008
GET_JOB: Final = 0x0009
GET_PRINTER: Final = 0x000B
"""RFC 8011, 5.4.15."""
FIRST_ERROR: Final = 0x0400
"""Status codes from here on mean that nothing was done."""

USER: Final = "handout"
TITLE: Final = "Leaflet"
"""All that a queue, its log and its cover page ever learn: nothing of the patient, nor of the leaflet."""
OLDER: Final = (1, 1)

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Peer:
    """A printer or a queue of CUPS, the version of IPP that it speaks, and how many seconds it has to answer."""

    address: Address
    version: Version = (2, 0)
    seconds: float = 5.0

    def introduced(self, *names: str) -> tuple[Peer, Attributes]:
        """Ask for attributes of the printer, in an older version when it does not speak ours. Raises `IppError`."""
        try:
            return self, self.attributes(*names)
        except RefusedError as error:
            if error.status != OTHER_VERSION or self.version == OLDER:
                raise
        older = replace(self, version=OLDER)
        return older, older.attributes(*names)

    def attributes(self, *names: str) -> Attributes:
        """Ask for attributes of the printer. Raises `IppError`."""
        return self._ask(GET_PRINTER, _keywords("requested-attributes", *names)).first(Group.PRINTER)

    def validate(self, wishes: Sequence[Attribute]) -> None:
        """Ask whether it would print a PDF like that. Raises `IppError`: with `RefusedError` it would not."""
        self._ask(VALIDATE_JOB, *_document(), job=wishes)

    def print_pdf(self, pdf: bytes, wishes: Sequence[Attribute], *, seconds: float) -> int:
        """Send a PDF, and give the number of its job.

        Raises `UnreachableError` or `RefusedError` when it will not be printed, `SilentError` when it may be.
        """
        reply = self._ask(PRINT_JOB, *_document(), job=wishes, data=pdf, seconds=seconds)
        number = reply.first(Group.JOB).number("job-id")
        if number is None:
            raise SilentError("it took the document, and gave it no number")
        return number

    def job(self, number: int, *names: str) -> Attributes:
        """Ask for attributes of a job. Raises `IppError`."""
        return self._ask(GET_JOB, _number("job-id", number), _keywords("requested-attributes", *names)).first(Group.JOB)

    def cancel(self, number: int) -> None:
        """Cancel a job. Raises `IppError`."""
        self._ask(CANCEL_JOB, _number("job-id", number))

    def _ask(
        self,
        operation: int,
        *about: Attribute,
        job: Sequence[Attribute] = (),
        data: bytes = b"",
        seconds: float | None = None,
    ) -> Reply:
        """Ask one thing; charset, language, target, job and user come first, in this order (RFC 8011, 4.1.5)."""
        number = next(_numbers) % 2**31
        who = Attribute(Tag.NAME, "requesting-user-name", (USER,))
        target = [
            Attribute(Tag.CHARSET, "attributes-charset", ("utf-8",)),
            Attribute(Tag.LANGUAGE, "attributes-natural-language", ("en",)),
            Attribute(Tag.URI, "printer-uri", (self.address.uri,)),
        ]
        first = [one for one in about if one.name == "job-id"]
        groups = [(Group.OPERATION, [*target, *first, who, *(one for one in about if one not in first)])]
        groups += [(Group.JOB, list(job))] if job else []
        message = encode(operation, number, groups, version=self.version) + data
        return _whole(decode_answer(exchange(self.address, message, seconds=seconds or self.seconds)), number)


def decode_answer(data: bytes) -> Reply:
    """Read an answer; one that makes no sense leaves it open what became of the question."""
    try:
        return decode(data)
    except IppError as error:
        raise SilentError(str(error)) from error


def _whole(reply: Reply, number: int) -> Reply:
    """See to it that the reply is to our question, and is no refusal."""
    if reply.number != number:
        raise SilentError("the reply is to another question")
    if reply.status >= FIRST_ERROR:
        said = reply.first(Group.OPERATION).word("status-message")
        refused = "".join(f"; not as asked: {name}" for name in reply.first(Group.UNSUPPORTED).values)
        raise RefusedError(f"{said or 'no reason given'} (0x{reply.status:04x}{refused})", reply.status)
    return reply


def _document() -> tuple[Attribute, ...]:
    """Say of the document what every job says; the printer must do what is asked, or refuse (fidelity)."""
    return (
        Attribute(Tag.NAME, "job-name", (TITLE,)),
        Attribute(Tag.BOOLEAN, "ipp-attribute-fidelity", (True,)),
        Attribute(Tag.MIME, "document-format", ("application/pdf",)),
    )


def _keywords(name: str, *words: str) -> Attribute:
    return Attribute(Tag.KEYWORD, name, words)


def _number(name: str, number: int) -> Attribute:
    return Attribute(Tag.INTEGER, name, (number,))
