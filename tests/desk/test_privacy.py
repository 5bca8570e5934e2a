"""A name that must be found nowhere after use: not on a disk, not in a log, not in an address."""

from __future__ import annotations

import io
import os
import socket
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.request import urlopen

import pikepdf
import pytest
from playwright.sync_api import expect

from chromium import QUIET
from desk.conftest import FINE_BRAND, HANDOUTS, NOW
from desk.serving import below, running
from desk.test_page import SLOW, look, state
from handoutpress.desk.server import bound
from handoutpress.desklog import DeskLog
from handoutpress.ipp.messages import Attribute, Tag
from printing.machines import cups
from printing.peers import PRINT, PRINTER, enum, keywords, server, well
from support import until, workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from desk.conftest import Caller
    from desk.serving import Running
    from printing.machines import Machine

CANARY: Final = "Zqxcanaryjw"
NAMED: Final = (CANARY.encode(), CANARY.encode("utf-16-le"))
LONG: Final = " ".join([CANARY, "and what to do about it"] * 18)
"""A note that takes a while to set."""
ABLE: Final = well(
    enum("printer-state", 3), Attribute(Tag.BOOLEAN, "printer-is-accepting-jobs", (True,)),
    Attribute(Tag.MIME, "document-format-supported", ("application/pdf",)),
    keywords("media-supported", "na_letter_8.5x11in"),
)  # fmt: skip
"""A printer that can do what is asked; it takes the document and hangs up without a word."""
LOG: Final = "place/workspace/.handoutpress/desk.sqlite"
"""Where the command writes down what is printed."""
FRONT: Final = '[printers.front]\nuri = "{front}"\ndefault = true\n'
SETTINGS: Final = FRONT + '[printers.queue]\nuri = "cups:front"\n[printers.silent]\nuri = "{silent}"\n'


def holding(folder: Path, but: Iterable[Path] = (), wanted: Iterable[bytes] = NAMED) -> list[str]:
    """Name the files below a folder that hold the canary, in UTF-8 or UTF-16, or something else that is wanted."""
    left_out, wanted = tuple(but), tuple(wanted)
    return [
        str(file)
        for file in folder.rglob("*")
        if not any(file.is_relative_to(one) for one in left_out)
        and (CANARY in file.name or (file.is_file() and any(one in file.read_bytes() for one in wanted)))
    ]


