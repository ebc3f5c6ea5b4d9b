"""What sources said of initiatives, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accord.apps.initiatives.models import Initiative, Statement

PIECE = 2_000


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def statements_there(*, initiative_ids: Sequence[int], as_of: date, source: str, list_id: int | None) -> dict[int, int]:
    """Map initiatives to what the same list (else the same file) has said of them for that day already."""
    if list_id is not None:
        known = Statement.objects.filter(source_list=list_id, as_of=as_of)
    else:
        known = Statement.objects.filter(source_list=None, source=source[:200], as_of=as_of)
    found: dict[int, int] = {}
    for start in range(0, len(initiative_ids), PIECE):
        rows = known.filter(initiative__in=initiative_ids[start : start + PIECE]).order_by()
        found.update(rows.values_list("initiative_id", "pk"))
    return found


@dataclass(frozen=True)
class StatedFacts:
    """An initiative as an import of planned ends needs it.

    ``stated_on`` is the planned end that was stated last, up to a day; ``is_said_later`` that something was stated of a
    later day.
    """

    title: str
    department_id: int | None
    sponsor_id: int | None
    lead_id: int | None
    stated_on: date | None
    is_said_later: bool


# no viewer: see statements_there
def stated_facts(*, initiative_ids: Sequence[int], as_of: date) -> dict[int, StatedFacts]:
    """Describe initiatives that are here already, with what was stated of their ends: two queries for two thousand."""
    found: dict[int, StatedFacts] = {}
    for start in range(0, len(initiative_ids), PIECE):
        some = initiative_ids[start : start + PIECE]
        stated, later = _stated(some, as_of)
        rows = Initiative.objects.filter(pk__in=some).order_by()
        for pk, title, department, sponsor, lead in rows.values_list(
            "pk", "title", "department_id", "sponsor_id", "lead_id"
        ):
            found[pk] = StatedFacts(title, department, sponsor, lead, stated.get(pk), pk in later)
    return found


def _stated(ids: Sequence[int], as_of: date) -> tuple[dict[int, date], set[int]]:
    stated: dict[int, date] = {}
    later: set[int] = set()
    rows = Statement.objects.filter(initiative__in=ids)
    for pk, day, planned in rows.order_by("as_of", "pk").values_list("initiative_id", "as_of", "planned_end_on"):
        if day > as_of:
            later.add(pk)
        elif planned is not None:
            stated[pk] = planned
    return stated, later
