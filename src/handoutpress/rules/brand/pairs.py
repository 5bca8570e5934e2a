"""Pairs of colours: which colour stands on which, where, and how strong it must be there.

The lists follow the stylesheets; a test reads those and holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from handoutpress.findings import Place
from handoutpress.palette import MONO, contrast, palette

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handoutpress.palette import Palette
    from handoutpress.rules.brand.book import Identity


class Need(NamedTuple):
    """A contrast ratio: under `least` it fails, under `good` it is not as it should be."""

    least: float
    good: float


BODY: Final = Need(4.5, 7.0)
"""What is read for long: WCAG 2.1, 1.4.3, and 1.4.6, which RNIB Clear Print's strong contrast comes to."""
TEXT: Final = Need(4.5, 4.5)
"""Headings, labels and short lines: WCAG 2.1, 1.4.3."""
LARGE: Final = Need(3.0, 3.0)
"""Type of 18 pt, or 14 pt bold, and more: WCAG 2.1, 1.4.3."""
LINE: Final = Need(3.0, 3.0)
"""Frames and rules that set things apart: WCAG 2.1, 1.4.11."""
TRIM: Final = Need(1.5, 3.0)
"""A line that only adorns. Nothing is lost with it, but under 1.5 : 1 no printer draws it for anybody to see."""
LINES: Final = (LINE, TRIM)


class Pair(NamedTuple):
    """Two colours that meet, by the names that the stylesheets have for them; `use` says at what."""

    ink: str
    ground: str
    need: Need
    use: str

    @property
    def is_line(self) -> bool:
        """Tell lines from text; LARGE and LINE ask for the same figures."""
        return any(self.need is one for one in LINES)


PAPER: Final = (
    Pair("c-ink", "white", BODY, "text"),
    Pair("c-ink", "c-tint", BODY, "text in the summary"),
    Pair("c-ink", "c-wash", BODY, "the label of the card 'Ask us'"),
    Pair("c-deep", "white", TEXT, "headings"),
    Pair("c-deep", "c-tint", TEXT, "the message in the summary and the head of the diary"),
    Pair("c-deep", "c-wash", LARGE, "the title on the front and the message of the poster"),
    Pair("white", "c-deep", TEXT, "the promise on the front"),
    Pair("white", "c-alarm", TEXT, "the label of the emergency card"),
    Pair("c-alarm", "white", TEXT, "warnings in the catalogue"),
    Pair("c-alarm", "c-tint", TEXT, "the emergency number in the summary"),
    Pair("c-soft", "white", TEXT, "lines between rows, and remarks in the catalogue"),
    Pair("c-soft", "c-tint", LINE, "lines round the head of the diary"),
    Pair("white", "c-ink", TEXT, "the numbers of a picture's key"),
    Pair("c-brand", "white", TRIM, "the line under the masthead"),
)
WEB: Final = (
    Pair("ink", "ground", BODY, "text"),
    Pair("ink", "tint", BODY, "text in the summary"),
    Pair("ink", "wash", BODY, "the label of the card 'Ask us'"),
    Pair("ink", "alarm-ground", BODY, "text of the emergency card"),
    Pair("soft", "ground", TEXT, "captions and remarks"),
    Pair("deep", "ground", TEXT, "headings and links"),
    Pair("deep", "tint", TEXT, "the message in the summary and the head of the diary"),
    Pair("deep", "alarm-ground", TEXT, "links in the emergency card"),
    Pair("ground", "ink", TEXT, "the notice at the top, and the numbers of a picture's key"),
    Pair("white", "alarm", TEXT, "the label of the emergency card"),
    Pair("alarm-line", "ground", LINE, "the frame of the emergency card"),
    Pair("line", "ground", LINE, "lines between rows"),
    Pair("line", "tint", LINE, "lines round the head of the diary"),
)

