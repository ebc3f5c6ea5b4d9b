"""When a job may be tried again, and when a schedule is due; plain functions without a clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

TRIES = 3
SILENCE = timedelta(seconds=90)  # a running job that has not been heard of for so long has lost its worker


class JobState(StrEnum):
    """Where a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


def pause_before(attempt: int) -> timedelta:
    """Wait 10 seconds before the second try, 40 before the third, and so on, at most an hour."""
    return min(timedelta(seconds=10 * 4 ** max(attempt - 1, 0)), timedelta(hours=1))


def is_lost(heard_at: datetime | None, now: datetime) -> bool:
    """Tell whether a running job's worker must be gone."""
    return heard_at is None or now - heard_at > SILENCE


def share(done: int, total: int) -> float | None:
    """Progress as a share in 0–1, or None while the total is unknown."""
    return min(done / total, 1.0) if total > 0 else None


def next_daily(now: datetime, hour: int) -> datetime:
    """Find the next moment at ``hour`` o'clock after ``now``, in now's time zone."""
    today = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)
