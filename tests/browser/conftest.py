"""A real Chromium, started once a process. It is never skipped: where it is missing, the tests fail and say why."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import pytest
from playwright.sync_api import sync_playwright

from handoutpress.workspace import Workspace
from support import REPOSITORY
from webpages import SAMPLES, web_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page

QUIET: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PLACES: Final = (
    "chromium", "chromium-browser", "google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)  # fmt: skip


@dataclass(slots=True)
class Visit:
    """A page as a reader has it open, and what the browser did and said meanwhile."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reader:
    """Opens pages in a window of a given width; a script of the tests may look into them, the page's policy aside."""

    browser: Browser

    def open(self, file: Path, *, width: int = 390, scheme: Literal["light", "dark"] = "light") -> Visit:
        """Open a file and wait until it has all it needs."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
        )
        return self._visit(context.new_page(), file)

    def open_strictly(self, file: Path) -> Visit:
        """Open a file as any reader has it: the policy of the page holds."""
        visit = self._visit(self.browser.new_page(), file)
        visit.page.wait_for_load_state("networkidle")  # what is asked for late counts too
        return visit

    def _visit(self, page: Page, file: Path) -> Visit:
        visit = Visit(page)
        page.on("request", lambda request: visit.asked.append(request.url))
        page.on("console", lambda message: visit.said.append(message.text))
        page.on("pageerror", lambda error: visit.said.append(str(error)))
        page.goto(file.as_uri())
        page.evaluate("document.fonts.ready.then(() => true)")
        return visit


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find the browser: `CHROMIUM` in the environment comes before the usual names."""
    wanted = os.environ.get("CHROMIUM")
    found = shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, PLACES)), None)
    assert found, (
        f"no browser at {wanted or ', '.join(PLACES)}: run '.ci/setup-system tests', or set CHROMIUM to its path"
    )
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    # The engine shuts the system's fonts out of this process; a reader's browser has them.
    env: dict[str, str | float | bool] = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET, env=env)
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    yield Reader(browser)
    for context in browser.contexts:
        context.close()


@pytest.fixture(scope="session")
def web_pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str, str], Path]:
    """Write the web page of every sample for every clinic."""
    folder, found = tmp_path_factory.mktemp("web"), Workspace(REPOSITORY)
    pages = {}
    for clinic, slug, lang in SAMPLES:
        pages[clinic, slug, lang] = folder / f"{clinic}.{slug}.{lang}.web.html"
        pages[clinic, slug, lang].write_bytes(web_page(found, clinic, slug, lang))
    return pages
