"""Starting work, telling its progress, ending it, and picking up what a dead worker left behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accord.apps.jobs import rules
from accord.apps.jobs.models import Job, Schedule
from accord.apps.jobs.rules import UNFINISHED, JobState
from accord.apps.jobs.sockets import Recurring, handler, schedules
from accord.apps.ui.rules import Refused, Viewer


# no event: a job is not a record; what it changes is recorded by the writes it calls
def start(
    *, kind: str, by: Viewer | None, at: datetime, arguments: Mapping[str, Any] | None = None, key: str = ""
) -> Job:
    """Queue work, or give the unfinished job with the same ``key``. Raises KeyError for an unknown kind."""
    if handler(kind) is None:
        raise KeyError(kind)
    job = Job(kind=kind, key=key, arguments=dict(arguments or {}), by_id=by.pk if by else None, created_at=at)
    return _queued(job) or _unfinished(key) or _queued(job) or Job.objects.get(key=key, state__in=UNFINISHED)


def _queued(job: Job) -> Job | None:
    """Queue a new job; None when there is an unfinished one with its key."""
    try:
        with transaction.atomic():
            job.pk = None
            job.save(force_insert=True)
            run_job.enqueue(job.pk)
            return job
    except IntegrityError:
        return None


def _unfinished(key: str) -> Job | None:
    """Find the unfinished job with a key; None when it has just been finished."""
    return Job.objects.filter(key=key, state__in=UNFINISHED).first()


# no event: see start
@task()
def run_job(job_id: int) -> None:
    """Carry out one queued job, once (the queue's entry point)."""
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=timezone.now(), heard_at=timezone.now()
    )
    if claimed:
        carry_out(job=Job.objects.get(pk=job_id), by=None, at=timezone.now())


class Run:
    """One attempt at a job, as its handler sees it."""

    def __init__(self, job: Job, at: datetime) -> None:
        self.job_id = job.pk
        self.by_id = job.by_id
        self.at = at
        self.arguments: Mapping[str, Any] = job.arguments

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Store how far the work is and that its worker lives."""
        Job.objects.filter(pk=self.job_id).update(
            progress_done=done, progress_total=total, note=note[:300], heard_at=timezone.now()
        )


# no event: see start
def carry_out(*, job: Job, by: Viewer | None, at: datetime) -> None:
    """Run a claimed job's handler; a refusal fails it, any other trouble is tried again a few times."""
    work = handler(job.kind)
    try:
        if work is None:
            raise Refused(_("This version does not know how to do this."))
        result = work.run(Run(job, at))
    except Refused as refusal:
        _finish(job, JobState.FAILED, problem=refusal.message)
    except Exception as trouble:
        _try_again(job, f"{type(trouble).__name__}: {trouble}")
    else:
        _finish(job, JobState.DONE, result=dict(result or {}))


def _finish(job: Job, state: JobState, *, result: Mapping[str, Any] | None = None, problem: str = "") -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, result=result, problem=problem[:2000], finished_at=timezone.now(), attempts=job.attempts + 1
    )


def _try_again(job: Job, problem: str) -> None:
    attempts = job.attempts + 1
    if attempts >= rules.TRIES:
        _finish(job, JobState.FAILED, problem=problem)
        return
    with transaction.atomic():
        Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED, attempts=attempts, problem=problem[:2000])
        run_job.using(run_after=timezone.now() + rules.pause_before(attempts)).enqueue(job.pk)


# no event: see start
def recover(*, by: Viewer | None, at: datetime) -> int:
    """Queue again the running jobs whose worker has gone silent; returns how many."""
    lost = [job for job in Job.objects.filter(state=JobState.RUNNING) if rules.is_lost(job.heard_at, at)]
    for job in lost:
        _try_again(job, _("The worker stopped in the middle."))
    return len(lost)


# no event: see start
def start_due(*, by: Viewer | None, at: datetime) -> list[Job]:
    """Queue every schedule that is due and set when it comes round next."""
    started = []
    for item in schedules:
        row, _created = Schedule.objects.get_or_create(name=item.name, defaults={"next_at": _next(item, at)})
        if row.next_at > at:
            continue
        moved = Schedule.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=_next(item, at), last_at=at)
        if moved:
            started.append(start(kind=item.kind, by=by, at=at, arguments=item.arguments, key=f"schedule:{item.name}"))
    return started


def _next(item: Recurring, at: datetime) -> datetime:
    if item.every is not None:
        return at + item.every
    return rules.next_daily(timezone.localtime(at), item.daily_hour or 0)
