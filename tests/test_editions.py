"""The samples in every edition: sizes of paper, the order of panels, how full they are, how large their type is."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

import pytest

from conftest import FULLEST
from handoutpress import imposition
from handoutpress.edition import Edition
from handoutpress.findings import Severity
from handoutpress.make import make
from handoutpress.paper import PAPERS
from handoutpress.pdf.boxes import room_left, text_depth
from handoutpress.setting import set_copy
from handoutpress.workspace import Workspace
from pdf.places import Run, find, runs, trims
from support import BRAND, HANDOUT, REPOSITORY, TODAY, put, run, workspace
from webpages import copy_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from handoutpress.edition import Built
    from handoutpress.setting import Setting

HERE: Final = Workspace(REPOSITORY)
CLINIC: Final = HERE.clinic_names[0]
ON_PAPER: Final = [name for name, row in HERE.layouts.items() if row.papers]
LONG_TITLE: Final = "Getting over a sore back and a stiff neck after a long day of lifting heavy boxes at your work"
WORDS: Final = "Rest it and keep it up on a cushion for as long as you can bear it. "
COVERLESS: Final = HANDOUT.replace("You turned", f"{WORDS} You turned")
CARDS: Final = """
::: urgent Call {{ clinic.phone }} today if
it gets worse.
:::

::: emergency Call {{ clinic.emergency }} now if you have
- chest pain
:::
"""


def fill(setting: Setting) -> list[float]:
    """Give, for each page between the first and the last, which share of its text area is used, ruled lines too."""
    flow = setting.typeset.document.pages[1:-1]
    return [1 - room_left(page) / text_depth(page) for page in flow]


def setting_of(edition: Edition) -> Setting:
    """Set a sample as the build does."""
    return set_copy(copy_of(HERE, edition.clinic, edition.slug, edition.lang), edition, HERE)


def overlaps(found: list[Run]) -> list[tuple[str, str]]:
    """Give the texts that stand on one another."""
    return [(one.text, other.text) for one, other in combinations(found, 2) if one.meets(other)]


def squeezed(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def source_of(edition: Edition) -> str:
    """Give the letters of a handout's body, in which every run of its text must be found."""
    text = HERE.source(edition.slug, edition.lang).read_text("utf-8").split("\n---\n", 1)[1]
    for name, value in copy_of(HERE, edition.clinic, edition.slug, edition.lang).values.items():
        text = text.replace(f"{{{{ {name} }}}}", value)
    return squeezed(text)


def test_every_sample_is_built_in_every_edition(outcomes: Mapping[Built, Path]) -> None:
    failed = {one.edition.name: [found.message for found in one.findings] for one in outcomes if one.state == "failed"}

    assert failed == {}
    made = {
        (one.edition.layout, one.edition.paper, one.edition.purpose) for one in outcomes if one.edition.slug == FULLEST
    }
    wanted = {(name, paper) for name in ON_PAPER for paper in HERE.layouts[name].papers}
    assert made == {(*pair, purpose) for pair in wanted for purpose in ("office", "screen")}


def test_every_page_is_trimmed_to_its_paper_or_panel(samples: Mapping[Edition, Path]) -> None:
    for edition, file in samples.items():
        layout, paper = HERE.layouts[edition.layout], PAPERS[edition.paper]
        sizes = trims(file.read_bytes())
        if edition.purpose == "screen":
            expected = list(imposition.page_sizes(layout.imposition, paper, len(sizes)))
        else:
            pages = imposition.page_count(layout.imposition, len(sizes), 99) or 0
            sheets = imposition.impose(layout.imposition, paper, pages)
            expected = [(sheets.width, sheets.height)] * len(sizes)
        for size, wanted in zip(sizes, expected, strict=True):
            assert size == pytest.approx(wanted, abs=0.1), file.name


