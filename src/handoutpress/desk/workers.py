"""Processes that set pages for the desk: each can be killed when it takes too long, and lives for so many leaflets."""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handoutpress.desk.discreet import leave_no_dump, where
from handoutpress.markup import NOBODY, Personal
from handoutpress.workspace import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from multiprocessing.connection import Connection
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.pdf.fit import Figures

LIMIT: Final = 10.0
"""Seconds for one leaflet; a worker that takes longer is killed."""
START: Final = 10.0
"""Seconds more for the first leaflet of a worker, which loads the engine."""
LIFE: Final = 250
"""Leaflets that a worker makes before it makes room for a new one: the engine keeps a little of each."""
WAITING: Final = 12.0
"""Seconds that a request waits for a free worker."""
PRELOAD: Final = ["handoutpress.make", "handoutpress.pdf.typeset"]


class BusyError(Exception):
    """No worker came free in time: ask again."""


class LostError(Exception):
    """A leaflet took too long, or the worker died of it; it was killed."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker makes: an edition as the sources stand at `generation`, on a day, for one patient or for nobody."""

    edition: Edition
    today: date
    generation: str
    personal: Personal = field(default=NOBODY, repr=False)
    reason: str = ""
    start: Figures | None = None


@dataclass(frozen=True, slots=True)
class Render:
    """What came of it: a PDF with the text and the size of each page, or no bytes and the codes of what is wrong."""

    pdf: bytes = field(default=b"", repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)
    sizes: tuple[tuple[float, float], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()


def render(task: Task, root: Path) -> Render:
    """Make one leaflet; what a worker does."""
    from handoutpress.make import make, make_for
    from handoutpress.thumbnails import sizes, words

    found = opened(root, task.generation)
    if task.personal:
        made, findings = make_for(
            task.personal, task.edition, found, today=task.today, reason=task.reason, start=task.start
        )
    else:
        made, findings = make(task.edition, found, today=task.today, reason=task.reason)
    codes = tuple(finding.code for finding in findings)
    if made is None:
        return Render(codes=codes)
    return Render(made.data, words(made.data), sizes(made.data), dict(made.facts), codes)


class Workers:
    """So many workers; each request borrows one."""

    def __init__(
        self,
        root: Path,
        *,
        count: int = 2,
        limit: float = LIMIT,
        waiting: float = WAITING,
        make: Callable[[Task, Path], Render] = render,
    ) -> None:
        self.root, self.limit, self.waiting, self.make = root, limit, waiting, make
        self._context = _context()
        self._free = threading.Condition()
        self._idle: list[_Worker] = []
        self._left = count
        self._count = count
        self._closed = False

    def run(self, task: Task) -> Render:
        """Make a leaflet. Raises `BusyError` and `LostError`."""
        worker = self._borrow(time.monotonic() + self.waiting)
        return self._run(worker, task)

    def run_if_idle(self, task: Task) -> Render | None:
        """Make a leaflet for which nobody waits: only when all workers are idle. Raises `LostError`."""
        with self._free:
            if self._closed or len(self._idle) + self._left < self._count:
                return None
            worker = self._take()
        return self._run(worker, task)

    def _run(self, worker: _Worker, task: Task) -> Render:
        try:
            return worker.run(task, self.limit)
        finally:
            self._give_back(worker)

    def _borrow(self, end: float) -> _Worker:
        with self._free:
            while not self._idle and not self._left:
                left = end - time.monotonic()
                if left <= 0 or self._closed:
                    raise BusyError
                self._free.wait(left)
            if self._closed:
                raise BusyError
            return self._take()

    def _take(self) -> _Worker:
        if self._idle:
            return self._idle.pop()
        worker = _Worker(self._context, self.root, self.make)
        self._left -= 1
        return worker

    def _give_back(self, worker: _Worker) -> None:
        with self._free:
            if worker.usable and not self._closed:
                self._idle.append(worker)
            else:
                worker.end()
                self._left += 1
            self._free.notify()

    def close(self) -> None:
        """End the workers that are idle; the others end when they come back."""
        with self._free:
            self._closed = True
            for worker in self._idle:
                worker.end()
            self._idle.clear()
            self._free.notify_all()


class _Worker:
    """One process, and the line to it."""

    def __init__(self, context: Any, root: Path, make: Callable[[Task, Path], Render]) -> None:
        self.line, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, root, make), daemon=True)
        self.process.start()
        theirs.close()
        self.made, self.usable = 0, True

    def run(self, task: Task, limit: float) -> Render:
        self.made += 1
        self.usable = False
        try:
            self.line.send(task)
            if not self.line.poll(limit if self.made > 1 else limit + START):
                raise LostError
            came: Render | None = self.line.recv()
        except (EOFError, OSError) as error:
            raise LostError from error
        if came is None:
            raise LostError
        self.usable = self.made < LIFE
        return came

    def end(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def _work(line: Connection, root: Path, make: Callable[[Task, Path], Render]) -> None:
    """Do what comes along the line until it is cut; a bug is told by its kind only, for its words may hold a name."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_no_dump()
    with suppress(EOFError, OSError):
        while True:
            task = line.recv()
            try:
                came: Render | None = make(task, root)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next leaflet may well be made
                sys.stderr.write(f"desk: a leaflet could not be made: {where(error)}\n")
                came = None
            line.send(came)
            del task, came  # a name is not kept until somebody else comes


def _context() -> Any:
    """Start workers from a process that has the engine loaded and nothing of the desk's memory."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOAD)
    return context
