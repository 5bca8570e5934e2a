"""A job that is out: asked after until it ends, or until nobody can tell any more. Nothing is ever sent again."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handoutpress.ipp.errors import NOT_FOUND, IppError, RefusedError
from handoutpress.printing.reasons import attention, in_words, remedy
from handoutpress.printing.tickets import State, Ticket

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.executors import Stop
    from handoutpress.ipp.messages import Attributes
    from handoutpress.ipp.printer import Peer

HELD, PROCESSING, WAITING, CANCELLED, ABORTED, COMPLETED = range(4, 10)
"""job-state (RFC 8011, 5.3.7); 3 is pending."""
ENDED: Final = frozenset({CANCELLED, ABORTED, COMPLETED})
STOPPED: Final = 5
"""printer-state (RFC 8011, 5.4.11)."""
OF_JOB: Final = ("job-state", "job-state-reasons", "job-state-message", "job-impressions-completed")
OF_PRINTER: Final = ("printer-state", "printer-state-reasons")
DOUBT: Final = "look at the printer before you print it again"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: how long to try again, to wait for a change, to follow a job at all, and between two questions."""

    retry: float = 10.0
    patience: float = 60.0
    limit: float = 900.0
    first: float = 0.1
    longest: float = 1.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found when asking: `mark` changes whenever something moves on."""

    ticket: Ticket
    ended: bool = False
    mark: object = None


def follow(peer: Peer, job: int, pace: Pace, stop: Stop) -> Iterator[Ticket]:
    """Tell each change of a job, the last one being how it ended; when `stop` says so, cancel it."""
    begun = moved = time.monotonic()
    told, mark, pause = Ticket(State.SENT, job=job), None, pace.first
    while not stop():
        seen = _seen(peer, job)
        now = time.monotonic()
        if seen and seen.ended:
            yield seen.ticket
            return
        if seen and seen.mark != mark:
            mark, moved = seen.mark, now
        if seen and seen.ticket != told:
            told = seen.ticket
            yield told
        if now - moved >= pace.patience or now - begun >= pace.limit:
            yield _given_up(told, now - moved, answered=seen is not None)
            return
        time.sleep(pause)
        pause = min(pause * 1.5, pace.longest)
    yield _cancelled(peer, job)


def _seen(peer: Peer, job: int) -> _Seen | None:
    """Ask how a job stands; None when there is no answer this time."""
    try:
        told = peer.job(job, *OF_JOB)
    except RefusedError as error:
        if error.status != NOT_FOUND:
            return None
        lost = Ticket(State.NOT_CONFIRMED, "the printer does not know the job any more", DOUBT, job=job)
        return _Seen(lost, ended=True)
    except IppError:
        return None
    state = told.number("job-state")
    if state in ENDED:
        return _Seen(_end(state, told, peer, job), ended=True)
    return _under_way(state, told, peer, job) if state else None


def _under_way(state: int, told: Attributes, peer: Peer, job: int) -> _Seen:
    """Say how a job stands that has not ended; the printer's reasons only tell what it waits for."""
    wants = attention((*told.words("job-state-reasons"), *_wants_of_printer(peer)), warnings=True)
    if state == HELD:
        wants = ("held", *wants)
    if state == WAITING:
        wants = wants or ("stopped",)
    mark = (state, wants, told.number("job-impressions-completed"))
    if wants:
        return _Seen(Ticket(State.NEEDS_ATTENTION, in_words(wants), remedy(wants), wants, job), mark=mark)
    return _Seen(Ticket(State.PRINTING if state == PROCESSING else State.SENT, job=job), mark=mark)


def _wants_of_printer(peer: Peer) -> tuple[str, ...]:
    try:
        told = peer.attributes(*OF_PRINTER)
    except IppError:
        return ()
    reasons = told.words("printer-state-reasons")
    if told.number("printer-state") == STOPPED and not attention(reasons):
        return (*reasons, "stopped")
    return reasons


def _end(state: int, told: Attributes, peer: Peer, job: int) -> Ticket:
    if state == COMPLETED:  # CUPS now and then calls a job so that its printer gave up: whose word it is, is told
        return Ticket(State.DONE, "so says its queue" if peer.address.is_queue else "", job=job)
    if state == CANCELLED:
        hint = "look at the printer: a part may have been printed"
        return Ticket(State.CANCELLED, "the printer or its queue cancelled it", hint, job=job)
    wants = attention(told.words("job-state-reasons"))
    words = in_words(wants) or told.word("job-state-message") or "the printer gave it up"
    return Ticket(State.FAILED, words, "look at the printer: a part may have been printed", wants, job)


def _given_up(last: Ticket, seconds: float, *, answered: bool) -> Ticket:
    """Say that nobody can tell how it will end, and what was last seen."""
    if not answered:
        words = "the printer does not answer any more"
    elif last.state is State.NEEDS_ATTENTION:
        words = f"it still waits: {last.words}; it may print when that is seen to"
    else:
        words = f"no news from the printer for {seconds:.0f} s; the last was: {last.state}"
    return replace(last, state=State.NOT_CONFIRMED, words=words, hint=DOUBT)


def _cancelled(peer: Peer, job: int) -> Ticket:
    """Cancel a job, and say what came of that."""
    try:
        peer.cancel(job)
    except IppError as error:
        seen = _seen(peer, job)
        if seen and seen.ended:
            return replace(seen.ticket, words="; ".join(filter(None, [seen.ticket.words, "too late to cancel"])))
        return Ticket(State.NOT_CONFIRMED, f"it could not be cancelled: {error}", DOUBT, job=job)
    return Ticket(State.CANCELLED, "what was under way may still come out", job=job)
