"""Every check is seen to fail: a sound file is broken in one way, and that check alone must notice."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, String
from PIL import Image, ImageCms

from handoutpress.pdf.preflight import Report, preflight
from handoutpress.pdf.press import finish
from handoutpress.pdf.separation import Separation, shipped
from handoutpress.thumbnails import pages
from pdf.press import changed, lay_in, untagged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INKS: Final = Separation(shipped())
CSS: Final = """
@page { bleed: 3mm; background: #eef5f6 }
p { color: #1d1b19 }
div { background: linear-gradient(#0f6470, #9b1b1b); height: 9mm }
img { width: 20mm }
"""
BODY: Final = "<p>Rest.</p><div></div><img src='p/a.png'>"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return pressed(tmp_path_factory.mktemp("pictures"), ppi=320)


def pressed(folder: Path, *, ppi: float, css: str = "") -> bytes:
    pixels = round(20 / 25.4 * ppi)
    Image.linear_gradient("L").resize((pixels, pixels)).save(folder / "l.png")
    with Image.open(folder / "l.png") as grey:
        Image.merge("RGB", (grey, grey.rotate(90), grey.rotate(180))).save(folder / "a.png")
    data = untagged(BODY, shared=lay_in(CSS + css, roots={"p": folder}))
    return finish(data, inks=INKS, bleed=3, folds=[[50]], title="Sore", info={})


def look(data: bytes) -> Report:
    return preflight(data, bleed=3, raster=pages)


def failed(data: bytes) -> dict[str, str]:
    return {check.name: check.detail for check in look(data).problems}


def image(pdf: pikepdf.Pdf) -> Any:
    return next(
        thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == Name.Image
    )


def paint(words: str) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.pages[0].contents_add(words.encode())


def write(words: str) -> Callable[[pikepdf.Pdf], object]:
    """Show a letter with the first font of the page."""

    def add(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].resources.Font.keys()))
        pdf.pages[0].contents_add(f"q {words} BT {font} 9 Tf 50 50 Td <0003> Tj ET Q".encode())

    return add


def xmp(old: str, new: str) -> Callable[[pikepdf.Pdf], object]:
    def change(pdf: pikepdf.Pdf) -> None:
        words = pdf.Root.Metadata.read_bytes().decode()
        assert old in words
        pdf.Root.Metadata.write(words.replace(old, new).encode())

    return change


def unembed(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/FontFile2" in thing:
            del thing["/FontFile2"]


def put_annotation(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])])


def set_group(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Group.CS = Name.DeviceRGB


def set_image_space(pdf: pikepdf.Pdf) -> None:
    image(pdf).write(bytes(image(pdf).Width * image(pdf).Height * 3))
    image(pdf).ColorSpace = Name.DeviceRGB


def soak_image(pdf: pikepdf.Pdf) -> None:
    image(pdf).write(b"\xff" * (image(pdf).Width * image(pdf).Height * 4))


def set_shading(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ShadingType" in thing:
            thing.ColorSpace = Array([Name.ICCBased, pdf.make_stream(b"", N=3)])


def set_calibrated(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].resources.ColorSpace["/Fine"] = Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09])])


def set_bleed(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.BleedBox = pdf.pages[0].obj.TrimBox


def cut_paper(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.MediaBox = pdf.pages[0].obj.TrimBox


def forget_trim(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/TrimBox"]


def knock_out(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].resources.ExtGState["/OverprintBlack"] = Dictionary(OP=False, op=False)


def act(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def forget_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def forget_trapped(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Trapped"]


def double_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def screen_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.write(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )


def forget_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents[0]["/DestOutputProfile"]


BROKEN: Final[dict[str, tuple[Callable[[pikepdf.Pdf], object], str, str]]] = {
    "no metadata": (forget_metadata, "Says", "no metadata"),
    "another standard": (xmp(">PDF/X-4<", ">PDF/X-3<"), "Says", "GTS_PDFXVersion"),
    "no rendition": (xmp("xmpMM:RenditionClass", "xmpMM:Other"), "Says", "RenditionClass"),
    "not told whether trapped": (forget_trapped, "Says", "trapped"),
    "two intents": (double_intent, "Has one output intent", "2 output intents"),
    "profile of a screen": (screen_intent, "Has one output intent", "mntr/RGB "),
    "no profile": (forget_profile, "Has one output intent", "no profile"),
    "a script": (act, "Has no encryption", "/OpenAction"),
    "a link": (put_annotation, "Has no link", "annotation (Link)"),
    "a font left out": (unembed, "Carries all its fonts", "not embedded"),
    "RGB in a drawing": (paint("q 1 0 0 rg 0 0 9 9 re f Q"), "Has no colour but", "RGB 1 0 0"),
    "RGB in a picture": (set_image_space, "Has no colour but", "DeviceRGB is left in an object of the kind image"),
    "RGB in a group": (set_group, "Has no colour but", "DeviceRGB is left in an object of the kind page"),
    "a profile in a shading": (set_shading, "Has no colour but", "ICCBased"),
    "Lab among the resources": (set_calibrated, "Has no colour but", "Lab"),
    "black text that knocks out": (knock_out, "Prints black text", "does not overprint"),
    "black text of four inks": (write("0.6 0.5 0.5 0.95 k"), "Prints black text", "several inks (60% 50% 50% 95%)"),
    "a fill that overprints": (paint("q /OverprintBlack gs 0 0 0 1 k 0 0 9 9 re f Q"), "Prints black text", "fill"),
    "340 % ink": (paint("q 1 1 1 0.4 k 0 0 9 9 re f Q"), "Has at most 300%", "340% in a fill on page 1"),
    "400 % ink in a picture": (soak_image, "Has at most 300%", "400% in a picture"),
    "no bleed": (set_bleed, "Has the trim", "0.0 mm at the left, not 3"),
    "bleed off the paper": (cut_paper, "Has the trim", "leaves the paper at the top"),
    "no trim": (forget_trim, "Has the trim", "no TrimBox"),
    "a mark inside the bleed": (paint("q /AllInks CS 1 SCN -5 50 m -2 50 l S Q"), "Has all marks", "stands inside"),
    "artwork cut at the trim": (
        paint("q 0 0 0 0 k -8.6 0 8.6 290 re f Q"), "Has artwork that bleeds", "100 mm of artwork at the left",
    ),
}  # fmt: skip


def test_a_sound_file_has_no_problem(sound: bytes) -> None:
    assert failed(sound) == {}


@pytest.mark.parametrize("fault", BROKEN)
def test_each_fault_is_noticed_by_its_check(sound: bytes, fault: str) -> None:
    change, name, detail = BROKEN[fault]

    found = failed(changed(sound, change))

    [told] = [words for check, words in found.items() if check.startswith(name)]
    assert detail in told
    if fault not in {"bleed off the paper", "no bleed"}:  # there the rest of the page is amiss as well
        assert len(found) == 1, found


def test_a_locked_file_is_noticed(sound: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        pdf.save(out, encryption=Encryption(owner="x", user=""))

    assert "encrypted" in failed(out.getvalue())["Has no encryption, script, action, form or attachment"]


@pytest.mark.parametrize("data", [b"", b"no PDF"])
def test_what_does_not_open_is_a_problem_and_no_crash(data: bytes) -> None:
    assert list(failed(data)) == ["Is a PDF that opens"]


def test_a_file_with_a_password_is_a_problem_and_no_crash(sound: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound)) as pdf:
        pdf.save(out, encryption=Encryption(owner="x", user="y"))

    assert list(failed(out.getvalue())) == ["Is a PDF that opens"]


@pytest.mark.parametrize(("ppi", "passed", "words"), [(150, False, "at 150 pixels"), (250, True, "has 250 pixels")])
def test_pixels_are_counted_as_they_are_printed(tmp_path: Path, ppi: int, passed: bool, words: str) -> None:  # noqa: FBT001
    checks = look(pressed(tmp_path, ppi=ppi)).checks

    [check] = [check for check in checks if "pixels" in check.name]
    assert check.passed == passed
    assert words in check.detail


def test_a_turned_picture_is_measured_along_its_own_sides(tmp_path: Path) -> None:
    [check] = [
        one
        for one in look(pressed(tmp_path, ppi=150, css="img { transform: rotate(30deg) }")).checks
        if "pixels" in one.name
    ]

    assert "at 150 pixels" in check.detail


def test_a_slanting_edge_may_leave_the_page_aslant(sound: bytes) -> None:
    slanting = paint("q 0 0 0 0 k -8.6 -8.6 60 301 re f 0.5 0 0 0 k -60 100 m 60 220 l 60 280 l -60 160 l f Q")

    assert failed(changed(sound, slanting)) == {}


def test_the_report_reads_as_words(sound: bytes) -> None:
    good, bad = look(sound).as_text("sore.pdf"), look(changed(sound, put_annotation)).as_text("sore.pdf")

    assert good.startswith("sore.pdf\nChecked by our preflight: no problem found.\n")
    assert "PROBLEM" not in good
    assert "Checked by our preflight: 1 problem found." in bad
    assert "PROBLEM  Has no link or note on a page\n           page 1 has an annotation (Link)\n" in bad
    for word in ("certif", "complian", "conform"):
        assert word not in (good + bad).lower()


def test_of_many_faults_a_few_are_told(sound: bytes) -> None:
    many = paint("q " + " ".join(f"0.{n:03} 0 0 rg 0 0 9 9 re f" for n in range(1, 50)) + " Q")

    assert failed(changed(sound, many))["Has no colour but CMYK, black and the ink of the marks"].endswith(
        "and 44 more"
    )
