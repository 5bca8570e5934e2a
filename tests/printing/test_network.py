from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.executors import never
from handoutpress.ipp.connection import address, cups_address
from handoutpress.ipp.errors import RefusedError
from handoutpress.ipp.messages import Attribute, Tag
from handoutpress.ipp.printer import Peer
from handoutpress.printing.network import Network
from handoutpress.printing.tickets import Condition, Document, State, Ticket, print_document
from printing.machines import (
    CANCEL,
    JOB,
    PRINT,
    PRINTER,
    QUICK,
    STEADY,
    USUAL,
    VALIDATE,
    free_port,
    job,
    keywords,
    machine,
    no,
    raw_server,
    server,
    well,
)  # fmt: skip
from support import until

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from handoutpress.executors import Stop
    from handoutpress.ipp.connection import Address
    from handoutpress.printing.following import Pace
    from printing.machines import Answer, Machine

PDF: Final = b"%PDF-1.7 not much of one, but these very bytes\n%%EOF\n"
LEAFLET: Final = Document(PDF, "a4", "two-sided-long-edge", copies=2)
BUSY, NOT_ACCEPTING, NOT_FOUND = 0x0507, 0x0506, 0x0406


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


@pytest.fixture(params=["ipp", "ipps", "cups"])
def at(request: pytest.FixtureRequest, printer: Machine) -> Address:
    """Reach the printer in every way: plain, encrypted, and through a queue of CUPS by its socket."""
    if request.param == "cups":
        return cups_address("front", request.getfixturevalue("cups_socket"))
    return address(printer.uri.replace("ipp:", f"{request.param}:"))


def test_what_is_printed_are_the_very_bytes_of_the_pdf(at: Address, printer: Machine) -> None:
    tickets = send(at)

    assert tickets[-1].state is State.DONE, tickets
    assert tickets[-1].words == ("so says its queue" if at.is_queue else "")
    assert tickets[0].state is State.SENT
    assert printer.printed == [PDF]
    assert printer.asked["IPP_COPIES"] == "2"
    assert printer.asked["IPP_SIDES"] == "two-sided-long-edge"
    assert printer.asked["IPP_MEDIA"] == "iso_a4_210x297mm"


def test_the_queue_learns_nothing_of_the_leaflet(at: Address, printer: Machine) -> None:
    send(at)

    assert printer.asked["IPP_JOB_NAME"] == "Leaflet"
    assert printer.asked["IPP_JOB_ORIGINATING_USER_NAME"] in {"handout", "anonymous"}
    assert all("leaflet" in name for name in printer.names)


def test_actual_size_is_asked_for() -> None:
    scaling = keywords("print-scaling-supported", "auto", "none")
    with server({PRINTER: lambda _: well(scaling)}) as peer:
        send(peer.address)

    assert b"print-scaling\0\4none" in peer.wishes


def test_black_and_white_is_asked_for(printer: Machine) -> None:
    send(address(printer.uri), Document(PDF, "letter", "one-sided", colour=False))

    assert printer.asked["IPP_PRINT_COLOR_MODE"] == "monochrome"
    assert printer.asked["IPP_MEDIA"] == "na_letter_8.5x11in"
    assert printer.asked["IPP_SIDES"] == "one-sided"


@pytest.mark.parametrize(
    ("mode", "reason", "words"), [("empty", "media-empty", "no paper"), ("jam", "media-jam", "paper jam")]
)
def test_a_printer_that_waits_for_somebody_says_why_and_goes_on(
    mode: str, reason: str, words: str, at: Address, printer: Machine
) -> None:
    printer.behave(mode)
    run = Run(at)
    run.until(State.NEEDS_ATTENTION)
    printer.behave("ok")

    assert run.end().state is State.DONE
    waited = next(ticket for ticket in run.tickets if ticket.state is State.NEEDS_ATTENTION)
    assert reason in waited.reasons
    assert words in waited.words
    assert waited.hint
    assert printer.printed == [PDF]


def test_a_printer_that_waits_for_long_is_not_confirmed_and_gets_nothing_twice(printer: Machine) -> None:
    printer.behave("empty")
    tickets = send(address(printer.uri), pace=QUICK)

    assert [ticket.state for ticket in tickets][-2:] == [State.NEEDS_ATTENTION, State.NOT_CONFIRMED]
    assert "no paper" in tickets[-1].words
    assert "before you print it again" in tickets[-1].hint
    assert printer.printed == [PDF]
    printer.behave("ok")


