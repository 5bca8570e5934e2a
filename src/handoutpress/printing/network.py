"""Printing by IPP, on a printer itself or a queue of CUPS: what may be tried again, and what never.

A document goes out once. Before a byte of it has gone, or when the printer says that it did not take it, there may be
another try; after that only questions are asked.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from handoutpress.ipp.errors import (
    BUSY,
    NO_SUCH_OPERATION,
    NOT_ACCEPTING,
    IppError,
    RefusedError,
    SilentError,
)
from handoutpress.printing.abilities import ASKED, Abilities
from handoutpress.printing.following import DOUBT, Pace, follow
from handoutpress.printing.tickets import Condition, Sight, State, Ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from handoutpress.executors import Stop
    from handoutpress.ipp.messages import Attribute
    from handoutpress.ipp.printer import Peer
    from handoutpress.printing.tickets import Document

T = TypeVar("T")
NUDGE: Final = "is it switched on, and on the network?"
LATER: Final = {
    BUSY: (State.BUSY, "it is busy"),
    NOT_ACCEPTING: (State.REFUSED, "it takes no jobs now"),
}
"""What a printer says that did not take a document, but may soon."""


class _DoubtError(IppError):
    """The document went out, or a part of it, and the printer does not say what became of it."""


@dataclass(frozen=True, slots=True)
class Network:
    """A printer that speaks IPP."""

    peer: Peer
    pace: Pace = field(default_factory=Pace)

    def look(self) -> Sight:
        """Ask how it stands."""
        try:
            _, told = self.peer.introduced(*ASKED)
        except IppError as error:
            return Sight(Condition.UNREACHABLE, str(error))
        return Abilities(told).sight()

    def send(self, document: Document, *, stop: Stop) -> Generator[Ticket, None, None]:
        """Print: ask what the printer can do, send, and follow the job to its end."""
        met = yield from self._try(self._meet, stop)
        if met is None:
            return
        peer, abilities = met
        fault, hint = abilities.fault(document)
        if fault:
            yield Ticket(State.REFUSED, fault, hint)
            return
        job = yield from self._try(partial(self._hand_over, peer, document.pdf, abilities.wishes(document)), stop)
        if job is not None:
            notes = "; ".join(abilities.notes(document))
            del document  # there may be a name on it, and the job may last
            yield Ticket(State.SENT, notes, job=job)
            yield from follow(peer, job, self.pace, stop)

    def _meet(self) -> tuple[Peer, Abilities]:
        """Ask what the printer can do, and whether it takes jobs."""
        peer, told = self.peer.introduced(*ASKED)
        abilities = Abilities(told)
        if not abilities.accepts:
            raise RefusedError("it takes no jobs now", NOT_ACCEPTING)
        return peer, abilities

    def _hand_over(self, peer: Peer, pdf: bytes, wishes: list[Attribute]) -> int:
        """Ask whether it would take the document, send it, and give the number of its job."""
        try:
            peer.validate(wishes)
        except RefusedError as error:
            if error.status != NO_SUCH_OPERATION:
                raise
        try:
            return peer.print_pdf(pdf, wishes, seconds=self.pace.patience)
        except SilentError as error:
            raise _DoubtError(str(error)) from error

    def _try(self, ask: Callable[[], T], stop: Stop) -> Generator[Ticket, None, T | None]:
        """Ask until there is an answer; where there will be none, tell why, and give None."""
        end, pause, told = time.monotonic() + self.pace.retry, self.pace.first, None
        while not stop():
            try:
                return ask()
            except IppError as error:
                ticket, again = _meaning(error)
            if not again or time.monotonic() >= end:
                yield ticket
                return None
            if ticket.state is not told:
                told = ticket.state
                yield replace(ticket, words=f"{ticket.words}: trying again")
            time.sleep(pause)
            pause = min(pause * 1.5, self.pace.longest)
        yield Ticket(State.CANCELLED, "nothing was sent")
        return None


def _meaning(error: IppError) -> tuple[Ticket, bool]:
    """Say what an error means, and whether one may try again."""
    match error:
        case _DoubtError():
            return Ticket(State.NOT_CONFIRMED, str(error), DOUBT), False
        case RefusedError(status=status) if status in LATER:
            state, words = LATER[status]
            return Ticket(state, words, "wait a little, or choose another printer"), True
        case RefusedError():
            return Ticket(State.REFUSED, str(error)), False
        case _:  # nothing went out, or only a question
            return Ticket(State.UNREACHABLE, str(error), NUDGE), True
