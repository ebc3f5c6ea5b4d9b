"""This app's records as snapshot rows: text ids, days, null for what is not known; as they were on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.db.models import Q
from django.utils import timezone

from accord.apps.initiatives.models import GoalLink, Initiative, Milestone, Money, StageChange
from accord.apps.initiatives.rules import Stage

TEXT, DAY = pl.String(), pl.Date()
CHUNK = 5_000


def initiatives_table(*, as_of: date) -> pl.DataFrame:
    """Give the initiatives recorded by ``as_of``, each at the stage it had then; who and where are today's.

    Where its list no longer names one that was not over, nobody says where it stands: its stage is unknown.
    """
    stages: dict[int, str] = {**dict(_stages_on(as_of)), **dict.fromkeys(_left_by(as_of), Stage.UNKNOWN.value)}
    rows = (
        Initiative.objects.filter(created_at__lt=_after(as_of))
        .order_by("pk")
        .values_list("pk", "title", "department_id", "visibility", "summary", "sponsor_id", "lead_id", "created_at")
    )
    return _frame(
        [
            (str(pk), title, _id(department), stages.get(pk, "unknown"), visibility, summary or None, _id(sponsor),
             _id(lead), timezone.localdate(created))
            for pk, title, department, visibility, summary, sponsor, lead, created in rows.iterator(CHUNK)
        ],
        {"id": TEXT, "title": TEXT, "department": TEXT, "stage": TEXT, "visibility": TEXT, "summary": TEXT,
         "sponsor": TEXT, "lead": TEXT, "created_on": DAY},
    )  # fmt: skip


def stages_table(*, as_of: date) -> pl.DataFrame:
    """Give the steps of the stage histories that had happened and were recorded by ``as_of``.

    For what left the list the last step is that nothing is known from that day on.
    """
    rows = _steps(as_of).values_list("initiative_id", "stage", "date", "asserted_on")
    left = ((pk, Stage.UNKNOWN.value, None, day) for pk, day in _left_by(as_of).items())
    return _frame(
        [(str(pk), stage, day, asserted) for pk, stage, day, asserted in (*rows.iterator(CHUNK), *left)],
        {"initiative": TEXT, "stage": TEXT, "on": DAY, "asserted_on": DAY},
    )


def goal_links_table(*, as_of: date) -> pl.DataFrame:
    """Give the goals served, with the days each side agreed by ``as_of``."""
    rows = (
        GoalLink.objects.filter(_there(as_of), initiative__created_at__lt=_after(as_of))
        .order_by("pk")
        .values_list("initiative_id", "goal_id", "business_agreed_at", "it_agreed_at")
    )
    return _frame(
        [(str(pk), str(goal), _by(business, as_of), _by(it, as_of)) for pk, goal, business, it in rows.iterator(CHUNK)],
        {"initiative": TEXT, "goal": TEXT, "business_agreed_on": DAY, "it_agreed_on": DAY},
    )


def milestones_table(*, as_of: date) -> pl.DataFrame:
    """Give the milestones that were there by ``as_of``; done only if done by then."""
    rows = (
        Milestone.objects.filter(_there(as_of), created_at__lt=_after(as_of))
        .order_by("pk")
        .values_list("initiative_id", "title", "result", "due_date", "done_date", "created_at")
    )
    return _frame(
        [
            (str(pk), title, result or None, due, done if done and done <= as_of else None, timezone.localdate(added))
            for pk, title, result, due, done, added in rows.iterator(CHUNK)
        ],
        {"initiative": TEXT, "title": TEXT, "result": TEXT, "due_on": DAY, "done_on": DAY, "added_on": DAY},
    )


def money_table(*, as_of: date) -> pl.DataFrame:
    """Give the amounts by month; actual ones only of months that had begun by ``as_of``."""
    rows = (
        Money.objects.filter(_there(as_of), initiative__created_at__lt=_after(as_of))
        .exclude(kind="actual", period__gt=as_of)
        .order_by("pk")
        .values_list("initiative_id", "period", "kind", "flow", "amount", "currency")
    )
    return _frame(
        [
            (str(pk), period, kind, flow, float(amount), currency)
            for pk, period, kind, flow, amount, currency in rows.iterator(CHUNK)
        ],
        {"initiative": TEXT, "period": DAY, "kind": TEXT, "flow": TEXT, "amount": pl.Float64(), "currency": TEXT},
    )


TABLES: dict[str, Callable[..., pl.DataFrame]] = {
    "initiatives": initiatives_table,
    "stages": stages_table,
    "goal_links": goal_links_table,
    "milestones": milestones_table,
    "money": money_table,
}


def _frame(rows: list[tuple[Any, ...]], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def _after(day: date) -> datetime:
    """Give the first moment after a day, in the organisation's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _there(as_of: date) -> Q:
    """Filter what had not been removed by then."""
    return Q(removed_at=None) | Q(removed_at__gte=_after(as_of))


def _steps(as_of: date) -> Any:
    happened = Q(date__lte=as_of) | Q(date=None, asserted_on__lte=as_of) | Q(date=None, asserted_on=None)
    known = Q(recorded_at__lt=_after(as_of), initiative__created_at__lt=_after(as_of))
    return StageChange.objects.filter(happened & known).order_by("pk")


def _stages_on(as_of: date) -> Iterable[tuple[int, str]]:
    """Give (initiative, stage) step by step, so that the last one stands."""
    return _steps(as_of).values_list("initiative_id", "stage").iterator(CHUNK)  # type: ignore[no-any-return]


def _left_by(as_of: date) -> dict[int, date]:
    """Map initiatives that had left their list by then, and were not over, to the day they left."""
    left = Initiative.objects.filter(left_list_on__lte=as_of, created_at__lt=_after(as_of))
    rows = left.exclude(stage__in=[Stage.RETIRED, Stage.CANCELLED]).order_by("pk")
    return {pk: day for pk, day in rows.values_list("pk", "left_list_on") if day}


def _id(pk: int | None) -> str | None:
    return None if pk is None else str(pk)


def _by(moment: datetime | None, as_of: date) -> date | None:
    day = timezone.localdate(moment) if moment else None
    return day if day and day <= as_of else None
