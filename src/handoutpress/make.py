"""Making editions: the story of a leaflet from its source file to a PDF or a web page, or to findings.

A fault in the handout, the brand or a template never raises here: it comes back as findings, with no file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.assets import mono_name
from handoutpress.edition import Made
from handoutpress.errors import Fault
from handoutpress.files import digest, sha256
from handoutpress.findings import Finding, Place, in_order, stops
from handoutpress.finishing import Finished, Job, Shop, finish, web_page
from handoutpress.markup import Copy
from handoutpress.reading.problems import did_you_mean
from handoutpress.setting import Setting, set_copy
from handoutpress.thumbnails import first_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.model import Handout
    from handoutpress.workspace import Workspace

COMMENT: Final = re.compile(r"(?m)^[ \t]*#.*$")
CODE_LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 O 1 I L U: a code is read out over the telephone."""

Outcome = tuple[Made | None, tuple[Finding, ...]]


def make(edition: Edition, workspace: Workspace, shop: Shop | None = None) -> Outcome:
    """Make one edition; there is no file when the findings hold an error."""
    return make_all((edition,), workspace, shop)[0]


def make_all(editions: Sequence[Edition], workspace: Workspace, shop: Shop | None = None) -> list[Outcome]:
    """Make editions of one leaflet that differ only in their purpose: it is read, checked and fitted once."""
    first = editions[0]
    copy, findings = gather(first, workspace)
    if copy is None or stops(findings):
        return [(None, findings)] * len(editions)
    made = _web_page if first.purpose == "web" else _on_paper
    return made(copy, editions, workspace, shop or Shop(), findings)


def gather(edition: Edition, workspace: Workspace) -> tuple[Copy | None, tuple[Finding, ...]]:
    """Gather all that a leaflet says, and find what this clinic or this language cannot say.

    There is no copy when the handout cannot be read.
    """
    handout, faults = workspace.read(edition.slug, edition.lang)
    shared = workspace.shared_references.get(edition.slug, ())
    [clinic] = workspace.select_clinics([edition.clinic])
    source = workspace.source(edition.slug, edition.lang)
    if handout is None:
        return None, in_order([*faults, *shared, *_letter_faults(source, workspace)])
    related, lost = _related(handout, workspace)
    copy = Copy(
        handout,
        clinic,
        workspace.labels(edition.lang, clinic.contact.country),
        short_code(source.read_bytes(), (workspace.root / clinic.path).read_bytes()),
        tuple(other.title for other in related),
    )
    texts = (source, workspace.root / clinic.path, workspace.root / f"templates/labels/{edition.lang}.po")
    letters = [fault for text in texts if text.is_file() for fault in _letter_faults(text, workspace)]
    of_the_brand = workspace.read_clinic(edition.clinic)[1]
    return copy, in_order([*of_the_brand, *faults, *shared, *lost, *_word_faults(copy), *letters])


def _web_page(
    copy: Copy, editions: Sequence[Edition], workspace: Workspace, _shop: Shop, findings: tuple[Finding, ...]
) -> list[Outcome]:
    """Make the one web page that a leaflet has."""
    [edition] = editions
    try:
        data = web_page(copy, edition, workspace)
    except Fault as fault:
        return [(None, in_order([*findings, fault.finding]))]
    return [(_made(Finished(data, 0), copy, edition, None), findings)]


def _on_paper(
    copy: Copy, editions: Sequence[Edition], workspace: Workspace, shop: Shop, findings: tuple[Finding, ...]
) -> list[Outcome]:
    """Set the leaflet once, then finish it for each purpose."""
    outcomes: list[Outcome] = []
    setting: Setting | None = None
    for edition in editions:
        try:
            setting = setting or set_copy(copy, edition, workspace)
            finished = finish(Job(setting, copy, edition, workspace, shop))
        except Fault as fault:
            outcomes.append((None, in_order([*findings, fault.finding])))
            continue
        found = in_order([*findings, *(setting.findings if setting else ()), *finished.findings])
        outcomes.append((None if stops(found) else _made(finished, copy, edition, setting), found))
    return outcomes


def _made(finished: Finished, copy: Copy, edition: Edition, setting: Setting | None) -> Made:
    return Made(
        data=finished.data,
        picture=first_page(finished.data) if edition.picture else b"",
        pages=finished.pages,
        facts={**_facts(copy), **(setting.facts if setting else {})},
        inputs=_inputs(copy, edition),
        report=finished.report,
    )


def _inputs(copy: Copy, edition: Edition) -> tuple[str, ...]:
    handout, clinic = copy.handout, copy.clinic
    drawn = tuple(mono_name(name) for name in (*handout.assets, clinic.logo)) if edition.mono else ()
    return (handout.path, *handout.assets, *_related_files(handout), clinic.path, clinic.logo, *drawn)


def short_code(*parts: bytes) -> str:
    """Make the four letters on the page that tell which text, and whose, a patient holds."""
    number = int(digest(sha256(part) for part in parts)[:16], 16)
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[letter]
    return letters


def _related_files(handout: Handout) -> tuple[str, ...]:
    """Name the files of related handouts, there or not: when one comes or is mended, this leaflet changes."""
    return tuple(f"handouts/{slug}/{handout.lang}.md" for slug in handout.meta.related)


def _related(handout: Handout, workspace: Workspace) -> tuple[list[Handout], list[Finding]]:
    """Find the handouts that this one leads on to."""
    found, lost = [], []
    for slug in handout.meta.related:
        if (slug, handout.lang) in workspace.handouts:
            other, _ = workspace.read(slug, handout.lang)
            if other:
                found.append(other)
        elif slug not in workspace.slugs:
            hint = did_you_mean(slug, workspace.slugs)
            lost.append(Finding(Place(handout.path, 1), "S171", f"related: no handout is called '{slug}'", hint))
    return found, lost


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
        "status": review.status,
        "checked": copy.labels.date(review.on) if review.on else "",
        "due": copy.labels.date(review.due) if review.due else "",
    }
