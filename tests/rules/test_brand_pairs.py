"""The list of pairs of colours is true to the stylesheets: what they paint is in it, and no more."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handoutpress.clinic import ColorPart
from handoutpress.reading.brands import read_brand
from handoutpress.rulebook import Choice
from handoutpress.rules.brand import BRAND, identity
from handoutpress.rules.brand.pairs import PAPER, WEB, meetings
from support import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.rules.brand import Identity

STYLES: Final = {file.name: file.read_text("utf-8") for file in sorted((REPOSITORY / "styles").glob("*.css"))}
CATALOGUE: Final = (REPOSITORY / "templates/catalogue.html").read_text("utf-8")
SHEETS: Final = {**STYLES, "catalogue.html": CATALOGUE[CATALOGUE.find("<style>") + 7 : CATALOGUE.find("</style>")]}
PAIRS: Final = {name: WEB if name == "web.css" else PAPER for name in SHEETS}
VALUES: Final = {
    "#fff": "white", "#ffffff": "white", "#000": "c-ink",
    "#1d1b19": "c-ink", "#57524c": "c-soft", "#57524c55": "c-soft", "#9b1b1b": "c-alarm",
}  # fmt: skip
"""Colours that stylesheets write out, by the name of the one that they are."""
PAINTS: Final = re.compile(r"color|background(-color)?|(border|outline)(-(?!radius)[a-z]+)*|box-shadow")
COLOUR: Final = re.compile(r"var\(--(?![rt]-|hatch\b|bleed\b)([a-z-]+)\)|(#[0-9a-fA-F]{3,8})\b")
"""A colour in a value; --r- are the weights of rules, --t- sizes of type."""
RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
NESTED: Final = re.compile(r"@(?:media|page)[^{;]*\{(?=[^{}]*\{)")

WITHOUT_TEXT: Final = {"c-ground", "paper"}
"""What stands behind drawings only."""
ALLOWED: Final = {
    ("web.css", ".logo"): "a logo keeps the white it was drawn on",
    ("web.css", ".emergency .lead .tel"): "a button whose frame is its own colour",
}
SET_INSIDE: Final = {
    ".emergency .frame": "its label is white, its body has a white ground of its own",
    ".front .promise": "its own rule says white",
}
"""Dark grounds on which the ink of the page never stands."""


class Use(NamedTuple):
    sheet: str
    selector: str
    kind: str
    colour: str


def uses() -> Iterator[Use]:
    """Give every declaration that paints something: text, a ground, or a line."""
    for sheet, css in SHEETS.items():
        for selectors, body in RULE.findall(NESTED.sub("", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))):
            for name, _, value in (declaration.partition(":") for declaration in body.split(";")):
                if PAINTS.fullmatch(name.strip()):
                    for found in COLOUR.finditer(value):
                        colour = found[1] or VALUES[found[2].lower()]
                        for selector in selectors.split(","):
                            yield Use(sheet, " ".join(selector.split()), kind(name.strip(), selector), colour)


def kind(name: str, selector: str) -> str:
    if name == "color":
        return "text"
    return "ground" if name.startswith("background") and "::" not in selector else "line"


USES: Final = [use for use in uses() if (use.sheet, use.selector) not in ALLOWED]
TEXT: Final = [use for use in USES if use.kind == "text"]
GROUNDS: Final = [use for use in USES if use.kind == "ground" and use.colour not in WITHOUT_TEXT]
LINES: Final = [use for use in USES if use.kind == "line"]


def listed(sheet: str, *, lines: bool = False) -> set[tuple[str, str]]:
    """Give the pairs that are listed for text, or for lines too: what reads as text is strong enough for a line."""
    return {(pair.ink, pair.ground) for pair in PAIRS[sheet] if lines or not pair.is_line}


def inside(inner: Use, outer: Use) -> bool:
    """Tell whether what `inner` paints is or stands in what `outer` paints, as far as the selectors say so."""
    apart = {inner.sheet, outer.sheet} & {"web.css", "mono.css", "catalogue.html"}
    return (inner.sheet == outer.sheet or not apart) and f"{inner.selector} ".startswith(f"{outer.selector} ")


def text_on(ground: Use) -> set[tuple[str, str]]:
    """Give the pairs that a ground makes: with the text that selectors put on it, and with what it inherits."""
    own = {use.colour for use in TEXT if inside(use, ground)}
    sets_its_own = any(use.selector == ground.selector and inside(use, ground) for use in TEXT)
    ink = "ink" if ground.sheet == "web.css" else "c-ink"
    inherited = set() if sets_its_own or ground.selector in SET_INSIDE else {ink}
    return {(colour, ground.colour) for colour in own | inherited}


def test_the_stylesheets_are_read() -> None:
    assert len(TEXT) > 60
    assert len(GROUNDS) > 20
    assert len(LINES) > 60


def test_every_colour_of_text_is_listed() -> None:
    assert [use for use in TEXT if use.colour not in {ink for ink, _ in listed(use.sheet)}] == []


def test_every_ground_is_listed_with_the_text_that_stands_on_it() -> None:
    assert [(use, text_on(use) - listed(use.sheet)) for use in GROUNDS if not text_on(use) <= listed(use.sheet)] == []


def test_every_line_and_mark_is_listed() -> None:
    page = {"white", "ground"}

    assert [
        use
        for use in LINES
        if use.colour not in page and not any((use.colour, on) in listed(use.sheet, lines=True) for on in page)
    ] == []


def test_what_is_allowed_is_still_there() -> None:
    everything = list(uses())

    assert {(use.sheet, use.selector) for use in everything} >= set(ALLOWED)
    assert {use.selector for use in everything} >= set(SET_INSIDE)
    assert {use.colour for use in everything} >= WITHOUT_TEXT


def test_no_pair_is_listed_that_no_stylesheet_has() -> None:
    on_paper = {use.colour for use in USES if use.sheet != "web.css"} | {"white"}
    on_web = {use.colour for use in USES if use.sheet == "web.css"}

    assert [pair for pair in PAPER if not {pair.ink, pair.ground} <= on_paper] == []
    assert [pair for pair in WEB if not {pair.ink, pair.ground} <= on_web] == []


def test_every_pair_has_its_colours_in_every_edition() -> None:
    met = meetings(sample("riverside"))
    told = {one.edition for one in met}

    assert len(told) == 5
    assert {one.pair for one in met} == {*PAPER, *WEB}


@pytest.mark.parametrize("edition", ["in the dark", "black and white"])
def test_editions_have_colours_of_their_own(edition: str) -> None:
    [one] = [one for one in meetings(sample("riverside")) if one.edition.endswith(edition) and one.pair.use == "text"]

    assert one.ground.value == {"in the dark": "#171412", "black and white": "#ffffff"}[edition]
    assert one.ink.value == {"in the dark": "#f1ece4", "black and white": "#000000"}[edition]


def test_the_inks_of_a_clinic_stand_for_its_colours_at_the_print_shop_only() -> None:
    changed = with_color("#0f6470", bare=True)
    brand = {"c-brand", "c-deep", "c-wash", "c-tint"}
    white = [one for one in meetings(changed) if one.ink.value == "#ffffff" and one.pair.ink in brand]

    assert {one.edition for one in white} == {"from the print shop"}
    assert {one.pair.ink for one in white} == {"c-brand", "c-deep"}


@given(st.integers(0, 0xFFFFFF).map("#{:06x}".format))
@example("#ffffff")
@example("#000000")
@example("#767676")
def test_one_colour_alone_is_never_faint_as_text_nor_like_another(primary: str) -> None:
    found = list(BRAND.findings(with_color(primary), Choice(("B201", "B203", "B204"))))

    assert found == []


def sample(name: str) -> Identity:
    clinic, _ = read_brand(REPOSITORY / "styles/brands" / name, root=REPOSITORY)
    assert clinic
    return identity(REPOSITORY, clinic)


def with_color(primary: str, *, bare: bool = False) -> Identity:
    """Give Riverside another colour; `bare` leaves out all its ink."""
    none = (0.0, 0.0, 0.0, 0.0)
    inks = ColorPart(primary, cmyk={"primary": none, "deep": none, "wash": none, "tint": none})
    color = inks if bare else ColorPart(primary)
    brand = replace(RIVERSIDE.clinic.brand, color=color)
    return replace(RIVERSIDE, clinic=replace(RIVERSIDE.clinic, brand=brand))


RIVERSIDE: Final = sample("riverside")
