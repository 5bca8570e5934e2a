from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.reading.heads import PIECE, read_head, reference_in, tree_of, withdrawn_in
from support import HANDOUT, put

if TYPE_CHECKING:
    from pathlib import Path

PATH: Final = "handouts/ankle/en.md"


def withdrawn(folder: Path, review: str, before: str = "") -> str | None:
    """Put lines into the head of a handout, and ask who comes after it."""
    file = put(folder / "en.md", HANDOUT.replace("kind:", f"{before}{review}\nkind:"))
    return withdrawn_in(read_head(file), PATH)


def test_a_head_ends_where_the_text_begins(tmp_path: Path) -> None:
    head = read_head(put(tmp_path / "en.md", HANDOUT))

    assert head.startswith("---\ntitle: A sore ankle")
    assert "What is it?" not in head


def test_a_long_head_is_read_to_its_end(tmp_path: Path) -> None:
    more = "topics:\n" + "".join(f"  - topic {n}\n" for n in range(PIECE // 4))

    assert withdrawn(tmp_path, "review: {status: withdrawn, successor: knee}", before=more) == "knee"


@pytest.mark.parametrize(
    ("review", "successor"),
    [
        ("review: {status: withdrawn, successor: knee}", "knee"),
        ("review:\n  status: withdrawn\n  successor: knee", "knee"),
        ("review:\n  successor: 'knee'\n  status: \"withdrawn\"", "knee"),
        ("review: {status: withdrawn}", ""),
        ("review: {status: withdrawn, successor: [a]}", ""),
        ("review: {status: approved}", None),
        ("review: withdrawn", None),
        ("# review: {status: withdrawn}", None),
        ("topics: [withdrawn]", None),
        ("review: {status: withdrawn", None),  # no YAML: told when the handout is read
    ],
)
def test_whether_a_handout_is_withdrawn_is_seen_in_its_head(review: str, successor: str | None, tmp_path: Path) -> None:
    assert withdrawn(tmp_path, review) == successor


def test_words_in_the_text_withdraw_nothing(tmp_path: Path) -> None:
    file = put(tmp_path / "en.md", HANDOUT + "\nreview: {status: withdrawn}\n")

    assert withdrawn_in(read_head(file), PATH) is None


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n"),
                                    lambda text: text.replace("---\n", "--- \n", 1)])  # fmt: skip
def test_the_ways_of_editors_do_not_matter(tmp_path: Path, change: object) -> None:
    text = HANDOUT.replace("kind:", "reference: ANK\nreview: {status: withdrawn, successor: knee}\nkind:")
    assert callable(change)
    head = read_head(put(tmp_path / "en.md", change(text)))

    assert withdrawn_in(head, PATH) == "knee"
    assert reference_in(head) == ("ANK", 4)


def test_places_are_those_of_the_file(tmp_path: Path) -> None:
    text = HANDOUT.replace("kind:", "review: {status: sample, due: 2026-10-01}\nkind:")
    tree = tree_of(read_head(put(tmp_path / "en.md", text)), PATH)

    assert tree
    place = tree.place(("review", "due"))
    assert text.split("\n")[place.line - 1][place.column - 1 :].startswith("due: 2026-10-01}")


@pytest.mark.parametrize("content", [b"", b"no front matter", b"\xff\xfe"])
def test_what_has_no_head_says_nothing(content: bytes, tmp_path: Path) -> None:
    head = read_head(put(tmp_path / "en.md", content))

    assert (withdrawn_in(head, PATH), reference_in(head), tree_of(head, PATH)) == (None, None, None)


def test_a_file_that_is_not_there_has_no_head(tmp_path: Path) -> None:
    assert read_head(tmp_path / "en.md") == ""
