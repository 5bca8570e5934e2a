from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.printing.programs import Browser, Folder, Lp, Sumatra
from handoutpress.printing.tickets import Condition, Document, State, Ticket, print_document
from printing.machines import program
from support import leftovers, put, until

if TYPE_CHECKING:
    from handoutpress.printing.tickets import PrintTarget
    from printing.machines import Machine

PDF: Final = b"%PDF-1.7 not much of one\n%%EOF\n"
FOLDED: Final = Document(PDF, "a4", "two-sided-short-edge", copies=3)
RECORDER: Final = """\
#!{python}
import json, pathlib, sys
here = pathlib.Path({folder!r})
files = [word for word in sys.argv if word.endswith(".pdf")]
given = [pathlib.Path(file).read_bytes().decode("latin-1") for file in files] or [sys.stdin.read()]
(here / "asked.json").write_text(json.dumps([sys.argv[1:], given, files]))
print({words!r}, file=sys.stderr)
sys.exit({code})
"""


def recorder(folder: Path, *, code: int = 0, words: str = "") -> str:
    """Make a real program that notes how it was called."""
    text = RECORDER.format(python=sys.executable, folder=str(folder), code=code, words=words)
    file = put(folder / "recorder", text)
    file.chmod(0o755)
    return str(file)


def asked(folder: Path) -> tuple[list[str], list[str], list[str]]:
    words, given, files = json.loads((folder / "asked.json").read_text())
    return words, given, files


def send(target: PrintTarget, document: Document = FOLDED) -> Ticket:
    return print_document(target, document)


def test_lp_gets_the_pdf_by_stdin_and_is_not_believed_more_than_it_knows(tmp_path: Path) -> None:
    ticket = send(Lp("front", recorder(tmp_path)))

    assert ticket.state is State.SENT
    assert "cannot tell whether paper came out" in ticket.words
    words, given, _ = asked(tmp_path)
    assert given == [PDF.decode()]
    assert words == [
        "-d", "front", "-t", "Leaflet", "-n", "3", "-o", "sides=two-sided-short-edge", "-o", "media=iso_a4_210x297mm",
        "-o", "print-scaling=none", "--", "-",
    ]  # fmt: skip


def test_lp_is_asked_for_black_and_white(tmp_path: Path) -> None:
    send(Lp("front", recorder(tmp_path)), Document(PDF, "letter", "one-sided", colour=False))
    assert "print-color-mode=monochrome" in asked(tmp_path)[0]


def test_the_real_lp_prints_the_very_bytes(cups_socket: str, printer: Machine, tmp_path: Path) -> None:
    at = put(tmp_path / "lp", f'#!/bin/sh\nCUPS_SERVER={shlex.quote(cups_socket)} exec {program("lp")} "$@"\n')
    at.chmod(0o755)

    assert send(Lp("front", str(at))).state is State.SENT
    until(lambda: printer.printed == [PDF])
    refused = send(Lp("nowhere", str(at)))
    assert refused.state is State.REFUSED
    assert "does not exist" in refused.words


def test_a_program_that_says_no_is_refused_with_its_words(tmp_path: Path) -> None:
    ticket = send(Lp("front", recorder(tmp_path, code=1, words="no  such\nqueue")))
    assert (ticket.state, ticket.words) == (State.REFUSED, "recorder says: no such queue")


@pytest.mark.parametrize("target", [Lp("front", "no-such-program"), Sumatra("Front", "no-such-program")])
def test_a_program_that_is_not_there_is_unreachable(target: PrintTarget) -> None:
    assert send(target).state is State.UNREACHABLE
    assert target.look().condition is Condition.UNREACHABLE


def test_sumatra_is_told_all_that_the_layout_needs(tmp_path: Path) -> None:
    ticket = send(Sumatra("Front Desk", recorder(tmp_path)))

    assert ticket.state is State.SENT
    words, given, [file] = asked(tmp_path)
    assert given == [PDF.decode()]
    assert words == [
        "-print-to", "Front Desk", "-print-settings", "3x,duplexshort,paper=A4,noscale", "-silent", "-exit-when-done",
        file,
    ]  # fmt: skip
    assert not Path(file).exists(), "what was only lent to it is gone"
    assert "leaflet" in Path(file).name


