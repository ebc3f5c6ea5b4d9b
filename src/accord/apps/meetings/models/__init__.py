"""The tables of meetings: each meeting with its agenda, the series they come from, who was there,
what was written down, and calendar feeds.
"""

from __future__ import annotations

from accord.apps.meetings.models.attendance import Attendance
from accord.apps.meetings.models.feeds import FeedToken
from accord.apps.meetings.models.meetings import AgendaItem, Meeting
from accord.apps.meetings.models.running import Minutes, MinutesVersion, Note, Running
from accord.apps.meetings.models.series import Series

__all__ = [
    "AgendaItem", "Attendance", "FeedToken", "Meeting", "Minutes", "MinutesVersion", "Note", "Running", "Series",
]  # fmt: skip
