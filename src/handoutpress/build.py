"""Building: plan the editions, make those that are not current, record what came out.

This is the whole story of `handout build` on one page. Workers write the files themselves, each under a temporary
name and then renamed; only the parent writes the manifest and the catalogue.
"""

from __future__ import annotations

import os
import time
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache, partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from handoutpress import __version__
from handoutpress.edition import Built, Edition
from handoutpress.errors import Fault, TypesettingError, UsageError
from handoutpress.executors import Lost, never
from handoutpress.files import digest, sha256, sweep, write_atomically
from handoutpress.findings import Finding, Place
from handoutpress.manifest import Entry, Manifest
from handoutpress.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from handoutpress.edition import Purpose
    from handoutpress.executors import Executor, Stop

SHARED: Final = ("templates/**/*", "styles/*")
CATALOGUE: Final = "templates/catalogue.html"
APART: Final = ("templates/layouts.toml", CATALOGUE, "templates/kinds/")
"""What every edition may read of its workspace; its own row of layouts.toml counts by itself."""
PRELOAD: Final = ("handoutpress.make", "handoutpress.pdf.typeset")
"""What worker processes are born with."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a worker gives back: the outcome, and the manifest's entry when there is a file."""

    built: Built
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for; an empty tuple means the default."""

    slugs: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    purposes: tuple[Purpose, ...] = ("office",)


def plan(workspace: Workspace, order: Order) -> tuple[Edition, ...]:
    """Give every edition that an order asks for; raises `UsageError` for what cannot be."""
    slugs = set(workspace.select_slugs(order.slugs))
    editions = []
    for clinic in workspace.select_clinics(order.clinics):
        languages = order.languages or clinic.contact.languages
        if others := [lang for lang in languages if lang not in clinic.contact.languages]:
            raise UsageError(f"{clinic.name} does not offer '{others[0]}'", f"add it to languages in {clinic.path}")
        for layout in workspace.select_layouts(order.layouts):
            for paper in order.papers or (clinic.contact.paper,):
                if paper not in workspace.layouts[layout].papers:
                    raise UsageError(f"layout {layout} is not made for {paper} paper")
                editions += [
                    Edition(slug, lang, clinic.id, layout, paper, purpose)
                    for slug, lang in workspace.handouts
                    for purpose in order.purposes
                    if slug in slugs and lang in languages
                ]
    if not editions:
        wanted = f" in {', '.join(order.languages)}" if order.languages else ""
        raise UsageError(f"there is no handout to build{wanted}", "see what there is with: handout list")
    return tuple(dict.fromkeys(editions))


def build(
    workspace: Workspace,
    editions: Sequence[Edition],
    out: Path,
    *,
    executor: Callable[[int], Executor],
    force: bool = False,
    tell: Callable[[Built], None] = lambda _: None,
    stop: Stop = never,
    sweep_sources: bool = False,
) -> tuple[Built, ...]:
    """Bring every edition up to date in `out` and give the outcomes in the order of the plan.

    `executor` makes an executor for a number of jobs; `tell` hears of each outcome as it comes. When `stop` says
    so, no more is begun and KeyboardInterrupt comes up; what was finished is kept, its file and its place in the
    manifest. With `sweep_sources`, leaflets whose handout is gone are removed.
    """
    with _locked(out):
        sweep(out)
        shelves = {name: Manifest.load(out / name) for name in {edition.clinic for edition in editions}}
        current, stale = _sort(workspace, editions, shelves, out, force=force)
        outcomes = {}
        for built in current:
            outcomes[built.edition] = built
            tell(built)
        task = partial(carry_out, root=workspace.root, out=out, run=f"{os.getpid()}.{time.time_ns()}")
        try:
            with closing(executor(len(stale)).run(task, stale, stop)) as results:
                for result in results:
                    done = _lost(result) if isinstance(result, Lost) else result
                    _record(done, shelves, workspace)
                    outcomes[done.built.edition] = done.built
                    tell(done.built)
        finally:
            _put_down(shelves, workspace, out, sweep_sources=sweep_sources)
    return tuple(outcomes[edition] for edition in editions)


def carry_out(edition: Edition, *, root: Path, out: Path, run: str) -> Done:
    """Make one edition and write it; what a worker does. What it reads it keeps for the rest of this `run`."""
    from handoutpress.make import make  # a build with nothing to do never loads what makes leaflets

    made, findings = make(edition, _workspace(root, run))
    if made is None:
        return Done(Built(edition, "failed", findings=findings))
    with _writing(out):
        write_atomically(out / edition.picture, made.picture)
        write_atomically(out / edition.path, made.pdf)
    known = sha256(made.pdf)
    entry = Entry("", known, made.pages, made.inputs, dict(made.facts))
    return Done(Built(edition, "built", made.pages, known, findings), entry)


@lru_cache(maxsize=1)
def _workspace(root: Path, _run: str) -> Workspace:
    return Workspace(root)


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
    workspace: Workspace, editions: Sequence[Edition], shelves: dict[str, Manifest], out: Path, *, force: bool
) -> tuple[list[Built], list[Edition]]:
    """Part what is current from what must be made."""
    current, stale = [], []
    for edition in editions:
        shelf = shelves[edition.clinic]
        entry = shelf.entries.get(edition.name)
        if entry and not force and _is_current(workspace, edition, entry, shelf, out):
            current.append(Built(edition, "current", entry.pages, entry.sha256))
            shelf.entries[edition.name] = replace(entry, outdated=False)
        else:
            stale.append(edition)
    return current, stale


def _is_current(workspace: Workspace, edition: Edition, entry: Entry, shelf: Manifest, out: Path) -> bool:
    """Tell whether the file is what its recipe gives, and the recipe is today's."""
    return (
        edition.slug not in workspace.shared_references
        and entry.recipe == recipe(workspace, edition, entry.inputs, shelf)
        and entry.sha256 == shelf.hash(f"out/{edition.path}", out / edition.path)
        and (out / edition.picture).is_file()
    )


