from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from handoutpress.reading.problems import Problems
from handoutpress.reading.yaml_tree import parse
from support import HANDOUT, REPOSITORY, run

if TYPE_CHECKING:
    from pathlib import Path

KINDS: dict[str, Any] = {
    "string": str, "object": dict, "array": list, "integer": int, "number": (int, float), "null": type(None),
    "boolean": bool,
}  # fmt: skip


def schema(what: str, folder: Path) -> dict[str, Any]:
    done = run("schema", what, cwd=folder)
    assert (done.exit_code, done.stderr) == (0, "")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def errors(  # noqa: C901 - one branch a rule of the schema
    value: Any, rule: dict[str, Any], whole: dict[str, Any], where: str = ""
) -> list[str]:
    """Check a value against the part of JSON Schema that the schemas use, and name every fault."""
    if "$ref" in rule:
        return errors(value, whole["$defs"][rule["$ref"].rpartition("/")[2]], whole, where)
    if "anyOf" in rule:
        each = [errors(value, one, whole, where) for one in rule["anyOf"]]
        return [] if [] in each else [f"{where}: {value!r} is none of them: {each}"]
    kind = KINDS[rule["type"]] if "type" in rule else object
    if not isinstance(value, kind):
        return [f"{where}: {value!r} is no {rule['type']}"]
    found = []
    if "enum" in rule and value not in rule["enum"]:
        found.append(f"{where}: {value!r} is not in {rule['enum']}")
    if isinstance(value, str) and len(value) < rule.get("minLength", 0):
        found.append(f"{where} is empty")
    if isinstance(value, dict):
        known = rule.get("properties", {})
        found += [f"{where}.{name} is missing" for name in rule.get("required", []) if name not in value]
        for name, inner in value.items():
            more = rule.get("additionalProperties", True)
            if name in known:
                found += errors(inner, known[name], whole, f"{where}.{name}")
            elif isinstance(more, dict):
                found += errors(inner, more, whole, f"{where}.{name}")
            elif not more:
                found.append(f"{where}.{name} is unknown")
    if isinstance(value, list) and "items" in rule:
        found += [fault for n, one in enumerate(value) for fault in errors(one, rule["items"], whole, f"{where}[{n}]")]
    return found


def as_written(text: str) -> dict[str, Any]:
    """Read YAML as words, for that is how the schemas mean it: `on` is a key and 1.10 a version."""
    tree = parse(text, Problems("x"))
    assert tree
    return tree.value


def front_matter(text: str) -> dict[str, Any]:
    return as_written(text.split("---\n")[1])


def test_it_says_which_schema_it_is(tmp_path: Path) -> None:
    for what in ("handout", "brand", "settings", "layout"):
        found = schema(what, tmp_path)
        assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert found["type"] == "object"
        assert found["additionalProperties"] is False


def test_the_schema_of_handouts_accepts_every_sample(tmp_path: Path) -> None:
    whole = schema("handout", tmp_path)
    files = sorted((REPOSITORY / "handouts").glob("*/*.md"))

    assert files
    for file in files:
        assert errors(front_matter(file.read_text("utf-8")), whole, whole) == [], file


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("kind: condition", "kind: poem", ".kind"),
        ("kind: condition", "knd: condition", ".knd is unknown"),
        ("title: A sore ankle\n", "", ".title is missing"),
        ("kind: condition", "kind: condition\ntopics: back", ".topics"),
        ("kind: condition", "kind: condition\nreview: {state: draft}", ".review"),
    ],
)
def test_the_schema_of_handouts_refuses_what_the_reader_refuses(tmp_path: Path, old: str, new: str, fault: str) -> None:
    whole = schema("handout", tmp_path)

    assert fault in " ".join(errors(front_matter(HANDOUT.replace(old, new)), whole, whole))


def test_the_schema_of_brands_accepts_both_samples(tmp_path: Path) -> None:
    whole = schema("brand", tmp_path)
    files = sorted((REPOSITORY / "styles" / "brands").glob("*/brand.yml"))

    assert len(files) > 1
    for file in files:
        brand = as_written(file.read_text("utf-8"))
        assert errors(brand, whole, whole) == [], file
        assert errors({**brand, "colour": {}}, whole, whole) == [".colour is unknown"]


def test_the_schemas_of_settings_and_layouts_accept_ours(tmp_path: Path) -> None:
    settings, layout = schema("settings", tmp_path), schema("layout", tmp_path)
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    rows = tomllib.loads((REPOSITORY / "templates" / "layouts.toml").read_text("utf-8"))

    assert errors(project["tool"]["handoutpress"], settings, settings) == []
    for row in rows.values():
        assert errors(row, layout, layout) == []
        assert errors({**row, "page": 2}, layout, layout) == [".page is unknown"]