def test_the_panels_of_a_leaflet_folded_twice_stand_in_their_order_on_both_sides(
    samples: Mapping[Edition, Path],
) -> None:
    """The text of each panel of the screen edition is found on the sheet, moved by where its panel begins."""
    pairs = [edition for edition in samples if edition.layout == "trifold" and edition.purpose == "screen"]
    assert {edition.paper for edition in pairs} == {"a4", "letter"}
    for edition in pairs:
        office = replace(edition, purpose="office")
        panels, sheet = runs(samples[edition].read_bytes()), runs(samples[office].read_bytes())
        outer = (PAPERS[edition.paper].height + 3) / 3
        begins = {
            5: (0, 0.0), 6: (0, outer - 3), 1: (0, 2 * outer - 3), 2: (1, 0.0), 3: (1, outer), 4: (1, 2 * outer),
        }  # fmt: skip
        if edition.paper == "a4":
            assert [round(left, 6) for _, left in begins.values()] == [0, 97, 197, 0, 100, 200]
        on_sheet = {(one.page, one.text, round(one.left), round(one.top)) for one in sheet}
        assert {one.page for one in panels} == set(range(6)), "every panel has text"
        for one in panels:
            side, left = begins[one.page + 1]
            places = {
                (side, one.text, round(one.left + left + by), round(one.top + down))
                for by in (-0.1, 0.1)
                for down in (-0.1, 0.1)
            }
            assert places & on_sheet, (edition.name, one)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("slug", HERE.slugs)
def test_a_leaflet_folded_twice_is_full_and_not_too_full(slug: str, paper: str) -> None:
    shares = fill(setting_of(Edition(slug, "en", CLINIC, "trifold", paper)))

    assert len(shares) == 4
    assert max(shares) <= 1
    assert sum(shares) / 4 >= (0.85 if slug == FULLEST else 0.75), shares


def test_no_text_stands_on_another(samples: Mapping[Edition, Path]) -> None:
    found = {edition.name: overlaps(runs(file.read_bytes())) for edition, file in samples.items()}

    assert {name: pairs for name, pairs in found.items() if pairs} == {}


@pytest.mark.parametrize(("size", "least"), [("large", 18.0), ("giant", 24.0)])
@pytest.mark.parametrize("layout", ["sheet", "booklet"])
def test_large_print_is_as_large_as_it_says(
    samples: Mapping[Edition, Path], layout: str, size: str, least: float
) -> None:
    """What the handout itself says is told from the imprint by its words: they are those of its source."""
    [(edition, file)] = [pair for pair in samples.items() if (pair[0].layout, pair[0].size) == (layout, size)]
    found, source = runs(file.read_bytes()), source_of(edition)
    last = found[-1].page
    inside = [one for one in found if layout == "sheet" or 0 < one.page < last]
    # Shorter runs may be parts of titles that the imprint names too.
    body = [one for one in inside if len(squeezed(one.text)) > 16 and squeezed(one.text) in source]

    assert len(body) > 50
    assert [one for one in body if one.size < least - 0.01] == []
    assert min(one.size for one in found) >= 16 - 0.01, "the imprint too"


def test_the_sheet_and_the_booklet_are_set_in_no_less_than_12_points(samples: Mapping[Edition, Path]) -> None:
    facts = {}
    for edition, file in samples.items():
        if edition.layout in {"sheet", "booklet"} and edition.slug == FULLEST:
            entry = json.loads((file.parent / "manifest.json").read_text("utf-8"))["entries"][edition.name]
            facts[edition.name] = float(entry["facts"]["type"].split()[0])
    assert facts
    assert min(facts.values()) >= 12


def test_text_that_does_not_fit_any_more_stops_the_leaflet_and_the_old_one_stays(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT})
    order = ("build", "--layout", "trifold")
    assert run(*order, cwd=root).exit_code == 0
    folder = root / "out" / "north"
    before = {file.name: file.read_bytes() for file in folder.glob("*.pdf")}
    more = "\n".join(f"\n{WORDS * 4}\n" for _ in range(34))
    put(root / "handouts" / "ankle" / "en.md", f"{HANDOUT}\n## What helps? {{#helps}}\n{more}")

    done = run(*order, cwd=root)

    assert done.exit_code == 4
    found = re.search(
        r"^handouts/ankle/en\.md:(\d+)(?::\d+)?: error: the text needs \d+ pages, but trifold on letter has 6: "
        r"(\d+) lines \((\d+) words\) from 'What helps\?' on do not fit, even at the smallest type, 11 pt \[P221\]$",
        done.stderr, re.MULTILINE,
    )  # fmt: skip
    assert found, done.stderr
    line, lines, words = (int(number) for number in found.groups())
    written = (root / "handouts" / "ankle" / "en.md").read_text("utf-8").split("\n")
    assert written[line - 1] == WORDS * 4
    assert 2 * lines < words < 20 * lines
    hint = re.search(r"hint: it would fit: (.*); or shorten it", done.stderr)
    assert hint, done.stderr
    assert "booklet" in hint[1]
    for name in re.findall(r"([\w-]+) \(\d+ pages\)", hint[1]):
        assert run("build", "--layout", name, cwd=root).exit_code == 0, f"{name} was promised to fit"
    assert {file.name: file.read_bytes() for file in folder.glob("*trifold*.pdf")} == before
    entry = json.loads((folder / "manifest.json").read_text("utf-8"))["entries"]["ankle.en.trifold.letter.office"]
    assert entry["outdated"] is True


