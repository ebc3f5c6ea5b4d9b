"""Decisions as snapshot rows, as they stood on a day; what was asked and decided stays here, and nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db.models import QuerySet
from django.utils import timezone

from accord.apps.decisions.models import Consulted, Decision, Reopening
from accord.apps.decisions.rules import State

CHUNK = 5_000
INITIATIVE = "initiatives.initiative"
TEXT, DAY = pl.String(), pl.Date()
SCHEMA: dict[str, Any] = {
    "id": TEXT, "about_kind": TEXT, "about_id": TEXT, "initiative": TEXT, "department": TEXT, "side": TEXT,
    "raised_on": DAY, "first_decided_on": DAY, "waits_since": DAY, "decided_on": DAY, "withdrawn_on": DAY,
    "reopened": pl.Float64(), "review_on": DAY, "reviewed_on": DAY, "state": TEXT, "consulted_sides": TEXT,
}  # fmt: skip
Past = Sequence[tuple[datetime, datetime | None]]  # when it was opened again, and when it had been decided before


def decisions_table(*, as_of: date, only: QuerySet[Decision] | None = None) -> pl.DataFrame:
    """Give the questions raised by ``as_of``; what was decided, opened again or withdrawn later had not happened then.

    ``only`` limits which. Whom it waits for, what it is about and who is consulted are today's.
    """
    records = (Decision.objects.all() if only is None else only).filter(raised_date__lte=as_of).order_by("pk")
    fields = (
        "pk", "about_kind", "about_id", "department_id", "side", "raised_date", "decided_at", "withdrawn_at",
        "review_date", "reviewed_at",
    )  # fmt: skip
    past, heard = _past(), _sides()
    rows = [
        _row(one, past.get(one[0], ()), heard.get(one[0]), as_of)
        for one in records.values_list(*fields).iterator(CHUNK)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _past() -> dict[int, list[tuple[datetime, datetime | None]]]:
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    rows = Reopening.objects.order_by("reopened_at", "pk").values_list("decision", "reopened_at", "decided_at")
    for decision, reopened, decided in rows:
        found.setdefault(decision, []).append((reopened, decided))
    return found


def _sides() -> dict[int, str]:
    found: dict[int, set[str]] = {}
    for decision, side in Consulted.objects.order_by().values_list("decision", "side"):
        found.setdefault(decision, set()).update({side} - {""})
    return {decision: ",".join(sorted(sides)) for decision, sides in found.items()}


def _row(one: Any, past: Past, sides: str | None, as_of: date) -> tuple[Any, ...]:
    pk, kind, about, department, side, raised, decided, withdrawn, review, reviewed = one
    gone = [(_day(again), _by(before, as_of)) for again, before in past if _by(again, as_of)]
    later = next(((None, before) for again, before in past if not _by(again, as_of)), (withdrawn, decided))
    withdrawn_on, decided_on = (_by(moment, as_of) for moment in later)
    firsts = [day for day in (*(before for _again, before in gone), decided_on) if day]
    return (
        str(pk), kind or None, None if about is None else str(about), str(about) if kind == INITIATIVE else None,
        None if department is None else str(department), side or None, raised, min(firsts, default=None),
        max((again for again, _before in gone), default=None), decided_on, withdrawn_on,
        float(sum(before is not None for _again, before in gone)), review if decided_on else None,
        _by(reviewed, as_of), _state(decided_on, withdrawn_on), sides,
    )  # fmt: skip


def _state(decided_on: date | None, withdrawn_on: date | None) -> str:
    if decided_on:
        return State.DECIDED.value
    return State.WITHDRAWN.value if withdrawn_on else State.OPEN.value


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _by(moment: datetime | None, as_of: date) -> date | None:
    day = None if moment is None else _day(moment)
    return day if day is not None and day <= as_of else None


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"decisions": decisions_table}
