"""Rules on numbers: doses, dates and chances that can be misread, and benefits told without their risks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.rulebook import Hit, hit
from handoutpress.rules.content.book import CONTENT
from handoutpress.rules.content.vocabulary import BENEFIT, RISK, TREATMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.manuscript import Passage
    from handoutpress.rules.content.book import Draft

UNIT: Final = (
    r"(?:mg|mcg|[\u00b5\u03bc]g|kg|g|ml|mL|cl|L|l|mmol|units?|IU|grams?|milligrams?|micrograms?|milliliters?|millilitres?"
    r"|liters?|litres?|tablets?)"
)
NAKED: Final = re.compile(rf"(?<![\w.,:/])[.,]\d+(?=\s?{UNIT}\b)")
TRAILING: Final = re.compile(rf"\b\d+[.,]0{{1,2}}(?=\s?{UNIT}\b)(?!\s?mmol)")
"""Three zeros are thousands, as in 1,000 mg; a value from the laboratory is given as exactly as it was measured."""
SHORT_UNITS: Final = re.compile(
    r"(?:(?<=\d)|(?<=\d\s))(?:mcg|ug|[\u00b5\u03bc]g|IU|U(?![.-])|cc)\b"
    r"|\b(?:q\.?o?\.?d\.?|QO?D|[bt]\.i\.d\.?|BID|TID|tid|tds|TDS"
    r"|qds|QDS|q\.?i\.d\.?|QID|qid|p\.r\.n\.?|PRN|prn|q\.?h\.?s\.?|QHS)(?!\w)"
)
TIME_IS_TID: Final = frozenset({"da", "nb", "nn", "no", "sv"})
IN_FULL: Final = {
    "mcg": "micrograms", "ug": "micrograms", "tds": "3 times a day", "qds": "4 times a day",
    "\u00b5g": "micrograms", "\u03bcg": "micrograms", "iu": "units", "u": "units", "cc": "ml",
    "qd": "once a day", "qod": "every other day", "bid": "twice a day", "tid": "3 times a day",
    "qid": "4 times a day", "prn": "when needed", "qhs": "at bedtime",
}  # fmt: skip
DATE: Final = re.compile(r"(?<![\d/.-])(?:\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d\d-\d\d)(?![\d/-]|\.\d)")
OUT_OF: Final = re.compile(
    r"\b(?:\d+|one|two|three|four|five|una?|dos|tres)\s+(?:(?:in|out of)(?: every)?|de cada)\s+"
    r"(?P<base>\d{1,3}(?:[,. ]?\d{3})*|ten|twenty|a hundred|a thousand|diez|veinte|cien|mil)\b"
    r"(?!\s(?:minutes?|hours?|days?|weeks?|months?|years?|minutos?|horas?|días?|semanas?|meses|años?)\b)",
    re.IGNORECASE,
)
"""Chances; 8 in 24 hours is none."""
PER_CENT: Final = re.compile(r"\b\d+(?:[.,]\d+)?\s?(?:%|per ?cent\b|por ciento\b)", re.IGNORECASE)
IN_WORDS: Final = {
    "ten": "10", "diez": "10", "twenty": "20", "veinte": "20",
    "ahundred": "100", "cien": "100", "athousand": "1000", "mil": "1000",
}  # fmt: skip


@CONTENT.rule("H301", "'{}' has no figure before the point", hint="write 0{0}: the point is easily missed",
              severity=Severity.ERROR, standards=("CCI-15", "PEMAT-6"))  # fmt: skip
def naked_decimal(draft: Draft) -> Iterator[Hit]:
    """When the point is overlooked, .5 mg is read as 5 mg: ten times the dose.

    Instead of: .5 mg
    Write: 0.5 mg
    Source: ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations; Joint Commission "Do Not Use" list.
    """
    yield from _found(draft, NAKED)


@CONTENT.rule("H302", "'{}' has a zero behind the point",
              hint="take the point and the zero away: it is read as ten times",
              severity=Severity.ERROR, standards=("CCI-15", "PEMAT-6"))  # fmt: skip
def trailing_zero(draft: Draft) -> Iterator[Hit]:
    """When the point is overlooked, 1.0 mg is read as 10 mg: ten times the dose.

    Instead of: 1.0 mg
    Write: 1 mg
    Source: ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations; Joint Commission "Do Not Use" list.
    """
    yield from _found(draft, TRAILING)


@CONTENT.rule("H303", "'{}' can be misread", hint="write it in full: {1}", severity=Severity.ERROR,
              standards=("PEMAT-4", "PEMAT-6"))  # fmt: skip
def dangerous_unit(draft: Draft) -> Iterator[Hit]:
    """Short forms of units and times have been read as others, and patients were harmed: qd as qid, U as 0.

    Instead of: 50 mcg qd
    Write: 50 micrograms once a day
    Source: ISMP List of Error-Prone Abbreviations, Symbols, and Dose Designations; Joint Commission "Do Not Use" list.
    """
    for passage in draft.text.passages:
        for found in SHORT_UNITS.finditer(passage.text):
            if found[0] == "tid" and draft.lang in TIME_IS_TID:
                continue
            full = IN_FULL.get(found[0].replace(".", "").lower(), "the words")
            yield hit(passage.place(found.start()), found[0], full)


@CONTENT.rule("H304", "the date '{}' is all figures", hint="write the month as a word: 4 March 2026",
              standards=("CCI-15",))  # fmt: skip
def unclear_date(draft: Draft) -> Iterator[Hit]:
    """03/04 is March in one country and April in the next.

    Instead of: 03/04/2026
    Write: 4 March 2026
    Source: NHS content style guide, dates; ISO 8601 on why order must be agreed.
    """
    yield from _found(draft, DATE)


@CONTENT.rule("H305", "chances are given out of {}", hint="use one base throughout, such as: 5 out of 100 people",
              standards=("CCI-15", "CCI-17", "CCI-20", "PEMAT-6", "PEMAT-7"))  # fmt: skip
def mixed_denominators(draft: Draft) -> Iterator[Hit]:
    """Many take 1 in 10 for less than 1 in 100, because 10 is less than 100: unlike bases cannot be compared.

    Instead of: 1 in 20 people feel sick, 3 in 1,000 have a clot.
    Write: 50 in 1,000 people feel sick, 3 in 1,000 have a clot.
    Source: CDC Clear Communication Index, items 15 to 17; Trevena et al., BMC Med Inform Decis Mak 2013;13(S2):S7.
    """
    bases: dict[str, tuple[Passage, int]] = {}
    for passage in draft.text.of("summary", "paragraph", "item", "cell"):
        for found in OUT_OF.finditer(passage.text):
            base = re.sub(r"[,. ]", "", found["base"]).lower()
            bases.setdefault(IN_WORDS.get(base, base), (passage, found.start()))
        for found in PER_CENT.finditer(passage.text) if RISK_OR_CHANCE.search(passage.text) else ():
            bases.setdefault("100", (passage, found.start()))
    if len(bases) > 1:
        passage, at = list(bases.values())[1]
        yield hit(passage.place(at), " and of ".join(bases))


CARE: Final = frozenset({"self-care", "ask", "urgent", "emergency"})
"""What a reader must look out for is told in them, with or without a treatment."""
RISK_OR_CHANCE: Final = re.compile(r"\b(?:people|patients|women|men|children|cases|chances?|risks?|personas|pacientes"
                                   r"|mujeres|hombres|casos|probabilidad|riesgos?)\b", re.IGNORECASE)  # fmt: skip


@CONTENT.rule("H306", "the benefit of treatment is named, its risks are not",
              hint="say what it may cost: side effects, what can go wrong, whom it does not help",
              standards=("CCI-18", "CCI-19"))  # fmt: skip
def benefit_without_risk(draft: Draft) -> Iterator[Hit]:
    """Only who knows both sides can choose; a leaflet that praises is an advertisement.

    Instead of: A steroid injection eases the pain.
    Write: A steroid injection may ease the pain. It does not help everyone, and there is a small risk of infection.
    Source: CDC Clear Communication Index, items 18 and 19; GMC, Decision making and consent.
    """
    benefit, treatment, risk = (words.get(draft.lang) for words in (BENEFIT, TREATMENT, RISK))
    told = (one.text for one in draft.text.passages if one.kind != "title" and one.card not in CARE)
    if not (benefit and treatment and risk) or any(risk.search(text) for text in told):
        return
    for sentence in draft.text.prose:
        named = any(found["named"] for found in treatment.finditer(sentence.text))
        if named and benefit.search(sentence.text):
            yield hit(sentence.place())
            return


def _found(draft: Draft, pattern: re.Pattern[str]) -> Iterator[Hit]:
    """Find a pattern in every piece of the text."""
    for passage in draft.text.passages:
        for found in pattern.finditer(passage.text):
            yield hit(passage.place(found.start()), found[0])
