"""How fast the press is: `python tests/benchmarks/leaflets.py [pairs]`. A harness, no test: nothing passes or fails.

It sets variants of one sample leaflet in two ways, turn by turn in one run, so that a machine that drifts slows
both: (a) as the engine's manual shows it, everything anew for each file, and (b) by our press, which shares fonts,
parsed stylesheets and pictures, tags the pages and checks them. What is compared are the medians and the ratio of
each pair. Then it times whole leaflets by layout, imposing, and the start of the command: its help, and a build that
finds nothing to do.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
TODAY: Final = date(2026, 11, 25)
sys.path.insert(0, str(REPOSITORY / "src"))

from handoutpress.edition import Edition  # noqa: E402 - found only now
from handoutpress.findings import Place  # noqa: E402
from handoutpress.make import make  # noqa: E402
from handoutpress.markup import Copy, compose  # noqa: E402
from handoutpress.palette import palette  # noqa: E402
from handoutpress.paper import PAPERS, of_the_same_series  # noqa: E402
from handoutpress.pdf import fonts  # noqa: E402
from handoutpress.pdf.engine import CSS, HTML, FontConfiguration, versions  # noqa: E402
from handoutpress.pdf.fetcher import BASE, Fetcher  # noqa: E402
from handoutpress.pdf.fit import floor  # noqa: E402
from handoutpress.pdf.styles import work_out  # noqa: E402
from handoutpress.pdf.typeset import stock, typeset, write, write_plain  # noqa: E402
from handoutpress.setting import set_copy  # noqa: E402
from handoutpress.workspace import Workspace  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from handoutpress.clinic import Clinic
    from handoutpress.layouts import Layout

SLUG: Final = "muscle-spasms-pinched-nerve"
PAPER: Final = PAPERS["letter"]
PAIRS: Final = 20
STARTS: Final = 7
WARM_UP: Final = 2


@dataclass(slots=True)
class Sample:
    """One leaflet as HTML and CSS, before any engine sees it; `Sample.page(n)` is the n-th variant."""

    workspace: Workspace = field(default_factory=lambda: Workspace(REPOSITORY))

    @property
    def clinic(self) -> Clinic:
        [clinic] = self.workspace.select_clinics(["riverside"])
        return clinic

    @property
    def layout(self) -> Layout:
        return self.workspace.layouts["sheet"]

    def page(self, number: int) -> str:
        html = compose(copy_of(self.workspace, f"N{number:03}"), self.layout, REPOSITORY / "templates")
        return html.replace("What is a pinched nerve?", f"What is a pinched nerve? ({number})")

    def styles(self) -> list[tuple[str, str]]:
        texts = [(name, (REPOSITORY / "styles" / name).read_text("utf-8")) for name in self.layout.stylesheets]
        measures = (
            f":root{{--page-w:{PAPER.width}mm;--page-h:{PAPER.height}mm;--writing:{self.layout.line}mm;--bleed:0mm}}"
        )
        size = f"@page{{size:{PAPER.width}mm {PAPER.height}mm}}"
        return [*texts, ("colours", palette(self.clinic.brand.primary).as_css()), ("paper", measures + size)]

    def roots(self) -> dict[str, Path]:
        return {name: REPOSITORY / name for name in ("handouts", "templates", "styles")}


def copy_of(workspace: Workspace, code: str = "N000") -> Copy:
    """Give what the sample says."""
    handout, findings = workspace.read(SLUG, "en")
    if handout is None:
        raise SystemExit("\n".join(map(str, findings)))
    [clinic] = workspace.select_clinics(["riverside"])
    return Copy(handout, clinic, workspace.labels("en", "US"), code, ())


def naive(sample: Sample) -> Callable[[str], bytes]:
    """Give the way of the manual: each file has its own fonts, stylesheets and pictures."""
    fetcher = Fetcher({**sample.roots(), "fonts": fonts.FOLDER}, {})
    figures = ("figures", floor(sample.layout).as_css())
    styles = [fonts.font_faces(f"{BASE}fonts/"), *(text for _, text in work_out([*sample.styles(), figures]))]

    def one(html: str) -> bytes:
        config = FontConfiguration()
        sheets = [CSS(string=text, font_config=config, url_fetcher=fetcher, base_url=BASE) for text in styles]
        source = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
        data: bytes = source.write_pdf(stylesheets=sheets, font_config=config)
        return data

    return one


def ours(sample: Sample) -> Callable[[str], bytes]:
    """Give our way: tagged, checked, and with all shared that can be."""
    shared = stock(sample.styles(), roots=sample.roots(), colours={})
    place = Place("benchmark")

    def one(html: str) -> bytes:
        set_ = typeset(html, shared, place=place, figures=floor(sample.layout).as_css())
        data, findings = write(set_, place=place, sides=sample.layout.sides)
        if not data:
            raise SystemExit("\n".join(map(str, findings)))
        return data

    return one


def milliseconds(task: Callable[[], object]) -> float:
    begin = perf_counter()
    task()
    return (perf_counter() - begin) * 1000


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def compare(pairs: int) -> None:
    """Time both ways, turn by turn."""
    sample = Sample()
    one, other = naive(sample), ours(sample)
    pages = [sample.page(number) for number in range(pairs + WARM_UP)]
    times = []
    for number, html in enumerate(pages):
        gc.collect()
        # Who goes first changes each time, for the second finds the processor's caches warm.
        if number % 2:
            a, b = milliseconds(lambda: one(html)), milliseconds(lambda: other(html))  # noqa: B023 - called at once
        else:
            b, a = milliseconds(lambda: other(html)), milliseconds(lambda: one(html))  # noqa: B023
        times.append((a, b))
    times = times[WARM_UP:]
    ratios = sorted(b / a for a, b in times)
    say(f"{versions()}; {SLUG} on {PAPER.name}, {pairs} pairs")
    say(f"  as the manual shows it  {median(a for a, _ in times):7.1f} ms a leaflet (untagged, unchecked)")
    say(f"  our press               {median(b for _, b in times):7.1f} ms a leaflet (PDF/UA-1, checked)")
    say(f"  ratio, pair by pair     {median(ratios):7.2f}    from {ratios[0]:.2f} to {ratios[-1]:.2f}")


def whole_leaflets() -> None:
    """Time all that `handout build` does for one leaflet in each layout: read, fit, fill, finish, draw its picture."""
    workspace = Workspace(REPOSITORY)
    sheet = 0.0
    for layout, row in workspace.layouts.items():
        if not row.papers:
            continue
        edition = Edition(SLUG, "en", "riverside", layout, of_the_same_series(PAPER.name, row.papers) or "")
        times = [milliseconds(partial(make, edition, workspace, today=TODAY)) for _ in range(STARTS + WARM_UP)][
            WARM_UP:
        ]
        sheet = sheet or median(times)
        say(f"  {layout:22}  {median(times):7.1f} ms from source to file, {median(times) / sheet:.2f} of the sheet")


def imposing() -> None:
    """Time putting pages on sheets beside making the whole leaflet."""
    from handoutpress.imposition import impose
    from handoutpress.pdf.impose import impose as put_on_sheets

    workspace = Workspace(REPOSITORY)
    for layout in ("trifold", "booklet"):
        edition, row = Edition(SLUG, "en", "riverside", layout, PAPER.name), workspace.layouts[layout]
        setting = set_copy(copy_of(workspace), edition, workspace)
        data, _ = write_plain(setting.typeset, place=Place("benchmark"))
        sheets = impose(row.imposition, PAPER, setting.typeset.pages, creep=row.creep)
        alone = median(milliseconds(partial(put_on_sheets, data, sheets, sides=row.sides)) for _ in range(STARTS))
        whole = median(milliseconds(partial(make, edition, workspace, today=TODAY)) for _ in range(STARTS))
        say(
            f"  imposing a {layout:11}  {alone:7.1f} ms, {alone / whole:.1%} of it; fitted in {setting.layouts} layouts"
        )


def start() -> None:
    """Time the command from nothing to its end."""
    command = [sys.executable, "-m", "handoutpress"]
    with tempfile.TemporaryDirectory() as folder:
        build = [*command, "build", "--out", folder]
        subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True)
        for words, args in (("help", [*command, "--help"]), ("build, nothing to do", build)):
            run = lambda args=args: subprocess.run(args, cwd=REPOSITORY, check=True, capture_output=True)  # noqa: E731
            say(f"  {words:22}  {median(milliseconds(run) for _ in range(STARTS)):7.1f} ms, a process from its start")


if __name__ == "__main__":
    compare(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
    whole_leaflets()
    imposing()
    start()
