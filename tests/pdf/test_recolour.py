from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from handoutpress.errors import MisfitError
from handoutpress.pdf.contents import contents, is_image, number
from handoutpress.pdf.recolour import Greys, Inks, recolour
from handoutpress.pdf.separation import Separation, shipped
from handoutpress.pdf.spaces import luminance
from pdf import tags
from pdf.press import changed, drawn, lay_in, untagged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handoutpress.edition import Edition

SEPARATION: Final = Separation(shipped())
CSS: Final = """
body { background: #eef }
.shaded { background: linear-gradient(red, rgba(0, 0, 255, .5)) }
.round { background: radial-gradient(#0f6470, white) }
.lab { color: lab(50% 40 20); border: 1pt dashed oklch(.6 .2 100) }
.faint { opacity: .5; color: green }
.inks { color: device-cmyk(0 1 0 0) }
"""
BODY: Final = """<h1>Sore</h1><p class=shaded>one</p><p class=round>two</p><p class=lab>three</p><p class=faint>four</p>
<p class=inks>five</p>
<svg width=50 height=50><defs><mask id=m><rect width=50 height=50 fill='#f80'/></mask>
<pattern id=p width=4 height=4 patternUnits='userSpaceOnUse'><path d='M0 0h2v2z' fill='red'/></pattern></defs>
<rect width=40 height=40 fill='url(#p)' stroke='#080' mask='url(#m)'/></svg>"""
COLOURED: Final = re.compile(r"(?<![\w/])(rg|RG|k|K|cs|CS|sc|SC|scn|SCN)(?![\w])")
SCREEN: Final = ("/DeviceRGB", "/Lab", "/ICCBased", "/CalRGB", "/Indexed")


def recoloured(data: bytes, inks: Inks) -> bytes:
    return changed(data, lambda pdf: recolour(pdf, inks))


def everything(data: bytes) -> str:
    """Give all objects of a file as text, without what streams hold."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return "\n".join(
            repr(dict(thing.items())) if isinstance(thing, pikepdf.Stream) else repr(thing) for thing in pdf.objects
        )


def pictures(data: bytes) -> list[tuple[str, str, Image.Image]]:
    """Give the colour space, the filter and the pixels of every picture."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for content in contents(pdf):
            for thing in content.named("/XObject"):
                if is_image(thing):
                    image = pikepdf.PdfImage(thing).as_pil_image()
                    image.load()
                    found.append((str(thing.ColorSpace), str(thing.Filter), image))
    return found


def framed(folder: Path, image: Image.Image, name: str) -> bytes:
    image.save(folder / name)
    return untagged(f'<img src="p/{name}" style="width:9mm">', shared=lay_in(roots={"p": folder}))


@pytest.mark.parametrize("inks", [SEPARATION, Greys()], ids=["press", "greys"])
def test_no_colour_of_the_screen_is_left_anywhere(inks: Inks) -> None:
    before = untagged(BODY, CSS)
    assert all(name in everything(before) for name in SCREEN[:2])  # or it would prove nothing
    assert re.search(r" (rg|RG|scn)\b", drawn(before))

    after = recoloured(before, inks)

    assert [name for name in SCREEN if name in everything(after)] == []
    assert not re.search(r" (rg|RG)\b", drawn(after))


def test_greys_leave_no_colour_operator_in_the_file() -> None:
    left = drawn(recoloured(untagged(BODY, CSS), Greys()))

    assert [
        line for line in left.split("\n") if COLOURED.search(line) and "/Pattern" not in line and "/p" not in line
    ] == []
    assert "/DeviceCMYK" not in left


def test_colours_are_those_that_the_inks_give() -> None:
    words = drawn(recoloured(untagged("<p>x</p>", "p { color: #9b1b1b; background: #fff }"), SEPARATION))

    inks = " ".join(str(number(value)) for value in SEPARATION.ink(155 / 255, 27 / 255, 27 / 255))
    assert f"{inks} k\nBT" in words
    assert "0 0 0 0 k" in words  # the white ground


