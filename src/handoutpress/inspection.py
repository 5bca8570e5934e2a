"""Inspection: one handout under every rule book, its pages set for each edition that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from handoutpress.checked import Checked, Hard, Reading
from handoutpress.errors import Fault
from handoutpress.findings import Finding, Severity, in_order
from handoutpress.make import Leaflet, read_leaflet
from handoutpress.manuscript import Manuscript
from handoutpress.readability import hardest, measure
from handoutpress.reading.problems import Problems, read_text
from handoutpress.review import State, state
from handoutpress.rulebook import Choice
from handoutpress.rules.content import CONTENT, Draft, Limits
from handoutpress.rules.ignores import IGNORES, Ignoring, heed
from handoutpress.rules.pages import PAGES, proofread
from handoutpress.rules.translation import TRANSLATION
from handoutpress.setting import set_copy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from handoutpress.edition import Edition
    from handoutpress.markup import Copy
    from handoutpress.model import Handout
    from handoutpress.readability import Level
    from handoutpress.rulebook import RuleBook
    from handoutpress.workspace import Workspace

MOST_HARD: Final = 5
IGNORABLE: Final = frozenset({*CONTENT.rules, *PAGES.rules, *TRANSLATION.rules})
"""What a file may ignore; what keeps a leaflet from being made, or is the clinic's, it may not."""

BY_DATE: Final = frozenset({"S173", "S174", "S175"})
"""What a build says of review dates; here H601 and H602 do."""


@dataclass(frozen=True, slots=True)
class Task:
    """One handout to inspect, with the editions that it is set for; of their `pages` only the copy may be wanted."""

    slug: str
    lang: str
    editions: tuple[Edition, ...] = ()
    pages: bool = True


def inspect(task: Task, workspace: Workspace, choice: Choice, today: date) -> Checked:
    """Judge one handout; a fault in it never raises here."""
    handout, faults = workspace.read(task.slug, task.lang)
    path = workspace.source(task.slug, task.lang).relative_to(workspace.root).as_posix()
    if handout is None:
        return Checked(task.slug, task.lang, path, task.slug, in_order(faults))
    known = state(handout.meta.review, today, warn=workspace.settings.review.warn)
    draft = _draft(handout, workspace, today)
    asked = () if known is State.WITHDRAWN else _findings(draft, task, workspace, choice)
    found = [finding for finding in (*faults, *asked) if _told(finding, choice)]
    kept, silenced = heed(found, handout.meta.ignore.keys() & IGNORABLE)
    kept += IGNORES.findings(_ignoring(draft, silenced, task, choice), choice)
    return Checked(
        task.slug,
        task.lang,
        path,
        handout.title.text,
        in_order(kept),
        kind=handout.meta.kind,
        version=handout.meta.version,
        state=known,
        whole=_reading(draft.level),
        running=_reading(draft.running_level),
        sections=dict(_sections(draft)),
        hardest=_hardest(draft),
        pages=tuple(edition.name for edition in task.editions) if task.pages else (),
    )


def _told(finding: Finding, choice: Choice) -> bool:
    """Tell whether a finding is wanted: those of rule books were asked for; an error of the making is not ignored."""
    if finding.code in IGNORABLE:
        return True
    if finding.severity is not Severity.ERROR:
        return choice.takes(finding.code)
    return finding.code.startswith("S") or Choice(choice.select).takes(finding.code)


def _draft(handout: Handout, workspace: Workspace, today: date) -> Draft:
    source = workspace.source(handout.slug, handout.lang)
    settings = workspace.settings
    read = (workspace.read_clinic(name)[0] for name in workspace.clinic_names)
    return Draft(
        Manuscript(handout, read_text(source, Problems(handout.path)) or ""),
        workspace.glossary(handout.lang),
        today,
        sections=workspace.required_sections(handout.meta.kind),
        clinics=tuple(clinic for clinic in read if clinic),
        limits=Limits(settings.check.target, settings.check.ceiling, settings.review.warn),
    )


def _findings(draft: Draft, task: Task, workspace: Workspace, choice: Choice) -> Iterator[Finding]:
    yield from CONTENT.findings(draft, choice)
    yield from TRANSLATION.findings(draft.handout, choice)
    for edition in task.editions:
        leaflet = read_leaflet(edition, workspace, draft.today, "")
        faults = leaflet.findings if isinstance(leaflet, Leaflet) else leaflet
        yield from (fault for fault in faults if fault.code not in BY_DATE)
        if isinstance(leaflet, Leaflet) and task.pages:
            yield from _pages(leaflet.copy, edition, workspace, choice)


def _pages(copy: Copy, edition: Edition, workspace: Workspace, choice: Choice) -> Iterator[Finding]:
    """Set the pages of an edition, and judge them."""
    try:
        setting = set_copy(copy, edition, workspace)
    except Fault as fault:
        yield fault.finding
        return
    yield from setting.findings
    yield from proofread(setting, copy, edition, choice)


def _ignoring(draft: Draft, silenced: set[str], task: Task, choice: Choice) -> Ignoring:
    reasons = draft.handout.meta.ignore
    books: list[RuleBook[Any]] = [CONTENT, TRANSLATION, *([PAGES] if task.pages and task.editions else [])]
    asked = {rule.code for book in books for rule in book.rules.values() if choice.takes(rule.code, rule.name)}
    places = {code: draft.text.key(code, since="ignore") for code in reasons}
    return Ignoring(reasons, places, silenced, IGNORABLE, asked)


def _reading(level: Level) -> Reading:
    return Reading(level.words, level.sentences, level.grade, dict(level.scores), level.note)


def _sections(draft: Draft) -> Iterator[tuple[str, Reading]]:
    """Measure each section by itself."""
    for section in draft.handout.sections:
        texts = [one.text for one in draft.text.prose if one.passage.section == section.id]
        if texts and section.title:
            yield section.title.text, _reading(measure(texts, draft.lang))


def _hardest(draft: Draft) -> tuple[Hard, ...]:
    prose = draft.text.prose
    worst = hardest([one.text for one in prose], draft.lang, MOST_HARD)
    return tuple(Hard(prose[n].place(), prose[n].text) for n in worst)
