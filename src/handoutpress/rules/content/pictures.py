"""Rules on pictures: what is said of them to those who see them, and to those who do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.rulebook import Hit, hit
from handoutpress.rules.content.book import CONTENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.manuscript import Passage
    from handoutpress.rules.content.book import Draft

SAYS_PICTURE: Final = re.compile(
    r"(?:an? |the )?(?:picture|image|photo(?:graph)?|drawing|illustration|graphic) (?:of|showing)"
    r"|(?:una? |la )?(?:imagen|foto(?:grafía)?|dibujo|ilustración) (?:de|que)",
    re.IGNORECASE,
)
LONGEST: Final = 60
"""Words of a description after which it should be text for all."""
LEAST: Final = 2
ALIKE: Final = 0.8


@CONTENT.rule("H401", "the description repeats the caption",
              hint="say what the picture shows: the caption is read as well",
              standards=("PEMAT-17", "WCAG-1.1.1"))  # fmt: skip
def alt_repeats_caption(draft: Draft) -> Iterator[Hit]:
    """A screen reader says both: who cannot see the picture hears the same words twice and learns nothing of it.

    Instead of: ![The cat stretch](cat.svg "The cat stretch")
    Write: ![A person on hands and knees, back rounded](cat.svg "The cat stretch")
    Source: W3C Web Accessibility Initiative, Images Tutorial, informative images.
    """
    for alt, caption in _pictures(draft):
        if caption and _share(alt.text, caption.text) >= ALIKE:
            yield hit(alt.place())


@CONTENT.rule("H402", "the picture has no caption", hint="add a few words that say what to see in it",
              standards=("PEMAT-17", "CCI-4"))  # fmt: skip
def no_caption(draft: Draft) -> Iterator[Hit]:
    """Readers look at pictures first; without a line below it each sees something else in them.

    Pictures of an exercise are named by its title, and numbers in a picture by their key.

    Instead of: ![Side view of the spine](spine.svg)
    Write: ![Side view of the spine](spine.svg "A bulging disc presses on a nerve.")
    Source: PEMAT-P, item 17; captions are among what audits miss most often.
    """
    for alt, caption in _pictures(draft):
        block = alt.block
        key = draft.handout.cover.key if block is None and draft.handout.cover else ()
        if not caption and not key and alt.card != "exercise":
            yield hit(alt.place())


@CONTENT.rule("H403", "the description begins with '{}'",
              hint="take it away: a screen reader says that it is a picture", standards=("WCAG-1.1.1",))  # fmt: skip
def alt_says_picture(draft: Draft) -> Iterator[Hit]:
    """A screen reader announces the picture by itself, so the words are heard twice.

    Instead of: Image of a person lying down
    Write: A person lies on the back, knees bent
    Source: W3C Web Accessibility Initiative, Images Tutorial, tips and tricks.
    """
    for alt, _ in _pictures(draft):
        if found := SAYS_PICTURE.match(alt.text):
            yield hit(alt.place(), found[0])


@CONTENT.rule("H404", "the description has {} words", hint="{1}", standards=("WCAG-1.1.1",))
def alt_of_odd_length(draft: Draft) -> Iterator[Hit]:
    """One word tells nothing of a picture; a long description cannot be stopped and gone over again.

    Instead of: ![spine](spine.svg)
    Write: ![Side view of the spine: a disc bulges and presses on a nerve](spine.svg)
    Source: W3C Web Accessibility Initiative, Images Tutorial, complex images.
    """
    for alt, _ in _pictures(draft):
        count = len(alt.text.split())
        if count < LEAST:
            yield hit(alt.place(), count, "say what there is to see, in a sentence")
        elif count > LONGEST:
            yield hit(alt.place(), count, "say it in the text, for everybody, and keep a sentence or two here")


def _pictures(draft: Draft) -> Iterator[tuple[Passage, Passage | None]]:
    """Give the description of each picture with its caption."""
    passages = draft.text.passages
    for passage, after in zip(passages, (*passages[1:], None), strict=True):
        if passage.kind == "alt":
            yield passage, after if after and after.kind == "caption" else None


def _share(one: str, other: str) -> float:
    """Give how many of the words of both are the same."""
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return len(first & second) / max(len(first | second), 1)
