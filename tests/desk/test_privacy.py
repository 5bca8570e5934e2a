"""A name that must be found nowhere after use: not on a disk, not in a log, not in an address."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from playwright.sync_api import expect

from browser.conftest import QUIET
from desk.conftest import FINE_BRAND, HANDOUTS, HOST
from desk.test_page import look, state
from support import environment, until, workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser

    from desk.conftest import Caller
    from printing.machines import Machine

CANARY: Final = "Zqxcanaryjw"


def holding(folder: Path, but: Iterable[Path] = ()) -> list[str]:
    """Name the files below a folder that hold the canary, in UTF-8 or UTF-16."""
    wanted = (CANARY.encode(), CANARY.encode("utf-16-le"))
    left_out = tuple(but)
    return [
        str(file)
        for file in folder.rglob("*")
        if file.is_file()
        and not any(file.is_relative_to(one) for one in left_out)
        and (any(one in file.read_bytes() for one in wanted) or CANARY in file.name)
    ]


@pytest.fixture
def short(place: Path) -> Path:
    """Give a folder for temporary files, its name short enough for sockets."""
    return Path(tempfile.mkdtemp(dir=place))


@pytest.fixture
def served(tmp_path: Path, short: Path, printer: Machine) -> Iterator[tuple[str, Path, Path]]:
    """Run the real command, with a temporary folder of its own; give its address, workspace and folder."""
    settings = f'[printers.front]\nuri = "{printer.uri}"\ndefault = true\n'
    root = workspace(tmp_path / "place", handouts=HANDOUTS, brands={"north": FINE_BRAND}, settings=settings)
    said = tmp_path / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "handoutpress", "desk", "--port", "0"], cwd=root, stdout=out, stderr=out,
            env=environment() | {"TMPDIR": str(short), "HOME": str(short)},
        )  # fmt: skip
    try:
        until(lambda: b"open at" in said.read_bytes() or process.poll() is not None)
        assert process.poll() is None, said.read_text()
        yield said.read_text().partition("open at ")[2].split()[0], root, tmp_path
    finally:
        process.terminate()
        process.wait()


def test_a_name_is_found_nowhere_after_use(
    served: tuple[str, Path, Path], short: Path, printer: Machine, browser: Browser, chromium: str
) -> None:
    at, root, everything = served
    urls: list[str] = []
    env: dict[str, str | float | bool] = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
    context = browser.browser_type.launch_persistent_context(
        everything / "profile", executable_path=chromium, args=QUIET, env=env
    )
    page = context.new_page()
    page.on("request", lambda request: urls.append(request.url))
    page.goto(at)
    expect(page.locator("[role=option]").first).to_be_visible()
    look(page, "ankle")
    page.locator("summary").click()
    page.locator("#name").fill(CANARY)
    page.locator("#note").fill(f"{CANARY} again")
    page.keyboard.press("Control+Enter")
    state(page, "is-done")
    printer.behave("fail")
    page.locator("#print").click()
    page.locator("summary").click()
    page.locator("#name").fill(CANARY)
    page.keyboard.press("Control+Enter")
    state(page, "is-failed")
    page.keyboard.press("Escape")
    expect(page.locator("#chip")).to_be_visible()
    context.close()
    assert len(printer.printed) == 2
    assert holding(everything, [printer.folder]) == []
    assert not any(CANARY in url for url in urls)
    assert not any(CANARY in name for name in printer.names)
    assert CANARY not in str(printer.asked)
    assert holding(root) == []
    assert holding(short) == []


def test_the_search_for_the_name_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "log").write_bytes(b"x" * 99 + CANARY.encode("utf-16-le"))
    (tmp_path / f"{CANARY}.pdf").touch()
    assert len(holding(tmp_path)) == 2


def test_the_browser_keeps_what_does_not_forbid_it(tmp_path: Path, browser: Browser, chromium: str) -> None:
    """The control: without `no-store` the very same search hits."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
    from threading import Thread

    class Careless(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Cache-Control", "max-age=9999")
            self.end_headers()
            self.wfile.write(f"<title>x</title><p>{CANARY}".encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Careless)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium, args=QUIET
        )
        context.new_page().goto(f"http://127.0.0.1:{server.server_port}/")
        context.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert holding(tmp_path) != []


def test_a_pdf_holds_the_name_on_its_page_only(desk: Caller) -> None:
    kept = desk.preview(name=CANARY).json["document"]  # type: ignore[index]
    answer = desk.get(f"/document/{kept}.pdf")
    assert CANARY not in str(answer.headers)
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert CANARY not in str(dict(pdf.docinfo))
        with pdf.open_metadata() as told:
            assert CANARY not in str(told)


def test_only_this_computer_is_served(served: tuple[str, Path, Path]) -> None:
    import socket

    from handoutpress.desk.server import bound

    at = served[0]
    assert at.startswith("http://127.0.0.1:")
    with bound("127.0.0.1", 0) as taken:
        assert taken.getsockname()[0] == "127.0.0.1"
    port = int(at.rstrip("/").rpartition(":")[2])
    with socket.socket() as other, pytest.raises(OSError, match=r"refused|reach"):
        other.connect((_other_address(), port))
    assert HOST


def _other_address() -> str:
    """Give another address of the loopback network, which 0.0.0.0 would have answered too."""
    return "127.0.0.2"
