"""The page in a real Chromium, on a real server, with a real printer behind it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect
from waitress.wasyncore import close_all

from desk.conftest import FINE_BRAND, HANDOUTS, NOW
from handoutpress.desk.app import create_app
from handoutpress.desk.seams import Machine
from handoutpress.desk.server import bound, hosts_at, serve
from handoutpress.desklog import DeskLog
from handoutpress.ipp.connection import address
from handoutpress.ipp.printer import Peer
from handoutpress.printing.network import Network
from handoutpress.printing.programs import Folder
from handoutpress.printing.programs import Page as ThisPage
from printing.machines import QUICK, STEADY, free_port, machine
from support import TODAY, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from playwright.sync_api import Browser, Page

    from printing.machines import Machine as Printer

SIZES: Final = {"desk": (1366, 768), "telephone": (390, 844), "zoomed": (683, 384)}
SLOW: Final = 60_000
"""Milliseconds that a state may take to come; nothing is timed."""
SETTINGS: Final = """\
[desk]
web = "https://north.example/{slug}/{lang}"
[desk.packs.both]
title = "Ankle and wrist"
leaflets = ["ankle", "wrist", "warfarin"]
"""


@dataclass(slots=True)
class Open:
    """A desk that is served, its printer, and what the browser did there."""

    app: Flask
    at: str
    printer: Printer
    log: DeskLog
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def visit(self, browser: Browser, size: str = "desk", path: str = "/en") -> Page:
        width, height = SIZES[size]
        page = browser.new_context(viewport={"width": width, "height": height}).new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.goto(self.at + path)
        expect(page.locator("[role=option]").first).to_be_visible()
        return page


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(
        tmp_path_factory.mktemp("page"), handouts=HANDOUTS, brands={"north": FINE_BRAND}, settings=SETTINGS
    )


@pytest.fixture(scope="module")
def served(stocked: Path, bus: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    with machine(tmp_path_factory.mktemp("printer"), bus, "-2", "-s", "60,60") as printer:
        silent = Network(Peer(address(f"ipp://127.0.0.1:{free_port()}/ipp/print")), QUICK)
        machines = [
            Machine("shelf", Folder(tmp_path_factory.mktemp("shelf")), keeps=True, files=True),
            Machine("front-desk", Network(Peer(address(printer.uri)), STEADY), default=True),
            Machine("back-office", silent),
            Machine("this-window", ThisPage(), opens=True),
            Machine("corridor", Network(Peer(address(printer.uri)), replace(QUICK, patience=0.5))),
        ]
        taken, log = bound("127.0.0.1", 0), DeskLog(stocked / "log.sqlite", now=lambda: NOW)
        app = create_app(
            stocked, today=lambda: TODAY, now=lambda: NOW, printers=machines, log=log,
            hosts=hosts_at(taken.getsockname()[1], ()),
        )  # fmt: skip
        server = serve(app, taken)
        app.extensions["desk"].open()
        thread = threading.Thread(target=server.run)
        thread.start()
        yield Open(app, f"http://127.0.0.1:{taken.getsockname()[1]}", printer, log)
        app.extensions["desk"].close()
        server.trigger.pull_trigger(lambda: (server.close(), close_all(server._map)))  # in its own thread
        thread.join()


@pytest.fixture
def desk(served: Open, browser: Browser) -> Iterator[Open]:
    served.printer.behave("ok")
    served.asked.clear()
    served.said.clear()
    yield served
    for context in browser.contexts:
        context.close()
    assert served.said == []
    assert [url for url in served.asked if not url.startswith(served.at)] == []


def look(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    expect(page.locator("#g-found")).to_be_visible()
    page.keyboard.press("ArrowDown")
    if not page.evaluate("matchMedia('(min-width: 1024px) and (min-height: 520px)').matches"):
        page.keyboard.press("Enter")
    expect(page.locator("#big img, #big .withdrawn").first).to_be_visible(timeout=SLOW)


def faults(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] }).then(it => it.violations)")
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def state(page: Page, name: str) -> None:
    expect(page.locator(f"#status.{name}")).to_be_visible(timeout=SLOW)


def test_from_an_empty_search_to_paper_by_keyboard_alone(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    pdf: list[bytes] = []
    page.on("response", lambda answer: pdf.append(answer.url.encode()) if "/page/" in answer.url else None)
    before = len(desk.printer.printed)
    keys = ["w", "r", "i", "ArrowDown", "Control+Enter"]
    assert len(keys) <= 10
    for key in keys[:3]:
        page.keyboard.press(key)
    expect(page.locator("#g-found")).to_be_visible()
    for key in keys[3:]:
        page.keyboard.press(key)
    state(page, "is-done")
    kept = desk.app.extensions["desk"].documents
    [shown] = {one.render.pdf for one in kept._kept.values() if one.edition.slug == "wrist"}
    assert desk.printer.printed[before:] == [shown]
    assert page.locator("#print-w").inner_text() == "Print again"
    last = desk.log.lines()[0]
    assert (last.printed.slug, last.outcome) == ("wrist", "done")


def test_enter_before_the_answer_opens_what_was_typed(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    page.keyboard.type("wrist", delay=0)
    page.keyboard.press("Enter")
    expect(page.locator("#ti")).to_have_text("A sore wrist")
    expect(page.locator("#ti")).to_be_focused()


@pytest.mark.parametrize(("mode", "words"), [("empty", "Needs paper"), ("jam", "Paper is stuck")])
def test_what_the_printer_needs_is_told_and_nothing_is_sent_twice(
    desk: Open, browser: Browser, mode: str, words: str
) -> None:
    page, before = desk.visit(browser), len(desk.printer.printed)
    look(page, "ankle")
    desk.printer.behave(mode)
    page.keyboard.press("Control+Enter")
    state(page, "is-paper")
    expect(page.locator("#status h3")).to_have_text(words)
    expect(page.locator("#live")).to_contain_text(words)
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#f-layout")).to_have_attribute("disabled", "")
    page.keyboard.press("Control+Enter")
    assert faults(page) == []
    desk.printer.behave("ok")
    state(page, "is-done")
    assert len(desk.printer.printed) - before == 1


def test_what_is_not_printed_says_so_and_prints_elsewhere(desk: Open, browser: Browser) -> None:
    page, before = desk.visit(browser), len(desk.printer.printed)
    look(page, "ankle")
    page.locator(".printer").click()
    page.locator("#plist").get_by_text("Back office").click()
    page.keyboard.press("Control+Enter")
    state(page, "is-failed")
    expect(page.locator("#status p")).to_contain_text("Nothing came out.")
    expect(page.locator("#print")).not_to_be_visible()
    assert faults(page) == []
    page.get_by_text("Print on Front desk").click()
    state(page, "is-done")
    assert len(desk.printer.printed) - before == 1


def test_nobody_knows_whether_it_came_out_until_somebody_looked(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    desk.printer.behave("hold")
    page.locator(".printer").click()
    page.locator("#plist").get_by_text("Corridor").click()
    page.keyboard.press("Control+Enter")
    state(page, "is-unsure")
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#chip")).to_contain_text("Not sure it came out")
    page.locator("#chip").click()
    assert faults(page) == []
    page.get_by_text("Yes, it came out").click()
    desk.printer.behave("ok")
    expect(page.locator("#jobs h3")).to_have_text("Printed")


def test_escape_leaves_nothing_of_the_patient_but_keeps_the_job_in_sight(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("summary").click()
    page.locator("#name").fill("Canary Bird")
    page.locator("#note").fill("Canary note")
    desk.printer.behave("hold")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#status.sent, #status.printing")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    expect(page.locator("#chip")).to_be_visible()
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("")
    assert "Canary" not in page.content()
    assert (
        page.evaluate("[...document.querySelectorAll('input, textarea')].map(it => it.value).join()").count("Canary")
        == 0
    )
    assert page.locator("#big > *, #thumbs > *").count() == 0
    desk.printer.behave("ok")
    expect(page.locator("#chip")).to_have_class("chip is-done", timeout=SLOW)


def test_overdue_refused_and_withdrawn(desk: Open, browser: Browser) -> None:
    page, before = desk.visit(browser), len(desk.printer.printed)
    look(page, "wound")
    expect(page.locator(".banner.overdue")).to_be_visible()
    assert faults(page) == []
    look(page, "warfarin")
    expect(page.locator("#print-w")).to_have_text("Print anyway…")
    assert faults(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Do not print")).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#d-stop")).not_to_be_visible()
    assert len(desk.printer.printed) == before
    page.keyboard.press("Control+Enter")
    page.get_by_text("A clinician read it").click()
    page.locator("#ini").fill("AB")
    page.get_by_text("Print it anyway").click()
    state(page, "is-done")
    last = desk.log.lines()[0].printed
    assert (last.slug, last.initials) == ("warfarin", "AB")
    look(page, "ankles as")
    expect(page.locator("#big .withdrawn")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ti")).to_have_text("A sore ankle")


def test_a_pack_with_a_leaflet_that_is_not_to_be_used_prints_without_it_only(desk: Open, browser: Browser) -> None:
    page, before = desk.visit(browser), len(desk.printer.printed)
    page.get_by_text("Ankle and wrist").click()
    expect(page.locator("#set .no")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "true")
    assert faults(page) == []
    page.get_by_role("button", name="Remove Taking warfarin").click()
    expect(page.locator("#print-w")).to_have_text("Print 2")
    expect(page.locator("#big img")).to_have_count(2, timeout=SLOW)
    page.keyboard.press("Control+Enter")
    state(page, "is-done")
    assert len(desk.printer.printed) - before == 2


def test_a_pack_comes_in_the_language_of_the_patient_where_there_is_one(desk: Open, browser: Browser) -> None:
    page, before = desk.visit(browser), len(desk.printer.printed)
    page.get_by_text("Ankle and wrist").click()
    page.get_by_role("button", name="Remove Taking warfarin").click(timeout=SLOW)
    page.locator("#f-lang").get_by_text("Español").click()
    expect(page.locator("#set small")).to_have_text(["Spanish · One sheet", "English only · One sheet"], timeout=SLOW)
    expect(page.locator("#big img")).to_have_count(2, timeout=SLOW)
    assert faults(page) == []
    page.keyboard.press("Control+Enter")
    state(page, "is-done")
    assert len(desk.printer.printed) - before == 2
    lines = [line.printed for line in desk.log.lines()[:2]]
    assert sorted((line.slug, line.lang) for line in lines) == [("ankle", "es"), ("wrist", "en")]


def test_the_day_comes_with_the_first_word_and_can_be_taken_out(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("summary").click()
    page.locator("#name").fill("José Ñandú")
    expect(page.locator("#date")).to_have_value("November 25, 2026")
    expect(page.locator("#big .sr")).to_contain_text("November 25, 2026", timeout=SLOW)
    page.get_by_text("Español").last.click()
    expect(page.locator("#date")).to_have_value("25 de noviembre de 2026")
    page.locator("#date").fill("")
    page.locator("#note").fill("x")
    expect(page.locator("#date")).to_have_value("")


def test_letters_that_cannot_be_printed_stop_the_print_until_they_are_gone(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("summary").click()
    page.locator("#name").fill("𓀀𓀁")
    expect(page.locator(".leaf")).to_contain_text("Some letters cannot be printed", timeout=SLOW)
    expect(page.locator("#pers-no")).to_be_in_viewport()
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "true")
    page.locator("#name").fill("Li Ming")
    expect(page.locator("#big img")).to_be_visible(timeout=SLOW)
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "false")


def test_a_printer_that_keeps_files_is_told_before_a_name_goes_there(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator(".printer").click()
    page.locator("#plist").get_by_text("Shelf").click()
    page.keyboard.press("Control+Enter")
    state(page, "is-done")
    expect(page.locator("#status h3")).to_have_text("Written")
    page.keyboard.press("Control+Enter")
    page.locator("summary").click()
    page.locator("#note").fill("Rest it")
    expect(page.locator("#cannot")).to_be_in_viewport(ratio=1)
    expect(page.locator("#cannot h3")).to_have_text("No names on this printer")
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#big .sr")).to_contain_text("Rest it", timeout=SLOW)
    expect(page.locator("#cannot")).to_be_visible()
    assert faults(page) == []
    page.locator("#note").fill("")
    page.locator("#date").fill("")
    expect(page.locator("#cannot")).not_to_be_visible()
    expect(page.locator("#print")).to_have_attribute("aria-disabled", "false")


def test_a_pdf_can_be_opened_and_printed_from_there_with_the_name(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("summary").click()
    page.locator("#name").fill("Ann Lee")
    expect(page.locator("#big .sr")).to_contain_text("Ann Lee", timeout=SLOW)
    page.locator(".printer").click()
    page.locator("#plist").get_by_text("This window").click()
    with page.context.expect_page() as opened:
        page.keyboard.press("Control+Enter")
    assert "/document/" in opened.value.url or opened.value.url in {"about:blank", ""}
    state(page, "is-unsure")
    expect(page.locator("#status h3")).to_have_text("The PDF is open")
    assert faults(page) == []
    page.get_by_text("Yes, it came out").click()
    state(page, "is-done")
    assert desk.log.lines()[0].outcome == "came-out"


def test_what_failed_leads_back_to_the_choice_of_a_printer(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("summary").click()
    page.locator("#note").fill("Come back on Monday")
    page.locator(".printer").click()
    page.locator("#plist").get_by_text("Back office").click()
    page.keyboard.press("Control+Enter")
    state(page, "is-failed")
    page.get_by_role("button", name="Back to print").click()
    expect(page.locator(".printer")).to_be_visible()
    expect(page.locator("#note")).to_have_value("Come back on Monday")


def test_a_name_that_was_not_printed_goes_to_no_printer_that_keeps_it(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("summary").click()
    page.locator("#name").fill("Ann")
    page.locator(".printer").click()
    page.locator("#plist").get_by_text("Back office").click()
    expect(page.locator("#big img")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Control+Enter")
    state(page, "calling")
    expect(page.locator("#status h3")).to_have_text("Calling the printer")
    state(page, "is-failed")
    expect(page.locator("#status .acts button")).to_have_text(["Print on Front desk", "Try again", "Back to print"])


def test_print_with_nothing_marked_looks_first_and_the_basket_is_not_forgotten(desk: Open, browser: Browser) -> None:
    page, before = desk.visit(browser), len(desk.printer.printed)
    look(page, "ankle")
    page.keyboard.press("Shift+Enter")
    page.locator("#q").fill("wrist")
    expect(page.locator("#list")).to_contain_text("A sore wrist")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#ti")).to_have_text("A sore wrist")
    expect(page.locator("#big img")).to_be_visible(timeout=SLOW)
    assert len(desk.printer.printed) == before
    page.keyboard.press("Control+Enter")
    state(page, "is-done")
    page.locator("#status").get_by_text("Basket: 1").click()
    expect(page.locator("#ti")).to_have_text("Basket: 1")


def test_the_page_with_the_name_is_shown(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.get_by_text("Large", exact=True).click(timeout=SLOW)
    expect(page.get_by_text("Sheets", exact=True).first).to_be_visible(timeout=SLOW)
    page.locator("summary").click()
    page.locator("#name").fill("Ann Example")
    expect(page.locator("#big .sr")).to_contain_text("Ann Example", timeout=SLOW)


def test_the_basket_takes_several_and_comes_back(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    for words in ("ankle", "wrist"):
        look(page, words)
        page.keyboard.press("Shift+Enter")
    look(page, "warfarin")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#count")).to_have_text("2")
    page.keyboard.press("Escape")
    expect(page.locator("#count")).to_have_text("0")
    page.locator("#undo").click()
    page.locator("#bag").click()
    expect(page.locator("#big img")).to_have_count(2, timeout=SLOW)
    assert faults(page) == []


def test_a_pack_that_was_printed_stays_and_can_be_printed_again(desk: Open, browser: Browser) -> None:
    page, before = desk.visit(browser), len(desk.printer.printed)
    page.get_by_text("Ankle and wrist").click()
    page.get_by_role("button", name="Remove Taking warfarin").click(timeout=SLOW)
    for times in (1, 2):
        expect(page.locator("#big img")).to_have_count(2, timeout=SLOW)
        expect(page.locator("#print")).to_have_attribute("aria-disabled", "false", timeout=SLOW)
        page.keyboard.press("Control+Enter")
        state(page, "is-done")
        assert len(desk.printer.printed) - before == 2 * times
        page.keyboard.press("Control+Enter")
        expect(page.locator("#status")).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
def test_every_size_of_window_shows_what_is_needed_to_print(desk: Open, browser: Browser, size: str) -> None:
    page = desk.visit(browser, size)
    assert faults(page) == []
    look(page, "ankle")
    for part in ("#print", ".printer", ".copies"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []
    small = page.evaluate(
        "[...document.querySelectorAll('button, a, input, summary')]"
        ".filter(it => it.checkVisibility() && !it.closest('.seg, .thumbs'))"
        ".map(it => [it.outerHTML.slice(0, 60), it.getBoundingClientRect().height]).filter(it => it[1] && it[1] < 43.5)"
    )
    assert small == []


def test_the_page_speaks_spanish(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser, path="/es")
    look(page, "tobillo")
    expect(page.locator("#print-w")).to_have_text("Imprimir")
    page.get_by_text("English").last.click()
    expect(page.locator("#print-w")).to_have_text("Imprimir en inglés", timeout=SLOW)
    assert faults(page) == []


def test_nothing_found_is_said(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    page.locator("#q").fill("zzzz")
    expect(page.locator("#none")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Nothing found")
    assert faults(page) == []


def test_what_was_typed_is_marked_and_why_it_was_found_is_said(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    page.locator("#q").fill("sore wri")
    expect(page.locator("[role=option] .ti mark")).to_have_text(["sore", "wri"])
    expect(page.locator("[role=option] .ti")).to_have_text("A sore wrist")
    page.locator("#q").fill("tobillo")
    expect(page.locator("[role=option] .also mark")).to_have_text("tobillo")
    page.locator("#q").fill("blood thinner")
    expect(page.locator("[role=option] .why")).to_have_text("Found as: warfarin")
    assert faults(page) == []
    page.locator("#q").fill("wirst")
    expect(page.locator("#g-near")).to_have_text("Nearest")
    expect(page.locator("#live")).to_have_text("Not found. 1 near.")
    assert faults(page) == []


def test_the_key_that_searches_can_be_turned_off(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("#print").focus()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.locator("[data-do=keys]").click()
    page.locator("#slash").uncheck()
    page.keyboard.press("Escape")
    page.locator("#print").focus()
    page.keyboard.press("/")
    expect(page.locator("#print")).to_be_focused()


def test_a_qr_code_leads_to_the_clinics_own_page(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "ankle")
    page.locator("#qr").click()
    expect(page.locator("#qr-img")).to_be_visible()
    assert page.evaluate("document.querySelector('#qr-img').decode().then(() => true)")
    assert faults(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_a_log_that_cannot_be_written_is_said_and_printing_goes_on(desk: Open, browser: Browser, size: str) -> None:
    records, file = desk.app.extensions["desk"].records, desk.log.path
    records.log = DeskLog(file.parent, now=lambda: NOW)
    records.check()
    page = desk.visit(browser, size)
    expect(page.locator("#unlogged")).to_contain_text("The print log cannot be written.")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    look(page, "wrist")
    page.keyboard.press("Control+Enter")
    state(page, "is-done")
    expect(page.locator("#unlogged")).to_be_visible()
    records.log = desk.log
    records.check()
    page.reload()
    expect(page.locator("[role=option]").first).to_be_visible()
    expect(page.locator("#unlogged")).not_to_be_visible()


def test_the_last_one_can_be_shown_again_after_the_page_was_closed(desk: Open, browser: Browser) -> None:
    page = desk.visit(browser)
    look(page, "wound")
    page.keyboard.press("Control+Enter")
    state(page, "is-done")
    page = desk.visit(browser)
    page.locator("#last").click()
    expect(page.locator("#ti")).to_have_text("Looking after a wound")