def test_a_job_that_the_printer_gives_up_has_failed(at: Address, printer: Machine) -> None:
    printer.behave("jam")
    run = Run(at)
    run.until(State.NEEDS_ATTENTION)
    printer.behave("fail")
    last = run.end()

    assert printer.printed == [PDF]
    if at.is_queue and last.state is State.DONE:  # what CUPS says now and then of a job that was given up
        assert last.words == "so says its queue"
    else:
        assert last.state is (State.CANCELLED if at.is_queue else State.FAILED)
        assert "a part may have been printed" in last.hint


def test_a_job_that_the_printer_gives_up_at_once_has_failed(printer: Machine) -> None:
    printer.behave("fail")
    assert send(address(printer.uri))[-1].state is State.FAILED


def test_a_job_is_cancelled_at_the_printer_when_somebody_says_stop(at: Address, printer: Machine) -> None:
    printer.behave("hold")
    stop = threading.Event()
    run = Run(at, stop=stop.is_set)
    run.until(State.PRINTING)
    until(lambda: printer.printed == [PDF])
    stop.set()

    assert run.end().state is State.CANCELLED
    told = Peer(at).job(run.tickets[-1].job, "job-state").number("job-state")
    printer.behave("ok")
    assert told in {5, 7}  # what is under way may have to end first
    until(lambda: Peer(at).job(run.tickets[-1].job, "job-state").number("job-state") == 7)


def test_a_printer_for_raster_only_is_refused_before_anything_is_sent(bus: str, tmp_path: Path) -> None:
    with machine(tmp_path, bus, formats="image/pwg-raster,image/urf") as printer:
        [ticket] = send(address(printer.uri))
        assert Network(Peer(address(printer.uri))).look().condition is Condition.UNFIT

    assert ticket.state is State.REFUSED
    assert "cannot print PDF" in ticket.words
    assert printer.printed == []


def test_a_printer_for_one_side_takes_a_sheet_and_refuses_what_folds(bus: str, tmp_path: Path) -> None:
    with machine(tmp_path, bus) as printer:
        sheet = send(address(printer.uri))
        folded = send(address(printer.uri), Document(PDF, "a4", "two-sided-short-edge"))

    assert sheet[-1].state is State.DONE
    assert "one side only" in sheet[0].words
    assert printer.asked["IPP_SIDES"] == "one-sided"
    assert [ticket.state for ticket in folded] == [State.REFUSED]
    assert printer.printed == [PDF]


def test_paper_that_the_printer_does_not_know_is_refused(printer: Machine) -> None:
    [ticket] = send(address(printer.uri), Document(PDF, "a3", "one-sided"))

    assert (ticket.state, ticket.words) == (State.REFUSED, "it has no A3 paper")
    assert printer.printed == []


def test_more_copies_than_the_printer_makes_are_refused(printer: Machine) -> None:
    [ticket] = send(address(printer.uri), Document(PDF, "a4", "one-sided", copies=1000))

    assert ticket.state is State.REFUSED
    assert "999" in ticket.words
    assert printer.printed == []


def test_paper_that_is_not_loaded_is_told(printer: Machine) -> None:
    assert "no A4 is loaded" in send(address(printer.uri))[0].words


def test_nobody_there_is_unreachable() -> None:
    tickets = send(address(f"ipp://localhost:{free_port()}/ipp/print"), pace=QUICK)

    assert [ticket.state for ticket in tickets] == [State.UNREACHABLE] * 2
    assert tickets[0].words.endswith("trying again")


def test_a_host_that_does_not_exist_is_unreachable() -> None:
    assert send(address("ipp://no-such-printer.invalid/ipp/print"), pace=QUICK)[-1].state is State.UNREACHABLE


def test_a_queue_whose_printer_is_gone_has_failed(cups_socket: str) -> None:
    tickets = send(cups_address("gone", cups_socket), pace=QUICK)

    assert tickets[-1].state in {State.FAILED, State.NOT_CONFIRMED}
    assert State.DONE not in {ticket.state for ticket in tickets}


def test_a_queue_that_does_not_exist_is_refused(cups_socket: str) -> None:
    [ticket] = send(cups_address("nowhere", cups_socket))
    assert ticket.state is State.REFUSED


def test_a_certificate_other_than_the_one_expected_ends_it_before_anything_is_sent(printer: Machine) -> None:
    uri = printer.uri.replace("ipp:", "ipps:")
    tickets = send(address(uri, fingerprint="00" * 32), pace=QUICK)
    shown = tickets[-1].words.rpartition(" ")[2]

    assert tickets[-1].state is State.UNREACHABLE
    assert printer.printed == []
    assert send(address(uri, fingerprint=shown.upper()))[-1].state is State.DONE
    assert printer.printed == [PDF]


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
