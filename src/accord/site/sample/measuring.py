"""The months in which Halden Mutual measured itself, so that readings have a history and gaps a beginning."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accord.apps.readings import writes
from accord.site.sample.chronicle import Chronicle

DAYS_AGO = (245, 214, 184, 153, 123, 92, 62, 31, 9, 2)  # monthly, then in the last days; today follows when all is told
NIGHT = time(2, 0)


def note_measurements(chronicle: Chronicle) -> None:
    """Note a nightly measurement for each of the days."""
    for ago in DAYS_AGO:
        chronicle.note(chronicle.today - timedelta(days=ago), _measure, "Practices are measured", NIGHT)


def _measure(at: datetime) -> None:
    writes.measure(by=None, at=at, as_of=at.date())
