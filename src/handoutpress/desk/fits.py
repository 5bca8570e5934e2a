"""With which figures each edition fits, or that it does not: kept over a restart, for it tells of nobody."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from handoutpress import __version__
from handoutpress.files import digest, write_atomically
from handoutpress.pdf.fit import Figures

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.edition import Edition

NAME: Final = "desk.json"
VERSION: Final = 1
HIGHEST: Final = 100.0
Key = tuple["Edition", str, str, str]
"""An edition, its sources, what its review makes of it today, and the shelf as it stands: titles of others come in."""
Found = tuple[str, Figures | None]
"""What an edition was made from, and its figures; None when it does not fit."""


@dataclass(slots=True)
class Fits:
    """What is known of editions. A `file` that is damaged counts as none; figures are tried before they are used."""

    file: Path
    _found: dict[str, Found] = field(default_factory=dict)
    _passing: dict[Key, bool] = field(default_factory=dict)
    _changed: bool = False

    def load(self) -> None:
        """Read what was known when the desk was last open."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            data = json.loads(self.file.read_text("utf-8"))
            if data["version"] == VERSION:
                self._found = {str(name): _read(*row) for name, row in data["fits"].items()} | self._found

    def save(self) -> None:
        """Write down what is new; where that cannot be done, it is found out again."""
        if not self._changed:
            return
        self._changed = False
        rows = {name: [made_from, figures and astuple(figures)] for name, (made_from, figures) in self._all()}
        with suppress(OSError):
            write_atomically(self.file, json.dumps({"version": VERSION, "fits": rows}, indent=0).encode())

    def fits(self, key: Key) -> bool | None:
        """Tell whether an edition fits; None when nobody has tried."""
        name, made_from = _named(key)
        before, figures = self._found.get(name, ("", None))
        return figures is not None if before == made_from else self._passing.get(key)

    def figures(self, key: Key) -> Figures | None:
        """Give the figures with which an edition fitted."""
        name, made_from = _named(key)
        before, figures = self._found.get(name, ("", None))
        return figures if before == made_from else None

    def note(self, key: Key, figures: Figures | None) -> None:
        """Keep what came of trying."""
        name, made_from = _named(key)
        if self._found.get(name) != (made_from, figures):
            self._found[name] = (made_from, figures)
            self._changed = True

    def pass_over(self, key: Key) -> None:
        """Take an edition that has a fault, or takes too long, for one that does not fit, until something changes."""
        self._passing[key] = False

    def _all(self) -> list[tuple[str, Found]]:
        return sorted(self._found.copy().items())


def _read(made_from: Any, figures: Any) -> Found:
    numbers = [float(number) for number in figures or ()]
    if not all(0 < number < HIGHEST for number in numbers):
        raise ValueError("no figures of ours")
    return str(made_from), Figures(*numbers) if numbers else None


def _named(key: Key) -> tuple[str, str]:
    """Name an edition as it stands with its review, and what it is made from."""
    edition, sources, standing, _ = key
    return f"{edition.clinic} {edition.name} {digest([standing])[:8]}", digest([__version__, sources])
