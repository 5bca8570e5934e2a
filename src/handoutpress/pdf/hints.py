"""What a PDF asks of the office printer: actual size, both sides, the tray that fits the paper."""

from __future__ import annotations

from typing import Final

DUPLEX: Final = {
    "one-sided": "Simplex",
    "two-sided-long-edge": "DuplexFlipLongEdge",
    "two-sided-short-edge": "DuplexFlipShortEdge",
}
"""ISO 32000-1, table 150, by the keyword of IPP."""


def print_hints(sides: str) -> dict[str, str]:
    """Give the names that a file's viewer preferences hold for `sides`, IPP's keyword; see `layouts.Sides`."""
    return {"PrintScaling": "None", "Duplex": DUPLEX[sides]}
