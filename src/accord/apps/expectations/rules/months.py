"""Months as numbers: a payoff is counted in whole months after the month before the asking began."""

from __future__ import annotations

import re
from datetime import date

MONTHS_A_YEAR = 12
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip


def first_of(day: date) -> date:
    """Give the first day of a day's month."""
    return day.replace(day=1)


def base_of(asked: date) -> date:
    """Give the day from which a payoff is counted, so that the month of the asking is month 1."""
    return date_of(first_of(asked), -1)


def months_between(base: date, day: date) -> int:
    """Count the whole months from the month of ``base`` to the month of ``day``."""
    return (day.year - base.year) * MONTHS_A_YEAR + day.month - base.month


def date_of(base: date, months: float) -> date:
    """Give the first day of the month that lies ``months`` (rounded) after ``base``.

    Raises OverflowError for a year that no calendar has.
    """
    count = base.year * MONTHS_A_YEAR + base.month - 1 + round(months)
    if not MONTHS_A_YEAR <= count < 10_000 * MONTHS_A_YEAR:
        raise OverflowError("no calendar has that month")
    return date(count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1, 1)


def read_month(text: str) -> date:
    """Read a month as people write it: 2027-03, 03/2027, Mar 2027, March 2027. Raises ValueError for anything else."""
    words = text.strip().lower()
    if found := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.][0-9]{1,2})?", words):
        year, month = int(found[1]), int(found[2])
    elif found := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{4})", words):
        year, month = int(found[2]), int(found[1])
    elif found := re.fullmatch(r"([a-z]{3,9})\.?\s+([0-9]{4})", words):
        named = [number for number, name in enumerate(_NAMES, 1) if name.startswith(found[1])]
        year, month = int(found[2]), named[0] if named else 0
    else:
        raise ValueError("not a month")
    return date(year, month, 1)
