from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.errors import UsageError
from handoutpress.printers import Printer, choose
from handoutpress.reading.settings import read_settings
from support import put

if TYPE_CHECKING:
    from pathlib import Path

FRONT: Final = Printer("ipp://192.0.2.1/ipp/print", papers=("letter", "a4"), default=True)
LARGE: Final = Printer("cups:large", papers=("tabloid",), layouts=("poster",))
FOLDING: Final = Printer("cups:folding", layouts=("trifold",))
DESK: Final = Printer("cups:desk", papers=("a4",))
ALL: Final = {"front": FRONT, "large": LARGE, "folding": FOLDING, "desk": DESK}


def settings(folder: Path, text: str) -> tuple[dict[str, Printer] | None, list[str]]:
    made, findings = read_settings(put(folder / "handoutpress.toml", text), table=())
    return made.printers if made else None, [f"{f.place} {f.code} {f.message}" for f in findings]


def test_printers_are_those_of_the_settings(tmp_path: Path) -> None:
    front = '[printers.front]\nuri = "ipps://front.example:631/ipp/print"\npapers = ["a4"]\n'
    text = f'{front}layouts = ["sheet"]\ncolor = false\n[printers.pile]\nuri = "folder:pile"\ndefault = true\n'
    assert settings(tmp_path, text) == (
        {
            "front": Printer("ipps://front.example:631/ipp/print", papers=("a4",), layouts=("sheet",), color=False),
            "pile": Printer("folder:pile", default=True),
        },
        [],
    )


@pytest.mark.parametrize(
    ("uri", "kind", "name"),
    [
        ("ipp://[2001:db8::1]:8631/ipp/print", "ipp", "//[2001:db8::1]:8631/ipp/print"),
        ("ipps://printer.example/ipp/print", "ipp", "//printer.example/ipp/print"),
        ("cups:front", "ipp", "front"),
        ("lp:front", "lp", "front"),
        ("sumatra:Front Desk", "sumatra", "Front Desk"),
        ("browser:", "browser", ""),
        ("folder:/srv/print", "folder", "/srv/print"),
    ],
)
def test_the_kind_follows_from_the_uri(uri: str, kind: str, name: str) -> None:
    assert (Printer(uri).what, Printer(uri).name) == (kind, name)


def test_a_queue_may_be_printed_on_by_lp() -> None:
    printer = Printer("ipp://localhost:631/printers/front", kind="lp")
    assert (printer.what, printer.name) == ("lp", "front")


@pytest.mark.parametrize(
    ("uri", "here"),
    [
        ("cups:front", True), ("lp:front", True), ("ipp://localhost:631/printers/front", True),
        ("ipp://127.0.0.1/printers/front", True), ("ipp://[::1]/printers/front", True),
        ("ipp://localhost:8631/ipp/print", False), ("ipp://server.example/printers/front", False), ("folder:x", False),
    ],
)  # fmt: skip
def test_it_is_known_which_go_through_the_queues_of_this_machine(uri: str, here: bool) -> None:  # noqa: FBT001 - what is expected
    assert Printer(uri).is_queue_here is here


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('uri = "192.0.2.1"', "2:1 S123 '192.0.2.1' does not say how to reach a printer"),
        ('uri = "socket://192.0.2.1"', "2:1 S123 'socket://192.0.2.1' does not say"),
        ('uri = "ipp:front"', "2:1 S123 'ipp:front' is no address"),
        ('uri = "ipp://front/ipp print"', "2:1 S123 'ipp://front/ipp print' is no address"),
        ('uri = "ipp://user:word@front/"', "2:1 S123 'ipp://user:word@front/' is no address"),
        ('uri = "cups:"', "2:1 S123 'cups:' names nothing"),
        ('uri = "folder:x"\nkind = "ipp"', "3:1 S123 kind 'ipp' does not go with 'folder:'"),
        ('uri = "folder:x"\nkind = "fax"', "3:1 S123 kind 'fax' is not known"),
        ('uri = "folder:x"\npapers = ["a5"]', "3:1 S123 unknown paper 'a5'"),
        ('uri = "folder:x"\ncolour = true', "3:1 S121 unknown key 'colour'"),
        ('uri = "ipp://x/"\nfingerprint = "00"', "3:1 S123 fingerprint is 64 hex digits"),
        ("default = true", "1:1 S122 'uri' is missing"),
        ('uri = "cups:a"\ndefault = true\n[printers.b]\nuri = "cups:b"\ndefault = true',
         "6:1 S123 front and b are both the printer for everything else"),
        ('uri = "cups:a"\nlayouts = ["card"]\n[printers.b]\nuri = "cups:b"\nlayouts = ["card"]',
         "6:1 S123 front and b are both the printer for card"),
        ('uri = "cups:a"\n[printers."Front Desk"]\nuri = "cups:b"', "3:1 S123 'Front Desk' is no name"),
    ],
)  # fmt: skip
def test_a_slip_in_the_settings_is_told_with_its_place(text: str, finding: str, tmp_path: Path) -> None:
    made, [told] = settings(tmp_path, f"[printers.front]\n{text}\n")

    assert made is None
    assert told.startswith(f"handoutpress.toml:{finding}")


@pytest.mark.parametrize(
    ("layout", "paper", "named", "desk", "found"),
    [
        ("sheet", "letter", None, None, "front"),
        ("sheet", "letter", "folding", None, "folding"),
        ("trifold", "letter", None, None, "folding"),
        ("trifold", "letter", "front", None, "front"),
        ("poster", "tabloid", None, None, "large"),
        ("sheet", "a4", None, "desk", "desk"),
        ("sheet", "letter", None, "desk", "front"),
        ("trifold", "a4", None, "desk", "folding"),
        ("sheet", "a4", "front", "desk", "front"),
    ],
)
def test_the_printer_is_the_one_named_or_the_layouts_or_the_desks_or_the_default(
    layout: str, paper: str, named: str | None, desk: str | None, found: str
) -> None:
    assert choose(ALL, layout=layout, paper=paper, named=named, desk=desk) == found


def test_the_only_printer_is_the_default() -> None:
    assert choose({"desk": DESK}, layout="sheet", paper="a4") == "desk"


@pytest.mark.parametrize(
    ("printers", "wish", "words", "hint"),
    [
        ({}, {}, "no printer is named", "[printers.front]"),
        (ALL, {"named": "frnt"}, "no printer is called 'frnt'", "front, large"),
        (ALL, {"desk": "frnt"}, "no printer is called 'frnt'", "front, large"),
        (ALL, {"named": "large"}, "large has no a4 paper, but tabloid", "--paper"),
        ({"large": LARGE, "desk": DESK, "folding": FOLDING}, {}, "no printer is the default for sheet on a4",
         "--printer (desk, folding)"),
        ({"large": LARGE}, {}, "no printer is the default for sheet on a4", "none has this paper"),
    ],
)  # fmt: skip
def test_where_no_printer_is_meant_it_is_said_what_to_do(
    printers: dict[str, Printer], wish: dict[str, str], words: str, hint: str
) -> None:
    with pytest.raises(UsageError) as caught:
        choose(printers, layout="sheet", paper="a4", **wish)

    assert words in caught.value.message
    assert hint in caught.value.hint
