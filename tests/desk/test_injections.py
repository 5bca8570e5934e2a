"""What is typed is text: whatever it looks like, it is printed as it stands, asks for nothing and reads nothing."""

from __future__ import annotations

import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from desk.serving import serving
from desk.test_answers import make
from desk.test_page import SLOW, look
from support import put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from desk.conftest import Caller

CANARY: Final = "Zqxcanaryjw"
SECRET: Final = f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="9"><text y="9">{CANARY}</text></svg>'
INJECTIONS: Final = [
    "{{7*7}}",
    "{{ clinic.phone }}",
    "{{ config }}{{ ''.__class__ }}",
    "{% raw %}",
    "{% include 'URL' %}",
    "{#x#}",
    "<script>fetch('URL')</script>",
    "<script src=URL></script>",
    "<img src=URL>",
    "<img src=FILE>",
    "<b>bold</b>",
    "</span></i></div><h1>x",
    "&lt;b&gt; &amp; &#65;",
    "<style>*{display:none}</style>",
    "<style>@import 'URL'</style>",
    "<style>*{content:url(FILE)}</style>",
    "<link rel=stylesheet href=URL>",
    "<link rel=attachment href=FILE>",
    "<a rel=attachment href=FILE>x</a>",
    "<iframe src=FILE></iframe>",
    "<object data=FILE></object>",
    "<embed src=URL>",
    "<svg><image href=URL /></svg>",
    "<svg onload=x><use href=FILE#x />",
    "<meta http-equiv=refresh content=0;URL>",
    "<base href=URL>",
    "<video poster=URL>",
    "<!--",
    "]]><![CDATA[",
    "<a href='javascript:x'>y</a>",
    "'\"><p>",
    "\"><img src='URL",
    "url(FILE)",
    "}*{background:url(URL)}",
    "\\27 ;}*{background:url(URL)}",
    "@import url(URL);",
    "<?xml-stylesheet href='URL'?>",
    "%PDF-1.7 (x) Tj ET",
    "=cmd|'/c calc'!A1",
]


@pytest.fixture(scope="module")
def ear() -> Iterator[socket.socket]:
    """Listen for whoever is made to ask; a connection that nobody takes stays to be found."""
    with socket.create_server(("127.0.0.1", 0), backlog=9) as found:
        found.setblocking(False)  # noqa: FBT003 - Python's own
        yield found


@pytest.fixture(scope="module")
def secret(place: Path) -> Path:
    return put(Path(tempfile.mkdtemp(dir=place)) / "s.svg", SECRET)


def made(words: str, ear: socket.socket, secret: Path) -> str:
    return words.replace("URL", f"http://127.0.0.1:{ear.getsockname()[1]}/").replace("FILE", secret.as_uri())


def unspaced(words: str) -> str:
    """Leave out what may come and go at the end of a line."""
    return "".join(letter for letter in words if letter.isprintable() and letter not in " -")


def asked(ear: socket.socket) -> bool:
    try:
        ear.accept()[0].close()
    except BlockingIOError:
        return False
    return True


@pytest.mark.parametrize("words", INJECTIONS)
def test_it_is_printed_as_it_stands_in_every_field(desk: Caller, ear: socket.socket, secret: Path, words: str) -> None:
    words = made(words, ear, secret)
    fields = {"name": words, "clinician": words, "note": words, "date": words[:40]}
    answer = desk.preview(**fields)
    assert not asked(ear)
    assert "pages" in answer.json, answer.json  # type: ignore[operator]
    text = unspaced("".join(page["text"] for page in answer.json["pages"]))  # type: ignore[index]
    for field in fields.values():
        text = text.replace(unspaced(field), "\0", 3 if field == words else 1)
    assert text.count("\0") == len(fields), text
    assert CANARY not in text
    pdf = desk.get(f"/document/{answer.json['document']}.pdf").data  # type: ignore[index]
    assert b"EmbeddedFile" not in pdf


def test_the_ear_hears_and_the_secret_is_one(ear: socket.socket, secret: Path) -> None:
    with socket.create_connection(ear.getsockname()):
        pass
    assert asked(ear)
    assert CANARY in secret.read_text()


def test_a_browser_shows_it_as_it_stands(root: Path, browser: Browser, ear: socket.socket, secret: Path) -> None:
    told: list[str] = []
    with serving(make(root)) as (port, _):
        page = browser.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: told.append(dialog.message))
        page.goto(f"http://127.0.0.1:{port}/en")
        expect(page.locator("[role=option]").first).to_be_visible()
        look(page, "ankle")
        page.locator("summary").click()
        for number, words in enumerate(one for one in INJECTIONS if "URL" in one):
            page.locator("#note").fill(f"{number} of them: {made(words, ear, secret)}")
            expect(page.locator("#big p.sr")).to_contain_text(f"{number} of them: {words[:3]}", timeout=SLOW)
            inside = page.locator("#big").evaluate("it => [...it.querySelectorAll('*')].map(x => x.tagName).join()")
            assert inside == "IMG,P"
        for words in (one for one in INJECTIONS if "<" in one):
            page.locator("#q").fill(made(words, ear, secret)[:80])
            expect(page.locator("#none, [role=option]").first).to_be_visible()
        page.context.close()
    assert told == []
    assert not asked(ear)
