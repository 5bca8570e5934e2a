"""A small IPP server that says what a test wants it to say, over a real connection: well-behaved or not."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from handoutpress.ipp.connection import Address, address
from handoutpress.ipp.messages import Attribute, Group, Tag, decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Answer = tuple[int, list[tuple[Group, list[Attribute]]]]
PRINT, VALIDATE, CANCEL, JOB, PRINTER = 2, 4, 8, 9, 11


@dataclass(slots=True)
class Server:
    """A small IPP server: what it answers to each operation, and what it was asked."""

    port: int = 0
    script: dict[int, Callable[[int], Answer | bytes | None]] = field(default_factory=dict)
    """By operation: the answer to the nth time, whole bytes in its place, or None to hang up."""
    asked: list[tuple[int, bytes]] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    """What its web server says to an operation, when it is not 200."""
    newest: tuple[int, int] = (2, 0)
    versions: list[tuple[int, int]] = field(default_factory=list)
    changed: Callable[[int, bytes], bytes] = lambda _, reply: reply
    """What becomes of the reply to an operation before it is sent."""
    replies: list[tuple[int, bytes]] = field(default_factory=list)
    wishes: bytes = b""
    """The last question to validate a job, as it came."""

    @property
    def address(self) -> Address:
        return address(f"ipp://127.0.0.1:{self.port}/ipp/print")

    @property
    def documents(self) -> list[bytes]:
        """Give every document that came in."""
        return [document for operation, document in self.asked if operation == PRINT]

    def answer(self, message: bytes) -> bytes | None:
        request = decode(message)  # it stops where the document begins
        document = b"%PDF" + message.partition(b"\3%PDF")[2] if b"\3%PDF" in message else b""
        times = sum(operation == request.status for operation, _ in self.asked)
        self.asked.append((request.status, document))
        self.versions.append(request.version)
        if request.status == VALIDATE:
            self.wishes = message
        if request.version > self.newest:
            return encode(0x0503, request.number, no(0x0503)[1], version=self.newest)
        made = self.script.get(request.status, USUAL[request.status])(times)
        if made is None or isinstance(made, bytes):
            return made
        reply = self.changed(request.status, encode(made[0], request.number, made[1], version=request.version))
        self.replies.append((request.status, reply))
        return reply


def well(*attributes: Attribute, group: Group = Group.PRINTER) -> Answer:
    return 0, [(Group.OPERATION, list(GREETING)), (group, list(attributes))]


def no(status: int, words: str = "") -> Answer:
    said = [Attribute(Tag.TEXT, "status-message", (words,))] if words else []
    return status, [(Group.OPERATION, [*GREETING, *said])]


def enum(name: str, number: int) -> Attribute:
    return Attribute(Tag.ENUM, name, (number,))


def keywords(name: str, *words: str) -> Attribute:
    return Attribute(Tag.KEYWORD, name, words)


def job(state: int, *reasons: str) -> Answer:
    return well(enum("job-state", state), keywords("job-state-reasons", *(reasons or ("none",))), group=Group.JOB)


def taken() -> Answer:
    return well(Attribute(Tag.INTEGER, "job-id", (7,)), enum("job-state", 3), group=Group.JOB)


GREETING: Final = (
    Attribute(Tag.CHARSET, "attributes-charset", ("utf-8",)),
    Attribute(Tag.LANGUAGE, "attributes-natural-language", ("en",)),
)
USUAL: Final[dict[int, Callable[[int], Answer]]] = {
    PRINTER: lambda _: well(
        enum("printer-state", 3),
        keywords("printer-state-reasons", "none"),
        Attribute(Tag.BOOLEAN, "printer-is-accepting-jobs", (True,)),
        Attribute(Tag.MIME, "document-format-supported", ("application/pdf",)),
        keywords("media-supported", "iso_a4_210x297mm"),
        keywords("sides-supported", "one-sided", "two-sided-long-edge", "two-sided-short-edge"),
    ),
    VALIDATE: lambda _: no(0),
    PRINT: lambda _: taken(),
    JOB: lambda _: job(9),
    CANCEL: lambda _: no(0),
}
"""A printer that does all at once."""


@contextmanager
def server(script: Mapping[int, Callable[[int], Answer | bytes | None]] | None = None) -> Iterator[Server]:
    """Run a small IPP server."""
    made = Server(script=dict(script or {}))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            reply = made.answer(self.rfile.read(int(self.headers["Content-Length"])))
            if reply is not None:
                self.send_response(made.statuses.get(made.asked[-1][0], 200))
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        made.port = http.server_port
        thread = threading.Thread(target=http.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield made
        finally:
            http.shutdown()
            thread.join()


@contextmanager
def raw_server(talk: Callable[[socket.socket], None]) -> Iterator[Address]:
    """Run a server that does with each connection what `talk` says."""
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection, suppress(OSError):
                    talk(connection)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield address(f"ipp://127.0.0.1:{listening.getsockname()[1]}/ipp/print")
        finally:
            over.set()
            with suppress(OSError), socket.create_connection(listening.getsockname(), 1):
                pass
            thread.join()
