from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.desk.counter import WHY
from handoutpress.desk.routes import MODULES, PAGE
from handoutpress.desk.rows import SIZES
from handoutpress.desk.words import LANGUAGES, words_of
from handoutpress.workspace import Workspace
from support import REPOSITORY

if TYPE_CHECKING:
    from handoutpress.layouts import Layout

ASKED: Final = re.compile(r'_\("([^"]+)"\)')


def _sized(row: Layout) -> list[str]:
    return [part.short for part in row.sizes.values() if part.short]


def wanted() -> set[str]:
    pages = {words for file in PAGE.glob("*.html") for words in ASKED.findall(file.read_text("utf-8"))}
    layouts = {
        name
        for row in Workspace(REPOSITORY).layouts.values()
        if row.papers
        for name in (row.title, row.short, *_sized(row))
    }
    return pages | layouts | set(SIZES.values()) | set(WHY.values())


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_a_catalogue_has_every_word_and_none_that_is_not_asked_for(lang: str) -> None:
    labels = words_of(lang).labels
    assert labels.missing == ""
    assert set(labels.words) == wanted()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_filled_in_stands_in_every_language(lang: str) -> None:
    words = words_of(lang)
    for text in wanted():
        assert sorted(re.findall(r"\{/?\w+\}", words(text))) == sorted(re.findall(r"\{/?\w+\}", text))


def test_the_script_says_only_words_that_the_page_has() -> None:
    page = (PAGE / "desk.html").read_text("utf-8")
    script = "".join((PAGE / "desk" / name).read_text("utf-8") for name in MODULES)
    there = set(re.findall(r'data-w="([\w-]+)"', page))
    said = set(re.findall(r"\bwords\('([\w-]+)'[,)]", script))
    assert {"looking", "only", "page", "remove", "when"} <= said <= there
    assert len(there) > 90


def test_the_page_has_no_script_or_style_of_its_own() -> None:
    for file in PAGE.glob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r"\son\w+=|\sstyle=|<style|<script(?! src=)", text)
        assert "http://" not in text
        assert "https://" not in text
    for script in PAGE.rglob("*.js"):
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", script.read_text("utf-8"))
