from __future__ import annotations

import io
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from handoutpress.files import sha256
from handoutpress.typeface import FACES, FOLDER, letters, woff2
from support import environment


@pytest.mark.parametrize("weight", FACES)
def test_a_packed_face_has_every_letter_with_its_width(weight: str) -> None:
    packed, whole = TTFont(io.BytesIO(woff2(weight))), TTFont(FOLDER / FACES[weight])

    def widths(font: TTFont) -> dict[int, int]:
        return {code: font["hmtx"][name][0] for code, name in font.getBestCmap().items()}

    assert packed.flavor == "woff2"
    assert widths(packed) == widths(whole)
    assert set(widths(packed)) >= letters()


@pytest.mark.parametrize("weight", FACES)
def test_a_packed_face_is_small_and_packed_once(weight: str) -> None:
    assert len(woff2(weight)) < (FOLDER / FACES[weight]).stat().st_size / 3
    assert woff2(weight) is woff2(weight)


def test_another_process_packs_the_same_bytes() -> None:
    script = (
        "from handoutpress.files import sha256; from handoutpress.typeface import woff2; print(sha256(woff2('bold')))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment(), check=True, capture_output=True, text=True)

    assert done.stdout.strip() == sha256(woff2("bold"))
