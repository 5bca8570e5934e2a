"""Guards the oracle: veraPDF must be seen to fail bad PDFs, pass a sound one, and never to keep silent."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from weasyprint import HTML

from conformance.verapdf import VeraPDFError, validate

FONT = Path(str(files("fontpkg_atkinson_hyperlegible"))) / "files" / "AtkinsonHyperlegible-Regular.ttf"
SQUARE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9v9z'/></svg>"
PAGE = f"""<html lang=en><title>Back pain</title>
<style>@font-face {{ font-family: Own; src: url({FONT.as_uri()}) }} body {{ font-family: Own }}</style>
<h1>Back pain</h1><p>Keep moving.</p>"""


def rules(faults: list[str]) -> set[str]:
    return {fault.split()[0] for fault in faults}


def typeset(html: str, target: Path, variant: str | None) -> Path:
    HTML(string=html).write_pdf(target, pdf_variant=variant)
    return target


def test_tells_sound_from_untagged_and_from_pictures_without_words(tmp_path: Path) -> None:
    sound = typeset(PAGE, tmp_path / "sound.pdf", "pdf/ua-1")
    untagged = typeset(PAGE, tmp_path / "untagged.pdf", None)
    wordless = typeset(f'{PAGE}<p>See <img src="{SQUARE}"></p>', tmp_path / "wordless.pdf", "pdf/ua-1")

    verdicts = validate([sound, untagged, wordless])

    assert verdicts[sound] == []
    assert rules(verdicts[untagged]) >= {"6.2-1", "7.1-3", "7.1-11"}  # no mark, loose text, no structure
    assert rules(verdicts[wordless]) == {"7.3-1"}  # a figure without alternative text, and nothing else


def test_a_fault_comes_with_its_count_and_an_example(tmp_path: Path) -> None:
    untagged = typeset(PAGE, tmp_path / "untagged.pdf", None)

    loose = next(fault for fault in validate([untagged])[untagged] if fault.startswith("7.1-3 "))

    what = "Content is neither marked as Artifact nor tagged as real content"
    assert loose.startswith(f"7.1-3 x2: {what} @ root/document[0]/pages[0]")


def test_every_standard_has_its_own_rules(tmp_path: Path) -> None:
    sound = typeset(PAGE, tmp_path / "sound.pdf", "pdf/ua-1")

    assert validate([sound]) == {sound: []}
    assert "6.6.4-1" in rules(validate([sound], "PDFA-2B")[sound])  # it does not say that it is PDF/A


def test_refuses_to_judge_nothing() -> None:
    with pytest.raises(VeraPDFError, match="no PDF to validate"):
        validate([])


def test_a_missing_file_is_no_pass(tmp_path: Path) -> None:
    with pytest.raises(VeraPDFError, match=r"no such file: .*absent\.pdf"):
        validate([tmp_path / "absent.pdf"])


def test_a_file_that_is_no_pdf_is_no_pass(tmp_path: Path) -> None:
    other = tmp_path / "other.pdf"
    other.write_text("not a PDF")

    with pytest.raises(VeraPDFError, match="could not run"):
        validate([other])


def test_an_unknown_standard_is_no_pass(tmp_path: Path) -> None:
    untagged = typeset(PAGE, tmp_path / "untagged.pdf", None)

    with pytest.raises(VeraPDFError, match=r"no profile 'PDFUA-9'; it has .*PDFUA-1"):
        validate([untagged], "PDFUA-9")
