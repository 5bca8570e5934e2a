from __future__ import annotations

import gc
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desk import makers
from desk.conftest import HANDOUTS, WELL, text
from handoutpress.desk.documents import Documents, Origin
from handoutpress.desk.open import LOOK_AGAIN
from handoutpress.desk.rendering import Render
from handoutpress.desk.seams import Machine
from handoutpress.desk.shelf import Leaflet
from handoutpress.desk.workers import Workers
from handoutpress.edition import Edition
from handoutpress.ipp.connection import address
from handoutpress.ipp.printer import Peer
from handoutpress.model import Review
from handoutpress.printing.network import Network
from handoutpress.printing.programs import Folder
from printing.machines import STEADY
from support import put, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.conftest import Caller, Counters
    from handoutpress.desk.rendering import Task
    from printing.machines import Machine as Printer

    Make = Callable[[Task, Path], Render]
    from werkzeug.test import TestResponse


def _slugs(answer: TestResponse) -> set[str]:
    return {row.get("slug", "") for group in answer.json["groups"] for row in group["rows"]}  # type: ignore[index]


def test_drafts_are_never_listed(desk: Caller) -> None:
    assert _slugs(desk.post("/api/find", {"q": ""})) == {"ankle", "wrist", "wound", "warfarin", "old-ankle"}
    assert _slugs(desk.post("/api/find", {"q": "draft"})) == set()
    assert _slugs(desk.post("/api/find", {"q": "SEC"})) == set()


@pytest.mark.parametrize(
    ("slug", "state"),
    [
        ("ankle", "approved"),
        ("wrist", "due-soon"),
        ("wound", "overdue"),
        ("warfarin", "refused"),
        ("old-ankle", "withdrawn"),
    ],
)
def test_every_leaflet_says_how_it_stands(desk: Caller, slug: str, state: str) -> None:
    assert desk.post("/api/leaflet", {"slug": slug}).json["languages"][0]["state"] == state  # type: ignore[index]


def test_a_leaflet_is_shown_in_the_language_of_the_staff(desk: Caller) -> None:
    [row] = [
        row
        for row in desk.post("/api/find", {"q": "tob", "ui": "es"}).json["groups"][0]["rows"]  # type: ignore[index]
        if row["slug"] == "ankle"
    ]
    assert (row["title"], row["lang"]) == ("Un tobillo dolorido", "es")
    assert row["languages"] == "Inglés, Español"


def test_withdrawn_leads_to_what_takes_its_place(desk: Caller) -> None:
    [told] = desk.post("/api/leaflet", {"slug": "old-ankle"}).json["languages"]  # type: ignore[index]
    assert (told["successor"], told["successorTitle"], told["forms"]) == ("ankle", "A sore ankle", [])
    answer = desk.preview("old-ankle")
    assert (answer.status_code, answer.json["successor"]) == (409, "ankle")  # type: ignore[index]


def test_what_is_printed_is_what_was_looked_at(counters: Counters) -> None:
    desk = counters.open()
    kept = desk.preview(name="Ann Lee").json["document"]  # type: ignore[index]
    shown = desk.get(f"/document/{kept}.pdf").data
    assert shown.startswith(b"%PDF")
    job = desk.print(kept).json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "done")  # type: ignore[index]
    assert shown in [file.read_bytes() for file in (counters.root / "printed").glob("*.pdf")]


def test_past_grace_needs_a_reason_and_initials_which_are_printed_and_logged(counters: Counters) -> None:
    desk = counters.open()
    looked = desk.preview("warfarin").json["document"]  # type: ignore[index]
    assert desk.print(looked).status_code == 409
    let = desk.preview("warfarin", reason="asked", initials="AB").json
    assert "a clinician read it and asked for it" in let["pages"][0]["text"].replace("\n", " ")  # type: ignore[index]
    job = desk.print(let["document"]).json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "done")  # type: ignore[index]
    assert [(line.slug, line.initials, line.reason) for line in (one.printed for one in desk.log.lines())] == [
        ("warfarin", "AB", "a clinician read it and asked for it")
    ]


def test_every_leaflet_of_a_basket_passes_the_gate(counters: Counters) -> None:
    desk = counters.open()
    well, past = (desk.preview(slug).json["document"] for slug in ("ankle", "warfarin"))  # type: ignore[index]
    answer = desk.print(well, past)
    assert (answer.status_code, answer.json["slug"]) == (409, "warfarin")  # type: ignore[index]
    assert not desk.log.lines()


def test_a_document_is_not_printed_when_its_leaflet_has_changed(tmp_path: Path, counters: Counters) -> None:
    from desk.conftest import FINE_BRAND
    from desk.conftest import Counters as Others
    from support import workspace

    root = workspace(tmp_path, handouts=HANDOUTS, brands={"north": FINE_BRAND})
    others = Others(root)
    desk = others.open()
    counters.opened += others.opened
    desk.app.extensions["desk"].shelf.clock = iter(range(0, 10**6, 100)).__next__
    kept = desk.preview().json["document"]  # type: ignore[index]
    put(root / "handouts/ankle/en.md", text("A sore ankle, seen anew", "ANK", WELL))
    assert desk.print(kept).status_code == 410


