from __future__ import annotations

import ctypes.util
import gc
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from handoutpress.pdf import engine
from handoutpress.pdf.fonts import FOLDER
from support import environment

LIBRARIES = """
import ctypes.util, os
before = ctypes.util.find_library
{load}
assert ctypes.util.find_library is before
maps = open("/proc/self/maps").read().split() if os.path.exists("/proc/self/maps") else []
print(sorted({{part for part in maps if part.startswith("/") and ".so" in part and "python" not in part}}))
"""
SYSTEM_FONTS = """
import ctypes, ctypes.util
{load}
class Fonts(ctypes.Structure):
    _fields_ = [("count", ctypes.c_int)]
fontconfig = ctypes.CDLL(ctypes.util.find_library("fontconfig"))
fontconfig.FcInitLoadConfigAndFonts.restype = ctypes.c_void_p
fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(Fonts)
fonts = fontconfig.FcConfigGetFonts(ctypes.c_void_p(fontconfig.FcInitLoadConfigAndFonts()), 0)
print(fonts.contents.count if fonts else 0)
"""


def python(code: str, **more: str) -> str:
    """Run a program in a process that knows nothing yet."""
    done = subprocess.run(
        [sys.executable, "-c", code], env={**environment(), **more},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_is_the_engine_that_the_private_ground_was_mapped_on() -> None:
    assert version("weasyprint").partition(".")[0] == "70"
    assert engine.versions().startswith("WeasyPrint 70")
    assert ", Pango 1." in engine.versions()


def test_the_engine_sees_no_font_of_the_system(tmp_path: Path) -> None:
    system = tmp_path / "fonts.conf"
    system.write_text(f"<fontconfig><dir>{FOLDER}</dir><cachedir>{tmp_path}</cachedir></fontconfig>")

    without = python(SYSTEM_FONTS.format(load=""), FONTCONFIG_FILE=str(system))
    ours = python(SYSTEM_FONTS.format(load="import handoutpress.pdf.engine"), FONTCONFIG_FILE=str(system))

    assert int(without) > 0  # there are some that could slip in
    assert int(ours) == 0


def test_the_shortcut_loads_the_same_libraries_and_is_taken_back() -> None:
    shut = str(Path(engine.__file__).with_name("fonts.conf"))
    quiet = "import warnings; warnings.simplefilter('ignore'); import weasyprint"

    ours = python(LIBRARIES.format(load="import handoutpress.pdf.engine"))
    theirs = python(LIBRARIES.format(load=quiet), FONTCONFIG_FILE=shut)

    assert ours == theirs
    assert ("libpango" in ours) == (sys.platform == "linux")


def test_find_library_is_whole_again() -> None:
    assert ctypes.util.find_library.__module__ == "ctypes.util"


def test_what_the_engine_warns_of_is_heard_only_while_listening() -> None:
    with engine.listening() as said:
        engine.LOGGER.warning("a %s", "picture")
        engine.LOGGER.info("of no weight")
    engine.LOGGER.warning("later")

    assert said == ["a picture"]


def test_it_listens_no_longer_after_a_fault() -> None:
    before = list(engine.LOGGER.handlers)

    with pytest.raises(KeyError), engine.listening():
        raise KeyError

    assert engine.LOGGER.handlers == before


def test_two_may_listen_at_once() -> None:
    with engine.listening() as outer, engine.listening() as inner:
        engine.LOGGER.warning("x")

    assert outer == inner == ["x"]


def test_the_collector_rests_and_then_works_again() -> None:
    assert gc.isenabled()
    with engine.undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_a_fault() -> None:
    with pytest.raises(KeyError), engine.undisturbed():
        raise KeyError

    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with engine.undisturbed():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
