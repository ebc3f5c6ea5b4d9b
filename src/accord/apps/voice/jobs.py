"""Queued work: the night."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError

from accord.apps.jobs.sockets import JobRun
from accord.apps.voice import writes

NIGHT_KIND = "voice.night"
NIGHT = 3  # o'clock


class NightFailed(Exception):
    """The night could not be carried out; says no more, because a database's own words may quote what was asked."""


def run_night(run: JobRun) -> Mapping[str, Any]:
    """Put through what was asked without a name, and let what is overdue go up. Tells nothing of how many."""
    try:
        writes.deliver(by=None, at=run.at)
        writes.raise_overdue(by=None, at=run.at)
    except DatabaseError as trouble:
        raise NightFailed(type(trouble).__name__) from None
    return {}
