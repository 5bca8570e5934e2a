from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import pytest

from builds import BOTH, BRANDS, KNEE, TWO, change
from handoutpress.errors import UsageError
from handoutpress.manifest import Entry, Manifest
from handoutpress.plan import Order, made_before, plan
from handoutpress.workspace import Workspace
from support import BRAND, HANDOUT, run, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.edition import Edition
    from handoutpress.plan import Plan

ON_PAPER: Final = ("sheet", "trifold", "bifold", "booklet", "card", "easy-read")
LARGE: Final = "there is large print of sheet and booklet"


def planned(folder: Path, order: Order, **more: dict[str, str]) -> Plan:
    return plan(Workspace(workspace(folder, **more)), order)  # type: ignore[arg-type]


def forms(made: Plan) -> list[str]:
    """Give what is planned without the handout's name and language."""
    return [edition.name.split(".", 2)[2] for edition in made.editions]


def test_the_plan_is_every_handout_in_the_languages_and_on_the_paper_of_the_clinic(tmp_path: Path) -> None:
    brands = {"north": BRAND, "south": BRAND.replace("[en]", "[en, es]").replace("letter", "a4")}
    made = planned(tmp_path, BOTH, handouts={**TWO, "knee/es.md": KNEE, "knee/fr.md": KNEE}, brands=brands)

    assert {f"{edition.clinic}/{edition.name}" for edition in made.editions} == {
        "north/ankle.en.sheet.letter.office", "north/knee.en.sheet.letter.office", "south/ankle.en.sheet.a4.office",
        "south/knee.en.sheet.a4.office", "south/knee.es.sheet.a4.office",
    }  # fmt: skip
    assert made.refused == ()


def test_a_plan_may_be_narrowed_and_widened(tmp_path: Path) -> None:
    order = Order(slugs=("ank",), papers=("a4", "letter"), purposes=("office", "screen"))

    assert [edition.name for edition in planned(tmp_path, order, handouts=TWO).editions] == [
        "ankle.en.sheet.a4.office", "ankle.en.sheet.a4.screen", "ankle.en.sheet.letter.office",
        "ankle.en.sheet.letter.screen",
    ]  # fmt: skip


def test_the_same_thing_named_twice_is_made_once(tmp_path: Path) -> None:
    order = Order(
        clinics=("north", "north"), papers=("a4", "a4"), purposes=("office", "office"), layouts=("sheet",) * 2
    )

    assert len(planned(tmp_path, order).editions) == 1


def test_two_papers_that_come_to_the_same_are_made_once(tmp_path: Path) -> None:
    made = planned(tmp_path, Order(layouts=("poster",), papers=("a4", "a3")))

    assert forms(made) == ["poster.a3.office"]


@pytest.mark.parametrize(("paper", "stands_in"), [("a4", "a3"), ("letter", "tabloid"), ("a3", "a3")])
def test_a_poster_is_made_on_the_large_paper_of_the_same_series(tmp_path: Path, paper: str, stands_in: str) -> None:
    assert forms(planned(tmp_path, Order(layouts=("poster",), papers=(paper,)))) == [f"poster.{stands_in}.office"]


def test_every_layout_is_planned_on_the_paper_of_the_clinic(tmp_path: Path) -> None:
    made = planned(tmp_path, Order(layouts=(*ON_PAPER, "poster")))

    assert forms(made) == [*(f"{name}.letter.office" for name in ON_PAPER), "poster.tabloid.office"]
    assert made.refused == ()


def test_a_size_is_planned_where_there_is_one_and_refused_where_not(tmp_path: Path) -> None:
    made = planned(tmp_path, Order(layouts=("sheet", "card"), sizes=("standard", "large")))

    assert forms(made) == ["sheet.letter.office", "sheet.letter.office.large", "card.letter.office"]
    assert made.refused == (f"card is not made in large print; {LARGE}",)


