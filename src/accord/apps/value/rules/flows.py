"""When the amounts of a line come, and what they add up to by year: exact, in months."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from accord.apps.value.rules.words import RHYTHM_MONTHS

MOST_MONTHS = 240  # twenty years: no case looks further ahead
ZERO = Decimal("0.00")


def month_after(month: date, months: int) -> date:
    """Give the first of the month that lies so many months later (or earlier)."""
    count = month.year * 12 + month.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months_between(earlier: date, later: date) -> int:
    """Count the months from one month to another; negative when the second is earlier."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def last_month(start_month: date, horizon_months: int) -> date:
    """Give the last month that a case counts."""
    return month_after(start_month, max(horizon_months, 1) - 1)


def months_of(rhythm: str, from_month: date, to_month: date | None, *, last: date) -> tuple[date, ...]:
    """List the months in which a line's amount comes, oldest first, up to ``last``; one that comes once has one month."""
    step = RHYTHM_MONTHS[rhythm]
    end = min(to_month, last) if to_month else last
    if step == 0:
        return (from_month,) if from_month <= last else ()
    span = months_between(from_month, end)
    return tuple(month_after(from_month, n) for n in range(0, span + 1, step)) if span >= 0 else ()


@dataclass(frozen=True)
class Range:
    """A low, a likely and a high amount, exact to the cent."""

    low: Decimal = ZERO
    likely: Decimal = ZERO
    high: Decimal = ZERO

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.likely + other.likely, self.high + other.high)

    @property
    def is_point(self) -> bool:
        """Tell whether all three are alike: somebody is sure, or never asked."""
        return self.low == self.high

    def less(self, other: Range) -> Range:
        """Take a range of costs away: the low of the rest is the low less the high cost."""
        return Range(self.low - other.high, self.likely - other.likely, self.high - other.low)


def by_year(months: Iterable[date], amount: Range) -> Mapping[int, Range]:
    """Add up the amount of each month by calendar year."""
    found: dict[int, Range] = {}
    for month in months:
        found[month.year] = found.get(month.year, Range()) + amount
    return found
