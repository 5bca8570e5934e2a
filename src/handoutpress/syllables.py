"""Syllables: how many a word has, by the groups of its vowels, in the six languages that a formula is known for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

VOWELS: Final = re.compile("[aeiouy]+")
CONSONANTS: Final = re.compile(r"(?<=[gq])ues?$|(?<=q)u|(?<=g)u(?=[aeiy])|(?<=[aeiou])(y)(?=[aeiou])")
"""Vowels that are said as consonants, or not at all: quick, guide, league, player."""
SILENT: Final = (
    re.compile(r"[^aeiouy]e(?<![^aeiouyr]le)(?<![bctg]re)$"),
    re.compile(r"(?:[^aeiouyscgzx]es(?<!shes)(?<!ches)(?<![^aeiouyr]les)(?<![bctg]res)|(?:^|[dhkr])aches)$"),
    re.compile(r"[^aeiouydt]ed(?<![^aeiouyrlw]led)(?<![ck]red)$"),
)
"""An e at the end that is written and not said."""
INNER: Final = (
    re.compile(
        r"[aeiouy][^aeiouy]+e(?<![^aeiouyr]le)(?<!the)(?:ly|ments?|mental|ful(?:ly|ness)?|(?:less|li)?ness|less|where|thing"
        r"|body|times?|sides?|fore|works?|land|town|ways?|lines?|hoods?|hold(?:er)?s?|how|what|balls?|marks?|heads?|well"
        r"|guards?|givers?|takers?|makers?|owners?|styles?|shift|cakes?|boards?|rooms?|wife|wives|like|wise|s?m[ae]n"
        r"|s?person|houses?|stones?|stock|spread|sale|mates?|days?|long|casts?|bands?|walks?|craft|span|water)$"
        r"(?<!element)(?<!elements)(?<!elemental)"
    ),
    re.compile(
        r"^some(?=[bdhtw])|^every|^eje(?=[bls])|^there(?=[bf])|^where(?=[abu])|ical(?=ly)"
        r"|^(?:fore|home|care|life|safe|time|house|base|space|wide|wire|face|nose|one|here)"
        r"(?=[bcdfghklmnpstw][aeiouhlrwy])"
    ),
)
"""The same inside a word that is made of others; it may come besides one at the end: homework, carefully, likewise."""
APART: Final = re.compile(
    r"(?<!pr)i(?=est)|i(?=a(?!ge)|o|u|et|enc[ey]|ent|ers?$)"
    r"|(?<![qgb])u(?=ous|al|at|ar(?![dm])|ing|it[yo]|i[dn](?!e)|ic[io]|ine|en[ctz]|ance|ary|el|itiv|ition)"
    r"|[aeouy](?=ing)|(?<!p)e(?=o(?!u|ns?$))|n(?=eous)|(?<!th)r(?=eat[eio])|[aiy]sms?$|thms?$"
    r"|[gn](?=eal$)|r(?=eali[tsz])|th(?=eat[er])|e(?=ums?$|us$)|(?:lin|nucl)e(?=ar)|[aeiouy][^aeiouy]+e(?=as?$|ans?$)"
    r"|rrho?(?=ea)|o(?=e[mtxv]|int(?:es|er))|a(?=o(?!h))|co(?=ord|opera|inc|ag|ali)|flu(?=o)|er(?=oi[nc])|my(?=[aeo])"
    r"|^re(?=a(?:pp|ss|tt|bs|ct|dm|dj)|e[nvxl]|i[mn]|o[pcr]|us)|^pre(?=e[mnx]|o[pc])"
)
"""Vowels that stand side by side in two syllables; ends in which a consonant makes one (spasm, rhythm)."""
TOGETHER: Final = re.compile(
    r"(?<!phy)[cstg]i(?:a(?!t[eio](?!v))|o(?!l|$)|u(?!m))|xiou|[cs]hio|li(?:a[rm]|an(?!c))|[nl]lion|alion|nion|nior|avio"
    r"|tien|(?<!s)cien|conscien|(?<=[aeiou])lien|(?:(?<=l)d|sh|(?<=on)t|^t)iers?$|[gt]reat(?=[eio])|cean"
)
"""What looks apart and is not."""
ODD: Final = {
    word: count
    for count, words in {
        1: "league george square view clothes tongue ache",
        2: "mr mrs business maybe likely quickly marriage facebook evening argue argued giant useful fashion unique"
           " lovely awesome hundred louis something people being someone iron tired quiet diet fluid every diamond"
           " comeback acne herpes",
        3: "everyone anyone nuclear influence guinea businessman summary area idea quality entire realize overseas"
           " alien medicine vegetable parliament australia platelet ascites",
        4: "everybody california entirely diabetes interested temperature",
    }.items()
    for word in words.split()
}  # fmt: skip
"""English words that the patterns get wrong."""


def syllables(word: str, lang: str) -> int:
    """Give the number of syllables of a word, one at least; a language without a counter counts as English."""
    return COUNTERS.get(lang, english)(word.casefold())


@lru_cache(maxsize=50_000)
def english(word: str) -> int:
    """Count by vowel groups, less what is mute, more what is said apart; parts of a compound by themselves."""
    if "-" in word:
        return sum(english(part) for part in word.split("-") if part)
    bare = re.sub(r"['\u2019]s?$", "", word)
    if odd := ODD.get(bare) or ODD.get(bare.removesuffix("s")):
        return odd
    said = CONSONANTS.sub(lambda found: "j" if found[1] else "", bare)
    count = len(VOWELS.findall(said)) - any(one.search(said) for one in SILENT)
    count += len(APART.findall(said)) - len(TOGETHER.findall(said)) - any(one.search(said) for one in INNER)
    return max(count + bool(re.search(r"[dst]n['\u2019]t$|[dt]['\u2019](?:ve|d|ll)$", bare)), 1)


@lru_cache(maxsize=50_000)
def spanish(word: str) -> int:
    """Count strong vowels, and runs of weak ones alone; an accent makes i and u strong: país has two.

    The u of que, qui, gue, gui is mute, and an h parts nothing (RAE, Ortografía de la lengua española, 2010).
    """
    said = re.sub(r"(?<=[qg])u(?=[eiéí])|(?<!c)h", "", word)
    said = re.sub("(?<=i)(?=i)|y(?=[aeiouáéíóú])", "-", said)
    return _nuclei("[aeiouyáéíóúü]+", said, strong="aeoáéíóú")


@lru_cache(maxsize=50_000)
def portuguese(word: str) -> int:
    """Count as in Spanish; but an i or u that another vowel follows stands alone, as in diabetes.

    It does not at the end of a word with an accent (água), nor in ão, ãe, õe. One behind a vowel stands alone before nh
    and before a consonant that closes its syllable (rainha, ruim).
    """
    said = re.sub(r"(?<=[qg])u(?=[aeiouáéíóúâêôãõ])|(?<=[ãõ])[oei]|(?<![cln])h", "", word)
    said = re.sub(r"(?<=[aeou])i(?=nh|[lrzmn](?:[^aeiouáéíóúâêôãõh]|$))", "í", said)
    said = re.sub(r"(?<=[ao])u(?=[lrzmn](?:[^aeiouáéíóúâêôãõh]|$))|(?<=[^qg])u(?=í)", "ú", said)
    if re.search("[áéíóúâêô].", said):
        said = re.sub("[iu](?=[aeo]s?$)", "", said)
    said = re.sub("(?<![aeouáéíóúâêôãõ])[iu](?=[aeouáéíóúâêôãõ])", "é", said)
    return _nuclei("[aeiouyáéíóúàâêôãõü]+", said, strong="aeoáéíóúàâêôãõ")


STRESSED: Final = re.compile(
    "(?:(?<=log|rog|erg|urg|mac|nom|tom|rap|pat|att)|(?<=graf|scop|less)|(?<=em|ps))i(?=[ae]$)|(?<=^[mtzvdp])i(?=[aeo]$)"
)
"""The i of allergia, chirurgia, farmacia, terapia, biopsia, malattia; of mio, zia, via."""


@lru_cache(maxsize=50_000)
def italian(word: str) -> int:
    """Count as in Spanish; the i of giorno and figlio is mute, one between vowels is a consonant.

    That the i of farmacia is stressed is not written: the commonest ends are known.
    """
    said = STRESSED.sub("-ì-", word)
    said = re.sub(r"(?<=[cg])i(?=[aeou])|(?<=gl)i(?=[aeou])|(?<=q)u", "", said)
    said = re.sub(r"(?<=[aeou])i(?=[aeou])|(?<=^bi)(?=o)", "-", said)
    return _nuclei("[aeiouyàèéìíòóùú]+", said, strong="aeoàèéìíòóùú")


def _nuclei(vowels: str, word: str, *, strong: str) -> int:
    """Count the syllables of the runs of vowels in a word: the strong ones of each run, or one."""
    return max(sum(max(sum(letter in strong for letter in run), 1) for run in re.findall(vowels, word)), 1)


_VOWEL: Final = "[aeiouyàâäéèêëîïôöùûüœæ]"
_SAID: Final = frozenset({
    "accident", "dent", "cent", "vent", "lent", "souvent", "argent", "urgent", "récent", "patient", "client",
    "fréquent", "différent", "adolescent", "incident", "présent", "absent", "agent", "content", "évident", "parent",
    "excellent", "équivalent", "permanent", "précédent", "ingrédient", "inconvénient", "détergent", "efficient",
    "conscient", "vient", "tient", "maintient", "contient", "devient", "revient", "prévient", "obtient", "convient",
})  # fmt: skip
"""French words whose -ent is said, besides all in -ment; elsewhere it is the mute end of a verb."""


@lru_cache(maxsize=50_000)
def french(word: str) -> int:
    """Count by vowel groups; é, ï and ë stand apart, y between vowels is a consonant, and an e at the end is mute."""
    word = re.sub("(?<=q)u(?=['\u2019])|(?<=gu)ë", "", word)
    if re.search("[-'\u2019]", word):
        return max(sum(french(part) for part in re.split("[-'\u2019]", word) if re.search(_VOWEL, part)), 1)
    said = re.sub(f"(?<={_VOWEL})y(?={_VOWEL})", "j", re.sub("(?<=[qg])u(?=[eiéèêy])", "", word))
    if not said.endswith("ment") and word.removesuffix("s") not in _SAID:
        said = re.sub("(?<=[^aeiouyàâäéèêëîïôöùûüœæ])(?:es?|ent)$|(?<=[iuyéo])es?$", "", said)
    count = len(re.findall("[aeiouyàâäèêîôöùûüœæ]+|[éïë]", said)) + (word == "pays")
    return max(count + len(re.findall("[bcdfgpt][lr]i(?=[aeoéè])", said)), 1)


@lru_cache(maxsize=50_000)
def german(word: str) -> int:
    """Count vowels, two that are said as one for one; ie is two in the ends of Patient, Ferien, Familie."""
    said = word.replace("qu", "q")
    count = len(re.findall("aa|ai|ay|au|äu|ee|ei|ey|eu|ie|oo|oi|[aeiouyäöüéèáàêô]", said))
    count += bool(re.search(r"ien(?:s|t|ten|tin|tinnen)?$(?<!schien)(?<!^dien)(?<!^wien)(?<!dient)", said))
    count += bool(re.search(r"(?:stud|lin|famil|ser|arter|hern|akt)ie$|eum", said))
    return count + bool(re.search(r"^(?:ge|be)(?=imp|irr|inh|urt|unr|end|ehr)|^re(?=inf)", said)) or 1


COUNTERS: Final[dict[str, Callable[[str], int]]] = {
    "en": english, "es": spanish, "it": italian, "pt": portuguese, "fr": french, "de": german,
}  # fmt: skip
