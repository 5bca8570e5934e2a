"""What is made for the desk: a leaflet as a PDF, with its words and its pictures for the screen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from handoutpress.personal import NOBODY, Personal
from handoutpress.workspace import opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.pdf.fit import Figures

PPI: Final = 110.0
"""Pixels an inch of a page on the screen."""
THUMB: Final = 132
"""Pixels across the picture of a leaflet in the list."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker makes: an edition as the sources stand at `generation`, on a day, for one patient or for nobody."""

    edition: Edition
    today: date
    generation: str
    personal: Personal = field(default=NOBODY, repr=False)
    reason: str = ""
    start: Figures | None = None
    drawn: bool = True
    """Whether somebody will look at it, so that its first page is drawn for the screen too."""


@dataclass(frozen=True, slots=True)
class Render:
    """What came of it: a PDF with the text and the size of each page, or no bytes and the codes of what is wrong."""

    pdf: bytes = field(default=b"", repr=False)
    texts: tuple[str, ...] = field(default=(), repr=False)
    sizes: tuple[tuple[float, float], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    page: bytes = field(default=b"", repr=False)
    """The first page as a picture for the screen."""
    small: bytes = field(default=b"", repr=False)
    """The same for the list; only of a leaflet with nothing filled in."""


def render(task: Task, root: Path) -> Render:
    """Make one leaflet; what a worker does."""
    from handoutpress.make import make_for
    from handoutpress.thumbnails import first_page, one_page, sizes, words

    found = opened(root, task.generation)
    made, findings = make_for(
        task.personal, task.edition, found, today=task.today, reason=task.reason, start=task.start
    )
    codes = tuple(finding.code for finding in findings)
    if made is None:
        return Render(codes=codes)
    page = one_page(made.data, 1, PPI) if task.drawn else b""
    small = first_page(made.data, width=THUMB) if not task.personal and task.edition.size == "standard" else b""
    return Render(made.data, words(made.data), sizes(made.data), dict(made.facts), codes, page, small)
