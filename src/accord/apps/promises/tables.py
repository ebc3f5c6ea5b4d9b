"""Promises as snapshot rows, as they stood on a day; what was promised stays here, and nobody is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accord.apps.initiatives.models import Statement
from accord.apps.promises.models import Promise
from accord.apps.promises.rules import State, as_told

CHUNK = 5_000
INITIATIVE = "initiatives.initiative"
TEXT, DAY = pl.String(), pl.Date()
SCHEMA: dict[str, Any] = {
    "id": TEXT, "owner": TEXT, "department": TEXT, "side": TEXT, "to_side": TEXT, "kind": TEXT, "made_on": DAY,
    "first_due_on": DAY, "due_on": DAY, "kept_on": DAY, "state": TEXT, "withdrawn_on": DAY, "renegotiated_on": DAY,
    "confidence_share": pl.Float64(), "reason": TEXT, "initiative": TEXT, "stated_by": TEXT,
}  # fmt: skip


_SAID = Statement.objects.filter(initiative=OuterRef("about_id")).order_by("-as_of")


def promises_table(*, as_of: date) -> pl.DataFrame:
    """Give the promises made by ``as_of``; what was kept, withdrawn or agreed later had not happened then.

    The day promised for now, and a promise settled as not kept, are today's.
    """
    after = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    rows = (
        Promise.objects.filter(created_at__lt=after)
        .annotate(told_on=Subquery(_SAID.values("as_of")[:1]))
        .order_by("pk")
        .values_list(
            "pk", "owner_id", "department_id", "side", "to_side", "kind", "created_at", "first_due_date", "due_date",
            "kept_at", "state", "withdrawn_at", "renegotiated_at", "confidence_share", "cause", "about_kind", "about_id",
            "source", "made_on", "untold_on", "told_on",
        )
    )  # fmt: skip
    return pl.DataFrame(
        [
            (
                str(pk), _id(owner), _id(team), side or None, to_side or None, kind,
                said or timezone.localdate(made), first, due, _by(kept, as_of),
                _told(_state(state, kept or back, as_of), owner, first, source, untold, told, as_of),
                _by(back, as_of), _by(agreed, as_of), sure, cause or None, str(about) if about_kind == INITIATIVE else None,
                "list" if source else "people",
            )
            for pk, owner, team, side, to_side, kind, made, first, due, kept, state, back, agreed, sure, cause,
            about_kind, about, source, said, untold, told in rows.iterator(CHUNK)
        ],
        schema=SCHEMA, orient="row",
    )  # fmt: skip


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


def _by(moment: datetime | None, as_of: date) -> date | None:
    day = None if moment is None else timezone.localdate(moment)
    return day if day is not None and day <= as_of else None


def _state(state: str, settled: datetime | None, as_of: date) -> str:
    """Give the state then: what was settled after that day was open."""
    return state if settled is None or _by(settled, as_of) else State.OPEN.value


def _told(
    state: str, owner: int | None, first: date, source: str, untold: date | None, told: date | None, as_of: date
) -> str:
    """Give the state as far as anybody had told by then; a list is believed up to its own day."""
    if untold is not None and untold > as_of:
        state = State.OPEN.value
    is_over = first < as_of
    return as_told(state, day=first, told_on=told, is_stated=bool(source) and owner is None) if is_over else state


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"promises": promises_table}