def middle(data: bytes) -> bytes:
    """Give a piece of a picture or a PDF by which it is known again: a name that is drawn cannot be searched for."""
    return data[len(data) // 2 :][:64]


@pytest.fixture
def short(place: Path) -> Path:
    """Give a folder for temporary files, its name short enough for sockets."""
    return Path(tempfile.mkdtemp(dir=place))


@pytest.fixture
def queue(place: Path, printer: Machine) -> Iterator[Path]:
    """Run a CUPS with a queue before the printer; give the folder in which it has everything."""
    folder = Path(tempfile.mkdtemp(dir=place))
    folder.chmod(0o755)
    with cups(folder, {"front": printer.uri}):
        yield folder


@pytest.fixture
def served(tmp_path: Path, short: Path, printer: Machine, queue: Path) -> Iterator[Running]:
    """Run the real command with a folder of its own for everything."""
    with server({PRINTER: lambda _: ABLE, PRINT: lambda _: None}) as silent:
        settings = SETTINGS.format(front=printer.uri, silent=silent.address.uri)
        root = workspace(tmp_path / "place", handouts=HANDOUTS, brands={"north": FINE_BRAND}, settings=settings)
        command = ("handoutpress", "desk", "--port", "0")
        own = {"TMPDIR": str(short), "HOME": str(short), "CUPS_SERVER": str(queue / "run/cups.sock")}
        with running(*command, cwd=root, log=tmp_path / "said", **own) as desk:
            yield desk


def profile(browser: Browser, chromium: str, folder: Path) -> BrowserContext:
    """Open a browser that keeps what it may in a folder."""
    env: dict[str, str | float | bool] = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
    return browser.browser_type.launch_persistent_context(folder, executable_path=chromium, args=QUIET, env=env)


def visit(context: BrowserContext, at: str, urls: list[str]) -> Page:
    page = context.new_page()
    page.on("request", lambda request: urls.append(request.url))
    page.goto(at)
    expect(page.locator("[role=option]").first).to_be_visible()
    look(page, "ankle")
    return page


def fill(page: Page, **fields: str) -> None:
    if not page.locator("#pers[open]").count():
        page.locator("summary").click()
    for name, words in fields.items():
        page.locator(f"#{name}").fill(words)


def print_on(page: Page, printer: str, end: str) -> None:
    page.locator(".printer").click()
    page.locator("#plist").get_by_text(printer).click()
    page.keyboard.press("Control+Enter")
    state(page, end)


def drawn(urls: Iterable[str]) -> set[bytes]:
    """Fetch the last page and the last document that the browser was shown, and give a piece of each."""
    last = [url for url in urls if "/page/" in url][-1]
    pdf = last.replace("/page/", "/document/").rpartition("/")[0] + ".pdf"
    found = set()
    for url in (last, pdf):
        with urlopen(url, timeout=60) as answer:  # noqa: S310 - it is ours
            found.add(middle(answer.read()))
    return found


def shown(page: Page, urls: list[str]) -> set[bytes]:
    """Wait until the page with the name on it is there, and give what it is known by."""
    expect(page.locator("#big p.sr")).to_contain_text(CANARY, timeout=SLOW)
    return drawn(urls)


@contextmanager
def read_meanwhile(log: Path) -> Iterator[None]:
    """Have a log open to be read: what is written goes to the journal beside it and stays there till the end."""
    with closing(sqlite3.connect(log)) as reader:
        assert reader.execute("SELECT count(*) FROM prints").fetchone() == (0,)
        yield
        assert holding(log.parent, [], [b"ANK"]) == [f"{log}-wal"], "each print was written down"
        assert holding(log.parent) == []
    assert holding(log.parent, [], [b"ANK"]) == [str(log)]


def print_for_somebody(page: Page, printer: Machine, urls: list[str]) -> set[bytes]:
    """Print with the name filled in until it has come out, nobody knows, and it has failed; give what it is known by.

    Last of all a name is filled in that cannot be printed.
    """
    pieces: set[bytes] = set()
    for target, mode, end in (
        ("Front", "ok", "is-done"), ("Queue", "ok", "is-done"), ("Silent", "ok", "is-unsure"),
        ("Front", "fail", "is-failed"),
    ):  # fmt: skip
        printer.behave(mode)
        fill(page, name=CANARY, note=f"{CANARY} again\nand {CANARY}", clinician=CANARY, date=CANARY)
        pieces |= shown(page, urls)
        print_on(page, target, end)
        assert not any(CANARY in line for line in command_lines())
        page.keyboard.press("Escape")
        expect(page.locator("#q")).to_be_focused()
        look(page, "ankle")
    fill(page, name=f"{CANARY} \u2603")
    expect(page.locator("#pers-no")).to_contain_text("\u2603", timeout=SLOW)
    page.keyboard.press("Escape")
    expect(page.locator("#chip")).to_be_visible()
    return pieces


def test_a_name_is_found_nowhere_after_use(
    served: Running, tmp_path: Path, short: Path, queue: Path, printer: Machine, browser: Browser, chromium: str
) -> None:
    urls: list[str] = []
    log = DeskLog(tmp_path / LOG, now=lambda: NOW)
    context = profile(browser, chromium, tmp_path / "profile")
    with read_meanwhile(log.path):
        page = visit(context, served.at, urls)
        pieces = print_for_somebody(page, printer, urls)
        context.close()
    assert [line.outcome for line in log.lines()] == ["failed", "not-confirmed", "done", "done"]
    assert len(printer.printed) == 3
    assert len(pieces) == 2, "the same words give the same bytes"
    assert holding(tmp_path, [printer.folder / "spool"], [*NAMED, *pieces]) == []
    assert holding(short, [], [*NAMED, *pieces]) == []
    assert holding(queue, [], [*NAMED, *pieces]) == []
    assert holding(queue / "log", [], [b"Leaflet"]), "CUPS writes down what it knows: the title, and no more"
    assert not any(CANARY in url for url in urls)
    assert not any(CANARY in name for name in printer.names)
    assert "Leaflet" in str(printer.asked)
    assert CANARY not in str(printer.asked)


def command_lines() -> list[str]:
    return [_words(one / "cmdline") for one in Path("/proc").iterdir() if one.name.isdigit()]


def _words(file: Path) -> str:
    try:
        return file.read_bytes().decode(errors="replace")
    except OSError:  # it has just ended
        return ""


def test_the_same_search_finds_what_a_browser_may_keep(
    tmp_path: Path, printer: Machine, browser: Browser, chromium: str
) -> None:
    """The control: the same page without `no-store`, and the very same search hits."""
    root = workspace(tmp_path / "place", handouts=HANDOUTS, brands={"north": FINE_BRAND})
    urls: list[str] = []
    with running("desk.variant", str(root), printer.uri, "keep", cwd=root, log=tmp_path / "said") as desk:
        context = profile(browser, chromium, tmp_path / "profile")
        page = visit(context, desk.at, urls)
        fill(page, name=CANARY)
        pieces = shown(page, urls)
        page.keyboard.press("Escape")
        expect(page.locator("#q")).to_be_focused()
        context.close()
    assert holding(tmp_path, wanted=pieces) != []


def test_the_search_for_the_name_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "log").write_bytes(b"x" * 99 + CANARY.encode("utf-16-le"))
    (tmp_path / f"{CANARY}.pdf").touch()
    (tmp_path / f"{CANARY} too").mkdir()
    assert len(holding(tmp_path)) == 3


