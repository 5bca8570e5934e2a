from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handoutpress.assets import Assets, BlockedError, MissingError
from support import put

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def shelf(tmp_path: Path) -> Assets:
    put(tmp_path / "secret.svg", "<svg/>")
    put(tmp_path / "handouts" / "foot.svg", '<path fill="var(--brand, red)" stroke="var(--skin, #f0c0a0)"/>')
    put(tmp_path / "handouts" / "foot.png", "var(--brand, red)")
    (tmp_path / "handouts" / "way-out").symlink_to(tmp_path)
    return Assets({"handouts": tmp_path / "handouts"}, {"brand": "#0f6470"})


def test_a_drawing_comes_in_the_colours_of_the_clinic(shelf: Assets) -> None:
    assert shelf.read("handouts/foot.svg") == (b'<path fill="#0f6470" stroke="#f0c0a0"/>', "image/svg+xml")


def test_other_files_come_as_they_are(shelf: Assets) -> None:
    assert shelf.read("handouts/foot.png") == (b"var(--brand, red)", "image/png")


@pytest.mark.parametrize(
    "name",
    ["handouts/../secret.svg", "handouts/way-out/secret.svg", "handouts//etc/passwd", "handouts", "handouts/none"],
)
def test_what_is_not_below_the_root_is_missing(shelf: Assets, name: str) -> None:
    with pytest.raises(MissingError):
        shelf.read(name)


@pytest.mark.parametrize("name", ["", "styles/web.css", "handouts/foot.svg\0.png", "/etc/passwd"])
def test_other_roots_are_blocked(shelf: Assets, name: str) -> None:
    with pytest.raises(BlockedError, match="blocked"):
        shelf.read(name)
