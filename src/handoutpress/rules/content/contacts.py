"""Rules on numbers and addresses: what a clinic may change must not be typed by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.findings import Severity
from handoutpress.rulebook import Hit, hit
from handoutpress.rules.content.book import CONTENT
from handoutpress.rules.content.vocabulary import CALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from handoutpress.clinic import Clinic
    from handoutpress.rules.content.book import Draft

PHONE: Final = re.compile(
    r"(?<![\w@/.-])(?:"
    r"(?:\+\d{1,3}[ .-]?(?:\(0\))?[ .-]?)?(?:\(\d{2,5}\)[ .-]?|\d{2,5}[ .-])\d{2,4}(?:[ .-]\d{2,4}){1,3}"
    r"|(?:\+\d{1,3}[ .-]?(?:\(0\)[ .-]?)?|\(?0)\d{2,5}\)?[ .-]\d{4,8}"
    r"|\d{3}-\d{4}|\+?\d{9,14}"
    r"|1-\d{3}-\d{3}-\d{4}|1-8\d\d-[A-Z\d-]{7,10}"
    r")(?![\w/-]|\.\d)"
)
NO_PHONE: Final = re.compile(r"\d\d\.\d\d[ -]\d\d\.\d\d|\d\d([.-])\d\d\1\d{4}|\d{4}-\d\d-\d\d")
"""Hours, such as 09.00-17.00, and dates."""
ENOUGH: Final = 9
"""Last digits by which a number is known, with and without the code of its country."""
LEAST_DIGITS: Final = 7
RUN: Final = re.compile(r"\d{8,}|\d+(?:\.\d+){2,}")
EMERGENCY: Final = re.compile(
    r"(?<![\w.,:/-])\d{3}(?![\w/%]|[.,]\d)(?! [A-Z]\w+ (?:Street|St|Road|Rd|Avenue|Ave|Lane|Walk)\b)"
)
SHORT: Final = 7


@CONTENT.rule("H311", "'{}' is typed in by hand", hint="{1}", standards=("NHS-contact",))
def typed_number(draft: Draft) -> Iterator[Hit]:
    """A number that changes must change in one place: in a text typed by hand the old one lives on for years.

    A number of the clinic's own is an error. Any other, such as that of a help line, belongs among the clinic's words.

    Instead of: Call 020 7946 0018.
    Write: Call {{ clinic.phone }}.
    Source: audits of hospital leaflets find numbers out of date to be among the commonest faults.
    """
    own = {_digits(value)[-ENOUGH:]: name for clinic in draft.clinics for name, value in _numbers(clinic)}
    for passage in draft.text.passages:
        for found in _phones(passage.text):
            if sum(map(str.isalnum, found[0])) < LEAST_DIGITS:
                continue
            if name := own.get(_digits(found[0])[-ENOUGH:]):
                yield hit(passage.place(found.start()), found[0], f"write {{{{ {name} }}}}", severity=Severity.ERROR)
            else:
                hint = (
                    "write {{ clinic.phone }}, or put a help line among the clinic's words: {{ clinic.words.helpline }}"
                )
                yield hit(passage.place(found.start()), found[0], hint)


@CONTENT.rule("H312", "the emergency number '{}' is typed in by hand", hint="write {{{{ clinic.emergency }}}}",
              severity=Severity.ERROR, standards=("NHS-care-cards",))  # fmt: skip
def typed_emergency(draft: Draft) -> Iterator[Hit]:
    """The number differs from country to country, and the same text serves clinics in several.

    Instead of: Call 911 now.
    Write: Call {{ clinic.emergency }} now.
    Source: our own: one text for every clinic.
    """
    call = CALL.get(draft.lang)
    own = {number for clinic in draft.clinics for number in re.findall(r"\d{3}", clinic.contact.emergency)}
    for passage in draft.text.passages:
        for found in EMERGENCY.finditer(passage.text):
            if found[0] in own and call and call.search(passage.text[: found.start()]):
                yield hit(passage.place(found.start()), found[0])


@CONTENT.rule("H313", "'{}' is the clinic's own, typed in by hand", hint="write {{{{ {1} }}}}",
              severity=Severity.ERROR, standards=("NHS-contact",))  # fmt: skip
def typed_address(draft: Draft) -> Iterator[Hit]:
    """An address, a web site or a name that is typed in stays behind when the clinic moves.

    Instead of: Write to hello@oakfield.example.
    Write: Write to {{ clinic.email }}.
    Source: audits of hospital leaflets; our own: one text for every clinic.
    """
    known = {value: name for clinic in draft.clinics for name, value in _addresses(clinic)}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)
    names = {value.casefold(): name for value, name in known.items()}
    for passage in draft.text.passages if known else ():
        for found in pattern.finditer(passage.text):
            yield hit(passage.place(found.start()), found[0], names[found[0].casefold()])


@CONTENT.rule("H314", "the number '{}' is hard to read", hint="part it in groups: 020 7946 0018, (503) 555-0142",
              standards=("CCI-15",))  # fmt: skip
def number_in_one_run(draft: Draft) -> Iterator[Hit]:
    """A long row of figures is dialled wrongly: the eye holds three or four of them at a time.

    Instead of: 02079460018
    Write: 020 7946 0018
    Source: ITU-T E.123 (notation for telephone numbers); GOV.UK style guide, telephone numbers.
    """
    for passage in draft.text.passages:
        for found in _phones(passage.text):
            if RUN.fullmatch(found[0].lstrip("+")):
                yield hit(passage.place(found.start()), found[0])


def _phones(text: str) -> Iterator[re.Match[str]]:
    return (found for found in PHONE.finditer(text) if not NO_PHONE.fullmatch(found[0]))


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text.replace("(0)", ""))


def _numbers(clinic: Clinic) -> Iterator[tuple[str, str]]:
    contact = clinic.contact
    for name, value in (("clinic.phone", contact.phone), ("clinic.urgent", contact.urgent)):
        if value and len(_digits(value)) >= LEAST_DIGITS:
            yield name, value


def _addresses(clinic: Clinic) -> Iterator[tuple[str, str]]:
    """Give what is a clinic's own and long enough to be told from a common word, with the value that stands for it."""
    home = clinic.brand.meta.link.home.partition("://")[2].rstrip("/") if clinic.brand.meta.link else ""
    given = [("clinic.email", clinic.contact.email or ""), ("clinic.web", home), ("clinic.name", clinic.name)]
    given += [("clinic.address", line) for line in clinic.contact.address]
    return ((name, value) for name, value in given if len(value) >= SHORT)
