"""The engine's warnings in words that say what to do; every one of them stops its leaflet."""

from __future__ import annotations

import re
from typing import Final

from handoutpress.findings import Finding, Place

CLASS: Final = re.compile(r"\b\w+Error: ")
SPOT: Final = re.compile(r" at (\d+):(\d+)\b")
# pattern of the engine's words, our code, our words (\1 is what the pattern caught), what to do
WORDS: Final = [
    (
        r'\.notdef glyph .*?: "(?s:(.*))"',
        "P201",
        r"the font has no letter for \1",
        "use words or a picture in place of it",
    ),
    (
        r"Failed to load image at '?https://handout\.invalid/\w+/(.*?)'?: (.*)",
        "P203",
        r"picture \1 cannot be used: \2",
        "save it again as plain SVG, PNG or JPEG",
    ),
    (
        r"Failed to load image at (.*)",
        "P204",
        r"picture cannot be used: \1",
        "only files of the workspace are used",
    ),
    (r"Failed to render SVG image (.*)", "P203", r"picture \1 cannot be drawn", "save it as plain SVG"),
    (
        r"Failed to load stylesheet at (.*)",
        "P204",
        r"a stylesheet cannot be used: \1",
        "name it in layouts.toml",
    ),
    (r"Font-face '?(.*?)'? cannot be loaded", "P202", r"font \1 cannot be loaded", "run 'handout doctor'"),
    (
        r'Image "(.*)" has no required alt description',
        "P205",
        r"picture \1 has no words for people who cannot see it",
        "write them in the [ ] of the picture",
    ),
]


def worded(words: str, place: Place) -> Finding:
    """Turn one warning into a finding at `place`; one that we do not know is given as the engine said it."""
    for pattern, code, message, hint in WORDS:
        if found := re.match(pattern, words):
            return Finding(place, code, CLASS.sub("", found.expand(message)).rstrip(": \n"), hint)
    hint = "the page would not look as meant: mend the template or the stylesheet"
    if place.path.endswith(".css") and (spot := SPOT.search(words)):
        place = Place(place.path, int(spot[1]), int(spot[2]))
    return Finding(place, "P200", f"the typesetting engine says: {words}", hint)
