"""Rules on words and sentences: short, plain, and said once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Place, Severity
from handoutpress.rulebook import Hit, hit
from handoutpress.rules.content.book import CONTENT
from handoutpress.rules.content.vocabulary import (
    AND_OR,
    DONE,
    KNOWN,
    LINK_WORDS,
    NEGATIVES,
    NOT_DONE,
    PASSIVE,
    SHOUTS,
    TWICE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.manuscript import Passage, Sentence
    from handoutpress.rules.content.book import Draft

MOST_WORDS: Final = 20
LETTERS: Final = re.compile(r"(?<![\w{./@-])(?:[A-Z]{2,5}(?:&[A-Z]+|/[A-Z]+)*|A&E)(?:s(?!\w)|(?![\w}@®]|[.]\w))")
ROMAN: Final = re.compile(r"[IVX]+")
SHOUTED: Final = re.compile(
    r"(?<!\w)(?:[A-ZÀ-Ý]{4,}(?:[ !]+[A-ZÀ-Ý]{2,})+|[A-ZÀ-Ý]{2,} [A-ZÀ-Ý]{2,} [A-ZÀ-Ý]{3,}(?: [A-ZÀ-Ý]{2,})*"
    r"|(?:DO|MUST|SHOULD|CAN|MAY|AT) (?:NOT|ALL)(?: [A-Z]{2,})*|[A-ZÀ-Ý]{6,}(?![®\w]))(?!\w)"
)
CAPITALS: Final = re.compile(r"(?<![\w.])[A-ZÀ-Ý][A-ZÀ-Ý\u2019]+(?!\w|\.\w)")
TWO_IN_A_ROW: Final = re.compile(r"(?<![\w'\u2019-])(?P<word>[^\W\d_]+)\s+(?P=word)(?![\w'\u2019-])", re.IGNORECASE)
SLANTED: Final = re.compile(r"<em>(.*?)</em>", re.DOTALL)
LINK: Final = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
TAG: Final = re.compile(r"<[^>]+>")
LONGEST_ADDRESS: Final = 40
INTRODUCED: Final = re.compile(
    r"(?:called|named|known as|means|medical (?:name|word|term)(?: for \w+)? is"
    r"|llamad[oa]s?|conocid[oa]s? como|se llaman?)"
    r"\W+(?:an? |the |el |la |una? )?$",
    re.IGNORECASE,
)
"""What stands before a word that is just being explained."""
EXPLAINED: Final = re.compile(
    r"\W{0,2}\s?(?:\(|, or\b|, which\b|, that is\b| means?\b| (?:is|are) (?:a|an|the|when|\w+ (?:that|which|when))\b"
    r"|, es decir\b|, que\b| (?:es|son) (?:una?|el|la|cuando|\w+ que)\b| significa\b)|\W{0,2}\s?[-\u2013:]\s",
    re.IGNORECASE,
)
"""What stands behind it."""


@CONTENT.rule("H201", "the sentence has {} words", hint="part it: twenty at most, one thought in each",
              standards=("CCI-7", "PEMAT-3"))  # fmt: skip
def long_sentence(draft: Draft) -> Iterator[Hit]:
    """Who reads slowly, or in pain, has lost the beginning of a long sentence when its end comes.

    Instead of: If the pain, which may come and go, gets worse, or if you have a fever, call us, or come in.
    Write: The pain may come and go. Call us if it gets worse or you have a fever.
    Source: NHS content style guide (sentences up to 20 words); GOV.UK style guide says 25.
    """
    for sentence in draft.text.prose:
        if (count := len(sentence.words)) > MOST_WORDS:
            yield hit(sentence.place(), count)


@CONTENT.rule("H202", "passive voice: '{}'", hint="say who does it: 'We check your heart', 'Take one tablet'",
              standards=("CCI-6", "PEMAT-5"))  # fmt: skip
def passive_voice(draft: Draft) -> Iterator[Hit]:
    """In the passive it stays open who must act, and a reader may wait for somebody else to do it.

    Instead of: The tablets should be taken with food.
    Write: Take the tablets with food.
    Source: CDC Clear Communication Index, item 6; PEMAT-P, item 5.
    """
    pattern = PASSIVE.get(draft.lang)
    done, not_done = DONE.get(draft.lang), NOT_DONE.get(draft.lang, ())
    for sentence in draft.text.prose if pattern else ():
        for found in pattern.finditer(sentence.text) if pattern else ():
            word = found["done"].lower()
            if found.start() == 0 and found[0].lower().startswith("be "):
                continue  # "Be prepared" tells the reader to do something
            if (done is None or word in done) and word not in not_done:
                yield hit(sentence.place(found.start()), found[0])


@CONTENT.rule("H203", "'{}' can be said more plainly{}", hint="write '{2}', or explain it where it comes first",
              standards=("CCI-7", "PEMAT-3", "PEMAT-4"))  # fmt: skip
def jargon(draft: Draft) -> Iterator[Hit]:
    """Words that clinicians use among themselves are not understood, and nobody asks.

    A word that the text itself explains, as in "a spasm (a cramp)", is not counted. Your own list is
    `handouts/glossary.yml`.

    Instead of: Discontinue the analgesic prior to the procedure.
    Write: Stop the painkiller before the operation.
    Source: PEMAT-P, items 3 and 4; CDC Everyday Words for Public Health Communication.
    """
    found: dict[str, list[tuple[Sentence, int, str, str, Severity]]] = {}
    explained = set()
    for sentence in draft.text.prose:
        for first, count, entry in draft.glossary.find(sentence.spelled):
            start, end = sentence.words[first][0], sentence.words[first + count - 1][1]
            if _is_explained(sentence, start, end):
                explained.add(entry.words)
            written = sentence.text[start:end]
            found.setdefault(entry.words, []).append((sentence, start, written, entry.plain, entry.severity))
    for words, places in found.items():
        if words not in explained:
            sentence, start, written, plain, severity = places[0]
            times = f", used {len(places)} times" if len(places) > 1 else ""
            yield hit(sentence.place(start), written, times, plain, severity=severity)


def _is_explained(sentence: Sentence, start: int, end: int) -> bool:
    before, after = sentence.text[:start], sentence.text[end:]
    inside = before.count("(") > before.count(")")
    return inside or bool(INTRODUCED.search(before) or EXPLAINED.match(after))


@CONTENT.rule("H204", "'{}' is never spelled out", hint="write the words the first time, the letters in brackets",
              standards=("PEMAT-4",))  # fmt: skip
def unexplained_letters(draft: Draft) -> Iterator[Hit]:
    """Letters that stand for words mean nothing to who does not know the words.

    Instead of: You will have an ECG.
    Write: You will have a heart tracing (ECG).
    Source: NHS content style guide, abbreviations and acronyms.
    """
    whole, told = draft.text.words, {*KNOWN[""], *KNOWN.get(draft.lang, ()), *SHOUTS.get(draft.lang, ())}
    for passage in draft.text.of("summary", "paragraph", "item", "cell", "label", "heading"):
        if passage.text.isupper() and " " in passage.text:
            continue
        for found in LETTERS.finditer(SHOUTED.sub(_blank, passage.text)):
            letters = found[0].removesuffix("s")
            if letters in told or ROMAN.fullmatch(letters) or _is_spelled_out(letters, whole):
                continue
            told.add(letters)
            yield hit(passage.place(found.start()), letters)


def _blank(found: re.Match[str]) -> str:
    """Put blanks in the place of what was found."""
    return " " * len(found[0])


def _is_spelled_out(letters: str, whole: str) -> bool:
    """Tell whether the letters stand in brackets after words, or with words in brackets after them."""
    one = re.escape(letters)
    explained = (
        rf"\w \W?{one}s?\W?\)|\w \(\W?{one}s?\b|\({one}[,;)]",  # words (ONE)
        rf"\b{one}s?\W?(?: \w+)? \(\W?\w",  # ONE (words), ONE test (words)
        rf"\b{one}(?: is an?|, or(?! an?\b)) ",
        rf"\b{one} (?:stands for|means)\b",
        rf"\b(?:called|known as|kurz|for short|abgekürzt)\b[^.\n]{{0,20}}\b{one}\b",
    )
    return bool(re.search("|".join(explained), whole))


@CONTENT.rule("H205", "'{}' stands twice", hint="take one out", severity=Severity.ERROR)
def doubled_word(draft: Draft) -> Iterator[Hit]:
    """A slip of the pen that readers stumble over, and that makes them doubt the rest.

    Instead of: Call the the clinic.
    Write: Call the clinic.
    Source: our own: a misprint.
    """
    twice = TWICE.get(draft.lang)
    for passage in draft.text.passages if twice is not None else ():
        for found in TWO_IN_A_ROW.finditer(passage.text):
            same = found["word"] == found[0].split()[-1] or found["word"].lower() == found[0].split()[-1]
            if same and found["word"].lower() not in (twice or ()):
                yield hit(passage.place(found.start()), found[0])


@CONTENT.rule("H206", "two negatives: '{}'", hint="say it the other way round: 'not uncommon' is 'common'",
              standards=("PEMAT-3",))  # fmt: skip
def double_negative(draft: Draft) -> Iterator[Hit]:
    """Two negatives make the reader work out what is meant, and some come to the opposite.

    Instead of: It is not uncommon to feel sick.
    Write: Many people feel sick.
    Source: Plain Language Guidelines (plainlanguage.gov), "Avoid double negatives".
    """
    pattern = NEGATIVES.get(draft.lang)
    for sentence in draft.text.prose if pattern else ():
        for found in pattern.finditer(sentence.text) if pattern else ():
            yield hit(sentence.place(found.start()), found[0])


@CONTENT.rule("H207", "'{}' leaves the choice open", hint="write 'or', 'and', or 'a, b or both'; 'they' for he/she",
              standards=("PEMAT-3",))  # fmt: skip
def and_or(draft: Draft) -> Iterator[Hit]:
    """A stroke or a bracket in place of a word is hard to say aloud, and leaves open what is meant.

    Instead of: Take ice and/or heat.
    Write: Use ice, heat or both.
    Source: Plain Language Guidelines (plainlanguage.gov), "Minimize slashes".
    """
    pattern = AND_OR.get(draft.lang)
    for passage in draft.text.passages if pattern else ():
        for found in pattern.finditer(passage.text) if pattern else ():
            yield hit(passage.place(found.start()), found[0])


@CONTENT.rule("H208", "{}: '{}'", hint="use bold for a word or two that matter most",
              standards=("RNIB-capitals", "RNIB-italics"))  # fmt: skip
def capitals_or_italics(draft: Draft) -> Iterator[Hit]:
    """Words in capitals lose their shape and slanted letters run together: both are hard to read for weak eyes.

    Instead of: DO NOT DRIVE for 24 hours.
    Write: **Do not drive** for 24 hours.
    Source: RNIB, Clear Print guidelines; UKAAF, Creating clear print and large print documents.
    """
    for passage in draft.text.passages:
        for found in (*SHOUTED.finditer(passage.text), *_shouts(passage, SHOUTS.get(draft.lang, frozenset()))):
            yield hit(passage.place(found.start()), "capitals", found[0].strip())
        for slanted in SLANTED.finditer(passage.inline.html):
            words = _plain(slanted[1])
            yield hit(passage.place(max(passage.text.find(words), 0)), "italics", words)


@CONTENT.rule("H209", "the text is of grade {}", severity=Severity.WARNING,
              hint="{1}: shorten the sentences that `handout check` names as the hardest",
              standards=("CCI-7", "PEMAT-3"))  # fmt: skip
def hard_to_read(draft: Draft) -> Iterator[Hit]:
    """Half of all adults read at the level of an eighth grade or below, and less well when they are ill.

    The grade is that of US schools, worked out from the length of sentences and words. It proves nothing about a text:
    look at the sentences that are named. Aim and limit are settings: `[tool.handoutpress.check]`, `target`, `ceiling`.

    Instead of: Postoperative mobilisation facilitates rehabilitation.
    Write: Walking soon after the operation helps you heal.
    Source: AMA and NIH: 6th grade aimed at, 8th at most; AHRQ Health Literacy Universal Precautions Toolkit, tool 11.
    """
    grade, limits = draft.level.grade, draft.limits
    if grade is None or grade <= limits.target:
        return
    over = grade > limits.ceiling
    bound = f"the limit is {limits.ceiling:g}" if over else f"the aim is {limits.target:g}"
    severity = Severity.WARNING if over else Severity.INFO
    yield hit(draft.text.key("title"), f"{grade:.1f}", bound, severity=severity)


@CONTENT.rule("H210", "the link says '{}'", hint="{1}", standards=("WCAG-2.4.4",))
def bare_link(draft: Draft) -> Iterator[Hit]:
    """On paper nobody can click, and a screen reader lists links without the text round them.

    Instead of: [click here](https://...)
    Write: [Back care, on the clinic's site](https://...)
    Source: WCAG 2.1, success criterion 2.4.4.
    """
    empty = LINK_WORDS.get(draft.lang, LINK_WORDS["en"])
    for passage in draft.text.passages:
        for link in LINK.finditer(passage.inline.html):
            words = _plain(link[1])
            if words.strip(" .:").lower() in empty:
                yield hit(_of(passage, words), words, "say where it leads")
            elif len(words) > LONGEST_ADDRESS and "/" in words and " " not in words:
                yield hit(
                    _of(passage, words), f"{words[:LONGEST_ADDRESS]}…", "name the page; the QR code holds the way"
                )


def _shouts(passage: Passage, words: frozenset[str]) -> list[re.Match[str]]:
    """Find single words in capitals that are no abbreviations, where no more than one is."""
    rest = SHOUTED.sub(_blank, passage.text)
    return [found for found in CAPITALS.finditer(rest) if found[0] in words]


def _of(passage: Passage, words: str) -> Place:
    return passage.place(max(passage.text.find(words), 0))


def _plain(html: str) -> str:
    from html import unescape

    return " ".join(unescape(TAG.sub("", html)).split())
