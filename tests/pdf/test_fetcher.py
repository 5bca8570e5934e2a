from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handoutpress.pdf.fetcher import BASE, LARGEST_DATA_URL, BlockedError, Fetcher
from support import put

if TYPE_CHECKING:
    from pathlib import Path

WAGES = "the wages of all who work here"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path fill="{}"/></svg>'


@pytest.fixture
def fetcher(tmp_path: Path) -> Fetcher:
    """A fetcher with one root, `handouts`, that holds ankle/foot.svg; a secret lies beside the root."""
    put(tmp_path / "secret.txt", WAGES)
    put(tmp_path / "handouts-of-others" / "secret.txt", WAGES)
    put(tmp_path / "handouts" / "ankle" / "foot.svg", SVG.format("red"))
    (tmp_path / "handouts" / "way-out").symlink_to(tmp_path)
    (tmp_path / "handouts" / "secret.svg").symlink_to(tmp_path / "secret.txt")
    return Fetcher({"handouts": tmp_path / "handouts"}, {"brand": "#0f6470"})


def body(fetcher: Fetcher, url: str) -> bytes:
    data: bytes = fetcher.fetch(url).read()
    return data


def test_a_file_below_a_root_is_served_with_its_kind(fetcher: Fetcher) -> None:
    response = fetcher.fetch(f"{BASE}handouts/ankle/foot.svg")

    assert response.read().decode() == SVG.format("red")
    assert response.content_type == "image/svg+xml"


def test_a_query_or_a_fragment_is_no_part_of_the_name(fetcher: Fetcher) -> None:
    assert body(fetcher, f"{BASE}handouts/ankle/foot.svg?v=1#icon") == SVG.format("red").encode()


def test_a_name_may_be_written_in_percents(fetcher: Fetcher) -> None:
    assert body(fetcher, f"{BASE}handouts/ankle/%66oot.svg") == SVG.format("red").encode()


def test_small_data_addresses_are_served(fetcher: Fetcher) -> None:
    assert body(fetcher, "data:text/plain,foot") == b"foot"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "http://127.0.0.1/foot.svg",
        "https://127.0.0.1/handouts/ankle/foot.svg",
        "http://handout.invalid/handouts/ankle/foot.svg",
        "https://handout.invalid.example/handouts/ankle/foot.svg",
        "https://handout.invalid@127.0.0.1/handouts/ankle/foot.svg",
        "https://handout.invalid:1/handouts/ankle/foot.svg",
        "ftp://127.0.0.1/foot.svg",
        "//handout.invalid/handouts/ankle/foot.svg",
        "handouts/ankle/foot.svg",
        "/etc/passwd",
        "",
    ],
)
def test_other_places_are_refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(BlockedError, match="blocked"):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    "path",
    [
        "fonts/AtkinsonHyperlegible-Regular.ttf",  # a root that this fetcher was not given
        "handouts-of-others/secret.txt",
        "secret.txt",
        "",
        "handouts",
        "handouts/",
        "handouts/ankle",
        "handouts/../secret.txt",
        "handouts/%2e%2e/secret.txt",
        "handouts/..%2fsecret.txt",
        "handouts/ankle/..%2F..%2Fsecret.txt",
        "handouts/%2e%2e%2fhandouts-of-others/secret.txt",
        "handouts//etc/passwd",
        "handouts/%2fetc/passwd",
        "handouts/way-out/secret.txt",
        "handouts/secret.svg",
        "handouts/ankle/foot.svg%00.png",
        "handouts/%00",
        "%00",
        "handouts/none.svg",
    ],
)
def test_what_lies_outside_the_roots_is_refused(fetcher: Fetcher, path: str) -> None:
    with pytest.raises(BlockedError, match=r"blocked|missing"):
        fetcher.fetch(f"{BASE}{path}")


def test_a_refusal_names_no_path_of_this_machine(fetcher: Fetcher, tmp_path: Path) -> None:
    for path in ("handouts/none.svg", "handouts/../secret.txt", "handouts/way-out/secret.txt", "other/x"):
        with pytest.raises(BlockedError) as caught:
            fetcher.fetch(f"{BASE}{path}")
        assert str(tmp_path) not in str(caught.value)


def test_a_long_data_address_is_refused(fetcher: Fetcher) -> None:
    with pytest.raises(BlockedError, match="more than 1 MB"):
        fetcher.fetch("data:text/plain," + "x" * LARGEST_DATA_URL)


@pytest.mark.parametrize("wanted", ["var(--brand, red)", "var( --brand , #ff0000 )", "var(--brand,red)"])
def test_a_picture_takes_the_colour_of_the_clinic(fetcher: Fetcher, tmp_path: Path, wanted: str) -> None:
    put(tmp_path / "handouts" / "mark.svg", SVG.format(wanted))

    assert body(fetcher, f"{BASE}handouts/mark.svg").decode() == SVG.format("#0f6470")


def test_a_colour_that_no_clinic_has_is_the_one_the_picture_gives(fetcher: Fetcher, tmp_path: Path) -> None:
    put(tmp_path / "handouts" / "mark.svg", SVG.format("var(--skin, #f0c0a0)"))

    assert body(fetcher, f"{BASE}handouts/mark.svg").decode() == SVG.format("#f0c0a0")


def test_only_pictures_are_coloured(fetcher: Fetcher, tmp_path: Path) -> None:
    put(tmp_path / "handouts" / "words.txt", "var(--brand, red)")

    assert body(fetcher, f"{BASE}handouts/words.txt") == b"var(--brand, red)"
