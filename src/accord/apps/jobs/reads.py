"""How far a job is, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accord.apps.jobs import rules
from accord.apps.jobs.models import Job
from accord.apps.jobs.rules import UNFINISHED, JobState
from accord.apps.jobs.sockets import handler
from accord.apps.ui.rules import NotFound, Viewer


@dataclass(frozen=True)
class JobStatus:
    """One job for people: ``percent`` is None while the total is unknown."""

    id: int
    label: str
    state: str
    words: str
    percent: int | None
    note: str
    problem: str
    result: dict[str, Any]
    created_at: datetime
    is_finished: bool


def job_status(*, viewer: Viewer, job_id: int) -> JobStatus:
    """Tell how far a job is. Raises NotFound unless the viewer started it or its kind is for the viewer's role."""
    job = Job.objects.filter(pk=job_id).first()
    work = handler(job.kind) if job else None
    if job is None or not (job.by_id == viewer.pk or (work and not work.seen_by.isdisjoint(viewer.roles))):
        raise NotFound(_("There is no such job."))
    part = rules.share(job.progress_done, job.progress_total)
    return JobStatus(
        id=job.pk,
        label=str(work.label) if work else job.kind,
        state=job.state,
        words=_words(job),
        percent=None if part is None else round(100 * part),
        note=job.note,
        problem=job.problem if job.state == JobState.FAILED else "",
        result=job.result or {},
        created_at=job.created_at,
        is_finished=job.state not in UNFINISHED,
    )


def _words(job: Job) -> str:
    match job.state:
        case JobState.QUEUED if job.attempts:
            return _("Waiting to be tried again")
        case JobState.QUEUED:
            return _("Waiting to start")
        case JobState.RUNNING:
            return _("Working")
        case JobState.DONE:
            return _("Done")
    return _("Could not be done")
