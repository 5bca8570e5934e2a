"""HTML from a handout, a clinic and the clinic's templates; the only room that knows Jinja2."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from markupsafe import Markup, escape

from handoutpress.clinic import VALUE
from handoutpress.errors import Fault
from handoutpress.findings import Finding, Place
from handoutpress.model import Inline
from handoutpress.personal import NOBODY, Personal, in_its_script
from handoutpress.qr import qr_svg
from handoutpress.reading.markdown import OPEN_VALUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from jinja2.runtime import Context

    from handoutpress.clinic import Clinic
    from handoutpress.labels import Labels
    from handoutpress.layouts import Layout
    from handoutpress.model import Block, Handout, Section
    from handoutpress.review import Mark


SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^a-z])")
PROSE: Final = frozenset({"paragraph", "heading", "list", "numbers", "key-point"})
"""What is read in the text column; everything else takes the width of the page."""
NUMBER: Final = re.compile(r"\+?[\d(][\d\s().-]*")
"""A telephone number and nothing else; no slash, for behind it may stand a second number."""
LONGEST_NUMBER: Final = 15
"""Digits, after ITU-T E.164."""


@dataclass(frozen=True, slots=True)
class Copy:
    """All that one leaflet says: the words to be set, before any layout."""

    handout: Handout
    clinic: Clinic
    labels: Labels
    code: str
    related: tuple[Inline, ...]
    mark: Mark | None = None
    """What an overdue leaflet must carry on every page."""
    personal: Personal = NOBODY
    """What is filled in for one patient."""

    @property
    def values(self) -> dict[str, str]:
        """What `{{ name }}` stands for in this leaflet."""
        handout = self.handout
        return {
            **self.clinic.values(handout.lang),
            "handout.title": handout.title.text,
            "handout.version": handout.meta.version,
            "handout.reference": handout.reference,
        }


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are placed as one: `way` is `alone`, `beside` or `together`."""

    way: str
    blocks: tuple[Block, ...]

    @property
    def wide(self) -> bool:
        """Tell whether the group takes the whole width, so that its heading must clear a picture beside it."""
        return self.way != "alone" or self.blocks[0].name not in PROSE


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills the room that the text leaves: ruled lines at its end, and whole pages of so many lines each."""

    lines: int = 0
    notes: tuple[int, ...] = ()


UNFILLED: Final = Filling()


def compose(copy: Copy, layout: Layout, templates: Path, *, filling: Filling = UNFILLED) -> str:
    """Make the pages of a leaflet, without the blocks that its layout leaves out. Raises `Fault`."""
    handout = replace(copy.handout, sections=tuple(_kept(copy.handout.sections, layout)))
    formats = copy.clinic.in_language(copy.clinic.contact.formats, copy.handout.lang) or ""
    return _render(
        templates,
        layout.template,
        {
            "handout": handout,
            "meta": copy.handout.meta,
            "clinic": copy.clinic,
            "contact": copy.clinic.contact,
            "hours": copy.clinic.in_language(copy.clinic.contact.hours, copy.handout.lang),
            "tagline": copy.clinic.in_language(copy.clinic.contact.tagline, copy.handout.lang),
            "formats": _fill(_opened(formats), copy.values),
            "ways": Inline(_opened(formats), formats),
            "labels": copy.labels,
            "_": copy.labels.say,
            "values": copy.values,
            "code": copy.code,
            "related": copy.related,
            "overdue": copy.mark,
            "personal": copy.personal,
            "layout": layout,
            "lines_left": filling.lines,
            "notes_pages_left": filling.notes,
            "qr": Markup(qr_svg(copy.clinic.contact.qr)) if copy.clinic.contact.qr else "",  # noqa: S704 - ours
        },
    )


def catalogue(templates: Path, context: Mapping[str, Any]) -> str:
    """Make the page that shows every leaflet of a clinic. Raises `Fault`."""
    return _render(templates, "catalogue.html", context)


def status_page(templates: Path, context: Mapping[str, Any]) -> str:
    """Make the page that says who must look at what. Raises `Fault`."""
    return _render(templates, "status.html", context)


def check_page(templates: Path, context: Mapping[str, Any]) -> str:
    """Make the page that holds a handout against the standards. Raises `Fault`."""
    return _render(templates, "checks/page.html", context)


def check_index(templates: Path, context: Mapping[str, Any]) -> str:
    """Make the page that leads to those. Raises `Fault`."""
    return _render(templates, "checks/index.html", context)


def printer_test(templates: Path, context: Mapping[str, Any]) -> str:
    """Make the page that tries a printer. Raises `Fault`."""
    return _render(templates, "test-page.html", context)


def left_out(handout: Handout, layout: Layout) -> tuple[str, ...]:
    """Name the kinds of blocks in a handout that a layout does not set, in their order."""
    names = (block.name for section in handout.sections for block in section.blocks)
    return tuple(dict.fromkeys(name for name in names if not layout.sets(name)))


def _kept(sections: Iterable[Section], layout: Layout) -> Iterator[Section]:
    """Give the sections with the blocks that the layout sets; one without any goes with its heading."""
    for section in sections:
        blocks = tuple(block for block in section.blocks if layout.sets(block.name))
        if blocks:
            yield replace(section, blocks=blocks)


def sentences(text: Markup) -> list[Markup]:
    """Part marked-up text at the ends of its sentences; never inside a piece of markup, such as bold type."""
    parts, start = [], 0
    for end in SENTENCE_END.finditer(text):
        before = text[start : end.start()]
        if before.count("<") - 2 * before.count("</") - before.count("<br") == 0:
            parts.append(before)
            start = end.end()
    return [Markup(part) for part in (*parts, text[start:]) if part.strip()]  # noqa: S704 - parts of what is safe


class Deck:
    """Pictures to be dealt out one after the other; when none is left, there is none."""

    def __init__(self, pictures: Iterable[str]) -> None:
        self._left = list(pictures)

    def draw(self) -> str:
        """Take the next one."""
        return self._left.pop(0) if self._left else ""


def arrange(blocks: Iterable[Block], layout: Layout) -> tuple[Group, ...]:
    """Group the blocks of a section as the layout's row says: pairs side by side, runs kept on one page."""
    groups: list[Group] = []
    for block in blocks:
        last = groups[-1] if groups else Group("", ())
        before = last.blocks[-1].name if last.blocks else ""
        if last.way == "alone" and (before, block.name) in layout.beside:
            groups[-1] = Group("beside", (*last.blocks, block))
        elif any(before in run and block.name in run for run in layout.together):
            groups[-1] = Group("together", (*last.blocks, block))
        else:
            groups.append(Group("alone", (block,)))
    return tuple(groups)


