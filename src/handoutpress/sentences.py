"""Sentences and words: where each begins and ends in a plain text, in any script."""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]

BREAK: Final = re.compile(
    r"(?P<stop>[.!?\u2026]+)[\"'\u2019\u201d\u00bb)\]]*(?P<gap>\s+)(?=(?P<next>\S))|[\u3002\uff01\uff1f\u061f\u0964]+\s*"
)
"""A full stop and what may close a quotation behind it, then a blank; or a stop of a script that needs none."""
WORD: Final = re.compile(
    r"\{\{[^{}]*\}\}|(?:https?://|www\.)\S+|[^\W_](?:[^\W_]|[\u0300-\u036f])*(?:[.,:](?=\d)\d+)*(?:['\u2019-][^\W_]+)*"
)
"""A value, an address, or letters and figures; with its hyphens and apostrophes it is one word, as is 100.4."""
TITLES: Final = frozenset({
    "dr", "dra", "drs", "mr", "mrs", "ms", "prof", "st", "sr", "sra", "srta", "no", "nr", "núm", "vs", "fig", "approx",
    "ca", "bzw", "z.b", "d.h", "u.a", "e.g", "i.e", "cf", "p.ex", "mme", "dott", "dott.ssa", "sig", "ud", "uds", "pág",
    "tel", "ext", "vol",
})  # fmt: skip
"""Shortened words behind which a sentence goes on whatever comes: names, numbers, examples."""
SMALL: Final = frozenset(
    {"by", "to", "with", "and", "or", "see", "ask", "from", "for", "von", "de", "a", "y", "con", "und"}
)
"""Words after which a single letter begins a name."""
SHORTENED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?|[^\W\d_]")
"""a.m, p. m, U.S: behind these a sentence ends only when the next word begins with a capital."""


def sentences(text: str, lang: str = "en") -> tuple[Span, ...]:
    """Give the beginning and the end of each sentence; a text without a full stop is one."""
    spans, start = [], 0
    for found in BREAK.finditer(text):
        if found["stop"] and _goes_on(text, found, lang):
            continue
        end = found.start("gap") if found["gap"] else len(text[: found.end()].rstrip())
        spans.append((start, end))
        start = found.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return tuple(spans)


def words(text: str) -> tuple[Span, ...]:
    """Give the beginning and the end of each word."""
    return tuple(found.span() for found in WORD.finditer(text))


def _goes_on(text: str, found: re.Match[str], lang: str) -> bool:
    """Tell whether what looks like the end of a sentence is none."""
    following = found["next"]
    if found["stop"] != ".":
        return following.islower()
    before = text[: found.start()].rpartition(" ")[2].lstrip("([\u00bf\u00a1\"'\u201c").casefold()
    if before in TITLES or (lang.startswith("de") and before.isdigit()):  # am 3. Mai
        return True
    if SHORTENED.fullmatch(before):
        return not following.isupper() or _is_initial(text[: found.start()])
    return following.islower()


def _is_initial(before: str) -> bool:
    """Tell whether a text ends in the initial of a name, as in J. Smith, or in z. B.; hepatitis A. is none."""
    last = before.rpartition(" ")[2]
    word = (before[: -len(last)].split() or ["."])[-1]
    named = not word[0].islower() or word in SMALL or word.endswith(".")
    return len(last) == 1 and last.isalpha() and (last.islower() or named)
