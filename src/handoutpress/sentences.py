"""Sentences and words: where each begins and ends in a plain text, in any script.

A word is what stands between blanks: a hyphen or an apostrophe does not part it (self-care, don't, l'eau), nor does a
point inside (100.4, a.m, rest.example); a slash parts words (and/or) and not figures (120/80). A number, a value and an
address are one word each. Flesch counts so too (The Art of Readable Writing, 1949).
"""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]

VALUE: Final = r"\{\{[^{}]*\}\}"
ADDRESS: Final = r"(?:https?://|www\.)\S*\w/?|\w[\w.+-]*@[\w-]+(?:\.[\w-]+)+"
_MARKS: Final = (
    "\u00ad\u200c\u200d\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c2\u05c4-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0971-\u0dff"
)
"""Soft hyphens, joiners, accents, vowel signs: Python counts them neither as letters nor as the end of a word."""
_SIGN: Final = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED: Final = "\u0e00-\u0e4e\u0e80-\u0ece\u1000-\u109f\u1780-\u17d3"
_LETTERS: Final = rf"(?:[^\W_{_SIGN}{_UNSPACED}]|[{_MARKS}])+"
WORD: Final = re.compile(
    rf"{VALUE}|{ADDRESS}|{_LETTERS}(?:(?:(?<=\d)[,:/](?=\d)|['\u2019\u00b7\u2010\u2011.-]){_LETTERS})*"
    rf"|[{_SIGN}]{{1,2}}|[{_UNSPACED}]{{1,5}}"
)
"""Scripts that put no blanks between words are parted by their length: two signs of Chinese or Japanese, five letters
of Thai, Lao, Burmese or Khmer are about a word."""

CLOSING: Final = re.escape("\"'\u2019\u201d\u00bb)]\u300d\u300f\uff09")
OPENING: Final = "\"'\u2018\u201c\u201e\u00ab([\u00bf\u00a1\u2013\u2014"
BREAK: Final = re.compile(
    rf"{VALUE}"
    rf"|(?<![.!?\u2026])(?P<stop>[.!?\u2026]++)(?P<close>[{CLOSING}]*)(?P<gap>\s+)"
    rf"(?=[{re.escape(OPENING)}\s]*(?P<next>\w+|\S))"
    rf"|[\u3002\uff01\uff1f\u061f\u06d4\u0964\u0965\u0589\u1362\u104b\u17d4]+[{CLOSING}]*\s*"
    r"|\n\s*\n\s*"
)
"""A full stop, what may close a quotation behind it, and a blank; a stop of a script that needs none; an empty line."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES: Final = _set(
    "dr dr.med dra drs mr mrs ms mx prof profa st ste sr sra srta sres ud uds mme mlle dott dott.ssa sig sig.ra sig.na"
    " approx ca ggf bzw inkl zzgl evtl sog vgl vs cf resp incl esp av avda ee"
    " i.e e.g p.ex p.ej n.b"
)
"""Shortened words behind which a sentence goes on whatever comes: titles, examples."""
NUMBERED: Final = _set("no nos nr nº n.º núm num fig abb p pp s pág págs pag vol bd art kap cap tel tél ext tlf")
"""Shortened words when a number comes, and else whole ones: "Do you smoke? No." """
SHORTENED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
"""a.m, p. m, U.S: behind these a sentence ends when the next word begins with a capital, and is no day."""
DAYS: Final = _set("monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun")
LETTERED: Final = _set(
    "vitamin vitamins hepatitis influenza type group grade stage part plan class category step room ward option level"
    " vitamina vitaminas tipo grupo parte vitamine hépatite groupe epatite gruppo typ gruppe stufe teil"
)
"""Words that a single letter is the name of: behind "vitamin D." a sentence ends, behind "Ask J." it does not."""


def sentences(text: str, lang: str = "en") -> tuple[Span, ...]:
    """Give the beginning and the end of each sentence; a text without a full stop is one. A colon ends none."""
    spans, start = [], 0
    for found in BREAK.finditer(text):
        if found[0].startswith("{{") or (found["stop"] and _goes_on(text[start : found.start()], found, lang)):
            continue
        end = found.start("gap") if found["gap"] else len(text[: found.end()].rstrip())
        if text[start:end].strip():
            spans.append((start, end))
        start = found.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return tuple(spans)


def words(text: str) -> tuple[Span, ...]:
    """Give the beginning and the end of each word."""
    return tuple(found.span() for found in WORD.finditer(text))


def _goes_on(sentence: str, found: re.Match[str], lang: str) -> bool:
    """Tell whether what looks like the end of `sentence` is none."""
    stop, following = found["stop"], found["next"]
    if found["gap"].count("\n") > 1:
        return False
    if stop == "." and _is_shortened(sentence, following, lang):
        return True
    # "Is it safe?" you may ask
    return following[0].islower() and ("\u2026" in stop or stop[-1] == "." or bool(found["close"]))


def _is_shortened(sentence: str, following: str, lang: str) -> bool:
    """Tell whether the full stop belongs to the word before it: Dr., z. B., No. 5, a.m. on, J. Smith, 3. Mai."""
    *_, before, word = ["", "", *(part.lstrip(OPENING) for part in sentence[-40:].split()[-2:])]
    if word.isdecimal():  # the 3rd of May in German, where 112 is no ordinal; a list's own number
        return len(word) <= len("31") and (lang.startswith("de") or sentence.strip() == word)
    pair = before + word if before.endswith(".") else ""  # p. m. is p.m.
    shouted = len(word) > 1 and word.isalpha() and word.isupper() and not pair and word != "EE"  # MS is an illness
    names = {word.casefold(), pair.casefold()}
    if not shouted and (names & TITLES or (names & NUMBERED and following[0].isdecimal())):
        return True
    if SHORTENED.fullmatch(word) or (SHORTENED.fullmatch(pair) and word.islower()):
        return lang.startswith("de") or not following[0].isupper() or following.casefold() in DAYS  # z. T. Wasser
    return len(word) == 1 and _is_initial(word, before, following)


def _is_initial(letter: str, before: str, following: str) -> bool:
    """Tell whether a single letter is the first of a name or of a shortened word, and not a name of its own."""
    if letter == "I" or before.casefold() in LETTERED or before[-1:].isdecimal():
        return False
    return letter.isalpha() and (letter.islower() or following[0].isalpha())
