from __future__ import annotations

import io
import re
from typing import Final

import pikepdf
import pytest
from pikepdf import Name

from handoutpress.errors import MisfitError
from handoutpress.paper import PT_PER_MM
from handoutpress.pdf.marks import SLUG
from handoutpress.pdf.painted import painted
from handoutpress.pdf.press import finish
from handoutpress.pdf.separation import Separation, shipped
from pdf.press import changed, drawn, untagged

INKS: Final = Separation(shipped())
CSS: Final = "@page { bleed: 3mm; background: #eef5f6 } h1 { color: #0f6470 } p { color: #1d1b19 }"
BODY: Final = "<h1>Sore</h1><p>Rest. <a href='https://a.example'>More</a></p><p style='break-before:page'>Two</p>"


def pressed(data: bytes, *, bleed: float = 3, folds: tuple[tuple[float, ...], ...] = ((50,),), **info: str) -> bytes:
    return finish(data, inks=INKS, bleed=bleed, folds=folds, title="Sore & stiff", info=info)


def boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    """Give the boxes in mm."""
    return {
        name: [float(value) / PT_PER_MM for value in page.obj[f"/{name}"]]
        for name in ("TrimBox", "BleedBox", "MediaBox")
    }


def test_the_boxes_stand_inside_one_another() -> None:
    with pikepdf.open(io.BytesIO(pressed(untagged(BODY, CSS)))) as pdf:
        for page in pdf.pages:
            found = boxes(page)
            assert found["TrimBox"] == pytest.approx([0, 0, 100, 100], abs=0.01)
            assert found["BleedBox"] == pytest.approx([-3, -3, 103, 103], abs=0.01)
            assert found["MediaBox"] == pytest.approx([-3 - SLUG, -3 - SLUG, 103 + SLUG, 103 + SLUG], abs=0.01)


def test_a_wider_bleed_than_the_engine_would_say_is_told() -> None:
    """WeasyPrint names no more than 10 points of it."""
    with pikepdf.open(io.BytesIO(pressed(untagged("<p>x</p>", "@page { bleed: 5mm }"), bleed=5))) as pdf:
        assert boxes(pdf.pages[0])["BleedBox"] == pytest.approx([-5, -5, 105, 105], abs=0.01)


def test_artwork_that_ends_too_early_is_refused() -> None:
    with pytest.raises(MisfitError, match=r"page 1 ends 1\.0 mm before its bleed of 3 mm"):
        pressed(untagged(BODY, "@page { bleed: 2mm }"))


def test_a_page_without_a_trim_is_refused() -> None:
    def forget(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[1].obj["/TrimBox"]

    with pytest.raises(MisfitError, match="page 2 does not say"):
        pressed(changed(untagged(BODY, CSS), forget))


def test_nothing_is_left_that_is_not_for_a_press() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(NumCopies=2)

    data = pressed(changed(untagged(BODY, CSS), add))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Lang", "/OutputIntents", "/Metadata"}
        assert all("/Annots" not in page.obj for page in pdf.pages)
    assert b"a.example" not in data


def test_text_in_solid_black_overprints_and_nothing_else() -> None:
    body = f"{BODY}<p style='color:#777'>grey</p><div style='background:black;height:9mm'></div><p>last</p>"
    with pikepdf.open(io.BytesIO(pressed(untagged(body, CSS)))) as pdf:
        found = [paint for page in pdf.pages for paint in painted(page)]

    assert {paint.colour.values for paint in found if paint.overprints} == {(0, 0, 0, 1)}
    assert {paint.kind for paint in found if paint.overprints} == {"text"}
    solid = [paint for paint in found if paint.colour.values == (0, 0, 0, 1)]
    assert [paint.kind for paint in solid if not paint.overprints] == ["fill"]


def test_overprinting_leaves_what_is_under_it() -> None:
    with pikepdf.open(io.BytesIO(pressed(untagged(BODY, CSS)))) as pdf:
        state = pdf.pages[0].resources.ExtGState["/OverprintBlack"]
        assert (bool(state.OP), bool(state.op), int(state.OPM)) == (True, True, 1)


def test_marks_are_thin_on_every_plate_and_outside_the_bleed() -> None:
    with pikepdf.open(io.BytesIO(pressed(untagged(BODY, CSS)))) as pdf:
        for page, crosses_and_corners in zip(pdf.pages, (8 + 12 + 2, 8 + 12), strict=True):
            marks = [paint for paint in painted(page) if paint.colour.space.colorant == "/All"]
            left, bottom, right, top = (float(value) for value in page.obj.BleedBox)
            assert len(marks) == crosses_and_corners
            for mark in marks:
                x1, y1, x2, y2 = mark.box
                assert x2 < left or x1 > right or y2 < bottom or y1 > top
    words = drawn(pressed(untagged(BODY, CSS)))
    assert "0.25 w" in words


def test_a_fold_is_marked_with_dashes_where_it_is() -> None:
    words = drawn(pressed(untagged("<p>x</p>", CSS), folds=((33,),)))

    at = f"{33 * PT_PER_MM:.3f}".rstrip("0")
    dashed = words.partition("[ 3 2 ] 0 d")[2]
    assert re.findall(rf"^{at} \S+ m$", dashed, re.MULTILINE)
    assert "[ 3 2 ] 0 d" in words


def test_it_says_what_it_is_in_both_places() -> None:
    data = pressed(untagged(BODY, CSS), Author="North <Clinic>", Date="2026-02-03")

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pdf_version == "1.6"
        assert "/Filter" not in pdf.Root.Metadata
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "Sore & stiff", "/Author": "North <Clinic>", "/Producer": "Handout Press", "/Trapped": "/False",
            "/CreationDate": "D:20260203000000Z", "/ModDate": "D:20260203000000Z",
        }  # fmt: skip
        with pdf.open_metadata() as meta:
            assert meta["dc:title"] == "Sore & stiff"
            assert meta["dc:creator"] == ["North <Clinic>"]
            assert meta["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] == "PDF/X-4"
            assert meta["xmp:CreateDate"] == "2026-02-03T00:00:00Z"
        [intent] = pdf.Root.OutputIntents
        assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
        assert str(intent.RegistryName) == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes() == shipped()


def test_the_same_input_gives_the_same_bytes_and_another_another_id() -> None:
    data = untagged(BODY, CSS)

    assert pressed(data) == pressed(data)
    ids = []
    for one in (pressed(data), pressed(data, Author="North"), pressed(data, folds=())):
        with pikepdf.open(io.BytesIO(one)) as pdf, pdf.open_metadata() as meta:
            ids.append(meta["xmpMM:DocumentID"])
    assert len(set(ids)) == 3
