"""Our own samples are clean: text, pages and brand, for both clinics, at the default strictness."""

from __future__ import annotations

from datetime import date

from handoutpress.check import PRELOAD, check, scope
from handoutpress.executors import executor
from handoutpress.findings import Severity
from handoutpress.plan import Order
from handoutpress.rulebook import Choice
from handoutpress.workspace import Workspace
from support import REPOSITORY


def test_the_samples_and_their_clinics_have_nothing_to_check() -> None:
    workspace, choice = Workspace(REPOSITORY), Choice()
    asked = scope(workspace, Order(clinics=workspace.clinic_names, purposes=("screen",)), choice)

    checked = check(
        workspace, asked, choice, today=date(2026, 11, 25), executor=lambda count: executor(1, count, PRELOAD)
    )

    assert len(checked) == len(workspace.handouts) + len(workspace.clinic_names) == 5
    assert all(one.pages for one in checked if one.lang)
    assert [str(found) for one in checked for found in one.findings if found.severity is not Severity.INFO] == []
