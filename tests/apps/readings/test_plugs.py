"""What readings plug in: the nightly job, the marks of what changed, names, the navigation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.initiatives import writes as initiatives
from accord.apps.jobs.models import Job
from accord.apps.jobs.sockets import handler, schedules
from accord.apps.jobs.writes import carry_out, start
from accord.apps.readings.models import Measurement, Touched
from accord.apps.readings.sockets import sources
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref
from accord.tables.schemas import TABLES

pytestmark = pytest.mark.django_db


def test_every_table_of_the_snapshot_has_its_source():
    assert {source.table for source in sources} == set(TABLES)


def test_comes_round_every_night_and_every_hour_for_what_changed():
    found = {item.name: item for item in schedules if item.kind == "readings.measure"}
    assert found["readings.nightly"].daily_hour == 2
    assert found["readings.touched"].every == timedelta(hours=1)
    assert found["readings.touched"].arguments == {"touched": True}


def test_a_change_leaves_a_mark_once_it_is_stored(portfolio, cast, django_capture_on_commit_callbacks):
    Touched.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        initiatives.add_milestone(
            initiative=portfolio["plain"][0], title="First", result="A list", by=cast.office, at=timezone.now()
        )
    assert list(Touched.objects.values_list("table", flat=True)) == ["milestones"]


def test_the_job_measures_and_says_what_is_new(portfolio, cast):
    job = start(kind="readings.measure", by=cast.cio, at=timezone.now(), key="readings.measure")
    Job.objects.filter(pk=job.pk).update(state="running")
    carry_out(job=job, by=None, at=timezone.now())
    job.refresh_from_db()
    run = Measurement.objects.get()
    assert (job.state, job.result["measurement"], job.result["changed"]) == ("done", run.pk, run.changed)
    assert run.by_id == cast.cio.pk


def test_the_job_is_seen_by_those_who_may_measure(cast):
    seen_by = handler("readings.measure").seen_by
    assert not seen_by.isdisjoint(cast.cio.roles)
    assert seen_by.isdisjoint(cast.employee.roles)


def test_a_measurement_has_a_name_on_the_trail(measured, cast):
    ref = Ref("readings.measurement", measured.pk)
    title, url = titles(viewer=cast.cio, refs=[ref])[ref]
    assert "2026" in title
    assert url == "/practices/"
