"""Queued work: from the trail to notices, from notices to letters, from letters to mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.jobs.sockets import JobRun
from accord.apps.notices import writes

TELL_KIND = "notices.tell"


def run_tell(run: JobRun) -> Mapping[str, Any]:
    """Gather what happened."""
    return {"gathered": writes.gather(by=None, at=run.at)}
