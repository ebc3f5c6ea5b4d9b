"""Measuring as queued work: every night, every hour what changed, and by the button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accord.apps.jobs.sockets import JobRun
from accord.apps.people.models import Person
from accord.apps.readings import writes


def run_measure(run: JobRun) -> Mapping[str, Any]:
    """Measure; ``touched`` limits it to the practices whose tables changed."""
    by = Person.objects.filter(pk=run.by_id).first() if run.by_id else None
    done = writes.measure(by=by, at=run.at, only_touched=bool(run.arguments.get("touched")), progress=run.progress)
    return {"measurement": done.pk, "measured": done.measured, "changed": done.changed}