def test_text_is_added_until_it_is_refused_and_never_sticks_out_before(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    made_once = refused = False
    for paragraphs in range(2, 26, 4):
        put(root / "handouts" / "ankle" / "en.md", HANDOUT + f"\n{WORDS * 4}\n" * paragraphs)
        made, findings = make(
            Edition("ankle", "en", "north", "trifold", "letter", "screen"), Workspace(root), today=TODAY
        )
        errors = {found.code for found in findings if found.severity is Severity.ERROR}
        if made:
            assert not refused, "more text fitted than was refused before"
            assert overlaps(runs(made.data)) == []
            assert made.pages == 6
            made_once = True
        else:
            assert errors == {"P221"}
            refused = True
    assert made_once
    assert refused


def test_build_says_what_a_layout_leaves_out_when_it_is_asked(tmp_path: Path) -> None:
    diary = HANDOUT + "\n::: diary My week\n- Pain\n:::\n"
    root = workspace(tmp_path, handouts={"ankle": diary})

    plain = run("build", "--layout", "bifold", cwd=root)
    told = run("build", "--layout", "bifold", "--force", "-v", cwd=root)

    assert plain.exit_code == told.exit_code == 0
    assert "P230" not in plain.stderr
    assert "bifold leaves out diary [P230]" in told.stderr


def test_a_clinic_adds_a_layout_with_a_row_a_template_and_a_stylesheet(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    rows = (root / "templates" / "layouts.toml").read_text("utf-8")
    row = """
[strip]
title = "Strip for the appointment card"
template = "strip.html"
stylesheets = ["tokens.css", "base.css", "strip.css"]
papers = ["a4", "letter"]
imposition = "four-up"
type = [11.0, 14.0]
"""
    put(root / "templates" / "layouts.toml", rows + row)
    put(
        root / "templates" / "strip.html",
        '{% extends "base.html" %}{% from "prose.html" import sections with context %}'
        "{% block page %}<h1>{{ handout.title | say }}</h1>{{ sections(handout.sections) }}{% endblock %}",
    )
    put(root / "styles" / "strip.css", "@page { margin: 8mm }\nh1 { font-size: 20pt }\n")

    done = run("build", "--layout", "strip", "--for", "office", "--for", "screen", cwd=root)

    assert done.exit_code == 0, done.stderr
    office, screen = (
        runs((root / "out" / "north" / f"ankle.en.strip.letter.{purpose}.pdf").read_bytes())
        for purpose in ("office", "screen")
    )
    assert len(find(office, "You turned your ankle.")) == 4
    [once] = find(screen, "You turned your ankle.")
    assert once.size == pytest.approx(14, abs=0.01)


@pytest.mark.parametrize("layout", ON_PAPER)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param(COVERLESS, id="without-a-cover"),
        pytest.param(COVERLESS.replace("A sore ankle", LONG_TITLE) + CARDS, id="with-a-title-of-90-letters"),
        pytest.param(HANDOUT, id="with-one-sentence"),
        pytest.param(HANDOUT + CARDS, id="with-little-text-and-cards"),
    ],
)
def test_an_unusual_handout_is_made_whole_or_refused_with_a_reason(layout: str, text: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": text}, brands={"north": BRAND})
    paper = HERE.layouts[layout].papers[-1]

    made, findings = make(Edition("ankle", "en", "north", layout, paper, "screen"), Workspace(root), today=TODAY)

    if made is None:
        errors = [found for found in findings if found.severity is Severity.ERROR]
        assert {found.code for found in errors} <= {"P220", "P221", "P222"}, errors
        assert all(found.hint for found in errors)
        return
    found = runs(made.data)
    assert overlaps(found) == []
    sizes = trims(made.data)
    for one in found:
        width, height = sizes[one.page]
        assert one.left > 3, one
        assert one.right < width - 3, one
        assert one.top > 3, one
        assert one.bottom < height - 3, one
    title = LONG_TITLE if LONG_TITLE in text else "A sore ankle"
    assert squeezed(title) in squeezed("".join(one.text for one in found))
