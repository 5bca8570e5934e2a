from __future__ import annotations

import gc
import random
import signal
import string
import struct
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.executors import never
from handoutpress.ipp.connection import LARGEST
from handoutpress.ipp.errors import IppError
from handoutpress.ipp.messages import Attribute, Group, Reply, Tag, decode, encode
from handoutpress.ipp.printer import Peer
from handoutpress.printing.following import Pace
from handoutpress.printing.network import Network
from handoutpress.printing.tickets import Document, State
from printing.peers import JOB, PRINT, PRINTER, VALIDATE, server

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMES: Final = 2_000
LEAFLET: Final = Document(b"%PDF-1.7 short", "a4", "one-sided")
AT_ONCE: Final = Pace(retry=0.01, patience=0, limit=0, first=0, longest=0)
NOT_TAKEN: Final = {0x0506, 0x0507}


def value(tag: int, name: str, raw: bytes) -> bytes:
    return bytes([tag]) + struct.pack(">H", len(name)) + name.encode() + struct.pack(">H", len(raw)) + raw


def collection(name: str, *members: bytes) -> bytes:
    return value(Tag.COLLECTION, name, b"") + b"".join(members) + value(Tag.END_OF_COLLECTION, "", b"")


def member(name: str, tag: int, raw: bytes) -> bytes:
    return value(Tag.MEMBER, "", name.encode()) + value(tag, "", raw)


def printer(*values: bytes, number: int = 5) -> bytes:
    return struct.pack(">BBHI", 2, 0, 0, number) + b"\x04" + b"".join(values) + b"\x03"


SIZE: Final = collection(
    "media-col", member("media-type", Tag.KEYWORD, b"stationery"), value(Tag.MEMBER, "", b"media-size"),
    collection("", member("x-dimension", Tag.INTEGER, struct.pack(">i", 21000))),
)  # fmt: skip
FULL: Final = printer(
    value(Tag.ENUM, "printer-state", struct.pack(">i", 3)),
    value(Tag.KEYWORD, "sides-supported", b"one-sided"), value(Tag.KEYWORD, "", b"two-sided-long-edge"),
    value(Tag.BOOLEAN, "color-supported", b"\1"), value(Tag.RANGE, "copies-supported", struct.pack(">ii", 1, 99)),
    value(Tag.RESOLUTION, "printer-resolution", struct.pack(">iib", 600, 600, 3)),
    value(Tag.TEXT_IN_LANGUAGE, "printer-info", b"\0\2de\0\6Tr\xc3\xa4ge"), value(Tag.TEXT, "printer-name", b"\xff"),
    value(Tag.DATE, "now", b"\7" * 11), value(0x13, "nothing", b""), SIZE,
)  # fmt: skip


def test_every_kind_of_value_is_read() -> None:
    reply = decode(FULL)

    assert (reply.version, reply.status, reply.number) == ((2, 0), 0, 5)
    assert dict(reply.first(Group.PRINTER).values) == {
        "printer-state": (3,),
        "sides-supported": ("one-sided", "two-sided-long-edge"),
        "color-supported": (True,),
        "copies-supported": ((1, 99),),
        "printer-resolution": ((600, 600, 3),),
        "printer-info": ("Träge",),
        "printer-name": ("\ufffd",),
        "now": (b"\7" * 11,),
        "nothing": (),
        "media-col": ({"media-type": ("stationery",), "media-size": ({"x-dimension": (21000,)},)},),
    }
    assert reply.first(Group.JOB).values == {}


def test_a_value_of_another_kind_than_is_asked_for_counts_as_none() -> None:
    told = decode(FULL).first(Group.PRINTER)

    assert told.words("printer-state") == ()
    assert told.word("color-supported") == ""
    assert told.number("color-supported") is None
    assert told.flag("printer-state") is None
    assert told.most("copies-supported") == 99
    assert told.most("printer-state") == 3
    assert told.most("sides-supported") is None


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
attributes = st.one_of(
    st.builds(Attribute, st.sampled_from([Tag.INTEGER, Tag.ENUM]), st.text(string.ascii_lowercase, min_size=1),
              st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=3).map(tuple)),
    st.builds(Attribute, st.just(Tag.BOOLEAN), st.text(string.ascii_lowercase, min_size=1),
              st.lists(st.booleans(), min_size=1, max_size=3).map(tuple)),
    st.builds(Attribute, st.sampled_from([Tag.TEXT, Tag.NAME, Tag.KEYWORD, Tag.URI, Tag.MIME]),
              st.text(string.ascii_lowercase, min_size=1), st.lists(texts, min_size=1, max_size=3).map(tuple)),
)  # fmt: skip


