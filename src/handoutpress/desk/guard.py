"""Who may ask, and how: hosts, origins, tokens, kinds and sizes of bodies; and the headers of every answer."""

from __future__ import annotations

import hmac
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import redirect, request

from handoutpress.desk.wishes import RefusalError

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response
    from werkzeug.wrappers import Response as Answer

LARGEST: Final = 64 * 1024
"""Bytes of a body."""
TRIES: Final = 10
WINDOW: Final = 60.0
"""So many wrong tokens in so many seconds, and nobody is listened to until they have passed."""
TOKEN: Final = "X-Desk-Token"  # noqa: S105 - the name of a header
COOKIE: Final = "desk"
ENTRANCE: Final = "/enter"
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Frame-Options": "DENY",
}


@dataclass(slots=True)
class Guard:
    """Stands before every request; `entrance` is the token that is asked of whoever comes over the network."""

    hosts: frozenset[str]
    token: str
    entrance: str = ""
    clock: Callable[[], float] = time.monotonic
    _wrong: dict[str, deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def stand_before(self, app: Flask) -> None:
        """Look at every request, and see every answer off."""
        app.before_request(self.check)
        app.after_request(_with_headers)

    def check(self) -> Answer | None:
        """Let a request pass, lead a visitor to the door, or raise `RefusalError`."""
        if request.host.lower() not in self.hosts:
            raise RefusalError(421, "host", hint=NAMED)
        if self.entrance and not self._is_in() and request.path not in {ENTRANCE, *OUTSIDE}:
            if request.path in PAGES:
                return redirect(ENTRANCE, 303)
            raise RefusalError(401, "enter")
        if request.method == "POST":
            self._check_post()
        return None

    def _check_post(self) -> None:
        if _comes_from_elsewhere(self.hosts):
            raise RefusalError(403, "origin")
        if request.mimetype != "application/json":
            raise RefusalError(415, "json")
        if (request.content_length or 0) > LARGEST:
            raise RefusalError(413, "large")
        if request.path == ENTRANCE:
            return
        self.check_token(request.headers.get(TOKEN, ""), self.token)

    def check_token(self, given: str, wanted: str) -> None:
        """Compare a token in constant time; too many wrong ones, and none is looked at for a while."""
        with self._lock:  # or many at once would all be the tenth
            wrong = self._wrong.setdefault(request.remote_addr or "", deque(maxlen=TRIES))
            now = self.clock()
            if len(wrong) == TRIES and now - wrong[0] < WINDOW:
                raise RefusalError(429, "tries", retry=int(WINDOW - (now - wrong[0])) + 1)
            if not _same(given, wanted):
                wrong.append(now)
                raise RefusalError(403, "token")

    def _is_in(self) -> bool:
        return _same(request.cookies.get(COOKIE, ""), self.token)


NAMED: Final = "this desk does not go by the name in that address: start it with --name and that name"
PAGES: Final = frozenset({"/", "/en", "/es"})
"""What a visitor may open first."""
OUTSIDE: Final = frozenset({"/desk.css", "/enter.js", "/icon.svg"})
"""What the page at the entrance needs."""


def _same(given: str, wanted: str) -> bool:
    """Compare in a time that does not tell how much of it is right; what is no text at all is wrong like all else."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())


def _comes_from_elsewhere(hosts: frozenset[str]) -> bool:
    """Tell whether a request was made by a page that is not ours: every browser names the origin of a POST."""
    origin = urlsplit(request.headers.get("Origin", ""))
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    ours = origin.scheme in {"http", "https"} and origin.netloc.lower() in hosts
    return site != "same-origin" or not ours


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
