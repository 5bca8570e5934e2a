"""A desk with leaflets in every state of review, and whoever asks it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import pytest

from handoutpress.desk.app import create_app
from handoutpress.desk.seams import Machine
from handoutpress.desklog import DeskLog
from handoutpress.printing.programs import Folder
from printing.conftest import bus, place, printer
from support import BRAND, TODAY, workspace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from flask import Flask
    from werkzeug.test import TestResponse

    from handoutpress.desk.documents import Documents
    from handoutpress.desk.workers import Workers

__all__ = ["bus", "place", "printer"]
NOW: Final = datetime(2026, 11, 25, 9, tzinfo=UTC)
HOST: Final = "127.0.0.1:8484"
TEXT: Final = """\
---
title: {title}
summary: Rest it, and keep it up.
kind: condition
reference: {reference}
topics: [{topics}]
review: {review}
---

## What is it? {{#about}}

You turned your ankle.
"""
WELL: Final = "{status: approved, by: Dr Lee, on: 2026-01-05, due: 2028-01-05}"
SOON: Final = "{status: approved, by: Dr Lee, on: 2025-01-05, due: 2026-12-20}"
LATE: Final = "{status: approved, by: Dr Lee, on: 2025-01-05, due: 2026-11-01}"
PAST: Final = "{status: approved, by: Dr Lee, on: 2025-01-05, due: 2026-01-05}"
GONE: Final = "{status: withdrawn, successor: ankle}"
FINE_BRAND: Final = BRAND.replace("555-0100", "555-2100").replace("[en]", "[en, es]")


def text(title: str, reference: str, review: str, topics: str = "foot") -> str:
    return TEXT.format(title=title, reference=reference, review=review, topics=topics)


HANDOUTS: Final = {
    "ankle/en.md": text("A sore ankle", "ANK", WELL),
    "ankle/es.md": text("Un tobillo dolorido", "ANK", WELL),
    "wrist": text("A sore wrist", "WRI", SOON, "hand"),
    "wound": text("Looking after a wound", "WND", LATE, "hand"),
    "warfarin": text("Taking warfarin", "WAR", PAST, "blood"),
    "old-ankle": text("Ankles as they were", "OLD", GONE),
    "secret": text("A draft that nobody sees", "SEC", "{status: draft}"),
}


@dataclass(slots=True)
class Caller:
    """Asks a desk as its own page does, unless told otherwise."""

    app: Flask
    log: DeskLog
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        token = self.app.extensions["desk"].guard.token
        self.headers = {"Host": HOST, "Origin": f"http://{HOST}", "X-Desk-Token": token}

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.app.test_client(use_cookies=False).get(path, headers={"Host": HOST} | headers)

    def post(self, path: str, body: object, **headers: str | None) -> TestResponse:
        given = {name: value for name, value in (self.headers | headers).items() if value is not None}
        return self.app.test_client(use_cookies=False).post(path, json=body, headers=given)

    def raw(self, path: str, data: bytes, kind: str = "application/json") -> TestResponse:
        return self.app.test_client(use_cookies=False).post(path, data=data, content_type=kind, headers=self.headers)

    def preview(self, slug: str = "ankle", **more: Any) -> TestResponse:
        body = {"slug": slug, "lang": "en", "layout": "sheet", "size": "standard", **more}
        return self.post("/api/preview", body)

    def print(self, *documents: str, **more: Any) -> TestResponse:
        body = {"documents": list(documents), "copies": 1, "printer": "folder", "key": "once", **more}
        return self.post("/api/print", body)


@dataclass(slots=True)
class Counters:
    """Opens desks, and closes them when the test is over."""

    root: Path
    opened: list[Flask] = field(default_factory=list)

    def open(
        self,
        *,
        workers: Workers | None = None,
        documents: Documents | None = None,
        entrance: str = "",
        machines: Sequence[Machine] | None = None,
        today: date = TODAY,
    ) -> Caller:
        log = DeskLog(self.root / f"logs/{self.root.name}-{secrets.token_hex(4)}.sqlite", now=lambda: NOW)
        printers = [Machine("folder", Folder(self.root / "printed"))] if machines is None else machines
        app = create_app(
            self.root, today=lambda: today, now=lambda: NOW, printers=printers,
            log=log, hosts=frozenset({HOST}), entrance=entrance, workers=workers, documents=documents,
        )  # fmt: skip
        self.opened.append(app)
        return Caller(app, log)


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("desk"), handouts=HANDOUTS, brands={"north": FINE_BRAND})


@pytest.fixture
def counters(root: Path) -> Iterator[Counters]:
    made = Counters(root)
    yield made
    for app in made.opened:
        app.extensions["desk"].close()


@pytest.fixture(scope="session")
def desk(root: Path) -> Iterator[Caller]:
    """Give a desk for tests that leave it as it was."""
    made = Counters(root)
    yield made.open()
    made.opened[0].extensions["desk"].close()
