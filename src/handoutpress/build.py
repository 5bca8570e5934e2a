"""Building: make the editions that are not current, and record what came out.

This is the story of `handout build` after its plan, on one page. Workers write the files themselves, each under a
temporary name and then renamed; only the parent writes the manifest and the catalogue.
"""

from __future__ import annotations

import os
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from handoutpress.edition import Built, Edition, Made
from handoutpress.errors import Fault, TypesettingError, UsageError
from handoutpress.executors import Lost, never
from handoutpress.files import sha256, sweep, write_atomically
from handoutpress.findings import Finding, Place
from handoutpress.manifest import Entry, Manifest
from handoutpress.overrides import note
from handoutpress.recipe import CATALOGUE, Bakery
from handoutpress.workspace import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from handoutpress.executors import Executor, Stop
    from handoutpress.finishing import Shop
    from handoutpress.review import Override
    from handoutpress.workspace import Workspace

PRELOAD: Final = ("handoutpress.make", "handoutpress.pdf.typeset")
"""What worker processes are born with."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker gives back: the outcome, and the manifest's entry when there is a file."""

    built: Built
    entry: Entry | None = None


def build(  # noqa: PLR0913 - all but three are options
    workspace: Workspace,
    editions: Sequence[Edition],
    out: Path,
    *,
    today: date,
    executor: Callable[[int], Executor],
    force: bool = False,
    tell: Callable[[Built], None] = lambda _: None,
    stop: Stop = never,
    shop: Shop | None = None,
    override: Override | None = None,
    clinics: Iterable[str] = (),
    sweep_sources: bool = False,
) -> tuple[Built, ...]:
    """Bring every edition up to date in `out` and give the outcomes in the order of the plan.

    On `today` hangs which leaflets are marked as overdue, and which are past their grace and refused, unless an
    `override` says why they are given out; each of those is logged. `executor` makes an executor for a number of jobs;
    `tell` hears of each outcome as it comes. When `stop` says so, no more is begun and KeyboardInterrupt comes up; what
    was finished is kept, its file and its place in the manifest. `shop` is what the print shop wants. With
    `sweep_sources`, leaflets whose handout is gone or withdrawn are removed, also those of further `clinics`.
    """
    with _locked(out):
        sweep(out)
        shelves = {name: Manifest.load(out / name) for name in {*clinics, *(edition.clinic for edition in editions)}}
        baked = Bakery(workspace, sha256(shop.profile) if shop else "", today)
        current, stale = _sort(baked, editions, shelves, out, force=force)
        outcomes = {}
        for built in current:
            outcomes[built.edition] = built
            tell(built)
        run, reason = f"{os.getpid()}.{time.time_ns()}", override.reason if override else ""
        task = partial(carry_out, root=workspace.root, out=out, run=run, shop=shop, today=today, reason=reason)
        jobs = [tuple(alike) for _, alike in groupby(stale, key=lambda edition: edition.leaflet)]
        try:
            with closing(executor(len(jobs)).run(task, jobs, stop)) as results:
                for done in (one for result in results for one in _each(result)):
                    if override and done.entry and done.entry.facts["override"]:
                        _log(done.built.edition, done.entry, override, out)
                    _record(done, shelves, baked)
                    outcomes[done.built.edition] = done.built
                    tell(done.built)
        finally:
            _mark_outdated(shelves, baked, {edition.name for edition in editions})
            _put_down(shelves, workspace, out, sweep_sources=sweep_sources)
    return tuple(outcomes[edition] for edition in editions)


def _log(edition: Edition, entry: Entry, override: Override, out: Path) -> None:
    with _writing(out):
        note(out / edition.clinic, edition, entry.facts, override)


def carry_out(
    editions: Sequence[Edition],
    *,
    root: Path,
    out: Path,
    run: str,
    today: date,
    shop: Shop | None = None,
    reason: str = "",
) -> tuple[Done, ...]:
    """Make the editions of one leaflet and write them; what a worker does. What it reads it keeps for this `run`."""
    from handoutpress.make import make_all  # a build with nothing to do never loads what makes leaflets

    outcomes = make_all(editions, opened(root, run), shop, today=today, reason=reason)
    return tuple(_written(edition, *outcome, out) for edition, outcome in zip(editions, outcomes, strict=True))


