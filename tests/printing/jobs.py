"""Jobs as the tests send them: at once, or in the background as a desk has them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from handoutpress.executors import never
from handoutpress.ipp.printer import Peer
from handoutpress.printing.network import Network
from handoutpress.printing.tickets import Document, State, Ticket, print_document
from printing.machines import STEADY
from support import until

if TYPE_CHECKING:
    from handoutpress.executors import Stop
    from handoutpress.ipp.connection import Address
    from handoutpress.printing.following import Pace

PDF: Final = b"%PDF-1.7 not much of one, but these very bytes\n%%EOF\n"
LEAFLET: Final = Document(PDF, "a4", "two-sided-long-edge", copies=2)


class Run:
    """A job under way in the background, as a desk has it."""

    def __init__(self, at: Address, document: Document = LEAFLET, stop: Stop = never) -> None:
        self.tickets: list[Ticket] = []
        target = Network(Peer(at), STEADY)
        self.thread = threading.Thread(
            target=print_document, args=(target, document), kwargs={"tell": self.tickets.append, "stop": stop}
        )
        self.thread.start()

    @property
    def states(self) -> list[State]:
        return [ticket.state for ticket in self.tickets]

    def until(self, state: State) -> None:
        until(lambda: state in self.states or not self.thread.is_alive())
        assert state in self.states, self.tickets

    def end(self) -> Ticket:
        self.thread.join()
        return self.tickets[-1]


def send(at: Address, document: Document = LEAFLET, pace: Pace = STEADY) -> list[Ticket]:
    tickets: list[Ticket] = []
    last = print_document(Network(Peer(at), pace), document, tell=tickets.append)
    assert last is tickets[-1]
    return tickets
