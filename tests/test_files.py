from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handoutpress.files import digest, sha256, sweep, write_atomically
from support import put

if TYPE_CHECKING:
    from pathlib import Path

ROWS = st.lists(st.text(alphabet="ab\\0\0:1,", max_size=4), max_size=4)


def test_a_file_is_known_by_its_sha_256() -> None:
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1


@given(ROWS, ROWS)
def test_no_two_rows_of_texts_share_a_digest(one: list[str], other: list[str]) -> None:
    assume(one != other)
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["ab", "c"], ["a", "bc"]),
        (["a\0b"], ["a", "b"]),
        (["\0"], ["\\0"]),
        ([], [""]),
    ],
)
def test_rows_that_run_together_alike_have_digests_of_their_own(one: list[str], other: list[str]) -> None:
    assert digest(one) != digest(other)


def test_a_row_has_the_same_digest_every_time() -> None:
    assert digest(["a", "b"]) == digest(iter(("a", "b")))


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    write_atomically(tmp_path / "north" / "pictures" / "a.png", b"picture")
    assert (tmp_path / "north" / "pictures" / "a.png").read_bytes() == b"picture"


def test_a_file_can_be_read_by_everyone_at_the_clinic(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a.pdf", b"leaflet")
    assert (tmp_path / "a.pdf").stat().st_mode & 0o777 == 0o644


def test_a_file_takes_the_place_of_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    for data in (b"old and longer", b"new"):
        write_atomically(tmp_path / "a.pdf", data)
    assert (tmp_path / "a.pdf").read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_a_file_that_cannot_be_put_in_its_place_leaves_no_half(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OSError, match=r"a\.pdf"):
        write_atomically(tmp_path / "a.pdf", b"leaflet")
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_who_reads_while_a_file_is_written_gets_the_old_one_or_the_new(tmp_path: Path) -> None:
    file, done = tmp_path / "a.pdf", Event()
    texts = {letter * 200_000 for letter in (b"a", b"b")}
    write_atomically(file, b"a" * 200_000)

    def write() -> None:
        for text in [*texts] * 50:
            write_atomically(file, text)
        done.set()

    writer, seen = Thread(target=write), set()
    writer.start()
    while not done.is_set():
        seen.add(file.read_bytes())
    writer.join()
    assert seen <= texts
    assert seen


def test_what_a_killed_build_left_is_swept_away_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path / "north" / "pictures" / ".a.png.x1y2.part", b"half")
    put(tmp_path / "north" / ".a.pdf.x1y2.part", b"half")
    kept = [put(tmp_path / name, b"whole") for name in (".lock", "north/a.pdf", "north/mine.part", "north/.part.pdf")]
    sweep(tmp_path)
    assert sorted(file for file in tmp_path.rglob("*") if file.is_file()) == sorted(kept)


def test_there_may_be_nothing_to_sweep(tmp_path: Path) -> None:
    sweep(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
