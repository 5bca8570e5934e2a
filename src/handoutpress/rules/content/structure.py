"""Rules on how a text is built: its sections, its summary, its lists, and what the reader is to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.rulebook import Hit, hit
from handoutpress.rules.content.book import CONTENT
from handoutpress.rules.content.vocabulary import ABOUT_ITSELF, EMPTY_HEADINGS, HELP_WORDS, IMPERATIVES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.model import Block
    from handoutpress.rules.content.book import Draft

MOST_ITEMS: Final = 7
MOST_SENTENCES: Final = 4
MOST_IN_SUMMARY: Final = 3
MOST_COLUMNS: Final = 4
MOST_ROWS: Final = 8
LEAST_TO_DO: Final = 3
"""Sentences that tell the reader to do something, where there is no block for it."""
HELP: Final = frozenset({"ask", "urgent", "emergency"})
TO_DO: Final = frozenset({"do", "steps", "exercise", "medicine", "checklist", "questions", "diary", "numbers"})


def _blocks(draft: Draft) -> Iterator[Block]:
    """Give every block, those inside others too."""
    for section in draft.handout.sections:
        yield from _below(section.blocks)


def _below(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _below((*block.items, *block.blocks))


@CONTENT.rule("H101", "the list has {} items", hint="seven at most: part it in two, each under a heading of its own",
              standards=("CCI-8", "PEMAT-8"))  # fmt: skip
def long_list(draft: Draft) -> Iterator[Hit]:
    """Few people keep more than seven things in mind, and the end of a long list is not read.

    Instead of: one list of twelve things to bring.
    Write: two lists, "Papers" and "Clothes".
    Source: CDC Clear Communication Index, user guide, item 8.
    """
    for block in _blocks(draft):
        if len(block.items) > MOST_ITEMS:
            yield hit(block.place, len(block.items))


@CONTENT.rule("H102", "the paragraph has {} sentences", hint="four at most: begin a new one, or make a list of it",
              standards=("CCI-9", "PEMAT-8"))  # fmt: skip
def long_paragraph(draft: Draft) -> Iterator[Hit]:
    """A wall of text sends readers away; short pieces with air between them are read to their end.

    Instead of: eight sentences on the operation in one piece.
    Write: two pieces, "Before" and "On the day".
    Source: CDC Clear Communication Index, item 9; PEMAT-P, item 8.
    """
    for passage in draft.text.of("paragraph", "item"):
        if (count := len(passage.sentences)) > MOST_SENTENCES:
            yield hit(passage.place(), count)


@CONTENT.rule("H103", "what every leaflet of the kind '{}' has is missing: {}",
              hint="add the sections, or give those that are there their id: {2}",
              standards=("PEMAT-10",))  # fmt: skip
def missing_section(draft: Draft) -> Iterator[Hit]:
    """Readers look for the same things in every leaflet of a kind; what is missing is what they needed.

    What a kind must have stands in its skeleton, `templates/kinds/<kind>.md`: the clinic decides there. A section
    counts by its id or by its heading; care cards count for `help` wherever they stand.

    Instead of: a leaflet on an operation that says nothing of its risks.
    Write: "## What are the benefits and risks? {#risks}", and what there is to say.
    Source: PEMAT-P, item 10; NHS content standard on consistent structure.
    """
    cards = {"help"} if HELP & {block.name for block in _blocks(draft)} else set[str]()
    there = cards | {section.id for section in draft.handout.sections}
    titles = {_folded(section.title.text) for section in draft.handout.sections if section.title}
    missing = {
        ident: title for ident, title in draft.sections.items() if ident not in there and _folded(title) not in titles
    }
    if missing:
        ids = " ".join(f"{{#{ident}}}" for ident in missing)
        yield hit(draft.text.key("kind"), draft.handout.meta.kind, "; ".join(missing.values()), ids)


@CONTENT.rule("H104", "the summary has {} sentences", hint="three at most: the message, what to do, when to call",
              standards=("CCI-1", "PEMAT-11"))  # fmt: skip
def long_summary(draft: Draft) -> Iterator[Hit]:
    """The summary is what a reader in pain takes away; with a fourth sentence it is text like any other.

    Instead of: six sentences that tell the whole leaflet again.
    Write: the message, the one thing to do, the sign that means call now.
    Source: PEMAT-P, item 11; CDC Clear Communication Index, items 1 to 3.
    """
    sentences = [one for line in draft.text.of("summary") for one in line.sentences]
    if len(sentences) > MOST_IN_SUMMARY:
        yield hit(sentences[MOST_IN_SUMMARY].place(), len(sentences))


@CONTENT.rule("H105", "the summary begins with '{}', not with the message", hint="say first what the reader must know",
              standards=("CCI-2", "PEMAT-1"))  # fmt: skip
def message_not_first(draft: Draft) -> Iterator[Hit]:
    """Many read one sentence only, so the first must be the one that matters, not one about the leaflet.

    Instead of: This leaflet tells you about your operation.
    Write: Do not eat for six hours before your operation.
    Source: CDC Clear Communication Index, items 1 and 2.
    """
    first = next(draft.text.of("summary"), None)
    about = ABOUT_ITSELF.get(draft.lang)
    if first and about and (found := about.match(first.text)):
        yield hit(first.place(), found[0])


@CONTENT.rule("H106", "when to get help {}", severity=Severity.ERROR, standards=("NHS-care-cards",),
              hint="add ::: urgent and ::: emergency blocks: which signs, and whom to call")  # fmt: skip
def no_help(draft: Draft) -> Iterator[Hit]:
    """A reader who gets worse must find in seconds what is an alarm and whom to call.

    It is an error where the text says nothing of it at all, but for handouts of the kind `general`; else a warning.

    Instead of: a leaflet that ends with the treatment.
    Write: "::: emergency Call {{ clinic.emergency }} now if you have", and the signs under it.
    Source: NHS digital service manual, care cards; AHRQ PEMAT-P, item 20.
    """
    if HELP & {block.name for block in _blocks(draft)}:
        return
    kind, words = draft.text.key("kind"), HELP_WORDS.get(draft.lang)
    if words is None:  # what the text says of it is not known in this language
        yield hit(kind, "stands in no care card", severity=Severity.WARNING)
    elif words.search(draft.text.words):
        yield hit(kind, "stands in the running text, in no care card", severity=Severity.WARNING)
    else:
        general = Severity.WARNING if draft.handout.meta.kind == "general" else None
        yield hit(kind, "is said nowhere", severity=general)


@CONTENT.rule("H107", "there is nothing for the reader to do", standards=("CCI-5", "CCI-12", "PEMAT-20", "PEMAT-23"),
              hint="add one: ::: do, ::: steps, ::: checklist, ::: questions or ::: diary")  # fmt: skip
def nothing_to_do(draft: Draft) -> Iterator[Hit]:
    """A leaflet is given to be acted on; what can be ticked, written or done is remembered.

    Instead of: three pages on what asthma is.
    Write: "::: do Do", and five things that help.
    Source: PEMAT-P, items 20 to 23 (actionability); CDC Clear Communication Index, item 5.
    """
    if TO_DO & {block.name for block in _blocks(draft)}:
        return
    orders = IMPERATIVES.get(draft.lang)
    if orders and sum(bool(orders.match(one.text)) for one in draft.text.prose) < LEAST_TO_DO:
        yield hit(draft.text.key("kind"))


@CONTENT.rule("H108", "the heading '{}' has nothing under it", hint="write what it promises, or take it out",
              standards=("PEMAT-9",))  # fmt: skip
def heading_without_text(draft: Draft) -> Iterator[Hit]:
    """A heading is a promise; with nothing below it the reader looks for what is missing.

    Instead of: "## Treatment" straight above "## At home".
    Write: a sentence under it, or one heading for both.
    Source: PEMAT-P, item 9.
    """
    for section in draft.handout.sections:
        heads = [n for n, block in enumerate(section.blocks) if block.name == "heading"]
        if section.title and not section.blocks:
            yield hit(section.place, section.title.text)
        for n in heads:
            title = section.blocks[n].title
            if title and (n + 1 == len(section.blocks) or n + 1 in heads):
                yield hit(section.blocks[n].place, title.text)


@CONTENT.rule("H109", "the heading '{}' does not say what it is about", standards=("PEMAT-9", "CCI-9", "WCAG-2.4.6"),
              hint="ask what the reader asks, such as: How do I get ready?")  # fmt: skip
def empty_heading(draft: Draft) -> Iterator[Hit]:
    """People leaf through headings to find their question; "Introduction" answers none.

    Instead of: Background
    Write: What is a hernia?
    Source: PEMAT-P, item 9 (headings that inform).
    """
    empty = EMPTY_HEADINGS.get(draft.lang, frozenset())
    for passage in draft.text.of("heading"):
        if _folded(passage.text) in empty:
            yield hit(passage.place(), passage.text)


@CONTENT.rule("H110", "the table has {} {}", hint="{2} at most: make two tables, or a list of it",
              standards=("PEMAT-19",))  # fmt: skip
def big_table(draft: Draft) -> Iterator[Hit]:
    """A table is read along two lines at once; a wide or a deep one loses its reader on the way.

    Instead of: a table with six columns.
    Write: the two columns that a reader needs, and a list for the rest.
    Source: PEMAT-P, item 19 (simple tables with short headings).
    """
    for block in _blocks(draft):
        if len(block.head) > MOST_COLUMNS:
            yield hit(block.place, len(block.head), "columns", MOST_COLUMNS)
        if len(block.rows) > MOST_ROWS:
            yield hit(block.place, len(block.rows), "rows", MOST_ROWS)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()
