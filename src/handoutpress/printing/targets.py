"""Which target a named printer of the settings is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from handoutpress.ipp.connection import address, cups_address
from handoutpress.ipp.printer import Peer
from handoutpress.printing.following import Pace
from handoutpress.printing.network import Network
from handoutpress.printing.programs import Browser, Folder, Lp, Sumatra

if TYPE_CHECKING:
    from handoutpress.printers import Printer
    from handoutpress.printing.tickets import PrintTarget


def target(printer: Printer, *, root: Path, cups: str = "", pace: Pace | None = None) -> PrintTarget:
    """Make the target of a printer; `root` is what its folder is seen from, `cups` as in the variable CUPS_SERVER."""
    match printer.what:
        case "lp":
            return Lp(printer.name)
        case "sumatra":
            return Sumatra(printer.name, printer.program or "SumatraPDF")
        case "browser":
            return Browser()
        case "folder":
            return Folder(root / Path(printer.name).expanduser())
        case "ipp":
            found = (
                cups_address(printer.name, cups)
                if printer.uri.startswith("cups:")
                else address(printer.uri, fingerprint=printer.fingerprint or "")
            )
            return Network(Peer(found), pace or Pace())
