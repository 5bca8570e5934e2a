"""What every test may ask for: the sample leaflets, built once a run; and the options of this suite."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright

from chromium import PLACES, QUIET
from support import REPOSITORY, TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser

    from handoutpress.edition import Built, Edition
    from handoutpress.layouts import Size
    from handoutpress.workspace import Workspace

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun in the background; a desk would hand that on to itself
    signal.signal(signal.SIGINT, signal.default_int_handler)
HERE: Final = Path(__file__).parent
WITH_ENGINE: Final = (
    "pdf", "conformance", "pictures", "cli", "browser", "desk", "printing", "test_bad_input.py", "test_build.py",
    "test_build_in_trouble.py", "test_editions.py", "test_finishing.py", "test_make.py",
    "rules/test_pages.py", "test_samples.py", "test_overdue.py", "test_overset.py", "test_package.py",
    "test_testpage.py",
)  # fmt: skip
"""The half of the suite that sets real pages, runs the real command or a browser; `--fast` leaves it out."""

FULLEST: Final = "muscle-spasms-pinched-nerve"
"""The sample that has most of all: a cover with numbers, every care card, a table, a diary."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("handoutpress")
    group.addoption("--accept", action="store_true", help="take what the picture tests draw as the new reference")
    group.addoption("--fast", action="store_true", help="only the tests that do not load the typesetting engine")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the real half on request; None lets others decide."""
    left_out = config.getoption("--fast") and any(collection_path == HERE / name for name in WITH_ENGINE)
    return True if left_out else None


@pytest.fixture(autouse=True, scope="session")
def _fast_means_fast(pytestconfig: pytest.Config) -> Iterator[None]:
    """See to it that no test of the fast half loads the engine, not even by the way."""
    yield
    if pytestconfig.getoption("--fast"):
        assert "weasyprint" not in sys.modules


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Built, Path]:
    """Build every sample for every clinic in every layout with pages, once for all test processes.

    The sheet comes on every paper of its own, the others on that of the clinic; for one clinic the fullest sample
    comes in everything there is. Each process begins with another
    clinic, so that they share the work; the second to come to a clinic finds all of it current.
    """
    from handoutpress.build import build
    from handoutpress.executors import Serial
    from handoutpress.workspace import Workspace

    shared = tmp_path_factory.getbasetemp()
    number = 0
    if shared.name.startswith("popen-"):
        number, shared = int(shared.name.removeprefix("popen-gw")), shared.parent
    workspace = Workspace(REPOSITORY)
    found: dict[Built, Path] = {}
    names = workspace.clinic_names
    for name in (*names[number % len(names) :], *names[: number % len(names)]):
        editions, out = _editions(workspace, name), shared / "samples" / name
        with FileLock(shared / f"samples-{name}.lock"):
            found |= {
                one: out / one.edition.path
                for one in build(workspace, editions, out, today=TODAY, executor=lambda _: Serial())
            }
    return found


def _editions(workspace: Workspace, clinic: str) -> list[Edition]:
    from handoutpress.plan import Order, plan

    orders = [
        Order(
            clinics=(clinic,),
            layouts=(name,),
            papers=row.papers if name == "sheet" else (),
            purposes=("screen", "office"),
        )
        for name, row in workspace.layouts.items()
        if row.papers
    ]
    if clinic == workspace.clinic_names[0]:
        every = tuple(name for name, row in workspace.layouts.items() if row.papers)
        both: tuple[str, ...] = ("a4", "letter")
        sizes: tuple[Size, ...] = ("large", "giant")
        orders += [
            Order((FULLEST,), (clinic,), layouts=every, papers=both, purposes=("screen", "office")),
            Order((FULLEST,), (clinic,), layouts=("sheet", "booklet"), purposes=("screen",), sizes=sizes),
        ]
    return list(dict.fromkeys(edition for order in orders for edition in plan(workspace, order).editions))


@pytest.fixture(scope="session")
def samples(outcomes: Mapping[Built, Path]) -> Mapping[Edition, Path]:
    """Give the samples that were built: all of them, as tests/test_editions.py says."""
    found = {one.edition: file for one, file in outcomes.items() if one.state != "failed"}
    return dict(sorted(found.items()))


@pytest.fixture(scope="session")
def sheets(samples: Mapping[Edition, Path]) -> Mapping[Edition, Path]:
    """Give those of the samples that are sheets."""
    return {
        edition: file for edition, file in samples.items() if edition.layout == "sheet" and edition.size == "standard"
    }


@pytest.fixture(scope="session")
def tagged(samples: Mapping[Edition, Path]) -> Mapping[Edition, Path]:
    """Give those of the samples that are tagged: all for the screen, and for the office what is not imposed."""
    from handoutpress.workspace import Workspace

    layouts = Workspace(REPOSITORY).layouts
    return {
        edition: file
        for edition, file in samples.items()
        if edition.purpose == "screen" or layouts[edition.layout].imposition == "single"
    }


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
    """Start a real Chromium, once a process. It is never skipped: where it is missing, the tests fail and say why."""
    # The engine shuts the system's fonts out of this process; a reader's browser has them.
    env: dict[str, str | float | bool] = {k: v for k, v in os.environ.items() if k != "FONTCONFIG_FILE"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET, env=env)
        yield browser
        browser.close()
