"""An overdue leaflet from the build to the page: marked, then refused, then given out once for a reason."""

from __future__ import annotations

import csv
import io
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
import pytest

from builds import BRANDS, change, outcomes, pdfs, stamps
from handoutpress.build import PRELOAD
from handoutpress.edition import Edition
from handoutpress.executors import Processes
from handoutpress.files import sha256
from handoutpress.findings import Severity
from handoutpress.make import make
from handoutpress.manifest import Manifest
from handoutpress.plan import Order
from handoutpress.review import Override
from handoutpress.workspace import Workspace
from pdf.tags import structure
from support import BRAND, HANDOUT, REPOSITORY, put, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.edition import Built, Made
    from handoutpress.layouts import Purpose, Size

FULLEST: Final = "muscle-spasms-pinched-nerve"
DUE: Final = date(2026, 10, 1)
REVIEW: Final = "review: {status: sample, by: Dr A, on: 2025-10-01, due: 2026-10-01}"
OVERDUE: Final = HANDOUT.replace("kind:", f"{REVIEW}\nkind:")
WORDS: Final = "Past its check date"
IN_FULL: Final = "Past its check date (October 1, 2026): ask us before you use it"
WHY: Final = "Given out past its check date: Read again by Dr A; <new> on 15 December"
NAME: Final = "ankle.en.sheet.letter.office"
READ_AGAIN: Final = Override("Read again by Dr A; <new> on 15 December", datetime(2026, 12, 20, 9, 30, tzinfo=UTC))
FORMS: Final[list[tuple[str, str, Purpose, Size, bool]]] = [
    ("sheet", "letter", "screen", "standard", False), ("sheet", "letter", "office", "standard", True),
    ("sheet", "letter", "screen", "large", False), ("sheet", "letter", "screen", "giant", False),
    ("trifold", "letter", "screen", "standard", False), ("trifold", "letter", "office", "standard", False),
    ("trifold", "letter", "press", "standard", True), ("bifold", "letter", "screen", "standard", False),
    ("booklet", "letter", "screen", "standard", False), ("booklet", "letter", "screen", "large", False),
    ("booklet", "letter", "screen", "giant", False), ("card", "letter", "office", "standard", False),
    ("poster", "tabloid", "screen", "standard", True), ("easy-read", "letter", "screen", "standard", False),
]  # fmt: skip


def after(days: int) -> date:
    """Give the day so many days after the check was due."""
    return DUE + timedelta(days)


def pages(data: bytes) -> list[str]:
    """Give the words of each page, with one blank between them."""
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.split()) for text in texts]


def whole(root: Path, edition: Edition, **more: Any) -> Made:
    made, findings = make(edition, Workspace(root), **{"today": after(30), **more})
    assert made, findings
    return made


def ankle(
    root: Path, *, layout: str = "sheet", paper: str = "letter", purpose: Purpose = "screen", **more: Any
) -> Made:
    return whole(root, Edition("ankle", "en", "north", layout, paper, purpose), **more)


def samples(folder: Path) -> Path:
    """Copy the sample that fills its pages most, its check overdue."""
    root = folder / "samples"
    for part in ("templates", "styles", f"handouts/{FULLEST}"):
        shutil.copytree(REPOSITORY / part, root / part)
    source = root / "handouts" / FULLEST / "en.md"
    text = re.sub(r"(?m)^review: .*$", REVIEW, re.sub(r"(?m)^related: .*$", "", source.read_text("utf-8")))
    put(source, text)
    return root


def the(built: tuple[Built, ...]) -> tuple[str, list[str]]:
    """Give the state of the one leaflet, and the codes of what was found."""
    [one] = built
    return one.state, [found.code for found in one.findings]


