"""Messages of the Internet Printing Protocol as bytes: how a request is written and a reply is read (RFC 8010).

Whatever bytes a reply has, reading it gives attributes or an `IppError`, and never takes long: it is read once, from
front to back, and `connection` cuts off what is too long.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Final

from handoutpress.ipp.errors import IppError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Version = tuple[int, int]
Value = int | bool | str | bytes | tuple[int, ...] | dict[str, tuple["Value", ...]]

END: Final = 3
MOST_GROUPS: Final = 1_000
"""What is asked of one printer or one job comes in two or three."""
DEEPEST: Final = 8
"""Collections within collections; real printers go three deep."""
NO_TEXT: Final = "replace"
"""A printer's words in some older encoding are no reason not to print."""


class Group(IntEnum):
    """Whose attributes follow (RFC 8010, 3.5.1)."""

    OPERATION = 1
    JOB = 2
    PRINTER = 4
    UNSUPPORTED = 5


class Tag(IntEnum):
    """The syntax of a value (RFC 8010, 3.5.2), as far as we write it or must tell it apart."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    DATE = 0x31
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_IN_LANGUAGE = 0x35
    NAME_IN_LANGUAGE = 0x36
    END_OF_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49
    MEMBER = 0x4A


FIRST_VALUE: Final = 0x10
"""Tags under it begin a group; from it to 0x1f they say that there is no value."""
FIRST_REAL_VALUE: Final = 0x20
FIRST_TEXT: Final = 0x40


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a request."""

    tag: Tag
    name: str
    values: tuple[int | bool | str, ...]


@dataclass(frozen=True, slots=True)
class Attributes:
    """The attributes of one group of a reply; a value of another kind than is asked for counts as none."""

    values: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)

    def words(self, name: str) -> tuple[str, ...]:
        """Give the texts of an attribute."""
        return tuple(value for value in self.values.get(name, ()) if isinstance(value, str))

    def word(self, name: str) -> str:
        """Give the first text of an attribute, or an empty one."""
        return next(iter(self.words(name)), "")

    def number(self, name: str) -> int | None:
        """Give the first whole number of an attribute."""
        found = (value for value in self.values.get(name, ()) if isinstance(value, int) and not isinstance(value, bool))
        return next(found, None)

    def flag(self, name: str) -> bool | None:
        """Give the first yes or no of an attribute."""
        return next((value for value in self.values.get(name, ()) if isinstance(value, bool)), None)

    def most(self, name: str) -> int | None:
        """Give the upper end of the first range of an attribute, or its number."""
        found = (value[1] for value in self.values.get(name, ()) if isinstance(value, tuple) and len(value) == 2)  # noqa: PLR2004 - from and to
        return next(found, self.number(name))


NOTHING: Final = Attributes()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a printer answers: a status (RFC 8011, B) and groups of attributes."""

    version: Version
    status: int
    number: int
    groups: tuple[tuple[int, Attributes], ...]

    def first(self, group: Group) -> Attributes:
        """Give the first group of a kind; an empty one when there is none."""
        return next((attributes for tag, attributes in self.groups if tag == group), NOTHING)


def encode(
    operation: int, number: int, groups: Iterable[tuple[Group, Iterable[Attribute]]], *, version: Version
) -> bytes:
    """Write a request; a document may follow it."""
    parts = [struct.pack(">BBHI", *version, operation, number)]
    for group, attributes in groups:
        parts.append(bytes([group]))
        parts += [_written(attribute) for attribute in attributes]
    return b"".join([*parts, bytes([END])])


def _written(attribute: Attribute) -> bytes:
    """Write an attribute; each further value stands under an empty name."""
    names = (attribute.name, *[""] * (len(attribute.values) - 1))
    return b"".join(
        bytes([attribute.tag]) + _counted(name.encode()) + _counted(_raw(attribute.tag, value))
        for name, value in zip(names, attribute.values, strict=True)
    )


def _counted(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data


def _raw(tag: Tag, value: int | bool | str) -> bytes:  # noqa: FBT001 - it is the value itself
    if isinstance(value, str):
        return value.encode()
    return struct.pack(">?" if tag is Tag.BOOLEAN else ">i", value)


def decode(data: bytes) -> Reply:
    """Read a reply. Raises `IppError`."""
    rest = _Rest(data)
    major, minor, status, number = struct.unpack(">BBHI", rest.take(8))
    groups: list[tuple[int, Attributes]] = []
    while (tag := rest.byte()) != END:
        if tag >= FIRST_VALUE:
            raise IppError("the reply has a value outside any group")
        if len(groups) == MOST_GROUPS:
            raise IppError("the reply has too many groups")
        groups.append((tag, Attributes(_group(rest))))
    return Reply((major, minor), status, number, tuple(groups))


class _Rest:
    """The bytes that are still to be read."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        part = self.data[self.at : self.at + count]
        if len(part) != count:
            raise IppError("the reply ends too early")
        self.at += count
        return part

    def byte(self) -> int:
        return self.take(1)[0]

    def counted(self) -> bytes:
        return self.take(int.from_bytes(self.take(2), "big"))

    def at_value(self) -> bool:
        """Tell whether a value comes next, and not another group or the end."""
        return self.at < len(self.data) and self.data[self.at] >= FIRST_VALUE


