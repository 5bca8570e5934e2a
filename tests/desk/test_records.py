"""What a desk writes down of what it prints, on real printers and in real processes."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import pytest

from desk.conftest import FINE_BRAND, HANDOUTS, NOW, Caller, Counters
from handoutpress.desk.seams import Machine
from handoutpress.desklog import DeskLog
from handoutpress.ipp.connection import address
from handoutpress.ipp.printer import Peer
from handoutpress.printing.network import Network
from handoutpress.printing.programs import Folder, Lp
from printing.machines import QUICK, STEADY, free_port
from support import environment, put, until, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from printing.machines import Machine as Printer

CANARY: Final = "Zqxcanaryjw"


def at(uri: str, name: str = "front", *, quick: bool = False) -> Machine:
    return Machine(name, Network(Peer(address(uri)), QUICK if quick else STEADY))


def printed(desk: Caller, slug: str = "ankle", *, until_: str = "done", **more: Any) -> str:
    """Look at a leaflet, print it, and wait; gives the job."""
    wish = {name: more.pop(name) for name in ("name", "note", "reason", "initials") if name in more}
    kept = desk.preview(slug, **wish).json["document"]  # type: ignore[index]
    job: str = desk.print(kept, **more).json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == until_)  # type: ignore[index]
    return job


def logged(desk: Caller) -> list[tuple[str, list[str]]]:
    return [(line.printed.slug, [outcome for _, outcome in line.outcomes]) for line in desk.log.lines()]


def unlogged(desk: Caller) -> bool:
    return bool(desk.post("/api/printers", {}).json["unlogged"])  # type: ignore[index]


def test_a_print_leaves_one_row_with_what_came_of_it_and_no_name(counters: Counters, printer: Printer) -> None:
    desk = counters.open(machines=[at(printer.uri)])
    printed(desk, name=CANARY, note=f"{CANARY} again", printer="front", copies=3)

    [line] = desk.log.lines()
    one = line.printed
    assert [outcome for _, outcome in line.outcomes] == ["sending", "sent", "done"]
    assert (one.at, one.reference, one.slug, one.version, one.lang) == (NOW, "ANK", "ankle", "1", "en")
    assert (one.edition, one.copies, one.printer) == ("ankle.en.sheet.letter.office", 3, "front")
    assert (one.initials, one.reason) == ("", "")
    assert re.fullmatch(r"[2-9A-Z]{4}", one.code)
    assert f"code {one.code}" in str(desk.preview().json)
    assert all(CANARY.encode() not in file.read_bytes() for file in desk.log.path.parent.iterdir())


def test_what_fails_and_what_somebody_saw_is_written_down(counters: Counters, printer: Printer) -> None:
    gone = f"ipp://127.0.0.1:{free_port()}/ipp/print"
    desk = counters.open(machines=[at(printer.uri), at(gone, "gone", quick=True), at(printer.uri, "slow", quick=True)])
    printer.behave("fail")
    printed(desk, "wrist", until_="failed", printer="front", key="1")
    printed(desk, "wrist", until_="failed", printer="gone", key="2")
    printer.behave("hold")
    job = printed(desk, "wrist", until_="unsure", printer="slow", key="3")
    desk.post("/api/answer", {"job": job, "came": True})
    printer.behave("ok")

    assert logged(desk) == [
        ("wrist", ["sending", "sent", "not-confirmed", "came-out"]),
        ("wrist", ["sending", "unreachable"]),
        ("wrist", ["sending", "sent", "failed"]),
    ]


def test_what_cannot_tell_more_stands_as_sent_until_somebody_looked(tmp_path: Path, counters: Counters) -> None:
    lp = put(tmp_path / "lp", "#!/bin/sh\ncat >/dev/null\n")
    lp.chmod(0o755)
    desk = counters.open(machines=[Machine("queue", Lp("queue", str(lp)))])
    job = printed(desk, "wrist", until_="unsure", printer="queue")
    assert logged(desk) == [("wrist", ["sending", "sent"])]

    desk.post("/api/answer", {"job": job, "came": False})
    assert logged(desk) == [("wrist", ["sending", "sent", "nothing-came"])]


def test_an_override_stands_in_the_log_and_with_those_of_builds(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=HANDOUTS, brands={"north": FINE_BRAND})
    made = Counters(root)
    desk = made.open()
    printed(desk, "warfarin", reason="asked", initials="AB")
    made.opened[0].extensions["desk"].close()

    [line] = desk.log.lines()
    assert (line.printed.initials, line.printed.reason) == ("AB", "a clinician read it and asked for it")
    with (root / "out/north/overrides.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["time"], row["slug"], row["layout"], row["due"]) == (
        "2026-11-25T09:00:00Z", "warfarin", "sheet", "2026-01-05",
    )  # fmt: skip
    assert (row["code"], row["version"]) == (line.printed.code, line.printed.version)
    assert row["reason"] == "a clinician read it and asked for it (AB)"


@pytest.mark.parametrize(("settings", "kept"), [("", ""), ("[desk]\ninitials = true\n", "JD")])
def test_initials_are_logged_only_where_the_clinic_wants_them(settings: str, kept: str, tmp_path: Path) -> None:
    made = Counters(workspace(tmp_path, brands={"north": FINE_BRAND}, handouts=HANDOUTS, settings=settings))
    desk = made.open()
    kept_at = desk.preview("wrist").json["document"]  # type: ignore[index]
    job = desk.print(kept_at, initials="JD").json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "done")  # type: ignore[index]
    made.opened[0].extensions["desk"].close()

    assert [line.printed.initials for line in desk.log.lines()] == [kept]


def test_a_desk_whose_log_cannot_be_written_prints_and_says_so(
    counters: Counters, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = counters.open()
    desk.app.extensions["desk"].open()
    assert not unlogged(desk)
    for left in desk.log.path.parent.glob(f"{desk.log.path.name}*"):
        left.unlink()
    put(desk.log.path, b"damaged " * 999)
    printed(desk, "wrist", key="1")
    printed(desk, "wrist", key="2")

    assert unlogged(desk)
    assert capfd.readouterr().err.count("is damaged") == 1
    assert desk.post("/api/find", {"q": ""}).status_code == 200
    assert desk.log.path.read_bytes() == b"damaged " * 999
    desk.log.path.unlink()
    printed(desk, "wrist", key="3")
    assert not unlogged(desk)
    assert logged(desk) == [("wrist", ["sending", "done"])]


def test_a_log_of_a_newer_program_is_told_when_the_desk_opens(counters: Counters) -> None:
    desk = counters.open()
    desk.log.check()
    with sqlite3.connect(desk.log.path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    desk.app.extensions["desk"].open()

    assert unlogged(desk)
    printed(desk, "wrist")
    assert unlogged(desk)


def test_the_page_begins_with_what_was_printed_here(counters: Counters) -> None:
    first = counters.open(machines=[Machine("folder", Folder(counters.root / "printed"))])
    for number, slug in enumerate(("wrist", "wound", "wrist", "ankle")):
        printed(first, slug, key=str(number))
    again = counters.open()
    again.app.extensions["desk"].records.log = DeskLog(first.log.path, now=lambda: NOW)
    told = again.post("/api/find", {"q": ""}).json

    assert [row["slug"] for row in told["groups"][0]["rows"]] == ["wrist", "ankle", "wound"]  # type: ignore[index]
    assert told["last"] == {"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard"}  # type: ignore[index]


@dataclass(slots=True)
class Running:
    """A desk in a process of its own."""

    process: subprocess.Popen[bytes]
    at: str
    token: str

    def post(self, path: str, **body: Any) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "X-Desk-Token": self.token, "Origin": self.at}
        request = urllib.request.Request(self.at + path, json.dumps(body).encode(), headers)  # noqa: S310 - our own
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own
            return dict(json.load(answer))

    def print(self, slug: str, key: str) -> str:
        looked = self.post("/api/preview", slug=slug, lang="en", layout="sheet", size="standard")
        sent = self.post("/api/print", documents=[looked["document"]], copies=1, printer="front", key=key)
        return str(sent["job"])

    def state(self, job: str) -> str:
        with urllib.request.urlopen(f"{self.at}/api/job/{job}") as answer:  # noqa: S310 - our own
            return str(json.load(answer)["state"])

    def print_many(self, times: int) -> None:
        for key in range(times):
            job = self.print("ankle", str(key))
            until(lambda job=job: self.state(job) == "done")  # type: ignore[misc]


def running(root: Path, said: Path) -> Running:
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "handoutpress", "desk", "--port", "0"], cwd=root, env=environment(), stdout=out,
            stderr=out,
        )  # fmt: skip
    until(lambda: b"open at" in said.read_bytes() or process.poll() is not None)
    assert process.poll() is None, said.read_text()
    found = said.read_text().partition("open at ")[2].split()[0].rstrip("/")
    with urllib.request.urlopen(found) as page:  # noqa: S310 - our own
        token = re.search(r'name="desk-token" content="([^"]+)"', page.read().decode())
    assert token
    return Running(process, found, token[1])


@pytest.fixture
def two(tmp_path: Path, printer: Printer) -> Iterator[tuple[Path, list[Running]]]:
    settings = f'[printers.front]\nuri = "{printer.uri}"\n'
    root = workspace(tmp_path / "place", handouts=HANDOUTS, brands={"north": FINE_BRAND}, settings=settings)
    made = [running(root, tmp_path / f"said-{number}") for number in range(2)]
    yield root, made
    for one in made:
        one.process.kill()
        one.process.wait()


def test_two_desks_at_once_lose_no_row(two: tuple[Path, list[Running]]) -> None:
    root, desks = two
    threads = [Thread(target=one.print_many, args=(6,)) for one in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    lines = DeskLog(root / ".handoutpress/desk.sqlite", now=lambda: NOW).lines()
    assert [line.outcome for line in lines] == ["done"] * 12


def test_a_desk_that_is_killed_while_a_job_is_out_leaves_it_as_sent(
    two: tuple[Path, list[Running]], printer: Printer
) -> None:
    root, [desk, _] = two
    printer.behave("hold")
    desk.print("ankle", "once")
    until(lambda: printer.printed)
    log = DeskLog(root / ".handoutpress/desk.sqlite", now=lambda: NOW)
    until(lambda: [line.outcome for line in log.lines()] == ["sent"])
    desk.process.kill()
    desk.process.wait()
    printer.behave("ok")

    assert [line.outcome for line in log.lines()] == ["sent"]
