from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from handoutpress.desk.fits import Fits
from handoutpress.edition import Edition
from handoutpress.pdf.fit import Figures

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.desk.fits import Key

EDITION = Edition("ankle", "en", "north", "sheet", "letter")
KEY: Key = (EDITION, "sources", "approved/", "now")
FIGURES = Figures(12.5, 1.4, 1.25)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


def again(file: Path) -> Fits:
    found = Fits(file)
    found.load()
    return found


def test_what_fits_and_what_does_not_is_known_after_a_restart(file: Path) -> None:
    fits, long = Fits(file), (replace(EDITION, layout="card"), *KEY[1:])
    assert fits.fits(KEY) is None
    fits.note(KEY, FIGURES)
    fits.note(long, None)
    fits.save()
    found = again(file)
    assert (found.fits(KEY), found.figures(KEY)) == (True, FIGURES)
    assert (found.fits(long), found.figures(long)) == (False, None)


@pytest.mark.parametrize(
    "other", [(EDITION, "changed", "approved/", "now"), (EDITION, "sources", "overdue/", "now"),
              (replace(EDITION, size="large"), "sources", "approved/", "now"),
              (replace(EDITION, clinic="south"), "sources", "approved/", "now")],
)  # fmt: skip
def test_nothing_is_known_of_other_sources_or_another_standing(file: Path, other: Key) -> None:
    fits = Fits(file)
    fits.note(KEY, FIGURES)
    assert (fits.fits(other), fits.figures(other)) == (None, None)


def test_titles_of_other_leaflets_do_not_undo_it(file: Path) -> None:
    fits = Fits(file)
    fits.note(KEY, FIGURES)
    assert fits.fits((*KEY[:3], "later"))


def test_a_fault_is_no_answer_for_long(file: Path) -> None:
    fits = Fits(file)
    fits.pass_over(KEY)
    assert fits.fits(KEY) is False
    assert fits.fits((*KEY[:3], "later")) is None
    fits.save()
    assert again(file).fits(KEY) is None


def test_what_is_known_already_is_not_written_again(file: Path) -> None:
    fits = Fits(file)
    fits.save()
    assert not file.exists()
    fits.note(KEY, FIGURES)
    fits.save()
    file.unlink()
    fits.note(KEY, FIGURES)
    fits.save()
    assert not file.exists()


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"version": 1}', '{"version": 99, "fits": {}}', '{"version": 1, "fits": {"x": [1]}}',
               '{"version": 1, "fits": {"x": ["s", [12, 1.4, "wide"]]}}', '{"version": 1, "fits": [1]}'],
)  # fmt: skip
def test_a_file_that_is_damaged_counts_as_none(file: Path, damage: str) -> None:
    file.write_text(damage)
    assert again(file).fits(KEY) is None


@pytest.mark.parametrize("figure", [0, -1, 1000, float("nan")])
def test_figures_that_nobody_ever_set_with_are_not_believed(file: Path, figure: float) -> None:
    fits = Fits(file)
    fits.note(KEY, FIGURES)
    fits.save()
    data = json.loads(file.read_text())
    [name] = data["fits"]
    data["fits"][name][1][0] = figure
    file.write_text(json.dumps(data))
    assert again(file).fits(KEY) is None


def test_where_it_cannot_be_written_nothing_happens(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder should be")
    fits = Fits(tmp_path / "out" / "desk.json")
    fits.note(KEY, FIGURES)
    fits.save()
    assert fits.fits(KEY)
