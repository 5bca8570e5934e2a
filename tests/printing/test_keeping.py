from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handoutpress.printing.keeping import in_words, kept
from support import put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("conf", "words"),
    [
        ("", "for 1 day"),
        ("# PreserveJobFiles No\n", "for 1 day"),
        ("LogLevel warn\n  preservejobfiles 7200\n", "for 2 hours"),
        ("PreserveJobFiles 90", "for 2 minutes"),
        ("PreserveJobFiles 30", "for 30 seconds"),
        ("PreserveJobFiles 1w\n", "for 7 days"),
        ("PreserveJobFiles Yes\n", "for ever"),
        ("PreserveJobFiles nonsense\n", "for 1 day"),
    ],
)
def test_it_is_told_for_how_long_cups_keeps_what_it_printed(conf: str, words: str, tmp_path: Path) -> None:
    assert in_words(kept(put(tmp_path / "cupsd.conf", conf))) == words


@pytest.mark.parametrize(
    "conf", ["PreserveJobFiles No\n", "PreserveJobFiles off", "PreserveJobFiles 0", "PreserveJobHistory No\n"]
)
def test_it_is_told_that_cups_keeps_nothing(conf: str, tmp_path: Path) -> None:
    assert kept(put(tmp_path / "cupsd.conf", conf)) == 0
