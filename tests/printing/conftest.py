"""Real printers for these tests. None is ever skipped: where a program is missing, they fail and say so."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from printing.machines import Machine, cups, free_port, machine, message_bus

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """Give a folder with a short name, as sockets need it, that other users of the system may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="handout-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def bus(place: Path) -> Iterator[str]:
    with message_bus(place) as found:
        yield found


@pytest.fixture
def printer(bus: str, tmp_path: Path) -> Iterator[Machine]:
    """Run a printer that prints on both sides, and in colour."""
    with machine(tmp_path, bus, "-2", "-s", "60,60") as made:
        yield made


@pytest.fixture
def cups_socket(place: Path, printer: Machine) -> Iterator[str]:
    """Run a CUPS with a queue `front` before the printer, and a queue `gone` before none."""
    folder = Path(tempfile.mkdtemp(dir=place))
    folder.chmod(0o755)
    with cups(folder, {"front": printer.uri, "gone": f"ipp://localhost:{free_port()}/ipp/print"}) as found:
        yield found
