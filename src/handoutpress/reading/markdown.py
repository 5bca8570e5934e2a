"""Markdown as handouts use it: the parser's settings, the `{{ value }}` rule, and what a line of text may hold.

It knows markdown-it; what the tokens mean for a handout is told in `blocks`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

from handoutpress.clinic import VALUE
from handoutpress.model import Inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from handoutpress.findings import Place
    from handoutpress.reading.problems import Problems

BLANK: Final = re.compile(r"\[[^\[\]]{3,}\](?!\()")
DASH: Final = re.compile(r"(?<!-)--(?!-)")
SINGLE: Final = re.compile(r"(?<!\{)\{\s*((?:clinic|handout)\.[\w.-]+)\s*\}{1,2}")
"""A value that is asked for with too few braces."""
_OPEN_VALUE: Final = '<data value="{}"></data>'
OPEN_VALUE: Final = re.compile(r'<data value="([^"]*)"></data>')
"""A clinic's value that stands open in the HTML of an `Inline`."""


@cache
def parser() -> MarkdownIt:
    """Give the one parser: CommonMark, tables, curly quotes, values and blocks."""
    md = MarkdownIt("commonmark", {"typographer": True, "maxNesting": 200})
    md.enable(["table", "smartquotes"])
    md.disable("reference")  # `[Important]: call us` is a sentence here, not a link's address
    md.core.ruler.before("smartquotes", "dashes", _dashes)
    md.inline.ruler.before("text", "value", _value)
    md.add_render_rule("value", _render_value)
    md.add_render_rule("link_open", _render_link)
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - judged below, with words
    md.use(container_plugin, "block", validate=lambda *_: True)
    return md


def _dashes(state: StateCore) -> None:
    """Set -- as a dash and ... as an ellipsis; the stock rule would make hepatitis (C) a copyright."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "text":
                token.content = DASH.sub("\u2013", token.content).replace("...", "\u2026")


def _value(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's own signature
    if not state.src.startswith("{{", state.pos):
        return False
    found = VALUE.match(state.src, state.pos)
    raw = found[0] if found else "{{"
    if not silent:
        token = state.push("value", "data", 0)
        token.content, token.meta = raw, {"name": found[1] if found else None, "at": state.pos}
    state.pos += len(raw)
    return True


def _render_value(_self: Any, tokens: Sequence[Token], index: int, *_: Any) -> str:
    return _OPEN_VALUE.format(tokens[index].meta["name"])


def _render_link(self: Any, tokens: Sequence[Token], index: int, options: Any, _env: Any) -> str:
    # PDF/UA asks a description of every link (ISO 14289-1, 7.18.5): its own words serve.
    words = []
    for token in tokens[index + 1 :]:
        if token.type == "link_close":
            break
        words.append(token.content)
    tokens[index].attrSet("title", "".join(words))
    return str(self.renderToken(tokens, index, options, {}))


class InlineReader:
    """Turns inline text into `Inline`s and notes every value it uses."""

    def __init__(self, lines: Sequence[str], first_line: int, problems: Problems) -> None:
        self.lines = lines
        self.first_line = first_line
        self.problems = problems
        self.uses: list[tuple[str, Place]] = []
        self.blanks: list[tuple[str, Place]] = []
        """What a skeleton leaves to be filled in: `[words in brackets]`."""

    def read(self, source: str, line: int) -> Inline:
        """Read a text of its own, such as a block's title, that stands on body line `line`."""
        [token] = parser().parseInline(source)
        token.map = [line, line + 1]
        return self.inline(token)

    def inline(self, token: Token) -> Inline:
        """Read the inline token of a paragraph, heading, item or cell."""
        children = token.children or []
        at = 0
        for child in children:
            at = self._look_at(child, token, at)
        md = parser()
        return Inline(md.renderer.render(children, md.options, {}), _plain(children))

    def place(self, token: Token, raw: str = "", at: int = 0) -> Place:
        """Find `raw`, which begins at index `at` of the token's text, in the file."""
        line = (token.map or [0])[0] + token.content.count("\n", 0, at)
        source = self.lines[line] if line < len(self.lines) else ""
        column = len(source) - len(source.lstrip())
        before = token.content[token.content.rfind("\n", 0, at) + 1 : at]
        for _ in range(before.count(raw) + 1 if raw else 0):  # the same words may stand earlier in the line
            column = max(source.find(raw, column), column)
            column += len(raw)
        return self.problems.at(line + self.first_line, column - len(raw) + 1)

    def _look_at(self, child: Token, token: Token, after: int) -> int:
        """Note what a piece of the text uses or does wrong; give where in the text it ends."""
        raw = _as_written(child)
        at = token.content.find(raw, after) if raw else -1
        if at >= 0:
            self._judge(child, token, at)
            return at + len(raw)
        self._judge(child, token, after)
        return after

    def _judge(self, child: Token, token: Token, at: int) -> None:
        if child.type == "value":
            place = self.place(token, child.content, at)
            name = child.meta["name"]
            if name:
                self.uses.append((name, place))
            else:
                self.problems.add("S140", place, "'{{' opens no value", "write {{ clinic.phone }}")
        elif child.type == "html_inline":
            place = self.place(token, child.content, at)
            self.problems.add("S133", place, f"HTML is not accepted: {child.content}", "use Markdown")
        elif child.type == "image":
            src = str(child.attrGet("src"))
            place = self.place(token, src, at)
            hint = "leave an empty line before and after it"
            self.problems.add("S134", place, f"picture '{src}' stands inside a line of text", hint)
        elif child.type == "link_open" and not _is_address(str(child.attrGet("href"))):
            href = str(child.attrGet("href"))
            hint = "use https://…, mailto:… or tel:…; name other handouts under 'related'"
            self.problems.add("S135", self.place(token, href, at), f"'{href}' is no address for a link", hint)
        elif child.type == "text":
            self._judge_words(child.content, token, at)

    def _judge_words(self, words: str, token: Token, at: int) -> None:
        for single in SINGLE.finditer(words):
            tell_single(single, self.place(token, single[0], at + single.start()), self.problems)
        if blank := BLANK.search(words):
            self.blanks.append((blank[0], self.place(token, blank[0], at)))
        elif re.search(r"\]\([^)]*$", words):
            hint = "a value cannot stand in an address: write the value alone, it becomes a link by itself"
            place = self.place(token, "](", token.content.find("](", at))
            self.problems.add("S135", place, "this link is not closed", hint)


def tell_single(found: re.Match[str], place: Place, problems: Problems) -> None:
    """Note a value that would be printed as it is typed, for want of a brace."""
    message = f"'{found[0]}' is printed as it stands: a value has two braces on each side"
    problems.add("S147", place, message, f"did you mean '{{{{ {found[1]} }}}}'?")


def _as_written(child: Token) -> str:
    """Give the words by which a piece of text is found in its source."""
    match child.type:
        case "image":
            return str(child.attrGet("src"))
        case "link_open":
            return str(child.attrGet("href"))
        case "link_close":
            return ""
        case _:
            return child.content


def _is_address(href: str) -> bool:
    return href.startswith(("https://", "http://", "mailto:", "tel:", "#"))


def _plain(tokens: Sequence[Token]) -> str:
    words = {"softbreak": " ", "hardbreak": " "}
    return "".join(words.get(token.type, token.content) for token in tokens if token.type != "html_inline")
