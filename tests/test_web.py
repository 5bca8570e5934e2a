from __future__ import annotations

import base64
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from handoutpress import web
from handoutpress.errors import Fault
from handoutpress.findings import Place
from handoutpress.markup import compose, dial
from handoutpress.workspace import Workspace
from support import BRAND, HANDOUT, REPOSITORY, environment, put, workspace
from webpages import LAYOUT, SAMPLES, copy_of, web_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HEAD = "<!doctype html><html lang=en><head><title>x</title></head><body>{}</body></html>"
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path fill="{}"/></svg>'
FOR_THE_PEN = {"For", "you", "Name", "Date", "Clinician", "Page", "of"}
"""What only paper says: the strip for this one patient, and the number of the page."""
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00"
)


class Page(HTMLParser):
    """What a page says and what it asks for."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.style = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.text += " "  # words of two elements never run together

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the signature is given
        self.text += " "

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "style":
            self.style += data
        else:
            self.text += data

    def values(self, tag: str, name: str) -> list[str]:
        return [attrs[name] for found, attrs in self.tags if found == tag and name in attrs]


@cache
def sample(clinic: str, slug: str, lang: str) -> Page:
    return Page(web_page(Workspace(REPOSITORY), clinic, slug, lang))


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def pack(
    body: str, folder: Path, styles: Sequence[tuple[str, str]] = (), colours: dict[str, str] | None = None
) -> Page:
    html = body if "<html" in body else HEAD.format(body)
    return Page(web.self_contained(html, styles=styles, roots={"handouts": folder}, colours=colours or {}))


def fault(body: str, folder: Path, styles: Sequence[tuple[str, str]] = ()) -> tuple[str, str, str]:
    with pytest.raises(Fault) as caught:
        pack(body, folder, styles)
    finding = caught.value.finding
    return str(finding.place), finding.code, finding.message


def leaflet(folder: Path, text: str, brand: str = BRAND) -> Page:
    root = workspace(folder, handouts={"ankle": text}, brands={"north": brand})
    return Page(web_page(Workspace(root), "north", "ankle"))


@pytest.mark.parametrize(("clinic", "slug", "lang"), SAMPLES)
def test_every_word_of_the_sheet_is_on_the_page(clinic: str, slug: str, lang: str) -> None:
    found = Workspace(REPOSITORY)
    copy = copy_of(found, clinic, slug, lang)
    sheet = Page(compose(copy, found.layouts["sheet"], found.root / "templates").encode())

    said = words(sheet.text)
    assert len(said) > 150
    assert said - words(sample(clinic, slug, lang).text) - FOR_THE_PEN == set()


@pytest.mark.parametrize(("clinic", "slug", "lang"), SAMPLES)
def test_the_page_asks_for_nothing(clinic: str, slug: str, lang: str) -> None:
    page = sample(clinic, slug, lang)
    inside = {"a": {"href"}, "img": {"src"}, "link": {"href"}}

    addresses = [
        (tag, name, value)
        for tag, attrs in page.tags
        for name, value in attrs.items()
        if name not in inside.get(tag, set()) and re.search("//|^data:|^mailto:", value)
    ]
    assert addresses == []
    assert [src for src in page.values("img", "src") if not src.startswith("data:image/")] == []
    assert [href for href in page.values("link", "href") if not href.startswith("data:image/")] == []
    assert [url for url in re.findall(r"url\(.{20}", page.style) if not url.startswith('url("data:font/woff2')] == []
    assert "@import" not in page.style
    assert page.values("meta", "content")[0] == web.POLICY
    links = {urlsplit(href).scheme for href in page.values("a", "href")}
    assert links <= {"", "https", "http", "tel", "mailto"}


@pytest.mark.parametrize(("clinic", "slug", "lang"), SAMPLES)
def test_headings_come_in_order_and_every_id_once(clinic: str, slug: str, lang: str) -> None:
    page = sample(clinic, slug, lang)

    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("a", "href") if href.startswith("#")} <= set(ids)


@pytest.mark.parametrize(("clinic", "slug", "lang"), SAMPLES)
def test_every_number_on_the_page_can_be_called(clinic: str, slug: str, lang: str) -> None:
    page = sample(clinic, slug, lang)
    contact = Workspace(REPOSITORY).select_clinics([clinic])[0].contact

    called = {href for href in page.values("a", "href") if href.startswith("tel:")}
    numbers = {number for number in (contact.phone, contact.urgent, contact.emergency) if number}
    assert called == {"tel:" + re.sub(r"\D", "", number) for number in numbers}


def test_the_same_leaflet_gives_the_same_bytes_in_every_process() -> None:
    clinic, slug, lang = SAMPLES[0]
    script = (
        "import hashlib; from webpages import *; "
        f"print(hashlib.sha256(web_page(Workspace(REPOSITORY), {clinic!r}, {slug!r}, {lang!r})).hexdigest())"
    )
    path = f"{REPOSITORY / 'src'}:{REPOSITORY / 'tests'}"

    def run(seed: str) -> str:
        env = {**environment(), "PYTHONPATH": path, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", script], env=env, check=True, capture_output=True, text=True
        ).stdout

    assert len(run("1")) > 60
    assert run("1") == run("2")


def test_no_folder_of_this_machine_comes_into_the_page(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    data = web_page(Workspace(root), "north", "ankle")

    embedded = b"".join(base64.b64decode(found) for found in re.findall(rb"base64,([\w+/=]+)", data))
    assert str(tmp_path).encode() not in data + embedded


def test_a_page_says_its_language_and_fits_a_telephone(tmp_path: Path) -> None:
    page = leaflet(tmp_path, HANDOUT)

    assert dict(page.tags)["html"] == {"lang": "en-US", "dir": "ltr"}
    assert "width=device-width, initial-scale=1" in page.values("meta", "content")
    tags = [tag for tag, _ in page.tags]
    assert [tags.count(landmark) for landmark in ("header", "main", "footer")] == [1, 1, 1]


def test_fixed_words_are_those_of_the_language(tmp_path: Path) -> None:
    found = Workspace(workspace(tmp_path))
    copy = replace(copy_of(found, "north", "ankle", "en"), labels=found.labels("es", "US"))

    page = Page(compose(copy, LAYOUT, found.root / "templates").encode())

    assert "Ir al texto" in page.text
    assert "Skip to the text" not in page.text


@pytest.mark.parametrize(
    ("status", "notice"),
    [("sample", "Sample: to be reviewed by your clinician"), ("draft", "Draft: not for patients"), ("approved", "")],
)
def test_a_text_that_is_not_approved_says_so_above_all_else(tmp_path: Path, status: str, notice: str) -> None:
    brand = BRAND.replace("555-0100", "555-2368")
    page = leaflet(tmp_path, HANDOUT.replace("kind:", f"review: {{status: {status}}}\nkind:"), brand)

    assert page.text.count(notice) == 2 if notice else "not for patients" not in page.text
    assert ("notice" in page.values("p", "class")) == bool(notice)
    assert page.text.find(notice) < page.text.index("North Ankle Clinic", page.text.index("Skip to"))
    assert ("noindex" in page.values("meta", "content")) == bool(notice)


def test_sources_are_links_only_when_they_lead_to_the_web(tmp_path: Path) -> None:
    sources = '[{title: Feet, url: "https://feet.example"}, {title: Toes, url: "javascript:alert(1)"}, {title: Heels}]'
    page = leaflet(tmp_path, HANDOUT.replace("kind:", f"sources: {sources}\nkind:"))

    assert "https://feet.example" in page.values("a", "href")
    assert not any("script" in href for href in page.values("a", "href"))
    assert {"Toes", "Heels"} <= words(page.text)


def test_a_cell_knows_its_head_and_the_table_stays_one(tmp_path: Path) -> None:
    page = leaflet(tmp_path, HANDOUT + "\n| a | b < c & d |\n|---|---|\n| e | f |\n")

    assert page.values("td", "data-head") == ["b < c & d"]
    roles = {tag: attrs["role"] for tag, attrs in page.tags if "role" in attrs}
    assert roles == {
        "table": "table",
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "th": "rowheader",
        "td": "cell",
    }


@pytest.mark.parametrize(
    ("number", "called"),
    [
        ("(503) 555-0142", "5035550142"),
        ("020 7946 0142", "02079460142"),
        ("+44 20 7946 0142", "+442079460142"),
        ("+44 (0)20 7946 0142", "+442079460142"),
        ("911", "911"),
        ("111 / 112", None),  # two numbers: calling both at once reaches nobody
        ("555-0142 or 555-0143", None),
        ("0800 FEET", None),
        ("020 7946 0142, 020 7946 0143", None),
        ("020 7946 0142 020 7946 0143", None),
        ('"><script>', None),
    ],
)
def test_a_number_is_called_as_it_stands_or_not_at_all(number: str, called: str | None) -> None:
    link = Page(str(dial(number)).encode())

    assert link.values("a", "href") == ([f"tel:{called}"] if called else [])
    assert link.text.strip() == number


def test_numbers_on_paper_are_no_links(tmp_path: Path) -> None:
    found = Workspace(workspace(tmp_path, handouts={"ankle": HANDOUT + "\nCall {{ clinic.phone }}.\n"}))

    assert "tel:" not in compose(
        copy_of(found, "north", "ankle", "en"), found.layouts["sheet"], found.root / "templates"
    )


def test_both_faces_are_in_the_page(tmp_path: Path) -> None:
    faces = re.findall(
        r'@font-face\{font-family:"([^"]+)";font-weight:(\w+);[^}]*?base64,([^"]+)"', pack("", tmp_path).style
    )

    assert [face[:2] for face in faces] == [("Atkinson Hyperlegible", "normal"), ("Atkinson Hyperlegible", "bold")]
    assert all(base64.b64decode(face[2]).startswith(b"wOF2") for face in faces)


@pytest.mark.parametrize(("name", "kind"), [("foot.svg", "svg+xml"), ("foot.png", "png"), ("foot.jpg", "jpeg")])
def test_a_picture_is_put_into_the_page(tmp_path: Path, name: str, kind: str) -> None:
    put(tmp_path / name, GIF)
    [src] = pack(f'<img src="handouts/{name}" alt="A &quot;foot&quot; &amp; toes">', tmp_path).values("img", "src")

    assert src == f"data:image/{kind};base64,{base64.b64encode(GIF).decode()}"


def test_a_picture_takes_the_colours_of_the_clinic_and_keeps_its_words(tmp_path: Path) -> None:
    put(tmp_path / "foot.svg", SVG.format("var(--brand, red)"))
    page = pack(
        '<img src="handouts/f%6fot.svg" alt="A &quot;foot&quot; &amp; toes">', tmp_path, colours={"brand": "#0f6470"}
    )

    [src] = page.values("img", "src")
    assert base64.b64decode(src.partition(",")[2]).decode() == SVG.format("#0f6470")
    assert page.values("img", "alt") == ['A "foot" & toes']


def test_a_picture_of_a_stylesheet_is_put_in_too(tmp_path: Path) -> None:
    put(tmp_path / "foot.svg", SVG.format("red"))

    style = pack("", tmp_path, [("styles/web.css", "p { background: url( 'handouts/foot.svg' ) }")]).style
    assert 'background: url("data:image/svg+xml;base64,' in style


def test_text_and_markup_come_through_as_they_are(tmp_path: Path) -> None:
    body = '<p title="a &lt; b">1 &lt; 2 &amp; 3 &#243; caf\u00e9 <b>bold</b><br></p>'
    body += '<svg viewBox="0 0 1 1"><path d="M0"/></svg>'
    data = web.self_contained(HEAD.format(body), styles=[], roots={"handouts": tmp_path}, colours={})

    assert body in data.decode()


def test_a_stylesheet_cannot_end_the_style_around_it(tmp_path: Path) -> None:
    styles = [("styles/web.css", "/* </style><p> */ p::after { content: '</style><script>' }")]

    assert "script" not in [tag for tag, _ in pack("", tmp_path, styles).tags]


@pytest.mark.parametrize(
    ("src", "code", "message"),
    [
        ("handouts/none.svg", "P203", "missing"),
        ("handouts/secret.txt", "P203", "no picture"),
        ("handouts/../secret.svg", "P203", "missing"),
        ("handouts/%2e%2e/secret.svg", "P203", "missing"),
        ("handouts/way-out/secret.svg", "P203", "missing"),
        ("styles/foot.svg", "P204", "blocked"),
        ("/etc/passwd", "P204", "blocked"),
        ("file:///etc/passwd", "P204", "blocked"),
        ("https://feet.example/foot.svg", "P204", "blocked"),
        ("//feet.example/foot.svg", "P204", "blocked"),
        ("data:text/html,x", "P204", "blocked"),
        ("http://[", "P204", "cannot be used"),
        ("", "P204", "blocked"),
    ],
)
def test_only_pictures_below_the_roots_are_read(tmp_path: Path, src: str, code: str, message: str) -> None:
    put(tmp_path / "secret.svg", SVG)
    put(tmp_path / "handouts" / "secret.txt", "wages")
    (tmp_path / "handouts" / "way-out").symlink_to(tmp_path)

    for body, styles in (
        (f'<img src="{src}" alt="">', []),
        ("", [("styles/web.css", f'\n\np{{background:url("{src}")}}')]),
    ):
        place, told, words_ = fault(body, tmp_path / "handouts", styles)
        assert (place, told) == ("styles/web.css:3" if styles else "templates/web.html", code)
        assert message in words_
        assert str(tmp_path) not in words_


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<link rel="stylesheet" href="handouts/x.css">',
        '<iframe src="https://feet.example"></iframe>',
        '<object data="x"></object>',
        '<form action="https://feet.example"></form>',
        '<base href="https://feet.example">',
        '<img src="data:image/png;base64,AA" srcset="https://feet.example/2x.png 2x" alt="">',
        '<input type="image" src="https://feet.example/x.png">',
        '<svg><image href="https://feet.example/x.png"/></svg>',
        '<svg><use xlink:href="https://feet.example/x.svg#a"/></svg>',
        '<p style="background: url(https://feet.example)">x</p>',
        '<p onclick="alert(1)">x</p>',
        '<meta http-equiv="refresh" content="0;url=https://feet.example">',
        "<style>p{background:url(https://feet.example)}</style>",
        "<style>@import 'https://feet.example/x.css';</style>",
    ],
)
def test_what_would_ask_run_or_send_is_refused(tmp_path: Path, body: str) -> None:
    assert fault(body, tmp_path)[:2][-1] == "P204"


def test_an_import_is_refused_at_its_line(tmp_path: Path) -> None:
    told = fault("", tmp_path, [("styles/own.css", "/* two\nlines */\n@import 'more.css';")])

    assert told == ("styles/own.css:3", "P204", "a stylesheet cannot be used: @import")


def test_a_page_without_a_head_is_told_of(tmp_path: Path) -> None:
    assert fault("<html><p>x</html>", tmp_path) == ("templates/web.html", "P210", "template: the page has no <head>")


def test_a_fault_stands_where_the_caller_says(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        web.self_contained(
            HEAD.format("<img src=x>"),
            styles=[],
            roots={"handouts": tmp_path},
            colours={},
            place=Place("handouts/a/en.md"),
        )
    assert str(caught.value.finding.place) == "handouts/a/en.md"
