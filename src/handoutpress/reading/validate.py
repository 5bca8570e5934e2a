"""The schema at work: pydantic checks a YAML tree against one of our dataclasses and its errors become findings."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from handoutpress.errors import MisfitError
from handoutpress.reading.problems import did_you_mean, nearest
from handoutpress.reading.yaml_hints import COMMENT, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from handoutpress.reading.problems import Problems
    from handoutpress.reading.yaml_tree import Loc, Tree

T = TypeVar("T")
MISSING: Final = frozenset({"missing", "missing_argument"})
UNKNOWN: Final = frozenset({"unexpected_keyword_argument", "extra_forbidden"})


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """Give the validator of a dataclass, made once a process."""
    return TypeAdapter(kind)


def validate(kind: type[T], tree: Tree, problems: Problems) -> T | None:
    """Make a `kind` from the tree, or note every error with its place and give None."""
    try:
        made: T = adapter(kind).validate_python(tree.value)  # type: ignore[arg-type]  # a class is hashable
    except ValidationError as error:
        told = set()
        places = [_written(detail, tree) for detail in error.errors()]
        meant = set(_meant(error.errors(), places, kind))
        for detail, loc in zip(error.errors(), places, strict=True):
            if detail["type"] in MISSING and (loc, detail["loc"][-1]) in meant:
                continue  # it is there, misspelt, and told
            union = detail["type"] not in MISSING and len(detail["loc"]) > len(loc)
            if union and any(len(other) > len(loc) and other[: len(loc)] == loc for other in places):
                continue  # what is wrong is further in
            if COMMENT.match(tree.bare.get(loc, "").lstrip(": \t")):
                continue  # its value was taken for a remark, and is told
            message, hint = _worded(detail, loc, kind)
            hint = _from_source(detail, loc, tree) or hint
            if loc not in told or detail["type"] in MISSING:  # a union reports once for each of its members
                told.add(loc)
                problems.add(f"S12{_group(detail['type'])}", tree.place(loc), message, hint)
        return None
    return made


def schema(kind: type[T]) -> dict[str, Any]:
    """Give the JSON Schema of a dataclass, for editors."""
    return adapter(kind).json_schema()  # type: ignore[arg-type]  # a class is hashable


def _written(detail: ErrorDetails, tree: Tree) -> Loc:
    """Give the location as it stands in the file: without a union's members, and down to the key of a misfit."""
    loc: Loc = ()
    cause = detail.get("ctx", {}).get("error")
    for part in (*detail["loc"], *(cause.loc if isinstance(cause, MisfitError) else ())):
        if (*loc, part) in tree.places:
            loc = (*loc, part)
    return loc


def _meant(details: Iterable[ErrorDetails], places: Iterable[Loc], kind: type) -> Iterator[tuple[Loc, str]]:
    """Name the keys that unknown ones were most likely meant to be, each with where it belongs."""
    for detail, loc in zip(details, places, strict=True):
        if detail["type"] in UNKNOWN:
            yield loc[:-1], nearest(str(loc[-1]), _keys_at(kind, detail["loc"][:-1]))


def _from_source(detail: ErrorDetails, loc: Loc, tree: Tree) -> str:
    """Say what to do where only the file shows it: YAML has read a value otherwise than it was meant."""
    if detail["type"] in MISSING:
        return f"add it inside the braces: {detail['loc'][-1]}: …" if loc in tree.braces else ""
    if "#rrggbb" in detail["msg"]:
        return in_quotes(str(tree.at(loc)))
    if loc not in tree.bare:
        return ""
    if loc[:-1] in tree.braces and not tree.bare[loc].lstrip().startswith(":"):
        tight = ":" in str(loc[-1])
        return "write a space after the colon" if tight else "a comma inside { } needs quotes round the whole value"
    return ""


def _group(kind: str) -> int:
    return {"unexpected_keyword_argument": 1, "missing": 2, "missing_argument": 2}.get(kind, 3)


# pydantic's kind of error, our words ({} is the key), what to do
WORDS: Final = {
    "literal_error": ("'{}' must be one word", ""),
    "string_type": ("'{}' must be one line of text", "put it in quotes when it holds {{ [ or ': '"),
    "tuple_type": ("'{}' must be a list", 'write it as ["one", "two"]'),
    "list_type": ("'{}' must be a list", 'write it as ["one", "two"]'),
    "dataclass_type": ("'{}' must be lines of 'key: value'", ""),
    "dataclass_exact_type": ("'{}' must be lines of 'key: value'", ""),
    "dict_type": ("'{}' must be lines of 'key: value'", ""),
    "int_type": ("'{}' must be a whole number", ""),
    "int_parsing": ("'{}' must be a whole number", ""),
    "int_from_float": ("'{}' must be a whole number", ""),
    "float_type": ("'{}' must be a number", ""),
    "float_parsing": ("'{}' must be a number", ""),
    "date_type": ("{} '{given}' is not a date", "write year-month-day, such as 2026-10-01"),
    "date_parsing": ("{} '{given}' is not a date", "write year-month-day, such as 2026-10-01"),
    "date_from_datetime_parsing": ("{} '{given}' is not a date", "write year-month-day, such as 2026-10-01"),
}


def _worded(detail: ErrorDetails, loc: Loc, kind: type) -> tuple[str, str]:
    """Say the error in our words: what is wrong, and what to do."""
    name = detail["loc"][-1] if detail["type"] in MISSING or not loc else loc[-1]
    given = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "unexpected_keyword_argument" | "extra_forbidden":
            return f"unknown key '{name}'", did_you_mean(str(name), _keys_at(kind, detail["loc"][:-1]))
        case "missing" | "missing_argument":
            return f"'{name}' is missing", f"add a line: {name}: …"
        case "value_error":
            return str(context["error"]), ""
        case _ if given is None or (isinstance(given, str) and not given.strip()):
            return f"'{name}' is empty", "give it a value, or take the line out"
        case "literal_error" if isinstance(given, str):
            return f"{name} '{given}' is not known", f"use {context['expected']}"
        case _ if len(detail["loc"]) > len(loc):
            return f"'{name}' must be a text, or one text a language", "write {en: …, es: …} for several languages"
    message, hint = WORDS.get(detail["type"], ("{}: " + detail["msg"].replace("{", "{{").replace("}", "}}"), ""))
    return message.format(name, given=given), hint.replace("{{", "{")


def _keys_at(kind: type, parents: Loc) -> list[str]:
    """Name the keys that the schema knows at a location."""
    for part in parents:
        if isinstance(part, str):
            hint = get_type_hints(kind).get(part)
            inner = [hint, *get_args(hint)] if isinstance(hint, UnionType) or get_args(hint) else [hint]
            kind = next((one for one in inner if is_dataclass(one) and isinstance(one, type)), kind)
    return [one.name for one in fields(kind)] if is_dataclass(kind) else []
