"""What is set before anybody asks for it, by real workers over a real shelf."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from desk import makers
from desk.conftest import FINE_BRAND, HANDOUTS, Counters
from handoutpress.desk.rendering import Task
from handoutpress.desk.workers import LostError, Workers
from handoutpress.edition import Edition
from support import TODAY, until, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desk.conftest import Caller
    from handoutpress.desk.open import Desk


@pytest.fixture
def counters(tmp_path: Path) -> Iterator[Counters]:
    """Give desks over a workspace of which nothing was ever set."""
    made = Counters(workspace(tmp_path, handouts=HANDOUTS, brands={"north": FINE_BRAND}))
    yield made
    for app in made.opened:
        app.extensions["desk"].close()


def whole(caller: Caller) -> Desk:
    found: Desk = caller.app.extensions["desk"]
    return found


def kept(desk: Desk) -> set[str]:
    return {edition.slug for edition, *_ in desk.forms._kept}


def task(slug: str) -> Task:
    return Task(Edition(slug, "en", "north", "sheet", "letter"), TODAY, "now")


def forms(caller: Caller, slug: str) -> tuple[list[str], bool]:
    [english, *_] = caller.post("/api/leaflet", {"slug": slug}).json["languages"]  # type: ignore[index]
    return [f"{one['layout']}.{one['size']}" for one in english["forms"]], english["more"]


def test_the_first_that_was_found_is_set_while_somebody_still_reads(counters: Counters) -> None:
    caller = counters.open()
    desk = whole(caller)
    desk.open()
    caller.post("/api/find", {"q": "wri"})
    until(lambda: kept(desk) == {"wrist"})
    before = next(iter(desk.forms._kept.values()))
    shown = desk.documents.get(caller.preview("wrist").json["document"])  # type: ignore[index]
    assert shown is not None
    assert shown.render is before, "and nobody sets it again"
    assert shown.pictures[1] == before.page, "its first page is drawn already"


def test_what_was_found_before_gives_way(counters: Counters) -> None:
    caller = counters.open()
    desk = whole(caller)
    for typed in ("wound", "ankle", "wrist"):
        caller.post("/api/find", {"q": typed})
    desk.open()
    until(lambda: "wrist" in kept(desk))
    assert kept(desk) == {"wrist"}


def test_what_is_printed_often_is_set_when_the_desk_opens(counters: Counters) -> None:
    first = counters.open()
    first.print(first.preview("wound").json["document"])  # type: ignore[index]
    until(lambda: [line.outcome for line in first.log.lines()] == ["done"])
    desk = whole(counters.open())
    desk.records.log = first.log
    desk.open()
    until(lambda: "wound" in kept(desk))


def test_other_formats_of_what_is_open_are_tried_and_known_after_a_restart(counters: Counters) -> None:
    caller = counters.open()
    desk = whole(caller)
    desk.open()
    assert forms(caller, "ankle") == (["sheet.standard"], True)
    until(lambda: not forms(caller, "ankle")[1])
    found, _ = forms(caller, "ankle")
    assert {"sheet.standard", "sheet.large", "trifold.standard"} <= set(found)
    desk.close()
    later = counters.open()
    whole(later).forms.fits.load()
    assert forms(later, "ankle") == (found, False)
    assert "ankle" not in kept(whole(later)), "known, and not set"


def test_what_is_past_its_grace_is_set_ahead_with_the_mark_that_is_shown(counters: Counters) -> None:
    caller = counters.open()
    desk = whole(caller)
    desk.open()
    caller.post("/api/find", {"q": "warf"})
    until(lambda: "warfarin" in kept(desk))
    assert "Past its check date" in next(iter(desk.forms._kept.values())).texts[0]


def busy(workers: Workers) -> None:
    with suppress(LostError):
        workers.run(task("slow"))


def test_whoever_waits_goes_first(root: Path) -> None:
    workers = Workers(root, make=makers.hang, count=1, limit=2.0)
    taken = threading.Thread(target=busy, args=(workers,))
    taken.start()
    until(lambda: workers._left == 0 and not workers._idle)
    assert workers.run_if_idle(task("ankle")) is None
    assert workers.run_politely(task("ankle")) is None
    taken.join()
    workers.close()
    assert workers.run_politely(task("ankle")) is None


def test_nothing_goes_on_when_the_desk_is_closed(counters: Counters) -> None:
    before = set(threading.enumerate())
    caller = counters.open()
    desk = whole(caller)
    desk.open()
    caller.post("/api/find", {"q": "wri"})
    until(lambda: bool(kept(desk)))
    desk.close()
    until(lambda: not {one for one in set(threading.enumerate()) - before if "_begin" in one.name or "run" in one.name})
    assert desk.workers.run_if_idle(task("ankle")) is None
