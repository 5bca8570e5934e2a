"""`handout desk` as it is begun: for this computer, for others with a token, never for others without."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from desk.conftest import FINE_BRAND, HANDOUTS
from desk.serving import asked, running, said, talk
from desk.test_answers import MODULES_AT, private
from desk.test_page import SLOW, faults, look
from support import run, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from desk.serving import Running

COMMAND: Final = ("handoutpress", "desk", "--port", "0")
TOKEN: Final = "Kx2vQ7mPz_9sT4wYb8nRj1LhG5cD"  # noqa: S105 - a token of no desk


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("command"), handouts=HANDOUTS, brands={"north": FINE_BRAND})


@pytest.fixture
def wide_open(here: Path, tmp_path: Path) -> Iterator[Running]:
    command = (*COMMAND, "--lan", "--name", "Desk.Clinic.example")
    with running(*command, cwd=here, log=tmp_path / "said", HANDOUT_DESK_TOKEN=TOKEN) as desk:
        yield desk


@pytest.mark.parametrize("token", ["", " ", "Pw-1", "a" * 60, "abababab" * 8, TOKEN[:21]])
def test_without_a_token_that_cannot_be_guessed_it_is_not_for_others(here: Path, token: str) -> None:
    done = run("desk", "--lan", "--port", "0", cwd=here, HANDOUT_DESK_TOKEN=token)
    assert done.exit_code != 0
    assert "--lan needs a token" in done.stderr
    assert "open at" not in done.stdout + done.stderr
    assert not token.strip() or token not in done.stdout + done.stderr


def test_a_new_token_cannot_be_guessed(here: Path) -> None:
    first, second = (run("desk", "--new-token", cwd=here).stdout.strip() for _ in range(2))
    assert first != second
    assert min(len(first), len(second)) * 6 >= 128
    assert min(len(set(first)), len(set(second))) > 15


def test_others_reach_it_and_stand_before_the_door(wide_open: Running) -> None:
    with socket.socket() as other:
        other.connect(("127.0.0.2", wide_open.port))
    port = wide_open.port
    for name in (f"127.0.0.1:{port}", "desk.clinic.example", f"desk.clinic.example:{port}"):
        led = talk(port, said(port, "GET /", Host=name))
        assert (led.status, led.headers["location"]) == (303, "/enter")
    assert talk(port, said(port, "GET /", Host="127.0.0.2")).status == 421
    assert TOKEN not in wide_open.log.read_text()


def test_a_proxy_is_not_believed_unasked(wide_open: Running) -> None:
    port = wide_open.port
    evil = said(port, "GET /", Host="evil.example", X_Forwarded_Host=f"127.0.0.1:{port}", Forwarded="host=localhost")
    assert talk(port, evil).status == 421
    tries = [asked(port, "", "/enter", {"token": "x"}, X_Forwarded_For=f"10.0.0.{n}") for n in range(11)]
    assert [answer.status for answer in tries] == [403] * 10 + [429], "whoever guesses cannot be another each time"


def test_the_door_opens_to_the_token_and_to_nothing_else(wide_open: Running, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(wide_open.at)
    expect(page).to_have_url(f"{wide_open.at}enter")
    assert faults(page) == []
    for wrong in ("wrong", TOKEN[:-1], TOKEN.lower()):
        page.locator("#token").fill(wrong)
        page.keyboard.press("Enter")
        expect(page.locator("#no")).to_have_text("That is not the token. Look it up and type it again.")
    assert faults(page) == []
    assert context.cookies() == []
    page.locator("#token").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page).to_have_url(wide_open.at)
    expect(page.locator("[role=option]").first).to_be_visible()
    [cookie] = context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"], cookie["expires"]) == (True, "Strict", "/", -1)
    assert cookie["value"] != TOKEN
    look(page, "ankle")
    expect(page.locator("#big img")).to_be_visible(timeout=SLOW)
    assert not any(TOKEN in url for url in urls)
    assert page.evaluate("JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie") == "{}"
    context.close()
    assert browser.new_page().goto(f"{wide_open.at}document/x.pdf").status == 401  # type: ignore[union-attr]


def test_ten_wrong_tokens_shut_the_door(wide_open: Running, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(wide_open.at)
    for number in range(10):
        page.locator("#token").fill(f"wrong {number}")
        with page.expect_response("**/enter") as answer:
            page.keyboard.press("Enter")
        assert answer.value.status == 403
    page.locator("#token").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.locator("#no")).to_have_text("Too many wrong tries. Wait a minute.")
    assert page.context.cookies() == []
    page.context.close()


@pytest.mark.parametrize("cookie", ["", "wrong", TOKEN, "\x80", "x" * 4000])
def test_a_made_up_cookie_opens_nothing(wide_open: Running, cookie: str) -> None:
    port = wide_open.port
    closed = ("/logo", "/document/x.pdf", "/page/x/1.png", "/picture/ankle/en/x", "/api/job/x")
    for path in (*MODULES_AT, *closed):
        answer = talk(port, said(port, f"GET {path}", Cookie=f"desk={cookie}"))
        assert answer.status == 401
        private(answer)
    for path in ("/api/find", "/api/preview", "/api/print", "/api/forget"):
        assert asked(port, TOKEN, path, {}, Cookie=f"desk={cookie}").status == 401


def test_a_page_of_a_desk_that_was_closed_does_not_shut_out_the_next(
    here: Path, tmp_path: Path, browser: Browser
) -> None:
    """A page that is out of date asks once, is told so, and asks no more."""
    page = browser.new_context().new_page()
    page.clock.install()
    with running(*COMMAND, cwd=here, log=tmp_path / "said") as first:
        port = first.port
        page.goto(first.at)
        expect(page.locator("[role=option]").first).to_be_visible()
    refused: list[int] = []
    page.on("response", lambda answer: refused.append(answer.status))
    with running(*COMMAND[:-1], str(port), cwd=here, log=tmp_path / "said again") as second:
        with page.expect_response("**/api/printers"):
            page.clock.run_for(11_000)
        page.wait_for_timeout(500)  # for the page to read what it was told
        page.clock.run_for(600_000)
        page.wait_for_load_state("networkidle")
        assert refused == [403]
        page.goto(second.at)
        expect(page.locator("[role=option]").first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("uri", ["folder:kept", "sumatra:Front"])
def test_a_printer_that_needs_a_file_gets_no_names(tmp_path: Path, uri: str) -> None:
    settings = f'[printers.front]\nuri = "{uri}"\n'
    root = workspace(tmp_path, handouts=HANDOUTS, brands={"north": FINE_BRAND}, settings=settings)
    what = {"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard", "name": "Ann Lee"}
    with running(*COMMAND, cwd=root, log=tmp_path / "said") as desk:
        kept = desk.ask("/api/preview", what).told["document"]
        body = {"documents": [kept], "copies": 1, "printer": "front", "key": "once"}
        answer = desk.ask("/api/print", body)
    assert (answer.status, answer.told) == (409, {"why": "keeps"})
    assert not (root / "kept").exists()


def test_it_ends_with_ctrl_c(here: Path, tmp_path: Path) -> None:
    with running(*COMMAND, cwd=here, log=tmp_path / "said") as desk:
        desk.process.send_signal(signal.SIGINT)
        assert desk.process.wait(60) == 0
    assert desk.log.read_text().endswith("Closed.\n")


def test_a_port_that_is_taken_is_told(here: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run("desk", "--port", str(taken.getsockname()[1]), cwd=here)
    assert done.exit_code != 0
    assert "cannot be used" in done.stderr
