"""A baseline keeps quiet about what is known, wherever its line has moved, and only ever gets shorter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.baseline import Baseline
from handoutpress.errors import SourceError
from handoutpress.findings import Finding, Place, Severity
from support import leftovers, put

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANKLE: Final = "handouts/ankle/en.md"
KNEE: Final = "handouts/knee/en.md"
TEXT: Final = "Take .5 mg.\nTake .5 mg.\nThe the foot."


def lines(text: str = TEXT) -> Callable[[Place], str]:
    rows = text.split("\n")
    return lambda place: rows[place.line - 1] if place.line else ""


def at(line: int, code: str = "H301", path: str = ANKLE, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(Place(path, line, 1), code, "x", severity=severity)


ONE, ALIKE, OTHER = at(1), at(2), at(3, "H205")
ALL: Final = [ONE, ALIKE, OTHER]


def everything(_path: str, _code: str) -> bool:
    return True


def test_what_is_known_is_not_new() -> None:
    assert Baseline.of(ALL, lines()).new(ALL, lines()) == ()


def test_a_line_that_has_moved_stays_known() -> None:
    known = Baseline.of([ONE], lines())

    assert known.new([at(3)], lines("A heading\n\n   Take .5 mg. ")) == ()


@pytest.mark.parametrize(
    ("finding", "text"),
    [(at(1, "H302"), TEXT), (at(1, path=KNEE), TEXT), (at(1), "Take .7 mg.")],
    ids=["code", "file", "words"],
)
def test_another_code_another_file_or_other_words_are_new(finding: Finding, text: str) -> None:
    assert Baseline.of([ONE], lines()).new([finding], lines(text)) == (finding,)


def test_findings_that_are_alike_are_counted_and_the_last_is_new() -> None:
    known = Baseline.of([ONE], lines())

    assert known.new([ONE, ALIKE], lines()) == (ALIKE,)
    assert Baseline.of([ONE, ALIKE], lines()).new([ONE, ALIKE], lines()) == ()


def test_what_keeps_a_file_from_being_read_is_always_told() -> None:
    broken, slip = at(1, "S121"), at(1, "S160", severity=Severity.WARNING)
    known = Baseline.of([broken, slip], lines())

    assert known.known.total() == 1
    assert known.new([broken, slip], lines()) == (broken,)


def test_no_edit_of_the_file_keeps_it_quiet(tmp_path: Path) -> None:
    broken, slip = at(1, "S121"), at(1, "S121", severity=Severity.WARNING)
    Baseline.of([slip], lines()).save(tmp_path / "known.json")

    known = Baseline.load(tmp_path / "known.json")
    assert (known.new([slip], lines()), known.new([broken], lines())) == ((), (broken,))


def test_what_is_mended_is_forgotten_and_comes_back_as_new() -> None:
    known = Baseline.of(ALL, lines())

    tight = known.tightened([ONE, OTHER], lines(), judged=everything)
    assert tight.known.total() == 2
    assert tight.new([ONE, ALIKE], lines()) == (ALIKE,)


def test_what_is_new_is_never_taken_in() -> None:
    known = Baseline.of([ONE], lines())

    assert known.tightened(ALL, lines(), judged=everything) == known


def test_what_was_not_judged_stays_known() -> None:
    known = Baseline.of([*ALL, at(1, path=KNEE)], lines())

    assert known.tightened([], lines(), judged=lambda path, _: path == KNEE) == Baseline.of(ALL, lines())
    assert known.tightened([], lines(), judged=lambda _, code: code != "H301").known.total() == 3
    assert known.tightened([], lines(), judged=everything).known.total() == 0


def test_a_baseline_comes_back_from_its_file(tmp_path: Path) -> None:
    known, file = Baseline.of(ALL, lines()), tmp_path / "known.json"
    known.save(file)

    assert Baseline.load(file) == known
    assert leftovers(tmp_path) == []


def test_its_file_reads_well_in_a_diff_a_line_a_finding_in_order(tmp_path: Path) -> None:
    file = tmp_path / "known.json"
    Baseline.of([OTHER, at(1, path=KNEE), ALIKE, ONE], lines()).save(file)

    first, *rows, last = file.read_text("utf-8").split("\n")[:-1]
    assert (first, last) == ('{"version": 1, "known": [', "]}")
    read = [json.loads(row.removesuffix(",")) for row in rows]
    assert [(row["path"], row["code"], row["times"]) for row in read] == [
        (ANKLE, "H205", 1),
        (ANKLE, "H301", 2),
        (KNEE, "H301", 1),
    ]


def test_an_empty_one_is_a_file_too(tmp_path: Path) -> None:
    Baseline.of([], lines()).save(tmp_path / "known.json")

    assert Baseline.load(tmp_path / "known.json").known.total() == 0


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b'{"version": 1,\n "known": [}', ":2:12", "Expecting value"),
        (b"\xff\xfe\x00", "", "not text in UTF-8"),
        (b"[]", "", "does not say 'version' and 'known'"),
        (b'{"version": 1, "known": 3}', "", "does not say 'version' and 'known'"),
        (b'{"version": 2, "known": []}', "", "version 2 is not known"),
        (b'{"version": 1, "known": [{"path": "a", "code": "H1", "line": "f"}]}', "", "row 1 does not say"),
        (b'{"version": 1, "known": [{"path": "a", "code": "H1", "line": "f", "times": 0}]}', "", "row 1 does not say"),
        (b'{"version": 1, "known": [7]}', "", "row 1 does not say"),
    ],
)
def test_a_damaged_file_is_told_with_its_place(content: bytes, place: str, words: str, tmp_path: Path) -> None:
    file = put(tmp_path / "known.json", content)

    with pytest.raises(SourceError) as caught:
        Baseline.load(file)
    [finding] = caught.value.findings
    assert (finding.code, str(finding.place)) == ("S163", f"{file}{place}")
    assert words in finding.message


def test_a_row_that_a_merge_has_doubled_counts_twice(tmp_path: Path) -> None:
    row = '{"path": "a", "code": "H1", "line": "f", "times": 1}'

    known = Baseline.load(put(tmp_path / "known.json", f'{{"version": 1, "known": [{row}, {row}]}}'))
    assert known.known.total() == 2


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        Baseline.load(tmp_path / "known.json")