def test_a_browser_keeps_nothing_of_what_was_typed_to_open_the_page_again(
    served: Running, tmp_path: Path, browser: Browser, chromium: str
) -> None:
    """What was typed stays out of what a browser keeps to open its pages again."""
    context = profile(browser, chromium, tmp_path / "profile")
    page = visit(context, served.at, [])
    fill(page, name=CANARY, note=f"{CANARY} again", clinician=CANARY, date=CANARY)
    page.evaluate("location.hash = 'x'")  # a step in the history, which is written down with its fields
    page.locator(".ui a").first.click()
    expect(page.locator("[role=option]").first).to_be_visible()
    page.go_back()
    expect(page.locator("[role=option]").first).to_be_visible()
    assert page.locator("#name").input_value() + page.locator("#note").input_value() == ""
    context.close()
    assert holding(tmp_path / "profile") == []


def cpu(pid: int) -> int:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(parts[11]) + int(parts[12])


@pytest.mark.parametrize("signal", ["KILL", "SEGV"])
def test_a_worker_that_is_killed_leaves_nothing_of_the_name(
    served: Running, tmp_path: Path, short: Path, signal: str
) -> None:
    import signal as signals
    import threading

    what = {"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard", "name": CANARY, "note": LONG}
    assert served.ask("/api/preview", what).status == 200
    told: list[str] = []
    while not told or not told[-1]:  # it may be done before the blow comes
        before = {pid: cpu(pid) for pid in served.workers()}
        asks = threading.Thread(target=lambda: told.append(served.ask("/api/preview", what).told.get("why", "")))
        asks.start()
        until(lambda: not asks.is_alive() or any(cpu(pid) > was + 2 for pid, was in before.items()))  # noqa: B023
        for pid, was in before.items():
            if cpu(pid) > was + 2:
                os.kill(pid, signals.Signals[f"SIG{signal}"])
        asks.join()
    assert told[-1] == "no-room", "a note that kills its worker is too long"
    assert "document" in served.ask("/api/preview", what).told, "and the next is made"
    assert holding(tmp_path) == []
    assert holding(short) == []
    assert [file for file in tmp_path.rglob("core*") if file.is_file() and file.read_bytes()[:4] == b"\x7fELF"] == []
    assert not any(CANARY in line for line in command_lines())
    assert not any(CANARY in _words(Path(f"/proc/{pid}/environ")) for pid in below(served.process.pid))


