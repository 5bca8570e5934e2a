"""Making editions: the story of a leaflet from its source file to a PDF or a web page, or to findings.

A fault in the handout, the brand or a template never raises here: it comes back as findings, with no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handoutpress.assets import mono_name
from handoutpress.edition import Made
from handoutpress.errors import Fault
from handoutpress.files import digest, sha256
from handoutpress.findings import Finding, Place, in_order, stops
from handoutpress.finishing import Finished, Job, Shop, finish, web_page
from handoutpress.markup import Copy
from handoutpress.related import find_related
from handoutpress.review import State, as_facts, mark, state, told
from handoutpress.setting import Setting, set_copy
from handoutpress.thumbnails import first_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.model import Handout
    from handoutpress.pdf.fit import Figures
    from handoutpress.personal import Personal
    from handoutpress.workspace import Workspace

COMMENT: Final = re.compile(r"(?m)^[ \t]*#.*$")
CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L U: a code is read out over the telephone."""

Outcome = tuple[Made | None, tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Leaflet:
    """What the editions of one leaflet share: its words, what was found in them, what is kept of it, its sources."""

    copy: Copy
    findings: tuple[Finding, ...]
    facts: Mapping[str, str]
    inputs: tuple[str, ...]


def make(edition: Edition, workspace: Workspace, shop: Shop | None = None, *, today: date, reason: str = "") -> Outcome:
    """Make one edition; there is no file when the findings hold an error."""
    return make_all((edition,), workspace, shop, today=today, reason=reason)[0]


def make_for(
    personal: Personal, edition: Edition, workspace: Workspace, *, today: date, reason: str = "", start: Figures | None
) -> Outcome:
    """Make one edition while somebody waits, with the box for the patient filled in, or not; it gets no picture.

    `start` are figures that fitted before.
    """
    leaflet = read_leaflet(edition, workspace, today, reason)
    if not isinstance(leaflet, Leaflet):
        return None, leaflet
    if stops(leaflet.findings):
        return None, leaflet.findings
    own = replace(leaflet, copy=replace(leaflet.copy, personal=personal))
    return _on_paper(own, (edition,), workspace, Shop(), start, quick=True)[0]


def make_all(
    editions: Sequence[Edition], workspace: Workspace, shop: Shop | None = None, *, today: date, reason: str = ""
) -> list[Outcome]:
    """Make editions of one leaflet that differ only in their purpose: it is read, checked and fitted once.

    On `today` hangs whether it is overdue, and marked; past its grace it is made only for a `reason`.
    """
    leaflet = read_leaflet(editions[0], workspace, today, reason)
    if not isinstance(leaflet, Leaflet):
        return [(None, leaflet)] * len(editions)
    if stops(leaflet.findings):
        return [(None, leaflet.findings)] * len(editions)
    made = _web_page if editions[0].purpose == "web" else _on_paper
    return made(leaflet, editions, workspace, shop or Shop())


def read_leaflet(edition: Edition, workspace: Workspace, today: date, reason: str) -> Leaflet | tuple[Finding, ...]:
    """Read a leaflet and find what is wrong with it; findings alone come back when its handout cannot be read."""
    handout, faults = workspace.read(edition.slug, edition.lang)
    shared = workspace.heads.shared_references.get(edition.slug, ())
    [clinic] = workspace.select_clinics([edition.clinic])
    source = workspace.source(edition.slug, edition.lang)
    if handout is None:
        return in_order([*faults, *shared, *_letter_faults(source, workspace)])
    related = find_related(handout, workspace)
    review, terms = handout.meta.review, workspace.settings.review
    copy = Copy(
        handout,
        clinic,
        workspace.labels(edition.lang, clinic.contact.country),
        short_code(source.read_bytes(), (workspace.root / clinic.path).read_bytes()),
        related.titles,
        mark(review, today, grace=terms.grace, reason=reason),
    )
    texts = (source, workspace.root / clinic.path, workspace.root / f"templates/labels/{edition.lang}.po")
    letters = [fault for text in texts if text.is_file() for fault in _letter_faults(text, workspace)]
    of_the_brand = workspace.read_clinic(edition.clinic)[1]
    by_date = _date_faults(handout, workspace, today, reason)
    findings = in_order([*of_the_brand, *faults, *shared, *related.findings, *_word_faults(copy), *letters, *by_date])
    facts = {**_facts(copy), **as_facts(review, today, warn=terms.warn, marked=copy.mark)}
    return Leaflet(copy, findings, facts, related.files)


def _web_page(leaflet: Leaflet, editions: Sequence[Edition], workspace: Workspace, _shop: Shop) -> list[Outcome]:
    """Make the one web page that a leaflet has."""
    [edition] = editions
    try:
        data = web_page(leaflet.copy, edition, workspace)
    except Fault as fault:
        return [(None, in_order([*leaflet.findings, fault.finding]))]
    return [(_made(Finished(data, 0), leaflet, edition, None), leaflet.findings)]


def _on_paper(
    leaflet: Leaflet,
    editions: Sequence[Edition],
    workspace: Workspace,
    shop: Shop,
    start: Figures | None = None,
    *,
    quick: bool = False,
) -> list[Outcome]:
    """Set the leaflet once, then finish it for each purpose; `start` are figures that may well fit."""
    outcomes: list[Outcome] = []
    setting: Setting | None = None
    for edition in editions:
        try:
            setting = setting or set_copy(leaflet.copy, edition, workspace, start=start, quick=quick)
            finished = finish(Job(setting, leaflet.copy, edition, workspace, shop))
        except Fault as fault:
            outcomes.append((None, in_order([*leaflet.findings, fault.finding])))
            continue
        found = in_order([*leaflet.findings, *(setting.findings if setting else ()), *finished.findings])
        made = None if stops(found) else _made(finished, leaflet, edition, setting, drawn=not quick)
        outcomes.append((made, found))
    return outcomes


def _made(
    finished: Finished, leaflet: Leaflet, edition: Edition, setting: Setting | None, *, drawn: bool = True
) -> Made:
    return Made(
        data=finished.data,
        picture=first_page(finished.data) if edition.picture and drawn else b"",
        pages=finished.pages,
        facts={**leaflet.facts, **(setting.facts if setting else {})},
        inputs=_inputs(leaflet, edition),
        report=finished.report,
    )


def _inputs(leaflet: Leaflet, edition: Edition) -> tuple[str, ...]:
    handout, clinic = leaflet.copy.handout, leaflet.copy.clinic
    drawn = tuple(mono_name(name) for name in (*handout.assets, clinic.logo)) if edition.mono else ()
    return (handout.path, *handout.assets, *leaflet.inputs, clinic.path, clinic.logo, *drawn)


def _date_faults(handout: Handout, workspace: Workspace, today: date, reason: str) -> Iterator[Finding]:
    """Tell of a handout that is due, overdue or withdrawn; its place is looked for only then."""
    review, terms = handout.meta.review, workspace.settings.review
    now = state(review, today, warn=terms.warn)
    if now is State.WITHDRAWN:  # the plan knows most of them; what it cannot see in the head is stopped here
        successor = workspace.heads.successor(handout.slug, handout.lang)
        hint = f"hand out '{successor}' in its place" if successor else "hand it out no more"
        place = workspace.heads.place_of(handout.slug, handout.lang, "review", "status")
        yield Finding(place, "S176", "is withdrawn: no leaflet is made of it", hint)
    if now in {State.DUE_SOON, State.OVERDUE}:
        place = workspace.heads.place_of(handout.slug, handout.lang, "review", "due")
        finding = told(review, today, warn=terms.warn, grace=terms.grace, place=place, reason=reason)
        yield from (finding,) if finding else ()


def short_code(*parts: bytes) -> str:
    """Make the four letters on the page that tell which text, and whose, a patient holds."""
    number = int(digest(sha256(part) for part in parts)[:16], 16)
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[letter]
    return letters


def _letter_faults(source: Path, workspace: Workspace) -> Iterable[Finding]:
    """Find letters that the fonts lack; bytes that are no text at all are the reader's to tell."""
    from handoutpress.pdf.fonts import missing_letters

    try:
        data = source.read_bytes()
    except OSError:  # told by the reader
        return ()
    text = _without_comments(data.decode("utf-8-sig", errors="ignore"), source.suffix)
    return missing_letters(source.relative_to(workspace.root).as_posix(), text)


def _without_comments(text: str, suffix: str) -> str:
    """Blank out the comments of YAML and PO, which are never printed; in a handout, those of its front matter."""
    head, rule, body = text.partition("\n---") if suffix == ".md" else (text, "", "")
    return COMMENT.sub("", head) + rule + body


def _word_faults(copy: Copy) -> Iterator[Finding]:
    """Find what this clinic or this language cannot say."""
    for name, place in copy.handout.uses:
        if name not in copy.values:
            hint = f"add it to {copy.clinic.path}"
            message = f"{copy.clinic.name} has no value '{{{{ {name} }}}}' in '{copy.handout.lang}'"
            yield Finding(place, "S142", message, hint)
    if copy.handout.meta.review.status == "approved":
        for value in copy.clinic.made_up:
            message = f"'{value}' is made up, and this leaflet is approved for patients"
            yield Finding(Place(copy.clinic.path), "B102", message, "put the clinic's own in its place")
    if copy.labels.missing:
        hint = "copy templates/labels/es.po and translate it"
        yield Finding(Place(copy.handout.path), "S181", copy.labels.missing, hint)


def _facts(copy: Copy) -> dict[str, str]:
    """Gather what the catalogue shows of a leaflet."""
    review = copy.handout.meta.review
    return {
        "title": copy.handout.title.text,
        "reference": copy.handout.reference,
        "version": copy.handout.meta.version,
        "code": copy.code,
        "lang": copy.handout.lang,
        "language": copy.labels.name,
        "checked": copy.labels.date(review.on) if review.on else "",
        "due": copy.labels.date(review.due) if review.due else "",
    }
