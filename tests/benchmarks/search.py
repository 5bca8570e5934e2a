"""How fast the search is: `python tests/benchmarks/search.py [queries]`. A harness, no test: nothing passes or fails.

It asks 500 handouts what people type: whole words, beginnings letter by letter, slips, other words for the same, and
what nobody should type. Each question goes to our search and to a peer, turn by turn in one run, so that a machine that
drifts slows both. Peers are what Python brings: SQLite's FTS5 with prefixes, which knows neither slips nor other words,
and `difflib` over all words, which people often take for slips.
"""

from __future__ import annotations

import random
import sqlite3
import sys
from difflib import get_close_matches
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Final

REPOSITORY: Final = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY / "src"), str(REPOSITORY / "tests")]

from handoutpress.folding import words  # noqa: E402 - found only now
from handoutpress.search import Index  # noqa: E402
from libraries import library  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from handoutpress.matching import Entry

QUERIES: Final = 2000
TIMES: Final = 3
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SHORT: Final = (
    "BP", "UTI", "TB", "COPD", "MI", "CVA", "HTA", "EPOC", "infarto", "piles", "heart attack", "cystitis", "high BP",
    "stroke", "jaqueca",
)  # fmt: skip
ODD: Final = (
    "a" * 200, "abcdefgh" * 25, "a b c d e f g h i j", "e e e e e e e e", "co co co co co co co co", "😀" * 80,
    "\0" * 80, "heart attack stroke BP UTI COPD asthma pain", "the of a in", "\u0627" * 80, "高" * 80, "' OR 1=1 --",
    "((((", "\u0131" * 80, "lving wth dibetes", "bloodpressure" * 4, "í" * 200, "med chi que tes eat whe liv fir",
)  # fmt: skip


def slipped(word: str, dice: random.Random) -> str:
    """Make one slip in a word."""
    at = dice.randrange(len(word))
    letter = dice.choice(LETTERS)
    return dice.choice([
        word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
    ])  # fmt: skip


def queries(entries: Sequence[Entry], count: int) -> dict[str, list[str]]:
    """Make what is typed, kind by kind."""
    dice = random.Random(5)  # noqa: S311 - the same questions each time
    titles = [title for entry in entries for title in entry.titles.values()]
    picked = [dice.choice(titles) for _ in range(count)]
    chosen = [dice.choice([word.text for word in words(title)]) for title in picked]
    made: dict[str, Callable[[int], str]] = {
        "a word": lambda n: chosen[n],
        "a beginning": lambda n: chosen[n][: dice.randint(1, 4)],
        "two beginnings": lambda n: f"{chosen[n][:3]} {picked[n].split()[-1][:4]}",
        "a whole title": lambda n: picked[n],
        "a slip": lambda n: slipped(chosen[n], dice),
        "a slip in a title": lambda n: " ".join([slipped(chosen[n], dice), *picked[n].split()]),
        "other words": lambda _: dice.choice(SHORT).replace("_", " "),
        "random letters": lambda _: "".join(dice.choices(LETTERS + "  ", k=dice.randint(1, 200))),
        "odd": lambda n: ODD[n % len(ODD)],
    }
    return {kind: [one(n) for n in range(count // len(made))] for kind, one in made.items()}


def milliseconds(task: Callable[[], object]) -> float:
    begin = perf_counter()
    task()
    return (perf_counter() - begin) * 1000


def fts(entries: Sequence[Entry]) -> Callable[[str], object]:
    """Give SQLite's full text search over the same texts, as its manual shows it."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table leaflets using fts5(slug, texts, tokenize='unicode61 remove_diacritics 2')")
    rows = [(one.slug, " ".join([*one.titles.values(), *one.topics, one.reference])) for one in entries]
    base.executemany("insert into leaflets values (?, ?)", rows)

    def find(query: str) -> list[tuple[str]]:
        asked = " ".join(f'"{word.text}"*' for word in words(query[:80])[:8])
        what = "select slug from leaflets where leaflets match ? order by rank limit 60"
        return base.execute(what, (asked,)).fetchall() if asked else []

    return find


def close(entries: Sequence[Entry]) -> Callable[[str], object]:
    """Give `difflib` over every word there is."""
    known = sorted({word.text for one in entries for title in one.titles.values() for word in words(title)})
    return lambda query: [get_close_matches(word.text, known, n=5, cutoff=0.8) for word in words(query[:80])[:8]]


def compare(asked: Mapping[str, Sequence[str]], ours: Callable[[str], object], peers: Peers) -> Iterator[str]:
    """Time every question with us and with each peer, turn by turn."""
    every: list[float] = []
    for kind, questions in asked.items():
        times = [[_least(one, query) for one in (ours, *peers.values())] for query in questions]
        mine = [row[0] for row in times]
        every += mine
        ratios = [median(row[0] / row[n] for row in times) for n in range(1, len(peers) + 1)]
        beside = "  ".join(f"{ratio:5.2f} of {name}" for name, ratio in zip(peers, ratios, strict=True))
        yield f"  {kind:18} {_spread(mine)}   {beside}"
    yield f"  {'all':18} {_spread(every)}   {len(every)} queries"


def _least(find: Callable[[str], object], query: str) -> float:
    """Ask a few times; the least is what it takes when nobody else is at the machine."""
    return min(milliseconds(lambda: find(query)) for _ in range(TIMES))


def _spread(times: Sequence[float]) -> str:
    return f"p50 {median(times):6.2f}  p99 {quantiles(times, n=100)[-1]:6.2f}  max {max(times):6.2f} ms"


Peers = dict[str, "Callable[[str], object]"]

if __name__ == "__main__":
    ENTRIES = library()
    made: list[Index] = []
    building = milliseconds(lambda: made.append(Index(ENTRIES)))
    again = median(milliseconds(lambda: Index(ENTRIES)) for _ in range(5))
    sys.stdout.write(f"{len(ENTRIES)} handouts; index in {building:.0f} ms, a new one in {again:.0f} ms\n")
    asked = queries(ENTRIES, int(sys.argv[1]) if len(sys.argv) > 1 else QUERIES)
    for line in compare(asked, made[0].find, {"FTS5": fts(ENTRIES), "difflib": close(ENTRIES)}):
        sys.stdout.write(line + "\n")
