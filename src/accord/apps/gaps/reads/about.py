"""The gaps an initiative has a part in: its own, and those of its departments in which it falls short."""

from __future__ import annotations

from django.db.models import Case, Exists, OuterRef, Q, When

from accord.apps.gaps.permissions import visible_to
from accord.apps.gaps.reads.lines import GapLine, gap_lines
from accord.apps.gaps.rules import OVER
from accord.apps.people.models import Department
from accord.apps.readings.models import EvidenceRow
from accord.apps.ui.rules import Viewer
from accord.practices import PRACTICES
from accord.practices.money.expectations import FORECASTS

AT_MOST = 6


def gaps_about(*, viewer: Viewer, initiative_id: int, department_id: int | None) -> list[GapLine]:
    """List the unsettled gaps an initiative has a part in that the viewer may see, its own first: few queries."""
    short = EvidenceRow.objects.filter(
        practice=OuterRef("practice"), kind="initiatives.initiative", record_id=initiative_id, passes=False
    )
    own = Q(subject_kind="initiative", subject_id=initiative_id)
    groups = Q(subject_kind="organisation") | Q(subject_kind="department", subject_id__in=_above(department_id))
    found = (
        visible_to(viewer)
        .filter(own | (groups & Q(Exists(short))))
        .exclude(state__in=OVER)
        .select_related("reading", "opening", "business_owner", "it_owner")
        .order_by(Case(When(own, then=0), default=1), "-weight", "pk")
    )
    return gap_lines(viewer=viewer, gaps=found[:AT_MOST])


def forecast_gaps(*, viewer: Viewer, initiative_id: int) -> list[GapLine]:
    """List the unsettled gaps about what the sides forecast of an initiative that the viewer may see: few queries."""
    measures = [code for code, one in PRACTICES.items() if one.family == FORECASTS]
    found = (
        visible_to(viewer)
        .filter(subject_kind="initiative", subject_id=initiative_id, practice__in=measures)
        .exclude(state__in=OVER)
        .select_related("reading", "opening", "business_owner", "it_owner")
        .order_by("-weight", "pk")
    )
    return gap_lines(viewer=viewer, gaps=found)


def _above(department: int | None) -> set[int]:
    """Name a department and all above it."""
    if department is None:
        return set()
    parents = dict(Department.objects.order_by().values_list("pk", "parent_id"))
    found: set[int] = set()
    here: int | None = department
    while here is not None and here not in found:
        found.add(here)
        here = parents.get(here)
    return found
