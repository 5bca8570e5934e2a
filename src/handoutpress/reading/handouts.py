"""A handout file, read whole: front matter and body to a `Handout`, or every fault of the file in one pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Finding, Severity, stops
from handoutpress.model import FrontMatter, Handout, Inline, Picture, default_reference
from handoutpress.reading.blocks import BlockReader
from handoutpress.reading.markdown import InlineReader
from handoutpress.reading.pictures import Pictures
from handoutpress.reading.problems import Problems, did_you_mean, read_text
from handoutpress.reading.validate import validate
from handoutpress.reading.yaml_tree import Tree, parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from handoutpress.findings import Place
    from handoutpress.model import Status

RULE: Final = "---"
HANDOUT_VALUES: Final = ("handout.title", "handout.version", "handout.reference")


def read_handout(
    file: Path, *, root: Path, blocks: Collection[str], values: Collection[str]
) -> tuple[Handout | None, tuple[Finding, ...]]:
    """Read `file`; `blocks` and `values` are the names that `:::` and `{{ }}` may hold.

    The handout is None when the findings hold an error.
    """
    problems = Problems(file.relative_to(root).as_posix())
    text = read_text(file, problems)
    split = _split(text, problems) if text is not None else None
    handout = _read(file, root, split, problems, blocks, values) if split else None
    return (None if stops(problems.found) else handout), tuple(problems.found)


def read_front(file: Path, *, root: Path) -> tuple[FrontMatter | None, tuple[Finding, ...]]:
    """Read the front matter alone: what it says counts even where the text below has faults."""
    problems = Problems(file.relative_to(root).as_posix())
    text = read_text(file, problems)
    split = _split(text, problems) if text is not None else None
    tree = parse(split[0], problems, first_line=2) if split else None
    return (validate(FrontMatter, tree, problems) if tree else None), tuple(problems.found)


def _split(text: str, problems: Problems) -> tuple[str, str, int] | None:
    """Part front matter from body; the number is the body's first line in the file."""
    lines = text.split("\n")
    if lines[0].rstrip() != RULE:
        hint = "begin the file with a line of --- , then title:, summary: and kind:, then --- again"
        what = "the file is empty" if not text.strip() else "front matter is missing"
        problems.add("S102", problems.at(1, 1), what, hint)
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == RULE), None)
    if end is None:
        problems.add("S102", problems.at(1, 1), "the front matter is never closed", "add a line of ---")
        return None
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def _read(
    file: Path,
    root: Path,
    split: tuple[str, str, int],
    problems: Problems,
    names: Collection[str],
    values: Collection[str],
) -> Handout | None:
    front, body, body_line = split
    tree = parse(front, problems, first_line=2)
    meta = validate(FrontMatter, tree, problems) if tree else None
    pictures = Pictures(file.parent, root, problems)
    blocks = BlockReader(body, body_line, problems, pictures.find)
    try:
        sections = blocks.sections(names)
    except RecursionError:
        problems.add("S113", problems.at(body_line, 1), "the text is nested too deep", "look for long runs of * or >")
        return None
    if not any(section.blocks for section in sections):
        hint = "write a section: a line with ## and a question, and text under it"
        problems.add("S103", problems.at(body_line, 1), "the handout has no text", hint)
    if not (meta and tree):
        _check_values(blocks.inline.uses, values, problems)
        return None
    above = _Front(meta, tree, front, problems)
    title, summary = above.inline(meta.title, "title"), above.summary()
    cover, art = above.cover(pictures), above.front(pictures)
    by_section = above.pictures(pictures, tuple(section.id for section in sections))
    uses = (*above.reader.uses, *blocks.inline.uses)
    _check_values(uses, values, problems)
    _check_blanks((*above.reader.blanks, *blocks.inline.blanks), meta.review.status, problems)
    return Handout(
        slug=file.parent.name,
        lang=file.stem,
        path=problems.path,
        meta=meta,
        reference=meta.reference or default_reference(file.parent.name),
        title=title,
        summary=summary,
        cover=cover,
        front=art,
        pictures=by_section,
        sections=sections,
        uses=uses,
        assets=tuple(pictures.used),
    )


class _Front:
    """The texts of the front matter, which hold values and curly quotes as the body does."""

    def __init__(self, meta: FrontMatter, tree: Tree, front: str, problems: Problems) -> None:
        self.meta = meta
        self.tree = tree
        self.reader = InlineReader(front.split("\n"), 2, problems)

    def inline(self, text: str, *loc: str | int) -> Inline:
        line = self.tree.place(loc).line - self.reader.first_line
        raw = text.partition("\n")[0]
        # A block scalar begins on the line after its key.
        near = range(line, min(line + 12, len(self.reader.lines)))
        return self.reader.read(text, next((n for n in near if raw in self.reader.lines[n]), line))

    def summary(self) -> tuple[Inline, ...]:
        """Split the summary at its lines, or at its sentences when it is one line."""
        lines = [line for line in self.meta.summary.split("\n") if line.strip()]
        if len(lines) == 1:
            lines = re.split(r"(?<=[.!?…。؟])\s+", lines[0])
        return tuple(self.inline(line.strip(), "summary") for line in lines)

    def cover(self, pictures: Pictures) -> Picture | None:
        cover = self.meta.cover
        if cover is None:
            return None
        return Picture(
            url=pictures.find(cover.image, self.tree.place(("cover", "image"))) or "",
            alt=self.inline(cover.alt, "cover", "alt"),
            caption=self.inline(cover.caption, "cover", "caption") if cover.caption else None,
            key=tuple(self.inline(text, "cover", "key", n) for n, text in enumerate(cover.key)),
        )

    def front(self, pictures: Pictures) -> str | None:
        cover = self.meta.cover
        return pictures.find(cover.front, self.tree.place(("cover", "front"))) if cover and cover.front else None

    def pictures(self, pictures: Pictures, sections: Sequence[str]) -> dict[str, tuple[str, ...]]:
        found = {}
        for section, names in self.meta.pictures.items():
            if section not in (*sections, "summary"):
                place = self.tree.place(("pictures", section))
                message = f"pictures: no section is called '{section}'"
                self.reader.problems.add("S155", place, message, did_you_mean(section, (*sections, "summary")))
            places = [self.tree.place(("pictures", section, n)) for n in range(len(names))]
            found[section] = tuple(pictures.named(*pair) or "" for pair in zip(names, places, strict=True))
        return found


def _check_values(uses: Iterable[tuple[str, Place]], values: Collection[str], problems: Problems) -> None:
    known = {*values, *HANDOUT_VALUES}
    for name, place in uses:
        if name not in known:
            problems.add("S141", place, f"unknown value '{{{{ {name} }}}}'", did_you_mean(name, known))


def _check_blanks(blanks: Sequence[tuple[str, Place]], status: Status, problems: Problems) -> None:
    """Point at what the skeleton left to be filled in; an approved handout must have none."""
    if status == "approved":
        for words, place in blanks:
            problems.add("S145", place, f"{words} is still to be filled in", "write it, or take it out")
    elif blanks:
        count = "1 place" if len(blanks) == 1 else f"{len(blanks)} places"
        message = f"{count} in [brackets] still to be filled in, the first one here"
        problems.found.append(Finding(blanks[0][1], "S145", message, "they print as they stand", Severity.WARNING))
