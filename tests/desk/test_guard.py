from __future__ import annotations

import hmac
import inspect
import re
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import pytest

from desk.conftest import FINE_BRAND, HANDOUTS, HOST
from desk.conftest import Counters as Others
from desk.serving import serving, talk
from desk.test_answers import make, private
from handoutpress.desk import guard as guard_module
from handoutpress.desk.guard import HEADERS, LARGEST, TRIES, WINDOW, Guard
from handoutpress.desk.routes import PAGE
from handoutpress.desk.server import hosts_at
from handoutpress.desk.wishes import RefusalError
from support import LOGO, put, until, workspace

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

    from desk.conftest import Caller, Counters

ICON: Final = (PAGE / "icon.svg").read_bytes()
"""What is given in place of a picture that there is not."""


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
    assert hosts_at(80, []) == {"127.0.0.1:80", "localhost:80", "127.0.0.1", "localhost"}, "a browser leaves it out"


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
        {"Origin": f"//{HOST}"},
        {"Origin": f"ftp://{HOST}"},
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


def test_a_get_changes_nothing(counters: Counters) -> None:
    desk = counters.open()
    kept = desk.preview(name="Ann").json["document"]  # type: ignore[index]
    job = desk.print(desk.preview().json["document"]).json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "done")  # type: ignore[index]
    values = {"lang": "en", "slug": "ankle", "stamp": "x", "number": "1", "name": kept}

    def state() -> object:
        whole = desk.app.extensions["desk"]
        files = [file for file in counters.root.rglob("*") if "logs" not in file.parts]  # reading makes a file there
        seen = sorted((str(file), file.stat().st_mtime_ns) for file in files)
        return seen, list(desk.log.lines()), sorted(whole.documents._kept), whole.guard.token, whole.guard.hosts

    before, routes = state(), list(desk.app.url_map.iter_rules())
    for rule in routes:
        path = re.sub(r"<(?:[^:<>]*:)?(\w+)>", lambda found: values[found[1]], rule.rule)
        path = (
            path.replace(f"/desk/{kept}", "/desk/main.js").replace(f"/{kept}", "/desk.css")
            if "any" in rule.rule
            else path.replace(f"/api/job/{kept}", f"/api/job/{job}")
        )
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
            for query in ("", f"?documents={kept}&job={job}&came=true&copies=1&printer=folder&key=new"):
                answer = desk.app.test_client(use_cookies=False).open(
                    path + query, method=method, headers={"Host": HOST}
                )
                assert answer.status_code in {200, 404, 405}
    assert {"POST"} in [(rule.methods or set()) - {"OPTIONS"} for rule in routes]
    assert state() == before


def test_the_token_has_128_bits_at_least_and_is_a_new_one_each_time(counters: Counters) -> None:
    first, second = (counters.open().app.extensions["desk"].guard.token for _ in range(2))
    assert first != second
    assert len(first) * 6 >= 128


def test_a_token_is_compared_in_constant_time(desk: Caller) -> None:
    """What is called is seen by the interpreter itself: the comparison that takes the same time for all."""
    guard, called = Guard(frozenset(), "right"), set()

    def see(_frame: FrameType, event: str, what: Any) -> None:
        if event == "c_call":
            called.add(what)

    with desk.app.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.8"}, headers={"Cookie": "desk=right"}):
        sys.setprofile(see)
        try:
            guard.check_token("right", "right")
        finally:
            sys.setprofile(None)
        assert hmac.compare_digest in called
        called.clear()
        sys.setprofile(see)
        try:
            assert guard._is_in()
        finally:
            sys.setprofile(None)
        assert hmac.compare_digest in called
    source = inspect.getsource(guard_module)
    assert not re.search(r"(token|wanted|given|entrance)\)?\s*[!=]=", source)


class Slow(str):
    """A token that takes a while to be looked at, so that many are looked at together."""

    __slots__ = ()

    def encode(self, *how: str) -> bytes:
        time.sleep(0.02)
        return super().encode(*how)


def test_many_wrong_tokens_at_once_are_not_all_the_tenth(desk: Caller) -> None:
    guard = Guard(frozenset(), "right", clock=lambda: 0.0)

    def ask(number: int) -> int:
        with desk.app.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.9"}):
            try:
                guard.check_token(Slow(f"wrong {number}"), "right")
            except RefusalError as error:
                return error.status
            return 200

    with ThreadPoolExecutor(40) as pool:
        assert sorted(pool.map(ask, range(40))) == [403] * TRIES + [429] * 30


def test_another_computer_is_not_shut_out_with_the_one_that_guesses(desk: Caller) -> None:
    guard = Guard(frozenset(), "right", clock=lambda: 0.0)

    def ask(token: str, place: str) -> int:
        with desk.app.test_request_context(environ_base={"REMOTE_ADDR": place}):
            try:
                guard.check_token(token, "right")
            except RefusalError as error:
                return error.status
            return 200

    assert [ask("wrong", "10.0.0.7") for _ in range(TRIES + 1)][-1] == 429
    assert ask("right", "10.0.0.8") == 200


