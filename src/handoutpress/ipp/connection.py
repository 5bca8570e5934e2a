"""One question to a printer and its answer, over TCP, TLS or the unix socket of CUPS: HTTP, with an end to waiting.

However slowly the other side sends, a conversation ends when its time is over; however much, it is cut off.
"""

from __future__ import annotations

import hashlib
import io
import os
import socket
import ssl
import time
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Final, cast
from urllib.parse import quote, urlsplit

from handoutpress.ipp.errors import RefusedError, SilentError, UnreachableError

PORT: Final = 631
"""Of IPP (RFC 8010, 4)."""
SOCKETS: Final = ("/run/cups/cups.sock", "/var/run/cups/cups.sock", "/private/var/run/cupsd")
"""Where CUPS listens on Linux and macOS."""
LARGEST: Final = 512 * 1024
"""Bytes of a reply. What we ask for fits in a hundredth; a printer may send all it has instead."""
CONNECTING: Final = 5.0
"""Seconds for making a connection."""
OK: Final = 200
SERVER_FAILED: Final = 500
"""HTTP status codes (RFC 9110, 15)."""
WHY: Final = {
    401: "it asks for a name and a password: name the queue with lp:NAME, which can give them",
    403: "it does not let this computer print",
    404: "there is no such queue or path: mind the uri",
    413: "the document is too large for it",
    426: "it wants an encrypted connection: begin the uri with ipps:",
}
"""What the web server in front of a printer may say instead of an answer, by HTTP status."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a printer listens: a host and port, or a unix socket; `uri` is what it calls itself."""

    uri: str
    host: str
    port: int
    path: str
    secure: bool = False
    socket: str = ""
    fingerprint: str = ""
    """SHA-256 of the certificate that the printer must show, in hex; empty when any will do."""

    @property
    def is_queue(self) -> bool:
        """Tell whether CUPS listens there, which passes on to a printer what it is told of it."""
        return self.path.startswith(("/printers/", "/classes/"))


def address(uri: str, *, fingerprint: str = "") -> Address:
    """Give the address of an `ipp:` or `ipps:` URI."""
    parts = urlsplit(uri)
    path = quote(parts.path or "/", safe="/%") + (f"?{quote(parts.query, safe='=&%')}" if parts.query else "")
    return Address(
        uri=uri,
        host=parts.hostname or "localhost",
        port=parts.port or PORT,
        path=path,
        secure=parts.scheme == "ipps",
        fingerprint=fingerprint.replace(":", "").lower(),
    )


def cups_address(queue: str, server: str = "") -> Address:
    """Give the address of a queue of CUPS; `server` as in its variable CUPS_SERVER, else the CUPS of this machine."""
    path = f"/printers/{quote(queue, safe='')}"
    found = server or next((name for name in SOCKETS if os.path.exists(name)), "localhost")  # noqa: PTH110 - a socket
    if found.startswith("/"):
        return Address(f"ipp://localhost{path}", "localhost", PORT, path, socket=found)
    return address(f"ipp://{found.partition('/')[0]}{path}")


class _Clock:
    """How much time is left for a conversation."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self) -> float:
        left = self.end - time.monotonic()
        if left <= 0:
            raise TimeoutError("no answer in time")
        return left


class _Ear(io.RawIOBase):
    """Reads from a socket with what time is left."""

    def __init__(self, connection: socket.socket, clock: _Clock) -> None:
        self.connection, self.clock = connection, clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # any buffer
        self.connection.settimeout(self.clock.left())
        return self.connection.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Be what `HTTPResponse` takes for a socket."""
        return io.BufferedReader(self)


def exchange(to: Address, message: bytes, *, seconds: float) -> bytes:
    """Send a message and give the body of the answer. Raises `IppError`: which one says whether anything went out."""
    clock = _Clock(seconds)
    with _connected(to, min(seconds, CONNECTING)) as connection:
        sent = _say(connection, to, message, clock)
        try:
            status, reason, body = _hear(connection, clock)
        except (OSError, HTTPException) as error:
            raise SilentError(f"no answer: {_worded(sent or error)}") from error
    if status >= SERVER_FAILED:  # it may have failed after the paper was out
        raise SilentError(f"its web server says {status} {reason}")
    if status != OK:
        raise RefusedError(WHY.get(status, f"its web server says {status} {reason}"))
    if len(body) > LARGEST:
        raise SilentError("the answer has no end")
    return body


def _say(connection: socket.socket, to: Address, message: bytes, clock: _Clock) -> OSError | None:
    """Send a message; a printer may answer before it has heard all, and hang up: so an error is only given back."""
    host = f"[{to.host}]" if ":" in to.host else to.host
    head = (
        f"POST {to.path} HTTP/1.1\r\nHost: {host}:{to.port}\r\nContent-Type: application/ipp\r\n"
        f"Content-Length: {len(message)}\r\nConnection: close\r\n\r\n"
    )
    try:
        connection.settimeout(clock.left())
        connection.sendall(head.encode("ascii") + message)
    except OSError as error:
        return error
    return None


def _hear(connection: socket.socket, clock: _Clock) -> tuple[int, str, bytes]:
    response = HTTPResponse(cast("socket.socket", _Ear(connection, clock)), method="POST")
    try:
        response.begin()
        return response.status, response.reason, response.read(LARGEST + 1)
    finally:
        response.close()


def _connected(to: Address, seconds: float) -> socket.socket:
    """Connect, and for TLS shake hands. Raises `UnreachableError`."""
    try:
        plain = _plain(to, seconds)
        return _secured(plain, to) if to.secure else plain
    except (OSError, UnicodeError, OverflowError) as error:  # the latter two from a host or port that is none
        raise UnreachableError(_worded(error)) from error


def _plain(to: Address, seconds: float) -> socket.socket:
    if not to.socket:
        return socket.create_connection((to.host, to.port), seconds)
    plain = socket.socket(socket.AF_UNIX)
    plain.settimeout(seconds)
    try:
        plain.connect(to.socket)
    except OSError:
        plain.close()
        raise
    return plain


def _secured(plain: socket.socket, to: Address) -> socket.socket:
    """Encrypt: printers sign for themselves, so what may be known of one is only its fingerprint."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        secured = context.wrap_socket(plain, server_hostname=to.host)
    except BaseException:
        plain.close()
        raise
    shown = hashlib.sha256(secured.getpeercert(binary_form=True) or b"").hexdigest()
    if to.fingerprint not in {"", shown}:
        secured.close()
        raise ConnectionError(f"its certificate is another one: its fingerprint is {shown}")
    return secured


def _worded(error: BaseException) -> str:
    """Say in words what the system says, without its numbers."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    strerror = error.strerror if isinstance(error, OSError) else ""
    return strerror or str(error) or type(error).__name__
