"""What a printer says that it can do, held against what a document needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from handoutpress.ipp.messages import Attribute, Tag
from handoutpress.printing.reasons import attention, in_words
from handoutpress.printing.tickets import Condition, Sight

if TYPE_CHECKING:
    from handoutpress.ipp.messages import Attributes
    from handoutpress.printing.tickets import Document

MEDIA: Final = {
    "a4": "iso_a4_210x297mm",
    "a3": "iso_a3_297x420mm",
    "letter": "na_letter_8.5x11in",
    "tabloid": "na_ledger_11x17in",
}
"""The self-describing names of PWG 5101.1 by our names of paper."""
SHOWN: Final = {"a4": "A4", "a3": "A3", "letter": "Letter", "tabloid": "Tabloid"}
ASKED: Final = (
    "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-make-and-model",
    "document-format-supported", "media-supported", "media-ready", "sides-supported", "copies-supported",
    "color-supported", "print-color-mode-supported", "print-scaling-supported",
)  # fmt: skip
"""What is asked of a printer before anything is sent to it (RFC 8011, 5.2 and 5.4; PWG 5100.13)."""
PDF: Final = "application/pdf"
PRINTING: Final = 4
STOPPED: Final = 5
"""printer-state (RFC 8011, 5.4.11)."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a printer tells of itself; an attribute that it does not have, it may still be able to do."""

    told: Attributes

    @property
    def accepts(self) -> bool:
        """Tell whether it takes jobs; nothing said is yes."""
        return self.told.flag("printer-is-accepting-jobs") is not False

    @property
    def wants(self) -> tuple[str, ...]:
        """Name why somebody has to go there, by IPP's keywords."""
        found = attention(self.told.words("printer-state-reasons"))
        return found or (("stopped",) if self.told.number("printer-state") == STOPPED else ())

    def fault(self, document: Document) -> tuple[str, str]:
        """Say why it cannot print a document, and what to do; empty when it can, as far as it tells."""
        paper, most = SHOWN.get(document.paper, document.paper), self.told.most("copies-supported")
        if not self._can("document-format-supported", PDF):
            return "it cannot print PDF", 'print through a queue of CUPS: uri = "cups:NAME"'
        if not self._can("media-supported", MEDIA.get(document.paper, document.paper)):
            return f"it has no {paper} paper", "choose another printer or --paper"
        if document.sides == "two-sided-short-edge" and not self._can("sides-supported", document.sides):
            return "it cannot print on both sides, and a folded leaflet needs that", "choose another printer"
        if most is not None and most < document.copies:
            return f"it prints no more than {most} copies at once", f"print {most} or fewer"
        return "", ""

    def notes(self, document: Document) -> tuple[str, ...]:
        """Say what will be otherwise than the layout wants it, but can be lived with."""
        told, paper = [], SHOWN.get(document.paper, document.paper)
        if not self._can("sides-supported", document.sides):
            told.append("it prints on one side only: the leaflet takes more sheets")
        if not self._can("media-ready", MEDIA.get(document.paper, document.paper)):
            told.append(f"it says that no {paper} is loaded")
        return tuple(told)

    def wishes(self, document: Document) -> list[Attribute]:
        """Put what the document needs into attributes of a job; only what the printer does not say it lacks."""
        sides = document.sides if self._can("sides-supported", document.sides) else "one-sided"
        colour = "color" if document.colour else "monochrome"
        wishes = [
            Attribute(Tag.INTEGER, "copies", (document.copies,)),
            Attribute(Tag.KEYWORD, "sides", (sides,)),
            Attribute(Tag.KEYWORD, "media", (MEDIA.get(document.paper, document.paper),)),
        ]
        for name, value in (("print-scaling", "none"), ("print-color-mode", colour)):
            if value in self.told.words(f"{name}-supported"):
                wishes.append(Attribute(Tag.KEYWORD, name, (value,)))
        return wishes

    def sight(self) -> Sight:
        """Give what `handout printers` and the desk show."""
        media, sides = self.told.words("media-supported"), self.told.words("sides-supported")
        return Sight(
            *self._condition(),
            model=self.told.word("printer-make-and-model"),
            papers=tuple(name for name, pwg in MEDIA.items() if pwg in media) if media else None,
            both_sides="two-sided-short-edge" in sides if sides else None,
            colour=self._colour(),
        )

    def _condition(self) -> tuple[Condition, str]:
        if not self._can("document-format-supported", PDF):
            return Condition.UNFIT, "it cannot print PDF"
        if not self.accepts:
            return Condition.CLOSED, "it takes no jobs"
        if self.wants:
            return Condition.NEEDS_ATTENTION, in_words(self.wants)
        said = in_words(attention(self.told.words("printer-state-reasons"), warnings=True))
        return (Condition.PRINTING if self.told.number("printer-state") == PRINTING else Condition.READY), said

    def _colour(self) -> bool | None:
        """Tell whether it prints in colour, by the older attribute or the newer."""
        modes = self.told.words("print-color-mode-supported")
        return "color" in modes if modes else self.told.flag("color-supported")

    def _can(self, name: str, value: str) -> bool:
        """Tell whether a list of abilities holds a value; a printer that has no such list is not taken at its word."""
        listed = self.told.words(name)
        return value in listed or not listed
