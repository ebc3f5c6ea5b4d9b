"""Check-ins as snapshot rows, as they stood on a day; what was said stays here, and nobody is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.utils import timezone

from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.rules import GOAL, INITIATIVE, State
from accord.apps.goals.models import Goal
from accord.apps.initiatives.models import Initiative

CHUNK = 5_000
TEXT, DAY = pl.String(), pl.Date()
SCHEMA: dict[str, Any] = {
    "id": TEXT, "series": TEXT, "initiative": TEXT, "department": TEXT, "planned_on": DAY, "due_on": DAY, "held_on": DAY,
    "state": TEXT, "kind": TEXT, "sides_needed": TEXT, "sides_present": TEXT, "moved": pl.Boolean(),
}  # fmt: skip


def check_ins_table(*, as_of: date) -> pl.DataFrame:
    """Give the check-ins whose round is over by ``as_of``: held once one side signed and the other acknowledged.

    A round lasts until the next check-in is due; until then both sides have time, so that one still open counts for
    nothing. What was signed and not acknowledged did not take place; one side was there. ``moved``: it was held after
    its round was over.
    """
    after = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    units: dict[str, dict[int, int | None]] = {
        INITIATIVE: dict(Initiative.objects.order_by().values_list("pk", "department_id")),
        GOAL: dict(Goal.objects.order_by().values_list("pk", "department_id")),
    }
    rows = CheckIn.objects.filter(opened_at__lt=after).select_related("series").order_by("pk")
    over = [one for one in rows.iterator(CHUNK) if _ends(one) <= as_of]
    return pl.DataFrame([_row(one, units, as_of) for one in over], schema=SCHEMA, orient="row")


def _row(one: CheckIn, units: dict[str, dict[int, int | None]], as_of: date) -> tuple[Any, ...]:
    series = one.series
    department = units[series.about_kind].get(series.about_id)
    held_on, signed_on = _by(one.acknowledged_at, as_of), _by(one.signed_at, as_of)
    state = _state(one, held_on, as_of)
    present = (
        ",".join(sorted({one.answer_side, one.acknowledge_side})) if held_on else one.answer_side if signed_on else None
    )
    return (
        str(one.pk), str(series.pk), str(series.about_id) if series.about_kind == INITIATIVE else None,
        None if department is None else str(department), one.planned_on, None, held_on, state, "check_in", None,
        present or ("none" if state == "missed" else None), held_on is not None and held_on >= _ends(one),
    )  # fmt: skip


def _ends(one: CheckIn) -> date:
    """Give the day on which the next one is due."""
    return one.planned_on + timedelta(weeks=one.series.every)


def _state(one: CheckIn, held_on: date | None, as_of: date) -> str:
    """Say what became of it by that day."""
    if held_on is not None:
        return "held"
    return "cancelled" if one.state == State.CANCELLED and _by(one.closed_at, as_of) else "missed"


def _by(moment: datetime | None, as_of: date) -> date | None:
    day = None if moment is None else timezone.localdate(moment)
    return day if day is not None and day <= as_of else None


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"check_ins": check_ins_table}
