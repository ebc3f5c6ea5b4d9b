"""How things to do are grouped by day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
GOOD_NEWS_DAYS = 14


class When(StrEnum):
    """When something is due."""

    LATE = "late"
    WEEK = "week"
    LATER = "later"
    OPEN = "open"


ORDER = (When.LATE, When.WEEK, When.OPEN, When.LATER)


def when(due: date | None, today: date) -> When:
    """Say in which group a day falls: late, within a week, later, or without a day."""
    if due is None:
        return When.OPEN
    if due < today:
        return When.LATE
    return When.WEEK if due - today <= WEEK else When.LATER
