"""How fast the front desk is: `python tests/benchmarks/front_desk.py [part ...]`. No test: nothing passes or fails.

It runs the real command over a workspace with 500 handouts of which nothing was built, and asks it as its page does.
The parts are `open`, `first`, `forms`, `find`, `load` and `memory`; without any, all of them.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

TESTS: Final = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "src")]

from desk.visitor import Visitor, desk_at, family  # noqa: E402 - found only now
from shelves import shelf  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STARTS: Final = 5
CLIENTS, TIMES = 12, 40
MANY: Final = 1000
WARM_UP: Final = 100
ASKING: Final = 3
ALL: Final = 7
"""The desk, two that begin and watch others, three workers, and the one that sets the rest of the shelf."""
RESTED: Final = 60
"""Seconds in which nobody asks, at the most, until the last of them is there."""
FORMS: Final = (("trifold", "standard"), ("booklet", "standard"), ("sheet", "large"), ("card", "standard"))
TYPED: Final = ("kne", "knee", "pain", "pain of", "swelling", "dolor", "hombro", "X123", "rash wr", "exer")


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def told(seconds: Sequence[float]) -> str:
    """Say the least, the middle, the one that 95 of 100 stay under, and the most."""
    row = sorted(seconds)
    late = row[min(len(row) - 1, int(len(row) * 0.95))]
    named = {"least": row[0], "median": median(row), "95 %": late, "most": row[-1]}
    return "  ".join(f"{name} {1000 * value:6.0f}" for name, value in named.items()) + " ms"


def slugs(root: Path) -> list[str]:
    """Name the handouts, mixed by what they are about."""
    found = sorted(folder.name for folder in (root / "handouts").iterdir() if folder.is_dir())
    return [found[number * 37 % len(found)] for number in range(len(found))]


def open_(root: Path) -> None:
    """Time the start, the page, and the first picture of the first leaflet asked for."""
    starts: list[float] = []
    pages: list[float] = []
    lists: list[float] = []
    at_once: list[float] = []
    later: list[float] = []
    for number in range(2 * STARTS):
        with desk_at(root) as visitor:
            starts.append(visitor.opened)
            if number % 2:
                time.sleep(4)
            begun = time.perf_counter()
            visitor.get("/en")
            pages.append(time.perf_counter() - begun)
            lists.append(visitor.post("/api/find", {"q": ""}).seconds)
            (later if number % 2 else at_once).append(visitor.look(slugs(root)[number])[0])
    say(f"  until it listens             {told(starts)}")
    say(f"  the page                     {told(pages)}")
    say(f"  the list, nothing typed      {told(lists)}")
    say(f"  first picture, at once       {told(at_once)}")
    say(f"  first picture, 4 s later     {told(later)}")


def first(root: Path) -> None:
    """Time the first picture of leaflets that nobody looked at before, asked for as the page does."""
    with desk_at(root) as visitor:
        visitor.look(slugs(root)[99])
        time.sleep(4)
        mixed = slugs(root)
        for name, hold in (("typed and opened", 1.0), ("one after the other", 0.0)):
            times = []
            for number in range(20):
                slug = mixed[number + 20 * bool(hold)]
                visitor.post("/api/find", {"q": slug.replace("-", " ")[:12]})
                time.sleep(hold)
                visitor.post("/api/leaflet", {"slug": slug})
                seconds, came = visitor.look(slug)
                if came:
                    times.append(seconds)
            say(f"  {name:28} {told(times)}  ({len(times)} leaflets)")


def forms(root: Path) -> None:
    """Time the other formats, half a minute after a leaflet was opened, and without any such time."""
    with desk_at(root) as visitor:
        visitor.look(slugs(root)[99])
        for hold in (0, 12):
            for layout, size in FORMS:
                times = []
                for number in range(4):
                    slug = slugs(root)[100 + number + FORMS.index((layout, size)) * 4 + 20 * bool(hold)]
                    visitor.post("/api/leaflet", {"slug": slug})
                    visitor.look(slug)
                    time.sleep(hold)
                    times += [one[0] for one in [visitor.look(slug, layout=layout, size=size)] if one[1]]
                what = f"{layout} {size}, after {hold} s"
                say(f"  {what:28} {told(times)}" if times else f"  {what:28} does not fit")


def find(root: Path) -> None:
    """Time answers of the search, most of them with the shelf's look at all files."""
    with desk_at(root) as visitor:
        visitor.post("/api/find", {"q": ""})
        quick = [visitor.post("/api/find", {"q": words}).seconds for words in TYPED * 5]
        slow = []
        for words in TYPED:
            time.sleep(2.1)
            slow.append(visitor.post("/api/find", {"q": words}).seconds)
        leaflets = [visitor.post("/api/leaflet", {"slug": slug}).seconds for slug in slugs(root)[200:210]]
    say(f"  an answer                    {told(quick)}")
    say(f"  with a look at the files     {told(slow)}")
    say(f"  what there is of a leaflet   {told(leaflets)}")


