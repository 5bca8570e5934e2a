"""Rules on how a clinic looks: colours that can be seen and told apart, a logo that prints."""

from __future__ import annotations

from itertools import combinations
from math import ceil
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.palette import SIGHTS, distance, lightness, palette, seen_by
from handoutpress.paper import COARSE, FINE
from handoutpress.rulebook import hit
from handoutpress.rules.brand.book import BRAND
from handoutpress.rules.brand.logos import coarsest, logo_size, scale
from handoutpress.rules.brand.pairs import fixed, meetings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handoutpress.findings import Place
    from handoutpress.rulebook import Hit
    from handoutpress.rules.brand.book import Identity
    from handoutpress.rules.brand.pairs import Meeting

UNLIKE: Final = 20.0
"""CIEDE2000: two colours that anybody with full sight takes for different ones."""
ALIKE: Final = 6.0
"""CIEDE2000: apart from each other nobody names them differently. The palette of Okabe and Ito (2008), made for the
colour blind, keeps at least 7.9 in all three simulations."""
SAME_GREY: Final = 5.0
"""L* by which two greys must differ for a copier to keep them apart."""
LIKE_RED: Final = 8.0
"""CIEDE2000 from the emergency red, within which a colour looks like a shade of it."""
SEEN_BY: Final = {"protan": "without red cones", "deutan": "without green cones", "tritan": "without blue cones"}
LOWEST: Final = 6.0
"""mm: half of what the masthead has room for; below it a logo's lettering is under 6 pt."""


@BRAND.rule(
    "B201",
    "{}, {}: {} on {} has a contrast of {} : 1; {} : 1 is wanted",
    hint="make the darker of the two darker, or the lighter one lighter",
    severity=Severity.ERROR,
    standards=("WCAG-1.4.3", "RNIB-contrast"),
)
def faint_text(identity: Identity) -> Iterator[Hit]:
    """Pale words are lost to old eyes, in poor light and when toner runs low.

    Colours that are worked out are always strong enough; inks for the press and colours in the stylesheets are set by
    hand and may not be. Contrast is one of luminance, so a copy in grey has the same. Body text under 7 : 1 is a
    warning.

    Instead of: cmyk: {deep: [40, 10, 10, 0]}
    Write: cmyk: {deep: [95, 50, 50, 30]}
    Source: WCAG 2.1, 1.4.3 (text 4.5 : 1, large text 3 : 1), 1.4.6 (7 : 1); RNIB, Clear Print
    """
    for one in _worst(one for one in meetings(identity) if not one.pair.is_line):
        severity = Severity.WARNING if one.ratio >= one.pair.need.least else None
        wanted = one.pair.need.good if severity else one.pair.need.least
        words = (one.pair.use, one.edition, one.ink.value, one.ground.value, _below(one.ratio), f"{wanted:g}")
        yield hit(one.place, *words, severity=severity)


@BRAND.rule(
    "B202",
    "{}, {}: {} on {} has a contrast of {} : 1; lines want {} : 1",
    hint="take a darker colour; nothing that matters may hang on a line that is hardly seen",
    standards=("WCAG-1.4.11",),
)
def faint_line(identity: Identity) -> Iterator[Hit]:
    """Frames and rules tell what belongs together; pale ones are left out by a copier, and many readers never see them.

    The line in the clinic's own colour only adorns: it is told when it is pale, and warned of when nobody would see it.

    Instead of: primary: "#fff9c4"
    Write: primary: "#8a6d00"
    Source: WCAG 2.1, 1.4.11, non-text contrast (3 : 1)
    """
    for one in _worst(one for one in meetings(identity) if one.pair.is_line):
        severity = Severity.INFO if one.ratio >= one.pair.need.least else None
        wanted = f"{one.pair.need.good:g}"
        words = (one.pair.use, one.edition, one.ink.value, one.ground.value, _below(one.ratio), wanted)
        yield hit(one.place, *words, severity=severity)


@BRAND.rule(
    "B203",
    "{} {} and {} {} look the same to people {}",
    hint="make one lighter or darker; in a drawing tell things apart by shape, pattern or words too",
    standards=("WCAG-1.4.1",),
)
def alike_to_the_colour_blind(identity: Identity) -> Iterator[Hit]:
    """One man in twelve and one woman in two hundred see fewer colours.

    Where a drawing says 'the red muscle, not the green one', they see two of one kind. Colour must never be the only
    mark: the care cards differ in words, shape and frame, and so should the parts of a drawing. Colours that everybody
    takes for one are not judged.

    Instead of: palette: {moss: "#3a8a3a", brick: "#b03a3a"}
    Write: palette: {moss: "#3a8a3a", brick: "#6e1414"}
    Source: WCAG 2.1, 1.4.1; simulations of Brettel, Viénot and Mollon (1997, 1999); CIEDE2000
    """
    for (one, first), (other, second) in combinations(_named(identity), 2):
        if distance(first, second) >= UNLIKE:
            blind = [SEEN_BY[eye] for eye in SIGHTS if distance(seen_by(eye, first), seen_by(eye, second)) < ALIKE]
            if blind:
                yield hit(identity.at("color", "palette", other), one, first, other, second, " or ".join(blind))


