"""`handout print` and `handout printers`, as people call them, on real printers."""

from __future__ import annotations

import json
import signal
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.desklog import DeskLog
from handoutpress.ipp.connection import address
from handoutpress.ipp.printer import Peer
from printing.machines import free_port, machine
from printing.peers import JOB, PRINT, job, no, server
from support import COMMAND, HANDOUT, PATIENCE, environment, put, run, until, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from printing.machines import Machine
    from support import Result

SAMPLE: Final = HANDOUT.replace("kind:", "review: {status: sample}\nkind:")


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace with printers."""

    root: Path

    def print(self, *args: str, **variables: str) -> Result:
        return run("print", *args, cwd=self.root, **variables)

    def built(self, name: str) -> bytes:
        return (self.root / "out/north" / f"{name}.pdf").read_bytes()


def desk(folder: Path, settings: str, handout: str = SAMPLE) -> Desk:
    return Desk(workspace(folder, handouts={"sore-ankle": handout}, settings=settings))


@pytest.fixture
def front(tmp_path: Path, printer: Machine) -> Desk:
    """Give a workspace whose printers are the real one, as itself, and in black and white."""
    text = f'[printers.front]\nuri = "{printer.uri}"\ndefault = true\n'
    return desk(tmp_path, f'{text}[printers.grey]\nuri = "{printer.uri}"\ncolor = false\nlayouts = ["trifold"]\n')


def test_a_leaflet_is_built_and_printed_as_its_layout_wants_it(front: Desk, printer: Machine) -> None:
    done = front.print("ankle", "--copies", "2")

    assert (done.exit_code, done.stdout) == (0, ""), done.stderr
    assert done.stderr.splitlines()[:2] == [
        "Printing sore-ankle (en, sheet), 2 copies, on Letter, both sides, flipped on the long edge, at front",
        "front: sent, job 1",
    ]
    assert done.stderr.endswith("front: done\n")
    assert printer.printed == [front.built("sore-ankle.en.sheet.letter.office")]
    assert printer.asked["IPP_COPIES"] == "2"
    assert printer.asked["IPP_SIDES"] == "two-sided-long-edge"
    assert printer.asked["IPP_MEDIA"] == "na_letter_8.5x11in"
    assert "ankle" not in "".join(printer.asked.values()) + "".join(printer.names)


def test_a_layout_has_its_own_printer_and_a_grey_one_gets_the_edition_drawn_for_it(
    front: Desk, printer: Machine
) -> None:
    done = front.print("ankle", "--layout", "trifold", "--paper", "a4")

    assert done.exit_code == 0, done.stderr
    assert "in black and white" in done.stderr
    assert "at grey" in done.stderr
    assert printer.printed == [front.built("sore-ankle.en.trifold.a4.office.mono")]
    assert printer.asked["IPP_SIDES"] == "two-sided-short-edge"
    assert printer.asked["IPP_PRINT_COLOR_MODE"] == "monochrome"


def test_a_desk_may_have_its_own_printer(front: Desk, printer: Machine) -> None:
    assert "at grey" in front.print("ankle", "--dry-run", HANDOUT_PRINTER="grey").stderr
    assert "at front" in front.print("ankle", "--dry-run", "--printer", "front", HANDOUT_PRINTER="grey").stderr
    assert printer.printed == []


def test_a_dry_run_only_says_what_would_be_printed_where(front: Desk, printer: Machine) -> None:
    done = front.print("ankle", "--dry-run", "--size", "large")

    assert done.exit_code == 0
    assert done.stderr.startswith("Would print sore-ankle (en, sheet), in large print, 1 copy, on Letter")
    assert done.stderr.endswith("front: ready\n")
    assert not (front.root / "out").exists()
    assert printer.printed == []


def test_a_draft_is_printed_for_proof_reading_only(front: Desk, printer: Machine) -> None:
    put(front.root / "handouts/sore-ankle/en.md", HANDOUT)
    refused = front.print("ankle")

    assert refused.exit_code == 2
    assert "sore-ankle is a draft, and not for patients" in refused.stderr
    assert "--draft" in refused.stderr
    assert printer.printed == []
    assert front.print("ankle", "--draft").exit_code == 0
    assert printer.printed == [front.built("sore-ankle.en.sheet.letter.office")]


@pytest.mark.parametrize(
    ("handout", "code", "words"),
    [
        (SAMPLE.replace("kind:", "knd:"), 3, "S121"),
        (SAMPLE.replace("You turned", "W" * 99 + " You turned"), 4, "P220"),
        (SAMPLE.replace("{status: sample}", "{status: sample, due: 2020-01-01}"), 3, "S175"),
        (SAMPLE.replace("sample", "withdrawn"), 2, "withdrawn"),
    ],
)
def test_what_build_does_not_give_is_not_printed(
    handout: str, code: int, words: str, front: Desk, printer: Machine
) -> None:
    put(front.root / "handouts/sore-ankle/en.md", handout)
    done = front.print("ankle")

    assert done.exit_code == code, done.stderr
    assert words in done.stderr
    assert printer.printed == []


def test_ctrl_c_cancels_the_job_at_the_printer(front: Desk, printer: Machine) -> None:
    printer.behave("hold")
    command = subprocess.Popen(
        [COMMAND, "print", "ankle"], cwd=front.root, env=environment(), stderr=subprocess.PIPE, encoding="utf-8"
    )
    until(lambda: printer.printed or command.poll() is not None)
    log = DeskLog(front.root / ".handoutpress/desk.sqlite", now=lambda: datetime.now(UTC))
    until(lambda: [line.outcome for line in log.lines()] == ["sent"] or command.poll() is not None)
    command.send_signal(signal.SIGINT)
    _, words = command.communicate(timeout=PATIENCE)
    printer.behave("ok")

    assert command.returncode == 130, words
    assert [outcome for _, outcome in log.lines()[0].outcomes] == ["sending", "sent", "cancelled"]
    assert "front: cancelled" in words
    until(lambda: Peer(address(printer.uri)).job(1, "job-state").number("job-state") == 7)


def test_a_refusal_is_exit_5_and_told(tmp_path: Path, bus: str) -> None:
    with machine(put(tmp_path / "p/x", "").parent, bus, formats="image/pwg-raster") as printer:
        done = desk(tmp_path, f'[printers.front]\nuri = "{printer.uri}"\n').print("ankle")

    assert done.exit_code == 5
    assert "front: refused: it cannot print PDF\n" in done.stderr
    assert "hint: print through a queue of CUPS" in done.stderr


@pytest.mark.parametrize(
    ("operation", "answer", "words"),
    [
        (JOB, no(0x0406), "front: not confirmed: the printer does not know the job any more"),
        (JOB, job(8, "media-jam"), "front: failed: paper jam"),
        (PRINT, no(0x040B, "No."), "front: refused: No. (0x040b)"),
    ],
)
def test_what_was_not_printed_for_certain_is_exit_5(
    operation: int, answer: tuple[int, list[object]], words: str, tmp_path: Path
) -> None:
    with server({operation: lambda _: answer}) as peer:  # type: ignore[dict-item, return-value]
        settings = f'[printers.front]\nuri = "{peer.address.uri}"\n'
        done = desk(tmp_path, settings).print("ankle", "--paper", "a4")

    assert done.exit_code == 5
    assert words in done.stderr


def test_a_browser_is_given_the_file_to_print_from(tmp_path: Path) -> None:
    fake = put(tmp_path / "browser", f'#!/bin/sh\necho "$1" >{tmp_path}/opened\n')
    fake.chmod(0o755)
    done = desk(tmp_path, '[printers.here]\nuri = "browser:"\n').print("ankle", BROWSER=f"{fake} %s")

    assert done.exit_code == 0, done.stderr
    assert "here: sent: opened" in done.stderr
    until((tmp_path / "opened").exists)
    assert (tmp_path / "opened").read_text().endswith("/out/north/sore-ankle.en.sheet.letter.office.pdf\n")


def test_the_test_page_comes_on_the_paper_of_the_layout(front: Desk, printer: Machine) -> None:
    done = front.print("--test-page", "--layout", "poster")
    assert done.exit_code == 5
    assert "it has no Tabloid paper" in done.stderr

    done = front.print("--test-page", "--layout", "booklet")
    assert done.exit_code == 0, done.stderr
    assert "Printing the test page, 1 copy, on Letter, both sides, flipped on the short edge" in done.stderr
    assert printer.printed == [(front.root / "out/test-page.booklet.letter.pdf").read_bytes()]
    assert printer.asked["IPP_SIDES"] == "two-sided-short-edge"


@pytest.mark.parametrize("args", [[], ["ankle", "--test-page"]])
def test_one_leaflet_or_the_test_page_is_printed(args: list[str], front: Desk) -> None:
    done = front.print(*args)

    assert done.exit_code == 2
    assert "name one leaflet" in done.stderr


@pytest.mark.parametrize(
    ("settings", "args", "words"),
    [
        ("", ["ankle"], "no printer is named in the settings"),
        ('[printers.front]\nuri = "folder:x"\n', ["ankle", "--printer", "back"], "no printer is called 'back'"),
        ('[printers.front]\nuri = "folder:x"\nlayouts = ["shet"]\n', ["ankle"], "no layout is called 'shet'"),
        ('[printers.front]\nuri = "folder:x"\n', ["ankle", "--copies", "0"], "0 is not in the range"),
        ('[printers.front]\nuri = "folder:x"\n', ["ankle", "--layout", "card", "--size", "large"], "not made in large"),
        ('[printers.front]\nuri = "folder:x"\n', ["--test-page", "--layout", "web"], "web is not made for"),
        ('[printers.front]\nuri = "front"\n', ["ankle"], "handoutpress.toml:2:1"),
    ],
)
def test_a_slip_is_told_before_anything_is_done(settings: str, args: list[str], words: str, tmp_path: Path) -> None:
    at = desk(tmp_path, settings)
    done = at.print(*args)

    assert done.exit_code in {2, 3}
    assert words in done.stderr
    assert not (at.root / "out").exists()


def test_printers_are_shown_with_how_they_stand(tmp_path: Path, printer: Machine) -> None:
    text = (
        f'[printers.front]\nuri = "{printer.uri}"\ndefault = true\nlayouts = ["sheet"]\n'
        f'[printers.gone]\nuri = "ipp://localhost:{free_port()}/ipp/print"\n'
        '[printers.pile]\nuri = "folder:pile"\npapers = ["a4"]\ncolor = false\n'
    )
    at = desk(tmp_path, text)
    people, programs = run("printers", cwd=at.root), run("printers", "--json", cwd=at.root)

    assert (people.exit_code, programs.exit_code, people.stderr) == (0, 0, "")
    head, front, gone, pile = people.stdout.splitlines()
    assert head.split() == ["PRINTER", "IS", "STATE", "PAPER", "BOTH", "SIDES", "COLOUR", "FOR"]
    assert front.split() == ["front", printer.uri, "ready", "a4", "letter", "yes", "yes", "sheet,", "all", "else"]
    assert "unreachable: Connection refused" in gone
    assert pile.split() == ["pile", "folder:pile", "ready", "a4", "?", "no", "-"]
    rows = json.loads(programs.stdout)
    assert [row["name"] for row in rows] == ["front", "gone", "pile"]
    assert rows[0] == {
        "name": "front", "uri": printer.uri, "kind": "ipp", "state": "ready", "words": "", "model": "Example Printer",
        "papers": ["a4", "letter"], "both_sides": True, "color": True, "layouts": ["sheet"], "default": True,
    }  # fmt: skip
    assert printer.printed == []


def test_without_printers_it_is_said_how_to_name_one(tmp_path: Path) -> None:
    done = run("printers", cwd=desk(tmp_path, "").root)

    assert (done.exit_code, done.stdout) == (0, "")
    assert "[printers.front]" in done.stderr


@pytest.mark.parametrize(
    ("uri", "conf", "told"),
    [
        ("cups:front", "", "CUPS keeps every leaflet for 1 day after it was printed"),
        ("lp:front", "PreserveJobFiles Yes\n", "CUPS keeps every leaflet for ever"),
        ("cups:front", "PreserveJobFiles No\n", ""),
        ("folder:pile", "", ""),
    ],
)
def test_the_doctor_minds_that_cups_keeps_what_is_printed(uri: str, conf: str, told: str, tmp_path: Path) -> None:
    put(tmp_path / "cups/cupsd.conf", conf)
    at = desk(tmp_path, f'[printers.front]\nuri = "{uri}"\n')
    done = run("doctor", cwd=at.root, CUPS_SERVERROOT=str(tmp_path / "cups"))

    assert done.exit_code == 0
    assert done.stdout.endswith("All is well.\n")
    assert (told in done.stdout) if told else (" ! " not in done.stdout)
    assert ("PreserveJobFiles No" in done.stdout) == bool(told)