def test_sumatra_takes_a_file_that_is_there_and_leaves_it(tmp_path: Path) -> None:
    file = put(tmp_path / "ankle.en.pdf", PDF)
    send(Sumatra("Front", recorder(tmp_path)), Document(PDF, "letter", "two-sided-long-edge", colour=False, file=file))

    words, _, files = asked(tmp_path)
    assert files == [str(file)]
    assert "1x,duplexlong,paper=Letter,noscale,monochrome" in words
    assert file.read_bytes() == PDF


def test_the_browser_opens_a_file_and_only_a_file(tmp_path: Path) -> None:
    file = put(tmp_path / "ankle en.pdf", PDF)
    opened: list[str] = []

    def opener(address: str) -> bool:
        opened.append(address)
        return len(opened) == 1

    browser = Browser(opener)
    ticket = send(browser, Document(PDF, "a4", "one-sided", copies=2, file=file))
    assert (ticket.state, opened) == (State.SENT, [file.as_uri()])
    assert "2 copies" in ticket.hint
    assert send(browser, Document(PDF, "a4", "one-sided", file=file)).state is State.FAILED
    assert send(browser).state is State.REFUSED
    assert len(opened) == 2


def test_a_folder_keeps_the_pdf_under_its_name_or_one_from_its_content(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "to" / "print")
    named = send(folder, Document(PDF, "a4", "one-sided", file=tmp_path / "ankle.en.pdf"))
    unnamed = [send(folder), send(folder)]

    assert {ticket.state for ticket in (named, *unnamed)} == {State.DONE}
    assert len(list((tmp_path / "to/print").iterdir())) == 1 + 3 + 3, "the second replaces nothing"
    assert {file.read_bytes() for file in (tmp_path / "to/print").iterdir()} == {PDF}
    assert (tmp_path / "to/print/ankle.en.pdf").exists()
    assert leftovers(tmp_path) == []
    assert folder.look().condition is Condition.READY


def test_a_folder_gets_a_file_for_each_copy(tmp_path: Path) -> None:
    ticket = send(Folder(tmp_path), Document(PDF, "a4", "one-sided", copies=3, file=tmp_path / "out" / "ankle.pdf"))
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ankle-2.pdf", "ankle-3.pdf", "ankle.pdf"]
    assert ticket.words == f"written: {tmp_path / 'ankle-3.pdf'}"


def test_a_folder_that_cannot_be_written_to_has_failed(tmp_path: Path) -> None:
    folder = Folder(put(tmp_path / "file", "") / "below")

    assert folder.look().condition is Condition.UNREACHABLE
    assert send(folder).state is State.FAILED


@pytest.mark.parametrize("kind", ["lp", "sumatra", "browser", "folder"])
def test_nothing_is_done_after_a_stop(kind: str, tmp_path: Path) -> None:
    program = recorder(tmp_path)
    before = set(tmp_path.iterdir())
    targets: dict[str, PrintTarget] = {
        "lp": Lp("front", program),
        "sumatra": Sumatra("Front", program),
        "browser": Browser(lambda _: True),
        "folder": Folder(tmp_path / "folder"),
    }
    document = Document(PDF, "a4", "one-sided", file=put(tmp_path / "x.pdf", PDF))

    assert print_document(targets[kind], document, stop=lambda: True).state is State.CANCELLED
    assert set(tmp_path.iterdir()) - before == {tmp_path / "x.pdf"}


def test_sumatras_file_is_for_nobody_elses_eyes(tmp_path: Path) -> None:
    text = f'#!/bin/sh\nfor last; do :; done\nstat -c %a "$(dirname "$last")" >{shlex.quote(str(tmp_path))}/mode\n'
    file = put(tmp_path / "look", text)
    file.chmod(0o755)
    send(Sumatra("Front", str(file)))

    assert (tmp_path / "mode").read_text() == "700\n"
