"""An edition: one handout for one clinic in one layout on one paper, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from handoutpress.findings import Finding, stops

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handoutpress.layouts import Purpose, Size


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """What to make, as plain names: small, hashable, and at home in any process. On the web there is no paper."""

    slug: str
    lang: str
    clinic: str
    layout: str
    paper: str
    purpose: Purpose = "office"
    size: Size = "standard"
    mono: bool = False

    @property
    def name(self) -> str:
        """The file name without its ending, as the contract in the README gives it."""
        parts = [self.slug, self.lang]
        parts += ["web"] if self.purpose == "web" else [self.layout, self.paper, self.purpose]
        parts += [self.size] if self.size != "standard" else []
        parts += ["mono"] if self.mono else []
        return ".".join(parts)

    @classmethod
    def named(cls, name: str, clinic: str) -> Edition:
        """Give the edition of a file name without its ending; the other way round than `name`. Raises ValueError."""
        slug, lang, layout, *rest = name.split(".")
        if layout == "web":
            return cls(slug, lang, clinic, layout, "", "web")
        paper, purpose, *more = rest
        size = next((size for size in ("large", "giant") if size in more), "standard")
        return cls(slug, lang, clinic, layout, paper, purpose, size, "mono" in more)  # type: ignore[arg-type]

    @property
    def path(self) -> PurePosixPath:
        """Where the file goes, below the output folder."""
        return PurePosixPath(self.clinic, f"{self.name}.{'html' if self.purpose == 'web' else 'pdf'}")

    @property
    def picture(self) -> PurePosixPath | None:
        """Where the picture of its first page goes, below the output folder; a web page has none."""
        return None if self.purpose == "web" else PurePosixPath(self.clinic, "pictures", f"{self.name}.png")

    @property
    def report(self) -> PurePosixPath | None:
        """Where the report of the preflight goes, below the output folder; only the print shop gets one."""
        return PurePosixPath(self.clinic, f"{self.name}.preflight.txt") if self.purpose == "press" else None

    @property
    def leaflet(self) -> tuple[str, ...]:
        """What editions have in common that are set alike and differ in what they are for."""
        return (self.slug, self.lang, self.clinic, self.layout, self.paper, self.size, str(self.mono))


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made and found whole: its bytes, its first page as PNG, and what it was made from."""

    data: bytes
    picture: bytes
    pages: int
    facts: Mapping[str, str]
    """What the catalogue shows: title, reference, version, code, review status, next check; and how it was fitted."""
    inputs: tuple[str, ...]
    """The files it read besides the workspace's templates and styles, as paths below the workspace."""
    report: bytes = b""
    """What the preflight says of a file for the print shop."""


@dataclass(frozen=True, slots=True)
class Built:
    """The outcome for one edition; a failed one has findings and no file."""

    edition: Edition
    state: Literal["built", "current", "failed"]
    pages: int = 0
    sha256: str = ""
    findings: tuple[Finding, ...] = ()
    type: str = ""
    """The body type that was found for it, such as 12.5 pt."""

    def __post_init__(self) -> None:
        if (self.state == "failed") != stops(self.findings):
            raise ValueError(f"{self.edition.name}: state {self.state} contradicts its findings")

    def as_dict(self, out: str) -> dict[str, Any]:
        """Give the outcome as the command line's JSON holds it; `out` is the output folder as printed."""
        edition = self.edition
        return {
            "slug": edition.slug,
            "lang": edition.lang,
            "clinic": edition.clinic,
            "layout": edition.layout,
            "paper": edition.paper,
            "purpose": edition.purpose,
            "size": edition.size,
            "mono": edition.mono,
            "path": str(PurePosixPath(out) / edition.path),
            "pages": self.pages,
            "sha256": self.sha256,
            "state": self.state,
            "findings": [finding.as_dict() for finding in self.findings],
        }
