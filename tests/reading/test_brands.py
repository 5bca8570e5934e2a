from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handoutpress.findings import stops
from handoutpress.reading.brands import read_brand
from support import BRAND, LOGO, REPOSITORY, put

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.clinic import Clinic

SHIPPED = tuple(sorted((REPOSITORY / "styles" / "brands").glob("*/brand.yml")))
FORMATS = '  formats: "Large print? Call {{ clinic.phone }}."\n'


def read(root: Path, text: str | bytes, *, logo: str | None = LOGO) -> tuple[Clinic | None, list[str]]:
    """Read the clinic `north`; findings come as `line:column code message | hint`."""
    folder = root / "styles" / "brands" / "north"
    put(folder / "brand.yml", text)
    if logo is not None:
        put(folder / "logo.svg", logo)
    clinic, findings = read_brand(folder, root=root)
    assert (clinic is None) == stops(findings)
    assert {finding.place.path for finding in findings} <= {"styles/brands/north/brand.yml"}
    places = [str(finding.place).removeprefix("styles/brands/north/brand.yml:") for finding in findings]
    return clinic, [f"{at} {f.code} {f.message} | {f.hint}" for at, f in zip(places, findings, strict=True)]


def whole(root: Path, text: str) -> Clinic:
    """Read a brand that is without fault."""
    clinic, found = read(root, text)
    assert found == []
    assert clinic is not None
    return clinic


def test_a_clinic_knows_its_folder_its_file_and_its_logo(tmp_path: Path) -> None:
    clinic = whole(tmp_path, BRAND)
    assert (clinic.id, clinic.path, clinic.logo) == (
        "north", "styles/brands/north/brand.yml", "styles/brands/north/logo.svg",
    )  # fmt: skip
    assert (clinic.name, clinic.brand.primary, clinic.contact.paper) == ("North Ankle Clinic", "#0f6470", "letter")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.parent.name)
def test_the_clinics_that_come_with_us_are_without_fault(file: Path) -> None:
    clinic, findings = read_brand(file.parent, root=REPOSITORY)
    assert findings == ()
    assert clinic is not None


@pytest.mark.parametrize(("number", "kept"), [("012", "012"), ("911", "911"), ("1.10", "1.10"), ("+1 503", "+1 503")])
def test_a_phone_number_is_no_number(number: str, kept: str, tmp_path: Path) -> None:
    assert whole(tmp_path, BRAND.replace('"555-0100"', number)).contact.phone == kept


def test_norway_and_norwegian_are_no_no(tmp_path: Path) -> None:
    clinic = whole(tmp_path, BRAND.replace("US", "NO").replace("[en]", "[no]"))
    assert (clinic.contact.country, clinic.contact.languages) == ("NO", ("no",))


def test_words_may_differ_by_language_or_not(tmp_path: Path) -> None:
    text = BRAND.replace("[en]", "[en, es]") + "  words: {disc: {en: disk, es: disco}, fever: 38 °C}\n"
    clinic = whole(tmp_path, text)
    assert [clinic.values(lang)["clinic.words.disc"] for lang in ("en", "es")] == ["disk", "disco"]
    assert [clinic.values(lang)["clinic.words.fever"] for lang in ("en", "es")] == ["38 °C", "38 °C"]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    clinic, found = read(tmp_path / "a", b"\xef\xbb\xbf" + BRAND.replace("\n", "\r\n").encode())
    assert (clinic, found) == (whole(tmp_path / "b", BRAND), [])


