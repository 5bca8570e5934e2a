"""The page of `handout status` in a real browser: for everyone, asking for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from axe_playwright_python.sync_playwright import Axe

from handoutpress.agenda import agenda, as_page
from handoutpress.workspace import Workspace
from support import HANDOUT, TODAY, put, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from browser.conftest import Reader

REVIEWS: Final = {
    "ankle": "{status: approved, by: Dr A, on: 2024-01-01, due: 2026-10-01}", "back": "{status: draft}",
    "calf": "{status: withdrawn, successor: ankle}", "knee": "{status: sample, due: 2026-12-01}",
}  # fmt: skip


@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_is_for_everyone_and_wide_tables_scroll_by_themselves(
    width: int, tmp_path: Path, reader: Reader
) -> None:
    handouts = {slug: HANDOUT.replace("kind:", f"review: {review}\nkind:") for slug, review in REVIEWS.items()}
    found = Workspace(workspace(tmp_path, handouts=handouts))
    file = put(tmp_path / "status.html", as_page(agenda(found, TODAY)[0], found, TODAY))

    visit = reader.open(file, width=width)

    assert visit.page.locator("h2").all_inner_texts() == ["Overdue", "Due this quarter", "Draft", "Withdrawn"]
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    results = Axe().run(visit.page)
    assert results.violations_count == 0, results.generate_report()
    assert visit.said == []
