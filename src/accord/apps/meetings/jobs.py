"""Queued work of meetings: agendas that write themselves two days before people meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.jobs.sockets import JobRun
from accord.apps.meetings import writes

AGENDAS_KIND = "meetings.write_agendas"


def run_agendas(run: JobRun) -> Mapping[str, Any]:
    """Write the agendas of the meetings that begin within two days and have none yet, seen as their chairs see."""
    return {"written": writes.write_agendas(by=None, at=run.at)}
