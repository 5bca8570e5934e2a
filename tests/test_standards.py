from __future__ import annotations

from collections import Counter
from typing import Final

import pytest

from handoutpress.rules.shelf import RULES
from handoutpress.standards import ITEMS, STANDARDS, Standard, lookers

NUMBERED: Final = {"CDC": range(1, 21), "PEMAT-P": [*range(1, 13), *range(15, 27)]}
"""PEMAT's items 13 and 14 are for films and sound."""
CLAIMS: Final = ("compl", "pass", "certif", "approved by")


def test_every_item_that_a_rule_names_exists() -> None:
    named = {id_ for rule in RULES.values() for id_ in rule.standards}

    assert len(named) > 30
    assert named - ITEMS.keys() == set()


def test_each_standard_has_something_that_a_machine_sees_and_something_that_only_a_person_sees() -> None:
    by = lookers(RULES.values())

    for standard in STANDARDS:
        seen = [bool(by[item.id]) for item in standard.items]
        assert any(seen), standard.name
        assert not all(seen), standard.name


def test_the_rules_on_an_item_are_found_by_its_id() -> None:
    by = lookers(reversed(list(RULES.values())))

    assert by.keys() == ITEMS.keys()
    assert [rule.code for rule in by["CCI-8"]] == ["H101"]
    assert [rule.code for rule in by["RNIB-contrast"]] == ["B201", "P310"]
    assert [rule.code for rule in by["CCI-7"]] == ["H201", "H203", "H209"]
    assert by["CCI-3"] == ()


def test_ids_are_given_once() -> None:
    ids = Counter(item.id for standard in STANDARDS for item in standard.items)

    assert [id_ for id_, times in ids.items() if times > 1] == []
    assert len(ids) == len(ITEMS)


@pytest.mark.parametrize("name", NUMBERED)
def test_numbered_items_are_all_there(name: str) -> None:
    [standard] = [one for one in STANDARDS if one.short == name]

    assert [int(item.id.partition("-")[2]) for item in standard.items] == list(NUMBERED[name])


@pytest.mark.parametrize("standard", STANDARDS, ids=lambda one: one.short)
def test_items_are_short_sentences_and_claim_nothing(standard: Standard) -> None:
    assert standard.url.startswith("https://")
    for item in standard.items:
        assert item.words[0].isupper(), item
        assert item.words.endswith("."), item
        assert len(item.words.split()) <= 20, item
        assert [claim for claim in CLAIMS if claim in item.words.lower()] == [], item
