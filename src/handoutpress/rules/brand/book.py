"""The book on brands, and what its rules judge: a clinic, where it says what, its logo, the colours styles fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handoutpress.reading.problems import Problems, read_text
from handoutpress.reading.yaml_tree import Tree, parse
from handoutpress.rulebook import RuleBook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from handoutpress.clinic import Clinic, ClinicPart, Words
    from handoutpress.findings import Place

FIXING: Final = ("tokens.css", "mono.css", "press.css", "web.css")
"""The stylesheets that name colours of their own, beside those of a brand."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A clinic that was read whole, its brand.yml with the place of every key, and the bytes of its logo.

    `styles` are the texts of the `FIXING` stylesheets by name; empty where there is no such file.
    """

    clinic: Clinic
    tree: Tree
    logo: bytes
    styles: Mapping[str, str]

    @property
    def contact(self) -> ClinicPart:
        """The `clinic` block."""
        return self.clinic.contact

    def at(self, *keys: str) -> Place:
        """Give the place of a key of brand.yml, or of the nearest one above it that is written down."""
        return self.tree.place(keys)

    @property
    def texts(self) -> Iterator[str]:
        """Everything that the clinic says in its own words, in every language."""
        contact = self.contact
        said: tuple[Words | None, ...] = (
            contact.phone, contact.hours, contact.tagline, contact.formats, *contact.words.values(),
        )  # fmt: skip
        for words in said:
            yield from words.values() if isinstance(words, dict) else filter(None, [words])


BRAND: Final[RuleBook[Identity]] = RuleBook("B", "Brand")


def identity(root: Path, clinic: Clinic) -> Identity:
    """Take together what the rules on `clinic` ask for, from the workspace in `root`."""
    problems = Problems(clinic.path)
    text = read_text(root / clinic.path, problems) or ""
    tree = parse(text, problems) or Tree({}, {}, problems.at(0))
    styles = {name: _style(root, name) for name in FIXING}
    return Identity(clinic, tree, (root / clinic.logo).read_bytes(), styles)


def _style(root: Path, name: str) -> str:
    problems = Problems(f"styles/{name}")
    return read_text(root / problems.path, problems) or ""
