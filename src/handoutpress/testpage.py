"""The page that tries a printer, on the paper, with the sides and in the direction of a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.errors import Fault
from handoutpress.findings import Place, stops
from handoutpress.imposition import impose
from handoutpress.markup import printer_test
from handoutpress.palette import BLACK, WHITE, palette
from handoutpress.paper import PAPERS
from handoutpress.pdf.typeset import stock, typeset, write
from handoutpress.setting import roots, stylesheet

if TYPE_CHECKING:
    from handoutpress.clinic import Clinic
    from handoutpress.layouts import Layout
    from handoutpress.workspace import Workspace

GREYS: Final = (0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100)
"""Per cent of black."""
ALARM: Final = "#9b1b1b"
"""--c-alarm of tokens.css."""
PLACE: Final = Place("templates/test-page.html")


def make_test_page(workspace: Workspace, clinic: Clinic, layout: Layout, paper: str) -> bytes:
    """Make the PDF. Raises `Fault`."""
    sheet = impose(layout.imposition, PAPERS[paper], 4, creep=0.0)
    width, height, colours = sheet.width, sheet.height, palette(clinic.brand.primary)
    measures = f":root{{--page-w:{width:.3f}mm;--page-h:{height:.3f}mm}}@page{{size:{width:.3f}mm {height:.3f}mm}}"
    styles = [("styles/test-page.css", stylesheet(workspace, "test-page.css")), ("measures", measures)]
    both = layout.sides != "one-sided"
    html = printer_test(
        workspace.root / "templates",
        {
            "clinic": clinic,
            "both": both,
            "wide": width > height,
            "edge": "short" if layout.sides == "two-sided-short-edge" else "long",
            "printed": f"{paper.upper() if len(paper) == len('a4') else paper.capitalize()}, {SIDES[layout.sides]}",
            "greys": GREYS,
            "colours": [
                ("brand", colours.brand, colours.on_brand),
                ("headings", colours.deep, WHITE),
                ("labels", colours.wash, BLACK),
                ("boxes", colours.tint, BLACK),
                ("emergency", ALARM, WHITE),
            ],
        },
    )
    set_ = typeset(html, stock(styles, roots=roots(workspace), colours=colours.named), place=PLACE)
    data, findings = write(set_, place=PLACE, sides=layout.sides)
    for finding in (*set_.findings, *findings):
        if stops((finding,)):
            raise Fault(finding)
    return data


SIDES: Final = {
    "one-sided": "on one side",
    "two-sided-long-edge": "both sides, flipped on the long edge",
    "two-sided-short-edge": "both sides, flipped on the short edge",
}
