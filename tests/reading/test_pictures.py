from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.findings import Severity
from handoutpress.reading.pictures import Pictures
from handoutpress.reading.problems import Problems
from support import LOGO, put

if TYPE_CHECKING:
    from pathlib import Path

GREY, COLOUR, SEE_THROUGH = 0, 2, 6
"""Kinds of PNG: grey, RGB, RGB with alpha (PNG 1.2, 4.1.1)."""
CHANNELS = {GREY: 1, COLOUR: 3, SEE_THROUGH: 4}


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 4, height: int = 4, *, bits: int = 8, kind: int = COLOUR, rows: bytes | None = None) -> bytes:
    """Make a PNG, all black, or with `rows` in place of its data."""
    row = b"\0" + b"\0" * (width * CHANNELS[kind] * bits // 8)
    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    data = zlib.compress(row * height if rows is None else rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def look(root: Path, src: str, **files: str | bytes) -> tuple[str | None, list[str]]:
    """Look for a picture of the handout `ankle`, which has `files`, `foot_svg` being foot.svg."""
    for name, content in files.items():
        put(root / "handouts" / "ankle" / name.replace("_", "."), content)
    (root / "handouts" / "ankle").mkdir(parents=True, exist_ok=True)
    problems = Problems("f")
    pictures = Pictures(root / "handouts" / "ankle", root, problems)
    url = pictures.find(src, problems.at(9, 4))
    assert tuple(pictures.used) == ((url,) if url else ())
    found = [f"{f.code} {f.message} | {f.hint}" for f in problems.found]
    assert [str(finding.place) for finding in problems.found] == ["f:9:4"] * len(found)
    return url, found


def refused(root: Path, src: str, **files: str | bytes) -> str:
    """Look for a picture that is no good, and give the one finding."""
    url, [found] = look(root, src, **files)
    assert url is None
    assert str(root) not in found
    return found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foot_svg", LOGO),
        ("foot_SVG", LOGO),
        ("foot_svg", "\ufeff" + LOGO),
        ("foot_svg", '<?xml version="1.0" encoding="UTF-8"?>' + LOGO),
        ("foot_png", png()),
        ("foot_png", png(kind=GREY)),
        ("foot_png", png(kind=SEE_THROUGH)),
        ("foot_png", png(bits=16)),
    ],
)
def test_a_picture_that_prints_is_found_by_its_path_below_the_workspace(
    name: str, content: str | bytes, tmp_path: Path
) -> None:
    file = name.replace("_", ".")
    assert look(tmp_path, file, **{name: content}) == (f"handouts/ankle/{file}", [])


def test_a_jpeg_prints(tmp_path: Path) -> None:
    from PIL import Image

    for name in ("foot.jpg", "foot.jpeg"):
        (tmp_path / "handouts" / "ankle").mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (4, 4)).save(tmp_path / "handouts" / "ankle" / name)
        assert look(tmp_path, name) == (f"handouts/ankle/{name}", [])


@pytest.mark.parametrize("src", ["left foot.svg", "left%20foot.svg"])
def test_a_name_may_hold_a_blank_written_either_way(src: str, tmp_path: Path) -> None:
    put(tmp_path / "handouts" / "ankle" / "left foot.svg", LOGO)
    assert look(tmp_path, src) == ("handouts/ankle/left foot.svg", [])


def test_a_picture_may_lie_in_a_folder_of_the_handout(tmp_path: Path) -> None:
    put(tmp_path / "handouts" / "ankle" / "pictures" / "foot.svg", LOGO)
    assert look(tmp_path, "pictures/foot.svg") == ("handouts/ankle/pictures/foot.svg", [])


def test_a_picture_that_is_missing_is_told_with_those_that_are_there(tmp_path: Path) -> None:
    assert refused(tmp_path, "food.svg", foot_svg=LOGO, arm_png=png(), en_md="x") == (
        "S152 picture 'food.svg' is missing | in ankle/ there are: arm.png, foot.svg"
    )


