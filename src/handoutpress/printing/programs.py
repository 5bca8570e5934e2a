"""Printing by way of a program or the disk: lp, SumatraPDF, whatever opens a PDF, a folder.

None of them tells whether paper came out. So the best that is said of the first three is that they took it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import webbrowser
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from handoutpress.files import sha256, write_atomically
from handoutpress.ipp.printer import TITLE
from handoutpress.printing.abilities import MEDIA, SHOWN
from handoutpress.printing.tickets import Condition, Sight, State, Ticket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from handoutpress.executors import Stop
    from handoutpress.printing.tickets import Document

PATIENCE: Final = 60.0
"""Seconds for a program that should only hand something over."""
DUPLEX: Final = {
    "one-sided": "simplex",
    "two-sided-long-edge": "duplexlong",
    "two-sided-short-edge": "duplexshort",
}
"""How SumatraPDF's -print-settings call IPP's `sides`."""


@dataclass(frozen=True, slots=True)
class Lp:
    """The command lp of CUPS, for queues that ask for a name and password; the PDF goes in by stdin."""

    queue: str
    program: str = "lp"

    def look(self) -> Sight:
        """Say whether there is an lp."""
        return _sight(self.program)

    def send(self, document: Document, *, stop: Stop) -> Iterator[Ticket]:
        """Hand the document over."""
        yield Ticket(State.CANCELLED, "nothing was sent") if stop() else _run(self._command(document), document.pdf)

    def _command(self, document: Document) -> list[str]:
        options = [
            f"sides={document.sides}",
            f"media={MEDIA.get(document.paper, document.paper)}",
            "print-scaling=none",
            *([] if document.colour else ["print-color-mode=monochrome"]),
        ]
        chosen = [part for option in options for part in ("-o", option)]
        return [self.program, "-d", self.queue, "-t", TITLE, "-n", str(document.copies), *chosen, "--", "-"]


@dataclass(frozen=True, slots=True)
class Sumatra:
    """SumatraPDF, which prints on Windows without a window. It takes files only: one lies on disk while it runs."""

    printer: str
    program: str = "SumatraPDF"

    def look(self) -> Sight:
        """Say whether there is a SumatraPDF."""
        return _sight(self.program)

    def send(self, document: Document, *, stop: Stop) -> Iterator[Ticket]:
        """Hand the document over."""
        if stop():
            yield Ticket(State.CANCELLED, "nothing was sent")
            return
        with tempfile.TemporaryDirectory(prefix="handout-") as folder:  # only its owner may look into it
            file = document.file or Path(folder, "leaflet.pdf")
            if not document.file:
                file.write_bytes(document.pdf)
            yield _run(self._command(document, file))

    def _command(self, document: Document, file: Path) -> list[str]:
        settings = [f"{document.copies}x", DUPLEX[document.sides], f"paper={SHOWN[document.paper]}", "noscale"]
        settings += [] if document.colour else ["monochrome"]
        return [
            self.program, "-print-to", self.printer, "-print-settings", ",".join(settings), "-silent",
            "-exit-when-done", str(file),
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Browser:
    """What opens PDFs on this computer; somebody prints from there. Only for a file that lies on disk anyway."""

    opener: Callable[[str], bool] = webbrowser.open

    def look(self) -> Sight:
        """Say nothing: whether it opens shows when it does."""
        return Sight(Condition.UNKNOWN, "opens the PDF, to be printed from there")

    def send(self, document: Document, *, stop: Stop) -> Iterator[Ticket]:
        """Open the document."""
        if stop():
            yield Ticket(State.CANCELLED, "nothing was opened")
        elif document.file is None:
            yield Ticket(State.REFUSED, "this leaflet is kept in memory only, and there is no file to open")
        elif self.opener(document.file.resolve().as_uri()):
            copies = f", {document.copies} copies" if document.copies > 1 else ""
            yield Ticket(State.SENT, "opened", f"print it from there: actual size, {document.sides}{copies}")
        else:
            yield Ticket(State.FAILED, "nothing here opens a PDF", f"open it by hand: {document.file}")


@dataclass(frozen=True, slots=True)
class Page:
    """The page of the front desk, which opens the PDF in the browser by itself; somebody prints from there."""

    def look(self) -> Sight:
        """Say that it is there: who asks is looking at it."""
        return Sight(Condition.READY)

    def send(self, document: Document, *, stop: Stop) -> Iterator[Ticket]:  # noqa: ARG002 - the page has it
        """Say that the page has it; nobody learns what becomes of it."""
        yield Ticket(State.CANCELLED, "nothing was opened") if stop() else Ticket(State.SENT, "opened")


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that keeps the PDF, a file for each copy; a print server may watch it, so none replaces another."""

    folder: Path

    def look(self) -> Sight:
        """Say whether it can be written to."""
        there = next(path for path in (self.folder, *self.folder.parents) if path.exists())
        if there.is_dir() and os.access(there, os.W_OK):
            return Sight(Condition.READY)
        return Sight(Condition.UNREACHABLE, f"cannot write to {self.folder}")

    def send(self, document: Document, *, stop: Stop) -> Iterator[Ticket]:
        """Write the PDF, whole or not at all; without a name of its own it gets one from its content."""
        if stop():
            yield Ticket(State.CANCELLED, "nothing was written")
            return
        name = document.file.stem if document.file else f"leaflet-{sha256(document.pdf)[:12]}"
        try:
            for _ in range(document.copies):
                file = self._free(name)
                write_atomically(file, document.pdf)
        except OSError as error:
            yield Ticket(State.FAILED, f"cannot write to {self.folder}: {error.strerror or error}")
        else:
            yield Ticket(State.DONE, f"written: {file}")

    def _free(self, name: str) -> Path:
        """Give the first file of this name that there is not."""
        tries = (self.folder / f"{name}{f'-{number}' if number > 1 else ''}.pdf" for number in count(1))
        return next(file for file in tries if not file.exists())


def _sight(program: str) -> Sight:
    if shutil.which(program):
        return Sight(Condition.UNKNOWN, "cannot be asked")
    return Sight(Condition.UNREACHABLE, f"there is no program {program} here")


def _run(command: Sequence[str], data: bytes = b"") -> Ticket:
    """Run a program that hands a document over; it took it when it says so."""
    name = Path(command[0]).stem
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - no shell, and every word is ours or of the settings
    except subprocess.TimeoutExpired:
        return Ticket(State.NOT_CONFIRMED, f"{name} did not end", "look at the printer before you print it again")
    except OSError as error:
        return Ticket(State.UNREACHABLE, f"{name} cannot be started: {error.strerror or error}")
    if done.returncode:
        said = " ".join((done.stderr or done.stdout).decode(errors="replace").split())
        return Ticket(State.REFUSED, f"{name} says: {said or f'exit code {done.returncode}'}")
    return Ticket(State.SENT, f"{name} took it, and cannot tell whether paper came out")
