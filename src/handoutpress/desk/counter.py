"""What may go over the counter: the gate that every leaflet passes, and the document that is made for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handoutpress.desk.documents import Origin
from handoutpress.desk.forms import UNDECIDED, editions, has_box
from handoutpress.desk.rendering import Render, Task
from handoutpress.desk.wishes import LONGEST, RefusalError
from handoutpress.desk.workers import BusyError, LostError
from handoutpress.typeface import has

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from handoutpress.desk.documents import Documents, Kept
    from handoutpress.desk.forms import Forms
    from handoutpress.desk.shelf import Leaflet, Shelf, View
    from handoutpress.desk.wishes import PreviewWish
    from handoutpress.desk.words import Words
    from handoutpress.edition import Edition
    from handoutpress.personal import Personal

OUTCOME: Final = 200
"""The status when a well-formed wish has no page: nothing went wrong, and the browser has nothing to report."""
RETRY: Final = 2
"""Seconds after which a page that found the desk busy asks again."""
WHY: Final = {
    "asked": "a clinician read it and asked for it",
    "none": "no other leaflet covers this, and a clinician agreed",
}


@dataclass(frozen=True, slots=True)
class Counter:
    """Makes documents, and lets them be printed."""

    shelf: Shelf
    forms: Forms
    documents: Documents
    today: Callable[[], date]
    words: Callable[[str], Words]

    def preview(self, wish: PreviewWish) -> Kept:
        """Make the document that will print. Raises `RefusalError`."""
        view = self.shelf.now()
        leaflet = self._leaflet(view, wish.slug, wish.lang)
        standing = view.standing(leaflet, self.today())
        if standing == "withdrawn":
            raise RefusalError(409, "withdrawn", successor=leaflet.successor)
        edition = self._edition(view, leaflet, wish)
        self.forms.mono = wish.mono
        reason = self._reason(wish) if standing == "refused" else ""
        if wish.personal:
            self._check_personal(view, wish)
        render = self._render(view, leaflet, edition, wish.personal, reason or UNDECIDED * (standing == "refused"))
        of = Origin(leaflet, standing, reason, wish.initials * bool(reason))
        return self.documents.keep(edition, render, of, personal=bool(wish.personal))

    def release(self, name: str) -> Kept:
        """Give a document that may be printed today. Raises `RefusalError`."""
        kept = self.documents.get(name)
        if kept is None:
            raise RefusalError(410, "gone")
        view = self.shelf.now()
        leaflet = self._leaflet(view, kept.edition.slug, kept.edition.lang)
        standing = view.standing(leaflet, self.today())
        if standing == "withdrawn" or (standing == "refused" and not kept.of.reason):
            raise RefusalError(409, standing, slug=leaflet.slug)
        if standing != kept.of.standing or leaflet.stamp != kept.of.leaflet.stamp:
            raise RefusalError(410, "gone")
        return kept

    def _leaflet(self, view: View, slug: str, lang: str) -> Leaflet:
        leaflet = view.leaflets.get((slug, lang))
        if leaflet is None:
            raise RefusalError(404, "leaflet")
        return leaflet

    def _edition(self, view: View, leaflet: Leaflet, wish: PreviewWish) -> Edition:
        for edition in editions(view, leaflet):
            if (edition.layout, edition.size) == (wish.layout, wish.size):
                return replace(edition, mono=wish.mono)
        raise RefusalError(404, "edition")

    def _reason(self, wish: PreviewWish) -> str:
        return self.words(wish.lang)(WHY[wish.reason]) if wish.reason else ""

    def _check_personal(self, view: View, wish: PreviewWish) -> None:
        if not has_box(view, wish.layout):
            raise RefusalError(OUTCOME, "no-box")
        for name in LONGEST:
            lacking = [letter for letter in getattr(wish.personal, name) if _is_missing(letter)]
            if lacking:
                raise RefusalError(OUTCOME, "letters", field=name, letters="".join(dict.fromkeys(lacking))[:10])

    def _render(self, view: View, leaflet: Leaflet, edition: Edition, personal: Personal, reason: str) -> Render:
        try:
            if personal:
                start = self.forms.start(view, leaflet, edition, reason)
                task = Task(edition, self.today(), view.generation, personal, reason, start)
                render = self.forms.workers.run(task)
            else:
                render = self.forms.plain(view, leaflet, edition, reason=reason)
        except BusyError as error:
            raise RefusalError(503, "busy", retry=RETRY) from error
        except LostError as error:
            if personal.note:  # a long note on a narrow page is laid out again and again
                raise RefusalError(OUTCOME, "no-room") from error
            raise RefusalError(503, "slow", retry=RETRY) from error
        if not render.pdf:
            raise RefusalError(OUTCOME, "no-room" if personal else "unfit", codes=list(render.codes))
        return render


def _is_missing(letter: str) -> bool:
    return letter != "\n" and not has(letter)