def test_a_colour_in_lab_is_seen_as_it_was() -> None:
    [grey] = Greys().ink(*(value / 255 for value in (188, 84, 87)))  # lab(50% 40 20) in sRGB, by CSS Color 4

    found = re.search(
        r"([\d.]+) g\nBT", drawn(recoloured(untagged("<p>x</p>", "p { color: lab(50% 40 20) }"), Greys()))
    )

    assert found
    assert float(found[1]) == pytest.approx(grey, abs=0.01)


def test_a_colour_that_is_in_inks_already_stays() -> None:
    assert "0 1 0 0 k" in drawn(recoloured(untagged("<p>x</p>", "p { color: device-cmyk(0 1 0 0) }"), SEPARATION))


def test_greys_keep_the_contrast_of_every_colour() -> None:
    for colour in ((0.6, 0.1, 0.1), (0.06, 0.39, 0.44), (1.0, 0.9, 0.2)):
        [grey] = Greys().ink(*colour)
        assert luminance(grey, grey, grey) == pytest.approx(luminance(*colour), abs=0.001)
    assert (Greys().ink(0, 0, 0), Greys().ink(1, 1, 1)) == ((0,), (1,))


def test_a_grey_picture_is_as_light_as_the_coloured_one() -> None:
    for colour in ((155, 27, 27), (15, 100, 112), (255, 230, 50), (0, 0, 0), (255, 255, 255)):
        [grey] = Greys().ink(*(value / 255 for value in colour))
        picture = Greys().picture(Image.new("RGB", (2, 2), colour))
        assert picture.mode == "L"
        assert picture.getpixel((0, 0)) == pytest.approx(255 * grey, abs=3)


def test_numbers_are_short_and_have_no_exponent() -> None:
    assert [str(number(value)) for value in (0.00001, -0.00001, 1 / 3, 100, 1e6)] == [
        "0",
        "0",
        "0.3333",
        "100",
        "1000000",
    ]
    for operands in re.findall(r"^(.*) [kKgG]$", drawn(recoloured(untagged(BODY, CSS), SEPARATION)), re.MULTILINE):
        assert all(re.fullmatch(r"\d(\.\d{1,4})?", operand) for operand in operands.split())


def test_the_tags_of_a_tagged_file_stay_true(sheets: Mapping[Edition, Path]) -> None:
    for file in sheets.values():
        before = file.read_bytes()
        after = recoloured(before, Greys())
        assert tags.structure(after) == tags.structure(before)
        assert tags.artifacts(after) == tags.artifacts(before)


def test_a_soft_mask_lets_through_what_it_did() -> None:
    """It counts by its luminosity: 0.3 red, 0.59 green, 0.11 blue (ISO 32000-1, 11.5.3)."""
    words = drawn(recoloured(untagged(BODY, CSS), SEPARATION))

    assert f"{number(0.3 + 0.59 * 0x88 / 255)} g" in words


def test_shadings_go_between_the_new_colours() -> None:
    data = recoloured(untagged("<p class=round>x</p>", CSS), SEPARATION)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        [shading] = [thing for content in contents(pdf) for thing in content.named("/Shading")]
        [part] = shading.Function.Functions
        assert shading.ColorSpace == "/DeviceCMYK"
        assert [float(value) for value in part.C1] == [0, 0, 0, 0]
        assert len(part.C0) == 4


def test_pictures_keep_their_kind(tmp_path: Path) -> None:
    red = Image.new("RGB", (40, 40), (155, 27, 27))

    [(space, how, image)] = pictures(recoloured(framed(tmp_path, red, "a.jpg"), SEPARATION))
    assert (space, how) == ("/DeviceCMYK", "/DCTDecode")
    assert image.getpixel((9, 9)) == pytest.approx((61, 245, 224, 66), abs=8)
    [(space, how, image)] = pictures(recoloured(framed(tmp_path, red, "a.png"), SEPARATION))
    assert (space, how) == ("/DeviceCMYK", "/FlateDecode")
    assert image.getpixel((9, 9)) == pytest.approx((61, 245, 224, 66), abs=4)
    [(space, how, image)] = pictures(recoloured(framed(tmp_path, red, "a.png"), Greys()))
    assert (space, how, image.mode) == ("/DeviceGray", "/FlateDecode", "L")


