"""Queued work: once, with progress, tried again, picked up after a crash, and on a schedule."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from accord.apps.jobs import reads, rules, writes
from accord.apps.jobs.models import Job, Schedule
from accord.apps.jobs.sockets import Handler, JobRun, Recurring, handlers, schedules
from accord.apps.ui.rules import NotFound, Refused
from tests.cast import Cast

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
DONE: list[dict[str, Any]] = []


def _work(run: JobRun) -> Mapping[str, Any] | None:
    run.progress(1, 4, "one of four")
    if run.arguments.get("refuse"):
        raise Refused("The file is gone.")
    if run.arguments.get("break"):
        raise ValueError("boom")
    DONE.append(dict(run.arguments))
    return {"made": 4}


WORK = Handler("test.work", "Test work", _work, seen_by=frozenset({"cio"}))


@pytest.fixture(autouse=True)
def _plugged() -> Iterator[None]:
    handlers.plug(WORK)
    DONE.clear()
    yield
    handlers.unplug(WORK)


def _queued(**arguments: Any) -> Job:
    return writes.start(kind="test.work", by=None, at=AT, arguments=arguments)


def _run(job: Job) -> Job:
    writes.run_job.call(job.pk)
    job.refresh_from_db()
    return job


class TestRules:
    def test_pauses_grow_and_end(self) -> None:
        pauses = [rules.pause_before(attempt).total_seconds() for attempt in (1, 2, 3, 9)]

        assert pauses == [10, 40, 160, 3600]

    @pytest.mark.parametrize(("hour", "day"), [(13, 1), (12, 2), (2, 2)])
    def test_daily_is_the_next_such_hour(self, hour: int, day: int) -> None:
        assert rules.next_daily(AT, hour) == datetime(2026, 3, day, hour, tzinfo=UTC)

    def test_a_job_is_lost_after_silence(self) -> None:
        assert rules.is_lost(AT, AT + timedelta(minutes=2))
        assert not rules.is_lost(AT, AT + timedelta(minutes=1))
        assert rules.is_lost(None, AT)


@pytest.mark.django_db
class TestStart:
    def test_queues_once_per_key(self, cast: Cast) -> None:
        first = writes.start(kind="test.work", by=cast.cio, at=AT, key="k")
        second = writes.start(kind="test.work", by=cast.cio, at=AT, key="k")

        assert first == second
        assert DBTaskResult.objects.count() == 1

    def test_queues_again_once_the_first_is_finished(self) -> None:
        first = _run(writes.start(kind="test.work", by=None, at=AT, key="k"))

        assert writes.start(kind="test.work", by=None, at=AT, key="k") != first

    def test_refuses_an_unknown_kind(self) -> None:
        with pytest.raises(KeyError):
            writes.start(kind="no.such", by=None, at=AT)


@pytest.mark.django_db
class TestRun:
    def test_does_the_work_once_and_keeps_the_result(self) -> None:
        job = _run(_queued(a=1))
        _run(job)

        assert (job.state, job.result, job.progress_done, DONE) == ("done", {"made": 4}, 1, [{"a": 1}])

    def test_a_refusal_fails_at_once_with_its_sentence(self) -> None:
        job = _run(_queued(refuse=True))

        assert (job.state, job.problem) == ("failed", "The file is gone.")

    def test_trouble_is_tried_three_times_in_all(self) -> None:
        job = _run(_queued(**{"break": True}))
        assert (job.state, job.attempts) == ("queued", 1)
        assert DBTaskResult.objects.filter(run_after__gt=AT).exists()

        job = _run(_run(job))
        assert (job.state, job.attempts, job.problem) == ("failed", 3, "ValueError: boom")


@pytest.mark.django_db
class TestRecover:
    def test_queues_again_what_a_dead_worker_left(self) -> None:
        job = _queued()
        Job.objects.filter(pk=job.pk).update(state="running", heard_at=AT)

        assert writes.recover(by=None, at=AT + timedelta(seconds=30)) == 0
        assert writes.recover(by=None, at=AT + timedelta(minutes=5)) == 1

        job.refresh_from_db()
        assert job.state == "queued"
        assert _run(job).state == "done"


@pytest.mark.django_db
class TestSchedules:
    def test_come_round_once_a_day(self) -> None:
        item = Recurring("test.nightly", "test.work", daily_hour=2)
        schedules.plug(item)
        try:
            started = [len(_named(writes.start_due(by=None, at=AT + timedelta(hours=h)))) for h in (0, 13, 15, 16, 39)]
        finally:
            schedules.unplug(item)

        assert started == [0, 0, 1, 0, 1]
        assert Schedule.objects.filter(name="test.nightly").exists()


def _named(jobs: list[Job]) -> list[Job]:
    made = [job for job in jobs if job.kind == "test.work"]
    for job in made:
        _run(job)
    return made


@pytest.mark.django_db
class TestJobStatus:
    def test_is_told_to_who_started_it_and_to_its_roles(self, cast: Cast) -> None:
        job = writes.start(kind="test.work", by=cast.office, at=AT)
        _run(job)

        assert reads.job_status(viewer=cast.office, job_id=job.pk).percent == 25
        assert reads.job_status(viewer=cast.cio, job_id=job.pk).words == "Done"
        with pytest.raises(NotFound):
            reads.job_status(viewer=cast.employee, job_id=job.pk)
