"""Processes that set pages for the desk: each can be killed when it takes too long, and lives for so many leaflets."""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from handoutpress.desk.discreet import leave_no_dump, where
from handoutpress.desk.processes import origin, step_back
from handoutpress.desk.rendering import Render, Task, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path


COUNT: Final = 3
"""Workers: two for those who wait, and one that may set what was guessed meanwhile."""
LIMIT: Final = 10.0
"""Seconds for one leaflet; a worker that takes longer is killed."""
PATIENCE: Final = 4 * LIMIT
"""Seconds for one for which nobody waits, and which gives way to those for which somebody does."""
START: Final = 30.0
"""Seconds for a worker to load the engine and set its first leaflet, on a slow computer."""
LIFE: Final = 100
"""Leaflets that a worker makes before it makes room for a new one: the engine keeps a little of each."""
FAREWELL: Final = 1.0
"""Seconds for a worker to leave by itself, and to take its copies of the typefaces with it, before it is killed."""
WAITING: Final = 12.0
"""Seconds that a request waits for a free worker."""


class BusyError(Exception):
    """No worker came free in time: ask again."""


class LostError(Exception):
    """A leaflet took too long, or the worker died of it; it was killed."""


class Workers:
    """So many workers, of which each request borrows one; and one more that sets what nobody has asked for yet."""

    def __init__(
        self,
        root: Path,
        *,
        count: int = COUNT,
        limit: float = LIMIT,
        waiting: float = WAITING,
        make: Callable[[Task, Path], Render] = render,
    ) -> None:
        self.root, self.limit, self.waiting, self.make = root, limit, waiting, make
        self._free = threading.Condition()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._left = self._count = count
        self._first: Task | None = None
        self._polite: _Worker | None = None
        self._closed = False

    def begin(self, first: Task) -> None:
        """Start them all; each sets a leaflet that nobody sees, so that whoever comes first finds it warm."""
        with self._free:
            self._first = first
            self._fill_up()

    def run(self, task: Task) -> Render:
        """Make a leaflet. Raises `BusyError` and `LostError`."""
        worker = self._borrow(time.monotonic() + self.waiting)
        try:
            return worker.run(task, self.limit)
        finally:
            self._give_back(worker)

    def run_if_idle(self, task: Task) -> Render | None:
        """Make a leaflet that may be asked for next, only when all workers are idle. Raises `LostError`."""
        with self._free:
            if self._closed or self._are_wanted():
                return None
            worker = self._take()
        try:
            return worker.run(task, self.limit)
        finally:
            self._give_back(worker)

    def run_politely(self, task: Task) -> Render | None:
        """Make a leaflet for which nobody waits, by a worker of its own, and only begin when all others are idle.

        One asks at a time. Raises `LostError`.
        """
        with self._free:
            if self._closed or self._are_wanted():
                return None
            worker = self._polite = self._polite or self._new(polite=True)
            self._busy.add(worker)
        try:
            return worker.run(task, PATIENCE)
        finally:
            with self._free:
                if self._closed or not worker.usable:
                    self._polite = None
                    worker.end()
                self._busy.discard(worker)
                self._free.notify_all()

    def _are_wanted(self) -> bool:
        return len(self._idle) + self._left < self._count

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
        """Take a worker, one that is warm if there is any."""
        if self._idle:
            worker = next((one for one in reversed(self._idle) if one.is_ready()), self._idle[-1])
            self._idle.remove(worker)
        else:
            worker = self._new()
            self._left -= 1
        self._busy.add(worker)
        return worker

    def _new(self, *, polite: bool = False) -> _Worker:
        return _Worker(self.root, self.make, self._first, polite=polite)

    def _fill_up(self) -> None:
        """Start those that are not there yet; what cannot be started now is tried again when it is needed."""
        with suppress(OSError):
            while self._left and not self._closed:
                self._idle.append(self._new())
                self._left -= 1

    def _give_back(self, worker: _Worker) -> None:
        with self._free:
            lives = worker.usable and not self._closed
            if lives:
                self._busy.discard(worker)
                self._idle.append(worker)
            else:
                self._left += 1
                if self._first:
                    self._fill_up()
            self._free.notify()
        if not lives:
            worker.end()
            with self._free:
                self._busy.discard(worker)
                self._free.notify_all()

    def close(self) -> None:
        """End the workers that are idle, kill the others, and wait until who had them has let go."""
        with self._free:
            self._closed = True
            for worker in self._busy:
                worker.kill()
            leaving = [*self._idle, *([self._polite] if self._polite and self._polite.usable else [])]
            self._idle.clear()
            for worker in leaving:
                worker.line.close()
            end = time.monotonic() + FAREWELL
            for worker in leaving:
                worker.end(max(0.0, end - time.monotonic()))
            self._free.notify_all()
            self._free.wait_for(lambda: not self._busy, LIMIT)


class _Worker:
    """One process, and the line to it."""

    def __init__(self, root: Path, make: Callable[[Task, Path], Render], first: Task | None, *, polite: bool) -> None:
        context = origin()
        self.line, theirs = context.Pipe()
        self.process = context.Process(
            target=_work, args=(theirs, root, make), kwargs={"first": first, "polite": polite}, daemon=True
        )
        self.process.start()
        theirs.close()
        self.made, self.usable, self._ready, self._lost = 0, True, False, False

    def is_ready(self, within: float = 0.0) -> bool:
        """Tell whether the engine is loaded. Raises OSError or EOFError when the process has ended."""
        if not self._ready and self.line.poll(within):
            self.line.recv()
            self._ready = True
        return self._ready

    def run(self, task: Task, limit: float) -> Render:
        self.made += 1
        self.usable, self._lost = False, True
        try:
            if not self.is_ready(START):
                raise LostError
            self.line.send(task)
            if not self.line.poll(limit):
                raise LostError
            came: Render | None = self.line.recv()
        except (EOFError, OSError) as error:
            raise LostError from error
        if came is None:
            raise LostError
        self.usable, self._lost = self.made < LIFE, False
        return came

    def kill(self) -> None:
        with suppress(ValueError):  # it was ended in this moment
            self.process.kill()

    def end(self, farewell: float = FAREWELL) -> None:
        """Let the worker go, or kill it: at once when it is lost."""
        self.line.close()
        self.process.join(0 if self._lost else farewell)
        self.process.kill()
        self.process.join()
        self.process.close()


def _work(
    line: Connection, root: Path, make: Callable[[Task, Path], Render], *, first: Task | None, polite: bool
) -> None:
    """Do what comes along the line until it is cut; a bug is told by its kind only, for its words may hold a name."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_no_dump()
    if polite:
        step_back()
    with suppress(EOFError, OSError):
        if first:
            with suppress(Exception):  # whatever it is, it is told when somebody asks for that leaflet
                make(first, root)
        gc.collect()
        gc.freeze()  # the engine stays: what is swept from now on is what a leaflet left
        line.send(None)
        while True:
            task = line.recv()
            try:
                came: Render | None = make(task, root)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next leaflet may well be made
                sys.stderr.write(f"desk: a leaflet could not be made: {where(error)}\n")
                came = None
            line.send(came)
            del task, came  # a name is not kept until somebody else comes, nor are the pages with it
            gc.collect()