def _written(edition: Edition, made: Made | None, findings: tuple[Finding, ...], out: Path) -> Done:
    """Write what was made; the file itself comes last, so that it is never without what goes with it."""
    if made is None:
        return Done(Built(edition, "failed", findings=findings))
    with _writing(out):
        for path, data in ((edition.picture, made.picture), (edition.report, made.report), (edition.path, made.data)):
            if path:
                write_atomically(out / path, data)
    known = sha256(made.data)
    entry = Entry("", known, made.pages, made.inputs, dict(made.facts))
    return Done(Built(edition, "built", made.pages, known, findings, entry.facts.get("type", "")), entry)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Keep two builds from writing into one folder at once."""
    lock = FileLock(out / ".lock", timeout=2)
    try:
        with _writing(out):
            out.mkdir(parents=True, exist_ok=True)
            lock.acquire()
    except Timeout as error:
        raise UsageError(f"another build is writing to {out}", "wait until it is done") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """Word what the disk refuses: no right to write, no room, a folder where a file should be."""
    try:
        yield
    except Timeout:
        raise
    except OSError as error:
        raise TypesettingError(f"cannot write to {out}: {error.strerror or error}", "choose another: --out") from error


def _sort(
    baked: Bakery, editions: Sequence[Edition], shelves: dict[str, Manifest], out: Path, *, force: bool
) -> tuple[list[Built], list[Edition]]:
    """Part what is current from what must be made."""
    current, stale = [], []
    for edition in editions:
        shelf = shelves[edition.clinic]
        entry = shelf.entries.get(edition.name)
        if entry and not force and is_current(baked, edition, entry, shelf, out):
            findings = baked.said_of(edition, entry)
            current.append(Built(edition, "current", entry.pages, entry.sha256, findings))
            shelf.entries[edition.name] = baked.dated(edition, entry, outdated=False)
        else:
            stale.append(edition)
    return current, stale


def is_current(baked: Bakery, edition: Edition, entry: Entry, shelf: Manifest, out: Path) -> bool:
    """Tell whether the file is what its recipe gives, and the recipe is today's."""
    return (
        edition.slug not in baked.workspace.heads.shared_references
        and baked.stands(edition, entry)
        and entry.recipe == baked.recipe(edition, entry.inputs, shelf)
        and entry.sha256 == shelf.hash(f"out/{edition.path}", out / edition.path)
        and all((out / path).is_file() for path in (edition.picture, edition.report) if path)
    )


def _record(done: Done, shelves: dict[str, Manifest], baked: Bakery) -> None:
    edition, entry = done.built.edition, done.entry
    shelf = shelves[edition.clinic]
    if entry is None:
        if before := shelf.entries.get(edition.name):
            shelf.entries[edition.name] = baked.dated(edition, before, outdated=True)
        return
    made_from = baked.recipe(edition, entry.inputs, shelf)
    profile = baked.profile if edition.purpose == "press" else ""
    shelf.entries[edition.name] = replace(entry, recipe=made_from, profile=profile)


def _each(result: tuple[Done, ...] | Lost) -> tuple[Done, ...]:
    return tuple(_lost(edition) for edition in result.job) if isinstance(result, Lost) else result


def _lost(edition: Edition) -> Done:
    message = f"{edition.name}: the process that made it was ended from outside, twice"
    finding = Finding(Place(f"handouts/{edition.slug}/{edition.lang}.md"), "P299", message, "is there memory left?")
    return Done(Built(edition, "failed", findings=(finding,)))


def _mark_outdated(shelves: dict[str, Manifest], baked: Bakery, asked: set[str]) -> None:
    """Mark the editions that were not asked for this time, and that are not what their sources give any more."""
    for clinic, shelf in shelves.items():
        for name, entry in shelf.entries.items():
            edition = Edition.named(name, clinic)
            if edition.name not in asked and edition.layout in baked.workspace.layouts:
                same = entry.recipe == baked.with_profile(entry.profile).recipe(edition, entry.inputs, shelf)
                outdated = not same or not baked.stands(edition, entry)
                shelf.entries[name] = baked.dated(edition, entry, outdated=outdated)


def _put_down(shelves: dict[str, Manifest], workspace: Workspace, out: Path, *, sweep_sources: bool) -> None:
    """Write manifests and catalogues that changed; what nobody may have any more goes first, when asked."""
    for name, shelf in shelves.items():
        with _writing(out):
            if sweep_sources:
                _remove_orphans(shelf, workspace, out / name)
            template = shelf.hashes.get(CATALOGUE)
            shelf.hash(CATALOGUE, workspace.root / CATALOGUE)
            index = (out / name / "index.html").is_file() and (template or ("",))[-1] == shelf.hashes[CATALOGUE][-1]
            renew = shelf.entries_changed or not index
            if shelf.changed:
                shelf.save(out / name)
            if renew:
                _write_catalogue(workspace, name, shelf, out)


def _write_catalogue(workspace: Workspace, name: str, shelf: Manifest, out: Path) -> None:
    from handoutpress.catalogue import write_catalogue

    [clinic] = workspace.select_clinics([name])
    try:
        write_catalogue(workspace, clinic, shelf, out / name)
    except Fault as fault:
        raise TypesettingError("the catalogue cannot be made; the leaflets can", findings=(fault.finding,)) from fault


def _remove_orphans(shelf: Manifest, workspace: Workspace, folder: Path) -> None:
    for name in list(shelf.entries):
        slug, lang, *_ = name.split(".")
        if (slug, lang) not in workspace.handouts or (slug, lang) in workspace.heads.withdrawn:
            del shelf.entries[name]
            for file in (f"{name}.pdf", f"{name}.html", f"{name}.preflight.txt", f"pictures/{name}.png"):
                (folder / file).unlink(missing_ok=True)
