from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handoutpress.ipp.errors import RefusedError
from handoutpress.ipp.messages import Attribute, Tag
from handoutpress.ipp.printer import Peer
from handoutpress.printing.network import Network
from handoutpress.printing.tickets import Condition, State, print_document
from printing.jobs import LEAFLET, PDF, Run, send
from printing.machines import QUICK, STEADY
from printing.peers import CANCEL, JOB, PRINT, PRINTER, USUAL, VALIDATE, job, no, raw_server, server, well

if TYPE_CHECKING:
    import socket

    from printing.peers import Answer


BUSY, NOT_ACCEPTING, NOT_FOUND = 0x0507, 0x0506, 0x0406


@pytest.mark.parametrize("operation", [VALIDATE, PRINT, PRINTER])
@pytest.mark.parametrize(("status", "state"), [(BUSY, State.BUSY), (NOT_ACCEPTING, State.REFUSED)])
def test_what_was_not_taken_is_tried_again_and_taken_once(operation: int, status: int, state: State) -> None:
    usual = USUAL[operation]
    with server({operation: lambda time: no(status) if time < 2 else usual(time)}) as peer:
        tickets = send(peer.address)

    assert [ticket.state for ticket in tickets] == [state, State.SENT, State.DONE]
    assert tickets[0].words.endswith("trying again")
    assert peer.documents == [PDF] * (3 if operation == PRINT else 1)  # the first two were not taken


@pytest.mark.parametrize(("status", "state"), [(BUSY, State.BUSY), (NOT_ACCEPTING, State.REFUSED)])
def test_what_is_never_taken_is_told_as_such(status: int, state: State) -> None:
    with server({PRINT: lambda _: no(status)}) as peer:
        tickets = send(peer.address, pace=QUICK)

    assert {ticket.state for ticket in tickets} == {state}
    assert "trying again" not in tickets[-1].words


def test_a_queue_that_is_closed_gets_nothing() -> None:
    with server({PRINTER: lambda _: well(Attribute(Tag.BOOLEAN, "printer-is-accepting-jobs", (False,)))}) as peer:
        tickets = send(peer.address, pace=QUICK)
        assert Network(Peer(peer.address)).look().condition is Condition.CLOSED

    assert tickets[-1].state is State.REFUSED
    assert tickets[-1].words == "it takes no jobs now"
    assert peer.documents == []


def test_a_refusal_is_told_with_what_the_printer_says() -> None:
    with server({PRINT: lambda _: no(0x040B, "No such media.")}) as peer:
        [ticket] = send(peer.address)

    assert ticket.state is State.REFUSED
    assert "No such media." in ticket.words
    assert peer.documents == [PDF]


@pytest.mark.parametrize("answer", [None, b"", b"\2\0\0", b"<html>Welcome to your printer</html>"])
def test_a_document_that_gets_no_sensible_answer_is_never_sent_again(answer: bytes | None) -> None:
    with server({PRINT: lambda _: answer}) as peer:
        [ticket] = send(peer.address)

    assert ticket.state is State.NOT_CONFIRMED
    assert "before you print it again" in ticket.hint
    assert peer.documents == [PDF]


def test_an_answer_to_another_question_is_no_answer() -> None:
    with server() as peer:
        peer.changed = lambda asked, reply: reply[:4] + b"\0\0\0\0" + reply[8:] if asked == PRINT else reply
        [ticket] = send(peer.address)

    assert ticket.state is State.NOT_CONFIRMED
    assert "another question" in ticket.words


def test_a_failing_web_server_may_have_printed_and_gets_nothing_again() -> None:
    with server() as peer:
        peer.statuses[PRINT] = 500
        [ticket] = send(peer.address)

    assert ticket.state is State.NOT_CONFIRMED
    assert peer.documents == [PDF]


@pytest.mark.parametrize(
    ("status", "words"), [(401, "lp:NAME"), (403, "not let"), (404, "no such queue"), (426, "ipps:"), (418, "418")]
)
def test_a_web_server_that_says_no_is_refused_with_what_to_do(status: int, words: str) -> None:
    with server() as peer:
        peer.statuses.update(dict.fromkeys(USUAL, status))
        [ticket] = send(peer.address)

    assert ticket.state is State.REFUSED
    assert words in ticket.words
    assert peer.documents == []


def test_a_printer_that_forgets_its_jobs_is_not_confirmed() -> None:
    with server({JOB: lambda _: no(NOT_FOUND)}) as peer:
        last = send(peer.address)[-1]

    assert last.state is State.NOT_CONFIRMED
    assert "does not know the job" in last.words


def test_a_printer_that_falls_silent_is_not_confirmed_and_gets_nothing_again() -> None:
    with server({JOB: lambda _: None}) as peer:
        last = send(peer.address, pace=QUICK)[-1]

    assert last.state is State.NOT_CONFIRMED
    assert "does not answer any more" in last.words
    assert peer.documents == [PDF]


