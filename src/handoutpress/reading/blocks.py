"""From Markdown tokens to the sections and blocks of a handout, each with its id and its place."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from markdown_it.tree import SyntaxTreeNode

from handoutpress.model import Block, Inline, Picture, Section
from handoutpress.reading.fences import check_fences, read_fence
from handoutpress.reading.markdown import SINGLE, InlineReader, parser
from handoutpress.reading.slips import Slips

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from markdown_it.token import Token

    from handoutpress.findings import Place
    from handoutpress.reading.problems import Problems

    FindPicture = Callable[[str, Place], str | None]

OPENING: Final = ".opening"
"""The id of text before the first heading; no heading can have it."""
DEEPEST_LIST: Final = 4
"""The level of the third list in a list: each adds two."""
HEADING_ID: Final = re.compile(r"[ \t]*\{#([A-Za-z][\w-]*)\}$")
BRACES: Final = re.compile(r"(?<![{}])\{[^{}]*\}$")
NOT_FOR_PRINT: Final = {
    "blockquote": ("a quotation ('>')", "use ::: key-point"),
    "code_block": ("text indented by four spaces", "take the spaces out"),
    "fence": ("a code block (```)", "take the fence out"),
    "hr": ("a rule ('---')", "use a heading"),
    "html_block": ("HTML", "use Markdown"),
}


def slug(text: str) -> str:
    """Make an id of a heading: lower case letters, digits and hyphens, in any script."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower())
    return "-".join(words) or "section"


