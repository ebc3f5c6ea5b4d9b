"""Questions as snapshot rows, as they stood on a day: no words, no asker, and of when they were asked only the week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl

from accord.apps.voice.models import Question
from accord.apps.voice.rules import State, week_of

TEXT, DAY = pl.String(), pl.Date()
SCHEMA: dict[str, Any] = {
    "id": TEXT, "asked_on": DAY, "department": TEXT, "answered_on": DAY, "judged": TEXT, "is_anonymous": pl.Boolean(),
    "initiative": TEXT,
}  # fmt: skip
COLUMNS = ("pk", "asked_on", "department_id", "answered_on", "judged", "is_anonymous", "initiative_id")


def questions_table(*, as_of: date) -> pl.DataFrame:
    """Give the questions put through by ``as_of`` and not hidden; what was answered later had not happened then.

    What askers said of an answer is today's.
    """
    rows = Question.objects.exclude(state=State.HIDDEN).order_by("pk").values_list(*COLUMNS)
    return pl.DataFrame(
        [_row(row, as_of) for row in rows.iterator(5_000) if row[1] <= as_of], schema=SCHEMA, orient="row"
    )


def _row(row: tuple[Any, ...], as_of: date) -> tuple[Any, ...]:
    pk, asked, department, answered, judged, is_anonymous, initiative = row
    was = answered if answered is not None and answered <= as_of else None
    return (str(pk), week_of(asked), _id(department), was, (judged or "unknown") if was else "unknown", is_anonymous,
            _id(initiative))  # fmt: skip


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


TABLES: dict[str, Callable[..., pl.DataFrame]] = {"questions": questions_table}
