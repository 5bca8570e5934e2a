"""Many at once, and for a long time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from handoutpress.desk.documents import ROOM, Documents, Origin
from handoutpress.desk.rendering import Render
from handoutpress.desk.shelf import Leaflet
from handoutpress.edition import Edition
from handoutpress.model import Review

if TYPE_CHECKING:
    from desk.conftest import Caller, Counters

CLIENTS, TIMES = 12, 40
LARGE = 100_000
"""Bytes: a thousand of them are far more than there is room for."""


def test_twelve_clients_with_forty_previews_are_all_answered(counters: Counters) -> None:
    desk = counters.open()

    def ask(number: int) -> list[int]:
        return [desk.preview(("ankle", "wrist", "wound")[(number + n) % 3]).status_code for n in range(TIMES)]

    with ThreadPoolExecutor(CLIENTS) as pool:
        found = [status for client in pool.map(ask, range(CLIENTS)) for status in client]
    assert len(found) == CLIENTS * TIMES
    assert set(found) <= {200, 503}
    assert 200 in found


def test_names_at_once_come_each_to_its_own(counters: Counters) -> None:
    desk = counters.open()

    def ask(number: int) -> bool:
        answer = desk.preview(name=f"Patient {number} of many")
        text = "".join(page["text"] for page in answer.json["pages"]) if answer.status_code == 200 else ""  # type: ignore[index]
        return answer.status_code == 503 or (text.count(" of many") == 1 and f"Patient {number} of many" in text)

    with ThreadPoolExecutor(CLIENTS) as pool:
        assert all(pool.map(ask, range(CLIENTS * 2)))


def test_a_thousand_previews_stay_within_bounds(desk: Caller) -> None:
    """What is kept is bounded by itself: the desk's own process holds no more after many than after few."""
    pdf = desk.get(f"/document/{desk.preview().json['document']}.pdf").data  # type: ignore[index]
    documents = Documents()
    leaflet = Leaflet("ankle", "en", "t", (), "ANK", "1", Review(), "", "")
    for number in range(1000):
        render = Render(pdf + bytes(LARGE + number % 7), ("",), ((612.0, 792.0),))
        kept = documents.keep(
            Edition("ankle", "en", "north", "sheet", "letter"), render, Origin(leaflet, "approved"), personal=True
        )
        if number % 50 == 0:
            documents.picture(kept, 1)
    assert sum(one.size for one in documents._kept.values()) <= ROOM
