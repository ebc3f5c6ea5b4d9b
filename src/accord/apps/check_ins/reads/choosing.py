"""Whom to choose from: people of one side, and who usually answers and acknowledges."""

from __future__ import annotations

from typing import Any

from accord.apps.check_ins.rules import INITIATIVE, side_of_two
from accord.apps.goals.models import Goal
from accord.apps.initiatives.permissions import visible_to
from accord.apps.people.models import Person
from accord.apps.ui.rules import Ref, Viewer


def people_of_side(*, viewer: Viewer, side: str, without: int | None = None) -> list[tuple[int, str]]:
    """List people who work on a side as (id, "name, department"): one query."""
    rows = Person.objects.filter(is_active=True, erased_at=None, department__isnull=False)
    found = rows.order_by("name", "pk").values_list("pk", "name", "department__name", "department__side")
    return [
        (pk, f"{name}, {unit}") for pk, name, unit, its in found if pk != without and side_of_two(its or "") == side
    ]


def usual_people(*, viewer: Viewer, about: Ref) -> dict[str, Any]:
    """Propose who answers and who acknowledges: lead and sponsor, or the goal's two owners."""
    if about.kind == INITIATIVE:
        one = visible_to(viewer).filter(pk=about.id).first()
        return {"answerer": one.lead_id, "acknowledger": one.sponsor_id} if one else {}
    goal = Goal.objects.filter(pk=about.id).first()
    return {"answerer": goal.it_owner_id, "acknowledger": goal.business_owner_id} if goal else {}
