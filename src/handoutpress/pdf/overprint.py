"""Overprinting: which text is printed on top of what is under it, and does not knock it out.

Black letters on a tint would show a white seam wherever the plates do not meet; printed on top they cannot.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pikepdf import ContentStreamInlineImage, Dictionary, Name

from handoutpress.pdf.contents import PAINTS, SHOWS_TEXT, Content, contents, instruction

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from handoutpress.pdf.contents import Instruction

SOLID_BLACK: Final = (0.0, 0.0, 0.0, 1.0)
ON: Final = Name("/OverprintBlack")
OFF: Final = Name("/OverprintNothing")
# ISO 32000-1, 8.6.7: in mode 1 an ink of 0 % leaves what is under it; mode 0 would knock it out.
STATES: Final = {ON: Dictionary(OP=True, op=True, OPM=1), OFF: Dictionary(OP=False, op=False, OPM=0)}
FILLED: Final = 0
"""The text rendering mode that fills letters and nothing else."""


@dataclass(frozen=True, slots=True)
class _State:
    colour: tuple[float, ...] = ()
    mode: int = FILLED
    on: bool = False


def overprint_black_text(pdf: pikepdf.Pdf) -> None:
    """Let text in 100 % black alone overprint, and nothing else; all colours are in DeviceCMYK already."""
    for content in list(contents(pdf)):
        if content.mask:
            continue
        before = content.instructions()
        after = list(_switched(before))
        if len(after) != len(before):
            _name_states(content)
            content.rewrite(pdf, after)


def _switched(instructions: list[Instruction]) -> Iterator[Instruction]:
    state = _State()
    kept: list[_State] = []
    for given in instructions:
        operator = "INLINE IMAGE" if isinstance(given, ContentStreamInlineImage) else str(given.operator)
        match operator:
            case "q":
                kept.append(state)
            case "Q" if kept:
                state = kept.pop()
            case "k":
                state = replace(state, colour=tuple(float(value) for value in given.operands))
            case "cs" | "g" | "rg":
                state = replace(state, colour=())
            case "Tr":
                state = replace(state, mode=int(given.operands[0]))
        if operator in SHOWS_TEXT or operator in PAINTS:
            wanted = operator in SHOWS_TEXT and state.colour == SOLID_BLACK and state.mode == FILLED
            if wanted != state.on:
                state = replace(state, on=wanted)
                yield instruction("gs", ON if wanted else OFF)
        yield given


def _name_states(content: Content) -> None:
    if "/ExtGState" not in content.resources:
        content.resources["/ExtGState"] = Dictionary()
    for name, state in STATES.items():
        content.resources["/ExtGState"][name] = state
