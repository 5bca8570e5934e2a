"""Desks on real ports: in this process with what a test makes of one, or the real command in a process of its own."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from waitress.wasyncore import close_all

from handoutpress.desk.server import LOOPBACK, bound, hosts_at, serve
from support import environment, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

TESTS: Final = Path(__file__).parent.parent
WITH_DUMPS: Final = ("sh", "-c", 'ulimit -c unlimited; exec "$@"', "sh")
"""Begins a command that may leave a picture of its memory when it crashes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over a connection."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


def talk(port: int, data: bytes) -> Answer:
    """Send bytes as they are, and give the first answer; the other side hangs up, or everything has come."""
    with socket.create_connection((LOOPBACK, port), 60) as connection:
        connection.sendall(data)
        came = b""
        while b"\r\n\r\n" not in came or not _whole(came, head=data.startswith(b"HEAD ")):
            part = connection.recv(65536)
            if not part:
                break
            came += part
    head, _, body = came.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Answer(int(first.split()[1]), headers, body)


def _whole(came: bytes, *, head: bool) -> bool:
    start, _, body = came.partition(b"\r\n\r\n")
    length = [line for line in start.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return head or (bool(length) and len(body) >= int(length[0].partition(b":")[2]))


def said(port: int, first: str, body: bytes = b"", **headers: str) -> bytes:
    """Write a request as a browser does; a header given as empty is left out."""
    usual = {"Host": f"{LOOPBACK}:{port}", **({"Content-Length": str(len(body))} if body else {})}
    given = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"{name}: {value}" for name, value in given.items() if value]
    return "\r\n".join([f"{first} HTTP/1.1", *lines, "", ""]).encode("latin-1") + body


def asked(port: int, token: str, path: str, body: object, **headers: str) -> Answer:
    """Ask as the page does."""
    own = {"Origin": f"http://{LOOPBACK}:{port}", "Content-Type": "application/json", "X-Desk-Token": token}
    return talk(port, said(port, f"POST {path}", json.dumps(body).encode(), **(own | headers)))


@contextmanager
def serving(make: Callable[[frozenset[str]], Flask]) -> Iterator[tuple[int, Flask]]:
    """Serve what `make` makes for the hosts of a free port, as the command does."""
    taken = bound(LOOPBACK, 0)
    port: int = taken.getsockname()[1]
    app = make(hosts_at(port, ()))
    server = serve(app, taken)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield port, app
    finally:
        app.extensions["desk"].close()
        server.trigger.pull_trigger(lambda: (server.close(), close_all(server._map)))  # in its own thread
        thread.join()


@dataclass(frozen=True, slots=True)
class Running:
    """A desk in a process of its own."""

    process: subprocess.Popen[bytes]
    log: Path
    """All that it says, and its workers."""

    @property
    def at(self) -> str:
        return self.log.read_text().partition("open at ")[2].split()[0]

    @property
    def port(self) -> int:
        return int(self.at.rstrip("/").rpartition(":")[2])

    @property
    def token(self) -> str:
        page = talk(self.port, said(self.port, "GET /")).body.decode()
        return page.partition('name="desk-token" content="')[2].partition('"')[0]

    def ask(self, path: str, body: object) -> Answer:
        return asked(self.port, self.token, path, body)

    def workers(self) -> list[int]:
        """Give the processes that set pages: they are begun by one that the desk began."""
        return [pid for pid in below(self.process.pid) if parent(pid) != self.process.pid]


def parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return 0


def below(pid: int) -> list[int]:
    """Give all processes that a process began, and those that these began."""
    parents = {int(one.name): parent(int(one.name)) for one in Path("/proc").iterdir() if one.name.isdigit()}
    found = [child for child, above in parents.items() if above == pid]
    return found + [lower for child in found for lower in below(child)]


@contextmanager
def running(*command: str, cwd: Path, log: Path, **variables: str) -> Iterator[Running]:
    """Run a desk, and end it afterwards; crashes may leave their dumps in `cwd`."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*WITH_DUMPS, sys.executable, "-m", *command], cwd=cwd, stdout=out, stderr=out,
            env=environment() | {"PYTHONPATH": f"{TESTS.parent / 'src'}:{TESTS}"} | variables,
        )  # fmt: skip
    try:
        until(lambda: b"open at" in log.read_bytes() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield Running(process, log)
    finally:
        process.terminate()
        process.wait()
