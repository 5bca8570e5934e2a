"""Real printers to print on: ippeveprinter, and a private cupsd with queues before it."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from handoutpress.printing.following import Pace
from support import put, until

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

STEADY: Final = Pace(retry=60.0, patience=120.0, limit=240.0, first=0.02, longest=0.1)
"""More than any machine needs."""
QUICK: Final = replace(STEADY, retry=0.3, patience=1.0)
"""Too little for people; for what comes when time is over."""
SCRIPT: Final = """\
#!/bin/sh
# What the printer does with each document: notes how it was asked to print, then behaves as the file `mode` says.
env | grep '^IPP_' | sort >{folder}/job.$$
mv {folder}/job.$$ {folder}/asked.$$
mode() {{ cat {folder}/mode; }}
case "$(mode)" in
empty) fault=media-empty-error ;;
jam) fault=media-jam-error ;;
fail) exit 1 ;;
hold) fault= ;;
*) exit 0 ;;
esac
[ -z "$fault" ] || echo "STATE: +$fault" >&2
while [ "$(mode)" = empty ] || [ "$(mode)" = jam ] || [ "$(mode)" = hold ]; do sleep 0.05; done
[ -z "$fault" ] || echo "STATE: -$fault" >&2
[ "$(mode)" != fail ] || exit 1
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """An ippeveprinter: where it listens, and the folder in which it keeps what it printed."""

    port: int
    folder: Path

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    @property
    def printed(self) -> list[bytes]:
        """Give what it took in, in turn."""
        files = sorted((self.folder / "spool").glob("*.pdf"), key=lambda file: int(file.name.partition("-")[0]))
        return [file.read_bytes() for file in files]

    @property
    def names(self) -> list[str]:
        return [file.name for file in (self.folder / "spool").iterdir()]

    @property
    def asked(self) -> dict[str, str]:
        """Give how the last job was to be printed, as the printer understood it."""
        last = max(self.folder.glob("asked.*"), key=lambda file: file.stat().st_mtime_ns)
        return dict(line.split("=", 1) for line in last.read_text().splitlines() if "=" in line)

    def behave(self, mode: str) -> None:
        put(self.folder / "mode.new", mode).rename(self.folder / "mode")


def program(name: str) -> str:
    """Find a program of the system, also where daemons are kept."""
    found = shutil.which(name, path=os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/usr/local/sbin"]))
    assert found, f"there is no {name}: run '.ci/setup-system tests'"
    return found


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


@contextmanager
def running(*command: str | Path, log: Path, **variables: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a daemon, and end it, and nothing else, afterwards."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            env=os.environ | variables,
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def message_bus(folder: Path) -> Iterator[str]:
    """Run a D-Bus of our own: ippeveprinter does not start without one."""
    at = f"unix:path={folder}/bus"
    command = (program("dbus-daemon"), "--session", f"--address={at}", "--nofork", "--nopidfile")
    with running(*command, log=folder / "bus.log"):
        until((folder / "bus").exists)
        yield at


@contextmanager
def machine(
    folder: Path, bus: str, *options: str, formats: str = "application/pdf,image/pwg-raster"
) -> Iterator[Machine]:
    """Run a printer; one that cannot have its port tries another."""
    put(folder / "mode", "ok")
    script = put(folder / "print", SCRIPT.format(folder=shlex.quote(str(folder))))
    script.chmod(0o755)
    (folder / "spool").mkdir()
    for _ in range(5):
        made = Machine(free_port(), folder)
        command: tuple[str | Path, ...] = (
            program("ippeveprinter"), "-r", "off", "-n", "localhost", "-p", str(made.port), "-k",
            "-d", folder / "spool", "-K", folder, "-c", script, "-f", formats, *options, "Test",
        )  # fmt: skip
        with running(*command, log=folder / "log", DBUS_SYSTEM_BUS_ADDRESS=bus) as process:
            until(lambda: answers(made.port) or process.poll() is not None)  # noqa: B023 - called at once
            if process.poll() is None:
                yield made
                return
    raise AssertionError((folder / "log").read_text())


FILES: Final = """\
ServerRoot {folder}/etc
ServerBin {folder}/bin
DataDir /usr/share/cups
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
FatalErrors none
Sandboxing off
"""
DAEMON: Final = """\
LogLevel debug
Listen {folder}/run/cups.sock
Browsing No
WebInterface No
IdleExitTimeout 0
PreserveJobFiles No
JobRetryInterval 1
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow from all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""


@contextmanager
def cups(folder: Path, queues: Mapping[str, str]) -> Iterator[str]:
    """Run a CUPS of our own with raw queues, each before the printer of a URI; gives its socket."""
    for name in ("etc/ppd", "spool/tmp", "cache", "run/certs", "log"):
        (folder / name).mkdir(parents=True)
    shutil.copytree("/usr/lib/cups", folder / "bin", symlinks=True)
    put(folder / "etc/cups-files.conf", FILES.format(folder=folder))
    put(folder / "etc/cupsd.conf", DAEMON.format(folder=folder))
    at = folder / "run/cups.sock"
    command = (program("cupsd"), "-f", "-c", folder / "etc/cupsd.conf", "-s", folder / "etc/cups-files.conf")
    with running(*command, log=folder / "log/out") as process:
        until(lambda: at.exists() or process.poll() is not None)
        assert process.poll() is None, (folder / "log/out").read_text()
        for name, uri in queues.items():
            made = (program("lpadmin"), "-h", str(at), "-p", name, "-E", "-v", uri, "-m", "raw")
            until(partial(_works, made))
        yield str(at)


def _works(command: Sequence[str]) -> bool:
    """Tell whether a command succeeds; a scheduler that has just begun may refuse once."""
    return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
