"""Building as the command does it, for the tests that look at what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from handoutpress.build import build
from handoutpress.executors import Executor, Serial
from handoutpress.files import sha256
from handoutpress.plan import Order, plan
from handoutpress.workspace import Workspace
from support import BRAND, HANDOUT, TODAY, put

if TYPE_CHECKING:
    from pathlib import Path

    from handoutpress.edition import Built

KNEE: Final = HANDOUT.replace("A sore ankle", "A stiff knee")
TWO: Final = {"ankle": HANDOUT, "knee": KNEE}
BRANDS: Final = {"north": BRAND, "south": BRAND.replace("North Ankle", "South Knee")}
ALL: Final = Order()
BOTH: Final = Order(clinics=("north", "south"))


def outcomes(root: Path, order: Order = ALL, *, by: Executor | None = None, **more: Any) -> tuple[Built, ...]:
    """Build as the command does: with a workspace that is looked at anew."""
    found = Workspace(root)
    made = plan(found, order)
    how = {"today": TODAY, "clinics": made.clinics, **more}
    return build(found, made.editions, root / "out", executor=lambda _: by or Serial(), **how)


def states(root: Path, order: Order = ALL, **more: Any) -> dict[str, str]:
    """Build, and tell what became of each leaflet: `north/ankle` is built, current or failed."""
    return {f"{one.edition.clinic}/{one.edition.slug}": one.state for one in outcomes(root, order, **more)}


def pdfs(root: Path) -> dict[str, Path]:
    return {f"{file.parent.name}/{file.name.partition('.')[0]}": file for file in sorted(root.glob("out/*/*.pdf"))}


def stamps(root: Path) -> dict[str, int]:
    return {name: file.stat().st_mtime_ns for name, file in pdfs(root).items()}


def hashes(root: Path) -> dict[str, str]:
    return {name: sha256(file.read_bytes()) for name, file in pdfs(root).items()}


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    put(file, text.replace(old, new))
