"""The code of the page: small modules, each of one subject, whose imports go one way."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Final

import pytest

from handoutpress.desk.routes import MODULES, PAGE
from support import REPOSITORY

if TYPE_CHECKING:
    from desk.conftest import Counters

IMPORT: Final = re.compile(r"^import \{ ([\w, ]+) \} from '\./([\w-]+\.js)';$", re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?:async )?(?:function|const) (\w+)", re.MULTILINE)
LONGEST: Final = 150
WIDEST: Final = 120


def code(name: str) -> str:
    return (PAGE / "desk" / name).read_text("utf-8")


IMPORTS: Final = {name: {of: set(names.split(", ")) for names, of in IMPORT.findall(code(name))} for name in MODULES}


@pytest.mark.parametrize("name", MODULES)
def test_a_module_begins_with_its_subject_and_is_short(name: str) -> None:
    lines = code(name).splitlines()
    assert re.fullmatch(r"// [A-Z].*\.", lines[0])
    assert len(lines) <= LONGEST
    assert [line for line in lines if len(line) > WIDEST] == []


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_another_one_exports(name: str) -> None:
    assert len(IMPORTS[name]) == len(re.findall(r"^import|\bimport\(", code(name), re.MULTILINE))
    for of, names in IMPORTS[name].items():
        assert names <= set(EXPORT.findall(code(of)))


def test_what_is_exported_is_imported() -> None:
    for name in MODULES:
        wanted = {one for imports in IMPORTS.values() for one in imports.get(name, ())}
        assert set(EXPORT.findall(code(name))) == wanted


def test_imports_go_one_way_from_the_module_that_the_page_begins_with() -> None:
    order = [*TopologicalSorter(IMPORTS).static_order()]
    assert set(order) == set(MODULES)
    assert order[-1] == "main.js"
    assert {of for imports in IMPORTS.values() for of in imports} == {*MODULES} - {"main.js"}


def test_the_docs_tell_of_every_module_after_those_that_it_imports() -> None:
    docs = (REPOSITORY / "docs" / "how-it-works.md").read_text("utf-8")
    [table] = re.findall(r"\| module \|.*?\n\n", docs, re.DOTALL)
    told = re.findall(r"`([\w-]+\.js)`", table)
    assert sorted(told) == [*MODULES]
    for at, name in enumerate(told):
        assert set(IMPORTS[name]) <= set(told[:at])


def test_the_page_asks_for_every_module_at_once(counters: Counters) -> None:
    page = counters.open().get("/").text
    assert re.findall(r'<link rel="modulepreload" href="/desk/([\w-]+\.js)">', page) == [*MODULES]
    assert re.findall(r"<script [^>]*>", page) == ['<script src="/desk/main.js" type="module">']