@given(st.lists(attributes, unique_by=lambda one: one.name), st.integers(0, 2**16 - 1), st.integers(0, 2**32 - 1))
def test_what_is_written_is_read_back(given: list[Attribute], status: int, number: int) -> None:
    reply = decode(encode(status, number, [(Group.JOB, given)], version=(1, 1)))

    assert (reply.version, reply.status, reply.number) == ((1, 1), status, number)
    assert dict(reply.first(Group.JOB).values) == {one.name: one.values for one in given}


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_read_or_refused(data: bytes) -> None:
    whole_or_refused(b"\2\0\0\0\0\0\0\5\4" + data)


@contextmanager
def a_second() -> Iterator[None]:
    """Break off what takes more than a second of the processor's time, however much others take of it meanwhile."""

    def stop(_number: int, _frame: object) -> None:
        raise AssertionError("this takes too long")

    gc.freeze()  # sweeping all that other tests have left is no part of it
    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
        gc.unfreeze()


def whole_or_refused(data: bytes) -> None:
    with a_second(), suppress(IppError):  # and nothing else
        assert isinstance(decode(data), Reply)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "too early"),
        (b"\2\0\0\0\0\0\0", "too early"),
        (printer()[:-1], "too early"),
        (FULL[:-2], "too early"),
        (printer(value(Tag.INTEGER, "n", b"\0\0\1")), "wrong length"),
        (printer(value(Tag.RANGE, "n", b"\0\0\0\1")), "wrong length"),
        (printer(value(Tag.KEYWORD, "", b"x")), "without a name"),
        (b"\2\0\0\0\0\0\0\5" + value(Tag.KEYWORD, "x", b"y") + b"\3", "outside any group"),
        (printer(value(Tag.COLLECTION, "x", b"")), "too early"),
        (printer(value(Tag.COLLECTION, "x", b"") + value(Tag.KEYWORD, "", b"y")), "a collection that is none"),
        (printer(value(Tag.COLLECTION, "x", b"") + (value(Tag.MEMBER, "", b"y") + value(Tag.COLLECTION, "", b"")) * 99),
         "too deep"),
        (b"\2\0\0\0\0\0\0\5" + b"\4" * 9_999, "too many groups"),
        (printer(value(Tag.TEXT_IN_LANGUAGE, "x", b"\0\2de\0\7y")), "too early"),
    ],
)  # fmt: skip
def test_a_reply_that_makes_no_sense_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(IppError, match=words):
        decode(data)


def changed(whole: bytes, turn: int, chance: random.Random) -> bytes:
    """Cut a reply, turn bytes of it, take some out, put some in, or repeat some."""
    data, at = bytearray(whole), chance.randrange(len(whole))
    match turn % 5:
        case 0:
            del data[at:]
        case 1:
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] = chance.randrange(256)
        case 2:
            del data[at : at + chance.randint(1, 40)]
        case 3:
            data[at:at] = chance.randbytes(chance.randint(1, 40))
        case _:
            data[at:at] = data[at : at + 60] * chance.randint(1, 500)
    return bytes(data)


def too_long() -> None:
    """Take five seconds of the processor's time."""
    end = time.process_time() + 5
    while time.process_time() < end:
        pass


def test_what_takes_too_long_would_be_broken_off() -> None:
    with pytest.raises(AssertionError, match="too long"), a_second():
        too_long()


def test_the_largest_reply_there_may_be_is_read_or_refused_in_time() -> None:
    for part in (value(Tag.KEYWORD, "", b"x"), SIZE, b"\4", value(Tag.COLLECTION, "a", b"") + member("b", 0x44, b"c")):
        whole_or_refused(FULL[:-1] + part * (LARGEST // len(part)))


def test_a_reply_that_was_cut_or_changed_is_read_or_refused() -> None:
    chance = random.Random(1)  # noqa: S311 - nothing is secret
    for turn in range(TIMES):
        whole_or_refused(changed(FULL, turn, chance))
    for end in range(len(FULL)):
        with pytest.raises(IppError):
            decode(FULL[:end])


@pytest.mark.parametrize("operation", [PRINTER, VALIDATE, PRINT, JOB])
def test_a_printer_that_answers_nonsense_is_told_truthfully_and_gets_nothing_twice(operation: int) -> None:
    """Every answer on the way of a job is changed in turn, over a real connection."""
    chance = random.Random(operation)  # noqa: S311 - nothing is secret
    with server() as peer:
        peer.changed = lambda asked, reply: changed(reply, turn, chance) if asked == operation else reply
        for turn in range(TIMES // 4):  # noqa: B007 - `changed` takes it from here
            peer.asked.clear()
            peer.replies.clear()
            with a_second():
                tickets = list(Network(Peer(peer.address), AT_ONCE).send(LEAFLET, stop=never))

            assert tickets
            answers = [reply for asked, reply in peer.replies if asked == PRINT]
            assert all(decode(answer).status in NOT_TAKEN for answer in answers[:-1])
            assert tickets[-1].state is not State.DONE or len(answers) == 1
