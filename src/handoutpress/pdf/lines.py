"""A mend for the engine's line breaking: no word is left alone on a line in the middle of a paragraph.

WeasyPrint 70 lets a run of text that ends in a space (so, one before bold type) hang that space over the edge, then
takes the run for too wide and sets its first word on a line of its own (WeasyPrint issue 1051, "Stray line break").
Here such a run keeps its width to the edge, as the CSS rule on hanging spaces says (CSS Text 3, 4.1.3).
"""

from __future__ import annotations

from typing import Any

from handoutpress.pdf.engine import inline, line_break

_split = line_break.split_first_line


def _split_hanging(text: str, style: Any, context: Any, max_width: Any, *args: Any, **kwargs: Any) -> Any:
    found = _split(text, style, context, max_width, *args, **kwargs)
    resume, runs_over = found[2], max_width is not None and text.endswith(" ")
    if resume is None or not runs_over or style["white_space"] != "normal":
        return found
    bare = _split(text.rstrip(" "), style, context, max_width, *args, **kwargs)
    if bare[2] is not None or bare[3] > max_width:
        return found
    layout, length, _, width, height, baseline = _split(text, style, context, None, *args, **kwargs)
    return layout, length, None, min(width, max_width), height, baseline


def mend() -> None:
    """Put the mend in place; doing it twice changes nothing."""
    inline.split_first_line = _split_hanging
