"""`handout verify`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handoutpress.cli.words import say, show_findings, tell
from handoutpress.cli.workspaces import desk_log, here, today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handoutpress.codes import Asked, Text
    from handoutpress.desklog import Line
    from handoutpress.workspace import Workspace

NOT_KNOWN = 1
CHANGED = 1
SHORT = 12
"""Digits of a commit, enough to tell it from others."""


@click.command("verify")
@click.argument("words", nargs=-1, required=True, metavar="CODE")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Make the page again, into this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON on stdout.")
def command(*, words: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Tell which leaflet, version and text a code was: the four letters at the foot of a page, or PNS-EN v3 7F2A.

    It looks into the log, into out/, and works out the codes of the handouts as they are. The exit code is 0 when the
    code is known, 1 when it is not, or when the text has changed and --out asks for the page.
    """
    from handoutpress.codes import find_texts, read_asked

    workspace, asked = here(), read_asked(" ".join(words))
    every = find_texts(workspace, asked.code, _lines(workspace, asked.code))
    found = [text for text in every if asked.fits(text)]
    if as_json:
        click.echo(json.dumps([_row(text, asked) for text in found], indent=2, ensure_ascii=False))
    else:
        _show(found, asked)
    if not found:
        _say_unknown(every, asked)
        sys.exit(NOT_KNOWN)
    if out:
        sys.exit(_rebuild(workspace, found, out))


def _say_unknown(every: Sequence[Text], asked: Asked) -> None:
    """Say that a code is not known, or that it is another text's."""
    for text in every:
        say(f"{asked.code} is the code of {_name(text)}, and not of what was asked for: was it read off rightly?")
    if not every:
        say(
            f"{asked.code} is not known here: no print in the log, nothing in out/, and no handout as it is now has it."
        )


def _name(text: Text) -> str:
    return f"{text.reference}-{text.lang.upper()} v{text.version}"


def _lines(workspace: Workspace, code: str) -> list[Line]:
    """Read the log; what cannot be read is told, and the other places are looked into all the same."""
    from handoutpress.desklog import LogError

    try:
        return desk_log(workspace).lines(code=code)
    except LogError as error:
        say(f"{click.style('without the log:', fg='yellow', bold=True)} {error}")
        return []


def _show(found: Sequence[Text], asked: Asked) -> None:
    for number, text in enumerate(found):
        tell("\n" * bool(number) + click.style(f"{_name(text)} {asked.code}", bold=True))
        for name, words in _facts(text):
            tell(f"  {name:9}{words}")
    if len(found) > 1:
        say(f"\n{len(found)} texts have this code: tell them apart by reference and version, as in PNS-EN v3 7F2A.")


def _facts(text: Text) -> Iterator[tuple[str, str]]:
    title = f": {text.title}" if text.title else ""
    yield "handout", f"{text.slug} ({text.lang}), version {text.version}{title}"
    if text.clinics:
        yield "clinic", ", ".join(text.clinics)
    yield "text", _of_text(text)
    if text.commit:
        yield "in git", f"commit {text.commit[:SHORT]} has it: git show {text.commit[:SHORT]}:./{text.path}"
    for name in text.editions:
        yield "in out/", name
    if text.prints:
        yield "printed", _of_prints(text.prints)
        for edition in dict.fromkeys(line.printed.edition for line in text.prints):
            yield "as", edition


def _of_text(text: Text) -> str:
    if text.now_of:
        return f"{text.path} is still this text"
    if not text.now:
        return f"there is no {text.path} any more"
    codes = [f"{code} ({name})" for name, code in text.now if name in text.clinics or not text.clinics]
    return f"{text.path}, or the clinic's brand.yml, has changed since: the code is now {', '.join(codes)}"


def _of_prints(prints: Sequence[Line]) -> str:
    """Tell how often somebody may have got it; what surely did not come out counts for nothing."""
    out, last = [line for line in prints if line.may_have_come_out], prints[0]
    times = {0: "never", 1: "once"}.get(len(out), f"{len(out)} times")
    since = f" since {out[-1].printed.at.astimezone():%Y-%m-%d}" if len(out) > 1 else ""
    when = f"{last.printed.at.astimezone():%Y-%m-%d %H:%M}"
    return f"{times}{since}, last {when} at {last.printed.printer}: {last.outcome.replace('-', ' ')}"


def _row(text: Text, asked: Asked) -> dict[str, Any]:
    from handoutpress.cli.log import as_dict

    return {
        "code": asked.code, "reference": text.reference, "slug": text.slug, "lang": text.lang, "version": text.version,
        "title": text.title, "clinics": list(text.clinics), "path": text.path, "unchanged": bool(text.now_of),
        "codes_now": dict(text.now), "commit": text.commit, "editions": list(text.editions),
        "prints": [as_dict(line) for line in text.prints],
    }  # fmt: skip


def _rebuild(workspace: Workspace, found: Sequence[Text], out: Path) -> int:
    """Make the page again, and give the exit code. Raises `UsageError`."""
    from handoutpress.codes import rebuild
    from handoutpress.errors import TypesettingError, UsageError
    from handoutpress.files import write_atomically

    [text, *others] = found
    if others:
        raise UsageError(f"which of these {len(found)} texts?", "say more of what stands on the page: PNS-EN v3 7F2A")
    if not text.now_of:
        say("Not made again: its text is not what it was.")
        return CHANGED
    edition, (made, findings) = rebuild(workspace, text, today=today())
    show_findings(findings, workspace.root)
    if made is None:
        say("Not made again: see above.")
        return 4 if any(finding.code.startswith("P") for finding in findings) else 3
    try:
        write_atomically(out, made.data)
    except OSError as error:
        raise TypesettingError(f"cannot write to {out}: {error.strerror or error}") from error
    say(f"Made again: {out}, as {edition.clinic}/{edition.name}")
    return 0
