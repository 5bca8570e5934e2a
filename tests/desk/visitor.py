"""The real command in a process of its own, and somebody who asks it over the network as its page does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from support import environment, until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE: Final = 120
TOKEN: Final = re.compile(r'name="desk-token" content="([^"]+)"')
PAGE: Final = 4096
"""Bytes of a page of memory, in which Linux counts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, after so many seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    seconds: float

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Visitor:
    """Asks the desk at an address that runs as process `pid` and was open after so many seconds."""

    host: str
    pid: int
    opened: float
    token: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        if not self.token:
            self.token = TOKEN.findall(self.get("/en").body.decode())[0]
        own = {"Origin": f"http://{self.host}", "Content-Type": "application/json", "X-Desk-Token": self.token}
        return self._ask("POST", path, json.dumps({"ui": "en", **body}), own)

    def preview(self, slug: str, **more: Any) -> Answer:
        return self.post("/api/preview", {"slug": slug, "lang": "en", "layout": "sheet", "size": "standard", **more})

    def look(self, slug: str, **more: Any) -> tuple[float, bool]:
        """Wait for the picture of the first page, as the page does; give the seconds that took, and whether it came.

        There is none of what does not fit.
        """
        begun = time.perf_counter()
        while (answer := self.preview(slug, **more)).status == 503:
            time.sleep(int(answer.headers["Retry-After"]))
        came = answer.status == 200 and "pages" in answer.json
        if came:
            came = self.get(answer.json["pages"][0]["src"]).status == 200
        return time.perf_counter() - begun, came

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        begun = time.perf_counter()
        with closing(HTTPConnection(self.host, timeout=PATIENCE)) as line:
            line.request(method, path, body, dict(headers))
            came = line.getresponse()
            data = came.read()
            return Answer(came.status, dict(came.getheaders()), data, time.perf_counter() - begun)

    def memory(self) -> float:
        """Add up what the desk and its workers have in memory, in MB; what several share counts for each."""
        return sum(map(_resident, family(self.pid))) / 1e6


@contextmanager
def desk_at(root: Path, *options: str) -> Iterator[Visitor]:
    """Run the command in a workspace, and end it."""
    command = [sys.executable, "-m", "handoutpress", "desk", "--port", "0", *options]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryDirectory(prefix="d") as own:
        begun = time.perf_counter()
        env = environment() | {"TMPDIR": own}
        process = subprocess.Popen(command, cwd=root, stdout=out, stderr=out, env=env)

        def said() -> str:
            return os.pread(out.fileno(), 1 << 16, 0).decode()

        try:
            until(lambda: "open at http" in said() or process.poll() is not None)
            opened = time.perf_counter() - begun
            assert process.poll() is None, said()
            yield Visitor(said().partition("open at http://")[2].split("/")[0], process.pid, opened)
        finally:
            process.terminate()
            process.wait()


def family(pid: int) -> list[int]:
    """Name a process and all that it began, as Linux tells."""
    children: dict[int, list[int]] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = file.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        children.setdefault(int(parts[1]), []).append(int(file.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0