def test_a_document_of_yesterday_is_not_printed_past_grace(counters: Counters) -> None:
    today = [date(2026, 12, 31)]
    desk = counters.open()
    whole = desk.app.extensions["desk"]
    whole.counter = type(whole.counter)(
        whole.shelf, whole.forms, whole.documents, lambda: today[0], whole.counter.words
    )
    whole.forms.today = lambda: today[0]
    kept = desk.preview("wound").json["document"]  # type: ignore[index]
    today[0] = date(2027, 1, 1)
    assert desk.print(kept).status_code == 409


def test_a_document_goes_after_five_minutes(counters: Counters) -> None:
    now = [0.0]
    desk = counters.open(documents=Documents(clock=lambda: now[0]))
    kept = desk.preview(name="Ann").json["document"]  # type: ignore[index]
    now[0] = 299.0
    assert desk.get(f"/document/{kept}.pdf").status_code == 200
    now[0] = 300.0
    assert desk.get(f"/document/{kept}.pdf").status_code == 404
    assert desk.print(kept).status_code == 410


def test_a_document_that_nobody_asks_for_goes_before_its_time_is_over() -> None:
    now = [0.0]
    documents = Documents(clock=lambda: now[0])
    leaflet = Leaflet("ankle", "en", "t", (), "ANK", "1", Review(), "", "")
    edition = Edition("ankle", "en", "north", "sheet", "letter")
    documents.keep(edition, Render(b"%PDF"), Origin(leaflet, "approved"), personal=True)
    now[0] = 300.0 - 2 * LOOK_AGAIN
    documents.sweep(LOOK_AGAIN)
    assert len(documents) == 1
    now[0] += LOOK_AGAIN  # the last look before five minutes are over
    documents.sweep(LOOK_AGAIN)
    assert len(documents) == 0


def test_an_open_desk_forgets_by_itself(counters: Counters) -> None:
    now = [0.0]
    desk = counters.open(documents=Documents(clock=lambda: now[0])).app.extensions["desk"]
    desk.look_again = 0.02
    desk.open()
    kept = desk.documents
    leaflet = Leaflet("ankle", "en", "t", (), "ANK", "1", Review(), "", "")
    edition = Edition("ankle", "en", "north", "sheet", "letter")
    kept.keep(edition, Render(b"%PDF"), Origin(leaflet, "approved"), personal=True)
    now[0] = 300.0
    until(lambda: len(kept) == 0)


def test_a_job_that_is_out_holds_no_pages_however_long_it_lasts(counters: Counters, printer: Printer) -> None:
    printer.behave("empty")
    desk = counters.open(machines=[Machine("front", Network(Peer(address(printer.uri)), STEADY))])
    kept = desk.preview(name="Ann Lee").json["document"]  # type: ignore[index]
    documents = desk.app.extensions["desk"].documents
    pdf = documents.get(kept).render.pdf
    job = desk.print(kept, printer="front").json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "paper")  # type: ignore[index]
    documents.forget([kept])
    gc.collect()
    assert [type(one) for one in gc.get_referrers(pdf)] == []
    printer.behave("ok")
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "done")  # type: ignore[index]


def test_a_name_is_forgotten_when_it_is_printed_and_when_the_page_says_so(counters: Counters) -> None:
    desk = counters.open()
    first, second = (desk.preview(name="Ann").json["document"] for _ in range(2))  # type: ignore[index]
    job = desk.print(first).json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "done")  # type: ignore[index]
    until(lambda: desk.get(f"/document/{first}.pdf").status_code == 404)
    assert desk.get(f"/page/{second}/1.png").status_code == 200
    desk.post("/api/forget", {"documents": [second]})
    assert desk.get(f"/page/{second}/1.png").status_code == 404


def test_no_name_goes_where_what_is_printed_is_kept(counters: Counters) -> None:
    kept = counters.root / "kept"
    desk = counters.open(machines=[Machine("folder", Folder(kept), keeps=True)])
    plain, named = (desk.preview(**more).json["document"] for more in ({}, {"note": "Twice a day"}))  # type: ignore[index]
    for documents in ([named], [plain, named]):
        answer = desk.print(*documents)
        assert (answer.status_code, answer.json["why"]) == (409, "keeps")  # type: ignore[index]
    job = desk.print(plain).json["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{job}").json["state"] == "done")  # type: ignore[index]
    assert len(list(kept.iterdir())) == 1


def test_asked_twice_it_prints_once(counters: Counters) -> None:
    desk = counters.open()
    kept = desk.preview().json["document"]  # type: ignore[index]
    first, again = desk.print(kept).json, desk.print(kept).json
    assert first["job"] == again["job"]  # type: ignore[index]
    until(lambda: desk.get(f"/api/job/{first['job']}").json["state"] == "done")  # type: ignore[index]
    assert len(desk.log.lines()) == 1


