"""A leaflet as one web page that asks for nothing: styles, typeface and pictures all stand in the file.

It opens from a stick, an e-mail or a server, without a network and without a script. A Content-Security-Policy
(https://www.w3.org/TR/CSP3/) in the page holds the browser to that.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final, NoReturn
from urllib.parse import unquote, urlsplit

from handoutpress.assets import Assets, BlockedError, MissingError
from handoutpress.errors import Fault
from handoutpress.findings import Finding, Place
from handoutpress.typeface import FACES, FAMILY, woff2

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
PAGE: Final = Place("templates/web.html")
REFUSED: Final = frozenset({
    "applet", "audio", "base", "embed", "form", "frame", "iframe", "object", "script", "source", "track", "video",
})  # fmt: skip
"""Elements that run something, send something, or fetch what is not embedded."""
FETCHING: Final = frozenset({"src", "srcset", "poster", "background", "ping"})
COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORT: Final = re.compile(r"@import\b", re.IGNORECASE)
URL: Final = re.compile(r"""url\(\s*("[^"]*"|'[^']*'|[^"')]*?)\s*\)""", re.IGNORECASE)

Attributes = list[tuple[str, str | None]]


def self_contained(
    html: str,
    *,
    styles: Sequence[tuple[str, str]],
    roots: Mapping[str, Path],
    colours: Mapping[str, str],
    place: Place = PAGE,
) -> bytes:
    """Put all that `html` needs into it: `styles`, each a (path, text), both faces, and files below `roots`.

    `colours` are what pictures may ask for. What cannot be embedded raises `Fault`: in a stylesheet at its line,
    otherwise at `place`.
    """
    shelf = Assets(roots, colours)
    sheets = "\n".join(_style(text, shelf, Place(path)) for path, text in styles)
    packer = _Packer(shelf, f"{font_faces()}\n{sheets}", place)
    packer.feed(html)
    packer.close()
    if not packer.whole:
        raise Fault(Finding(place, "P210", "template: the page has no <head>", "let it extend base.html"))
    return "".join(packer.out).encode()


def font_faces() -> str:
    """Give the `@font-face` rules with the faces in them."""
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-display:block;'
        f'src:url("{_address(woff2(weight), "font/woff2")}") format("woff2")}}'
        for weight in FACES
    )


class _Packer(HTMLParser):
    """Copies a page and puts in on the way what it asks for; comments stay behind."""

    def __init__(self, shelf: Assets, style: str, place: Place) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self.whole = False
        self._shelf, self._style, self._place = shelf, style, place

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Take over a tag, its picture embedded; after <head> comes the policy, which must stand before all else."""
        self._check(tag, attrs)
        if tag == "img" or (tag == "link" and dict(attrs).get("rel") == "icon"):
            self.out.append(_tag(tag, [(name, self._picture(name, value)) for name, value in attrs]))
        else:
            self.out.append(self.get_starttag_text() or "")
        if tag == "head":
            self.out.append(f'\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">')

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """Take over a tag that closes itself."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take over a tag; the styles come last in the head."""
        if tag == "head":
            self.whole = True
            self.out.append(f"<style>\n{self._style}\n</style>\n")
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Take over text, and the rules of a <style> of the template's own."""
        self.out.append(_style(data, self._shelf, self._place) if self.cdata_elem == "style" else data)

    def handle_entityref(self, name: str) -> None:
        """Take over `&name;`."""
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Take over `&#number;`."""
        self.out.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Take over the doctype."""
        self.out.append(f"<!{decl}>")

    def _check(self, tag: str, attrs: Attributes) -> None:
        """See to it that nothing is left in the page that fetches, runs or sends."""
        given = {name: value or "" for name, value in attrs}
        if tag in REFUSED or (tag == "link" and given.get("rel") != "icon"):
            _refuse(self._place, f"the page has <{tag}>", "one file, no script: leave it out")
        for name, value in given.items():
            fetches = name in FETCHING or (name.endswith("href") and tag not in {"a", "area", "link"})
            allowed = (tag == "img" and name == "src") or value.startswith("#")
            if name.startswith("on") or (fetches and not allowed) or (name == "style" and URL.search(value)):
                _refuse(self._place, f'the page has <{tag} {name}="{value[:80]}">', "only <img src> is embedded")
        if tag == "meta" and "http-equiv" in given:
            _refuse(self._place, f"the page has <meta http-equiv={given['http-equiv']}>", "leave it out")

    def _picture(self, name: str, value: str | None) -> str | None:
        return _embedded(value or "", self._shelf, self._place) if name in {"src", "href"} else value


def _style(text: str, shelf: Assets, place: Place) -> str:
    """Give a stylesheet with its pictures in it, and nothing that could end the <style> around it."""
    bare = COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)

    def here(found: re.Match[str]) -> Place:
        return Place(place.path, bare.count("\n", 0, found.start()) + 1)

    if found := IMPORT.search(bare):
        _refuse(here(found), "a stylesheet cannot be used: @import", "name it in layouts.toml")

    def picture(found: re.Match[str]) -> str:
        return f'url("{_embedded(found[1].strip(chr(34) + chr(39)), shelf, here(found))}")'

    lines = (line.strip() for line in URL.sub(picture, bare).splitlines())
    return "\n".join(line for line in lines if line).replace("</", "<\\/")


def _embedded(address: str, shelf: Assets, place: Place) -> str:
    """Give a picture of the workspace as an address that holds it."""
    if address.startswith(("data:image/", "#")):
        return address
    try:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            raise BlockedError(f"blocked: {address[:120]}")
        data, kind = shelf.read(unquote(parts.path))
    except MissingError:
        message = f"picture {address} cannot be used: missing"
        raise Fault(Finding(place, "P203", message, "mind the spelling, or put it there")) from None
    except ValueError as error:
        _refuse(place, f"picture cannot be used: {error}", "only files of the workspace are used")
    if not kind.startswith("image/"):
        hint = "save it again as plain SVG, PNG or JPEG"
        raise Fault(Finding(place, "P203", f"picture {address} cannot be used: it is no picture", hint))
    return _address(data, kind)


def _refuse(place: Place, message: str, hint: str) -> NoReturn:
    raise Fault(Finding(place, "P204", message, hint)) from None


def _address(data: bytes, kind: str) -> str:
    """Write data as an address that holds it (RFC 2397)."""
    return f"data:{kind};base64,{b64encode(data).decode()}"


def _tag(name: str, attrs: Attributes) -> str:
    """Write a start tag."""
    given = "".join(f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attrs)
    return f"<{name}{given}>"