@pytest.mark.parametrize(
    "src", ["foot.svg", "", ".", "a%00b.svg", "a\0b.svg", "a" * 300 + ".svg", "a/" * 3000, "foot.svg/", "~/foot.svg"]
)
def test_a_name_that_no_file_can_have_is_missing_too(src: str, tmp_path: Path) -> None:
    assert refused(tmp_path, src) == f"S152 picture '{src}' is missing | put it in the folder"


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "handouts" / "ankle" / "foot.svg").mkdir(parents=True)
    assert refused(tmp_path, "foot.svg").startswith("S152 picture 'foot.svg' is missing")


@pytest.mark.parametrize(
    "src", ["http://x.example/foot.svg", "https://x.example/foot.svg", "//x.example/foot.svg", "file:///etc/passwd",
            "data:image/png;base64,AAAA", "ftp://x/y.svg", "javascript:x", "HTTP://X/Y.PNG", "C:/foot.svg"],
)  # fmt: skip
def test_nothing_is_fetched_from_anywhere(src: str, tmp_path: Path) -> None:
    assert refused(tmp_path, src) == (
        f"S153 picture '{src}' is not a file of this handout | save the picture in ankle/ and name the file"
    )


@pytest.mark.parametrize(
    "src", ["../knee/knee.svg", "%2e%2e/knee/knee.svg", "pictures/../../knee/knee.svg", "/etc/passwd"]
)
def test_a_picture_outside_the_folder_is_refused(src: str, tmp_path: Path) -> None:
    put(tmp_path / "handouts" / "knee" / "knee.svg", LOGO)
    (tmp_path / "handouts" / "ankle" / "pictures").mkdir(parents=True)
    assert refused(tmp_path, src) == (f"S154 picture '{src}' lies outside the handout's folder | copy it into ankle/")


@pytest.mark.parametrize("what", ["knee.svg", ""])
def test_a_link_that_leads_outside_the_folder_is_refused(what: str, tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "knee.svg", LOGO)
    (tmp_path / "handouts" / "ankle").mkdir(parents=True)
    (tmp_path / "handouts" / "ankle" / "link.svg").symlink_to(tmp_path / "elsewhere" / what)
    src = "link.svg" if what else "link.svg/knee.svg"
    assert refused(tmp_path, src).startswith(f"S154 picture '{src}' lies outside the handout's folder")


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    put(tmp_path / "handouts" / "ankle" / "foot.svg", LOGO)
    (tmp_path / "handouts" / "ankle" / "link.svg").symlink_to("foot.svg")
    assert look(tmp_path, "link.svg") == ("handouts/ankle/link.svg", [])


@pytest.mark.parametrize("target", ["link.svg", "nowhere.svg"])
def test_a_link_that_leads_nowhere_is_missing(target: str, tmp_path: Path) -> None:
    (tmp_path / "handouts" / "ankle").mkdir(parents=True)
    (tmp_path / "handouts" / "ankle" / "link.svg").symlink_to(target)
    assert refused(tmp_path, "link.svg").startswith("S152 picture 'link.svg' is missing")


@pytest.mark.parametrize("name", ["foot.gif", "foot.webp", "foot.tiff", "foot.pdf", "foot", "foot.svg.bak"])
def test_a_kind_that_does_not_print_well_is_named(name: str, tmp_path: Path) -> None:
    found = refused(tmp_path, name, **{name.replace(".", "_"): b"x"})
    assert found.startswith(f"S152 picture '{name}' is of a kind that does not print well (")
    assert found.endswith(" | save it as SVG, PNG or JPEG")


SVG = '<svg xmlns="http://www.w3.org/2000/svg">'


@pytest.mark.parametrize(
    ("content", "severity"),
    [
        ('<text font-size="9">1</text>', Severity.WARNING),
        ('<g style="font: 14px Arial"><text>1</text></g>', Severity.WARNING),
        ('<text font="14px Arial">1</text>', Severity.WARNING),
        ("<text><tspan>1</tspan></text>", Severity.WARNING),
        ('<text style="font: bold 14px sans-serif">1</text>', Severity.ERROR),
        ('<text font="italic 14px Arial">1</text>', Severity.ERROR),
        ("<style>text { fill: red; font:bold 9px x }</style><text>1</text>", Severity.ERROR),
    ],
)
def test_words_in_a_drawing_are_told_and_refused_where_they_do_not_print(
    content: str, severity: Severity, tmp_path: Path
) -> None:
    put(tmp_path / "handouts" / "ankle" / "foot.svg", f"{SVG}{content}</svg>")
    problems = Problems("f")
    Pictures(tmp_path / "handouts" / "ankle", tmp_path, problems).find("foot.svg", problems.at(9, 4))
    [found] = problems.found
    assert (found.code, str(found.place), found.severity) == (
        "S156", "f:9:4", severity,
    )  # fmt: skip