@pytest.mark.parametrize(("layout", "paper", "purpose", "size", "mono"), FORMS)
def test_every_page_of_a_full_leaflet_says_so_and_it_still_fits(
    layout: str, paper: str, purpose: Purpose, size: Size, tmp_path: Path, *, mono: bool
) -> None:
    made = whole(samples(tmp_path), Edition(FULLEST, "en", "riverside", layout, paper, purpose, size, mono))

    texts = pages(made.data)
    imposed = {"trifold": 3, "card": 4}.get(layout, 1) if purpose != "screen" else 1
    assert len(texts) == made.pages
    assert [text.count(WORDS) for text in texts] == [imposed] * len(texts)
    if layout != "card":  # which has its date in the record, and no room for it twice
        assert IN_FULL in " ".join(texts)


def test_a_screen_reader_hears_it_first_and_once(tmp_path: Path) -> None:
    for layout in ("sheet", "trifold", "easy-read"):
        heard = structure(ankle(workspace(tmp_path / layout, handouts={"ankle": OVERDUE}), layout=layout).data).text

        assert heard.startswith(IN_FULL), layout
        assert heard.count(WORDS) == 1, layout


def test_the_words_of_the_handouts_language_are_used(tmp_path: Path) -> None:
    brand = BRAND.replace("[en]", "[en, es]").replace("formats:", "formats: {en: Ask us., es: Llame.} #")
    root = workspace(tmp_path, handouts={"ankle/es.md": OVERDUE}, brands={"north": brand})

    made = whole(root, Edition("ankle", "es", "north", "sheet", "letter", "screen"))

    assert "Revisión vencida (1 de octubre de 2026): consúltenos antes de usar esta hoja" in pages(made.data)[0]


def test_before_the_day_is_over_nothing_is_on_the_page(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})

    days = [after(-300), after(-10), DUE]  # long before, due soon, and the very day
    made = [ankle(root, today=day) for day in days]

    assert len({sha256(one.data) for one in made}) == 1
    assert WORDS not in " ".join(pages(made[0].data))
    assert WORDS in pages(ankle(root, today=after(1)).data)[0]


def test_a_web_page_says_so_above_all_else(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})

    page = ankle(root, layout="web", paper="", purpose="web").data.decode()
    given = ankle(root, layout="web", paper="", purpose="web", today=after(99), reason=READ_AGAIN.reason).data.decode()

    assert f"<p>{IN_FULL}</p>" in page
    assert "Sample: to be reviewed" in page
    assert WHY not in page
    assert WHY.replace("<", "&lt;").replace(">", "&gt;") in given


def test_an_overdue_web_page_is_not_to_be_found_by_search_even_when_it_was_approved(tmp_path: Path) -> None:
    approved = OVERDUE.replace("status: sample", "status: approved")
    root = workspace(
        tmp_path, handouts={"ankle": approved}, brands={"north": BRAND.replace("555-0100", "0800 000 0000")}
    )

    found, lost = (
        b'name="robots" content="noindex"' in ankle(root, layout="web", paper="", purpose="web", today=day).data
        for day in (after(1), DUE)
    )

    assert (found, lost) == (True, False)


@pytest.mark.parametrize("layout", ["sheet", "trifold", "bifold", "booklet", "card", "poster", "easy-read"])
def test_the_reason_is_printed_once(layout: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE + "\n::: emergency Call\nif it is worse.\n:::\n"})
    paper = "tabloid" if layout == "poster" else "letter"

    texts = pages(ankle(root, layout=layout, paper=paper, today=after(99), reason=READ_AGAIN.reason).data)

    assert " ".join(texts).count(WHY) == 1
    assert all(WORDS in text.replace(WHY, "") for text in texts)


@pytest.mark.parametrize(("layout", "template"), [("sheet", "sheet.html"), ("web", "web.html")])
def test_a_template_that_does_not_say_so_is_refused(layout: str, template: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})
    file = root / "templates" / template
    put(file, file.read_text("utf-8").replace("{{ mark() }}", "").replace("data-overdue", ""))
    edition = (
        Edition("ankle", "en", "north", layout, "", "web")
        if layout == "web"
        else Edition("ankle", "en", "north", layout, "letter")
    )

    made, findings = make(edition, Workspace(root), today=after(1))
    fine, _ = make(edition, Workspace(root), today=DUE)

    errors = [(found.code, found.place.path) for found in findings if found.severity is Severity.ERROR]
    assert (made, errors) == (None, [("P225", f"templates/{template}")])
    assert fine


