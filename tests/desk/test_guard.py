from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handoutpress.desk.guard import HEADERS, LARGEST, TRIES, WINDOW, Guard
from handoutpress.desk.server import hosts_at

if TYPE_CHECKING:
    from desk.conftest import Caller, Counters

EVERY = ["/", "/es", "/desk.js", "/desk.css", "/icon.svg", "/logo", "/enter", "/nowhere", "/api/job/x", "/page/x/1.png"]


@pytest.mark.parametrize("path", EVERY)
def test_every_answer_has_the_headers(desk: Caller, path: str) -> None:
    answer = desk.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_refusals_have_the_headers_too(desk: Caller) -> None:
    for answer in (
        desk.get("/", Host="evil.example"),
        desk.post("/api/find", {"q": ""}, Origin="https://evil.example"),
    ):
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8484", "127.0.0.1:1", "127.0.0.1.evil.example:8484", ""]
)
def test_a_host_that_is_not_ours_is_misdirected(desk: Caller, host: str) -> None:
    assert desk.get("/", Host=host).status_code == 421
    assert desk.post("/api/find", {"q": ""}, Host=host).status_code == 421


def test_hosts_are_those_of_the_port() -> None:
    assert hosts_at(8484, ["Desk.Clinic.example"]) == {
        "127.0.0.1:8484", "localhost:8484", "desk.clinic.example", "desk.clinic.example:8484",
    }  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Desk-Token": None},
        {"X-Desk-Token": "wrong"},
        {"X-Desk-Token": "é"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": None},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_a_post_from_elsewhere_is_forbidden(counters: Counters, headers: dict[str, str | None]) -> None:
    assert counters.open().post("/api/find", {"q": ""}, **headers).status_code == 403


def test_our_own_page_is_let_in(desk: Caller) -> None:
    assert desk.post("/api/find", {"q": ""}, **{"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"]
)
def test_bodies_are_json_or_nothing(desk: Caller, kind: str) -> None:
    assert desk.raw("/api/find", b'{"q": ""}', kind).status_code == 415


def test_a_get_changes_nothing(desk: Caller) -> None:
    for path in ("preview", "print", "find", "cancel", "answer", "forget", "printers", "leaflet"):
        assert desk.get(f"/api/{path}").status_code == 405
    assert not desk.log.lines()


def test_the_token_has_128_bits_at_least_and_is_a_new_one_each_time(counters: Counters) -> None:
    first, second = (counters.open().app.extensions["desk"].guard.token for _ in range(2))
    assert first != second
    assert len(first) * 6 >= 128


def test_many_wrong_tokens_shut_the_door_for_a_minute(desk: Caller) -> None:
    now = [0.0]
    guard = Guard(frozenset(), "right", clock=lambda: now[0])
    from handoutpress.desk.wishes import RefusalError

    def ask(token: str) -> int:
        with desk.app.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.7"}):
            try:
                guard.check_token(token, "right")
            except RefusalError as error:
                return error.status
            return 200

    assert [ask("wrong") for _ in range(TRIES)] == [403] * TRIES
    assert ask("wrong") == 429
    assert ask("right") == 429, "or a guess could go on"
    now[0] = WINDOW
    assert ask("right") == 200


def test_a_body_that_is_too_large_is_not_read(desk: Caller) -> None:
    assert desk.raw("/api/find", b'{"q": "' + b"x" * LARGEST + b'"}').status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'"x"',
        b"1",
        b"null",
        b"",
        b"{",
        b'{"q": NaN}',
        b'{"q": Infinity}',
        b"\xff",
        b'{"a": [[[[[[1]]]]]]}',
        b"[" * 30000 + b"]" * 30000,
    ],
)
def test_what_is_no_flat_json_object_is_refused(desk: Caller, body: bytes) -> None:
    assert desk.raw("/api/find", body).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/desk.js/../../desk/app.py",
        "/app.py",
        "/desk.html",
        "/page/..%2f..%2fx/1.png",
        "/picture/..%2f..%2fstyles/en/x",
        "/picture/ankle/..%2f..%2fbrand/x",
        "/document/..%5c..%5cx.pdf",
        "/document/CON.pdf",
        "/page/x%00/1.png",
        "/qr/..%2fankle/en.svg",
        "/handouts/ankle/en.md",
        "/C:/Windows/win.ini",
        "/.%00./x",
        "//etc/passwd",
    ],
)
def test_no_way_leads_out_of_what_is_served(desk: Caller, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code in {404, 308}
    assert b"root:" not in answer.data


@pytest.mark.parametrize(
    "slug",
    ["../secret", "..", "ankle/../wrist", "secret", "ankle\x00", "CON", "ankle.", "%2e%2e", "/etc/passwd", "ANKLE"],
)
def test_only_a_leaflet_on_the_shelf_has_a_preview(desk: Caller, slug: str) -> None:
    assert desk.preview(slug).status_code == 404
    assert desk.post("/api/leaflet", {"slug": slug}).status_code == 404


@pytest.mark.parametrize(
    "part", [{"lang": "../en"}, {"lang": "fr"}, {"layout": "../sheet"}, {"size": "huge"}, {"layout": "web"}]
)
def test_only_an_edition_that_there_is_has_a_preview(desk: Caller, part: dict[str, str]) -> None:
    assert desk.preview(**part).status_code == 404


def test_whoever_comes_over_the_network_needs_the_token(counters: Counters) -> None:
    caller = counters.open(entrance="a-token-that-is-long-enough-for-anybody")
    assert caller.get("/").headers["Location"] == "/enter"
    assert caller.post("/api/find", {"q": ""}).status_code == 401
    assert caller.get("/document/x.pdf").status_code == 401
    assert caller.get("/enter").status_code == 200
    assert caller.post("/enter", {"token": "wrong"}).status_code == 403
    client = caller.app.test_client(use_cookies=False)
    entered = client.post("/enter", json={"token": "a-token-that-is-long-enough-for-anybody"}, headers=caller.headers)
    assert entered.status_code == 200
    cookie = entered.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert caller.app.extensions["desk"].guard.entrance not in cookie
    assert caller.get("/", Cookie=cookie.partition(";")[0]).status_code == 200