@BRAND.rule(
    "B204",
    "{} {} and {} {} are one grey on a copier",
    hint="make one lighter or darker, or tell things apart by shape, pattern or words too",
    severity=Severity.INFO,
    standards=("WCAG-1.4.1",),
)
def alike_in_grey(identity: Identity) -> Iterator[Hit]:
    """Most leaflets are printed or copied in black and white, which leaves of a colour only its lightness.

    Two colours of one lightness become one grey. That is no fault of a brand, so it is only told: a drawing that uses
    both needs another mark.

    Instead of: palette: {teal: "#0f6470", plum: "#8a3f6c"}
    Write: palette: {teal: "#0f6470", plum: "#c79ab6"}
    Source: WCAG 2.1, 1.4.1, use of color; CIE 1976 L*
    """
    for (one, first), (other, second) in combinations(_named(identity), 2):
        if distance(first, second) >= UNLIKE and abs(lightness(first) - lightness(second)) < SAME_GREY:
            yield hit(identity.at("color", "palette", other), one, first, other, second)


@BRAND.rule(
    "B205",
    "headings in {} look like the red of the emergency card, {}",
    hint="make another colour of the brand the primary one",
    standards=("NHS-care-cards",),
)
def red_like_an_emergency(identity: Identity) -> Iterator[Hit]:
    """Red on a leaflet means one thing: call an ambulance.

    When every heading is as red, the one card that may save a life is one of many. It still has its words, its sharp
    corners and its solid label, so this is for the clinic to weigh.

    Instead of: primary: "#b5121b"
    Write: primary: "#6d4a7d"
    Source: ISO 3864-1, safety colours; NHS digital service manual, care cards
    """
    deep, alarm = palette(identity.clinic.brand.primary).deep, fixed(identity, "c-alarm")
    if alarm and distance(deep, alarm) < LIKE_RED:
        yield hit(identity.at("color", "primary"), deep, alarm)


@BRAND.rule(
    "B206",
    "the logo has {} pixels an inch in print: 300 are good, 220 the least",
    hint="best a drawing (SVG); or a picture {1} times as wide and high, and twice that for the poster",
    standards=("RNIB-pictures",),
)
def coarse_logo(identity: Identity) -> Iterator[Hit]:
    """Logos made for a web page have few pixels, and in print their edges are stairs.

    The first thing that a patient sees then looks like a bad copy. A picture inside an SVG is judged the same.

    Instead of: logo: logo-small.png
    Write: logo: logo.svg
    Source: ISO 12647-2 and press practice: 300 pixels an inch for a screen of 150 lines
    """
    ppi = coarsest(identity.logo, identity.clinic.logo)
    if ppi is not None and ppi < FINE:
        severity = Severity.ERROR if ppi < COARSE else None
        yield hit(identity.at("logo"), int(ppi), f"{ceil(10 * FINE / ppi) / 10:.1f}", severity=severity)


@BRAND.rule(
    "B207",
    "the logo is so long that it comes out only {} mm high",
    hint="take the sign without the lettering: the name stands beside it in type; or the logo in two lines",
    standards=("RNIB-type-size",),
)
def strip_of_a_logo(identity: Identity) -> Iterator[Hit]:
    """Mastheads have room for a logo 12 mm high and 50 mm wide.

    One that is more than eight times as wide as high is scaled down to half that height, and its lettering to the size
    of a footnote.

    Instead of: logo: wordmark-in-one-line.svg
    Write: logo: sign.svg
    Source: RNIB, Clear Print: nothing that is meant to be read under 12 pt
    """
    size = logo_size(identity.logo, identity.clinic.logo)
    if size and size[1] * scale(size) < LOWEST:
        yield hit(identity.at("logo"), f"{size[1] * scale(size):.1f}")


def _worst(met: Iterable[Meeting]) -> Iterable[Meeting]:
    """Give the faintest for each place: who mends that one mends the others, or is told them next."""
    worst: dict[Place, Meeting] = {}
    for one in sorted(met, key=lambda one: one.ratio / one.pair.need.good):
        if one.ratio < one.pair.need.good:
            worst.setdefault(one.place, one)
    return worst.values()


def _named(identity: Identity) -> tuple[tuple[str, str], ...]:
    """Give the colours that the clinic may set side by side: its own by name, and that of headings if it is another."""
    brand = identity.clinic.brand
    made = palette(brand.primary)
    primary = {} if brand.color.primary in brand.color.palette else {"primary": brand.primary}
    headings = {"the headings'": made.deep} if made.darkened else {}
    return tuple((headings | primary | dict(brand.color.palette)).items())


def _below(ratio: float) -> str:
    """Write a ratio so that it never seems to reach what it does not."""
    return f"{int(10 * ratio) / 10:.1f}"
