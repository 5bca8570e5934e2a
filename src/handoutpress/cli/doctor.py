"""`handout doctor`."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handoutpress import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

OLDEST = (3, 11)


@click.command("doctor")
def command() -> None:
    """Check that this machine has all that is needed, and say what to do if not."""
    checks: list[tuple[str, Callable[[], str], str]] = [
        ("Python", _python, "install Python 3.11 or newer"),
        ("Typesetting (WeasyPrint, Pango)", _engine, _install("libpango-1.0-0 libpangoft2-1.0-0", "pango")),
        ("Small fonts in PDFs (HarfBuzz subset)", _subset, _install("libharfbuzz-subset0", "harfbuzz")),
        ("Fonts", _fonts, "reinstall: pip install --force-reinstall fontpkg-atkinson-hyperlegible"),
        ("Pictures of pages (PDFium)", _pdfium, "reinstall: pip install --force-reinstall pypdfium2"),
        ("Workspace here", _workspace, "go to one, or make one with: handout init my-handouts"),
    ]
    click.echo(f"Handout Press {__version__} on {platform.platform(terse=True)}")
    well = [_show(name, check, remedy) for name, check, remedy in checks]
    if all(well):
        _mind_queues()
        _mind_names()
    click.echo("All is well." if all(well) else "Mend the lines marked with 'no', then run this again.")
    sys.exit(0 if all(well) else 1)


def _show(name: str, check: Callable[[], str], remedy: str) -> bool:
    try:
        click.echo(f"{click.style(' ok ', fg='green')} {name}: {check()}")
    except Exception as error:  # noqa: BLE001 - whatever is wrong is what the doctor is asked to tell
        click.echo(f"{click.style(' no ', fg='red', bold=True)} {name}: {error}")
        click.echo(f"     {remedy}")
        return False
    return True


def _mind_queues() -> None:
    """Warn when the CUPS of this machine keeps what is printed; it concerns those who print through it only."""
    from handoutpress.printing.keeping import in_words, kept
    from handoutpress.workspace import Workspace

    printers = Workspace.find(Path.cwd()).settings.printers
    conf = Path(os.environ.get("CUPS_SERVERROOT", "/etc/cups"), "cupsd.conf")
    if not any(printer.is_queue_here for printer in printers.values()) or not conf.is_file():
        return
    try:
        seconds = kept(conf)
    except OSError:
        told = f"{conf} cannot be read, so whether CUPS keeps what is printed is not known"
    else:
        told = f"CUPS keeps every leaflet {in_words(seconds)} after it was printed" if seconds else ""
    if told:
        click.echo(f"{click.style(' !  ', fg='yellow', bold=True)} Print queue: {told}")
        click.echo(f"     write 'PreserveJobFiles No' into {conf}, then: sudo systemctl restart cups")


def _mind_names() -> None:
    """Say what is missing for names in Chinese letters; it concerns those who hand leaflets out only."""
    from handoutpress.typeface import has

    if has("\u674e"):
        return
    click.echo(f"{click.style(' !  ', fg='yellow', bold=True)} Names in Chinese letters have to be written by hand")
    if sys.platform == "win32":
        click.echo("     add the optional feature 'Chinese (Simplified) Supplemental Fonts' in the settings of Windows")
    else:
        click.echo(f"     {_install('fonts-droid-fallback', 'google-droid-sans-fonts')}")


def _install(debian: str, brew: str) -> str:
    """Say how to install a library on this system."""
    if sys.platform == "win32":
        return "install MSYS2, then in its shell: pacman -S mingw-w64-ucrt-x86_64-pango"
    if sys.platform == "darwin":
        return f"brew install {brew}"
    return f"Debian, Ubuntu: sudo apt install {debian}; Fedora: sudo dnf install {brew}"


def _python() -> str:
    if sys.version_info < OLDEST:
        raise RuntimeError(f"{platform.python_version()} is too old")
    return platform.python_version()


def _engine() -> str:
    from handoutpress.pdf.engine import versions

    return versions()


def _subset() -> str:
    from handoutpress.pdf.engine import has_subsetter

    if not has_subsetter():
        raise RuntimeError("missing: PDFs are made more slowly")
    return "there"


def _fonts() -> str:
    from handoutpress.typeface import FAMILY, letters, others

    scripts = [script for face in others() for script in face.scripts]
    return f"{FAMILY}, {len(letters())} letters; names in {', '.join(scripts)}"


def _pdfium() -> str:
    from importlib.metadata import version

    import handoutpress.thumbnails  # noqa: F401 - it must load

    return version("pypdfium2")


def _workspace() -> str:
    from handoutpress.workspace import Workspace

    workspace = Workspace.find(Path.cwd())
    return f"{len(workspace.slugs)} handouts, clinics: {', '.join(workspace.clinic_names) or 'none'}"
