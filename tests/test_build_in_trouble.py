"""What a build does when something goes wrong, and that nothing of how it is run shows in what comes out."""

from __future__ import annotations

import shutil
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from builds import ALL, BOTH, BRANDS, KNEE, TWO, hashes, outcomes, stamps, states
from handoutpress.build import PRELOAD, build
from handoutpress.errors import TypesettingError, UsageError
from handoutpress.executors import Processes, Serial, never
from handoutpress.manifest import Manifest
from handoutpress.plan import Order, plan
from handoutpress.workspace import Workspace
from support import HANDOUT, TODAY, leftovers, put, run, workspace
from tasks import poisoned

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from handoutpress.edition import Built
    from handoutpress.executors import Stop

THREE = {**TWO, "wrist": HANDOUT.replace("A sore ankle", "A stiff wrist")}
BROKEN = HANDOUT.replace("kind: condition", "kind: nonsense")


class Poisoned(Processes):
    """Two workers, one of which is killed over the knee each time."""

    def run(self, task: Callable[[Any], Any], jobs: Sequence[Any], stop: Stop = never) -> Generator[Any, None, None]:
        return super().run(partial(poisoned, task=task, slug="knee"), jobs, stop)


def catalogue(root: Path) -> str:
    return (root / "out" / "north" / "index.html").read_text("utf-8")


def test_one_bad_leaflet_does_not_stop_the_others(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={**THREE, "knee": BROKEN})

    built = outcomes(root)

    assert {one.edition.slug: one.state for one in built} == {"ankle": "built", "knee": "failed", "wrist": "built"}
    [failed] = [one for one in built if one.state == "failed"]
    assert (failed.pages, failed.sha256) == (0, "")
    assert {found.place.path for found in failed.findings} == {"handouts/knee/en.md"}


def test_a_leaflet_that_fails_keeps_its_file_and_is_marked(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO)
    outcomes(root)
    before, page = stamps(root), catalogue(root)
    put(root / "handouts" / "knee" / "en.md", BROKEN)

    assert states(root) == {"north/ankle": "current", "north/knee": "failed"}
    assert stamps(root) == before
    assert catalogue(root) != page
    assert states(root) == {"north/ankle": "current", "north/knee": "failed"}  # and again, until it is mended


def test_a_leaflet_that_is_put_back_as_it_was_is_current_and_no_longer_marked(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=TWO)
    outcomes(root)
    page = catalogue(root)
    put(root / "handouts" / "knee" / "en.md", BROKEN)
    outcomes(root)
    put(root / "handouts" / "knee" / "en.md", KNEE)

    assert states(root) == {"north/ankle": "current", "north/knee": "current"}
    assert catalogue(root) == page


def test_a_new_leaflet_with_the_reference_of_another_fails_both(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": HANDOUT})
    outcomes(root)
    put(root / "handouts" / "knee" / "en.md", KNEE.replace("kind:", "reference: ANK\nkind:"))

    assert states(root) == {"north/ankle": "failed", "north/knee": "failed"}


def test_a_worker_that_is_killed_loses_only_the_leaflet_that_kills_it(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=THREE)

    built = outcomes(root, by=Poisoned(2, PRELOAD))

    assert {one.edition.slug: one.state for one in built} == {"ankle": "built", "knee": "failed", "wrist": "built"}
    [lost] = [found for one in built for found in one.findings]
    assert (lost.code, lost.place.path) == ("P299", "handouts/knee/en.md")
    assert states(root) == {"north/ankle": "current", "north/knee": "built", "north/wrist": "current"}
    assert leftovers(root) == []


def test_what_is_done_when_the_user_stops_is_kept(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=THREE)

    told: list[Built] = []

    with pytest.raises(KeyboardInterrupt):
        outcomes(root, tell=told.append, stop=lambda: bool(told))

    assert states(root) == {"north/ankle": "current", "north/knee": "built", "north/wrist": "built"}
    assert leftovers(root) == []


def test_a_file_that_was_half_written_by_a_killed_build_is_swept(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    half = put(root / "out" / "north" / ".ankle.en.sheet.letter.office.pdf.x7.part", "half")

    outcomes(root)

    assert not half.exists()


def test_each_outcome_is_told_as_it_comes_also_those_that_are_current(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={**THREE, "knee": BROKEN})
    outcomes(root, Order(slugs=("ankle",)))
    told: list[Built] = []

    built = outcomes(root, tell=told.append)

    assert sorted(told, key=lambda one: one.edition) == list(built)


def test_two_builds_do_not_write_into_one_folder(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    (root / "out").mkdir()

    with FileLock(root / "out" / ".lock"), pytest.raises(UsageError, match="another build is writing"):
        outcomes(root)

    assert states(root) == {"north/ankle": "built"}


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / "out", "a file")

    with pytest.raises(TypesettingError, match="cannot write to"):
        outcomes(root)


def test_a_file_of_ones_own_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / "out" / "north", "a file")

    with pytest.raises(TypesettingError, match="cannot write to"):
        outcomes(root)


def test_a_broken_catalogue_is_told_after_the_leaflets_are_safe(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / "templates" / "catalogue.html", "{{ nobody }}")

    with pytest.raises(TypesettingError) as caught:
        outcomes(root)

    assert [str(found.place) for found in caught.value.findings] == ["templates/catalogue.html:1"]
    assert list(Manifest.load(root / "out" / "north").entries) == ["ankle.en.sheet.letter.office"]


@pytest.mark.parametrize("name", ["x", "x.y", "ankle.en.sheet", "", "../../x.en.sheet.a4.office"])
def test_an_entry_that_names_no_edition_does_no_harm(tmp_path: Path, name: str) -> None:
    root = workspace(tmp_path)
    outcomes(root)
    manifest = Manifest.load(root / "out" / "north")
    manifest.entries[name] = manifest.entries["ankle.en.sheet.letter.office"]
    manifest.save(root / "out" / "north")
    victim = put(root / "x.en.sheet.a4.office.pdf", "not of this folder")

    assert states(root, sweep_sources=True) == {"north/ankle": "current"}
    assert victim.exists()


def test_bytes_are_the_same_in_one_process_or_two_in_any_order_and_in_any_folder(tmp_path: Path) -> None:
    roots = [workspace(tmp_path / name, handouts=THREE, brands=BRANDS) for name in ("a", "b", "c and d")]

    outcomes(roots[0], BOTH)
    outcomes(roots[1], BOTH, by=Processes(2, PRELOAD))
    found = Workspace(roots[2])
    for edition in reversed(plan(found, BOTH).editions):
        build(found, [edition], roots[2] / "out", today=TODAY, executor=lambda _: Serial())

    first, second, third = (hashes(root) for root in roots)
    assert len(first) == 6
    assert first == second == third


def test_bytes_are_the_same_from_another_process_and_another_place_of_output(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root, ALL)
    before = hashes(root)
    shutil.rmtree(root / "out")

    done = run("build", "--out", tmp_path / "elsewhere", cwd=root / "handouts" / "ankle")

    assert done.exit_code == 0, done.stderr
    shutil.copytree(tmp_path / "elsewhere", root / "out")
    assert hashes(root) == before


def test_no_folder_of_this_machine_is_in_anything_that_is_built(tmp_path: Path) -> None:
    root = workspace(tmp_path / "a folder with a name of its own", handouts=TWO)

    outcomes(root)

    for file in (root / "out").rglob("*"):
        if file.is_file():
            assert b"a folder with a name" not in file.read_bytes(), file
