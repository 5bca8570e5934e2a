"""Print jobs while the desk is open: sent once, followed to their end, and told as they are."""

from __future__ import annotations

import secrets
import sys
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from handoutpress.desk.discreet import where
from handoutpress.desk.wishes import RefusalError
from handoutpress.desklog import Outcome, Printed
from handoutpress.printing.tickets import Document, State, Ticket, print_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from handoutpress.desk.documents import Kept
    from handoutpress.desk.records import Record, Records
    from handoutpress.desk.seams import Machine
    from handoutpress.desk.wishes import PrintWish
    from handoutpress.layouts import Sides

REMEMBERED: Final = 200
UNDER_WAY: Final = 16
"""Jobs at once."""
SHOWN: Final = {
    State.SENT: "sent",
    State.PRINTING: "printing",
    State.NEEDS_ATTENTION: "paper",
    State.DONE: "done",
    State.NOT_CONFIRMED: "unsure",
    State.CANCELLED: "cancelled",
}
"""How the page calls a state; all others are that it was not printed."""
NOTHING_CAME: Final = frozenset({State.REFUSED, State.UNREACHABLE, State.BUSY})
"""Ends at which surely nothing came out."""
WANTS: Final = (
    ("jam", ("jam",)),
    ("paper", ("media-empty", "media-needed", "input-tray")),
    ("full", ("output-area-full",)),
    ("open", ("door", "cover", "interlock")),
    ("ink", ("toner", "developer", "marker")),
)
"""What somebody has to see to, by what the printer's keywords begin with or hold."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One document of a job, and what is written down of it."""

    document: Document
    record: Record
    name: str
    personal: bool


@dataclass(slots=True)
class Job:
    """What is being printed: neither a name nor a title stands in it."""

    id: str
    machine: Machine
    pieces: tuple[Piece, ...]
    state: str = "calling"
    wants: str = ""
    nothing: bool = False
    """Whether surely nothing came out."""
    printed: int = 0
    """How many of its documents came out."""
    stop: threading.Event = field(default_factory=threading.Event)

    def as_dict(self) -> dict[str, Any]:
        """Give what the page shows."""
        count = len(self.pieces)
        return {
            "job": self.id, "printer": self.machine.name, "state": self.state, "wants": self.wants,
            "nothing": self.nothing, "printed": self.printed, "count": count,
        }  # fmt: skip


class Jobs:
    """The jobs that were begun since the desk was opened, the last of them."""

    def __init__(self, records: Records, *, forget: Callable[[Iterable[str]], None]) -> None:
        self._records, self._forget = records, forget
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._by_key: dict[str, str] = {}
        self._lock = threading.Lock()

    def begin(self, wish: PrintWish, machine: Machine, leaflets: Sequence[tuple[Kept, Sides]]) -> Job:
        """Print; asked again with the same key, it is the same job. Raises `RefusalError` when there is too much."""
        with self._lock:
            if again := self.known(wish.key):
                return again
            if sum(job.state in {"calling", "sent", "printing", "paper"} for job in self._jobs.values()) >= UNDER_WAY:
                raise RefusalError(503, "busy", retry=2)
            pieces = tuple(self._piece(kept, sides, machine, wish) for kept, sides in leaflets)
            job = Job(secrets.token_urlsafe(16), machine, pieces)
            self._jobs[job.id], self._by_key[wish.key] = job, job.id
            while len(self._jobs) > REMEMBERED:
                gone, _ = self._jobs.popitem(last=False)
                self._by_key = {key: name for key, name in self._by_key.items() if name != gone}
        threading.Thread(target=self._print, args=(job,), daemon=True).start()
        return job

    def known(self, key: str) -> Job | None:
        """Give the job that was begun with a key."""
        return self._jobs.get(self._by_key.get(key, ""))

    def get(self, name: str) -> Job:
        """Give a job. Raises `RefusalError`."""
        job = self._jobs.get(name)
        if job is None:
            raise RefusalError(404, "job")
        return job

    def cancel(self, name: str) -> Job:
        """Have a job stopped; what comes of that is told like everything else."""
        job = self.get(name)
        job.stop.set()
        return job

    def answer(self, name: str, *, came: bool) -> Job:
        """Take the word of somebody who looked at the printer, for a job that nobody could tell of."""
        job = self.get(name)
        with self._lock:
            if job.state != "unsure":
                raise RefusalError(409, "answered")
            job.state, job.nothing = ("done", False) if came else ("failed", True)
        piece = job.pieces[min(job.printed, len(job.pieces) - 1)]
        piece.record.learn(Outcome.CAME_OUT if came else Outcome.NOTHING_CAME)
        return job

    def _piece(self, kept: Kept, sides: Sides, machine: Machine, wish: PrintWish) -> Piece:
        edition, facts, of = kept.edition, kept.render.facts, kept.of
        document = Document(kept.render.pdf, edition.paper, sides, wish.copies, machine.colour is not False)

        printed = Printed(
            self._records.now(), of.leaflet.reference, edition.slug, of.leaflet.version, edition.lang, edition.name,
            facts.get("code", ""), wish.copies, machine.name, of.initials or wish.initials, of.reason,
        )  # fmt: skip
        return Piece(document, self._records.of(printed, edition, facts), kept.id, kept.personal)

    def _print(self, job: Job) -> None:
        """Print one document after the other; the first that does not come out is the last that is sent."""
        pages = [piece.document for piece in reversed(job.pieces)]
        job.pieces = tuple(replace(piece, document=_emptied(piece.document)) for piece in job.pieces)
        for piece in job.pieces:
            piece.record.begin()
            ticket = self._one(job, piece, pages)
            piece.record.learn(Outcome(ticket.state.value))
            if ticket.state is State.SENT:  # whoever took it cannot tell more
                ticket = Ticket(State.NOT_CONFIRMED)
            if ticket.state is not State.DONE:
                self._show(job, ticket)
                break
            job.printed += 1
        else:
            self._show(job, Ticket(State.DONE))
            self._forget(piece.name for piece in job.pieces if piece.personal)

    def _one(self, job: Job, piece: Piece, pages: list[Document]) -> Ticket:
        """Print the last of these pages and hold on to them no longer: a printer may wait for paper all morning."""
        try:
            return print_document(
                job.machine.target, pages.pop(), tell=partial(self._tell, job, piece), stop=job.stop.is_set
            )
        except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to, and nobody knows what came out
            sys.stderr.write(f"desk: printing broke off: {where(error)}\n")
            return Ticket(State.NOT_CONFIRMED)

    def _tell(self, job: Job, piece: Piece, ticket: Ticket) -> None:
        """Show what goes on; how a document ended is shown when it is known whether more come."""
        if ticket.state is State.SENT:
            piece.record.learn(Outcome.SENT)
        if ticket.state in {State.SENT, State.PRINTING, State.NEEDS_ATTENTION}:
            self._show(job, ticket)

    def _show(self, job: Job, ticket: Ticket) -> None:
        job.wants = wants(ticket.reasons)
        job.nothing = ticket.state in NOTHING_CAME and not job.printed
        job.state = SHOWN.get(ticket.state, "failed")


def wants(reasons: Sequence[str]) -> str:
    """Say in a word what somebody has to see to."""
    for word, parts in WANTS:
        if any(part in reason for reason in reasons for part in parts):
            return word
    return "other" if reasons else ""


def _emptied(document: Document) -> Document:
    """Let go of the pages: there may be a name on them."""
    return Document(b"", document.paper, document.sides, document.copies, document.colour)
