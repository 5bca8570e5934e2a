"""What the desk asks of others: somebody who keeps the log, and printers by their names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handoutpress.printing.tickets import PrintTarget


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of the log. There is no place in it for anything about a patient."""

    at: datetime
    reference: str
    slug: str
    version: str
    lang: str
    edition: str
    code: str
    copies: int
    printer: str
    outcome: str
    initials: str = ""
    reason: str = ""
    """Why a leaflet past its grace was printed."""


class Log(Protocol):
    """The seam of the log."""

    def note(self, line: Printed) -> None:
        """Write a line; what goes wrong outside is raised as OSError."""

    def most_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed most at this desk, the most used first."""

    def last_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed last today, the last first."""


@dataclass(slots=True)
class InMemory:
    """A log that lasts as long as the desk is open."""

    lines: list[Printed] = field(default_factory=list)

    def note(self, line: Printed) -> None:
        """Keep a line."""
        self.lines.append(line)

    def most_used(self, limit: int) -> Sequence[str]:
        """Count what came out."""
        return [slug for slug, _ in Counter(line.slug for line in self._out()).most_common(limit)]

    def last_used(self, limit: int) -> Sequence[str]:
        """Look back from the last line."""
        return list(dict.fromkeys(line.slug for line in reversed(self._out())))[:limit]

    def _out(self) -> list[Printed]:
        return [line for line in self.lines if line.outcome in {"done", "sent"}]


@dataclass(frozen=True, slots=True)
class Machine:
    """A named printer: how it is reached, what is in it, and the layouts that it is meant for."""

    name: str
    target: PrintTarget
    papers: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    colour: bool | None = None
    default: bool = False
    keeps: bool = False
    """Whether what it is given stays on a disk; nobody's name goes there."""

    @property
    def title(self) -> str:
        """Its name as staff read it, such as Front desk."""
        return self.name.replace("-", " ").capitalize()

    def takes(self, paper: str) -> bool:
        """Tell whether this paper is in it."""
        return not self.papers or paper in self.papers


def first_choice(machines: Sequence[Machine], layout: str, paper: str) -> Machine | None:
    """Find the printer that is meant: the layout's own, the default, or the first that has the paper."""
    able = [machine for machine in machines if machine.takes(paper)]
    own = [machine for machine in able if layout in machine.layouts]
    usual = [machine for machine in able if machine.default]
    return next(iter([*own, *usual, *able]), None)
