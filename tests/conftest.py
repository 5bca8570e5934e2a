"""What every test may ask for: the sample leaflets, built once a run; and the options of this suite."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from filelock import FileLock

from support import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handoutpress.edition import Edition

HERE: Final = Path(__file__).parent
WITH_ENGINE: Final = (
    "pdf", "conformance", "pictures", "cli", "browser", "test_bad_input.py", "test_build.py",
    "test_build_in_trouble.py", "test_make.py", "test_package.py",
)  # fmt: skip
"""The half of the suite that sets real pages, runs the real command or a browser; `--fast` leaves it out."""


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
def samples(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Edition, Path]:
    """Build every sample for every clinic in every layout on every paper, once for all test processes."""
    from handoutpress.build import build
    from handoutpress.executors import Serial
    from handoutpress.plan import Order, plan
    from handoutpress.workspace import Workspace

    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    workspace, out = Workspace(REPOSITORY), shared / "samples"
    editions = [
        edition
        for layout, row in workspace.layouts.items()
        for edition in plan(
            workspace,
            Order(
                clinics=workspace.clinic_names,
                layouts=(layout,),
                papers=row.papers if layout == "sheet" else (),  # the others on each clinic's own
                purposes=("screen", "office"),
            ),
        ).editions
    ]
    with FileLock(shared / "samples.lock"):  # the first comer builds, the others find all of it current
        outcomes = build(workspace, editions, out, executor=lambda _: Serial())
    assert [built for built in outcomes if built.state == "failed"] == []
    return {edition: out / edition.path for edition in editions}
