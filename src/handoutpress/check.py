"""Checking: every handout, brand and page that is asked for, over several workers, without making a file."""

from __future__ import annotations

import os
import time
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from handoutpress.checked import Checked
from handoutpress.executors import Lost, never
from handoutpress.findings import Finding, Place, in_order
from handoutpress.inspection import Task, inspect
from handoutpress.plan import Order, plan
from handoutpress.rules.brand import BRAND, identity
from handoutpress.rules.pages import PAGES
from handoutpress.workspace import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.executors import Executor, Stop
    from handoutpress.rulebook import Choice
    from handoutpress.workspace import Workspace

CHUNK: Final = 8
"""Handouts that a worker takes at once: handing one over costs about as much as judging it."""
PRELOAD: Final = ("handoutpress.inspection",)
"""What worker processes are born with."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to check: a task for each handout, and the clinics whose brand is looked at."""

    tasks: tuple[Task, ...]
    clinics: tuple[str, ...]


def scope(workspace: Workspace, order: Order, choice: Choice) -> Scope:
    """Find what an order means; pages are set only when a rule on pages is asked.

    A handout in a language that no clinic offers is judged for its text alone.
    """
    slugs = workspace.select_slugs(order.slugs)
    languages = order.languages or tuple({lang: None for _, lang in workspace.handouts})
    clinics = workspace.select_clinics(order.clinics)
    found: dict[tuple[str, str], list[Edition]] = {}
    for clinic in clinics:
        offered = tuple(lang for lang in languages if lang in clinic.contact.languages)
        there = any(slug in slugs and lang in offered for slug, lang in workspace.handouts)
        own = replace(order, clinics=(clinic.id,), languages=offered)
        for edition in plan(workspace, own).editions if there else ():
            found.setdefault((edition.slug, edition.lang), []).append(edition)
    pages = any(choice.takes(rule.code, rule.name) for rule in PAGES.rules.values()) or choice.takes("P220")
    tasks = (
        Task(slug, lang, tuple(found.get((slug, lang), ())), pages)
        for slug, lang in workspace.handouts
        if slug in slugs and lang in languages
    )
    return Scope(tuple(tasks), tuple(clinic.id for clinic in clinics))


def check(
    workspace: Workspace,
    asked: Scope,
    choice: Choice,
    *,
    today: date,
    executor: Callable[[int], Executor],
    tell: Callable[[int], None] = lambda _: None,
    stop: Stop = never,
) -> tuple[Checked, ...]:
    """Judge the brands, then every handout, in the order in which they were asked for.

    `tell` hears how many handouts are done. When `stop` says so, KeyboardInterrupt comes up.
    """
    chunk = 1 if any(task.pages for task in asked.tasks) else CHUNK
    jobs = [asked.tasks[n : n + chunk] for n in range(0, len(asked.tasks), chunk)]
    run = f"{os.getpid()}.{time.time_ns()}"
    task = partial(_inspect, root=workspace.root, run=run, choice=choice, today=today)
    found: dict[tuple[str, str], Checked] = {}
    with closing(executor(len(jobs)).run(task, jobs, stop)) as results:
        for one in (each for result in results for each in _each(result)):
            found[one.slug, one.lang] = one
            tell(1)
    brands = (_brand(name, workspace, choice) for name in asked.clinics)
    return (*_words(workspace), *brands, *(found[task.slug, task.lang] for task in asked.tasks))


def _inspect(tasks: Sequence[Task], *, root: Path, run: str, choice: Choice, today: date) -> tuple[Checked, ...]:
    """Judge some handouts; what a worker does."""
    workspace = opened(root, run)
    return tuple(inspect(task, workspace, choice, today) for task in tasks)


def _each(result: tuple[Checked, ...] | Lost) -> Iterator[Checked]:
    if not isinstance(result, Lost):
        yield from result
        return
    for task in result.job:
        path = f"handouts/{task.slug}/{task.lang}.md"
        message, hint = "the process that checked it was ended from outside, twice", "is there memory left?"
        yield Checked(task.slug, task.lang, path, task.slug, (Finding(Place(path), "P299", message, hint),))


def _words(workspace: Workspace) -> Iterator[Checked]:
    """Tell what is wrong with the clinic's own list of words, if anything is."""
    if found := workspace.glossary_findings:
        yield Checked("glossary", "", "handouts/glossary.yml", "Plain words", found)


def _brand(name: str, workspace: Workspace, choice: Choice) -> Checked:
    [clinic] = workspace.select_clinics([name])
    faults = workspace.read_clinic(name)[1]
    found = BRAND.findings(identity(workspace.root, clinic), choice)
    return Checked(name, "", clinic.path, clinic.name, in_order([*faults, *found]))
