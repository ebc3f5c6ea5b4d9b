"""Goals as rows of a snapshot, as they were agreed by a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import polars as pl
from django.utils import timezone

from accord.apps.goals.models import Goal
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


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"goals": goals_table}


def _id(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


def _by(moment: datetime | None, as_of: date) -> date | None:
    day = timezone.localdate(moment) if moment else None
    return day if day and day <= as_of else None