def load(root: Path) -> None:
    """Ask for many previews at once."""
    named: dict[str, Callable[[int, int], dict[str, Any]]] = {
        "without names": lambda _client, _turn: {},
        "with names": lambda client, turn: {"name": f"Patient {client} {turn}"},
    }
    for what, more in named.items():
        with desk_at(root) as visitor:
            mixed = slugs(root)

            def ask(
                client: int, *, visitor: Visitor = visitor, more: Any = more, mixed: list[str] = mixed
            ) -> list[Any]:
                one = Visitor(visitor.host, visitor.pid, 0.0, visitor.token)
                return [one.preview(mixed[(client * 7 + turn) % 60], **more(client, turn)) for turn in range(TIMES)]

            begun = time.perf_counter()
            with ThreadPoolExecutor(CLIENTS) as pool:
                answers = [answer for client in pool.map(ask, range(CLIENTS)) for answer in client]
            took = time.perf_counter() - begun
        count: dict[str, int] = {}
        for answer in answers:
            name = f"{answer.status} {'' if answer.status == 200 else answer.json['why']}".strip()
            count[name] = count.get(name, 0) + 1
        say(f"  {what:28} {took:6.1f} s; {dict(sorted(count.items()))}")
        say(f"  {'':28} {told([answer.seconds for answer in answers])}")


def memory(root: Path) -> None:
    """Tell how much more memory the desk and its workers hold after a thousand previews than after the first ones.

    As many ask at once as there are workers, so that each is warm when the count begins.
    """
    for what, named in (("without names", False), ("with names", True)):
        shutil.rmtree(root / "out", ignore_errors=True)  # or there would be no rest to set
        with desk_at(root) as visitor, ThreadPoolExecutor(ASKING) as pool:
            grown = list(_growth(visitor, slugs(root), pool, named=named))
        then = " ".join(f"{one - grown[0]:+.0f}" for one in grown[1:])
        say(f"  {what:28} {grown[0]:.0f} MB after {WARM_UP}, then {then}")


def _growth(visitor: Visitor, mixed: list[str], pool: ThreadPoolExecutor, *, named: bool) -> Iterator[float]:
    def look(number: int) -> None:
        one = Visitor(visitor.host, visitor.pid, 0.0, visitor.token)
        one.look(mixed[number % len(mixed)], **({"name": f"Patient {number}"} if named else {}))

    visitor.get("/en")
    visitor.look(mixed[0])
    end = time.monotonic() + RESTED
    while len(family(visitor.pid)) < ALL and time.monotonic() < end:
        time.sleep(1)
    for begun in (0, *range(WARM_UP, WARM_UP + MANY, 100)):
        list(pool.map(look, range(begun, begun + (WARM_UP if not begun else 100))))
        time.sleep(1)
        yield visitor.memory()


PARTS: Final = {"open": open_, "first": first, "forms": forms, "find": find, "load": load, "memory": memory}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        place = shelf(Path(folder))
        for name in sys.argv[1:] or PARTS:
            say(f"{name}, on {os.cpu_count()} cores with {os.getloadavg()[0]:.1f} busy")
            PARTS[name](place)
