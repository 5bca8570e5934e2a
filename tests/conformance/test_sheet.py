"""Every sample for every clinic on every paper keeps PDF/UA-1: the real veraPDF is the judge, in one call."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from conformance.verapdf import validate
from handoutpress.edition import Edition
from handoutpress.make import make, make_for
from handoutpress.palette import READABLE, contrast, palette
from handoutpress.paper import PAPERS
from handoutpress.personal import Personal
from handoutpress.workspace import Workspace
from support import HANDOUT, REPOSITORY, TODAY, put, workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


HEADINGS = 7.5


def test_every_sample_keeps_the_standard_for_accessible_pdf(tagged: Mapping[Edition, Path]) -> None:
    workspace = Workspace(REPOSITORY)
    assert {edition.slug for edition in tagged} == set(workspace.slugs)
    assert {edition.clinic for edition in tagged} == set(workspace.clinic_names)
    assert {edition.layout for edition in tagged} == {name for name, row in workspace.layouts.items() if row.papers}
    assert {edition.paper for edition in tagged} == set(PAPERS)

    verdicts = validate(tagged.values())

    assert {path.name: faults for path, faults in verdicts.items() if faults} == {}


def test_names_in_other_scripts_keep_the_standard_too(tmp_path: Path) -> None:
    whole = Personal("李明", "Nguyễn Thị Ánh Tuyết", "11 января", "محمد عبد الله\nAnn, Άννα")
    mixed = Personal("Ann 李明", "محمد Ali (العيادة)", "2026年11月26日", "Анна 王")
    files = []
    sheet = Edition("gentle-back-stretches", "en", "riverside", "sheet", "letter")
    for edition in (sheet, replace(sheet, size="large")):
        for number, personal in enumerate((whole, mixed)):
            made, findings = make_for(personal, edition, Workspace(REPOSITORY), today=TODAY, start=None)
            assert made, findings
            files.append(tmp_path / f"{edition.size}-{number}.pdf")
            files[-1].write_bytes(made.data)

    assert {path.name: faults for path, faults in validate(files).items() if faults} == {}


def test_headings_of_every_clinic_read_in_poor_light() -> None:
    workspace = Workspace(REPOSITORY)
    for clinic in workspace.select_clinics(workspace.clinic_names):
        colours = palette(clinic.brand.primary)
        assert contrast(colours.deep, "#ffffff") >= HEADINGS, clinic.id
        assert contrast(colours.deep, colours.tint) >= READABLE, clinic.id
        assert contrast(colours.deep, colours.wash) >= READABLE, clinic.id


def test_text_reads_on_every_ground_that_the_styles_name() -> None:
    tokens = (REPOSITORY / "styles" / "tokens.css").read_text("utf-8")
    named = dict(re.findall(r"--c-(\w+): (#[0-9a-f]{6})", tokens))
    workspace = Workspace(REPOSITORY)

    assert contrast(named["alarm"], "#ffffff") >= 7
    for clinic in workspace.select_clinics(workspace.clinic_names):
        colours = palette(clinic.brand.primary)
        for ground in ("#ffffff", colours.tint, colours.wash, named["ground"]):
            assert contrast(named["ink"], ground) >= 7, (clinic.id, ground)


@pytest.mark.parametrize("layout", ["sheet", "trifold", "booklet", "card", "poster", "easy-read"])
def test_an_overdue_leaflet_keeps_the_standard_too(tmp_path: Path, layout: str) -> None:
    overdue = HANDOUT.replace("kind:", "review: {status: sample, due: 2026-10-01}\nkind:")
    urgent = "\n::: emergency Call\nif it is worse.\n:::\n"
    found = Workspace(workspace(tmp_path, handouts={"ankle": overdue + urgent}))
    paper = found.layouts[layout].papers[-1]

    edition = Edition("ankle", "en", "north", layout, paper, "screen")
    made, findings = make(edition, found, today=date(2027, 1, 1), reason="Read again")

    assert made, findings
    file = put(tmp_path / "overdue.pdf", made.data)
    assert validate([file]) == {file: []}
