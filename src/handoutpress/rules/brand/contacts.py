"""Rules on how a clinic is reached: numbers that can be dialled, and are right where a life hangs on them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from handoutpress.clinic import VALUE
from handoutpress.findings import Severity
from handoutpress.rulebook import hit
from handoutpress.rules.brand.book import BRAND
from handoutpress.rules.brand.countries import EMERGENCY, SAME_DAY, is_short, misdialled, numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from handoutpress.rulebook import Hit
    from handoutpress.rules.brand.book import Identity

HTTPS: Final = re.compile(r"https://[^\s/@]+\.[^\s/.]{2,}(/\S*)?")
DUMMY: Final = re.compile(r"\W*(to ?do|tbc|tbd|n/?a|none|x+|(street )?address)\W*", re.IGNORECASE)
WAYS: Final = frozenset({"clinic.phone", "clinic.urgent", "clinic.email", "clinic.web"})
WRITTEN: Final = re.compile(r"\S@\S|https?://\S|www\.\S|\d(?:[\s().-]*\d){6}")
"""An e-mail address, a web address or a telephone number in a text."""


@BRAND.rule(
    "B208",
    "clinic.{} '{}' {}",
    hint="write one number, without letters, as it is dialled from a mobile; then call it once",
    standards=("NHS-contact",),
)
def odd_number(identity: Identity) -> Iterator[Hit]:
    """Patients in pain dial what is printed.

    Letters are hard to find on a keypad, a number without its area code fails from a mobile, and a digit too few
    reaches nobody.

    Instead of: phone: "1-800-SPINE-OK"
    Write: phone: "(503) 555-0142"
    Source: ITU-T E.123 and E.164; the national numbering plans
    """
    contact = identity.contact
    for name, number in (("phone", contact.phone), ("urgent", contact.urgent)):
        short = name == "urgent" and is_short(number or "")
        if number and not short and (why := misdialled(number, contact.country)):
            yield hit(identity.at("clinic", name), name, number, why)


@BRAND.rule(
    "B209",
    "there is no number for help on the same day",
    hint="add clinic.urgent: the number that is answered today, also out of hours{}",
    standards=("NHS-care-cards", "NHS-contact"),
)
def no_urgent_number(identity: Identity) -> Iterator[Hit]:
    """Between 'ask us' and an ambulance there are things that cannot wait until Monday.

    Without a number for them some patients wait too long and others call an ambulance. A country's public line in any
    of the clinic's words, such as 111 among the hours, will do.

    Instead of: phone: "020 7946 0142"
    Write: urgent: "111", on a line below it
    Source: NHS digital service manual, care cards: urgent
    """
    contact = identity.contact
    public = SAME_DAY.get(contact.country, "")
    said = {number for text in identity.texts for number in numbers(text)}
    if not contact.urgent and not said.intersection(numbers(public)):
        yield hit(identity.at("clinic"), f"; in {contact.country} the public one is {public}" if public else "")


@BRAND.rule(
    "B210",
    "'{}' calls no ambulance in {}",
    hint="write {2}",
    severity=Severity.ERROR,
    standards=("NHS-care-cards",),
)
def wrong_emergency_number(identity: Identity) -> Iterator[Hit]:
    """No line of a leaflet must be right as much as this one.

    It is most often wrong in a brand that was copied from another country. Countries that are not in our table are not
    judged.

    Instead of: emergency: "911", in Britain
    Write: emergency: "999"
    Source: ITU-T E.161.1, the national emergency numbers; Directive (EU) 2018/1972, article 109 (112)
    """
    contact = identity.contact
    known = EMERGENCY.get(contact.country, ())
    if known and not set(numbers(contact.emergency)).intersection(known):
        yield hit(identity.at("clinic", "emergency"), contact.emergency, contact.country, " or ".join(known))


@BRAND.rule(
    "B211",
    "clinic.{} and clinic.emergency are the same number, {}",
    hint="give clinic.{} the number of the clinic, or of a line for advice",
    standards=("NHS-care-cards",),
)
def emergency_number_for_less(identity: Identity) -> Iterator[Hit]:
    """Two cards of a leaflet then give one number, and patients with a question call an ambulance.

    Instead of: urgent: "999"
    Write: urgent: "111"
    Source: NHS digital service manual, care cards: each says what to do when
    """
    contact = identity.contact
    for name, number in (("phone", contact.phone), ("urgent", contact.urgent)):
        if number and numbers(number) == numbers(contact.emergency):
            yield hit(identity.at("clinic", name), name, number)


@BRAND.rule(
    "B212",
    "{} '{}' is not a whole address that begins with https://",
    hint="copy it from the line at the top of the browser, and scan the code once",
    standards=("NHS-contact",),
)
def unsafe_address(identity: Identity) -> Iterator[Hit]:
    """Telephones search the web for an address without https:// instead of opening it, and warn of one with http://.

    What a patient reads there about their health is nobody else's business.

    Instead of: qr: oakfield.example/leaflets
    Write: qr: https://oakfield.example/leaflets
    Source: RFC 9110, 4.2.2, the https scheme
    """
    link = identity.clinic.brand.meta.link
    given = ((("clinic", "qr"), identity.contact.qr), (("meta", "link", "home"), link.home if link else None))
    for keys, address in given:
        if address and not HTTPS.fullmatch(address):
            yield hit(identity.at(*keys), ".".join(keys), address)


@BRAND.rule(
    "B213",
    "clinic.address says no place",
    hint="write a line each for the street and the town",
    standards=("NHS-publisher", "NHS-contact"),
)
def no_address(identity: Identity) -> Iterator[Hit]:
    """Patients write, come in, or are driven by somebody who has to find the way.

    The address also says whose leaflet this is.

    Instead of: address: []
    Write: address: [7 Oakfield Road, "Saltmere ZZ1 2ZZ"]
    Source: NHS England, Accessible Information Standard; DISCERN, item 4: who is behind a text
    """
    lines = (line for line in identity.contact.address if any(map(str.isalpha, line)))
    if all(DUMMY.fullmatch(line) for line in lines):
        yield hit(identity.at("clinic", "address"))


@BRAND.rule(
    "B214",
    "the line on other formats names no way to ask for them ({})",
    hint="put a number or an address in: Call {{{{ clinic.phone }}}}.",
    standards=("NHS-formats",),
)
def no_way_to_ask(identity: Identity) -> Iterator[Hit]:
    """Who cannot read this leaflet needs another one, and must be told where to ask.

    The line itself needs a telephone number, an e-mail address or a web address.

    Instead of: formats: "Large print is available on request."
    Write: formats: "Large print, audio or another language? Call {{ clinic.phone }}."
    Source: NHS England, Accessible Information Standard (DCB1605); UKAAF guidance on large print
    """
    for lang in identity.contact.languages:
        values, words = identity.clinic.values(lang), identity.clinic.in_language(identity.contact.formats, lang)
        said = _filled(words or "", values)
        if words and not WRITTEN.search(said) and not any(values[way] in said for way in WAYS.intersection(values)):
            yield hit(identity.at("clinic", "formats", lang), lang)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return VALUE.sub(lambda found: values.get(found[1], ""), text)