@cache
def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["say"] = _say
    environment.filters["dial"] = dial
    environment.filters["arrange"] = arrange
    environment.filters["sentences"] = sentences
    environment.filters["deck"] = Deck
    environment.filters["in_its_script"] = in_its_script
    return environment


def _render(templates: Path, name: str, context: Mapping[str, Any]) -> str:
    try:
        return _environment(templates).get_template(name).render(context)
    except TemplateSyntaxError as error:
        place = Place(f"templates/{error.name or name}", error.lineno)
        raise Fault(Finding(place, "P210", f"template: {error.message}")) from error
    except TemplateNotFound as error:
        raise Fault(Finding(Place(f"templates/{error.name}"), "P211", "template is missing")) from error
    except Exception as error:
        found = _place_in_template(error, templates)
        if found is None and not isinstance(error, (TemplateError, UnicodeError)):
            raise  # no template had a hand in it: a bug of ours
        raise Fault(Finding(found or Place(f"templates/{name}"), "P210", f"template: {error}")) from error


def _place_in_template(error: Exception, templates: Path) -> Place | None:
    """Find the deepest template line in the traceback: Jinja2 maps its frames back to them."""
    place, trace = None, error.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if file.startswith(str(templates)):
            place = Place(f"templates/{file[len(str(templates)) + 1 :]}", trace.tb_lineno)
        trace = trace.tb_next
    return place


@pass_context
def _say(context: Context, inline: Inline | str | None) -> Markup:
    """Give the HTML of a text of the handout with this clinic's values filled in.

    Where the template has set `dial`, its page is read on a telephone, and numbers are there to be tapped.
    """
    if inline is None or isinstance(inline, str):
        return Markup(escape(inline or ""))  # noqa: S704 - escaped
    return _fill(inline.html, context["values"], tapped=bool(context.get("dial")))


def dial(number: str) -> Markup:
    """Give a telephone number as a link that calls it (RFC 3966).

    What may be more than one number stays plain: no link is better than one that calls somebody else.
    """
    digits = re.sub(r"[^+\d]", "", number.replace("(0)", "") if number.startswith("+") else number)
    if not NUMBER.fullmatch(number) or len(digits.lstrip("+")) > LONGEST_NUMBER:
        return Markup('<span class="nowrap">{}</span>').format(number)
    return Markup('<a class="tel nowrap" href="tel:{}">{}</a>').format(digits, number)


def _opened(text: str) -> str:
    """Give a text of the clinic as markup in which its values stand open, as the reader does for a handout."""
    return VALUE.sub(r'<data value="\1"></data>', str(escape(text)))


def _fill(html: str, values: Mapping[str, str], *, tapped: bool = False) -> Markup:
    """Put the values in; a number never breaks across lines, and addresses become links."""
    return Markup(OPEN_VALUE.sub(lambda found: _value(found[1], values[found[1]], tapped=tapped), html))  # noqa: S704


def _value(name: str, value: str, *, tapped: bool) -> str:
    text = escape(value)
    match name:
        case "clinic.web":
            return f'<a class="nowrap" href="{text}" title="{text}">{text.split("://")[-1]}</a>'
        case "clinic.email":
            return f'<a class="nowrap" href="mailto:{text}" title="{text}">{text}</a>'
        case "clinic.phone" | "clinic.urgent" | "clinic.emergency":
            return str(dial(value)) if tapped else f'<span class="nowrap">{text}</span>'
        case _:
            return str(text)
