from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutpress.findings import Finding, Severity, stops
from handoutpress.model import Handout, default_reference
from handoutpress.reading.handouts import read_handout
from support import CASES, HANDOUT, LOGO, REPOSITORY, put

if TYPE_CHECKING:
    from pathlib import Path

BLOCKS: Final = tuple(file.stem for file in (REPOSITORY / "templates" / "blocks").glob("*.html"))
VALUES: Final = ("clinic.phone", "clinic.urgent", "clinic.emergency")
CASE_FILES: Final = tuple(sorted(CASES.glob("*.md")))
EXPECTED: Final = (CASES / "expected.txt").read_text("utf-8")
"""What each case must be told: a line `case.md:line:column code message`, and its hint below it, indented.
A message that stops nothing begins with its weight: `warning: `."""
SAMPLES: Final = tuple(file.read_text("utf-8") for file in sorted((REPOSITORY / "handouts").glob("*/*.md")))

FULL: Final = """\
---
title: A "sore" ankle
reference: ANK
summary: |
  Rest it.
  Numb? Call {{ clinic.emergency }} now.
kind: condition
topics: [ankle, pain]
version: 1.10
review: {status: approved, by: Clinical lead, on: 2026-10-01, due: 2028-10-01}
sources: [{title: Sprains, publisher: A journal, url: "https://x.example", read: 2026-09-30}]
cover: {image: foot.svg, alt: "Foot, {{ clinic.urgent }}", caption: From the side., key: [Bone, Nerve]}
related: [knee]
---

## What is it? {#about}

Call {{ clinic.phone }} about {{ handout.title }}.

![A foot.](foot.svg)
"""


def read(folder: Path, content: str | bytes, slug: str = "ankle") -> tuple[Handout | None, tuple[Finding, ...]]:
    """Read a handout that stands, with a picture beside it, in a workspace at `folder`."""
    put(folder / "handouts" / slug / "foot.svg", LOGO)
    put(folder / "handouts" / slug / "lettered.svg", LOGO.replace("<path", '<text font-size="9">1</text><path'))
    for name in ("rest", "walk"):
        put(folder / "templates" / "icons" / "easy" / f"{name}.svg", LOGO)
    file = put(folder / "handouts" / slug / "en.md", content)
    return read_handout(file, root=folder, blocks=BLOCKS, values=VALUES)


def whole(folder: Path, content: str | bytes) -> Handout:
    """Read a handout that is without fault."""
    handout, findings = read(folder, content)
    assert findings == ()
    assert handout is not None
    return handout


def test_a_handout_is_read_whole(tmp_path: Path) -> None:
    handout = whole(tmp_path, FULL)
    assert (handout.slug, handout.lang, handout.path) == ("ankle", "en", "handouts/ankle/en.md")
    assert (handout.reference, handout.meta.version) == ("ANK", "1.10")
    assert handout.title.text == "A \u201csore\u201d ankle"
    assert [line.text for line in handout.summary] == ["Rest it.", "Numb? Call {{ clinic.emergency }} now."]
    assert [section.id for section in handout.sections] == ["about"]
    assert handout.assets == ("handouts/ankle/foot.svg",)
    assert handout.cover is not None
    assert (handout.cover.url, [key.text for key in handout.cover.key]) == (
        "handouts/ankle/foot.svg", ["Bone", "Nerve"],
    )  # fmt: skip


def test_every_value_it_uses_is_named_with_its_place(tmp_path: Path) -> None:
    uses = [(name, place.line, place.column) for name, place in whole(tmp_path, FULL).uses]
    assert sorted(uses) == [
        ("clinic.emergency", 6, 14),
        ("clinic.phone", 18, 6),
        ("clinic.urgent", 12, 38),
        ("handout.title", 18, 31),
    ]


