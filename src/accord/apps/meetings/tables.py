"""Meetings of series as snapshot rows; what was talked about stays here, and nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import polars as pl
from django.utils import timezone

from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative
from accord.apps.meetings.models import Meeting
from accord.apps.meetings.reads.presence import sides_present
from accord.apps.meetings.rules import State
from accord.apps.meetings.rules.presence import as_text

CHUNK = 2_000
GOAL, INITIATIVE = "goals.goal", "initiatives.initiative"
TEXT, DAY = pl.String(), pl.Date()
SCHEMA: dict[str, Any] = {
    "id": TEXT, "series": TEXT, "initiative": TEXT, "department": TEXT, "planned_on": DAY, "due_on": DAY, "held_on": DAY,
    "state": TEXT, "kind": TEXT, "sides_needed": TEXT, "sides_present": TEXT, "moved": pl.Boolean(),
}  # fmt: skip


def meetings_table(*, as_of: date) -> pl.DataFrame:
    """Give the meetings made by ``as_of`` that their series still has, as far as they had taken place by then.

    A meeting counts with the department of what it is about, else with that of its chair. Whether one was cancelled is
    today's word.
    """
    after = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    records = Meeting.objects.filter(created_at__lt=after, is_off_rule=False).select_related("chair").order_by("pk")
    units: dict[str, dict[int, int | None]] = {
        INITIATIVE: dict(Initiative.objects.order_by().values_list("pk", "department_id")),
        GOAL: dict(Goal.objects.order_by().values_list("pk", "department_id")),
    }
    return pl.DataFrame(list(_rows(records.iterator(CHUNK), units, as_of)), schema=SCHEMA, orient="row")


def _rows(
    records: Iterator[Meeting], units: dict[str, dict[int, int | None]], as_of: date
) -> Iterator[tuple[Any, ...]]:
    while piece := list(islice(records, CHUNK)):
        sides = sides_present(meetings=[one for one in piece if one.state == State.HELD])
        for one in piece:
            yield _row(one, units, sides.get(one.pk), as_of)


def _row(
    one: Meeting, units: dict[str, dict[int, int | None]], sides: tuple[str, ...] | None, as_of: date
) -> tuple[Any, ...]:
    due = timezone.localdate(one.starts_at)
    planned = timezone.localdate(one.moved_from or one.occurrence_at or one.starts_at)
    is_held = one.state == State.HELD and due <= as_of
    department = units[one.about_kind].get(one.about_id or 0) if one.about_kind in units else one.chair.department_id
    return (
        str(one.pk),
        None if one.series_id is None else str(one.series_id),
        str(one.about_id) if one.about_kind == INITIATIVE else None,
        None if department is None else str(department),
        planned,
        due,
        due if is_held else None,
        State.PLANNED.value if one.state == State.HELD and not is_held else one.state,
        "meeting",
        ",".join(one.needs_sides) or "none",
        as_text(sides) if is_held else None,
        due != planned,
    )


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"meetings": meetings_table}
