"""Telephone numbers by country: which one calls an ambulance, which one gives advice today, how others are dialled.

A country that is not listed is not judged: no table is better than one that is wrong where it matters.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

EMERGENCY: Final[dict[str, tuple[str, ...]]] = {
    "US": ("911",), "CA": ("911",), "MX": ("911",),
    "GB": ("999", "112"), "IE": ("112", "999"),
    "AU": ("000", "112"), "NZ": ("111",),
    "AT": ("112", "144"), "BE": ("112",), "BG": ("112",), "CY": ("112", "199"), "CZ": ("112", "155"), "DE": ("112",),
    "DK": ("112",), "EE": ("112",), "ES": ("112", "061"), "FI": ("112",), "FR": ("15", "112"), "GR": ("112", "166"),
    "HR": ("112", "194"), "HU": ("112", "104"), "IT": ("112", "118"), "LT": ("112",), "LU": ("112",),
    "LV": ("112", "113"), "MT": ("112",), "NL": ("112",), "PL": ("112", "999"), "PT": ("112",), "RO": ("112",),
    "SE": ("112",), "SI": ("112",), "SK": ("112", "155"),
    "CH": ("144", "112"), "IS": ("112",), "LI": ("144", "112"), "NO": ("113", "112"),
    "BR": ("192",), "HK": ("999", "112"), "IL": ("101",), "IN": ("112", "108", "102"), "JP": ("119",), "KR": ("119",),
    "MY": ("999", "112"), "SG": ("995",), "ZA": ("10177", "112"),
}  # fmt: skip
"""What calls an ambulance, the usual one first. In the European Union 112 does everywhere, by Directive (EU)
2018/1972, article 109; the others are the national ones that ITU-T E.161.1 has each country announce."""

SAME_DAY: Final = {
    "GB": "111", "CA": "811", "AU": "1800 022 222", "NZ": "0800 611 116",
    "AT": "1450", "BE": "1733", "DE": "116117", "FI": "116117", "NO": "116117", "PT": "808 24 24 24", "SE": "1177",
}  # fmt: skip
"""Public lines for advice when it is urgent and no emergency: NHS 111, Healthline, healthdirect and their like;
116117 by Decision 2007/116/EC of the European Commission."""

LETTER: Final = re.compile(r"[^\W\d_]")
EXTENSION: Final = re.compile(r"[\s,;]*\b(ext(ension)?\.?|x|option|opt\.?|poste|anexo)\s*\d+\s*$", re.IGNORECASE)
GAP: Final = re.compile(r"(?<=\d)[\s.\-]+(?=\d)")
LEAST: Final = 7
MOST: Final = 15
"""Digits of a whole number, after ITU-T E.164; fewer than seven reach nobody from outside."""
SHORT: Final = 6
"""Digits of the longest short number, such as 116117."""


class Form(NamedTuple):
    """How numbers of a country are dialled inside it: `lead` stands there for its code."""

    code: str
    lead: str
    digits: re.Pattern[str]
    words: str


FORMS: Final = {
    "US": Form("1", "", re.compile(r"1?[2-9]\d\d[2-9]\d{6}"), "10 digits with the area code"),
    "CA": Form("1", "", re.compile(r"1?[2-9]\d\d[2-9]\d{6}"), "10 digits with the area code"),
    "GB": Form("44", "0", re.compile(r"0[1-9]\d{8,9}"), "0 and 9 or 10 more digits"),
    "IE": Form("353", "0", re.compile(r"0[1-9]\d{6,8}|1[58]\d{8}"), "0 and 7 to 9 more digits"),
    "AU": Form("61", "0", re.compile(r"0[2-478]\d{8}|1[38]00\d{6}|13\d{4}"), "10 digits with the area code"),
    "NZ": Form("64", "0", re.compile(r"0[2-9]\d{7,9}"), "0 and 8 to 10 more digits"),
    "FR": Form("33", "0", re.compile(r"0[1-9]\d{8}"), "0 and 9 more digits"),
    "ES": Form("34", "", re.compile(r"[5-9]\d{8}"), "9 digits"),
}
"""After the national numbering plans: NANPA, Ofcom, ComReg, ACMA, NAD, Arcep, CNMC."""


def misdialled(number: str, country: str) -> str:
    """Say why a number cannot be dialled as it stands; nothing when it can."""
    bare = EXTENSION.sub("", number)
    if LETTER.search(bare):
        return "has letters in it"
    digits = re.sub(r"\D", "", bare.replace("(0)", "") if bare.startswith("+") else bare)
    form = FORMS.get(country)
    abroad = bare.startswith(("+", "00"))
    if form and abroad and digits.removeprefix("00").startswith(form.code):
        digits, abroad = form.lead + digits.removeprefix("00").removeprefix(form.code), False
    if form and not abroad:
        return "" if form.digits.fullmatch(digits) else f"is no number as it is dialled in {country}: {form.words}"
    return "" if LEAST <= len(digits) <= MOST else f"has {len(digits)} digits, where {LEAST} to {MOST} make a number"


def is_short(number: str) -> bool:
    """Tell whether this may be one of the short numbers for a service, such as 111."""
    return not LETTER.search(number) and 0 < len(re.sub(r"\D", "", number)) <= SHORT


def numbers(text: str) -> tuple[str, ...]:
    """Give every number in a text as bare digits: '999 or 1 1 2' are two."""
    return tuple(re.findall(r"\d+", GAP.sub("", text)))
