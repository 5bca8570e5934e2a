"""Public standards for leaflets as lists of items, in our own words; the texts that count are their publishers'.

A rule names the items that it looks after by their id, such as CCI-8. What no rule names is for a person alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from handoutpress.rulebook import Rule


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a standard asks for, worded so that "yes" is the good answer."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard, its items, and what to know before one answers them."""

    name: str
    short: str
    publisher: str
    url: str
    items: tuple[Item, ...]
    note: str = ""


def _items(prefix: str, words: Mapping[str | int, str]) -> tuple[Item, ...]:
    return tuple(Item(f"{prefix}-{key}", text) for key, text in words.items())


CCI: Final = Standard(
    "Clear Communication Index",
    "CDC",
    "Centers for Disease Control and Prevention (CDC), United States",
    "https://www.cdc.gov/ccindex/",
    _items(
        "CCI",
        {
            1: "There is one main message.",
            2: "It comes first.",
            3: "Type, a box or a colour makes it stand out.",
            4: "A picture carries or supports it.",
            5: "The reader is told what to do.",
            6: "The message and what to do are said in the active voice.",
            7: "All words are those that the readers use.",
            8: "What can be listed stands in a list.",
            9: "The text comes in short parts, each with a heading.",
            10: "The first part sums up what matters most.",
            11: "It says what is known, what is not, and who says so.",
            12: "It names something that the reader can do for their health.",
            13: "It says why that is worth doing.",
            14: "It says how: what, how often, how long, where.",
            15: "Numbers are of a kind that the readers use every day.",
            16: "It says what each number means.",
            17: "Nobody has to work anything out.",
            18: "Where there is a risk, it says what may happen, and to whom.",
            19: "It names what speaks for an action and what speaks against it.",
            20: "A chance in figures is also put into words or a picture.",
        },
    ),
    "Items 12 to 14 are for leaflets that advise, 15 to 17 for those with numbers, 18 to 20 for those about risks.",
)

PEMAT: Final = Standard(
    "Patient Education Materials Assessment Tool (PEMAT-P)",
    "PEMAT-P",
    "Agency for Healthcare Research and Quality (AHRQ), United States",
    "https://www.ahrq.gov/health-literacy/patient-education/pemat.html",
    _items(
        "PEMAT",
        {
            1: "One sees at once what the leaflet is for.",
            2: "Nothing leads away from that.",
            3: "The words are everyday words.",
            4: "Medical words are few, and explained.",
            5: "It says who does what (active voice).",
            6: "Numbers are clear and easy to grasp.",
            7: "The reader has nothing to calculate.",
            8: "The text is cut into short parts.",
            9: "Each heading tells what stands under it.",
            10: "The parts are in a good order.",
            11: "There is a summary.",
            12: "Boxes, arrows, bold or larger type lead to the main points.",
            15: "There is a picture wherever one would help.",
            16: "Pictures help the text along and do not distract from it.",
            17: "Every picture has a title or a caption.",
            18: "Pictures are clear, without clutter.",
            19: "Tables are small, with short, clear headings.",
            20: "It names at least one thing that the reader can do.",
            21: 'It speaks to the reader: "you", or "do this".',
            22: "What is to be done is broken into small steps.",
            23: "There is something to use: a checklist, a diary, a planner.",
            24: "Where something must be worked out, it shows how.",
            25: "It explains how to read its charts, tables and diagrams.",
            26: "Pictures show how to do it wherever that makes it easier.",
        },
    ),
    "Items 13 and 14 are for films and sound. If there are no numbers, tables or pictures, leave theirs open.",
)

NHS: Final = Standard(
    "Standard for creating health content; care cards; Accessible Information Standard",
    "NHS",
    "National Health Service (NHS), England",
    "https://service-manual.nhs.uk/content/standard-for-creating-health-content",
    _items(
        "NHS",
        {
            "publisher": "It says who made it.",
            "last-checked": "It says when it was last checked.",
            "next-check": "It says when it will be checked again, and that day is still to come.",
            "clinical-check": "A clinician who knows the subject has approved it.",
            "sources": "It rests on sources that are named and still current.",
            "care-cards": "It tells apart what can wait, what is urgent and what is an emergency, and whom to call.",
            "contact": "Numbers and addresses are right, and somebody answers there.",
            "formats": "It says how to ask for large print, another language or another format.",
            "translation": "A translation was checked by a clinician who speaks the language.",
            "plain-words": "People who find reading hard can understand it.",
            "inclusive": "It speaks with respect of and to everyone whom it concerns.",
            "readers": "Patients have read a draft and said what they made of it.",
            "feedback": "A reader can tell the clinic what is wrong or missing.",
            "interests": "Money and interests behind it are told, and it advertises nothing.",
            "rights": "Text and pictures may be used, and whose they are is said.",
        },
    ),
)

RNIB: Final = Standard(
    "Clear Print, large print",
    "RNIB",
    "Royal National Institute of Blind People (RNIB); UK Association for Accessible Formats (UKAAF)",
    "https://www.rnib.org.uk/",
    _items(
        "RNIB",
        {
            "type-size": "Type is 12 point or larger; 16 point or larger in large print.",
            "typeface": "The typeface is plain: no script, no ornament.",
            "weight": "Strokes are not thin.",
            "numerals": "Figures are easily told apart: 3, 5, 6, 8 and 0.",
            "capitals": "No line is set in capitals.",
            "italics": "Nothing is set in italics or underlined to stress it.",
            "contrast": "Type is dark on a light ground, or light on a dark one.",
            "paper": "The paper is matt, and the other side does not show through.",
            "alignment": "Lines begin at the same edge, with even spaces between words.",
            "line-length": "Lines hold about 60 to 70 letters; fewer in columns.",
            "word-breaks": "No word is broken at the end of a line.",
            "spacing": "Lines have room between them, and paragraphs a little more.",
            "columns": "Columns are set well apart.",
            "pictures": "Pictures are sharp, and no text lies over them.",
            "layout": "Headings and page numbers keep their place, and what belongs together is not torn apart.",
            "writing-room": "Lines and boxes to fill in are large enough for large handwriting.",
        },
    ),
)

WCAG: Final = Standard(
    "Web Content Accessibility Guidelines 2.1, those that concern a leaflet",
    "WCAG",
    "World Wide Web Consortium (W3C)",
    "https://www.w3.org/TR/WCAG21/",
    _items(
        "WCAG",
        {
            "1.1.1": "Every picture has a description that stands in for it.",
            "1.3.1": "Headings, lists and tables are marked as what they are.",
            "1.3.2": "Read aloud, everything comes in the right order.",
            "1.4.1": "Nothing is told by colour alone.",
            "1.4.3": "Text stands out from its ground: 4.5 to 1, large text 3 to 1.",
            "1.4.11": "Lines and signs that carry meaning stand out from theirs: 3 to 1.",
            "2.4.4": "A link says where it leads.",
            "2.4.6": "Headings say what follows.",
            "3.1.1": "The language is marked.",
        },
    ),
)

STANDARDS: Final = (CCI, PEMAT, NHS, RNIB, WCAG)
ITEMS: Final[Mapping[str, Item]] = {item.id: item for standard in STANDARDS for item in standard.items}


def lookers(rules: Iterable[Rule[Any]]) -> Mapping[str, tuple[Rule[Any], ...]]:
    """Give for each item the rules that look after it, by code; none for what only a person can judge."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    return {id_: tuple(rule for rule in ordered if id_ in rule.standards) for id_ in ITEMS}
