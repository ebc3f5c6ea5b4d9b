"""When an initiative will be done, on its page: told, hardly possible, unknown, closed to others."""

from datetime import timedelta

import pytest

from accord.apps.initiatives.models import Milestone
from accord.apps.readings import reads, writes
from accord.apps.readings.models import ReadingRow
from tests.apps.readings.conftest import AT, add

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
DAY = AT.date()


@pytest.fixture
def going(cast):
    """Reach one milestone a week for ten weeks, and leave three."""

    def begin(title, department, *, weeks_left, **more):
        one = add(cast, title, department, **more)
        rows = [
            Milestone(
                initiative=one, title="t", due_date=DAY - timedelta(weeks=week), done_date=DAY - timedelta(weeks=week),
                created_at=AT - timedelta(days=200),
            )
            for week in range(11)
        ]  # fmt: skip
        left = {"initiative": one, "title": "t", "created_at": AT - timedelta(days=200)}
        rows += [Milestone(**left, due_date=DAY + timedelta(weeks=weeks_left)) for _ in range(3)]
        Milestone.objects.bulk_create(rows)
        return one

    return begin


def test_tells_chance_and_days_on_the_page(going, cast, client_of):
    sure, late = going("Sure", cast.marketing, weeks_left=6), going("Late", cast.marketing, weeks_left=2)
    silent = add(cast, "Silent", cast.marketing)
    writes.measure(by=None, at=AT, as_of=DAY)

    found = reads.date_forecast(viewer=cast.cio, initiative_id=sure.pk)
    assert (found.chance, found.target, found.badge) == (1.0, DAY + timedelta(weeks=6), "good")
    assert [day for _share, day in found.days] == [DAY + timedelta(weeks=3)] * 3
    assert reads.date_forecast(viewer=cast.cio, initiative_id=silent.pk) is None

    page = client_of(cast.cio).get(f"/initiatives/{late.pk}/").content.decode()
    assert "When it will be done" in page
    assert "what is left will not be done by" in page
    assert "in 85\u00a0% of cases" in page
    assert f"/practices/P31.forecast/initiative/{late.pk}/" in page


def test_brings_its_range_up_to_date_with_its_chance(going, cast):
    one = going("One", cast.marketing, weeks_left=3)
    writes.measure(by=None, at=AT, as_of=DAY)
    row = ReadingRow.objects.get(practice="P31.forecast", subject_kind="initiative", subject_id=one.pk)
    assert (row.value, row.low, row.high) == (1.0, 1.0, 1.0)

    later = AT + timedelta(days=5)
    writes.measure(by=None, at=later, as_of=later.date())

    row = ReadingRow.objects.get(practice="P31.forecast", subject_kind="initiative", subject_id=one.pk, is_latest=True)
    assert row.low <= row.value <= row.high < 1


def test_is_closed_to_who_may_not_see_the_initiative(going, cast, client_of):
    one = going("Closed", cast.operations, weeks_left=6, visibility="limited", sponsor_id=cast.cfo.pk)
    writes.measure(by=None, at=AT, as_of=DAY)

    assert reads.date_forecast(viewer=cast.employee, initiative_id=one.pk) is None
    assert reads.date_forecast(viewer=cast.cfo, initiative_id=one.pk).chance == 1.0


def test_names_the_other_measures_on_the_page_of_the_first(cast, client_of):
    page = client_of(cast.cio).get("/practices/P31/").content.decode()
    assert "/practices/P31.forecast/" in page
    assert "Something to show every few weeks" in client_of(cast.cio).get("/practices/P31.forecast/").content.decode()
