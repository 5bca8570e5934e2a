from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

import pytest

from handoutpress.files import sha256
from handoutpress.manifest import NAME, TICK, Entry, Manifest
from support import leftovers, put

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = Entry("recipe", "hash", 2, ("handouts/ankle/en.md",), {"title": "Knöchel", "lang": "en"})
EDITION = "ankle.en.sheet.a4.office"


def age(file: Path, *, ticks: int = 5) -> None:
    """Make a file look as if it was last written some ticks ago."""
    then = time.time_ns() - ticks * TICK
    os.utime(file, ns=(then, then))


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    manifest = Manifest({EDITION: ENTRY}, {"handouts/ankle/en.md": (1, 2, "abc")})

    manifest.save(tmp_path)

    read = Manifest.load(tmp_path)
    assert (read.entries, read.hashes) == (manifest.entries, manifest.hashes)
    assert leftovers(tmp_path) == []


def test_it_is_written_for_people_too_and_in_the_same_order_always(tmp_path: Path) -> None:
    other = Entry("r", "h", 1, (), {"title": "Foot"})
    Manifest({"b": ENTRY, "a": other}).save(tmp_path)
    first = (tmp_path / NAME).read_bytes()
    Manifest({"a": other, "b": ENTRY}).save(tmp_path)

    assert (tmp_path / NAME).read_bytes() == first
    assert "Knöchel" in first.decode()


def test_a_folder_without_one_begins_an_empty_one(tmp_path: Path) -> None:
    assert Manifest.load(tmp_path) == Manifest()


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"null", b"[]", b'"words"', b"{}", b"\xff\xfe", b'{"version": 1}',
        b'{"version": 1, "entries": [], "hashes": {}}',
        b'{"version": 1, "entries": {"a": null}, "hashes": {}}',
        b'{"version": 1, "entries": {"a": {"recipe": "x"}}, "hashes": {}}',
        b'{"version": 1, "entries": {}, "hashes": []}',
        b'{"version": 1, "entries": {}, "hashes": {"a": [1]}}',
        b'{"version": 1, "entries": {}, "hashes": {"a": ["x", 1, "y"]}}',
        b'{"version": 99, "entries": {}, "hashes": {}}',
    ],
)  # fmt: skip
def test_a_damaged_one_counts_as_empty(tmp_path: Path, damage: bytes) -> None:
    put(tmp_path / NAME, damage)

    assert Manifest.load(tmp_path) == Manifest()


def test_half_of_one_counts_as_empty(tmp_path: Path) -> None:
    Manifest({EDITION: ENTRY}).save(tmp_path)
    whole = (tmp_path / NAME).read_bytes()

    for length in range(0, len(whole) - 2, 7):
        put(tmp_path / NAME, whole[:length])
        assert Manifest.load(tmp_path) == Manifest()


def test_pages_that_are_no_number_make_it_empty(tmp_path: Path) -> None:
    Manifest({EDITION: ENTRY}).save(tmp_path)
    data = json.loads((tmp_path / NAME).read_text("utf-8"))
    data["entries"][EDITION]["pages"] = "two"
    put(tmp_path / NAME, json.dumps(data))

    assert Manifest.load(tmp_path) == Manifest()


def test_it_knows_whether_there_is_anything_to_write_down(tmp_path: Path) -> None:
    Manifest({EDITION: ENTRY}).save(tmp_path)
    manifest = Manifest.load(tmp_path)
    assert (manifest.changed, manifest.entries_changed) == (False, False)

    manifest.hash("en.md", put(tmp_path / "en.md", "one"))
    assert (manifest.changed, manifest.entries_changed) == (True, False)

    del manifest.entries[EDITION]
    assert (manifest.changed, manifest.entries_changed) == (True, True)


def test_a_hash_is_that_of_the_file(tmp_path: Path) -> None:
    file = put(tmp_path / "en.md", "one")

    assert Manifest().hash("en.md", file) == sha256(b"one")


def test_a_file_that_is_not_there_has_no_hash_and_is_forgotten(tmp_path: Path) -> None:
    manifest = Manifest(hashes={"en.md": (1, 3, "abc")})

    assert manifest.hash("en.md", tmp_path / "en.md") == ""
    assert manifest.hashes == {}


def test_a_file_that_rests_is_not_read_again(tmp_path: Path) -> None:
    file = put(tmp_path / "en.md", "one")
    age(file)
    stat = file.stat()
    manifest = Manifest(hashes={"en.md": (stat.st_mtime_ns, stat.st_size, "what was known")})

    assert manifest.hash("en.md", file) == "what was known"


@pytest.mark.parametrize("words", ["two", "three"])  # as long as before, and longer
def test_a_file_that_changed_is_read_again(tmp_path: Path, words: str) -> None:
    file = put(tmp_path / "en.md", "one")
    age(file, ticks=9)
    manifest = Manifest()
    manifest.hash("en.md", file)
    put(file, words)
    age(file)

    assert manifest.hash("en.md", file) == sha256(words.encode())


def test_a_file_that_was_only_touched_keeps_its_hash(tmp_path: Path) -> None:
    file = put(tmp_path / "en.md", "one")
    manifest = Manifest()
    before = manifest.hash("en.md", file)
    age(file)

    assert manifest.hash("en.md", file) == before


def test_a_file_that_may_still_change_within_the_same_tick_is_read_each_time(tmp_path: Path) -> None:
    # A time stamp as coarse as FAT's does not tell the second of two quick changes of one length.
    file = put(tmp_path / "en.md", "one")
    stamp = file.stat().st_mtime_ns
    manifest = Manifest()
    manifest.hash("en.md", file)
    put(file, "two")
    os.utime(file, ns=(stamp, stamp))

    assert manifest.hash("en.md", file) == sha256(b"two")