def test_what_a_layout_is_not_made_for_is_refused_with_the_reason(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    change(root / "templates" / "layouts.toml", "[card]\n", '[card]\npurposes = ["office", "screen"]\n')

    made = plan(Workspace(root), Order(layouts=("sheet", "card"), purposes=("press",)))

    assert forms(made) == ["sheet.letter.press"]
    assert made.refused == ("card is not made for press, but for office and screen: --for office",)


def test_paper_of_another_series_is_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    change(root / "templates" / "layouts.toml", 'papers = ["a3", "tabloid"]', 'papers = ["a3"]')

    made = plan(Workspace(root), Order(layouts=("sheet", "poster")))

    assert forms(made) == ["sheet.letter.office"]
    assert made.refused == ("poster is not made for letter paper: it is made for a3",)


@pytest.mark.parametrize("layouts", [(), ("trifold",), ("web",), ("sheet", "booklet")])
def test_a_leaflet_has_one_web_page_whatever_the_layout(tmp_path: Path, layouts: tuple[str, ...]) -> None:
    made = planned(tmp_path, Order(layouts=layouts, papers=("a4", "letter"), purposes=("web",)))

    assert [edition.path.name for edition in made.editions] == ["ankle.en.web.html"]
    assert made.refused == ()


def test_a_web_page_comes_along_with_pages(tmp_path: Path) -> None:
    made = planned(tmp_path, Order(layouts=("trifold",), purposes=("office", "web")))

    assert forms(made) == ["trifold.letter.office", "web"]


def test_without_a_layout_for_it_there_is_no_web_page(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    change(root / "templates" / "layouts.toml", 'purposes = ["web"]', 'purposes = ["screen"]\npapers = ["a4"]')

    assert plan(Workspace(root), Order(purposes=("office", "web"))).refused == ("no layout is made for web",)


def test_an_edition_in_black_and_white_takes_the_place_of_the_coloured_one(tmp_path: Path) -> None:
    assert forms(planned(tmp_path, Order(mono=True))) == ["sheet.letter.office.mono"]


def test_editions_of_one_leaflet_stand_together_so_that_it_is_set_once(tmp_path: Path) -> None:
    order = Order(
        clinics=("north", "south"), layouts=("sheet", "booklet"), papers=("a4", "letter"),
        purposes=("office", "screen", "press"), sizes=("standard", "large", "giant"),
    )  # fmt: skip
    made = planned(tmp_path, order, handouts=TWO, brands=BRANDS)

    def leaflet(edition: Edition) -> tuple[str, ...]:
        return edition.leaflet

    groups = [list(alike) for _, alike in groupby(made.editions, key=leaflet)]
    assert len(groups) == len({edition.leaflet for edition in made.editions}) == 2 * 2 * 2 * 2 * 3
    assert {tuple(edition.purpose for edition in group) for group in groups} == {("office", "screen", "press")}


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order(slugs=("nothing",)), "nothing"),
        (Order(clinics=("east",)), "east"),
        (Order(layouts=("scroll",)), "scroll"),
        (Order(languages=("es",)), "does not offer 'es'"),
        (Order(layouts=("card",), sizes=("large",)), LARGE),
        (Order(layouts=("web",)), "web is not made for office, but for web: --for web"),
        (Order(layouts=("poster",), sizes=("giant",)), "there is giant print of sheet and booklet"),
    ],
)
def test_what_cannot_be_planned_is_told(tmp_path: Path, order: Order, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        planned(tmp_path, order)
    assert caught.value.hint


def test_a_workspace_without_handouts_in_a_language_is_told(tmp_path: Path) -> None:
    brand = BRAND.replace("[en]", "[en, es]").replace("formats:", "formats: {en: Ask us., es: Llame.} #")
    with pytest.raises(UsageError, match="no handout to build in es"):
        planned(tmp_path, Order(languages=("es",)), handouts={"ankle": HANDOUT}, brands={"north": brand})


def test_the_command_says_what_it_leaves_out_and_stops_when_nothing_is_left(tmp_path: Path) -> None:
    root = workspace(tmp_path)

    some = run("build", "--layout", "sheet", "--layout", "card", "--size", "large", cwd=root)
    none = run("build", "--layout", "card", "--size", "large", cwd=root)

    assert some.exit_code == 0
    assert f"left out: card is not made in large print; {LARGE}" in some.stderr
    assert none.exit_code == 2
    assert none.stderr.startswith("error: card is not made in large print")
    assert "hint: " in none.stderr


WITHDRAWN: Final = HANDOUT.replace("kind:", "review: {status: withdrawn, successor: knee}\nkind:")


def test_what_is_withdrawn_is_left_out_with_what_is_handed_out_in_its_place(tmp_path: Path) -> None:
    made = planned(tmp_path, Order(), handouts={"ankle": WITHDRAWN, "knee": KNEE})

    assert [edition.slug for edition in made.editions] == ["knee"]
    assert made.refused == ("ankle is withdrawn; hand out 'knee' in its place",)


def test_what_is_withdrawn_in_one_language_is_made_in_the_others(tmp_path: Path) -> None:
    brand = BRAND.replace("[en]", "[en, es]").replace("formats:", "formats: {en: Ask us., es: Llame.} #")
    handouts = {"ankle": HANDOUT, "ankle/es.md": WITHDRAWN.replace(", successor: knee", "")}
    made = planned(tmp_path, Order(), handouts=handouts, brands={"north": brand})

    assert [edition.lang for edition in made.editions] == ["en"]
    assert made.refused == ("ankle is withdrawn in es",)


def test_asked_for_alone_what_is_withdrawn_is_an_error_that_names_its_successor(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ankle is withdrawn; hand out 'knee' in its place"):
        planned(tmp_path, Order(slugs=("ankle",)), handouts={"ankle": WITHDRAWN, "knee": KNEE})


def test_when_everything_is_withdrawn_a_plan_of_all_is_empty_and_knows_its_clinics(tmp_path: Path) -> None:
    made = planned(tmp_path, Order(), handouts={"ankle": WITHDRAWN})

    assert (made.editions, made.clinics) == ((), ("north",))
    assert made.refused == ("ankle is withdrawn",)


def test_what_was_made_before_is_not_renewed_when_it_is_withdrawn(tmp_path: Path) -> None:
    root = workspace(tmp_path, handouts={"ankle": WITHDRAWN, "knee": KNEE})
    found = Workspace(root)
    [knee] = plan(found, Order()).editions
    names = [knee.name, knee.name.replace("knee", "ankle")]
    Manifest({name: Entry("", "", 1, (), {}) for name in names}).save(root / "out" / "north")

    assert list(made_before(found, root / "out", [knee])) == [knee]
