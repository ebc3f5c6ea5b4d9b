"""What an import of planned ends compares with: the promises that lists stated before, and the sides of departments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accord.apps.people.models import Department
from accord.apps.promises.models import Promise

INITIATIVE = "initiatives.initiative"
PIECE = 2_000


@dataclass(frozen=True)
class PlannedEndThere:
    """A promise that a list stated about an initiative."""

    id: int
    state: str
    due_date: date
    first_due_date: date


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def planned_ends_there(*, initiative_ids: Sequence[int]) -> dict[int, PlannedEndThere]:
    """Map initiatives to the promise that a list stated about them: one query for two thousand."""
    found: dict[int, PlannedEndThere] = {}
    for start in range(0, len(initiative_ids), PIECE):
        about = Promise.objects.filter(about_kind=INITIATIVE, about_id__in=initiative_ids[start : start + PIECE])
        rows = about.exclude(source="").order_by().values_list("about_id", "pk", "state", "due_date", "first_due_date")
        for initiative, pk, state, due, first in rows:
            if initiative is not None:
                found[initiative] = PlannedEndThere(pk, state, due, first)
    return found


# no viewer: see planned_ends_there
def department_sides() -> dict[int, str]:
    """Map departments to their sides: one query."""
    return dict(Department.objects.order_by().values_list("pk", "side"))