def _group(rest: _Rest) -> dict[str, tuple[Value, ...]]:
    """Read the attributes of one group; a value without a name belongs to the attribute before it."""
    found: dict[str, list[Value]] = {}
    last: list[Value] | None = None
    while rest.at_value():
        tag, name = rest.byte(), rest.counted()
        if name:
            last = found.setdefault(name.decode(errors=NO_TEXT), [])
        if last is None:
            raise IppError("the reply has a value without a name")
        last += _values(tag, rest, 0)
    return {name: tuple(values) for name, values in found.items()}


def _values(tag: int, rest: _Rest, depth: int) -> list[Value]:
    """Read a value, as a list of one; a tag that stands for no value at all gives none."""
    raw = rest.counted()
    if tag == Tag.COLLECTION:
        return [_collection(rest, depth + 1)]
    return [_value(tag, raw)] if tag >= FIRST_REAL_VALUE else []


def _collection(rest: _Rest, depth: int) -> dict[str, tuple[Value, ...]]:
    """Read the members of a collection: their names come as values of their own (RFC 8010, 3.1.6)."""
    if depth > DEEPEST:
        raise IppError("the reply is nested too deep")
    members: dict[str, list[Value]] = {}
    last: list[Value] | None = None
    while True:
        tag, _name = rest.byte(), rest.counted()
        if tag == Tag.END_OF_COLLECTION:
            rest.counted()
            return {name: tuple(values) for name, values in members.items()}
        if tag == Tag.MEMBER:
            last = members.setdefault(rest.counted().decode(errors=NO_TEXT), [])
        elif last is None or tag < FIRST_VALUE:
            raise IppError("the reply has a collection that is none")
        else:
            last += _values(tag, rest, depth)


FORMATS: Final[dict[int, str]] = {Tag.INTEGER: ">i", Tag.ENUM: ">i", Tag.RANGE: ">ii", Tag.RESOLUTION: ">iib"}


def _value(tag: int, raw: bytes) -> Value:
    if tag in FORMATS:
        numbers = _unpacked(FORMATS[tag], raw)
        return numbers[0] if len(numbers) == 1 else numbers
    if tag == Tag.BOOLEAN:
        return raw != b"\0"
    if tag in {Tag.TEXT_IN_LANGUAGE, Tag.NAME_IN_LANGUAGE}:
        both = _Rest(raw)
        both.counted()
        return both.counted().decode(errors=NO_TEXT)
    return raw.decode(errors=NO_TEXT) if tag >= FIRST_TEXT else raw


def _unpacked(form: str, raw: bytes) -> tuple[int, ...]:
    try:
        return struct.unpack(form, raw)
    except struct.error as error:
        raise IppError("the reply has a number of the wrong length") from error