@pytest.mark.parametrize("content", ["<text> </text>", "<title>A foot</title>", "<style>a{font:bold 1px b}</style>"])
def test_a_drawing_without_words_is_taken(content: str, tmp_path: Path) -> None:
    assert look(tmp_path, "foot.svg", foot_svg=f"{SVG}{content}</svg>")[1] == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is not whole: no element found: line 1, column 0"),
        (SVG, "is not whole: no element found: line 1, column 40"),
        ("not a picture", "is not whole: syntax error: line 1, column 0"),
        ("<svg/>", "is not an SVG picture"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "is not an SVG picture"),
        (f"<!DOCTYPE svg [<!ENTITY a 'x'>]>{SVG}&a;</svg>", "defines XML entities"),
        (f"<!DOCTYPE svg [<!ENTITY % a SYSTEM 'file:///etc/passwd'>]>{SVG}</svg>", "defines XML entities"),
        (f"<!DOCTYPE svg [<!ENTITY a 'x'>]>{SVG}&a;</svg>".encode("utf-16"), "is not UTF-8"),
        (f"<?xml version='1.0' encoding='latin-1'?>{SVG}<text>é</text></svg>".encode("latin-1"), "is not UTF-8"),
        (b"\x00" * 40, "is not whole: not well-formed (invalid token): line 1, column 0"),
    ],
)  # fmt: skip
def test_an_svg_with_a_fault_is_refused(content: str | bytes, told: str, tmp_path: Path) -> None:
    assert refused(tmp_path, "foot.svg", foot_svg=content).startswith(f"S152 picture 'foot.svg' {told} | save it")


@pytest.mark.parametrize("charset", ["utf-7", "shift_jis", "no-such-charset", "utf-16"])
def test_an_svg_that_claims_another_charset_than_it_has_does_no_harm(charset: str, tmp_path: Path) -> None:
    _, found = look(tmp_path, "foot.svg", foot_svg=f"<?xml version='1.0' encoding='{charset}'?>{SVG}</svg>")
    assert [told for told in found if not told.startswith("S152 picture 'foot.svg' is not ")] == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not a picture that can be read"),
        (b"not a picture", "is not a picture that can be read"),
        (png(200, 200)[:150], "is not a picture that can be read"),
        (png(4, 4, rows=b"\0"), "is not a picture that can be read"),
        (png(4, 4)[:40] + b"\xff" * 20 + png(4, 4)[60:], "is not a picture that can be read"),
        (png(bits=16, kind=GREY), "has 16 bits of grey, which print black"),
        (png(60_000, 60_000, kind=GREY, rows=b""), "has too many pixels"),
        (png(10_000, 10_000, kind=GREY, rows=b""), "has too many pixels"),
        (png(8_000, 8_000, kind=GREY, rows=b""), "has too many pixels (8000 by 8000)"),
    ],
)
def test_a_picture_of_pixels_with_a_fault_is_refused(content: bytes, told: str, tmp_path: Path) -> None:
    assert refused(tmp_path, "foot.png", foot_png=content).startswith(f"S152 picture 'foot.png' {told}")


def test_a_picture_without_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with put(tmp_path / "handouts" / "ankle" / "foot.png", b"").open("wb") as file:
        file.truncate(40_000_001)
    assert refused(tmp_path, "foot.png") == "S152 picture 'foot.png' is larger than 40 MB | save it smaller"


@given(data=st.data())
def test_a_damaged_picture_is_taken_or_refused_and_never_more(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name, content = data.draw(st.sampled_from([("foot.png", png(8, 8)), ("foot.svg", LOGO.encode())]))
    at = data.draw(st.integers(0, len(content)))
    damaged = content[:at] + data.draw(st.binary(max_size=12)) + content[at + data.draw(st.integers(0, 30)) :]
    root = tmp_path_factory.mktemp("damaged")
    url, found = look(root, name, **{name.replace(".", "_"): damaged})
    assert bool(url) != bool(found)