@pytest.mark.parametrize(
    ("maker", "told"), [("crash", b"a leaflet could not be made: ValueError"), ("fall", b""), ("die", b"")]
)
def test_a_worker_that_fails_tells_nothing_of_the_name(
    tmp_path: Path, printer: Machine, maker: str, told: bytes
) -> None:
    root = workspace(tmp_path / "place", handouts=HANDOUTS, brands={"north": FINE_BRAND})
    with running("desk.variant", str(root), printer.uri, maker, cwd=root, log=tmp_path / "said") as desk:
        what = {"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard", "name": CANARY}
        answer = desk.ask("/api/preview", what)
        assert (answer.status, answer.told["why"]) == (503, "slow")
        assert CANARY.encode() not in answer.body
        said = desk.log.read_bytes()
    assert told in said
    assert holding(tmp_path) == []
    assert [file for file in tmp_path.rglob("core*") if file.is_file() and file.read_bytes()[:4] == b"\x7fELF"] == []
    assert told or b"could not" not in said


def strings(thing: Any, seen: set[tuple[int, int]]) -> Iterator[bytes]:
    """Give every name, string and stream of a PDF, however deep it lies."""
    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        if thing.objgen in seen:
            return
        seen.add(thing.objgen)
    if isinstance(thing, pikepdf.Stream):
        yield thing.read_bytes()
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in thing.items():
            yield key.encode()
            yield from strings(value, seen)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            yield from strings(value, seen)
    elif isinstance(thing, pikepdf.String):
        yield bytes(thing)
        yield str(thing).encode()
    elif isinstance(thing, pikepdf.Name):
        yield str(thing).encode()


@pytest.mark.parametrize("layout", ["sheet", "trifold"])
def test_a_pdf_holds_the_name_on_its_page_only(desk: Caller, layout: str) -> None:
    answer = desk.preview(layout=layout, name=CANARY, note=CANARY, clinician=CANARY, date=CANARY)
    kept = answer.json["document"]  # type: ignore[index]
    assert "".join(page["text"] for page in answer.json["pages"]).count(CANARY) == 4  # type: ignore[index]
    answer = desk.get(f"/document/{kept}.pdf")
    assert CANARY not in str(answer.headers)
    assert answer.headers["Content-Disposition"] == 'inline; filename="leaflet.pdf"'
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        everything = list(strings(pdf.trailer, set()))
        assert any(b"A sore ankle" in one or "A sore ankle".encode("utf-16-be") in one for one in everything)
        wanted = (*NAMED, CANARY.encode("utf-16-be"), CANARY.encode().hex().encode())
        assert not [one[:200] for one in everything for it in wanted if it in one]
        assert CANARY not in str(dict(pdf.docinfo))
        with pdf.open_metadata() as told:
            assert CANARY not in str(told)


def test_only_this_computer_is_served(served: Running) -> None:
    assert served.at.startswith("http://127.0.0.1:")
    with bound("127.0.0.1", 0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
    with socket.socket() as other, pytest.raises(OSError, match=r"refused|reach"):
        other.connect((_other_address(), served.port))


def _other_address() -> str:
    """Give another address of the loopback network, which 0.0.0.0 would have answered too."""
    return "127.0.0.2"
