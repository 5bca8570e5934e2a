"""What the tests of rules on text share: cases as files, the handouts they make, and what they say must be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Place
from handoutpress.manuscript import Manuscript
from handoutpress.reading.handouts import read_handout
from handoutpress.rules.content import Draft
from handoutpress.workspace import Workspace
from support import CASES, REPOSITORY, put

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from handoutpress.findings import Finding

TODAY: Final = date(2026, 11, 25)
SAMPLES: Final = Workspace(REPOSITORY)
"""Its clinics, blocks and values are those of the cases."""
CLINICS: Final = tuple(clinic for name in SAMPLES.clinic_names if (clinic := SAMPLES.read_clinic(name)[0]))
VALUES: Final = frozenset({*SAMPLES.value_names, "clinic.words.helpline"})
SECTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "condition": {"about": "What is it?", "care": "What can I do at home?", "help": "When should I get help?"},
    "exercise": {"about": "¿Qué es?"},
}
"""What some kinds must have; a handout of kind `general`, such as the frame, needs nothing."""
PICTURE: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>\n'
FRAMED: Final = "[the case]"
MARK: Final = re.compile(
    r'<!-- (?P<code>H\d{3})(?: (?P<severity>error|warning|info))? at "(?P<at>.+?)"(?: says "(?P<says>.+?)")? -->\n'
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a case expects: a finding of `code` where the words `at` begin, with `says` in its message or its hint."""

    code: str
    at: Place
    severity: str
    says: str

    def __str__(self) -> str:
        return f"{self.at}: {self.severity or 'any'} {self.code} {self.says}"

    def fits(self, finding: Finding) -> bool:
        weight = self.severity in {"", finding.severity}
        said = self.says in f"{finding.message} {finding.hint}"
        return weight and said and (finding.code, finding.place) == (self.code, self.at)


@dataclass(frozen=True, slots=True)
class Case:
    """A file below tests/cases/rules/<code>/. Its first lines may each say what must be told:

    `<!-- H101 at "- one" -->`, or `<!-- H311 error at "(503)" says "clinic.phone" -->`; `\\n` begins a new line.

    What stands below them is a whole handout when it begins with `---`; all else is the body of one, and the frame
    of its language, tests/cases/rules/frame.<lang>.md, stands round it. `bad-hours.es.md` is Spanish.
    """

    file: Path

    @property
    def code(self) -> str:
        return self.file.parent.name

    @property
    def bad(self) -> bool:
        return self.file.name.startswith("bad-")

    @property
    def lang(self) -> str:
        return self.file.stem.partition(".")[2] or "en"

    @property
    def source(self) -> str:
        text = MARK.sub("", self.file.read_text("utf-8"))
        if text.startswith("---\n"):
            return text
        frame = CASES / "rules" / f"frame.{'es' if self.lang.startswith('es') else 'en'}.md"
        return frame.read_text("utf-8").replace(FRAMED, text.strip("\n"))

    @property
    def _path(self) -> str:
        return f"handouts/ankle/{self.lang}.md"

    def _place(self, source: str, words: str) -> Place:
        """Give the place of words that stand once in a text."""
        words = words.replace(r"\n", "\n")
        assert source.count(words) == 1, f"{words!r} stands {source.count(words)} times in the case"
        at = source.index(words)
        return Place(self._path, source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at))

    @property
    def expected(self) -> tuple[Told, ...]:
        """What must be told."""
        source, marks = self.source, MARK.finditer(self.file.read_text("utf-8"))
        return tuple(
            Told(mark["code"], self._place(source, mark["at"]), mark["severity"] or "", mark["says"] or "")
            for mark in marks
        )

    def draft(self, root: Path) -> Draft:
        """Read the case from a file below `root`."""
        file = put(root / self._path, self.source)
        put(file.with_name("picture.svg"), PICTURE)
        handout, findings = read_handout(file, root=root, blocks=SAMPLES.block_names, values=VALUES)
        assert handout, findings
        return Draft(
            Manuscript(handout, self.source),
            SAMPLES.glossary(self.lang),
            TODAY,
            sections=SECTIONS.get(handout.meta.kind, {}),
            clinics=CLINICS,
        )


def cases(codes: Iterable[str]) -> list[Case]:
    """Give every case of these rules."""
    return [Case(file) for code in sorted(codes) for file in sorted((CASES / "rules" / code).glob("*.md"))]


def misses(found: Iterable[Finding], expected: Iterable[Told]) -> list[str]:
    """Say what was told and not expected, and what was expected and not told."""
    told, wanted = list(found), list(expected)
    for finding in tuple(told):
        if one := next((one for one in wanted if one.fits(finding)), None):
            told.remove(finding)
            wanted.remove(one)
    return [*(f"told: {one}" for one in told), *(f"not told: {one}" for one in wanted)]