@pytest.mark.parametrize(
    ("summary", "lines"),
    [
        ("Rest it. Keep it up!  Is it numb? Call us", ["Rest it.", "Keep it up!", "Is it numb?", "Call us"]),
        ("Take 2.5 ml", ["Take 2.5 ml"]),
        ("|\n  Rest it. Keep it up.\n\n  Call us.", ["Rest it. Keep it up.", "Call us."]),
        ('"Reposo. ¿Duele? Llame."', ["Reposo.", "¿Duele?", "Llame."]),
    ],
)
def test_a_summary_is_split_at_its_lines_or_else_its_sentences(summary: str, lines: list[str], tmp_path: Path) -> None:
    handout = whole(tmp_path, HANDOUT.replace("Rest it, and keep it up.", summary))
    assert [line.text for line in handout.summary] == lines


@pytest.mark.parametrize(
    ("slug", "reference"),
    [
        ("muscle-spasms-pinched-nerve", "MSPN"),
        ("low-back-pain", "LBP"),
        ("ankle", "ANK"),
        ("a-b-c-d-e-f-g-h", "ABCDEF"),
    ],
)
def test_a_handout_without_a_reference_takes_it_from_its_slug(slug: str, reference: str, tmp_path: Path) -> None:
    assert default_reference(slug) == reference
    handout, _ = read(tmp_path, HANDOUT, slug)
    assert handout is not None
    assert handout.reference == reference


def written(text: str, *, ends: str, mark: bytes = b"") -> bytes:
    return mark + text.replace("\n", ends).encode()


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "BOM"])
def test_line_ends_and_a_byte_order_mark_change_nothing(ends: str, mark: bytes, tmp_path: Path) -> None:
    assert read(tmp_path / "a", written(FULL, ends=ends, mark=mark)) == read(tmp_path / "b", FULL)
    faulty = (CASES / "many-faults.md").read_text("utf-8")
    assert read(tmp_path / "a", written(faulty, ends=ends, mark=mark))[1] == read(tmp_path / "b", faulty)[1]


def test_blanks_after_the_rules_change_nothing(tmp_path: Path) -> None:
    assert whole(tmp_path / "a", HANDOUT.replace("---\n", "--- \t\n")) == whole(tmp_path / "b", HANDOUT)


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        (HANDOUT.encode() + b"caf\xe9\n", 10, 4, "0xe9"),
        (b"\xff\xfe" + HANDOUT.encode("utf-16-le"), 1, 1, "0xff"),
        (HANDOUT.replace("sore", "s\u00f6re").encode("latin-1"), 2, 11, "0xf6"),
        (HANDOUT.encode() + b"\xed\xa0\x80", 10, 1, "0xed"),
    ],
    ids=["latin-1", "utf-16", "in front", "half a pair"],
)
def test_a_file_that_is_not_utf_8_is_told_where(data: bytes, line: int, column: int, byte: str, tmp_path: Path) -> None:
    handout, [finding] = read(tmp_path, data)
    assert handout is None
    assert (finding.place.line, finding.place.column, finding.code) == (line, column, "S101")
    assert finding.message == f"is not UTF-8 (byte {byte})"
    assert finding.hint == "save the file as UTF-8; in Word choose 'Plain text', then 'Unicode (UTF-8)'"


def test_columns_count_letters_also_before_a_byte_that_is_not_utf_8(tmp_path: Path) -> None:
    _, [finding] = read(tmp_path, HANDOUT.encode() + "ééé".encode() + b"\xe9\n")
    assert (finding.place.line, finding.place.column) == (10, 4)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "handouts" / "ankle" / "en.md"
    file.mkdir(parents=True)
    handout, [finding] = read_handout(file, root=tmp_path, blocks=BLOCKS, values=VALUES)
    assert handout is None
    assert (str(finding.place), finding.code) == ("handouts/ankle/en.md", "S100")
    assert finding.message == "cannot be read: Is a directory"


def _weight(finding: Finding) -> str:
    return "" if finding.severity is Severity.ERROR else f"{finding.severity}: "


@pytest.mark.parametrize("case", CASE_FILES, ids=lambda case: case.stem)
def test_each_case_is_told_what_it_must_be(case: Path, tmp_path: Path) -> None:
    handout, findings = read(tmp_path, case.read_bytes())
    told = [
        f"{str(f.place).replace('handouts/ankle/en.md', case.name)} {f.code} {_weight(f)}{f.message}\n"
        + (f"    {f.hint}\n" if f.hint else "")
        for f in sorted(findings, key=lambda f: (f.place, f.code))
    ]
    assert (handout is None) == stops(findings)
    assert "".join(told) == "".join(re.findall(rf"^{re.escape(case.name)}:.*\n(?:    .*\n)?", EXPECTED, re.MULTILINE))


