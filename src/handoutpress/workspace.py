"""A workspace on disk: where things are, and what there is, by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from handoutpress.errors import SourceError, UsageError
from handoutpress.findings import Finding, Place
from handoutpress.heads import Heads
from handoutpress.reading.brands import read_brand
from handoutpress.reading.glossary import over_ours, read_glossary
from handoutpress.reading.problems import did_you_mean
from handoutpress.reading.settings import Settings, read_layouts, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from handoutpress.clinic import Clinic
    from handoutpress.glossary import Entry, Glossary
    from handoutpress.labels import Labels
    from handoutpress.layouts import Layout
    from handoutpress.model import FrontMatter, Handout

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
SECTION: Final = re.compile(r"^##[ \t]+(?P<title>.+?)[ \t]*\{#(?P<id>[\w-]+)\}[ \t]*$", re.MULTILINE)
LABEL: Final = re.compile(r"""\b_\("([^"]+)"\)""")
Read = tuple["Handout | None", tuple[Finding, ...]]


@dataclass(frozen=True, eq=False)
class Workspace:
    """A folder with `handouts/`, `templates/` and `styles/`, as it stood when it was first looked at.

    What it reads it keeps, so a workspace lives for one run; look anew with a new one.
    """

    root: Path

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """Find the workspace that `start` lies in, or say how to make one."""
        for folder in (start, *start.parents):
            if (folder / "handouts").is_dir() and (folder / "templates" / "layouts.toml").is_file():
                return cls(folder)
        hint = "go to one, or make one with: handout init my-handouts"
        raise UsageError(f"no workspace here: {start} has no handouts/ and templates/layouts.toml", hint)

    @cached_property
    def settings(self) -> Settings:
        """The settings of `handoutpress.toml`, or of `[tool.handoutpress]` in `pyproject.toml`."""
        own, project = self.root / "handoutpress.toml", self.root / "pyproject.toml"
        if own.is_file():
            settings, findings = read_settings(own, table=())
        elif project.is_file():
            settings, findings = read_settings(project, table=("tool", "handoutpress"))
        else:
            return Settings()
        if settings is None:
            raise SourceError("the settings cannot be read", findings=findings)
        return settings

    @cached_property
    def layouts(self) -> Mapping[str, Layout]:
        """Every layout by its name."""
        rows, findings = read_layouts(self.root / "templates" / "layouts.toml", root=self.root)
        if findings:
            raise SourceError("the layouts cannot be read", findings=findings)
        return rows

    @cached_property
    def handouts(self) -> tuple[tuple[str, str], ...]:
        """Every handout that there is, as (slug, language), sorted."""
        return tuple((file.parent.name, file.stem) for file in self._files if _is_well_named(file))

    @cached_property
    def misnamed(self) -> tuple[Finding, ...]:
        """Files that look like handouts, but whose name keeps them from being one."""
        return tuple(_misnamed(file, self.root) for file in self._files if not _is_well_named(file))

    @cached_property
    def _files(self) -> tuple[Path, ...]:
        return tuple(sorted((self.root / "handouts").glob("*/*.md")))

    @cached_property
    def slugs(self) -> tuple[str, ...]:
        """Every handout by its slug."""
        return tuple(dict.fromkeys(slug for slug, _ in self.handouts))

    @cached_property
    def clinic_names(self) -> tuple[str, ...]:
        """Every clinic by the name of its folder."""
        return tuple(sorted(file.parent.name for file in (self.root / "styles/brands").glob("*/brand.yml")))

    @cached_property
    def block_names(self) -> tuple[str, ...]:
        """Every block that there is a template for."""
        return tuple(sorted(file.stem for file in (self.root / "templates/blocks").glob("*.html")))

    @cached_property
    def value_names(self) -> frozenset[str]:
        """Every value that one clinic at least has a word for; a clinic that lacks one is told when it builds."""
        values: set[str] = set()
        for name in self.clinic_names:
            clinic, _ = self.read_clinic(name)
            if clinic:
                values |= {value for lang in clinic.contact.languages for value in clinic.values(lang)}
        return frozenset(values)

    @cached_property
    def _clinics(self) -> dict[str, tuple[Clinic | None, tuple[Finding, ...]]]:
        return {}

    def read_clinic(self, name: str) -> tuple[Clinic | None, tuple[Finding, ...]]:
        """Read a clinic once; it is None when its findings hold an error."""
        if name not in self._clinics:
            self._clinics[name] = read_brand(self.root / "styles/brands" / name, root=self.root)
        return self._clinics[name]

    @cached_property
    def _labels(self) -> dict[tuple[str, str], Labels]:
        return {}

    def labels(self, lang: str, country: str) -> Labels:
        """Give the fixed words of a language as a country writes it."""
        if (lang, country) not in self._labels:
            from handoutpress.labels import read_labels

            folder = self.root / "templates" / "labels"
            self._labels[lang, country] = read_labels(folder, lang, country, self._label_words)
        return self._labels[lang, country]

    @cached_property
    def _label_words(self) -> frozenset[str]:
        """Every fixed text that the templates ask for."""
        texts = (file.read_text("utf-8", errors="replace") for file in (self.root / "templates").rglob("*.html"))
        return frozenset(words for text in texts for words in LABEL.findall(text))

    def glossary(self, lang: str) -> Glossary:
        """Give the hard words of a language: those that come with us, and the workspace's own over them."""
        if lang not in self._glossaries:
            self._glossaries[lang] = over_ours(self._own_words[0], lang)
        return self._glossaries[lang]

    @cached_property
    def _glossaries(self) -> dict[str, Glossary]:
        return {}

    @property
    def glossary_findings(self) -> tuple[Finding, ...]:
        """What is wrong with the workspace's own list of hard words."""
        return self._own_words[1]

    @cached_property
    def _own_words(self) -> tuple[Mapping[str, tuple[Entry, ...]], tuple[Finding, ...]]:
        return read_glossary(self.root / "handouts" / "glossary.yml", root=self.root)

    def read(self, slug: str, lang: str) -> Read:
        """Read a handout; it is None when its findings hold an error."""
        from handoutpress.reading.handouts import read_handout

        return read_handout(self.source(slug, lang), root=self.root, blocks=self.block_names, values=self.value_names)

    def required_sections(self, kind: str) -> Mapping[str, str]:
        """Give the sections that every handout of a kind has: the heading of each by its id, after the skeleton."""
        if kind not in self._sections:
            file = self.root / "templates" / "kinds" / f"{kind}.md"
            text = file.read_text("utf-8", errors="replace") if file.is_file() else ""
            self._sections[kind] = {found["id"]: found["title"] for found in SECTION.finditer(text)}
        return self._sections[kind]

    @cached_property
    def _sections(self) -> dict[str, dict[str, str]]:
        return {}

    def read_front(self, slug: str, lang: str) -> tuple[FrontMatter | None, tuple[Finding, ...]]:
        """Read the front matter of a handout; it is None when its findings hold an error."""
        from handoutpress.reading.handouts import read_front

        return read_front(self.source(slug, lang), root=self.root)

    def source(self, slug: str, lang: str) -> Path:
        """Give the file of a handout."""
        return self.root / "handouts" / slug / f"{lang}.md"

    def select_slugs(self, words: Iterable[str]) -> tuple[str, ...]:
        """Find the handouts that are meant; each word is a slug or a part that only one slug has."""
        chosen = [self._slug(word.rstrip("/").rpartition("/")[2]) for word in words]
        return tuple(dict.fromkeys(chosen)) or self.slugs

    def _slug(self, word: str) -> str:
        if word in self.slugs:
            return word
        found = [slug for slug in self.slugs if word.lower() in slug]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"'{word}' fits several handouts: {', '.join(found)}", "write more of the name")
        raise UsageError(f"no handout is called '{word}'", did_you_mean(word, self.slugs))

    def select_clinics(self, names: Iterable[str]) -> tuple[Clinic, ...]:
        """Find the clinics that are meant; the settings name the default, or there is only one."""
        wanted = tuple(names) or self._default_clinic()
        clinics = []
        for name in wanted:
            if name not in self.clinic_names:
                raise UsageError(f"no clinic is called '{name}'", did_you_mean(name, self.clinic_names))
            clinic, findings = self.read_clinic(name)
            if clinic is None:
                raise SourceError(f"the brand of {name} cannot be read", findings=findings)
            clinics.append(clinic)
        return tuple(clinics)

    def _default_clinic(self) -> tuple[str, ...]:
        default = self.settings.clinic
        if default:
            return (default,)
        if len(self.clinic_names) == 1:
            return self.clinic_names
        hint = 'add --clinic NAME, or clinic = "NAME" to the settings'
        raise UsageError(f"which clinic? there are: {', '.join(self.clinic_names) or 'none'}", hint)

    def select_layouts(self, names: Iterable[str]) -> tuple[str, ...]:
        """Find the layouts that are meant."""
        wanted = tuple(names) or self.settings.layouts
        for name in wanted:
            if name not in self.layouts:
                raise UsageError(f"no layout is called '{name}'", did_you_mean(name, self.layouts))
        return wanted

    @cached_property
    def heads(self) -> Heads:
        """What the heads of all handouts say of one another."""
        return Heads(self.root, self.handouts)


@lru_cache(maxsize=1)
def opened(root: Path, _run: str) -> Workspace:
    """Give the workspace of `root` as a worker keeps it for one run."""
    return Workspace(root)


def _is_well_named(file: Path) -> bool:
    return bool(SLUG.fullmatch(file.parent.name) and LANGUAGE.fullmatch(file.stem))


def _misnamed(file: Path, root: Path) -> Finding:
    """Say which part of the name is wrong; a name that is no text is written with escapes."""
    path = str(file.relative_to(root)).encode("utf-8", "backslashreplace").decode()
    if not SLUG.fullmatch(file.parent.name):
        message = "is left out: a handout's folder has small letters, digits and hyphens only"
        return Finding(Place(path), "S104", message, "rename the folder, such as low-back-pain")
    message = "is left out: a handout's file is named by its language"
    return Finding(Place(path), "S104", message, "rename it, such as en.md or pt-BR.md")
