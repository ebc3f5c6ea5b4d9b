"""Queued work of meetings: those of series that come round, and agendas that write themselves before people meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.jobs.sockets import JobRun
from accord.apps.meetings import writes

AGENDAS_KIND = "meetings.write_agendas"
COME_ROUND_KIND = "meetings.come_round"


def run_agendas(run: JobRun) -> Mapping[str, Any]:
    """Write the agendas of the meetings that begin within two days and have none yet, seen as their chairs see."""
    return {"written": writes.write_agendas(by=None, at=run.at)}


def run_come_round(run: JobRun) -> Mapping[str, Any]:
    """Make the meetings of the next eight weeks that are not there yet."""
    return {"made": writes.come_round(by=None, at=run.at)}
