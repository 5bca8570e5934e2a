from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from handoutpress.ipp.connection import address, cups_address
from handoutpress.ipp.printer import Peer
from handoutpress.printing.network import Network
from handoutpress.printing.tickets import Condition, Document, State
from printing.jobs import PDF, Run, send
from printing.machines import QUICK, free_port, machine
from printing.peers import PRINTER, keywords, server, well
from support import until

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.ipp.connection import Address
    from printing.machines import Machine


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