def test_the_logo_may_be_a_picture_of_pixels(tmp_path: Path) -> None:
    from PIL import Image

    (tmp_path / "styles" / "brands" / "north").mkdir(parents=True)
    Image.new("RGB", (4, 4)).save(tmp_path / "styles" / "brands" / "north" / "logo.png")
    clinic = whole(tmp_path, BRAND.replace("logo.svg", "logo.png"))
    assert clinic.logo == "styles/brands/north/logo.png"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("logo: logo.svg\n", "", "1:1 S122 'logo' is missing | add a line: logo: …"),
        ("phone:", "fone:", "10:3 S121 unknown key 'fone' | did you mean 'phone'?"),
        ("meta:", "logos: x\nmeta:", "1:1 S121 unknown key 'logos' | did you mean 'logo'?"),
        ("letter", "A4", "7:3 S123 paper 'A4' is not known | use 'a4' or 'letter'"),
        ("[en]", "en", "8:3 S123 'languages' must be a list | write it as [\"one\", \"two\"]"),
        ("[en]", "[]", "8:3 S123 languages is empty: name one at least, such as [en] | "),
        ("US", "usa", "6:3 S123 country 'usa' is not two capital letters, such as US or GB | "),
        ('"#0f6470"', "river", "4:9 S123 primary 'river' is neither #rrggbb nor a name in color.palette | "),
        ('{primary: "#0f6470"}', '{primary: sea, palette: {sea: "#zzz"}}', "4:33 S123 colour '#zzz' is not #rrggbb | "),
        ("color:", "typography: {base: {family: Arial}}\ncolor:",
         "4:21 S123 family 'Arial' is not known | use 'Atkinson Hyperlegible'"),
        ("short: North", "short: ''", "2:10 S123 'short' is empty | give it a value, or take the line out"),
        ('"#0f6470"', "0f6470", ("4:9 S123 primary '0f6470' is neither #rrggbb nor a name in color.palette | "
         'write "#0f6470", in quotes')),
        ('{primary: "#0f6470"}', "{primary: sea, palette: {sea: 'abc'}}",
         '4:33 S123 colour \'abc\' is not #rrggbb | write "#aabbcc", in quotes'),
        ('{primary: "#0f6470"}', "{palette: {sea: #0f6470}, primary: sea}", ("4:24 S110 is not YAML: "
         "did not find expected ',' or '}' | a # begins a comment: put the whole value in quotes, as in \"#0f6470\"")),
        ('{primary: "#0f6470"}', "\n  primary: #0f6470",
         ("5:12 S115 what begins with '#0f6470' is left out | "
          'a # begins a comment: put the whole value in quotes, as in "#0f6470"')),
        ("full: North Ankle Clinic", "full: North Ankle Clinic, PLLC",
         "2:50 S121 unknown key 'PLLC' | a comma inside { } needs quotes round the whole value"),
        ('phone: "555-0100"', 'phone: "555-0100"\n  words: {disc: disc, slipped}',
         "11:23 S123 'slipped' is empty | a comma inside { } needs quotes round the whole value"),
        ("full: North", "full:North",
         "2:24 S121 unknown key 'full:North Ankle Clinic' | write a space after the colon"),
        ("{{ clinic.phone }}", "{clinic.phone}", ("12:3 S147 '{clinic.phone}' is printed as it stands: "
         "a value has two braces on each side | did you mean '{{ clinic.phone }}'?")),
        ("clinic.phone", "clinic.fone", "12:3 S141 unknown value '{{ clinic.fone }}' | did you mean 'clinic.phone'?"),
    ],
)  # fmt: skip
def test_a_brand_with_a_fault_is_told_with_its_place_and_a_cure(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in BRAND
    assert told in read(tmp_path, BRAND.replace(old, new))[1]


@pytest.mark.parametrize(
    ("logo", "told"),
    [
        ("logo.svg", "S152 picture 'logo.svg' is missing | put it in the folder"),
        ("../logo.svg", "S154 picture '../logo.svg' lies outside "),
        ("https://x.example/logo.svg", "S153 picture 'https://x.example/logo.svg' is not a file of this "),
    ],
)
def test_a_brand_whose_logo_is_not_in_its_folder_is_refused(logo: str, told: str, tmp_path: Path) -> None:
    clinic, [found] = read(tmp_path, BRAND.replace("logo.svg", logo), logo=None)
    assert clinic is None
    assert found.startswith(f"3:1 {told}")


def test_a_logo_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    _, [found] = read(tmp_path, BRAND, logo="<svg>")
    assert found.startswith("3:1 S152 picture 'logo.svg' is not whole: ")


def test_a_logo_with_words_is_taken_and_told(tmp_path: Path) -> None:
    clinic, [found] = read(tmp_path, BRAND, logo=LOGO.replace("<path", "<text>North</text><path"))
    assert clinic is not None
    assert found.startswith("3:1 S156 picture 'logo.svg' holds words, which are set in our typeface | ")


def test_every_language_has_the_line_on_other_formats(tmp_path: Path) -> None:
    text = BRAND.replace("[en]", "[en, es, so]").replace(FORMATS, "  formats: {en: Large print?, so: Far waaweyn?}\n")
    hint = "say in it how to ask for large print, audio or another language"
    assert read(tmp_path, text)[1] == [f"12:3 S180 clinic.formats has no line in 'es' | {hint}"]


def test_the_line_on_other_formats_may_ask_only_for_what_there_is_in_its_language(tmp_path: Path) -> None:
    two = BRAND.replace("[en]", "[en, es]")
    text = two.replace(
        FORMATS,
        "  formats:\n    en: Call {{ clinic.hours }}.\n    es: Llame {{ clinic.hours }}.\n  hours: {en: 9 to 5}\n",
    )
    [found] = read(tmp_path, text)[1]
    assert found.startswith("14:5 S141 unknown value '{{ clinic.hours }}' | ")


def test_the_line_on_other_formats_closes_its_braces(tmp_path: Path) -> None:
    [found] = read(tmp_path, BRAND.replace("{{ clinic.phone }}", "{{ clinic.phone"))[1]
    assert found.startswith("12:3 S140 '{{' opens no value | ")


def test_faults_of_all_parts_come_in_one_pass(tmp_path: Path) -> None:
    text = BRAND.replace("US", "usa").replace('"#0f6470"', "teal").replace("phone:", "fone:").replace("full:", "ful:")
    _, found = read(tmp_path, text)
    assert sorted(told.split(" ")[0] for told in found) == ["10:3", "2:24", "4:9", "6:3"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["S122"] * 4),
        ("- a", ["S110"]),
        ("meta: [", ["S110"]),
        (b"meta: \xe9", ["S101"]),
        ("meta: " + "[" * 100_000, ["S113"]),
    ],
)
def test_a_file_that_is_no_brand_at_all_is_refused(text: str | bytes, told: list[str], tmp_path: Path) -> None:
    clinic, found = read(tmp_path, text)
    assert clinic is None
    assert [line.split(" ")[1] for line in found] == told
