from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk import makers
from handoutpress.desk.rendering import Task
from handoutpress.desk.workers import LIFE, LIMIT, BusyError, LostError, Workers
from handoutpress.edition import Edition
from handoutpress.personal import Personal
from support import TODAY, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from handoutpress.desk.rendering import Render


def task(slug: str = "ankle") -> Task:
    return Task(Edition(slug, "en", "north", "sheet", "letter"), TODAY, "now")


@pytest.fixture
def open_(root: Path) -> Iterator[Callable[..., Workers]]:
    made: list[Workers] = []

    def make(what: Callable[[Task, Path], Render], **options: float) -> Workers:
        made.append(Workers(root, make=what, **options))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_worker_that_takes_too_long_is_killed_and_the_next_leaflet_is_made(open_: Callable[..., Workers]) -> None:
    workers = open_(makers.hang, count=1, limit=1.0)
    before = workers.run(task()).codes
    with pytest.raises(LostError):
        workers.run(task("slow"))
    assert workers.run(task()).codes != before


def test_a_worker_that_heeds_no_signal_is_killed_and_gone(open_: Callable[..., Workers]) -> None:
    workers = open_(makers.deaf, count=1, limit=1.0)
    [pid] = workers.run(task()).codes
    with pytest.raises(LostError):
        workers.run(task("slow"))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)


def test_a_leaflet_has_ten_seconds(root: Path) -> None:
    workers = Workers(root)
    assert (workers.limit, LIMIT) == (10.0, 10.0)


def test_a_worker_that_crashes_leaves_no_picture_of_its_memory(open_: Callable[..., Workers]) -> None:
    assert open_(makers.guarded, count=1).run(task()).codes == ("0", "0")


def test_a_worker_forgets_a_name_when_its_leaflet_is_made(open_: Callable[..., Workers], root: Path) -> None:
    workers, told = open_(makers.remember, count=1), root / "remembered"
    assert workers.run(replace(task(), personal=Personal(name="Ann"))).codes == ("Ann",)
    until(told.is_file)
    until(lambda: not told.read_text())


def test_a_worker_sweeps_up_the_pages_that_it_made(open_: Callable[..., Workers], root: Path) -> None:
    workers, told = open_(makers.linger, count=1), root / "lingering"
    assert workers.run(replace(task(), personal=Personal(name="Ann"))).pdf
    until(told.is_file)
    until(lambda: not told.read_text())


def test_a_worker_that_dies_is_replaced(open_: Callable[..., Workers]) -> None:
    workers = open_(makers.die, count=1)
    for _ in range(3):
        with pytest.raises(LostError):
            workers.run(task())


def test_a_worker_makes_room_for_another_in_time(open_: Callable[..., Workers]) -> None:
    workers = open_(makers.count, count=1)
    assert [len({workers.run(task()).codes for _ in range(LIFE)}) for _ in range(2)] == [1, 1]
    assert len({workers.run(task()).codes for _ in range(LIFE + 1)}) == 2


def test_a_worker_lays_in_its_typefaces_once(open_: Callable[..., Workers]) -> None:
    """Laid in for each leaflet, they take 5 MB each time, which the engine never gives back."""
    workers = open_(makers.weigh, count=1)
    weights = [int(workers.run(replace(task(), personal=Personal(name=f"Ann {n}"))).codes[0]) for n in range(16)]
    assert weights[-1] - weights[5] < 10 * 1000, "kilobytes for ten leaflets; the first ones fill caches"


def test_a_worker_keeps_no_page_and_nothing_that_the_engine_leaks(open_: Callable[..., Workers]) -> None:
    """A picture that is kept keeps the pages that showed it, name and all; font features leak with every line."""
    [boxes, features] = open_(makers.keep_house, count=1).run(replace(task(), personal=Personal(name="Ann"))).codes
    assert (boxes, features) == ("0", "0")


def test_a_worker_takes_its_copies_of_typefaces_with_it(open_: Callable[..., Workers]) -> None:
    workers = open_(makers.unpack, count=1)
    [folder] = map(Path, workers.run(task()).codes)
    assert folder.is_dir()
    workers.close()
    assert not folder.exists()


def test_nobody_is_kept_waiting_for_ever(open_: Callable[..., Workers]) -> None:
    with pytest.raises(BusyError):
        open_(makers.count, count=0, waiting=0.05).run(task())


def test_what_nobody_waits_for_gives_way(open_: Callable[..., Workers]) -> None:
    assert open_(makers.count, count=1).run_if_idle(task()) is not None
    assert open_(makers.count, count=0).run_if_idle(task()) is not None, "all of none are idle"
