"""Rules on upkeep: sources, review dates, and what was left lying about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.review import State, state
from handoutpress.rulebook import Hit, hit
from handoutpress.rules.content.book import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.rules.content.book import Draft

OLDEST: Final = 5
"""Years after which a source must be looked up again."""
LEFT: Final = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME)\b|\b[Xx]{3,}\b|\b[Ll]orem ipsum\b|\?{3,}"
    r"|\b[Ii]nsert (?!the |an? )(?:\w+ ){1,3}here\b|<<+|>>+"
)
MEANT: Final = {"es": ("TODO", "TBC"), "pt": ("TODO", "TBC"), "it": ("TBC",), "de": ("TBC",), "nl": ("TBC",)}
"""What is a word of the language: all, and tuberculosis."""


@CONTENT.rule("H501", "no sources are named", hint="add sources: to the top of the file: title, publisher, url, read",
              standards=("CCI-11", "NHS-sources"))  # fmt: skip
def no_sources(draft: Draft) -> Iterator[Hit]:
    """Who checks the leaflet next time must know what it rests on, and a reader may want to know more.

    Instead of: a leaflet without sources.
    Write: sources: [{title: Back Pain, publisher: MedlinePlus, url: "https://...", read: 2026-11-01}]
    Source: PIF TICK criteria on evidence; HONcode principle 4.
    """
    if not draft.handout.meta.sources:
        yield hit(draft.text.key("title"))


@CONTENT.rule("H502", "the source '{}' was looked up on {}", hint="look it up again, and put the day of today",
              standards=("CCI-11", "NHS-sources"))  # fmt: skip
def old_source(draft: Draft) -> Iterator[Hit]:
    """What was known five years ago may be known better today.

    Instead of: read: 2019-03-01
    Write: read: 2026-11-01, after you have looked at the page again
    Source: NHS content policy: reviewed every three years; five is the longest that we let pass.
    """
    for number, source in enumerate(draft.handout.meta.sources):
        if source.read and (draft.today - source.read).days > OLDEST * 365.25:
            yield hit(draft.text.key("title", nth=number, since="sources"), source.title, source.read)


@CONTENT.rule("H503", "'{}' is left over", hint="write what belongs here, or take it out", severity=Severity.ERROR)
def leftover(draft: Draft) -> Iterator[Hit]:
    """A note of the writer's is read by a patient, who wonders what else is not finished.

    Instead of: Take it for TBC days.
    Write: Take it for 7 days.
    Source: our own: unfinished text.
    """
    for passage in draft.text.passages:
        for found in LEFT.finditer(passage.text):
            if found[0] not in MEANT.get(draft.lang, ()):
                yield hit(passage.place(found.start()), found[0])


@CONTENT.rule("H601", "is due for its check on {}, in {} days", hint="ask {2} to look at it before then",
              standards=("NHS-next-check",))  # fmt: skip
def due_soon(draft: Draft) -> Iterator[Hit]:
    """A check takes time: who is told three months ahead can do it before the leaflet is marked.

    Instead of: waiting for the day.
    Write: review: {status: approved, on: (today), due: (in two years)}, when it has been checked
    Source: NHS content standard: next review date shown and kept.
    """
    review = draft.handout.meta.review
    if review.due and state(review, draft.today, warn=draft.limits.warn) is State.DUE_SOON:
        days = (review.due - draft.today).days
        yield hit(draft.text.key("due"), review.due, days, review.by or "its owner")


@CONTENT.rule("H602", "was due for its check on {}", severity=Severity.ERROR, standards=("NHS-next-check",),
              hint="ask {1} to check it, then put in new days; or withdraw it")  # fmt: skip
def overdue(draft: Draft) -> Iterator[Hit]:
    """Nobody knows whether what it says is still right, and a patient will act on it.

    Instead of: handing out what nobody has looked at for years.
    Write: new days under review:, when somebody has looked, or status: withdrawn
    Source: NHS content standard: next review date shown and kept.
    """
    review = draft.handout.meta.review
    if state(review, draft.today, warn=draft.limits.warn) is State.OVERDUE:
        yield hit(draft.text.key("due"), review.due, review.by or "its owner")


@CONTENT.rule("H603", "is approved, but {} is missing", hint="add it under review: {1}", severity=Severity.ERROR,
              standards=("NHS-last-checked", "NHS-next-check"))  # fmt: skip
def approved_without_dates(draft: Draft) -> Iterator[Hit]:
    """Without a day for its next check a leaflet is never overdue, and is handed out for ever.

    Instead of: review: {status: approved}
    Write: review: {status: approved, by: Clinical lead, on: 2026-10-01, due: 2028-10-01}
    Source: NHS content standard: last checked, next check, publisher.
    """
    review = draft.handout.meta.review
    if review.status == "approved":
        for key, value in (("by", review.by), ("on", review.on), ("due", review.due)):
            if value is None:
                yield hit(draft.text.key("review"), f"'{key}'", f"{key}: …")