def test_a_leaflet_is_made_again_when_its_day_is_over_and_not_before(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})

    days = (-120, -60, 0, 1, 60)
    told = [the(outcomes(root, today=after(days_after))) for days_after in days]

    assert told == [
        ("built", []), ("current", ["S173"]), ("current", ["S173"]), ("built", ["S174"]), ("current", ["S174"]),
    ]  # fmt: skip


def test_what_is_told_has_the_place_of_the_date_also_for_what_is_current(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})
    first, again = ([one] for one in (outcomes(root, today=after(9))[0], outcomes(root, today=after(9))[0]))

    assert first[0].findings == again[0].findings
    [finding] = again[0].findings
    line = OVERDUE.split("\n")[finding.place.line - 1]
    assert line[finding.place.column - 1 :] == "due: 2026-10-01}"
    assert finding.severity is Severity.WARNING


def test_past_its_grace_a_leaflet_is_refused_and_the_old_one_is_not_to_be_given_out(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})
    outcomes(root, today=after(60))
    before = stamps(root)

    assert the(outcomes(root, today=after(61))) == ("failed", ["S175"])

    assert stamps(root) == before
    entry = Manifest.load(root / "out" / "north").entries[NAME]
    assert (entry.outdated, entry.facts["state"]) == (True, "overdue")
    assert "Do not hand it out" in (root / "out/north/index.html").read_text("utf-8")


def test_an_override_works_once_and_is_logged(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})

    given = outcomes(root, today=after(80), override=READ_AGAIN)

    assert the(given) == ("built", ["S174"])
    assert WHY in pages(pdfs(root)["north/ankle"].read_bytes())[0]
    page = (root / "out/north/index.html").read_text("utf-8")
    assert "given out once: Read again by Dr A; &lt;new&gt;" in page
    [head, line] = csv.reader(io.StringIO((root / "out/north/overrides.csv").read_text("utf-8")))
    entry = Manifest.load(root / "out" / "north").entries[NAME]
    assert dict(zip(head, line, strict=True)) == {
        "time": "2026-12-20T09:30:00Z", "slug": "ankle", "language": "en", "layout": "sheet", "paper": "letter",
        "purpose": "office", "size": "standard", "mono": "no", "version": "1", "code": entry.facts["code"],
        "due": "2026-10-01", "reason": READ_AGAIN.reason,
    }  # fmt: skip

    assert the(outcomes(root, today=after(80))) == ("failed", ["S175"])

    assert Manifest.load(root / "out" / "north").entries[NAME].outdated
    assert "given out once" not in (root / "out/north/index.html").read_text("utf-8")
    assert len((root / "out/north/overrides.csv").read_text("utf-8").splitlines()) == 2


def test_an_override_again_is_logged_again(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE}, brands=BRANDS)
    order = Order(clinics=("north", "south"))

    for _ in range(2):
        built = outcomes(root, order, today=after(80), override=READ_AGAIN, by=Processes(2, PRELOAD))
        assert [one.state for one in built] == ["built", "built"]

    for clinic in ("north", "south"):
        assert len((root / f"out/{clinic}/overrides.csv").read_text("utf-8").splitlines()) == 3


def test_an_override_touches_nothing_that_needs_none(tmp_path: Path) -> None:
    fresh = HANDOUT.replace("kind:", "reference: KNE\nkind:")
    root = workspace(tmp_path, handouts={"ankle": OVERDUE, "knee": fresh})
    outcomes(root, today=after(9))

    built = outcomes(root, today=after(9), override=READ_AGAIN)

    assert [one.state for one in built] == ["current", "current"]
    assert not (root / "out/north/overrides.csv").exists()


