"""Guards the mend of the engine's line breaking: it fails here when WeasyPrint is moved and works another way."""

from __future__ import annotations

from itertools import groupby

from handoutpress.pdf.boxes import texts
from pdf.press import lay_in, lay_out

WORDS = "Keep your foot up on a cushion and <b>rest</b> it well every day at home."
PLAIN = WORDS.replace("<b>", "").replace("</b>", "").split()
CSS = "@page { size: 100mm 3000mm } p { margin-bottom: 5mm }"


def lines(page: object) -> list[list[str]]:
    """Give the words of each line of a page, a list a line, in reading order."""
    found = [(box.position_y, box.text) for box, _ in texts(page)]
    return [" ".join(text for _, text in row).split() for _, row in groupby(found, key=lambda pair: round(pair[0], 2))]


def test_no_word_is_left_alone_where_bold_type_meets_the_edge() -> None:
    # Wherever the space before the bold word falls: at the edge, a little before or a little after it.
    widths = [width / 5 for width in range(200, 400)]
    css = CSS.replace("3000mm", "12000mm")

    pages = lay_out("".join(f"<p style='width: {width}mm'>{WORDS}</p>" for width in widths), css)

    [page] = pages.document.pages
    rows = lines(page)
    starts = [row for row in rows if row[0] == "Keep"]
    assert len(starts) == len(widths)
    assert [row for row in starts if len(row) == 1] == []
    assert [word for row in rows for word in row] == PLAIN * len(widths)  # no word is lost or twice


def test_a_line_never_holds_more_than_its_width() -> None:
    widths = [width / 10 for width in range(600, 700)]

    pages = lay_out("".join(f"<p style='width: {width}mm'>{WORDS}</p>" for width in widths), CSS)

    assert pages.spills == ()


def test_spaces_that_are_to_be_kept_are_kept() -> None:
    body = "".join(f"<p style='white-space: pre-wrap; width: {width}mm'>{WORDS}</p>" for width in range(60, 70))

    [page] = lay_out(body, CSS, shared=lay_in(CSS)).document.pages

    assert [word for row in lines(page) for word in row] == PLAIN * 10
