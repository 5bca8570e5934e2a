"""Which text the code at the foot of a page was: by the log, by what is in `out/`, and by the sources as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from handoutpress.edition import Edition
from handoutpress.errors import UsageError
from handoutpress.history import versions
from handoutpress.make import CODE_LETTERS, make, short_code
from handoutpress.manifest import Manifest
from handoutpress.model import default_reference
from handoutpress.plan import Order, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from handoutpress.desklog import Line
    from handoutpress.make import Outcome
    from handoutpress.workspace import Workspace

PART: Final = re.compile(r"[^\s·,;:()]+")
CODE: Final = re.compile(rf"[{CODE_LETTERS}]{{4}}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read off a page: the code, and as far as it is given the reference and the version."""

    code: str
    reference: str = ""
    version: str = ""

    def fits(self, text: Text) -> bool:
        """Tell whether a text with this code may be the one that is meant."""
        names = {"", text.reference.upper(), f"{text.reference}-{text.lang}".upper()}
        return self.reference in names and self.version in {"", _number(text.version)}


@dataclass(frozen=True, slots=True)
class Text:
    """A handout in one language and version whose pages have or had a code, with all that is known of it."""

    slug: str
    lang: str
    version: str
    reference: str
    title: str = ""
    editions: tuple[str, ...] = ()
    """Those in `out/`, each as `<clinic>/<name>`."""
    prints: tuple[Line, ...] = ()
    """Those in the log, the last first."""
    now_of: tuple[str, ...] = ()
    """The clinics for which the sources as they are give this very code."""
    now: tuple[tuple[str, str], ...] = ()
    """Each clinic with the code that the sources give today; nothing when the handout is gone."""
    commit: str = ""
    """A commit in which the sources give it."""
    path: str = ""

    def with_more(self, other: Text) -> Text:
        """Give all that is known of one and the same text."""
        return replace(
            self,
            title=self.title or other.title,
            editions=(*self.editions, *other.editions),
            prints=(*self.prints, *other.prints),
            now_of=self.now_of or other.now_of,
        )

    @property
    def clinics(self) -> tuple[str, ...]:
        """The clinics whose page it can have been; nothing when only the log knows it."""
        return self.now_of or tuple(dict.fromkeys(name.partition("/")[0] for name in self.editions))


def read_asked(words: str) -> Asked:
    """Read what is typed off a page: `7F2A`, `PNS-EN v3 7F2A`, or the whole line. Raises `UsageError`."""
    parts = [part.strip(".").upper() for part in PART.findall(words)]
    if not parts or not CODE.fullmatch(parts[-1]):
        hint = "the last four letters of the line at the foot of the page; there is never a 0 O 1 I L or U in it"
        raise UsageError(f"'{words}' does not end with a code", hint)
    *before, code = parts
    numbers = [part for part in before[1:] if not part.isalpha() or len(part) == 1]
    return Asked(code, before[0] if before else "", _number(" ".join(numbers)))


def find_texts(workspace: Workspace, code: str, lines: Sequence[Line]) -> tuple[Text, ...]:
    """Find every text that has or had this code, the last printed first; `lines` are those of the log."""
    found: dict[tuple[str, str, str], Text] = {}
    for text in (*_printed(lines, code), *_built(workspace, code), *_as_they_are(workspace, code)):
        key = (text.slug, text.lang, text.version)
        found[key] = found[key].with_more(text) if key in found else text
    return tuple(_traced(workspace, text, code) for text in found.values())


def _printed(lines: Sequence[Line], code: str) -> Iterator[Text]:
    """Find the prints that had a code."""
    for line in lines:
        one = line.printed
        if one.code == code:
            yield Text(one.slug, one.lang, one.version, one.reference, prints=(line,))


def _built(workspace: Workspace, code: str) -> Iterator[Text]:
    """Find the editions in `out/` that have a code, also those that are out of date."""
    for file in sorted((workspace.root / "out").glob("*/manifest.json")):
        clinic = file.parent.name
        for name, entry in Manifest.load(file.parent).entries.items():
            facts = entry.facts
            if facts.get("code") == code:
                slug, lang, *_ = name.split(".")
                version, reference, title = (facts.get(key, "") for key in ("version", "reference", "title"))
                yield Text(slug, lang, version, reference, title, editions=(f"{clinic}/{name}",))


def _as_they_are(workspace: Workspace, code: str) -> Iterator[Text]:
    """Find the handouts whose sources give a code."""
    for slug, lang in workspace.handouts:
        now_of = tuple(name for name, one in _codes(workspace, slug, lang) if one == code)
        front = workspace.read_front(slug, lang)[0] if now_of else None
        if front:
            reference = front.reference or default_reference(slug)
            yield Text(slug, lang, front.version, reference, front.title, now_of=now_of)


def _codes(workspace: Workspace, slug: str, lang: str) -> tuple[tuple[str, str], ...]:
    """Work out the code of a handout for each clinic."""
    source = workspace.source(slug, lang)
    if not source.is_file():
        return ()
    brands = {name: workspace.root / _brand(name) for name in workspace.clinic_names}
    return tuple((name, short_code(source.read_bytes(), brand.read_bytes())) for name, brand in brands.items())


def _traced(workspace: Workspace, text: Text, code: str) -> Text:
    """Say what the sources give today, and where they have changed look for the commit that has the text."""
    path = workspace.source(text.slug, text.lang).relative_to(workspace.root).as_posix()
    text = replace(text, path=path, now=_codes(workspace, text.slug, text.lang))
    if text.now_of:
        return text
    for clinic in text.clinics or workspace.clinic_names:
        for commit, parts in versions(workspace.root, (path, _brand(clinic))):
            if short_code(*parts) == code:
                return replace(text, commit=commit)
    return text


def _brand(clinic: str) -> str:
    return f"styles/brands/{clinic}/brand.yml"


def _number(version: str) -> str:
    """Give a version as it is compared: `v3` is `3`."""
    return version.strip().upper().removeprefix("V")


def rebuild(workspace: Workspace, text: Text, *, today: date) -> tuple[Edition, Outcome]:
    """Make the page again that was printed last, as of that day; else the one in `out/`, or the settings' own.

    Only for a text that the sources still give. Raises `UsageError` when there is no edition of it any more.
    """
    last = text.prints[0].printed if text.prints else None
    names = [last.edition] if last else [name.partition("/")[2] for name in text.editions]
    wanted = [Edition.named(name, text.now_of[0]) for name in names]
    edition = next((one for one in wanted if _is_there(workspace, one)), None) or _usual(workspace, text)
    day = last.at.astimezone().date() if last else today
    return edition, make(edition, workspace, today=day, reason=last.reason if last else "")


def _is_there(workspace: Workspace, edition: Edition) -> bool:
    row = workspace.layouts.get(edition.layout)
    return row is not None and row.at(edition.size) is not None


def _usual(workspace: Workspace, text: Text) -> Edition:
    """Give the edition that the settings would make first. Raises `UsageError`."""
    layouts = workspace.select_layouts([])[:1]
    return plan(workspace, Order((text.slug,), text.now_of[:1], (text.lang,), layouts)).editions[0]