INKS: Final = {"primary": "c-brand", "deep": "c-deep", "wash": "c-wash", "tint": "c-tint"}
"""What `color.cmyk` calls the colours of a palette."""
PROPERTY: Final = re.compile(r"--([\w-]+)\s*:\s*(#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3}|var\(--[\w-]+\))\s*(?=[;}])")
DARK: Final = "prefers-color-scheme: dark"


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour and where it comes from; the higher its `rank`, the more a hand has set it just so."""

    value: str
    place: Place
    rank: int


Colours = dict[str, Colour]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A pair with its colours in one kind of edition."""

    pair: Pair
    ink: Colour
    ground: Colour
    edition: str

    @property
    def ratio(self) -> float:
        """The contrast, 1 to 21. It is one of luminance: a copy in grey has the same."""
        return contrast(self.ink.value, self.ground.value)

    @property
    def place(self) -> Place:
        """Where the colour is set that can be changed."""
        return max(self.ink, self.ground, key=lambda colour: colour.rank).place


def meetings(identity: Identity) -> tuple[Meeting, ...]:
    """Give every pair in every kind of edition; those that look as in an edition before are left out."""
    found: dict[tuple[str, str, str], Meeting] = {}
    for edition, pairs, colours in _editions(identity):
        for pair in pairs:
            if pair.ink in colours and pair.ground in colours:
                ink, ground = colours[pair.ink], colours[pair.ground]
                found.setdefault((pair.use, ink.value, ground.value), Meeting(pair, ink, ground, edition))
    return tuple(found.values())


def fixed(identity: Identity, name: str) -> str:
    """Give a colour that tokens.css fixes for every brand; nothing when it does not."""
    colours = _in_sheet(identity, "tokens.css")
    return colours[name].value if name in colours else ""


def _editions(identity: Identity) -> Iterator[tuple[str, tuple[Pair, ...], Colours]]:
    made = palette(identity.clinic.brand.primary)
    brand, mono = _of(made, identity), _of(MONO, identity)
    tokens = _in_sheet(identity, "tokens.css")
    light, dark = (brand | _in_sheet(identity, "web.css", dark=part) for part in (False, True))
    yield "on paper", PAPER, brand | tokens
    yield "in black and white", PAPER, mono | tokens | _in_sheet(identity, "mono.css")
    yield "from the print shop", PAPER, brand | tokens | _in_sheet(identity, "press.css") | _inked(identity)
    yield "on the web page", WEB, _resolved(light)
    yield "on the web page in the dark", WEB, _resolved(light | dark)


def _of(made: Palette, identity: Identity) -> Colours:
    place = identity.at("color", "primary")
    given = {name: Colour(value, place, 0) for name, value in PROPERTY.findall(made.as_css())}
    return {"white": Colour("#ffffff", place, -1), **given}


def _inked(identity: Identity) -> Colours:
    """Give the colours whose inks the clinic has set, as they look in print."""
    from handoutpress.pdf.separation import seen

    return {
        INKS[name]: Colour(
            "#{:02x}{:02x}{:02x}".format(*seen((cyan / 100, magenta / 100, yellow / 100, black / 100))),
            identity.at("color", "cmyk", name),
            2,
        )
        for name, (cyan, magenta, yellow, black) in identity.clinic.brand.color.cmyk.items()
    }


def _in_sheet(identity: Identity, sheet: str, *, dark: bool = False) -> Colours:
    """Give the colours that a stylesheet names; those for a dark screen stand in a part of their own."""
    text = identity.styles[sheet]
    light_end = text.find(DARK) if DARK in text else len(text)
    start, end = (light_end, len(text)) if dark else (0, light_end)
    return {
        found[1]: Colour(found[2], _place(sheet, text, found.start()), 1)
        for found in PROPERTY.finditer(text, start, end)
    }


def _place(sheet: str, text: str, at: int) -> Place:
    return Place(f"styles/{sheet}", text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _resolved(colours: Mapping[str, Colour]) -> Colours:
    """Put a colour in the place of each name that only stands for another."""
    out: Colours = {}
    for name, colour in colours.items():
        aliased = colour.value.removeprefix("var(--").removesuffix(")")
        if not colour.value.startswith("var("):
            out[name] = colour
        elif aliased in colours:
            out[name] = colours[aliased]
    return out
