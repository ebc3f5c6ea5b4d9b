"""Goals as rows of a snapshot, as they were agreed by a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import polars as pl
from django.db.models import Count, Max, Q
from django.utils import timezone

from accord.apps.goals.models import Goal, Measure
from accord.apps.goals.rules import GoalState

TEXT, DAY = pl.String(), pl.Date()


def goals_table(*, as_of: date) -> pl.DataFrame:
    """Give the goals that were there by ``as_of``, with the days each side agreed."""
    after = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    rows = (
        Goal.objects.filter(created_at__lt=after)
        .order_by("pk")
        .values_list(
            "pk", "parent_id", "title", "department_id", "horizon", "business_owner_id", "it_owner_id",
            "business_agreed_at", "it_agreed_at", "review_date", "created_at", "reviewed_at", "state",
        )
    )  # fmt: skip
    return pl.DataFrame(
        [
            (str(pk), _id(parent), title, _id(department), horizon, _id(business), _id(it), _by(agreed, as_of),
             _by(it_agreed, as_of), review, _by(created, as_of), _by(reviewed, as_of), state == GoalState.ACTIVE)
            for pk, parent, title, department, horizon, business, it, agreed, it_agreed, review, created, reviewed, state
            in rows
        ],
        schema={"id": TEXT, "parent": TEXT, "title": TEXT, "department": TEXT, "horizon": TEXT, "business_owner": TEXT,
                "it_owner": TEXT, "business_agreed_on": DAY, "it_agreed_on": DAY, "review_on": DAY,
                "created_on": DAY, "reviewed_on": DAY, "active": pl.Boolean()},
        orient="row",
    )  # fmt: skip


def measures_table(*, as_of: date) -> pl.DataFrame:
    """Give the measures of the goals that were there by ``as_of``, with the day and the number of their values by then."""
    after = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    known = Q(actuals__date__lte=as_of)
    rows = (
        Measure.objects.filter(goal__created_at__lt=after)
        .order_by("pk")
        .annotate(last=Max("actuals__date", filter=known), points=Count("actuals", filter=known))
        .values_list("pk", "goal_id", "baseline_value", "target_value", "unit", "source", "last", "points")
    )
    return pl.DataFrame(
        [
            (str(pk), str(goal), baseline, target, unit or None, source or None, last, float(points))
            for pk, goal, baseline, target, unit, source, last, points in rows
        ],
        schema={"id": TEXT, "goal": TEXT, "baseline": pl.Float64(), "target": pl.Float64(), "unit": TEXT,
                "source": TEXT, "last_on": DAY, "points": pl.Float64()},
        orient="row",
    )  # fmt: skip


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"goals": goals_table, "measures": measures_table}


def _id(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


def _by(moment: datetime | None, as_of: date) -> date | None:
    day = timezone.localdate(moment) if moment else None
    return day if day and day <= as_of else None
