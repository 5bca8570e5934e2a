"""Every piece of a handout is found, and every word of it in its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from handoutpress.manuscript import Manuscript
from handoutpress.workspace import Workspace
from support import LOGO, REPOSITORY, workspace

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
---
title: A sore ankle
summary: |
  Rest it, and keep it up.
  Call {{ clinic.phone }} if it turns blue.
kind: condition
cover: {image: ankle.svg, alt: "An ankle on a cushion", caption: Keep it up., key: [The cushion, The ankle]}
review: {status: sample, due: 2027-01-01}
sources:
  - title: First
  - {title: Second, read: 2026-01-01}
ignore: {H101: a reason}
---

## What is it? {#about}

You turned your *ankle*. It's "sore",
and **may swell** ... for days -- or weeks.

### More

1. First [the site](https://rest.example/rest), then rest.
2. Then walk.
   - a little

| What | How |
|---|---|
| Ice | Ten minutes, ice |
| Walk | A walk |

::: urgent Call {{ clinic.phone }} today if
- it swells
- it turns blue
:::

![A foot](ankle.svg "The foot")
"""


def manuscript(tmp_path: Path) -> Manuscript:
    root = workspace(tmp_path, handouts={"ankle": TEXT, "ankle/ankle.svg": LOGO})
    handout, findings = Workspace(root).read("ankle", "en")
    assert handout, findings
    return Manuscript(handout, TEXT)


def test_every_piece_is_there_in_its_order(tmp_path: Path) -> None:
    found = [(passage.kind, passage.text, passage.card) for passage in manuscript(tmp_path).passages]

    assert found == [
        ("title", "A sore ankle", ""),
        ("summary", "Rest it, and keep it up.", ""),
        ("summary", "Call {{ clinic.phone }} if it turns blue.", ""),
        ("alt", "An ankle on a cushion", ""),
        ("caption", "Keep it up.", ""),
        ("label", "The cushion", ""),
        ("label", "The ankle", ""),
        ("heading", "What is it?", ""),
        (
            "paragraph",
            "You turned your ankle. It\u2019s \u201csore\u201d, and may swell \u2026 for days \u2013 or weeks.",
            "",
        ),
        ("heading", "More", ""),
        ("item", "First the site, then rest.", ""),
        ("item", "Then walk.", ""),
        ("item", "a little", ""),
        ("label", "What", ""),
        ("label", "How", ""),
        ("cell", "Ice", ""),
        ("cell", "Ten minutes, ice", ""),
        ("cell", "Walk", ""),
        ("cell", "A walk", ""),
        ("label", "Call {{ clinic.phone }} today if", "urgent"),
        ("item", "it swells", "urgent"),
        ("item", "it turns blue", "urgent"),
        ("alt", "A foot", ""),
        ("caption", "The foot", ""),
    ]


@pytest.mark.parametrize(
    "word", ["ankle", "sore", "swell", "days", "weeks", "site", "rest", "little", "swells", "blue"]
)
def test_a_word_is_found_where_it_stands(word: str, tmp_path: Path) -> None:
    text = manuscript(tmp_path)

    for passage in text.passages:
        for found in re.finditer(rf"\b{word}\b", passage.text):
            place = passage.place(found.start())
            line = TEXT.split("\n")[place.line - 1]
            assert line[place.column - 1 :].startswith(word), (passage.text, place)


def test_what_stands_twice_in_a_row_of_a_table_is_found_at_its_own_place(tmp_path: Path) -> None:
    cells = {passage.text: passage for passage in manuscript(tmp_path).of("cell")}

    ice, walk = cells["Ten minutes, ice"], cells["A walk"]
    assert (ice.place(13).line, ice.place(13).column) == (28, 22)
    assert (walk.place(2).line, walk.place(2).column) == (29, 12)


def test_the_second_line_of_a_summary_is_found_on_its_line(tmp_path: Path) -> None:
    _, second = manuscript(tmp_path).of("summary")

    assert (second.place().line, second.place().column) == (5, 3)


def test_a_summary_on_one_line_is_found_sentence_by_sentence(tmp_path: Path) -> None:
    text = "---\ntitle: A\nsummary: Rest it. Rest it well.\nkind: general\n---\n\n## B\n\nText.\n"
    handout, _ = Workspace(workspace(tmp_path, handouts={"ankle": text})).read("ankle", "en")
    assert handout

    _, second = Manuscript(handout, text).of("summary")
    assert (second.place().line, second.place().column) == (3, 19)


def test_keys_of_the_front_matter_are_found(tmp_path: Path) -> None:
    text = manuscript(tmp_path)

    places = [text.key("due"), text.key("title", nth=1, since="sources"), text.key("H101", since="ignore")]
    assert [(place.line, place.column) for place in places] == [(8, 26), (11, 6), (12, 10)]
    assert text.key("owner").line == 1


def test_sentences_know_their_words_and_places(tmp_path: Path) -> None:
    text = manuscript(tmp_path)
    sore = next(one for one in text.prose if one.text.startswith("It\u2019s"))

    assert sore.spelled[:2] == ("It\u2019s", "sore")
    assert (sore.place(sore.words[3][0]).line, sore.place(sore.words[3][0]).column) == (18, 7)
    assert all(one.passage.kind in {"summary", "paragraph"} for one in text.running)


@pytest.mark.parametrize(("slug", "lang"), Workspace(REPOSITORY).handouts)
def test_in_the_samples_every_word_is_found_where_it_stands(slug: str, lang: str) -> None:
    samples = Workspace(REPOSITORY)
    handout, _ = samples.read(slug, lang)
    source = samples.source(slug, lang).read_text("utf-8")
    assert handout

    words = 0
    for passage in Manuscript(handout, source).passages:
        for found in re.finditer(r"\w{2,}", passage.text):
            place = passage.place(found.start())
            line = source.split("\n")[place.line - 1]
            assert line[place.column - 1 :].startswith(found[0]), (passage.text, found[0], place)
            words += 1
    assert words > 200
