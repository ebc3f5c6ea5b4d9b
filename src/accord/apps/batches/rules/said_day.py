"""The day on which a file says it was right: a column headed so, with one and the same day in every row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.dates import exact_day, read_date
from accord.apps.batches.rules.words import header_words

HEADINGS = frozenset({
    "as of", "as of date", "as at", "as at date", "report date", "reporting date", "date of report", "data as of",
    "snapshot date", "status date", "stand", "stichtag",
})  # fmt: skip


def said_day(columns: Sequence[Column]) -> tuple[str, date] | None:
    """Give (heading, day) of the first such column; None when there is none, or its days differ or can be read two ways."""
    for column in columns:
        if header_words(column.name) not in HEADINGS or len(column.values) != 1:
            continue
        day = exact_day(read_date(next(iter(column.values)), day_first=None).value)
        if day is not None:
            return column.name, day
    return None
