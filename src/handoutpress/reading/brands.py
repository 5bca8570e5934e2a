"""A clinic's folder under `styles/brands/`: `brand.yml` and the logo beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handoutpress.clinic import VALUE, BrandFile, Clinic
from handoutpress.findings import stops
from handoutpress.reading.markdown import SINGLE, tell_single
from handoutpress.reading.pictures import Pictures
from handoutpress.reading.problems import Problems, did_you_mean, read_text
from handoutpress.reading.validate import validate
from handoutpress.reading.yaml_tree import Tree, parse

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.findings import Finding


def read_brand(folder: Path, *, root: Path) -> tuple[Clinic | None, tuple[Finding, ...]]:
    """Read one clinic; it is None when the findings hold an error."""
    file = folder / "brand.yml"
    problems = Problems(file.relative_to(root).as_posix())
    text = read_text(file, problems)
    tree = parse(text, problems) if text is not None else None
    brand = validate(BrandFile, tree, problems) if tree else None
    if not (tree and brand):
        return None, tuple(problems.found)
    logo = Pictures(folder, root, problems).find(brand.logo, tree.place(("logo",)))
    clinic = Clinic(folder.name, problems.path, logo or "", brand)
    _check_formats(clinic, tree, problems)
    return (None if stops(problems.found) else clinic), tuple(problems.found)


def _check_formats(clinic: Clinic, tree: Tree, problems: Problems) -> None:
    """See that the line on other formats is there in every language, and asks only for values that exist."""
    for lang in clinic.contact.languages:
        words = clinic.in_language(clinic.contact.formats, lang)
        place = tree.place(("clinic", "formats", lang))
        if words is None:
            hint = "say in it how to ask for large print, audio or another language"
            problems.add("S180", place, f"clinic.formats has no line in '{lang}'", hint)
        if "{{" in VALUE.sub("", words or ""):
            problems.add("S140", place, "'{{' opens no value", "write {{ clinic.phone }}")
        for single in SINGLE.finditer(words or ""):
            tell_single(single, place, problems)
        for found in VALUE.finditer(words or ""):
            if found[1] not in clinic.values(lang):
                hint = did_you_mean(found[1], clinic.values(lang))
                problems.add("S141", place, f"unknown value '{found[0]}'", hint)
