from __future__ import annotations

import io
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from handoutpress.files import sha256
from handoutpress.typeface import FACES, FAMILY, FOLDER, for_letters, has, letters, others, woff2
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


@pytest.mark.parametrize(
    ("words", "families"),
    [
        ("Ann\nLee", []),
        ("Nguyễn", ["IBM Plex Sans"]),
        ("Анна", ["IBM Plex Sans"]),
        ("محمد", ["IBM Plex Sans Arabic"]),
        ("李明", ["Chinese"]),
        ("Ж م 李", ["IBM Plex Sans", "IBM Plex Sans Arabic", "Chinese"]),
        ("\u2603", []),
    ],
)
def test_other_faces_are_asked_for_letters_that_ours_lacks_only(words: str, families: list[str]) -> None:
    assert [face.family for face in for_letters(map(ord, words))] == families


def test_a_page_that_has_our_letters_only_opens_no_other_face() -> None:
    script = (
        "from handoutpress import typeface; typeface.for_letters(map(ord, 'Ann\\n')); "
        "print(typeface.others.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", script], env=environment(), check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "0"


def test_a_letter_is_there_when_any_face_has_it() -> None:
    assert all(map(has, "aé李مЖ"))
    assert not has("\u2603")


def test_families_are_told_apart_and_may_be_embedded() -> None:
    """Of two rules for one family the engine keeps the first (typeset.py). OpenType, OS/2: fsType 2 forbids it."""
    families = [FAMILY, *(face.family for face in others())]
    assert len(set(families)) == len(families)
    assert all(TTFont(face.file)["OS/2"].fsType & 0xF != 2 for face in others())
