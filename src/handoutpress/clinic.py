"""A clinic as data: its name, numbers, colours and words, and the values that handouts may ask of it.

The classes ending in `Part`, and `BrandFile`, are the schema of `brand.yml`, after the public brand.yml
convention (https://posit-dev.github.io/brand-yml/) with one `clinic` block added.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator

from handoutpress.errors import MisfitError

STRICT: Final[dict[str, Any]] = {"extra": "forbid", "str_strip_whitespace": True, "str_min_length": 1}

FULL: Final = 100
MOST_INK: Final = 300
"""Per cent of all four inks in one place that offset printing on coated paper can bear (FOGRA39)."""
FICTION: Final = re.compile(r"\.example\b|\b555-01\d\d\b|\b7946 ?0\d\d\d\b")
VALUE: Final = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")
"""How a text asks for a value: `{{ clinic.phone }}`."""

COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")


def _country(value: str) -> str:
    if not re.fullmatch("[A-Z]{2}", value):
        raise ValueError(f"country '{value}' is not two capital letters, such as US or GB")
    return value


def _languages(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("languages is empty: name one at least, such as [en]")
    return value


def _colour(value: str) -> str:
    if not COLOUR.fullmatch(value):
        raise ValueError(f"colour '{value}' is not #rrggbb")
    return value


Country = Annotated[str, AfterValidator(_country)]
Languages = Annotated[tuple[str, ...], AfterValidator(_languages)]
Colour = Annotated[str, AfterValidator(_colour)]

Words = str | dict[str, str]
"""One text for every language, or one a language."""


@dataclass(frozen=True, slots=True)
class NamePart:
    """`meta.name`."""

    __pydantic_config__ = STRICT
    full: str
    short: str


@dataclass(frozen=True, slots=True)
class LinkPart:
    """`meta.link`."""

    __pydantic_config__ = STRICT
    home: str


@dataclass(frozen=True, slots=True)
class MetaPart:
    """`meta`: who the clinic is."""

    __pydantic_config__ = STRICT
    name: NamePart
    link: LinkPart | None = None


@dataclass(frozen=True, slots=True)
class ColorPart:
    """`color`: named colours, and which of them is the primary one.

    `cmyk` are the inks of a press in per cent for the primary colour and for those worked out from it.
    """

    __pydantic_config__ = STRICT
    primary: str
    palette: dict[str, Colour] = field(default_factory=dict)
    cmyk: dict[Literal["primary", "deep", "wash", "tint"], tuple[float, float, float, float]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        for name, inks in self.cmyk.items():
            if not all(0 <= ink <= FULL for ink in inks):
                raise MisfitError(f"the inks of {name} are not all from 0 to 100 per cent", "cmyk", name)
            if sum(inks) > MOST_INK:
                raise MisfitError(f"{name} has {sum(inks):g} % ink: {MOST_INK} % at most, or it smears", "cmyk", name)
        if not COLOUR.fullmatch(self.palette.get(self.primary, self.primary)):
            raise MisfitError(f"primary '{self.primary}' is neither #rrggbb nor a name in color.palette", "primary")


@dataclass(frozen=True, slots=True)
class BasePart:
    """`typography.base`."""

    __pydantic_config__ = STRICT
    family: Literal["Atkinson Hyperlegible"] = "Atkinson Hyperlegible"


@dataclass(frozen=True, slots=True)
class TypePart:
    """`typography`: the families we ship; system fonts are never used."""

    __pydantic_config__ = STRICT
    base: BasePart = field(default_factory=BasePart)


@dataclass(frozen=True, slots=True)
class ClinicPart:
    """`clinic`: what a patient needs to reach the clinic, and its own words."""

    __pydantic_config__ = STRICT
    country: Country
    paper: Literal["a4", "letter"]
    languages: Languages
    address: tuple[str, ...]
    phone: str
    emergency: str
    formats: Words
    urgent: str | None = None
    email: str | None = None
    hours: Words | None = None
    tagline: Words | None = None
    qr: str | None = None
    words: dict[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BrandFile:
    """The whole of `styles/brands/<clinic>/brand.yml`."""

    __pydantic_config__ = STRICT
    meta: MetaPart
    color: ColorPart
    clinic: ClinicPart
    logo: str
    typography: TypePart = field(default_factory=TypePart)

    @property
    def primary(self) -> str:
        """The primary colour as #rrggbb, looked up in the palette when it is a name there."""
        return self.color.palette.get(self.color.primary, self.color.primary)


@dataclass(frozen=True, slots=True)
class Clinic:
    """A clinic whose brand file was found whole; `logo` and `path` are paths below the workspace."""

    id: str
    path: str
    logo: str
    brand: BrandFile

    @property
    def name(self) -> str:
        """The full name."""
        return self.brand.meta.name.full

    @property
    def contact(self) -> ClinicPart:
        """The `clinic` block: address, phones, languages, words."""
        return self.brand.clinic

    def in_language(self, words: Words | None, lang: str) -> str | None:
        """Pick the text for `lang`; None when the clinic has none in that language."""
        return words.get(lang) if isinstance(words, dict) else words

    @property
    def made_up(self) -> tuple[str, ...]:
        """Give what is plainly fictional in the contact, left over from a sample: no patient may be sent there.

        `.example` is set aside by RFC 2606; 555-01xx by the North American plan, 020 7946 0xxx by Ofcom, for fiction.
        """
        contact, home = self.contact, self.brand.meta.link
        given = (contact.phone, contact.urgent, contact.email, contact.qr, home.home if home else None)
        return tuple(value for value in given if value and FICTION.search(value))

    def values(self, lang: str) -> Mapping[str, str]:
        """Give every value that a handout in `lang` may use, by its name in `{{ … }}`."""
        contact, home = self.contact, self.brand.meta.link
        given = {
            "name": self.name,
            "short_name": self.brand.meta.name.short,
            "phone": contact.phone,
            "urgent": contact.urgent,
            "emergency": contact.emergency,
            "email": contact.email,
            "web": home.home if home else None,
            "address": ", ".join(contact.address),
            "hours": self.in_language(contact.hours, lang),
            **{f"words.{key}": self.in_language(words, lang) for key, words in contact.words.items()},
        }
        return {f"clinic.{key}": value for key, value in given.items() if value is not None}