def test_a_short_silence_is_passed_over() -> None:
    with server({JOB: lambda time: None if time < 3 else job(9)}) as peer:
        assert [ticket.state for ticket in send(peer.address)] == [State.SENT, State.DONE]


@pytest.mark.parametrize(
    ("state", "told", "end"),
    [(7, "cancelled it", State.CANCELLED), (8, "no toner", State.FAILED)],
)
def test_how_a_job_ended_is_judged_by_its_state(state: int, told: str, end: State) -> None:
    with server({JOB: lambda _: job(state, "toner-empty")}) as peer:
        last = send(peer.address)[-1]

    assert last.state is end
    assert told in last.words


def test_reasons_alone_never_end_a_job() -> None:
    answers = [job(5, "aborted-by-system"), job(5, "job-completed-successfully"), job(5, "toner-low-warning"), job(9)]
    with server({JOB: lambda time: answers[min(time, 3)]}) as peer:
        assert [ticket.state for ticket in send(peer.address)] == [State.SENT, State.PRINTING, State.DONE]


@pytest.mark.parametrize(("state", "words"), [(4, "held"), (6, "stopped")])
def test_a_job_that_is_held_or_stopped_needs_somebody(state: int, words: str) -> None:
    with server({JOB: lambda time: job(state if time < 2 else 9)}) as peer:
        waited, done = send(peer.address)[1:]

    assert (waited.state, done.state) == (State.NEEDS_ATTENTION, State.DONE)
    assert words in waited.words


def test_a_job_that_never_ends_is_given_up_even_while_it_changes() -> None:
    with server({JOB: lambda time: job(5 if time % 2 else 6)}) as peer:
        target = Network(Peer(peer.address), replace(STEADY, limit=1.0))
        assert print_document(target, LEAFLET).state is State.NOT_CONFIRMED


def test_a_job_that_cannot_be_cancelled_any_more_says_how_it_ended() -> None:
    stop = threading.Event()

    def answer(time: int) -> Answer:
        if time == 0:
            return job(5)
        stop.set()
        return job(9 if time > 1 else 5)

    with server({JOB: answer, CANCEL: lambda _: no(0x0404)}) as peer:
        last = Run(peer.address, stop=stop.is_set).end()

    assert last.state is State.DONE
    assert "too late to cancel" in last.words


def test_a_printer_that_will_not_cancel_is_not_confirmed() -> None:
    stop = threading.Event()

    def answer(_time: int) -> Answer:
        stop.set()
        return job(5)

    with server({JOB: answer, CANCEL: lambda _: no(0x0403)}) as peer:
        last = Run(peer.address, stop=stop.is_set).end()

    assert last.state is State.NOT_CONFIRMED
    assert "could not be cancelled" in last.words


def test_nothing_is_sent_after_a_stop() -> None:
    with server() as peer:
        last = Run(peer.address, stop=lambda: True).end()

    assert (last.state, last.words) == (State.CANCELLED, "nothing was sent")
    assert peer.asked == []


def test_a_printer_that_speaks_only_the_older_version_is_spoken_to_in_it() -> None:
    with server() as peer:
        peer.newest = (1, 1)
        assert send(peer.address)[-1].state is State.DONE

    assert peer.documents == [PDF]
    assert set(peer.versions[1:]) == {(1, 1)}


def test_a_printer_without_the_operation_to_validate_prints_all_the_same() -> None:
    with server({VALIDATE: lambda _: no(0x0501)}) as peer:
        assert send(peer.address)[-1].state is State.DONE


def test_a_printer_that_says_next_to_nothing_of_itself_is_sent_what_is_needed() -> None:
    with server({PRINTER: lambda _: well()}) as peer:
        assert send(peer.address)[-1].state is State.DONE

    assert b"two-sided-long-edge" in peer.wishes
    assert b"iso_a4_210x297mm" in peer.wishes
    assert b"print-scaling" not in peer.wishes


def test_a_printer_that_drips_is_not_waited_for() -> None:
    def drip(connection: socket.socket) -> None:
        connection.recv(1 << 16)
        for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 1000:
            connection.sendall(bytes([byte]))
            time.sleep(0.01)

    with raw_server(drip) as at:
        sight = Network(Peer(at, seconds=0.2)).look()

    assert (sight.condition, sight.words) == (Condition.UNREACHABLE, "no answer: no answer in time")


def test_an_answer_without_an_end_is_cut_off() -> None:
    def pour(connection: socket.socket) -> None:
        connection.recv(1 << 16)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n\r\n")
        while True:
            connection.sendall(b"\2\0" * 4096)

    with raw_server(pour) as at:
        assert "no end" in Network(Peer(at)).look().words


def test_a_refusal_that_comes_before_all_is_heard_is_heard() -> None:
    def refuse(connection: socket.socket) -> None:
        connection.recv(100)
        connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")  # and it hangs up

    with raw_server(refuse) as at, pytest.raises(RefusedError, match="too large"):
        Peer(at).print_pdf(PDF * 200_000, [], seconds=20)
