"""Copy-fitting: the largest type, then leading, then space that fill the pages given, never under the floor.

Layout is a fraction of the cost of a whole PDF, so pages are set again and again without being written. Breaks are not
monotone in the size of type, so what is chosen is always what was set and seen to fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handoutpress.imposition import page_count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from handoutpress.layouts import Layout
    from handoutpress.pdf.typeset import Typeset

STEPS: Final = {"type": (0.25, 7), "leading": (0.05, 3), "space": (0.2, 3)}
"""How fine each is searched: the least step (pt, shares) and the most steps; they spend the room in this order.

The most is tried before anything between, for most texts have room for it: then a search takes 4 layouts, one at the
floor and one for each. It takes 11 at most: four for the type and three each for the leading and the space."""
GROWTH: Final = {"type": 2.0, "leading": 1.0, "space": 0.3}
"""By about how much text grows with each: type in both directions, space only between blocks."""
OVER: Final = 1.1
"""How much more than the room there is a text may seem to need, as breaks are uneven, and still be tried."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Body type in pt; leading as a share of it; space between blocks as a share of the stylesheet's own."""

    type: float
    leading: float
    space: float

    def as_css(self) -> str:
        """Give the figures as the custom properties that stylesheets ask for."""
        return f":root{{--fit-type:{self.type:g}pt;--fit-leading:{self.leading:g};--fit-space:{self.space:g}}}"

    @classmethod
    def told(cls, facts: Mapping[str, str]) -> Figures | None:
        """Give the figures that `setting.Setting.facts` tell of; None when they tell of none."""
        try:
            return cls(float(facts["type"].removesuffix(" pt")), float(facts["leading"]), float(facts["space"]))
        except (KeyError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class Fitted:
    """Pages that were set, with what figures and after how many layouts; `pages` is None when the text is too long."""

    typeset: Typeset
    figures: Figures
    pages: int | None
    layouts: int


def floor(layout: Layout) -> Figures:
    """Give the least figures of a layout."""
    return Figures(layout.type[0], layout.leading[0], layout.space[0])


def fit(press: Callable[[Figures], Typeset], layout: Layout) -> Fitted:
    """Find the largest figures with which the text fills no more pages than it needs at the least."""
    figures = floor(layout)
    best, layouts = press(figures), 1
    pages = page_count(layout.imposition, best.pages, layout.pages)
    if pages is None or best.spills:
        return Fitted(best, figures, pages, layouts)
    for name, (finest, many) in STEPS.items():
        least, most = getattr(layout, name)
        steps = min(many, int((most - least) / finest + 0.01))
        step, fits = (most - least) / max(steps, 1), 0
        if best.pages == pages and not _pays(best, GROWTH[name] * step / least):
            continue
        hopeless = best.pages == pages and _is_too_much(best, GROWTH[name] * (most - least) / least)
        tried = (steps + 1) // 2 if hopeless else steps
        while fits < steps:
            figures_now = replace(figures, **{name: round(least + tried * step, 3)})
            trial, layouts = press(figures_now), layouts + 1
            if trial.pages <= pages and not trial.spills:
                best, fits, figures = trial, tried, figures_now
            else:
                steps = tried - 1
            tried = (fits + steps + 1) // 2
    return Fitted(best, figures, pages, layouts)


def _pays(typeset: Typeset, growth: float) -> bool:
    """Tell whether the room that is left may hold one step more: half of what it would take, as breaks are uneven."""
    return typeset.room > _used(typeset) * growth / 2


def _is_too_much(typeset: Typeset, growth: float) -> bool:
    """Tell whether the room that is left is plainly too little for text that grows so much."""
    used = _used(typeset)
    return used * (1 + growth) > (used + typeset.room) * OVER


def _used(typeset: Typeset) -> float:
    """Give the height in mm that the text takes on all its pages."""
    return typeset.end * typeset.depth - typeset.room
