"""Finding by what is typed: the beginnings of the words of titles and topics, accents and case aside, or the code."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from handoutpress.desk.seams import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handoutpress.desk.seams import Find, Named


def plain_search(named: Sequence[Named]) -> Find:
    """Make a search over these handouts."""
    index = [(one, {lang: fold(title) for lang, title in one.titles.items()}, _others(one)) for one in named]

    def find(query: str) -> list[Hit]:
        asked, found = fold(query), []
        for one, titles, others in index:
            every = [*others, *(word for title in titles.values() for word in title)]
            if not asked or not all(any(word.startswith(part) for word in every) for part in asked):
                continue
            langs = [lang for lang, title in titles.items() if all(_begins(title, part) for part in asked)]
            rank = 0 if fold(one.reference)[:1] == asked else 1 if langs else 2
            found.append((rank, next(iter(one.titles.values())).casefold(), Hit(one.slug, next(iter(langs), ""))))
        return [hit for _, _, hit in sorted(found, key=lambda row: row[:2])]

    return find


def fold(text: str) -> list[str]:
    """Give the words of a text without accents, in small letters."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(letter for letter in bare if not unicodedata.combining(letter)))


def _others(one: Named) -> list[str]:
    return [*fold(" ".join(one.topics)), *fold(one.reference), *fold(one.slug.replace("-", " "))]


def _begins(title: list[str], part: str) -> bool:
    return any(word.startswith(part) for word in title)
