from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.related import find_related
from handoutpress.workspace import Workspace
from support import HANDOUT, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.related import Related

ANKLE: Final = HANDOUT.replace("kind:", "related: [knee, hip]\nkind:")
HIP: Final = HANDOUT.replace("A sore ankle", "A sore hip")


def withdrawn(successor: str = "") -> str:
    named = f", successor: {successor}" if successor else ""
    return HANDOUT.replace("kind:", f"review: {{status: withdrawn{named}}}\nkind:")


def related(folder: Path, **handouts: str) -> Related:
    found = Workspace(workspace(folder, handouts={"ankle": ANKLE, "hip": HIP, **handouts}))
    handout, findings = found.read("ankle", "en")
    assert handout, findings
    return find_related(handout, found)


def titles(found: Related) -> list[str]:
    return [title.text for title in found.titles]


def test_related_handouts_are_named_in_their_order(tmp_path: Path) -> None:
    found = related(tmp_path, knee=HANDOUT.replace("A sore ankle", "A stiff knee"))

    assert titles(found) == ["A stiff knee", "A sore hip"]
    assert (found.findings, found.files) == ((), ("handouts/knee/en.md", "handouts/hip/en.md"))


def test_a_successor_is_named_in_place_of_what_is_withdrawn(tmp_path: Path) -> None:
    found = related(tmp_path, knee=withdrawn("leg"), leg=HANDOUT.replace("A sore ankle", "The whole leg"))

    assert titles(found) == ["The whole leg", "A sore hip"]
    [finding] = found.findings
    assert (finding.code, finding.severity) == ("S172", Severity.WARNING)
    assert finding.message == "related: 'knee' is withdrawn: 'leg' is named in its place"
    assert str(finding.place) == "handouts/ankle/en.md:4:1"
    assert "handouts/leg/en.md" in found.files


def test_a_successor_that_is_related_already_is_named_once(tmp_path: Path) -> None:
    assert titles(related(tmp_path, knee=withdrawn("hip"))) == ["A sore hip"]


def test_what_is_withdrawn_for_good_or_for_this_very_leaflet_is_left_out(tmp_path: Path) -> None:
    for number, successor in enumerate(("", "ankle", "nowhere")):
        found = related(tmp_path / str(number), knee=withdrawn(successor))

        assert titles(found) == ["A sore hip"]
        assert [one.message for one in found.findings] == ["related: 'knee' is withdrawn: it is left out"]


def test_a_handout_that_nobody_knows_is_a_fault(tmp_path: Path) -> None:
    [finding] = related(tmp_path).findings

    assert (finding.code, finding.severity) == ("S171", Severity.ERROR)
