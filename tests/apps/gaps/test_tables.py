"""Gaps as snapshot rows: every time one was open, with what followed from it and how it ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accord.apps.gaps import writes
from accord.apps.gaps.tables import TABLES, gaps_table
from accord.apps.notices.models import Notice
from accord.apps.trail.models import Entry
from accord.tables import TABLES as SCHEMAS

pytestmark = pytest.mark.one_database
DAY = timedelta(days=1)


def rows(as_of):
    return gaps_table(as_of=timezone.localdate(as_of)).rows(named=True)


def test_tells_each_time_it_was_open_and_the_past_as_it_was(portfolio, cast):
    for shown in ("limited", "limited", "everyone", "everyone", "limited", "limited"):
        portfolio.show(shown)
        portfolio.measure()
    assert portfolio.gap.reopened == 1
    first, again = rows(portfolio.now)
    days = [timezone.localdate(portfolio.now) - DAY * back for back in (4, 2, 0)]
    assert (first["opened_on"], first["closed_on"], first["closed_how"]) == (days[0], days[1], "moved")
    assert (again["opened_on"], again["closed_on"], again["department"]) == (days[2], None, str(cast.marketing.pk))
    assert [(one["opened_on"], one["closed_on"]) for one in rows(portfolio.now - 3 * DAY)] == [(days[0], None)]
    assert rows(portfolio.now - 5 * DAY) == []


def test_tells_agenda_step_and_that_people_were_told(portfolio, cast):
    portfolio.measure()
    portfolio.measure()
    gap, at, owner = portfolio.gap, portfolio.now + timedelta(hours=1), cast.department_head
    writes.put_on_agenda(gap=gap, starts_at=at + 7 * DAY, by=owner, at=at)
    due = timezone.localdate(at + 20 * DAY)
    writes.promise_step(gap=gap, what="Open the pages", owner_id=cast.cio.pk, due_date=due, by=owner, at=at)
    (row,) = rows(at)
    assert (row["on_agenda_on"], row["owner"], row["promise_due_on"]) == (timezone.localdate(at), str(cast.cio.pk), due)
    portfolio.show()
    portfolio.measure()
    portfolio.measure()
    entry = Entry.objects.get(code="gaps.gap.closed")
    assert [one["told_on"] for one in rows(portfolio.now)] == [None]
    read = {"ref_kind": "gaps.gap", "ref_id": gap.pk, "happened_at": entry.at, "made_at": entry.at}
    Notice.objects.create(person=owner, kind="gaps.closed", entry_id=entry.pk, read_at=entry.at + DAY, **read)
    assert [one["told_on"] for one in rows(entry.at)] == [None]
    assert [one["told_on"] for one in rows(entry.at + DAY)] == [timezone.localdate(entry.at + DAY)]


def test_tells_what_was_accepted_and_what_both_sides_signed(portfolio, cast):
    portfolio.measure()
    portfolio.measure()
    gap, at = portfolio.gap, portfolio.now + DAY
    writes.accept(gap=gap, reason="Next quarter", until=timezone.localdate(at + 60 * DAY), by=cast.cio, at=at)
    assert [(row["accepted_on"], row["closed_on"]) for row in rows(at)] == [(timezone.localdate(at), None)]
    writes.sign_differ(gap=gap, by=cast.department_head, at=at + DAY)
    writes.sign_differ(gap=gap, by=cast.cio, at=at + 2 * DAY)
    (row,) = rows(at + 2 * DAY)
    signed = timezone.localdate(at + 2 * DAY)
    assert (row["closed_how"], row["closed_on"], row["told_on"], row["accepted_on"]) == ("differ", signed, signed, None)


def test_has_the_columns_of_its_schema(db):
    for name, table in TABLES.items():
        assert tuple(table(as_of=timezone.localdate()).columns) == SCHEMAS[name].names
