"""Dated values laid onto periods of equal length, since every method here counts in periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal, TypeAlias

from accord.science.effects.effect import Path, Reason
from accord.science.effects.words import gettext_noop as _

Period: TypeAlias = Literal["day", "week", "month", "quarter", "year"]

LONGEST: tuple[tuple[float, Period], ...] = ((3.5, "day"), (20, "week"), (60, "month"), (250, "quarter"))
MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}
CYCLE: dict[Period, int | None] = {"day": 7, "week": 52, "month": 12, "quarter": 4, "year": None}


@dataclass(frozen=True, slots=True)
class Even:
    """Periods of equal length: the first day of each, its mean value (None without one), and what was done to get there.

    `cycle` is how many periods make a season (None for years), to be used where there are two of them before.
    """

    period: Period
    days: tuple[date, ...]
    values: Path
    cycle: int | None
    reasons: tuple[Reason, ...]

    def place(self, day: date) -> int:
        """Return the place of the first period that begins on or after a day; the number of periods if there is none."""
        return sum(1 for first in self.days if first < day)


def evened(points: Sequence[tuple[date, float | None]], *, period: Period | None = None) -> Even:
    """Return the values by period, the mean where a period has several, None where it has none.

    Without a `period` it follows from the usual distance between days with a value. Raises ValueError without a value.
    """
    known = sorted((day, float(value)) for day, value in points if value is not None)
    if not known:
        raise ValueError("There is no dated value to lay onto periods.")
    found = period or _usual([day for day, _value in known])
    sums: dict[date, list[float]] = {}
    for day, value in known:
        sums.setdefault(_first(day, found), []).append(value)
    days = _between(min(sums), max(sums), found)
    values = tuple(sum(sums[day]) / len(sums[day]) if day in sums else None for day in days)
    return Even(found, days, values, CYCLE[found], _said(sums, values))


def _usual(days: list[date]) -> Period:
    gaps = [(later - earlier).days for earlier, later in pairwise(days) if later > earlier]
    usual = median(gaps) if gaps else 365
    return next((name for most, name in LONGEST if usual <= most), "year")


def _first(day: date, period: Period) -> date:
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    return date(day.year, (day.month - 1) // MONTHS[period] * MONTHS[period] + 1, 1)


def _between(first: date, last: date, period: Period) -> tuple[date, ...]:
    if period in {"day", "week"}:
        step = 1 if period == "day" else 7
        return tuple(first + timedelta(days=n) for n in range(0, (last - first).days + 1, step))
    count = (last.year - first.year) * 12 + last.month - first.month
    months = (first.month - 1 + n for n in range(0, count + 1, MONTHS[period]))
    return tuple(date(first.year + month // 12, month % 12 + 1, 1) for month in months)


def _said(sums: dict[date, list[float]], values: Path) -> tuple[Reason, ...]:
    said = []
    if several := sum(1 for one in sums.values() if len(one) > 1):
        text = _("Periods with several values, of which the mean was taken: {n}.")
        said.append(Reason("several", text, (("n", several),)))
    if holes := sum(1 for value in values if value is None):
        said.append(Reason("holes", _("Periods in between without a value: {n}."), (("n", holes),)))
    return tuple(said)
