"""The keywords with which a printer says what ails it, in words for the one who stands before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS: Final = {
    "media-empty": "no paper",
    "media-needed": "the right paper is not in it",
    "media-jam": "paper jam",
    "door-open": "a door is open",
    "cover-open": "a cover is open",
    "interlock-open": "a cover is open",
    "input-tray-missing": "a paper tray is missing",
    "output-tray-missing": "the output tray is missing",
    "output-area-full": "the output tray is full",
    "toner-empty": "no toner",
    "developer-empty": "no toner",
    "marker-supply-empty": "no ink or toner",
    "marker-waste-full": "the waste toner box is full",
    "opc-life-over": "the drum is worn out",
    "fuser-over-temp": "the fuser is too hot",
    "fuser-under-temp": "the fuser is too cold",
    "spool-area-full": "its memory is full",
    "paused": "it is paused",
    "shutdown": "it is switched off",
    "stopped": "it is stopped",
    "printer-stopped": "it is stopped",
    "timed-out": "it does not answer its queue",
    "held": "the job is held in the queue",
}
"""RFC 8011, 5.4.12 and 5.3.8, and PWG 5100.9: only what somebody has to see to."""
REMEDY: Final = {
    "media-empty": "put paper in",
    "media-needed": "put the paper in that the leaflet needs",
    "media-jam": "take the jammed paper out",
    "output-area-full": "empty the output tray",
    "paused": "let it go on: at its panel, or with cupsenable",
    "stopped": "look at its panel",
    "held": "release it in the queue",
}
ERROR, WARNING, REPORT = "-error", "-warning", "-report"
"""How grave a reason is stands at its end; without it, it is as grave as can be (RFC 8011, 5.4.12)."""


def attention(reasons: Iterable[str], *, warnings: bool = False) -> tuple[str, ...]:
    """Give the reasons for which somebody has to go to the printer, without their endings.

    Of `warnings` there may be some at any time, such as a second tray that is empty; while a job waits, they count
    too, for there are printers that never say more.
    """
    found = []
    for reason in reasons:
        bare = reason.removesuffix(ERROR).removesuffix(WARNING)
        minor = reason.endswith(REPORT) or (reason.endswith(WARNING) and not warnings)
        if not minor and (reason.endswith(ERROR) or bare in WORDS):
            found.append(bare)
    return tuple(dict.fromkeys(found))


def in_words(reasons: Iterable[str]) -> str:
    """Say reasons in words; one that we do not know stands as it is."""
    return ", ".join(dict.fromkeys(WORDS.get(reason, reason.replace("-", " ")) for reason in reasons))


def remedy(reasons: Iterable[str]) -> str:
    """Say what to do about the first reason that we know a remedy for."""
    return next((REMEDY[reason] for reason in reasons if reason in REMEDY), "look at the printer")
