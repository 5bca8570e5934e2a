"""What people will do to it, each through the real command: the exit code, the place, and the rest of the batch."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Final

import pytest

from support import (
    COMMAND,
    HANDOUT,
    LOGO,
    PATIENCE,
    Result,
    environment,
    is_whole_pdf,
    leftovers,
    put,
    run,
    stored_workspace,
    until,
    workspace,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

KNEE: Final = HANDOUT.replace("ankle", "knee")
MANY: Final = {f"h{n}": HANDOUT.replace("kind:", f"reference: R{n}\nkind:") for n in range(8)}
LAUGHS: Final = "a0: &a0 [ha]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))


def front(line: str) -> str:
    """Put a line into the front matter, as line 4 of the file."""
    return KNEE.replace("kind:", f"{line}\nkind:")


def body(text: str) -> str:
    """Put a text at the end, from line 11 on."""
    return f"{KNEE}\n{text}\n"


def pdfs(root: Path) -> list[str]:
    """Name the leaflets that were made; each is whole, as is all else that stands in out/."""
    out = root / "out"
    assert leftovers(root) == []
    assert [file for file in out.rglob("*.pdf") if file.is_file() and not is_whole_pdf(file)] == []
    assert [file for file in out.rglob("index.html") if not file.read_text("utf-8").rstrip().endswith("</html>")] == []
    assert [file for file in out.rglob("manifest.json") if json.loads(file.read_bytes())["version"] != 1] == []
    return sorted(f"{file.parent.name}/{file.name.partition('.')[0]}" for file in out.rglob("*.pdf"))


def build(root: Path, *args: str) -> Result:
    """Run `handout build`, which ends in words and never in a traceback."""
    result = run("build", *args, cwd=root)
    assert "Traceback" not in result.stderr + result.stdout
    return result


def told(result: Result) -> list[str]:
    """Give each finding as `path:line:column code`."""
    return [
        f"{place} {code}" for place, code in re.findall(r"^(\S+): error: .* \[(\w+)\]$", result.stderr, re.MULTILINE)
    ]


@pytest.mark.parametrize("args", [("build",), ("list",), ("new", "knee", "--title", "A sore knee")])
def test_outside_a_workspace_every_command_says_how_to_make_one(args: tuple[str, ...], tmp_path: Path) -> None:
    result = run(*args, cwd=tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error: no workspace here: ")
    assert "handout init my-handouts" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("knee",), "no handout is called 'knee'"),
        (("--clinic", "nort"), "did you mean 'north'?"),
        (("--layout", "shet"), "did you mean 'sheet'?"),
        (("--lang", "es"), "North Ankle Clinic does not offer 'es'"),
        (("--paper", "a3"), "'a3' is not one of 'a4', 'letter'"),
        (("--jobs", "0"), "0 is not in the range"),
        (("--ouput", "x"), "--ouput"),
    ],
)
def test_a_command_that_asks_for_what_there_is_not_makes_nothing(
    args: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    root = workspace(tmp_path)
    result = build(root, *args)
    assert (result.exit_code, words in result.stderr) == (2, True), result.stderr
    assert not (root / "out").exists()


UNREADABLE: Final[dict[str, tuple[str | bytes, list[str]]]] = {
    "unknown-key": (front("verison: 2"), ["4:1 S121"]),
    "bad-date": (front("review: {due: soon}"), ["4:10 S123"]),
    "duplicate-key": (front("title: Twice"), ["4:1 S111"]),
    "yaml-bomb": (front(LAUGHS), ["5:10 S112"]),
    "bomb-of-brackets": (front("topics: " + "[" * 100_000), ["4:20 S113"]),
    "not-yaml": (front("related: *"), ["4:11 S110"]),
    "open-block": (body("::: do Do\n- Rest"), ["11:1 S132"]),
    "unknown-block": (body("::: emergancy X\n- Numb\n:::"), ["11:1 S130"]),
    "nested-block": (body("::: do Do\n::: avoid Avoid\n:::\n:::"), ["11:1 S132", "14:1 S131"]),
    "unknown-value": (body("Call {{ clinic.fone }}."), ["11:6 S141"]),
    "malformed-value": (body("Call {{ clinic.phone }."), ["11:6 S140"]),
    "html": (body("Call <b>us</b>."), ["11:6 S133", "11:11 S133"]),
    "missing-picture": (body("![Foot](foot.svg)"), ["11:9 S152"]),
    "missing-cover": (front("cover: {image: foot.svg, alt: Foot}"), ["4:9 S152"]),
    "picture-outside": (body("![Foot](../ankle/foot.svg)"), ["11:9 S154"]),
    "picture-of-the-machine": (body("![Foot](/etc/hostname)"), ["11:9 S154"]),
    "picture-from-the-web": (body("![Foot](http://x.example/foot.svg)"), ["11:9 S153"]),
    "picture-in-the-text": (body("![Foot](data:image/png;base64,AAAA)"), ["11:9 S153"]),
    "empty": ("", ["1:1 S102"]),
    "no-front-matter": ("# A sore knee\n\nRest it.\n", ["1:1 S102"]),
    "not-utf-8": (KNEE.encode() + b"\nCaf\xe9\n", ["11:4 S101"]),
    "twin-one": (front("reference: TWIN"), ["4:1 S170"]),
    "twin-two": (front("reference: TWIN"), ["4:1 S170"]),
}
"""Handouts that cannot be read, by slug, and what is told of each as `line:column code`; the command ends in 3."""
UNPRINTABLE: Final[dict[str, tuple[str | bytes, list[str]]]] = {
    "nine-thousand-words": (body("word " * 9_000), ["11:1 P221"]),
    "four-hundred-letters": (body("x" * 400), ["11:1 P220"]),
    "emoji": (body("Well done \U0001f600!"), ["11:11 P201"]),
    "another-script": (body("Ka\u0bae\u0bbf"), ["11:3 P201", "11:4 P201"]),
}
"""Handouts that cannot be set, likewise; the command ends in 4."""


@pytest.mark.parametrize(("bad", "exit_code"), [(UNREADABLE, 3), (UNPRINTABLE, 4)], ids=["unreadable", "unprintable"])
def test_each_bad_handout_is_told_with_its_line_and_the_good_one_is_built(
    bad: dict[str, tuple[str | bytes, list[str]]], exit_code: int, tmp_path: Path
) -> None:
    root = workspace(tmp_path, handouts={f"{slug}/en.md": content for slug, (content, _) in bad.items()})
    put(root / "handouts" / "ankle" / "en.md", HANDOUT)

    result = build(root, "--json")

    made = {one["slug"]: one for one in json.loads(result.stdout)}
    assert (result.exit_code, pdfs(root)) == (exit_code, ["north/ankle"])
    assert {slug: one["state"] for slug, one in made.items()} == {"ankle": "built", **dict.fromkeys(bad, "failed")}
    assert {
        slug: [f"{found['line']}:{found['column']} {found['code']}" for found in one["findings"]]
        for slug, one in made.items()
        if slug in bad
    } == {slug: findings for slug, (_, findings) in bad.items()}
    places = [f"handouts/{slug}/en.md:{finding}" for slug, (_, findings) in bad.items() for finding in findings]
    assert sorted(told(result)) == sorted(places)


def test_a_bad_handout_among_good_ones_is_told_in_words(tmp_path: Path) -> None:
    result = build(workspace(tmp_path, handouts={"ankle": HANDOUT, "knee/en.md": UNREADABLE["unknown-block"][0]}))
    assert (result.exit_code, result.stdout) == (3, "")
    for words in (
        "handouts/knee/en.md:11:1: error: unknown block 'emergancy' [S130]\n    ::: emergancy X\n    ^\n",
        "    hint: did you mean 'emergency'?\n",
        "1 leaflet built\n1 leaflet not made",
    ):
        assert words in result.stderr


@pytest.mark.parametrize("way", ["a folder", "a link to nowhere", "a picture by a link outside"])
def test_a_source_that_is_no_file_is_told_and_the_others_are_built(way: str, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    source = root / "handouts" / "knee" / "en.md"
    if way == "a folder":
        source.mkdir(parents=True)
    elif way == "a link to nowhere":
        source.parent.mkdir()
        source.symlink_to("nowhere.md")
    else:
        put(source, body("![Foot](foot.svg)"))
        (source.parent / "foot.svg").symlink_to(put(tmp_path / "private" / "foot.svg", LOGO))
    result = build(root)
    assert (result.exit_code, pdfs(root)) == (3, ["north/ankle"])
    assert [line.partition(" ")[2] for line in told(result)] == ["S154" if "picture" in way else "S100"]


def test_all_that_is_broken_is_told_and_all_that_is_not_is_built(tmp_path: Path) -> None:
    root = stored_workspace("broken", tmp_path)
    result = build(root, "--clinic", "north")
    assert (result.exit_code, pdfs(root)) == (3, ["north/ankle"])
    assert {line for line in told(result) if "S104" not in line} == {
        "handouts/back/en.md:11:1 S130", "handouts/back/en.md:11:1 S132",
        "handouts/hand/en.md:4:1 S170", "handouts/head/en.md:4:1 S170",
    }  # fmt: skip
    assert "handouts/Low Back/en.md: error: is left out" in result.stderr
    assert "handouts/knee/EN.md: error: is left out" in result.stderr


def test_a_brand_without_its_logo_makes_nothing_and_the_other_clinic_is_built(tmp_path: Path) -> None:
    root = stored_workspace("broken", tmp_path)
    result = build(root, "--clinic", "south")
    assert (result.exit_code, told(result)) == (3, ["styles/brands/south/brand.yml:4:1 S152"])
    assert not (root / "out").exists()


@pytest.mark.parametrize("name", ["handoutpress.toml", "templates/layouts.toml", "styles/brands/north/brand.yml"])
def test_a_file_that_all_depend_on_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    put(root / name, "nonsense = [\n\nx")
    result = build(root)
    assert result.exit_code == 3
    assert re.findall(rf"^{re.escape(name)}:(\d):\d+: error: ", result.stderr, re.MULTILINE) in (["1"], ["3"])
    assert not (root / "out").exists()


IN_THE_WAY: Final = ("out", "out/north", "out/north/pictures")
PDF: Final = "out/north/ankle.en.sheet.letter.office.pdf"


@pytest.mark.parametrize("name", [*IN_THE_WAY, PDF, "out/north/index.html", "out/north/manifest.json", "out/.lock"])
def test_where_nothing_can_be_written_it_says_so_and_leaves_no_half(name: str, tmp_path: Path) -> None:
    root = workspace(tmp_path)
    if name in IN_THE_WAY:
        put(root / name, "a file where a folder should be")
    else:
        put(root / name / "inside", "a folder where a file should be")
    result = build(root)
    assert (result.exit_code, leftovers(root)) == (4, [])
    assert result.stderr.startswith("error: cannot write to ")
    assert "hint: choose another: --out" in result.stderr


@pytest.mark.parametrize(("blocks", "jobs"), [(8, "1"), (160, "2")], ids=["for the fonts", "for the leaflet"])
def test_a_full_disk_is_told_and_leaves_no_half(blocks: int, jobs: str, tmp_path: Path) -> None:
    from PIL import Image

    root = workspace(tmp_path, handouts={"ankle": HANDOUT + "\n![Noise.](noise.png)\n", "knee": KNEE})
    Image.effect_noise((400, 400), 200).save(root / "handouts" / "ankle" / "noise.png")  # larger than any font
    limit = f'ulimit -f {blocks} && exec "$0" "$@"'  # so many blocks of 512 bytes a file, and no more
    done = subprocess.run(
        ["sh", "-c", limit, str(COMMAND), "build", "--jobs", jobs],
        cwd=root, env=environment(), capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr, "north/ankle" in pdfs(root)) == (4, False, False)
    assert done.stderr.startswith("error: cannot write to ")


def disturbed(root: Path, when: Callable[[], object], signals: Iterable[int], *, all_of_it: bool) -> tuple[int, str]:
    """Begin a build, send signals to it (or to all its processes, as a terminal does), and wait until all are gone."""
    words = root / "words.txt"
    with words.open("wb") as stderr:
        building = subprocess.Popen(
            [COMMAND, "build", "--jobs", "2"], cwd=root, env=environment(), stderr=stderr, start_new_session=True
        )
    until(when)
    for number in signals:
        (os.killpg if all_of_it else os.kill)(building.pid, number)
        time.sleep(0.1)
    code = building.wait(PATIENCE)
    try:
        until(lambda: not is_there(building.pid))
    finally:
        if is_there(building.pid):
            os.killpg(building.pid, signal.SIGKILL)
    return code, words.read_text("utf-8")


def is_there(group: int) -> bool:
    """Tell whether any process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("when", "times"), [(".lock", 1), ("*/*.pdf", 3)], ids=["at the start", "in the middle, impatiently"]
)
def test_ctrl_c_stops_a_build_and_the_next_goes_on_from_there(when: str, times: int, tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts=MANY)
    code, words = disturbed(root, lambda: [*(root / "out").glob(when)], [signal.SIGINT] * times, all_of_it=True)
    done = pdfs(root)
    assert (code, len(done) < len(MANY)) == (130, True)
    assert words.strip() == "Stopped. What was finished is kept; the next build goes on from there."
    result = build(root)
    assert (result.exit_code, len(pdfs(root))) == (0, len(MANY))
    assert (f", {len(done)} already up to date" in result.stderr) == bool(done)


@pytest.mark.parametrize("all_of_it", [True, False], ids=["with its workers", "alone"])
def test_a_build_that_is_killed_leaves_no_half_no_process_and_no_harm(all_of_it: bool, tmp_path: Path) -> None:  # noqa: FBT001
    root = workspace(tmp_path, handouts=MANY)
    out = root / "out"
    code, words = disturbed(root, lambda: [*out.glob("*/*.pdf")], [signal.SIGKILL], all_of_it=all_of_it)
    assert (code, "Traceback" in words) == (-signal.SIGKILL, False)
    put(out / "north" / ".h0.en.sheet.letter.office.pdf.x1y2z3.part", b"%PDF-1.7 half")
    result = build(root)
    assert (result.exit_code, len(pdfs(root))) == (0, len(MANY)), result.stderr
