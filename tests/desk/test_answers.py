"""Every answer over a real connection has the headers that keep it private, also what the server says itself."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from desk.conftest import NOW
from desk.serving import Answer, asked, said, serving, talk
from handoutpress.desk.app import create_app
from handoutpress.desk.guard import LARGEST
from handoutpress.desk.routes import MODULES, PAGE
from handoutpress.desk.workers import Workers
from handoutpress.desklog import DeskLog
from support import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flask import Flask

CANARY: Final = "Zqxcanaryjw"
LARGE: Final = 6_000_000
"""Bytes: two of them are more than a connection takes by itself, and less than what makes waitress wait."""
WANTED: Final = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
ONLY_OURS: Final = {
    "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'"],
    "connect-src": ["'self'"], "form-action": ["'none'"], "base-uri": ["'none'"], "frame-ancestors": ["'none'"],
}  # fmt: skip


def private(answer: Answer) -> None:
    """See that an answer may be kept by nobody and is of no use to another page."""
    for name, value in WANTED.items():
        assert answer.headers.get(name) == value, name
    policy = [part.split() for part in answer.headers["content-security-policy"].split(";")]
    assert {name: values for name, *values in policy} == ONLY_OURS
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers
    assert "etag" not in answer.headers


def make(root: Path, **more: Any) -> Callable[[frozenset[str]], Flask]:
    return lambda hosts: create_app(
        root, today=lambda: TODAY, now=lambda: NOW, printers=[], hosts=hosts,
        log=DeskLog(root / "logs/answers.sqlite", now=lambda: NOW), **more,
    )  # fmt: skip


@pytest.fixture(scope="module")
def port(root: Path) -> Iterator[int]:
    with serving(make(root)) as (found, _):
        yield found


MODULES_AT: Final = [f"/desk/{name}" for name in MODULES]
FOUND: Final = ["/", "/en", "/es", "/desk.css", "/enter.js", "/icon.svg", "/logo", "/enter", "/picture/ankle/en/x",
                *MODULES_AT]  # fmt: skip
LOST: Final = [
    "/nowhere",
    "/api/job/x",
    "/page/x/1.png",
    "/document/x.pdf",
    "/qr/ankle/en.svg",
    "/favicon.ico",
    "/desk.js",
    "/desk/",
    "/desk/desk.js",
    "/desk/dom",
    "//etc/passwd",
    "/api//job/x",
    "/page//x/1.png",
]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", FOUND)
def test_what_is_there(port: int, method: str, path: str) -> None:
    answer = talk(port, said(port, f"{method} {path}"))
    assert answer.status == 200
    private(answer)


@pytest.mark.parametrize("path", MODULES_AT)
def test_every_module_of_the_page_is_served_as_what_it_is(port: int, path: str) -> None:
    answer = talk(port, said(port, f"GET {path}"))
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.body == (PAGE / path.removeprefix("/")).read_bytes()


@pytest.mark.parametrize("path", LOST)
def test_what_is_not_there(port: int, path: str) -> None:
    answer = talk(port, said(port, f"GET {path}"))
    assert answer.status == 404
    private(answer)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "CONNECT", "get"])
def test_what_is_never_done(port: int, method: str) -> None:
    answer = talk(port, said(port, f"{method} /"))
    assert answer.status in {400, 405}
    private(answer)


NOT_A_REQUEST: Final = {
    b"": 400,
    b"GET / HTTP/1.1\r\nHost: {host}\r\nno colon\r\n\r\n": 400,
    b"GET\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: x\r\n\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n": 400,
    b"POST /api/find HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: gzip\r\n\r\n": 501,
    b"POST /api/find HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nnot a length\r\n": 400,
    b"GET / HTTP/1.1\r\nHost: {host}\r\nX: " + b"x" * 300_000 + b"\r\n\r\n": 431,
    b"GET / HTTP/1.1\r\n\r\n": 421,
    b"GET / HTTP/1.0\r\n\r\n": 421,
    b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n": 421,
    b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n": 421,
    b"GET / HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n": 421,
}


@pytest.mark.parametrize("request_", [one for one in NOT_A_REQUEST if one])
def test_what_is_no_request_to_us(port: int, request_: bytes) -> None:
    answer = talk(port, request_.replace(b"{host}", f"127.0.0.1:{port}".encode()))
    assert answer.status == NOT_A_REQUEST[request_]
    private(answer)


def _post(port: int, body: bytes, **headers: str) -> bytes:
    return said(port, "POST /api/find", body, Origin=f"http://127.0.0.1:{port}", Content_Type="application/json",
                X_Desk_Token=TOKENS[port], **headers)  # fmt: skip


TOKENS: Final[dict[int, str]] = {}


@pytest.fixture
def ours(port: int) -> int:
    page = talk(port, said(port, "GET /")).body.decode()
    TOKENS[port] = page.partition('name="desk-token" content="')[2].partition('"')[0]
    return port


def padded(size: int) -> bytes:
    start = b'{"q": "ankle", "x": "'
    return start + b"x" * (size - len(start) - 2) + b'"}'


def test_64_kilobytes_are_taken_and_not_one_byte_more(ours: int) -> None:
    assert LARGEST == 64 * 1024
    assert talk(ours, _post(ours, padded(LARGEST))).status == 200
    for size in (LARGEST + 1, 1024 * 1024, 3 * 1024 * 1024):
        answer = talk(ours, _post(ours, padded(size)[:100_000], Content_Length=str(size)))
        assert (answer.status, answer.told["why"]) == (413, "large")
        private(answer)


def test_a_body_in_pieces_is_counted_too(ours: int) -> None:
    def pieces(body: bytes) -> bytes:
        parts = [body[at : at + 8000] for at in range(0, len(body), 8000)]
        return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"

    asks = _post(ours, b"", Transfer_Encoding="chunked")
    assert talk(ours, asks + pieces(padded(60_000))).status == 200
    answer = talk(ours, asks + pieces(padded(LARGEST + 1)))
    assert answer.status == 413
    private(answer)


def test_whoever_asks_first_whether_a_large_body_may_come_gets_a_no(ours: int) -> None:
    asks = _post(ours, b"", Expect="100-continue", Content_Length=str(10**9))
    with socket.create_connection(("127.0.0.1", ours), 60) as connection:
        connection.sendall(asks)
        came = connection.recv(65536)
        connection.sendall(b"x" * 70_000)
        while part := connection.recv(65536):
            came += part
    assert b" 413 " in came
    assert b" 200 " not in came


NO: Final = [
    ({"X_Desk_Token": "wrong"}, {"q": ""}, 403, "token"),
    ({"Origin": "http://evil.example"}, {"q": ""}, 403, "origin"),
    ({"Content_Type": "text/plain"}, {"q": ""}, 415, "json"),
    ({}, [], 400, "not-json"),
    ({}, {"q": 5}, 422, "q"),
]


@pytest.mark.parametrize(("headers", "body", "status", "why"), NO)
def test_what_is_asked_wrongly(ours: int, headers: dict[str, str], body: object, status: int, why: str) -> None:
    own = {"Origin": f"http://127.0.0.1:{ours}", "Content_Type": "application/json", "X_Desk_Token": TOKENS[ours]}
    answer = talk(ours, said(ours, "POST /api/find", json.dumps(body).encode(), **(own | headers)))
    assert (answer.status, answer.told["why"]) == (status, why)
    private(answer)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/preview", {"slug": "nowhere", "lang": "en", "layout": "sheet", "size": "standard"}, 404),
        ("/api/preview", {"slug": "old-ankle", "lang": "en", "layout": "sheet", "size": "standard"}, 409),
        ("/api/print", {"documents": ["x"], "copies": 1, "printer": "front", "key": "k"}, 404),
        ("/api/print", {"documents": ["x"], "copies": 0, "printer": "front", "key": "k"}, 422),
        ("/api/answer", {"job": "x", "came": True}, 404),
    ],
)
def test_what_cannot_be_done(ours: int, path: str, body: object, status: int) -> None:
    answer = asked(ours, TOKENS[ours], path, body)
    assert answer.status == status
    private(answer)


def test_a_desk_that_is_busy_says_when_to_come_again(root: Path) -> None:
    with serving(make(root, workers=Workers(root, count=0, waiting=0.05))) as (port, app):
        body = {"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard", "name": "Ann"}
        answer = asked(port, app.extensions["desk"].guard.token, "/api/preview", body)
        assert (answer.status, answer.told["why"]) == (503, "busy")
        assert int(answer.headers["retry-after"]) >= 1
        private(answer)


def test_a_fault_of_the_desk_is_answered_as_all_else(root: Path) -> None:
    with serving(make(root)) as (port, app):
        desk = app.extensions["desk"]
        desk.documents.keep = None
        body = {"slug": "ankle", "lang": "en", "layout": "sheet", "size": "standard"}
        answer = asked(port, desk.guard.token, "/api/preview", body)
    assert (answer.status, answer.told) == (500, {"why": "fault"})
    private(answer)


def test_the_door_and_all_that_is_behind_it(root: Path) -> None:
    entrance = "a-token-that-is-long-enough-for-anybody"
    with serving(make(root, entrance=entrance)) as (port, _):
        led = talk(port, said(port, "GET /"))
        assert (led.status, led.headers["location"]) == (303, "/enter")
        answers = [led, talk(port, said(port, "GET /enter")), talk(port, said(port, "HEAD /enter"))]
        closed = (*MODULES_AT, "/logo", "/document/x.pdf", "/nowhere")
        shut = [talk(port, said(port, f"GET {path}")) for path in closed]
        assert {answer.status for answer in shut} == {401}
        wrong = [asked(port, "", "/enter", {"token": "x"}) for _ in range(11)]
        assert [answer.status for answer in wrong] == [403] * 10 + [429]
        assert 1 <= int(wrong[-1].headers["retry-after"]) <= 60
        assert asked(port, "", "/enter", {"token": entrance}).status == 429
        for answer in (*answers, *shut, *wrong):
            private(answer)


def test_an_answer_that_is_not_taken_yet_waits_in_memory(root: Path) -> None:
    """Waitress would put it into a file without a name, which only the process itself can be asked for."""
    with serving(make(root)) as (port, app):
        written, before = threading.Event(), nameless()

        def large(_environ: Any, start: Any) -> Iterator[bytes]:
            start("200 OK", [("Content-Length", str(2 * LARGE))])
            yield b"x" * LARGE
            yield b"x" * LARGE
            written.set()

        app.wsgi_app = large  # type: ignore[method-assign, assignment]
        with socket.create_connection(("127.0.0.1", port), 60) as connection:
            connection.sendall(said(port, "GET /"))
            assert written.wait(60)
            assert nameless() <= before


def nameless() -> set[str]:
    """Name the files that this process has open and that stand in no folder."""
    found = set()
    for one in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # that which looks
            found.add(str(one.readlink()))
    return {name for name in found if name.endswith("(deleted)")}


def test_a_bug_is_told_without_its_words_wherever_it_is(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with serving(make(root)) as (port, app):

        def broken(_environ: Any, _start: Any) -> Iterable[bytes]:
            raise ValueError(f"no good: {CANARY}")

        app.wsgi_app = broken  # type: ignore[method-assign, assignment]
        answer = talk(port, said(port, "GET /"))
    assert (answer.status, answer.told) == (500, {"why": "request"})
    private(answer)
    told = capfd.readouterr()
    assert "desk: ValueError" in told.err
    assert CANARY not in told.err + told.out
