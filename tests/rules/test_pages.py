"""Each rule on pages against leaflets that it must find fault with, at their very lines, and some that it must pass.

A case is a handout, set on real pages. Where it begins with no front matter, it gets that of `HANDOUT`. A line that
ends in `<-- here` is where the fault is to be found; without one it is found in the whole file. Beside it may be a
stylesheet, which comes over those of the layout, and a TOML file: `layout`, `paper`, `size`, `clinic`, `mono`, and
`rows`, which are put at the end of layouts.toml. Pictures are shared by the cases of a rule.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import pytest

from conftest import FULLEST
from handoutpress.edition import Edition
from handoutpress.findings import Severity, stops
from handoutpress.rulebook import LABELS, Choice
from handoutpress.rules.pages import PAGES, proofread
from handoutpress.setting import row, set_copy
from handoutpress.workspace import Workspace
from support import BRAND, CASES, HANDOUT, REPOSITORY, put, workspace
from webpages import copy_of

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.findings import Finding

FILES: Final = sorted(CASES.glob("rules/P3*/*.md"))
MARK: Final = re.compile(r" *<-- here$", re.MULTILINE)
HEAD: Final = HANDOUT[: HANDOUT.index("\n## ")]
HERE: Final = Workspace(REPOSITORY)
SETTLED: Final = [
    *((clinic, slug, layout, "standard", False) for clinic in HERE.clinic_names for slug in HERE.slugs
      for layout, given in HERE.layouts.items() if given.papers),
    *((HERE.clinic_names[0], FULLEST, layout, size, False)
      for layout, given in HERE.layouts.items() for size in given.sizes),
    *((HERE.clinic_names[0], FULLEST, layout, "standard", True) for layout in ("sheet", "trifold")),
]  # fmt: skip
"""Samples: each in every layout for both clinics, the fullest in all that it comes in."""


def text_of(case: Path) -> str:
    text = case.read_text("utf-8")
    return text if text.startswith("---") else f"{HEAD}\n{text}"


def given(case: Path) -> dict[str, Any]:
    beside = case.with_suffix(".toml")
    return tomllib.loads(beside.read_text("utf-8")) if beside.is_file() else {}


def laid_out(case: Path, folder: Path) -> tuple[Workspace, Edition]:
    """Make a workspace of a case, and give the edition that it is about."""
    wanted = given(case)
    clinic, paper = wanted.get("clinic", "north"), wanted.get("paper", "letter")
    handouts: dict[str, str | bytes] = {"case/en.md": MARK.sub("", text_of(case))}
    for picture in (*case.parent.glob("*.png"), *case.parent.glob("*.svg")):
        handouts[f"case/{picture.name}"] = picture.read_bytes()
    root = workspace(folder, handouts=handouts, brands={"north": BRAND} if clinic == "north" else {})
    if clinic != "north":
        shutil.copytree(REPOSITORY / "styles" / "brands" / clinic, root / "styles" / "brands" / clinic)
    with (root / "templates" / "layouts.toml").open("a", encoding="utf-8") as rows:
        rows.write(wanted.get("rows", ""))
    edition = Edition("case", "en", clinic, wanted.get("layout", "sheet"), paper,
                      size=wanted.get("size", "standard"), mono=wanted.get("mono", False))  # fmt: skip
    if case.with_suffix(".css").is_file():
        last = root / "styles" / row(Workspace(root), edition).stylesheets[-1]
        put(last, last.read_text("utf-8") + case.with_suffix(".css").read_text("utf-8"))
    return Workspace(root), edition


def found_in(space: Workspace, edition: Edition, choice: Choice) -> list[Finding]:
    copy = copy_of(space, edition.clinic, edition.slug, edition.lang)
    setting = set_copy(copy, edition, space)
    assert not stops(setting.findings), setting.findings
    return list(proofread(setting, copy, edition, choice))


def judged(case: str, folder: Path) -> list[Finding]:
    return found_in(*laid_out(CASES / f"rules/{case}.md", folder), Choice((case.partition("/")[0],)))


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_a_rule_finds_what_is_marked_and_no_more(case: Path, tmp_path: Path) -> None:
    marked = [number for number, line in enumerate(text_of(case).split("\n"), 1) if MARK.search(line)]
    bad = case.stem.startswith("bad-")
    found = found_in(*laid_out(case, tmp_path), Choice((case.parent.name,)))

    assert bad or not marked
    assert [one.place.line for one in found] == (marked or [0] if bad else []), [str(one) for one in found]
    assert {one.place.path for one in found} <= {"handouts/case/en.md"}
    assert all(one.place.column for one in found if one.place.line)


def test_every_rule_has_two_cases_of_each_kind_and_says_why() -> None:
    told = Counter((case.parent.name, case.stem.partition("-")[0]) for case in FILES)

    assert {code for code, _ in told} == set(PAGES.rules)
    for code, rule in PAGES.rules.items():
        assert min(told[code, "bad"], told[code, "good"]) >= 2, code
        assert rule.why, code
        assert all(rule.part(label) for label in LABELS), code


@pytest.mark.parametrize(("clinic", "slug", "layout", "size", "mono"), SETTLED)
def test_the_samples_are_clean(clinic: str, slug: str, layout: str, size: Any, mono: bool) -> None:  # noqa: FBT001
    edition = Edition(slug, "en", clinic, layout, HERE.layouts[layout].papers[0], size=size, mono=mono)

    assert [str(one) for one in found_in(HERE, edition, Choice())] == []


@pytest.mark.parametrize(
    ("case", "severity"),
    [
        ("P303/bad-body", Severity.ERROR),
        ("P303/bad-imprint", Severity.WARNING),
        ("P307/bad-card", Severity.ERROR),
        ("P307/bad-do", Severity.WARNING),
        ("P307/bad-large-card", Severity.WARNING),
        ("P307/bad-higher-than-a-page", Severity.WARNING),
        ("P309/bad-tiny", Severity.ERROR),
        ("P309/bad-fair", Severity.WARNING),
    ],
)
def test_what_harms_more_weighs_more(case: str, severity: Severity, tmp_path: Path) -> None:
    [found] = judged(case, tmp_path)

    assert found.severity is severity


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("P301/bad-last-page-of-a-fold", "page 3 of plain on letter holds little: "),
        ("P302/bad-booklet-not-ruled", "plain on letter has 1 page without a word or a line"),
        ("P303/bad-large", "sheet on letter in large print: 'Rest it' is set in 17 pt on page 1; 18 pt is the least"),
        ("P304/bad-whole-width", "letters; 45 to 75 read best, 80 are the most"),
        ("P305/bad-narrow-column", "letters; 20 are the least"),
        ("P306/bad-small-heading", "'What helps?' stands alone at the foot of page 1, and its text begins overleaf"),
        ("P307/bad-card", "'emergency' is torn: it begins on page 1 and ends on page 2"),
        ("P307/bad-higher-than-a-page", "for it is higher than a page"),
        ("P308/bad-widow", "one line of 'when it hurts.' stands alone at the head of page 2"),
        ("P308/bad-orphan", "stands alone at the foot of page 1"),
        ("P309/bad-tiny", "the picture has 76 pixels an inch on page 1: 300 are good, 220 the least"),
        ("P310/bad-pale", "#949494 on #ffffff, has a contrast of 3.0 : 1; 4.5 : 1 is the least"),
        ("P310/bad-in-grey", "#1d1b19 on #00b000, has a contrast of 3.0 : 1 in grey; 4.5 : 1 is the least"),
        ("P310/bad-front", "'A sore ankle' on page 1"),
        ("P311/bad-title", "'A sore ankle' and a picture lie on one another on page 1"),
        ("P312/bad-order", "'Rest it' is read after 'Do' and stands above it, on page 1"),
    ],
)
def test_a_message_says_what_is_wrong(case: str, words: str, tmp_path: Path) -> None:
    [found] = judged(case, tmp_path)

    assert words in found.message
