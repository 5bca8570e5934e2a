from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from handoutpress.errors import Fault
from handoutpress.paper import PAPERS
from handoutpress.pdf.hints import DUPLEX
from handoutpress.pdf.typeset import write
from handoutpress.workspace import Workspace
from pdf.press import PLACE, lay_in, lay_out, print_out
from support import REPOSITORY, put

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handoutpress.edition import Edition

BODY = "<h1>A sore ankle</h1><p>Rest it, and <b>keep</b> it up.</p>"
SQUARE = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path fill='{}' d='M0 0h9v9z'/></svg>"


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def boxes(pdf: pikepdf.Pdf) -> list[list[float]]:
    return [[float(number) for number in page.MediaBox] for page in pdf.pages]


def wishes(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Give what the file asks of a printer or a viewer."""
    return {key: str(value) for key, value in pdf.Root.ViewerPreferences.items()}


@pytest.mark.parametrize(("sides", "flip"), DUPLEX.items())
def test_the_file_asks_the_printer_for_true_size_the_right_tray_and_the_right_sides(sides: str, flip: str) -> None:
    data, _ = write(lay_out(BODY), place=PLACE, sides=sides, copies=3)

    with opened(data) as pdf:
        assert wishes(pdf) == {
            "/PrintScaling": "/None", "/Duplex": f"/{flip}", "/PickTrayByPDFSize": "True", "/DisplayDocTitle": "True",
            "/NumCopies": "3",
        }  # fmt: skip


def test_one_copy_is_asked_for_when_nothing_is_said() -> None:
    with opened(print_out(BODY)) as pdf:
        assert wishes(pdf)["/NumCopies"] == "1"


def test_the_pages_of_the_samples_are_exactly_their_paper(sheets: Mapping[Edition, Path]) -> None:
    assert {edition.paper for edition in sheets} == {"a4", "letter"}
    for edition, file in sheets.items():
        width, height = PAPERS[edition.paper].points
        with pikepdf.open(file) as pdf:
            for box in boxes(pdf):
                assert box == pytest.approx([0, 0, width, height], abs=0.01)


def test_a4_and_letter_are_what_the_world_means_by_them() -> None:
    assert PAPERS["a4"].points == pytest.approx((595.276, 841.890), abs=0.001)
    assert PAPERS["letter"].points == pytest.approx((612, 792))


def test_the_samples_say_what_they_are(tagged: Mapping[Edition, Path]) -> None:
    workspace = Workspace(REPOSITORY)
    for edition, file in tagged.items():
        handout, _ = workspace.read(edition.slug, edition.lang)
        [clinic] = workspace.select_clinics([edition.clinic])
        assert handout
        with pikepdf.open(file) as pdf:
            assert str(pdf.Root.Lang) == f"{edition.lang}-{clinic.contact.country}"
            assert str(pdf.docinfo["/Title"]) == handout.title.text
            assert str(pdf.docinfo["/Author"]) == clinic.name
            words = dict.fromkeys([clinic.name, handout.meta.kind, handout.reference, *handout.meta.topics])
            assert str(pdf.docinfo["/Keywords"]) == ", ".join(words)
            assert str(pdf.Root.MarkInfo.Marked) == "True"
            with pdf.open_metadata() as meta:
                assert meta["pdfuaid:part"] == "1"
                assert meta["dc:title"] == handout.title.text


def test_the_samples_ask_for_the_sides_of_their_layout(tagged: Mapping[Edition, Path]) -> None:
    layouts = Workspace(REPOSITORY).layouts
    for edition, file in tagged.items():
        flip = f"/{DUPLEX[layouts[edition.layout].sides]}"
        with pikepdf.open(file) as pdf:
            assert wishes(pdf) == {
                "/PrintScaling": "/None", "/Duplex": flip, "/PickTrayByPDFSize": "True",
                "/DisplayDocTitle": "True", "/NumCopies": "1",
            }, edition.name  # fmt: skip


def test_the_samples_lead_through_their_headings_by_bookmarks(tagged: Mapping[Edition, Path]) -> None:
    for file in tagged.values():
        with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
            assert len(outline.root) > 0, file.name


def test_the_file_does_not_tell_when_or_where_it_was_made(samples: Mapping[Edition, Path]) -> None:
    for file in samples.values():
        with pikepdf.open(file) as pdf:
            assert "/CreationDate" not in pdf.docinfo
            assert "/ModDate" not in pdf.docinfo
            streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        for data in (file.read_bytes(), *streams):
            for trace in (str(REPOSITORY), str(file.parent), "file:", "handout.invalid", "/tmp/", "site-packages"):  # noqa: S108
                assert trace.encode() not in data, f"{file.name} holds '{trace}'"


def test_the_same_words_give_the_same_bytes_from_a_shared_stock_and_a_fresh_one() -> None:
    shared = lay_in()

    files = [print_out(BODY, shared=shared), print_out("<p>other</p>", shared=shared), print_out(BODY, shared=shared)]

    assert files[0] == files[2] == print_out(BODY)
    assert files[0] != files[1]


def test_bytes_do_not_hang_on_what_was_set_before(tmp_path: Path) -> None:
    put(tmp_path / "a.svg", SQUARE.format("red"))
    put(tmp_path / "b.svg", SQUARE.format("blue"))
    bodies = [f"{BODY}<img alt=x src='handouts/{name}.svg'><p>{name * 9}</p>" for name in "ab"]

    def hashes(order: list[int]) -> dict[int, str]:
        shared = lay_in(roots={"handouts": tmp_path})
        return {n: hashlib.sha256(print_out(bodies[n], shared=shared)).hexdigest() for n in order}

    assert hashes([0, 1]) == hashes([1, 0])


def test_pictures_take_the_colours_of_their_own_clinic(tmp_path: Path) -> None:
    put(tmp_path / "a.svg", SQUARE.format("var(--brand, #000000)"))
    body = "<p><img alt=x src='handouts/a.svg'></p>"

    files = [
        print_out(body, shared=lay_in(roots={"handouts": tmp_path}, colours={"brand": colour}))
        for colour in ("#ff0000", "#0000ff")
    ]

    assert files[0] != files[1]


def test_a_crash_of_the_engine_is_a_fault_of_the_leaflet() -> None:
    css = "p { background: linear-gradient(device-cmyk(0 0 0 1), red) }"  # WeasyPrint 70 cannot draw it

    with pytest.raises(Fault) as caught:
        print_out(BODY, css)

    assert caught.value.finding.code == "P298"
    assert caught.value.finding.place == PLACE


def test_pages_are_counted() -> None:
    assert lay_out(BODY).pages == 1
    assert lay_out(f"{BODY}<p style='break-before: page'>x</p>").pages == 2
