"""Value reviews as rows of a snapshot."""

from __future__ import annotations

from datetime import date

import polars as pl
from django.utils import timezone

from accord.apps.value.models import Review
from accord.apps.value.tables.days import after, there

TEXT, DAY = pl.String(), pl.Date()


def value_reviews_table(*, as_of: date) -> pl.DataFrame:
    """Give the reviews written down by ``as_of``; held, with what was decided, only if held by then. One query."""
    rows = (
        Review.objects.filter(there(as_of), recorded_at__lt=after(as_of), initiative__created_at__lt=after(as_of))
        .order_by("pk")
        .values_list("pk", "initiative_id", "recorded_at", "due_date", "held_date", "way")
    )
    return pl.DataFrame(
        [
            (str(pk), str(initiative), timezone.localdate(recorded), due, *_held(held, way, as_of))
            for pk, initiative, recorded, due, held, way in rows
        ],
        schema={"id": TEXT, "initiative": TEXT, "recorded_on": DAY, "due_on": DAY, "held_on": DAY, "way": TEXT},
        orient="row",
    )


def _held(held: date | None, way: str, as_of: date) -> tuple[date | None, str | None]:
    return (held, way or None) if held and held <= as_of else (None, None)
