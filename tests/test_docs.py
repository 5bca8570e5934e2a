"""The docs and the code say the same: every code, command, block, layout and fixed word stands where it must."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest
from babel.messages.pofile import read_po

from handoutpress.cli import COMMANDS
from handoutpress.rulebook import LABELS as PARTS
from handoutpress.rules.shelf import RULES, guide
from support import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

CODE: Final = re.compile(r'"([SPB]\d{3})"')
GROUPED: Final = {'f"S12{_group(': {"S121", "S122", "S123"}}
"""Codes that the source puts together, by the words that do it."""
PAGES: Final = {
    file.relative_to(REPOSITORY).as_posix(): file.read_text("utf-8")
    for file in (REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").glob("*.md")))
}
SOURCES: Final = {
    file.relative_to(REPOSITORY).as_posix(): file.read_text("utf-8")
    for file in sorted((REPOSITORY / "src").rglob("*.py"))
}
TEMPLATES: Final = {
    file.relative_to(REPOSITORY).as_posix(): file.read_text("utf-8")
    for file in sorted((REPOSITORY / "templates").rglob("*.html"))
}
LABELS: Final = sorted((REPOSITORY / "templates" / "labels").glob("*.po"))


def codes_in_source() -> set[str]:
    text = "\n".join(SOURCES.values())
    put_together = {code for words, codes in GROUPED.items() if words in text for code in codes}
    return (set(CODE.findall(text)) | put_together) - set(RULES)


def anchors(page: str) -> set[str]:
    """Give the addresses of a page's headings, as code hosts make them."""
    heads = re.findall(r"^#+ +(.+?) *$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def code_in(page: str) -> str:
    """Give what stands in code, in blocks and in lines."""
    blocks = re.findall(r"^```.*?^```", page, re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`([^`\n]+)`", page)])


def test_the_page_on_rules_says_what_the_rules_say(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--accept"):
        (REPOSITORY / "docs" / "rules.md").write_text(guide(), "utf-8")

    assert (REPOSITORY / "docs" / "rules.md").read_text("utf-8") == guide()


def test_every_rule_says_why_with_an_example_and_a_source() -> None:
    assert len(RULES) > 40
    for rule in RULES.values():
        assert rule.why, rule.code
        assert [label for label in PARTS if not rule.part(label)] == [], rule.code
    names = [rule.name for rule in RULES.values()]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_every_code_is_explained_once_and_no_other_is() -> None:
    explained = Counter(re.findall(r"^\| ([SPB]\d{3}) \|", PAGES["docs/problems.md"], re.MULTILINE))

    assert len(explained) > 20
    assert set(explained) == codes_in_source()
    assert [code for code, times in explained.items() if times > 1] == []


def test_codes_that_are_put_together_are_known_here() -> None:
    made = [line.strip() for text in SOURCES.values() for line in text.split("\n") if re.search(r'f"[SPB]\d*\{', line)]

    assert all(any(words in line for words in GROUPED) for line in made), made


@pytest.mark.parametrize("file", LABELS, ids=lambda file: file.name)
def test_every_fixed_word_has_its_translation_and_no_other_is_kept(file: Path) -> None:
    asked = {words for text in TEMPLATES.values() for words in re.findall(r'\b_\("([^"]+)"\)', text)}
    with file.open("rb") as stream:
        given = {str(entry.id): str(entry.string) for entry in read_po(stream, abort_invalid=True) if entry.id}

    assert len(asked) > 15
    assert set(given) == asked
    for words, translation in given.items():
        assert translation, words
        assert set(re.findall(r"\{\w+\}", translation)) == set(re.findall(r"\{\w+\}", words)), words


def test_fixed_words_are_asked_for_in_a_way_that_is_found() -> None:
    for name, text in TEMPLATES.items():
        assert len(re.findall(r"\b_\(", text)) == len(re.findall(r'\b_\("[^"]+"\)', text)), name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told_of(name: str) -> None:
    assert re.search(rf"\bhandout {name}\b", "\n".join(PAGES.values()))


def test_no_command_is_told_of_that_does_not_exist() -> None:
    told = {word for page in PAGES.values() for word in re.findall(r"(?:^|[\s/])handout ([a-z]+)\b", code_in(page))}

    assert told
    assert told <= set(COMMANDS)


def test_every_layout_and_every_kind_is_told_of() -> None:
    text = "\n".join(code_in(page) for page in PAGES.values())
    layouts = tomllib.loads((REPOSITORY / "templates" / "layouts.toml").read_text("utf-8"))
    kinds = {file.stem for file in (REPOSITORY / "templates" / "kinds").glob("*.md")}

    assert {name for name in {*layouts, *kinds} if not re.search(rf"\b{name}\b", text)} == set()


def test_every_block_is_shown_to_those_who_write() -> None:
    blocks = {file.stem for file in (REPOSITORY / "templates" / "blocks").glob("*.html")}

    assert {name for name in blocks if not re.search(rf"(::: |`){name}\b", PAGES["docs/writing.md"])} == set()


def test_every_key_of_a_layouts_row_is_explained() -> None:
    rows = tomllib.loads((REPOSITORY / "templates" / "layouts.toml").read_text("utf-8"))

    keys = {key for row in rows.values() for key in row}
    assert {key for key in keys if not re.search(rf"\b{key}\b", code_in(PAGES["docs/layouts.md"]))} == set()


def test_links_between_the_pages_lead_somewhere() -> None:
    lost = []
    for name, page in PAGES.items():
        folder = (REPOSITORY / name).parent
        for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]+`", "", page, flags=re.DOTALL)):
            path, _, anchor = target.partition("#")
            if "://" in target or target.startswith("mailto:"):
                continue
            file = (folder / path).resolve() if path else REPOSITORY / name
            heads = anchors(file.read_text("utf-8")) if file.suffix == ".md" and file.exists() else set()
            if not file.exists() or (anchor and anchor not in heads):
                lost.append(f"{name}: {target}")
    assert lost == []
