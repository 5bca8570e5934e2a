from __future__ import annotations

from typing import TYPE_CHECKING, Final

from builds import change, outcomes
from handoutpress.manifest import Manifest
from handoutpress.plan import Order
from support import BRAND, HANDOUT, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

CARDS: Final = "\n## When should I get help?\n" + "".join(
    f"\n::: {name} Call if\n{'You feel worse than before. ' * 12}\n:::\n"
    for name in ("self-care", "ask", "urgent", "emergency")
)


def test_where_room_is_lost_is_said_with_what_to_cut(tmp_path: Path) -> None:
    words = "Your ankle hurts, and it is as thick as a loaf of bread. " * 30
    root = workspace(tmp_path, handouts={"ankle": HANDOUT + "\n" + words + CARDS + "\n## More?\n\n" + words * 3})

    [built] = outcomes(root)

    [found] = [finding for finding in built.findings if finding.code == "P221"]
    assert found.hint.startswith("page 1 of the text ends ")
    assert "for 'When should I get help?' is kept whole: " in found.hint


def test_an_imprint_that_is_too_long_is_told_at_the_clinics_file(tmp_path: Path) -> None:
    hours = "Monday to Friday from seven in the morning to six in the evening, " * 4
    root = workspace(tmp_path, brands={"north": BRAND + f'  hours: "{hours}"\n'})

    [built] = outcomes(root)

    assert {(finding.code, finding.place.path) for finding in built.findings} == {
        ("P223", "styles/brands/north/brand.yml")
    }


def test_a_text_that_is_short_for_its_layout_is_warned_of(tmp_path: Path) -> None:
    [built] = outcomes(workspace(tmp_path), Order(layouts=("trifold",)))

    assert (built.state, [finding.code for finding in built.findings]) == ("built", ["P224"])


def test_editions_that_were_not_asked_for_are_marked_until_they_are_current_again(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    source = root / "handouts" / "ankle" / "en.md"

    def old() -> list[str]:
        return [
            name.split(".")[3] for name, entry in Manifest.load(root / "out/north").entries.items() if entry.outdated
        ]

    outcomes(root, Order(papers=("a4", "letter")))
    change(source, "You turned", "You twisted")
    outcomes(root)
    assert old() == ["a4"]
    assert '<a href="ankle.en.sheet.a4.office.pdf" class="old">' in (root / "out/north/index.html").read_text("utf-8")

    change(source, "You twisted", "You turned")
    outcomes(root)
    assert old() == []


def test_renew_makes_all_anew_that_there_was(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outcomes(root, Order(papers=("a4", "letter"), purposes=("office", "web")))
    change(root / "handouts" / "ankle" / "en.md", "You turned", "You twisted")

    told = run("build", cwd=root)
    renewed = run("build", "--renew", cwd=root)

    assert "2 editions are out of date, and not asked for this time: ankle.en.sheet.a4.office" in told.stderr
    assert "2 leaflets built, 1 already up to date" in renewed.stderr
    assert "out of date" not in renewed.stderr
