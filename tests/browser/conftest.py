"""Pages in a real Chromium, and what it does and says meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pytest

from handoutpress.workspace import Workspace
from support import REPOSITORY
from webpages import SAMPLES, web_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser, Page


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
