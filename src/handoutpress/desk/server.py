"""How the desk is served: by waitress, on a socket of its own, with nothing ever put on the disk."""

from __future__ import annotations

import json
import socket
import sys
from typing import TYPE_CHECKING, Final

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from handoutpress.desk.discreet import hush
from handoutpress.desk.guard import HEADERS, LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from flask import Flask

LOOPBACK: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - only when --lan asks for it
THREADS: Final = 16
IN_MEMORY: Final = 256 * 1024 * 1024
"""Bytes from which on waitress would put a body or an answer into a temporary file: more than there ever are."""
TOO_LARGE: Final = 413
PLAIN_PORT: Final = 80
"""The port that a browser leaves out."""


class _No(ErrorTask):  # type: ignore[misc]  # waitress gives no types
    """What waitress says no to before the desk hears of it: a request that is none, or a body that is too large."""

    def execute(self) -> None:
        error = self.request.error
        data = json.dumps({"why": "large" if error.code == TOO_LARGE else "request"}).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend([*HEADERS.items(), ("Content-Type", "application/json")])
        self.set_close_on_finish()
        self.content_length = len(data)
        self.write(data)


class _Channel(HTTPChannel):  # type: ignore[misc]  # the same
    error_task_class = _No


def bound(host: str, port: int) -> socket.socket:
    """Take a port, any free one for 0. Raises OSError when somebody has it."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there it would let another program take the port as well
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
    except OSError:
        taken.close()
        raise
    return taken


def hosts_at(port: int, names: Iterable[str]) -> frozenset[str]:
    """Give every Host header that is ours; a name that comes with its port is taken as it is."""
    found = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
    found |= {LOOPBACK, "localhost"} if port == PLAIN_PORT else set()
    for name in names:
        found |= {name.lower()} if ":" in name else {name.lower(), f"{name.lower()}:{port}"}
    return frozenset(found)


def serve(app: Flask, taken: socket.socket) -> Any:
    """Make a server for a desk on a port that was taken; it runs with `run()`, and ends with `close()`."""
    hush("waitress")
    server = create_server(
        app, sockets=[taken], threads=THREADS, ident=None, max_request_body_size=LARGEST + 1,
        inbuf_overflow=IN_MEMORY, outbuf_overflow=IN_MEMORY, channel_timeout=60, clear_untrusted_proxy_headers=True,
    )  # fmt: skip
    server.channel_class = _Channel
    return server
