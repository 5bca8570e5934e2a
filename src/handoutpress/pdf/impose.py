"""Imposing: pages put on sheets inside their own file, which keeps its title and language (pikepdf).

Each page becomes a form that is drawn where the sheet wants it. Nothing is rasterised and nothing is written anew, so
a page looks as it did; its tags do not survive, which is why a file for the screen is never imposed.
"""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from handoutpress.paper import PT_PER_MM
from handoutpress.pdf.contents import saved
from handoutpress.pdf.hints import print_hints

if TYPE_CHECKING:
    from handoutpress.imposition import Sheets, Side, Spot

DANGLING: Final = ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageMode", "/Names", "/Dests")
"""What leads to pages that are no longer there."""


def impose(data: bytes, sheets: Sheets, *, bleed: float = 0.0, sides: str | None = None) -> bytes:
    """Put the pages of a PDF on sheets; `bleed` in mm is kept at the edges of a sheet and cut off in its folds.

    The pages must have been set with that bleed. `sides`, IPP's keyword, asks for them at the clinic's printer.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = len(pdf.pages)
        forms = [_form(pdf, page) for page in pdf.pages]
        for side in sheets.sides:
            pdf.pages.append(pikepdf.Page(_sheet(pdf, side, sheets, forms, bleed)))
        del pdf.pages[:pages]
        for key in DANGLING:
            if key in pdf.Root:
                del pdf.Root[key]
        if sides:
            _ask(pdf, sides)
        return saved(pdf)


def _ask(pdf: pikepdf.Pdf, sides: str) -> None:
    hints = {f"/{name}": Name(f"/{value}") for name, value in print_hints(sides).items()}
    kept = dict(pdf.Root.get("/ViewerPreferences", Dictionary()).items())
    given = {**kept, **hints, "/PickTrayByPDFSize": True, "/NumCopies": 1}
    pdf.Root.ViewerPreferences = Dictionary(given)


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> Any:
    """Make a page a form whose origin is the bottom left corner of its trim."""
    left, bottom, *_ = (float(edge) for edge in page.trimbox)
    form = pdf.make_indirect(page.as_form_xobject())
    form.BBox = page.mediabox
    form.Matrix = _row(1, 0, 0, 1, -left, -bottom)
    return form


def _sheet(pdf: pikepdf.Pdf, side: Side, sheets: Sheets, forms: list[Any], bleed: float) -> Any:
    """Draw one side: each page at its spot, clipped to it, with bleed towards the edges of the sheet only."""
    edge = bleed * PT_PER_MM
    width, height = sheets.width * PT_PER_MM, sheets.height * PT_PER_MM
    drawn = "\n".join(_drawn(spot, sheets, edge) for spot in side.spots)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=_row(0, 0, width + 2 * edge, height + 2 * edge),
            BleedBox=_row(0, 0, width + 2 * edge, height + 2 * edge),
            TrimBox=_row(edge, edge, edge + width, edge + height),
            Resources=Dictionary(
                XObject=Dictionary({f"/Page{spot.page}": forms[spot.page - 1] for spot in side.spots})
            ),
            Contents=pdf.make_stream(drawn.encode()),
        )
    )


def _drawn(spot: Spot, sheets: Sheets, edge: float) -> str:
    """Give the operators that draw a page: PDF counts from the bottom left, a spot from the top left."""
    left, right = spot.left * PT_PER_MM, (spot.left + spot.width) * PT_PER_MM
    top = (sheets.height - spot.top) * PT_PER_MM
    bottom = top - spot.height * PT_PER_MM
    near = 0.01  # mm: sums of thirds
    x0 = left - (edge if spot.left < near else 0)
    x1 = right + (edge if spot.left + spot.width > sheets.width - near else 0)
    y0 = bottom - (edge if spot.top + spot.height > sheets.height - near else 0)
    y1 = top + (edge if spot.top < near else 0)
    clip = f"{x0 + edge:.3f} {y0 + edge:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re W n"
    x, y = left + edge + spot.shift * PT_PER_MM, bottom + edge
    return f"q {clip} 1 0 0 1 {x:.3f} {y:.3f} cm /Page{spot.page} Do Q"


def _row(*numbers: float) -> Array:
    return Array([Decimal(f"{number:.3f}") for number in numbers])
