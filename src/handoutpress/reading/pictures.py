"""Pictures of a handout: found inside its own folder, of a kind that prints, and whole."""

from __future__ import annotations

import re
import warnings
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from handoutpress.reading.problems import did_you_mean

if TYPE_CHECKING:
    from handoutpress.findings import Place
    from handoutpress.reading.problems import Problems

NONE: Final = "-"
LIBRARY: Final = "templates/icons/easy"
KINDS: Final = (".svg", ".png", ".jpg", ".jpeg")
LARGEST: Final = 40_000_000
MOST_PIXELS: Final = 60_000_000
SHORTHAND: Final = re.compile(r"(?<![\w-])font\s*[:=]\s*[\"']?\s*(?![\d.\s\"'])")
"""`font: bold 12px Arial`: the engine takes its first word for the size, and draws nothing."""


class Pictures:
    """Finds the pictures that one handout names; `used` holds each path below the workspace."""

    def __init__(self, folder: Path, root: Path, problems: Problems) -> None:
        self.folder = folder
        self.root = root
        self.problems = problems
        self.used: dict[str, None] = {}

    def find(self, src: str, place: Place) -> str | None:
        """Give the picture's path below the workspace, or note what is wrong with it."""
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", src):
            hint = f"save the picture in {self.folder.name}/ and name the file"
            self.problems.add("S153", place, f"picture '{src}' is not a file of this handout", hint)
            return None
        path = self.folder / unquote(src)
        try:
            inside = path.resolve().is_relative_to(self.folder.resolve())
            fault = _fault(path) if inside else None
        except (OSError, ValueError, RuntimeError):  # a name with NUL, a name without end, a link to itself
            inside, fault = True, ("is missing", "")
        if not inside:
            hint = f"copy it into {self.folder.name}/"
            self.problems.add("S154", place, f"picture '{src}' lies outside the handout's folder", hint)
            return None
        if fault:
            self.problems.add("S152", place, f"picture '{src}' {fault[0]}", fault[1] or self._known())
            return None
        url = str(PurePosixPath(*path.relative_to(self.root).parts))
        self.used[url] = None
        if path.suffix.lower() == ".svg":
            self._look_for_words(src, path, place)
        return url

    def named(self, name: str, place: Place) -> str | None:
        """Give the path of a file, or of a picture of this name that comes with the templates; or note the fault.

        A hyphen stands for no picture.
        """
        if name == NONE:
            return ""
        if "." in name:
            return self.find(name, place)
        names = sorted(path.stem for path in (self.root / LIBRARY).glob("*.svg"))
        if name in names:
            return f"{LIBRARY}/{name}.svg"
        message = f"no picture of the library is called '{name}'"
        self.problems.add("S155", place, message, did_you_mean(name, names))
        return None

    def _look_for_words(self, src: str, path: Path, place: Place) -> None:
        """Point at words in a drawing; those that the engine leaves out are an error."""
        text = path.read_bytes().decode("utf-8-sig")
        root = ET.fromstring(text.encode())  # noqa: S314 - `_svg_fault` has refused what is dangerous
        if not any(str(one.tag).endswith("}text") and "".join(one.itertext()).strip() for one in root.iter()):
            return
        hint = "draw numbers as paths and name them in the cover's 'key'; in a logo or elsewhere, make the words paths"
        if SHORTHAND.search(text):
            self.problems.add("S156", place, f"picture '{src}' holds words that are not printed (font: …)", hint)
        else:
            self.problems.warn("S156", place, f"picture '{src}' holds words, which are set in our typeface", hint)

    def _known(self) -> str:
        found = sorted(path.name for path in self.folder.iterdir() if path.suffix.lower() in KINDS)
        return f"in {self.folder.name}/ there are: {', '.join(found)}" if found else "put it in the folder"


def _fault(path: Path) -> tuple[str, str] | None:
    """Say what keeps a picture from printing, and what to do; None when it is whole."""
    if not path.is_file():
        return "is missing", ""
    if path.suffix.lower() not in KINDS:
        return f"is of a kind that does not print well ({path.suffix})", "save it as SVG, PNG or JPEG"
    if path.stat().st_size > LARGEST:
        return "is larger than 40 MB", "save it smaller"
    return _svg_fault(path) if path.suffix.lower() == ".svg" else _pixel_fault(path)


def _svg_fault(path: Path) -> tuple[str, str] | None:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if "<!ENTITY" in text:
            return "defines XML entities", "save it as plain SVG"
        root = ET.fromstring(text.encode())  # noqa: S314 - entities, the danger here, were refused above
    except UnicodeDecodeError:
        return "is not UTF-8", "save it again as plain SVG"
    except (ET.ParseError, ValueError, LookupError) as error:
        return f"is not whole: {error}", "save it again as plain SVG"
    return None if root.tag.endswith("}svg") else ("is not an SVG picture", "save it again as plain SVG")


def _pixel_fault(path: Path) -> tuple[str, str] | None:
    from PIL import Image, ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # the engine turns it on
    try:
        with warnings.catch_warnings(), Image.open(path) as image:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            mode, size = image.mode, image.size
            if size[0] * size[1] > MOST_PIXELS:
                return f"has too many pixels ({size[0]} by {size[1]})", "save it smaller"
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "has too many pixels", "save it smaller"
    except Exception:  # noqa: BLE001 - a decoder may raise anything; its words name paths of this machine
        return "is not a picture that can be read", "save it again as PNG or JPEG"
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient
    if mode.startswith("I"):  # the engine prints 16-bit grey as solid black
        return "has 16 bits of grey, which print black", "save it with 8 bits a channel"
    return None
