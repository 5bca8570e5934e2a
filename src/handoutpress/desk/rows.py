"""What the page is told of leaflets, printers and packs: plain data, in the language of the staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from handoutpress.desk.forms import has_box
from handoutpress.desk.seams import first_choice
from handoutpress.edition import Edition
from handoutpress.labels import direction, language_name
from handoutpress.search import How, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from handoutpress.desk.forms import Forms
    from handoutpress.desk.seams import Machine, Usage
    from handoutpress.desk.shelf import Leaflet, View
    from handoutpress.desk.words import Words
    from handoutpress.reading.settings import PackPart
    from handoutpress.search import Match

USED: Final = 6
"""Leaflets under "most used here" and under "printed today"."""
SHOWN: Final = 60
"""Rows at once; whoever wants more types a letter."""
SIZES: Final = {"standard": "Standard", "large": "Large", "giant": "Giant"}


def row(view: View, slug: str, words: Words, today: date, found_by: str = "") -> dict[str, Any]:
    """Give a line of the list: the leaflet in the language of the staff, or the first one there is."""
    ones = view.of(slug)
    shown = best(ones, found_by or words.lang)
    named = best(ones, words.lang)
    names = [words.language(one.lang) for one in ones]
    return {
        "slug": slug, "lang": shown.lang, "title": named.title, "titled": named.lang,
        "also": shown.title if shown.lang != named.lang else "", "languages": ", ".join(names),
        "code": shown.code, **standing(view, shown, words, today),
        "picture": f"/picture/{slug}/{shown.lang}/{shown.stamp[:12]}",
    }  # fmt: skip


def best(ones: Sequence[Leaflet], lang: str) -> Leaflet:
    """Choose the leaflet in a language, or the first; one that is withdrawn only when there is no other."""
    given = [one for one in ones if one.review.status != "withdrawn"] or list(ones)
    return next((one for one in given if one.lang == lang), given[0])


def standing(view: View, leaflet: Leaflet, words: Words, today: date) -> dict[str, Any]:
    """Say how a leaflet stands, until when, and what takes its place."""
    due, successor = leaflet.review.due, view.of(leaflet.successor)
    return {
        "state": view.standing(leaflet, today),
        "sample": leaflet.review.status == "sample",
        "due": f"{due.month:02}/{due.year}" if due else "",
        "successor": leaflet.successor if successor else "",
        "successorTitle": best(successor, words.lang).title if successor else "",
    }


def groups(view: View, words: Words, today: date, log: Usage) -> list[dict[str, Any]]:
    """Give the list as it is before anything is typed."""
    used = [slug for slug in log.most_used(USED) if view.of(slug)]
    last = [slug for slug in log.last_used(USED) if view.of(slug) and slug not in used]
    rest = [slug for slug in view.slugs if slug not in {*used, *last}][: SHOWN - len(used) - len(last)]
    packs = [pack_row(view, name, pack, words) for name, pack in view.workspace.settings.desk.packs.items()]
    found = [
        {"id": name, "rows": [row(view, slug, words, today) for slug in slugs]}
        for name, slugs in (("top", used), ("recent", last))
    ]
    everything = {"id": "all", "rows": [row(view, slug, words, today) for slug in rest]}
    return [*found, {"id": "pack", "rows": [pack for pack in packs if pack["items"]]}, everything]


def last(view: View, log: Usage) -> dict[str, str] | None:
    """Give the edition that was printed last today, to be shown again; None when there is none any more."""
    name = log.last_edition()
    edition = Edition.named(name, view.clinic.id) if name else None
    if edition is None or (edition.slug, edition.lang) not in view.leaflets:
        return None
    return {"slug": edition.slug, "lang": edition.lang, "layout": edition.layout, "size": edition.size}


def results(view: View, asked: str, words: Words, today: date) -> list[dict[str, Any]]:
    """Give what is found, or what is near when that is all, and packs; of leaflets the withdrawn come last."""
    found = view.index.find(asked, lang=words.lang, limit=SHOWN)
    rows = [_found_row(view, match, words, today) for match in found]
    rows.sort(key=lambda one: one["state"] == "withdrawn")
    near = bool(found) and found[0].how is How.SLIP
    return [{"id": "near" if near else "found", "rows": rows}, *_packs_found(view, asked, words)]


def _packs_found(view: View, asked: str, words: Words) -> Iterator[dict[str, Any]]:
    """Give the packs with such a title; they come last, so that Enter never opens several for one."""
    known = view.workspace.settings.desk.packs
    found = [match.slug for match in view.packs.find(asked) if match.how is not How.SLIP]
    rows = [pack_row(view, name, known[name], words) for name in found]
    if there := [one for one in rows if one["items"]]:
        yield {"id": "pack", "rows": there}


def _found_row(view: View, match: Match, words: Words, today: date) -> dict[str, Any]:
    """Give a line of what was found, with the letters that were typed cut out in the title that has them."""
    one = row(view, match.slug, words, today, match.lang)
    where = "title" if one["titled"] == match.lang else "also" if one["also"] and one["lang"] == match.lang else ""
    return one | {"why": match.why, **({"in": where, "pieces": marked(one[where], match.spans)} if where else {})}


def pack_row(view: View, name: str, pack: PackPart, words: Words) -> dict[str, Any]:
    """Give a pack, with those of its leaflets that there are."""
    items = [best(view.of(slug), words.lang) for slug in pack.leaflets if view.of(slug)]
    return {
        "pack": name, "title": words(pack.title), "languages": " · ".join(one.title for one in items),
        "items": [{"slug": one.slug, "lang": one.lang} for one in items],
    }  # fmt: skip


def leaflet(view: View, slug: str, words: Words, today: date, forms: Forms) -> dict[str, Any]:
    """Give all that can be chosen of a handout."""
    ones = [_language(view, one, words, today, forms) for one in view.of(slug)]
    named = best(view.of(slug), words.lang)
    return {"slug": slug, "title": named.title, "titled": named.lang, "languages": ones}


def _language(view: View, one: Leaflet, words: Words, today: date, forms: Forms) -> dict[str, Any]:
    withdrawn = one.review.status == "withdrawn"
    known, unknown = ((), ()) if withdrawn else forms.fitting(view, one)
    return {
        "lang": one.lang, "name": language_name(one.lang, one.lang), "staff": words.language(one.lang),
        "dir": direction(one.lang), "title": one.title, "code": one.code, **standing(view, one, words, today),
        "forms": list(_forms(view, known, words)), "more": bool(unknown), "web": _web(view, one),
        "day": view.workspace.labels(one.lang, view.clinic.contact.country).date(today),
    }  # fmt: skip


def _forms(view: View, editions: Iterable[Edition], words: Words) -> Iterator[dict[str, Any]]:
    for edition in editions:
        layout = view.workspace.layouts[edition.layout].at(edition.size) or view.workspace.layouts[edition.layout]
        yield {
            "layout": edition.layout, "size": edition.size, "paper": edition.paper,
            "title": words(layout.short or layout.title), "sized": words(SIZES[edition.size]),
            "box": has_box(view, edition.layout),
        }  # fmt: skip


def _web(view: View, one: Leaflet) -> bool:
    return bool(view.workspace.settings.desk.web) and one.review.status != "withdrawn"


def machines(known: Sequence[Machine], sights: dict[str, str], layout: str, paper: str, words: Words) -> dict[str, Any]:
    """Give the printers, how each stands, and which is meant for a layout."""
    first = first_choice(known, layout, paper)
    return {
        "first": first.name if first else "",
        "printers": [
            {
                "name": one.name, "title": words(one.title), "state": sights.get(one.name, "unknown"),
                "fits": one.takes(paper), "mono": one.colour is False, "keeps": one.keeps, "files": one.files,
                "opens": one.opens,
                "papers": " · ".join(map(named_paper, one.papers)),
            }
            for one in known
        ],
    }  # fmt: skip


def named_paper(name: str) -> str:
    """Give the name of a paper as it stands on its wrapper, such as A4 or Letter."""
    return name.upper() if name in {"a3", "a4"} else name.capitalize()