def recipe(workspace: Workspace, edition: Edition, inputs: Iterable[str], shelf: Manifest) -> str:
    """Give the hash of all that an edition is made from: its inputs, the clinic's design and the programs."""
    files = [*sorted(set(inputs)), *_shared(workspace)]
    return digest([
        __version__,
        version("weasyprint"),
        version("fontpkg-atkinson-hyperlegible"),
        *(str(part) for part in asdict(edition).values()),
        repr(workspace.layouts[edition.layout]),
        *(f"{name}={shelf.hash(name, workspace.root / name)}" for name in files),
    ])  # fmt: skip


@lru_cache(maxsize=1)
def _shared(workspace: Workspace) -> tuple[str, ...]:
    root = workspace.root
    names = sorted(file.relative_to(root).as_posix() for glob in SHARED for file in root.glob(glob) if file.is_file())
    return tuple(name for name in names if not name.startswith(APART))


def _record(done: Done, shelves: dict[str, Manifest], workspace: Workspace) -> None:
    edition, entry = done.built.edition, done.entry
    shelf = shelves[edition.clinic]
    if entry is None:
        if before := shelf.entries.get(edition.name):
            shelf.entries[edition.name] = replace(before, outdated=True)
        return
    made_from = recipe(workspace, edition, entry.inputs, shelf)
    shelf.entries[edition.name] = Entry(made_from, entry.sha256, entry.pages, entry.inputs, entry.facts)


def _lost(lost: Lost) -> Done:
    edition: Edition = lost.job
    message = f"{edition.name}: the process that made it was ended from outside, twice"
    finding = Finding(Place(f"handouts/{edition.slug}/{edition.lang}.md"), "P299", message, "is there memory left?")
    return Done(Built(edition, "failed", findings=(finding,)))


def _put_down(shelves: dict[str, Manifest], workspace: Workspace, out: Path, *, sweep_sources: bool) -> None:
    """Write manifests and catalogues that changed; leaflets whose handout is gone go first, when that is asked."""
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
        if (slug, lang) not in workspace.handouts:
            del shelf.entries[name]
            (folder / f"{name}.pdf").unlink(missing_ok=True)
            (folder / "pictures" / f"{name}.png").unlink(missing_ok=True)