class BlockReader:
    """Reads the body of one handout."""

    def __init__(self, text: str, first_line: int, problems: Problems, find_picture: FindPicture) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        self.problems = problems
        self.inline = InlineReader(self.lines, first_line, problems)
        self.slips = Slips(self.lines, first_line, problems)
        self.find_picture = find_picture
        self.ids: set[str] = set()
        self.section = ""
        self.sound = True
        self.count = 0

    def sections(self, names: Collection[str]) -> tuple[Section, ...]:
        """Read every section; `names` are the blocks that there is a template for."""
        tree = SyntaxTreeNode(parser().parse(self._without_torn_fences(names)))
        groups: list[tuple[SyntaxTreeNode | None, list[SyntaxTreeNode]]] = [(None, [])]
        for node in tree.children:
            if node.type == "heading" and node.tag in {"h1", "h2"}:
                groups.append((node, []))
            else:
                groups[-1][1].append(node)
        return tuple(self._section(head, nodes) for head, nodes in groups if head or nodes)

    def _without_torn_fences(self, names: Collection[str]) -> str:
        """Give the text without the lines that open or close no block: one slip is told once, not at each heading."""
        torn = check_fences(self.lines, self.first_line, names, self.problems)
        for fence in torn:
            self.inline.read(fence.title, fence.line)  # its values are looked at all the same
        self.sound, gone = not torn, {fence.line for fence in torn}
        return "\n".join("" if number in gone else line for number, line in enumerate(self.lines))

    def _section(self, head: SyntaxTreeNode | None, nodes: Iterable[SyntaxTreeNode]) -> Section:
        title, wanted = self._heading(head) if head else (None, OPENING)
        place = self._place(head) if head else self.problems.at(self.first_line, 1)
        if head and head.tag == "h1":
            hint = "the title stands in the front matter; use ## for a section"
            self.problems.add("S136", place, "a heading with one # is not accepted", hint)
        self.section, self.count = self._unique(wanted, place), 0
        return Section(self.section, title, place, self._blocks(nodes))

    def _heading(self, node: SyntaxTreeNode) -> tuple[Inline, str]:
        token = _inline(node)
        wanted = HEADING_ID.search(token.content)
        braces = BRACES.search(token.content)
        if braces and not wanted and not SINGLE.fullmatch(braces[0]):
            place = self.inline.place(token, braces[0], braces.start())
            self.problems.add("S137", place, f"'{braces[0]}' is no id", "write a word after a #, such as {#rest}")
        title = self.inline.read(HEADING_ID.sub("", token.content), (token.map or [0])[0])
        if not title:
            self.problems.add("S144", self._place(node), "a heading has no words", "write it, or take the # out")
        return title, wanted[1] if wanted else slug(title.text)

    def _unique(self, wanted: str, place: Place) -> str:
        if wanted in self.ids:
            hint = "end one of the headings in an id of its own, such as {#rest}"
            self.problems.add("S137", place, f"two headings have the id '{wanted}'", hint)
        self.ids.add(wanted)
        return wanted

    def _blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes if (block := self._block(node)))

    def _block(self, node: SyntaxTreeNode) -> Block | None:
        place = self._place(node)
        if node.type in NOT_FOR_PRINT:
            what, hint = NOT_FOR_PRINT[node.type]
            self.problems.add("S138", place, f"{what} is not used in handouts", hint)
            return None
        self.count += 1
        ident = f"{self.section}.{self.count}"  # no heading's id holds a dot
        match node.type:
            case "paragraph":
                return self._paragraph(node, ident, place)
            case "heading":
                return self._sub_heading(node, ident, place)
            case "bullet_list" | "ordered_list":
                return self._list(node, ident, place)
            case "table":
                return self._table(node, ident, place)
            case _:
                return self._fenced(node, ident, place)

    def _paragraph(self, node: SyntaxTreeNode, ident: str, place: Place) -> Block | None:
        token = _inline(node)
        children = token.children or []
        if len(children) == 1 and children[0].type == "image":
            return self._figure(children[0], token, ident, place)
        self.slips.paragraph(*(node.map or (0, 0)))
        return Block("paragraph", ident, place, text=self.inline.inline(token))

    def _figure(self, image: Token, token: Token, ident: str, place: Place) -> Block | None:
        line = (token.map or [0])[0]
        src, caption = str(image.attrGet("src")), str(image.attrGet("title") or "")
        url = self.find_picture(src, self.inline.place(token, src))
        if not image.content:
            hint = "say in the [ ] what the picture shows, for people who cannot see it"
            self.problems.add("S151", place, f"picture '{src}' has no words", hint)
        picture = Picture(
            url or "",
            self.inline.read(image.content, line),
            self.inline.read(caption, line) if caption else None,
        )
        return Block("figure", ident, place, picture=picture)

    def _sub_heading(self, node: SyntaxTreeNode, ident: str, place: Place) -> Block:
        if node.tag in {"h1", "h2"}:
            hint = "close the block with ':::' before it, or use ###"
            self.problems.add("S136", place, "a section's heading stands inside a block", hint)
        elif node.tag != "h3":
            hint = "use ## for a section and ### inside it"
            self.problems.add("S136", place, f"a heading with {node.tag[1]} # is not accepted", hint)
        title, _ = self._heading(node)
        return Block("heading", ident, place, title=title)

    def _list(self, node: SyntaxTreeNode, ident: str, place: Place) -> Block:
        if node.level > DEEPEST_LIST:
            self.problems.add("S113", place, "lists are nested deeper than three levels", "make it one list, or two")
        items = tuple(self._item(child, f"{ident}.{n}") for n, child in enumerate(node.children, 1))
        if node.type == "bullet_list":
            return Block("list", ident, place, items=items)
        return Block("numbers", ident, place, items=items, options={"start": str(node.attrs.get("start", 1))})

    def _item(self, node: SyntaxTreeNode, ident: str) -> Block:
        text, rest = None, node.children
        if rest and rest[0].type == "paragraph":
            lines = rest[0].map or (0, 0)
            self.slips.paragraph(*lines)
            if _in_block(node):
                self.slips.item(*lines, mark="1. " if node.info else "- ")
            text, rest = self.inline.inline(_inline(rest[0])), rest[1:]
        return Block("item", ident, self._place(node), text=text, blocks=self._blocks(rest))

    def _table(self, node: SyntaxTreeNode, ident: str, place: Place) -> Block:
        rows = [
            tuple(self.inline.inline(_inline(cell)) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        self.slips.table(*(node.map or (0, 0)), len(rows[0]))
        return Block("table", ident, place, head=rows[0], rows=tuple(rows[1:]))

    def _fenced(self, node: SyntaxTreeNode, ident: str, place: Place) -> Block:
        line = (node.map or (0, 0))[0]
        fence = read_fence(line, node.info.strip())
        told = any(finding.place.line == place.line for finding in self.problems.found)
        if node.level and not told and node.parent and node.parent.type == "list_item":
            hint = "write three colons at the start of the line; blocks do not stand in lists or in one another"
            self.problems.add("S131", place, f"block '{fence.name}' stands inside a list", hint)
        title = self.inline.read(fence.title, line) if fence.title else None
        blocks = self._blocks(node.children)
        block = Block(fence.name, ident, place, title=title, blocks=blocks, options=fence.options)
        if not node.level:
            self.slips.block(block, sound=self.sound)
        return block

    def _place(self, node: SyntaxTreeNode | None) -> Place:
        line = (node.map or (0, 0))[0] if node else 0
        source = self.lines[line] if line < len(self.lines) else ""
        return self.problems.at(line + self.first_line, len(source) - len(source.lstrip()) + 1)


def _in_block(node: SyntaxTreeNode) -> bool:
    while node.parent and node.parent.type in {"list_item", "bullet_list", "ordered_list"}:
        node = node.parent
    return bool(node.level)


def _inline(node: SyntaxTreeNode) -> Token:
    """Give the inline token of a paragraph, heading or cell."""
    [child] = [child for child in node.children if child.type == "inline"]
    if child.token is None:
        raise AssertionError("markdown-it gives every inline node a token")
    return child.token
