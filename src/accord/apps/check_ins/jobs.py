"""Queued work: opening the check-ins that are due, and the next steps of the ladders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.check_ins import writes
from accord.apps.jobs.sockets import JobRun

KIND = "check_ins.rounds"


def run_rounds(run: JobRun) -> Mapping[str, Any]:
    """Open what is due, then remind and tell the next head where it is time."""
    return {"opened": writes.open_due(by=None, at=run.at), "steps": writes.walk_ladder(by=None, at=run.at)}
