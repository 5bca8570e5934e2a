"""What an edition must be to be current: its recipe, a hash of all it is made from, and what its review says today."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from handoutpress import __version__
from handoutpress.files import digest
from handoutpress.review import from_facts, state, still_true, told

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from handoutpress.edition import Edition
    from handoutpress.findings import Finding
    from handoutpress.manifest import Entry, Manifest
    from handoutpress.workspace import Workspace

SHARED: Final = ("templates/**/*", "styles/*")
CATALOGUE: Final = "templates/catalogue.html"
APART: Final = (
    "templates/layouts.toml", CATALOGUE, "templates/status.html", "templates/checks/", "templates/kinds/",
    "templates/test-page.html", "styles/test-page.css",
)  # fmt: skip
"""What every edition may read of its workspace; its own row of layouts.toml counts by itself."""


@dataclass(frozen=True, slots=True)
class Bakery:
    """Knows the workspace, the hash of the shop's profile, and the day."""

    workspace: Workspace
    profile: str
    today: date

    def with_profile(self, profile: str) -> Bakery:
        """Give the same for another print shop."""
        return replace(self, profile=profile)

    def recipe(self, edition: Edition, inputs: Iterable[str], shelf: Manifest) -> str:
        """Hash the inputs, the clinic's design, the programs, and for the press the shop's profile."""
        files = [*sorted(set(inputs)), *_shared(self.workspace)]
        return digest([
            __version__,
            version("weasyprint"),
            version("fontpkg-atkinson-hyperlegible"),
            self.profile if edition.purpose == "press" else "",
            *(str(part) for part in asdict(edition).values()),
            repr(self.workspace.layouts.get(edition.layout)),
            *(f"{name}={shelf.hash(name, self.workspace.root / name)}" for name in files),
        ])  # fmt: skip

    def stands(self, edition: Edition, entry: Entry) -> bool:
        """Tell whether a file may still be handed out, and carries the mark that it must carry today."""
        grace = self.workspace.settings.review.grace
        withdrawn = (edition.slug, edition.lang) in self.workspace.heads.withdrawn
        return not withdrawn and still_true(entry.facts, self.today, grace=grace)

    def said_of(self, edition: Edition, entry: Entry) -> tuple[Finding, ...]:
        """Say what is to be said of the date of a file that is current; the handout itself is not read for it."""
        review, terms = from_facts(entry.facts), self.workspace.settings.review
        if review is None or str(state(review, self.today, warn=terms.warn)) == review.status:
            return ()
        place = self.workspace.heads.place_of(edition.slug, edition.lang, "review", "due")
        finding = told(review, self.today, warn=terms.warn, grace=terms.grace, place=place)
        return (finding,) if finding else ()

    def dated(self, edition: Edition, entry: Entry, *, outdated: bool) -> Entry:
        """Give the entry with what the catalogue shows of its review today."""
        review = from_facts(entry.facts)
        now = str(state(review, self.today, warn=self.workspace.settings.review.warn)) if review else ""
        facts = {**entry.facts, **({"state": now} if now else {})}
        if (edition.slug, edition.lang) in self.workspace.heads.withdrawn:
            facts |= {"state": "withdrawn", "successor": self.workspace.heads.successor(edition.slug, edition.lang)}
        return replace(entry, outdated=outdated, facts=facts)


@lru_cache(maxsize=1)
def _shared(workspace: Workspace) -> tuple[str, ...]:
    root = workspace.root
    names = sorted(file.relative_to(root).as_posix() for glob in SHARED for file in root.glob(glob) if file.is_file())
    return tuple(name for name in names if not name.startswith(APART))
