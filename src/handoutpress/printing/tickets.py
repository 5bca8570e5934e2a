"""What is printed, and what became of it: the words that all targets speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from handoutpress.executors import never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from handoutpress.executors import Stop
    from handoutpress.layouts import Sides


class State(StrEnum):
    """How it stands with a job; the last one told is how it ended."""

    SENT = "sent"
    """The printer has it, and it waits; or a target took it that cannot tell more."""
    PRINTING = "printing"
    NEEDS_ATTENTION = "needs-attention"
    """It goes on when somebody has been there: paper, a jam, an open door."""
    DONE = "done"
    NOT_CONFIRMED = "not-confirmed"
    """It may be printed, or yet be: nobody can tell from here."""
    FAILED = "failed"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    CANCELLED = "cancelled"

    @property
    def well(self) -> bool:
        """Tell whether a job that ended so went as it should, as far as its target can tell."""
        return self in {State.DONE, State.SENT}


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF and how it goes on paper; all but the copies follows from its layout."""

    pdf: bytes = field(repr=False)
    paper: str
    sides: Sides
    copies: int = 1
    colour: bool = True
    file: Path | None = None
    """Where the PDF lies already, if it does; one that is kept in memory only has none."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """How it stands with a job: `words` say more, `hint` what to do, `reasons` are IPP's keywords for programs."""

    state: State
    words: str = ""
    hint: str = ""
    reasons: tuple[str, ...] = ()
    job: int = 0
    """Its number in the printer's queue; 0 when there is none."""

    def __str__(self) -> str:
        """Say it in one line."""
        state = str(self.state).replace("-", " ")
        return f"{state}: {self.words}" if self.words else state


class Condition(StrEnum):
    """How it stands with a printer."""

    READY = "ready"
    PRINTING = "printing"
    NEEDS_ATTENTION = "needs-attention"
    CLOSED = "closed"
    """It takes no jobs."""
    UNREACHABLE = "unreachable"
    UNFIT = "unfit"
    """It cannot print our files."""
    UNKNOWN = "unknown"
    """It cannot be asked."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a target tells of itself; None is what it does not tell."""

    condition: Condition
    words: str = ""
    model: str = ""
    papers: tuple[str, ...] | None = None
    both_sides: bool | None = None
    colour: bool | None = None


class PrintTarget(Protocol):
    """The seam: whatever takes a document and brings it to paper, or nearer to it."""

    def send(self, document: Document, *, stop: Stop) -> Iterator[Ticket]:
        """Print, telling each change; when `stop` says so, cancel. Nothing that can go wrong outside is raised."""

    def look(self) -> Sight:
        """Ask how it stands; nothing is raised."""


def print_document(
    target: PrintTarget, document: Document, *, tell: Callable[[Ticket], None] = lambda _: None, stop: Stop = never
) -> Ticket:
    """Print a document, `tell` of each change, and give how it ended; when `stop` says so, the job is cancelled."""
    ticket = Ticket(State.FAILED, "nothing was done")
    sending = target.send(document, stop=stop)
    del document  # only the target knows for how long it is needed
    for ticket in sending:
        tell(ticket)
    return ticket
