from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from handoutpress.executors import Executor, Lost, Processes, Serial, executor
from support import PATIENCE, REPOSITORY, environment
from tasks import die_always, die_once, double, interrupt, stumble, whose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

JOBS = tuple(range(6))
BOTH = pytest.mark.parametrize("each", [Serial(), Processes(2)], ids=["serial", "processes"])


def numbers(results: Iterable[int | Lost]) -> list[int]:
    """Give the results in order, less the jobs that were lost."""
    return sorted(one for one in results if not isinstance(one, Lost))


@BOTH
def test_every_job_has_its_result(each: Executor) -> None:
    assert numbers(each.run(double, JOBS)) == [0, 2, 4, 6, 8, 10]


@BOTH
def test_no_job_gives_no_result(each: Executor) -> None:
    assert list(each.run(double, ())) == []


@BOTH
def test_a_bug_in_the_task_comes_out(each: Executor) -> None:
    with pytest.raises(KeyError, match="three"):
        list(each.run(stumble, JOBS))


@BOTH
def test_one_may_stop_in_the_middle(each: Executor) -> None:
    results = each.run(double, JOBS)
    next(results)
    results.close()

    assert list(results) == []


def test_serial_stays_here_and_processes_go_elsewhere() -> None:
    assert set(Serial().run(whose, JOBS)) == {os.getpid()}
    assert os.getpid() not in set(Processes(2).run(whose, JOBS))


def test_a_worker_that_is_killed_once_loses_nothing(tmp_path: Path) -> None:
    task = partial(die_once, poison=2, folder=tmp_path)

    assert numbers(Processes(2).run(task, JOBS)) == [0, 2, 4, 6, 8, 10]
    assert (tmp_path / "died").exists()


def test_a_job_that_kills_its_worker_always_is_lost_alone() -> None:
    results = list(Processes(2).run(partial(die_always, poison=2), JOBS))

    assert [one for one in results if isinstance(one, Lost)] == [Lost(2)]
    assert numbers(results) == [0, 2, 6, 8, 10]


def test_several_jobs_may_be_lost_and_each_is_told_once() -> None:
    results = list(Processes(2).run(partial(die_always, poison=1), (1, 1, 2)))

    assert sorted(map(repr, results)) == ["4", "Lost(job=1)", "Lost(job=1)"]


def test_a_lost_job_comes_when_it_is_the_only_one() -> None:
    assert list(Processes(2).run(partial(die_always, poison=1), (1,))) == [Lost(1)]


def test_workers_leave_an_interrupt_to_their_parent() -> None:
    assert numbers(Processes(2).run(interrupt, JOBS)) == list(JOBS)


@pytest.mark.parametrize("each", ["Serial()", "Processes(2)"])
def test_ctrl_c_pressed_again_and_again_stops_between_two_jobs(each: str, tmp_path: Path) -> None:
    code = f"""
import os
from functools import partial
from handoutpress.executors import Processes, Serial, interrupts_held
from tasks import interrupt_another
done = []
with interrupts_held() as stop:
    try:
        for one in {each}.run(partial(interrupt_another, pid=os.getpid()), range(1000), stop):
            done.append(one)
    except KeyboardInterrupt:
        print("stopped", 0 < len(done) < 1000)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=with_tests(), capture_output=True, text=True, check=False,
        timeout=PATIENCE,
    )  # fmt: skip

    assert (done.stdout, done.stderr) == ("stopped True\n", "")


@BOTH
def test_a_stop_that_comes_with_the_last_job_changes_nothing(each: Executor) -> None:
    done: list[int | Lost] = []
    for one in each.run(double, JOBS, lambda: len(done) == len(JOBS)):
        done.append(one)  # noqa: PERF402 - the list is what stops it

    assert numbers(done) == [0, 2, 4, 6, 8, 10]


def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = """
import sys
from functools import partial
from pathlib import Path
from handoutpress.executors import Processes
from tasks import sleep_for_ever
list(Processes(2).run(partial(sleep_for_ever, folder=Path(sys.argv[1])), range(2)))
"""
    parent = subprocess.Popen([sys.executable, "-c", code, tmp_path], env=with_tests())
    until(lambda: len(list(tmp_path.glob("*.pid"))) == 2)
    workers = [int(file.read_text("utf-8")) for file in tmp_path.glob("*.pid")]
    assert all(alive(pid) for pid in workers)

    parent.kill()
    parent.wait()

    until(lambda: not any(alive(pid) for pid in workers))


def with_tests() -> dict[str, str]:
    env = environment()
    return {**env, "PYTHONPATH": os.pathsep.join([env["PYTHONPATH"], str(REPOSITORY / "tests")])}


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, and fail when it never does."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_no_worker_is_left_behind() -> None:
    before = multiprocessing.active_children()

    results = Processes(2).run(double, JOBS)
    next(results)
    working = multiprocessing.active_children()
    results.close()

    assert len(working) == len(before) + 2
    assert multiprocessing.active_children() == before


@pytest.mark.parametrize(
    ("count", "jobs", "expected"),
    [
        (1, 100, None),
        (None, 0, None),
        (None, 1, None),
        (None, 2, None),
        (4, 0, None),
        (4, 1, None),
        (4, 3, Processes(3, ("json",))),
        (4, 100, Processes(4, ("json",))),
    ],
)
def test_as_many_workers_as_pay_for_themselves(count: int | None, jobs: int, expected: Processes | None) -> None:
    chosen = executor(count, jobs, ("json",))

    assert chosen == expected if expected else isinstance(chosen, Serial)


def test_many_jobs_take_the_cores_there_are() -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    chosen = executor(None, 1000)

    assert chosen == Processes(cores) if cores > 1 else isinstance(chosen, Serial)
