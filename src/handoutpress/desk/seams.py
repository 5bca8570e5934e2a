"""What the desk asks of others: somebody who keeps the log, and printers by their names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from handoutpress.desklog import Written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handoutpress.printing.tickets import PrintTarget


class Usage(Protocol):
    """What the page shows of the log; what cannot be read counts as nothing, or is raised as `LogError`."""

    def most_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed most at this desk, the most used first."""

    def last_used(self, limit: int) -> Sequence[str]:
        """Give the slugs that were printed last today, the last first."""

    def last_edition(self) -> str:
        """Name the edition that was printed last today; '' when there is none."""


class Log(Usage, Written, Protocol):
    """The seam of the log; what goes wrong outside is raised as `LogError`."""

    def check(self) -> None:
        """Try whether it can be written."""


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
    files: bool = False
    """Whether it makes files and no paper."""
    opens: bool = False
    """Whether the page opens the PDF, to be printed from there."""

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
