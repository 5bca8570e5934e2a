"""Running one task over many jobs: in this process, or in several. It knows nothing of handouts."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    Stop = Callable[[], bool]
    """Tells whether no more jobs are to be begun."""

J = TypeVar("J")
R = TypeVar("R")


def never() -> bool:
    """Go on to the end: the `Stop` of work that nobody can break off."""
    return False


@dataclass(frozen=True, slots=True)
class Lost:
    """What comes back for a job whose worker died under it again, alone: the job itself is the cause."""

    job: Any


class Executor(Protocol):
    """The seam: gives a result for every job, in any order."""

    def run(self, task: Callable[[J], R], jobs: Sequence[J], stop: Stop = never) -> Generator[R | Lost, None, None]:
        """Run `task` over `jobs`; when `stop` says so, raise KeyboardInterrupt after what is under way."""


class Serial:
    """One job after the other, here."""

    def run(self, task: Callable[[J], R], jobs: Sequence[J], stop: Stop = never) -> Generator[R | Lost, None, None]:
        """Run `task` over `jobs`."""
        for job in jobs:
            if stop():
                raise KeyboardInterrupt
            yield task(job)


@dataclass(frozen=True, slots=True)
class Processes:
    """Several worker processes; `preload` names modules that workers are born with.

    A worker that is killed takes a stock pool down with every job in it. Here the pool is made again and what is
    left goes on, at last one job to a pool, so that only a job that kills its worker alone is lost.
    """

    count: int
    preload: tuple[str, ...] = ()

    def run(self, task: Callable[[J], R], jobs: Sequence[J], stop: Stop = never) -> Generator[R | Lost, None, None]:
        """Run `task` over `jobs`; an exception in `task` comes out here."""
        left = dict(enumerate(jobs))
        for _ in range(2):
            yield from self._pass(task, left, self.count, stop)
        for key in list(left):
            alone = {key: left.pop(key)}
            yield from self._pass(task, alone, 1, stop)
            yield from (Lost(job) for job in alone.values())

    def _pass(self, task: Callable[[J], R], left: dict[int, J], count: int, stop: Stop) -> Iterator[R]:
        """Go through the jobs that are left, taking each out when it is done, until the pool breaks.

        No more jobs are given out than there are workers, so that a stop waits for few: what is under way comes in.
        """
        pool = ProcessPoolExecutor(min(count, max(len(left), 1)), origin(self.preload), initializer=_begin_worker)
        coming, waiting = iter(list(left.items())), dict[Future[R], int]()
        try:
            while True:
                while not stop() and len(waiting) < count and (job := next(coming, None)):
                    waiting[pool.submit(task, job[1])] = job[0]
                if not waiting:
                    break
                done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    key = waiting.pop(future)
                    result = future.result()
                    del left[key]
                    yield result
        except BrokenProcessPool:
            pass  # whoever calls sees what is left
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        if stop() and left:
            raise KeyboardInterrupt


def executor(count: int | None, jobs: int, preload: tuple[str, ...] = ()) -> Executor:
    """Choose: `count` workers when asked, else as many as pay for themselves with this number of jobs."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    wanted = min(count or (cores if jobs > 2 else 1), max(jobs, 1))  # noqa: PLR2004 - starting costs about two
    return Serial() if wanted == 1 else Processes(wanted, preload)


def origin(preload: tuple[str, ...]) -> Any:
    """Start the process from which others are started, with modules loaded; do not wait for it. Windows has none."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(preload))
    # Held back, not ignored: Ctrl-C comes through afterwards, while the server is born deaf to it and stays so.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    return context


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone, even killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def interrupts_held() -> Iterator[Stop]:
    """Hold Ctrl-C back and tell whether it came: work stops between two jobs, and what is done is written down.

    Pressed again and again it means the same, also once it was heard and the command is on its way out. Outside the
    main thread nothing is held.
    """
    if threading.current_thread() is not threading.main_thread():
        yield never
        return
    came = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: came.set())
    try:
        yield came.is_set
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN if came.is_set() else before)
