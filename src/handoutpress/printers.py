"""A named printer as data: what `[printers.<name>]` of the settings says, and which one is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from handoutpress.errors import MisfitError, UsageError
from handoutpress.layouts import STRICT
from handoutpress.paper import PAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["ipp", "lp", "sumatra", "browser", "folder"]
"""A printer or a queue of CUPS; the command lp; SumatraPDF on Windows; a PDF that is opened; one in a folder."""
SCHEMES: Final[dict[str, Kind]] = {"ipps": "ipp", "cups": "ipp", **{kind: kind for kind in get_args(Kind)}}
"""How a URI begins, and the kind that follows from it."""
NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NETWORK: Final = re.compile(r"ipps?://[A-Za-z0-9._~\[\]:%-]+(:\d{1,5})?(/[!-~]*)?")
FINGERPRINT: Final = re.compile(r"([0-9a-fA-F]{2}:?){32}")
HINT: Final = 'such as uri = "ipp://192.0.2.10/ipp/print", "cups:front" or "folder:to-print"'

FIRST: Final = (
    'add [printers.front] to handoutpress.toml, with uri = "ipp://ADDRESS/ipp/print" or "cups:QUEUE"; '
    'with "browser:" you print from the PDF'
)
"""What to do when no printer is named."""


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer. `papers` are what is in it, all when none is named; it is the default of its `layouts`."""

    __pydantic_config__ = STRICT

    uri: str
    kind: Kind | None = None
    papers: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    color: bool | None = None
    """Whether it prints in colour; not told: as the printer says."""
    default: bool = False
    program: str | None = None
    """Where SumatraPDF is, when Windows does not find it by itself."""
    fingerprint: str | None = None
    """The SHA-256 of the certificate that an `ipps:` printer must show."""

    def __post_init__(self) -> None:
        scheme, colon, rest = self.uri.partition(":")
        if not colon or scheme not in SCHEMES:
            raise MisfitError(f"'{self.uri}' does not say how to reach a printer: {HINT}", "uri")
        if scheme in {"ipp", "ipps"} and not NETWORK.fullmatch(self.uri):
            raise MisfitError(f"'{self.uri}' is no address of a printer: {HINT}", "uri")
        if scheme != "browser" and not rest.strip("/"):
            raise MisfitError(f"'{self.uri}' names nothing after its colon: {HINT}", "uri")
        if self.kind and self.kind != SCHEMES[scheme] and not (self.kind == "lp" and SCHEMES[scheme] == "ipp"):
            raise MisfitError(f"kind '{self.kind}' does not go with '{scheme}:'; leave it out", "kind")
        for paper in self.papers:
            if paper not in PAPERS:
                raise MisfitError(f"unknown paper '{paper}': there are {', '.join(PAPERS)}", "papers")
        if self.fingerprint and not (scheme == "ipps" and FINGERPRINT.fullmatch(self.fingerprint)):
            raise MisfitError("fingerprint is 64 hex digits, and goes with 'ipps:' only", "fingerprint")

    @property
    def what(self) -> Kind:
        """Its kind: as given, or as its URI begins."""
        return self.kind or SCHEMES[self.uri.partition(":")[0]]

    @property
    def name(self) -> str:
        """What its URI names: a queue of CUPS, a printer of Windows, a folder; with `kind = "lp"` the last part."""
        rest = self.uri.partition(":")[2]
        return rest.rstrip("/").rpartition("/")[2] if self.what == "lp" else rest

    @property
    def is_queue_here(self) -> bool:
        """Tell whether jobs go through the CUPS of this machine."""
        here = re.match(r"ipps?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?/printers/", self.uri)
        return self.what == "lp" or self.uri.startswith("cups:") or bool(here)

    def takes(self, paper: str) -> bool:
        """Tell whether this paper is in it."""
        return paper in self.papers or not self.papers


def check_printers(printers: dict[str, Printer]) -> dict[str, Printer]:
    """Give printers of which every name is one, and no two are the default of one thing. Raises `MisfitError`."""
    for name in printers:
        if not NAME.fullmatch(name):
            raise MisfitError(f"'{name}' is no name: small letters, digits and hyphens", name)
    claimed: dict[str, str] = {}
    for name, printer in printers.items():
        for what in (*printer.layouts, *(["everything else"] if printer.default else [])):
            if other := claimed.get(what):
                key = "default" if printer.default and what not in printer.layouts else "layouts"
                raise MisfitError(f"{other} and {name} are both the printer for {what}", name, key)
            claimed[what] = name
    return printers


def choose(
    printers: Mapping[str, Printer], *, layout: str, paper: str, named: str | None = None, desk: str | None = None
) -> str:
    """Find the printer for a layout: the one `named`, the layout's own, this desk's, the default, or the only one.

    One that is not named is passed over when it lacks the paper. Raises `UsageError`.
    """
    if not printers:
        raise UsageError("no printer is named in the settings", FIRST)
    if named:
        printer = _known(printers, named)
        if not printer.takes(paper):
            raise UsageError(f"{named} has no {paper} paper, but {' and '.join(printer.papers)}", "choose with --paper")
        return named
    if desk:
        _known(printers, desk)
    found = next((name for name in _in_turn(printers, layout, desk) if printers[name].takes(paper)), None)
    if found is None:
        names = ", ".join(name for name, printer in printers.items() if printer.takes(paper))
        raise UsageError(
            f"no printer is the default for {layout} on {paper}",
            f"choose with --printer ({names}), or write default = true for one" if names else "none has this paper",
        )
    return found


def _known(printers: Mapping[str, Printer], name: str) -> Printer:
    if name not in printers:
        raise UsageError(f"no printer is called '{name}'", f"there are: {', '.join(printers)}")
    return printers[name]


def _in_turn(printers: Mapping[str, Printer], layout: str, desk: str | None) -> Iterator[str]:
    yield from (name for name, printer in printers.items() if layout in printer.layouts)
    yield from [desk] if desk else []
    yield from (name for name, printer in printers.items() if printer.default)
    yield from printers if len(printers) == 1 else ()