def test_a_new_date_makes_it_good_again(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})
    outcomes(root, today=after(80), override=READ_AGAIN)
    change(root / "handouts/ankle/en.md", "due: 2026-10-01", "due: 2028-10-01")

    assert the(outcomes(root, today=after(80))) == ("built", [])
    assert WORDS not in " ".join(pages(pdfs(root)["north/ankle"].read_bytes()))


def test_the_clinic_sets_how_long_before_and_after(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE}, settings="[review]\nwarn = 5\ngrace = 0\n")

    told = [the(outcomes(root, today=after(days))) for days in (-6, -5, 1)]

    assert told == [("built", []), ("current", ["S173"]), ("failed", ["S175"])]


def test_an_edition_that_was_not_asked_for_is_marked_too_when_its_day_is_over(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})
    outcomes(root, Order(papers=("a4", "letter")), today=DUE)

    outcomes(root, Order(papers=("letter",)), today=after(1))

    entries = Manifest.load(root / "out" / "north").entries
    assert {name: entry.outdated for name, entry in entries.items()} == {
        "ankle.en.sheet.a4.office": True, NAME: False,
    }  # fmt: skip


def test_the_catalogue_follows_the_day_though_no_leaflet_is_made(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})
    outcomes(root, today=after(-300))
    page = root / "out/north/index.html"
    assert "Due for its check soon" not in page.read_text("utf-8")

    outcomes(root, today=after(-30))

    assert "Due for its check soon" in page.read_text("utf-8")
    stamp = page.stat().st_mtime_ns
    outcomes(root, today=after(-29))
    assert page.stat().st_mtime_ns == stamp


def test_an_entry_that_says_nothing_of_its_review_is_made_again(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": OVERDUE})
    outcomes(root, today=DUE)
    manifest = Manifest.load(root / "out" / "north")
    del manifest.entries[NAME].facts["due_on"]
    manifest.save(root / "out" / "north")

    assert the(outcomes(root, today=DUE))[0] == "built"


def test_a_withdrawn_handout_is_not_made_even_when_its_head_does_not_show_it(tmp_path: Path) -> None:
    sly = HANDOUT.replace("kind:", 'review: {status: "with\\x64rawn", successor: knee}\nkind:')
    root = workspace(tmp_path, handouts={"ankle": sly, "knee": HANDOUT.replace("kind:", "reference: KNE\nkind:")})

    made, findings = make(Edition("ankle", "en", "north", "sheet", "letter"), Workspace(root), today=DUE)

    assert made is None
    assert [(found.code, found.place.line) for found in findings] == [("S176", 4)]


def test_what_is_withdrawn_goes_from_the_folder_when_all_is_built(tmp_path: Path) -> None:
    knee = HANDOUT.replace("A sore ankle", "A stiff knee")
    root = workspace(tmp_path, handouts={"ankle": HANDOUT, "knee": knee})
    outcomes(root, sweep_sources=True)
    put(root / "handouts/ankle/en.md", HANDOUT.replace("kind:", "review: {status: withdrawn, successor: knee}\nkind:"))

    some = [one.edition.slug for one in outcomes(root, Order(slugs=("knee",)))]

    page = (root / "out/north/index.html").read_text("utf-8")
    assert (some, set(pdfs(root))) == (["knee"], {"north/ankle", "north/knee"})
    assert "Withdrawn. Do not hand it out: hand out knee in its place." in page

    outcomes(root, sweep_sources=True)

    assert set(pdfs(root)) == {"north/knee"}
    assert "ankle" not in (root / "out/north/index.html").read_text("utf-8")


def test_the_last_leaflet_goes_too_when_it_is_withdrawn(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root, sweep_sources=True)
    put(root / "handouts/ankle/en.md", HANDOUT.replace("kind:", "review: {status: withdrawn}\nkind:"))

    assert outcomes(root, sweep_sources=True) == ()
    assert pdfs(root) == {}