def test_many_wrong_tokens_shut_the_door_for_a_minute(desk: Caller) -> None:
    now = [0.0]
    guard = Guard(frozenset(), "right", clock=lambda: now[0])

    def ask(token: str) -> int:
        with desk.app.test_request_context(environ_base={"REMOTE_ADDR": "10.0.0.7"}):
            try:
                guard.check_token(token, "right")
            except RefusalError as error:
                return error.status
            return 200

    assert (TRIES, WINDOW) == (10, 60.0)
    assert [ask("wrong") for _ in range(10)] == [403] * 10
    assert ask("wrong") == 429
    assert ask("right") == 429, "or a guess could go on"
    now[0] = 59.9
    assert ask("right") == 429
    now[0] = 60.0
    assert ask("right") == 200


def test_a_body_that_is_too_large_is_not_read(desk: Caller) -> None:
    answer = desk.raw("/api/find", b'{"q": "' + b"x" * LARGEST + b'"}')
    assert answer.status_code == 413
    assert HEADERS.items() <= dict(answer.headers).items(), "as every answer, though the server says it first"
    whole = b'{"q": "", "x": "' + b"x" * LARGEST
    assert desk.raw("/api/find", whole[: LARGEST - 2] + b'"}').status_code == 200
    assert desk.raw("/api/find", whole[: LARGEST - 1] + b'"}').status_code == 413


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
        b'{"q": "\xff"}',
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
        "/desk.js",
        "/desk/main.js/../../../desk/app.py",
        "/desk/../desk.html",
        "/desk/..%2fdesk.html",
        "/desk/..%2f..%2fapp.py",
        "/desk/%2e%2e/desk.html",
        "/desk/..%5cdesk.html",
        "/desk//main.js",
        "/desk/./main.js",
        "/desk/",
        "/desk",
        "/desk/main",
        "/desk/main.js/",
        "/desk/desk.css",
        "/main.js",
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
        "/desk.css/",
        "/desk/main.js%00.css",
        "/DESK/MAIN.JS",
        "/desk/main.js.",
        "/desk/main.js::$DATA",
        "/desk/main.js ",
        "/desk/main.js%0a",
        "/DESK.CSS",
        "/desk.css.",
        "/desk.css::$DATA",
        "/desk.css ",
        "/page/%2e%2e/1.png",
        "/page/x/-1.png",
        "/page/x/1.png%00",
        "/picture/ankle/en",
        "/es/../app.py",
        "/logo/..%2fbrand.yml",
    ],
)
def test_no_way_leads_out_of_what_is_served(desk: Caller, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 404 or answer.data == ICON
    assert answer.headers.get("Location") is None


@pytest.mark.parametrize(
    "path",
    [
        b"/../../../../etc/passwd",
        b"/..\\..\\..\\etc\\passwd",
        b"/./../etc/passwd",
        b"/%252e%252e%252fetc%252fpasswd",
        b"/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        b"/%ff%fe/etc/passwd",
        b"/desk/main.js/..;/app.py",
        b"/desk/main.js/../../../routes.py",
        b"/desk/../../routes.py",
        b"/desk/..\\..\\routes.py",
        b"/page/../page/desk.html",
        b"/\x00etc/passwd",
        b"file:///etc/passwd",
        b"/NUL",
        b"/aux.txt",
        b"/desk/main~1.js",
        b"\\\\server\\share",
    ],
)
def test_no_way_leads_out_as_it_comes_over_the_wire(root: Path, path: bytes) -> None:
    with serving(make(root)) as (port, _):
        answer = talk(port, b"GET " + path + b" HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n" % port)
    assert answer.status in {400, 404}
    private(answer)
    assert b"root:" not in answer.body
    assert b"import" not in answer.body


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path, counters: Counters) -> None:
    out = put(tmp_path / "out.svg", LOGO.replace("<path", "<title>Zqxcanaryjw</title><path"))
    texts = {**HANDOUTS, "ankle/en.md": HANDOUTS["ankle/en.md"] + "\n![A foot](foot.svg)\n"}
    root = workspace(tmp_path, handouts=texts, brands={"north": FINE_BRAND})
    others = Others(root)
    (root / "handouts/ankle/foot.svg").symlink_to(out)
    desk = others.open()
    counters.opened += others.opened
    assert (desk.preview().status_code, desk.preview().json["codes"]) == (200, ["S154"])  # type: ignore[index]
    assert desk.get("/picture/ankle/en/x").data == ICON
    logo = root / "styles/brands/north/logo.svg"
    assert desk.get("/logo").data == logo.read_bytes()
    logo.unlink()
    logo.symlink_to(out)
    shelf = desk.app.extensions["desk"].shelf
    shelf.clock = iter(range(10**6, 10**7, 100)).__next__
    answer = desk.get("/logo")
    assert b"Zqxcanaryjw" not in answer.data
    assert answer.status_code != 200


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
