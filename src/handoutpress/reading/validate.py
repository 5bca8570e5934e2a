"""The schema at work: pydantic checks a YAML tree against one of our dataclasses and its errors become findings."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from handoutpress.reading.problems import did_you_mean

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from handoutpress.reading.problems import Problems
    from handoutpress.reading.yaml_tree import Tree

T = TypeVar("T")


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Give the validator of a dataclass, made once a process."""
    return TypeAdapter(kind)


def validate(kind: type[T], tree: Tree, problems: Problems) -> T | None:
    """Make a `kind` from the tree, or note every error with its place and give None."""
    try:
        made: T = adapter(kind).validate_python(tree.value)  # type: ignore[arg-type]  # a class is hashable
    except ValidationError as error:
        seen = set()
        for detail in error.errors():
            place, (message, hint) = tree.place(_written(detail, tree)), _worded(detail, kind)
            if (place, message) not in seen:  # a union reports once for each of its members
                seen.add((place, message))
                problems.add(f"S12{_group(detail['type'])}", place, message, hint)
        return None
    return made


def schema(kind: type[T]) -> dict[str, Any]:
    """Give the JSON Schema of a dataclass, for editors."""
    return adapter(kind).json_schema()  # type: ignore[arg-type]  # a class is hashable


def _written(detail: ErrorDetails, tree: Tree) -> tuple[str | int, ...]:
    """Drop from pydantic's location what is not in the file, such as the name of a union's member."""
    loc: tuple[str | int, ...] = ()
    for part in detail["loc"]:
        if (*loc, part) in tree.places:
            loc = (*loc, part)
    return loc


def _group(kind: str) -> int:
    return {"unexpected_keyword_argument": 1, "missing": 2, "missing_argument": 2}.get(kind, 3)


def _worded(detail: ErrorDetails, kind: type) -> tuple[str, str]:
    """Say the error in our words: what is wrong, and what to do."""
    *parents, name = detail["loc"] or ("",)
    given = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return f"unknown key '{name}'", did_you_mean(str(name), _keys_at(kind, parents))
        case "missing" | "missing_argument":
            return f"'{name}' is missing", "add it to the lines between the two ---" if not parents else ""
        case "literal_error":
            return f"{name} '{given}' is not known", f"use {context['expected']}"
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return f"{name} '{given}' is not a date", "write year-month-day, such as 2026-10-01"
        case "string_type" | "string_too_short" if given in (None, ""):
            return f"'{name}' is empty", "give it a value, or take the line out"
        case "string_type":
            return f"'{name}' must be one line of text", "put it in quotes when it holds { [ or ': '"
        case "tuple_type" | "list_type":
            return f"'{name}' must be a list", "write it as [one, two] or as lines that begin with '- '"
        case "dataclass_type" | "dataclass_exact_type" | "dict_type" | "mapping_type":
            return f"'{name}' must be lines of 'key: value'", ""
        case "value_error":
            return str(context["error"]), ""
        case _:
            return f"{name}: {detail['msg']}", ""


def _keys_at(kind: type, parents: list[str | int]) -> list[str]:
    """Name the keys that the schema knows at a location."""
    for part in parents:
        if isinstance(part, str):
            hint = get_type_hints(kind).get(part)
            inner = [hint, *get_args(hint)] if isinstance(hint, UnionType) or get_args(hint) else [hint]
            kind = next((one for one in inner if is_dataclass(one) and isinstance(one, type)), kind)
    return [one.name for one in fields(kind)] if is_dataclass(kind) else []
