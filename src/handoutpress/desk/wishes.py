"""What the page may ask: bodies read strictly, every value of its type and length, and text made harmless."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from handoutpress.personal import Personal

LONGEST: Final = {"name": 80, "clinician": 80, "date": 40, "note": 1000}
MOST_COPIES: Final = 20
MOST_AT_ONCE: Final = 12
"""Leaflets in one basket."""
DEPTH: Final = 4
LINE_FEED: Final = "\n"
UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Unicode categories of what cannot be seen, or turns what can: control, format, private, unassigned, separators."""
REASONS: Final = ("asked", "none")
INITIALS: Final = re.compile(r"[^\W\d_]{1,4}")


class RefusalError(Exception):
    """An answer other than yes: the status, and a word that the page knows what to say about."""

    def __init__(self, status: int, why: str, **more: Any) -> None:
        super().__init__(status, why)
        self.status, self.why, self.more = status, why, more


@dataclass(frozen=True, slots=True)
class PreviewWish:
    """Which leaflet is looked at, and what is filled in."""

    slug: str
    lang: str
    layout: str
    size: str
    personal: Personal = field(default=Personal(), repr=False)
    reason: str = ""
    initials: str = ""
    mono: bool = False
    """For a printer without colour."""


@dataclass(frozen=True, slots=True)
class PrintWish:
    """Which documents are printed, how often and where; `key` is the same when the page asks a second time."""

    documents: tuple[str, ...]
    copies: int
    printer: str
    key: str
    initials: str = ""


def read_body(data: bytes) -> dict[str, Any]:
    """Read a body of JSON, which must be one flat object. Raises `RefusalError`."""
    try:
        body = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise RefusalError(400, "not-json") from error
    if not isinstance(body, dict) or _depth(body) > DEPTH:
        raise RefusalError(400, "not-json")
    return body


def _no_number(_: str) -> NoReturn:
    raise ValueError("no number")


def _depth(value: Any) -> int:
    """Count how deep lists and objects lie in one another; the reader has stopped at what is deeper than Python."""
    level, depth = [value], 0
    while level and depth <= DEPTH:
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        depth += 1
    return depth


def preview_wish(body: dict[str, Any]) -> PreviewWish:
    """Check what is asked to be looked at. Raises `RefusalError`."""
    personal = Personal(**{name: _told(body, name, most) for name, most in LONGEST.items()})
    reason, initials = text(body, "reason", 20, ""), text(body, "initials", 4, "")
    if reason and (reason not in REASONS or not INITIALS.fullmatch(initials)):
        raise RefusalError(422, "reason")
    mono = body.get("mono", False)
    if not isinstance(mono, bool):
        raise RefusalError(422, "mono")
    return PreviewWish(
        text(body, "slug", 100), text(body, "lang", 20), text(body, "layout", 40), text(body, "size", 20),
        personal, reason, initials, mono,
    )  # fmt: skip


def print_wish(body: dict[str, Any]) -> PrintWish:
    """Check what is asked to be printed. Raises `RefusalError`."""
    documents = body.get("documents")
    if not isinstance(documents, list) or not all(isinstance(one, str) for one in documents):
        raise RefusalError(422, "documents")
    if not 1 <= len(documents) <= MOST_AT_ONCE:
        raise RefusalError(422, "documents")
    copies = body.get("copies")
    if type(copies) is not int or not 1 <= copies <= MOST_COPIES:
        raise RefusalError(422, "copies")
    initials = text(body, "initials", 4, "")
    if initials and not INITIALS.fullmatch(initials):
        raise RefusalError(422, "initials")
    return PrintWish(tuple(documents), copies, text(body, "printer", 60), text(body, "key", 60), initials)


def text(body: dict[str, Any], name: str, most: int, otherwise: str | None = None) -> str:
    """Give a text of a body. Raises `RefusalError`."""
    value = body.get(name, otherwise)
    if not isinstance(value, str) or len(value) > most:
        raise RefusalError(422, name)
    return value


def _told(body: dict[str, Any], name: str, most: int) -> str:
    """Give what is filled in for a patient, clean; only a note has lines."""
    return clean(text(body, name, most, ""), lines=name == "note")


def clean(words: str, *, lines: bool = False) -> str:
    """Strip what cannot be seen and what turns the order of letters round; spaces of all widths become one."""
    words = unicodedata.normalize("NFC", words.replace("\r\n", LINE_FEED).replace("\r", LINE_FEED))
    rows = words.split(LINE_FEED) if lines else [words.replace(LINE_FEED, " ")]
    kept = ("".join(letter if not _unseen(letter) else " " * (letter == "\t") for letter in row) for row in rows)
    return LINE_FEED.join(" ".join(row.split()) for row in kept).strip()


def _unseen(letter: str) -> bool:
    return unicodedata.category(letter) in UNSEEN or _is_variation(letter)


def _is_variation(letter: str) -> bool:
    """Tell whether a letter only changes the look of the one before, unseen (variation selectors, grapheme joiner)."""
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef" or letter == "\u034f"