NAMES = [
    "José Ñandú", "O'Brien & Sons", "W" * 26, "W" * 80, "Wolfeschlegelsteinhausen",
    "Wolfeschlegelsteinhausenbergerdorff" * 2,
]  # fmt: skip
LAYOUTS = ["sheet", "trifold", "bifold"]


def _shown(answer: TestResponse) -> str:
    """Give the letters on the pages, without spaces: a line may end anywhere."""
    assert answer.status_code == 200
    assert "pages" in answer.json, answer.json  # type: ignore[operator]
    return "".join("".join(page["text"] for page in answer.json["pages"]).split())  # type: ignore[index]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", NAMES)
def test_names_survive_and_fit(desk: Caller, name: str, layout: str) -> None:
    for date_ in ("", "30 de septiembre de 2026"):
        shown = _shown(desk.preview(name=name, clinician=name, date=date_, layout=layout))
        assert shown.count("".join(name.split())) == 2
        assert "".join(date_.split()) in shown


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_date_that_is_none_fits_all_the_same(desk: Caller, layout: str) -> None:
    assert "W" * 40 in _shown(desk.preview(name="Ann Lee", clinician="Dr Lee", date="W" * 40, layout=layout))


@pytest.mark.parametrize("field", ["name", "note", "clinician", "date"])
@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\u2066", "\x00", "\x1b", "\ufeff", "\u00ad"])
def test_what_cannot_be_seen_does_not_come_to_paper(desk: Caller, field: str, unseen: str) -> None:
    answer = desk.preview(**{field: f"ev{unseen}il"})
    assert "evil" in "".join(page["text"] for page in answer.json["pages"])  # type: ignore[index]


@pytest.mark.parametrize("field", ["name", "note", "clinician", "date"])
@pytest.mark.parametrize(("words", "lacking"), [("\u2603 Ann", "\u2603"), ("สมชาย", "สมชาย"), ("अ Ann", "अ")])
def test_letters_that_cannot_be_printed_are_told(desk: Caller, field: str, words: str, lacking: str) -> None:
    answer = desk.preview(**{field: words})
    assert (answer.status_code, answer.json["why"]) == (200, "letters")  # type: ignore[index]
    assert (answer.json["field"], answer.json["letters"]) == (field, lacking)  # type: ignore[index]


@pytest.mark.parametrize("field", ["name", "note", "clinician", "date"])
@pytest.mark.parametrize("words", ["李明", "محمد", "Nguyễn Thị Ánh", "Анна Ильина", "Άννα"])
def test_a_name_keeps_its_own_letters(desk: Caller, field: str, words: str) -> None:
    """Each alone: words of Arabic come back in another order from the reader of the text."""
    assert "".join(words.split()) in _shown(desk.preview(**{field: words}))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["李" * 80, "م" * 80, "Ж" * 80])
def test_eighty_letters_of_any_script_fit(desk: Caller, layout: str, name: str) -> None:
    assert _shown(desk.preview(name=name, layout=layout)).count(name[0]) == len(name)


def test_a_layout_without_the_box_takes_no_name(desk: Caller) -> None:
    answer = desk.preview(layout="card", name="Ann Lee")
    assert (answer.status_code, answer.json["why"]) == (200, "no-box")  # type: ignore[index]


@pytest.mark.parametrize("make", [makers.too_long, makers.die])
def test_a_note_that_is_too_long_for_the_page_is_told(counters: Counters, make: Make) -> None:
    answer = counters.open(workers=Workers(counters.root, make=make)).preview(note="word " * 190)
    assert (answer.status_code, answer.json["why"]) == (200, "no-room")  # type: ignore[index]


def test_a_busy_desk_says_when_to_ask_again(counters: Counters) -> None:
    workers = Workers(counters.root, count=0, waiting=0.01)
    answer = counters.open(workers=workers).preview()
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_a_crash_tells_nothing_of_the_patient(counters: Counters, capfd: pytest.CaptureFixture[str]) -> None:
    workers = Workers(counters.root, make=makers.crash)
    answer = counters.open(workers=workers).preview(name="Canary Bird")
    assert answer.status_code == 503
    said = capfd.readouterr()
    assert "Canary" not in answer.text + said.err + said.out


def test_a_bug_of_the_desk_is_told_by_its_place_only(counters: Counters, capfd: pytest.CaptureFixture[str]) -> None:
    desk = counters.open()

    def broken(_: object) -> None:
        raise ValueError("Canary Bird")

    desk.app.extensions["desk"].documents.keep = broken
    answer = desk.preview(name="Canary Bird")
    assert (answer.status_code, answer.json["why"]) == (500, "fault")  # type: ignore[index]
    said = capfd.readouterr()
    assert "TypeError in handoutpress.desk.counter" in said.err
    assert "Canary" not in answer.text + said.err + said.out