def test_a_jpeg_gets_no_coarser_colours(tmp_path: Path) -> None:
    data = recoloured(
        framed(tmp_path, Image.effect_noise((40, 40), 90).convert("RGB").quantize(9).convert("RGB"), "a.jpg"),
        SEPARATION,
    )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        raw = [thing.read_raw_bytes() for one in contents(pdf) for thing in one.named("/XObject") if is_image(thing)]
    with Image.open(io.BytesIO(raw[0])) as jpeg:
        assert all(layer[1:3] == (1, 1) for layer in jpeg.layer)  # type: ignore[attr-defined]


def test_a_picture_keeps_its_transparency(tmp_path: Path) -> None:
    data = recoloured(framed(tmp_path, Image.new("RGBA", (40, 40), (155, 27, 27, 99)), "a.png"), SEPARATION)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        [image] = [thing for one in contents(pdf) for thing in one.named("/XObject") if is_image(thing)]
        assert image.ColorSpace == "/DeviceCMYK"
        assert set(image.SMask.read_bytes()) == {99}


def test_a_picture_in_cmyk_becomes_the_right_grey(tmp_path: Path) -> None:
    paper = Image.new("CMYK", (40, 40), (0, 0, 0, 20))

    [(space, _, image)] = pictures(recoloured(framed(tmp_path, paper, "a.jpg"), Greys()))

    assert space == "/DeviceGray"
    assert image.getpixel((9, 9)) == pytest.approx(235, abs=4)


def test_a_picture_on_two_pages_is_recoloured_once(tmp_path: Path) -> None:
    Image.new("L", (40, 40), 128).save(tmp_path / "a.png")
    body = '<img src="p/a.png"><p style="break-before:page"><img src="p/a.png">'

    found = pictures(recoloured(untagged(body, shared=lay_in(roots={"p": tmp_path})), SEPARATION))

    assert {image.getpixel((9, 9)) for _, _, image in found} == {
        SEPARATION.picture(Image.new("L", (1, 1), 128)).getpixel((0, 0))
    }


def test_a_drawn_letter_and_an_indexed_picture_are_recoloured_too() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        letter = pdf.make_stream(b"1 0 0 rg 0 0 9 9 re f")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=Dictionary(a=letter))
        pdf.pages[0].resources.Font["/T3"] = font
        palette = Array([Name.Indexed, Name.DeviceRGB, 1, pikepdf.String(bytes([255, 0, 0, 255, 255, 255]))])
        image = pdf.make_stream(
            bytes([0, 1]),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=2,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=palette,
        )
        pdf.pages[0].resources.XObject["/Two"] = image

    after = recoloured(changed(untagged("<p>x</p>"), add), SEPARATION)

    assert "1 0 0 rg" not in drawn(after)
    (space, _, image), *_ = pictures(after)  # a drawn letter has the same resources
    assert space == "/DeviceCMYK"
    assert image.getpixel((1, 0)) == (0, 0, 0, 0)


def test_what_the_engine_never_writes_is_refused() -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        sampled = pdf.make_stream(bytes(6), FunctionType=0, Domain=[0, 1], Range=[0, 1] * 3, Size=[2], BitsPerSample=8)
        pdf.pages[0].resources.Shading["/S"] = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 1, 1], Function=sampled
        )

    with pytest.raises(MisfitError, match="shading"):
        recoloured(changed(untagged("<p>x</p>"), add), SEPARATION)


def test_an_imposed_page_is_recoloured_as_any_other() -> None:
    def impose(pdf: pikepdf.Pdf) -> None:
        [page] = pdf.pages
        form = page.as_form_xobject()
        sheet = pdf.add_blank_page(page_size=(300, 300))
        name = sheet.add_resource(form, Name.XObject)
        sheet.contents_add(f"q {name} Do Q".encode())
        del pdf.pages[0]

    words = drawn(recoloured(changed(untagged("<p>x</p>", "p { color: #9b1b1b }"), impose), SEPARATION))

    assert re.search(r" k\nBT", words)
    assert " rg" not in words