def test_every_case_expects_something_and_everything_expected_is_a_case() -> None:
    assert set(re.findall(r"^(\S+\.md):", EXPECTED, re.MULTILINE)) == {case.name for case in CASE_FILES}


def test_every_fault_that_a_handout_can_have_is_a_case() -> None:
    rooms = ("handouts", "blocks", "fences", "markdown", "pictures", "slips", "validate", "yaml_tree")
    sources = [(REPOSITORY / "src" / "handoutpress" / "reading" / f"{room}.py").read_text("utf-8") for room in rooms]
    codes = {code for source in sources for code in re.findall(r'"(S1\d\d)"', source)}
    assert len(codes) > 20
    assert codes - set(re.findall(r" (S1\d\d) ", EXPECTED)) == set()


@pytest.mark.parametrize("text", ["*" * 5_000 + "a" + "*" * 5_000, "**a " * 3_000 + "b** " * 3_000])
def test_a_text_that_is_nested_too_deep_is_told(text: str, tmp_path: Path) -> None:
    handout, findings = read(tmp_path, HANDOUT + text)
    assert handout is None
    assert [(f.code, f.place.line, f.message) for f in findings] == [("S113", 6, "the text is nested too deep")]


@pytest.mark.parametrize(
    ("status", "severity"),
    [("draft", Severity.WARNING), ("sample", Severity.WARNING), ("approved", Severity.ERROR)],
)
def test_what_is_left_to_fill_in_stops_an_approved_handout_only(
    status: str, severity: Severity, tmp_path: Path
) -> None:
    text = HANDOUT.replace("kind:", f"review: {{status: {status}}}\nkind:") + "\n[Say more.]\n"
    handout, [finding] = read(tmp_path, text)
    assert (finding.code, finding.severity, handout is None) == ("S145", severity, severity is Severity.ERROR)


def inside(finding: Finding, data: bytes) -> bool:
    """Tell whether a finding points into the file, at most one letter behind the end of its line."""
    lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    line, column = finding.place.line, finding.place.column
    return 1 <= line <= len(lines) and 0 <= column <= len(lines[line - 1]) + 1


def withstands(folder: Path, data: bytes) -> None:
    """Read whatever comes: a handout or an error comes out, and each finding points into the file."""
    handout, findings = read(folder, data)
    assert (handout is None) == any(finding.severity is Severity.ERROR for finding in findings)
    assert [finding for finding in findings if not inside(finding, data)] == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder that the handouts of all examples take turns in."""
    return tmp_path_factory.mktemp("desk")


@given(st.text())
def test_any_text_is_read_or_refused(desk: Path, text: str) -> None:
    withstands(desk, text.encode())
    withstands(desk, (HANDOUT + text).encode())
    withstands(desk, f"---\n{text}\n---\ntext\n".encode())


@given(st.binary())
def test_any_bytes_are_read_or_refused(desk: Path, data: bytes) -> None:
    withstands(desk, data)


ODD = [
    "\n", ":::", "{{", "}}", "---\n", "- ", "  ", "\t", "#", "## ", "](", "![", "<b>", "<!--", "|", "|--|", "`",
    "*", "**", "\\", "\0", "\r", "\u2028", "\x85", "\ufeff", ": ", "&a ", "*a", "[", "{", "'", '"',
    "é", "\U0001f600", "> ", "::: do",
]  # fmt: skip


@given(st.data())
def test_a_real_handout_damaged_in_any_way_is_read_or_refused(desk: Path, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 40))
        text = text[:at] + data.draw(st.sampled_from(ODD) | st.text(max_size=5)) + text[at + cut :]
    withstands(desk, text.encode())


@given(st.lists(st.sampled_from(ODD), max_size=30).map("".join))
def test_marks_in_any_order_are_read_or_refused(desk: Path, text: str) -> None:
    withstands(desk, (HANDOUT + text).encode())
    withstands(desk, HANDOUT.replace("A sore ankle", text).encode())
