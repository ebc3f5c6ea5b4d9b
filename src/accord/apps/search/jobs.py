"""Queued work: reading again what changed, and comparing the whole index every night."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.jobs.sockets import JobRun
from accord.apps.search import writes

UPDATE_KIND, REBUILD_KIND = "search.update", "search.rebuild"


def run_update(run: JobRun) -> Mapping[str, Any]:
    """Read again what changed."""
    return {"read": writes.update(by=None, at=run.at, note=lambda done, left: run.progress(done, done + left))}


def run_rebuild(run: JobRun) -> Mapping[str, Any]:
    """Compare the index with all records and mend what differs."""
    return {"mended": writes.rebuild(by=None, at=run.at, note=lambda done, left: run.progress(done, done + left))}
