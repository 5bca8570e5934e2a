from __future__ import annotations

from xml.etree import ElementTree as ET

import segno

from handoutpress.qr import qr_svg

ADDRESS = "https://riverside-spine.example/leaflets"


def test_it_is_a_drawing_without_a_size_of_its_own() -> None:
    root = ET.fromstring(qr_svg(ADDRESS))  # noqa: S314 - our own

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert {"width", "height", "class"} & set(root.attrib) == set()
    assert not qr_svg(ADDRESS).startswith("<?xml")


def test_it_holds_the_code_for_the_address_and_no_quiet_zone() -> None:
    code = segno.make(ADDRESS, error="m", micro=False)
    side = len(code.matrix)

    svg = qr_svg(ADDRESS)

    assert f'viewBox="0 0 {side} {side}"' in svg
    assert code.error == "M"


def test_the_same_address_gives_the_same_drawing_and_another_another() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "/back-pain")


def test_even_a_short_address_gets_a_code_that_every_phone_reads() -> None:
    assert 'viewBox="0 0 21 21"' in qr_svg("X")  # version 1, not a Micro QR code
