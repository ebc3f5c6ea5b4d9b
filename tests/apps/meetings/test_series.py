"""Series: their meetings come round once each, follow changes unless touched, and stay when somebody changed them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, connections

from accord.apps.meetings import permissions, reads, writes
from accord.apps.meetings.models import Meeting
from accord.apps.meetings.rules import State
from accord.apps.people import writes as people
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, Ref, WrongState

AT = datetime(2026, 9, 25, 12, tzinfo=UTC)  # a Friday
WEEK = timedelta(weeks=1)


def plan(cast, **more):
    given = {
        "title": "Business and IT", "chair_id": cast.delivery_lead.pk,
        "people_ids": [cast.marketer.pk, cast.department_head.pk, cast.cio.pk], "zone": "Europe/Berlin",
        "first_date": date(2026, 9, 29), "start_time": time(9), "rule": "FREQ=WEEKLY;BYDAY=TU", "minutes": 45,
        "place": "Room 4", "by": cast.delivery_lead, "at": AT,
    }  # fmt: skip
    return writes.plan_series(**{**given, **more})


@pytest.fixture
def series(cast):
    return plan(cast)


def edit(cast, series, at=AT, **values):
    return writes.edit_series(series_id=series.pk, values=values, by=cast.delivery_lead, at=at)


def planned(series):
    return Meeting.objects.filter(series=series, state=State.PLANNED).order_by("starts_at")


class TestComingRound:
    def test_plans_eight_weeks_ahead_in_wall_time_with_everybody(self, cast, series):
        rows = list(planned(series))
        assert len(rows) == 8
        assert {row.starts_at.weekday() for row in rows} == {1}
        # summer time ends in Berlin on 25 October 2026: nine o'clock is 7.00 and then 8.00 in UTC
        assert [row.starts_at.hour for row in rows] == [7] * 4 + [8] * 4
        assert {row.attendees.count() for row in rows} == {3}
        assert rows[0].needs_sides == ["business", "it"]
        assert Entry.objects.filter(code="meetings.meeting.came_round").count() == 8

    def test_makes_each_meeting_once_however_often_it_runs(self, cast, series):
        assert writes.come_round(by=None, at=AT) == 0
        assert writes.come_round(by=None, at=AT + 2 * WEEK) == 2
        assert writes.come_round(by=None, at=AT + 2 * WEEK) == 0
        assert planned(series).count() == 10

    def test_makes_up_for_nights_on_which_nothing_ran(self, series):
        writes.come_round(by=None, at=AT + 12 * WEEK)
        starts = [row.starts_at.date() for row in planned(series)]
        assert starts == [date(2026, 9, 29) + n * WEEK for n in range(20)]

    def test_stops_after_its_last_time_and_invites_only_who_works_here(self, cast):
        people.leave(person_id=cast.marketer.pk, left_date=AT.date(), by=cast.administrator, at=AT)
        series = plan(cast, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=3", people_ids=[cast.department_head.pk])
        series.people.add(cast.marketer)
        writes.come_round(by=None, at=AT + 9 * WEEK)
        assert planned(series).count() == 3
        assert all(list(row.attendees.all()) == [cast.department_head] for row in planned(series))


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_nothing_twice(cast):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    series = plan(cast)

    def work(_number):
        try:
            return writes.come_round(by=None, at=AT + 6 * WEEK)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(work, range(4)))
    assert sum(made) == 6
    assert planned(series).count() == 14
    assert Entry.objects.filter(code="meetings.meeting.came_round").count() == 14


class TestPlanning:
    def test_refuses_what_cannot_be_taken_with_a_sentence_at_each_field(self, cast):
        wrong = {"zone": "Mars/Olympus", "title": " ", "minutes": 0, "needs_sides": ["cat"],
                 "about": Ref("initiatives.initiative", 404)}  # fmt: skip
        with pytest.raises(Invalid) as refused:
            plan(cast, **wrong)
        assert set(refused.value.fields) == set(wrong)
        for field, value in [
            ("rule", "FREQ=HOURLY"),
            ("rule", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
            ("chair_id", 404),
        ]:
            with pytest.raises(Invalid) as refused:
                plan(cast, **{field: value})
            assert set(refused.value.fields) == {field}

    def test_is_for_those_who_may_plan_and_seen_by_its_people(self, cast, series):
        with pytest.raises(NotAllowed):
            plan(cast, by=cast.marketer)
        assert permissions.find_series(cast.marketer, series.pk) == series
        with pytest.raises(NotFound):
            permissions.find_series(cast.operations_head, series.pk)
        with pytest.raises(NotAllowed):
            writes.edit_series(series_id=series.pk, values={"title": "Mine"}, by=cast.marketer, at=AT)


class TestChanging:
    def test_changes_the_untouched_ones_to_come_and_leaves_the_others(self, cast, series):
        first, second, third, *_rest = planned(series)
        later = AT + WEEK  # the first is over by then
        writes.hold_meeting(meeting_id=first.pk, by=cast.cio, at=later)
        writes.edit_meeting(
            meeting_id=second.pk, values={"starts_at": second.starts_at + timedelta(days=1)}, by=cast.cio, at=later
        )
        writes.cancel_meeting(meeting_id=third.pk, reason="Autumn break", by=cast.cio, at=later)
        done = edit(cast, series, at=later, place="Room 5", start_time=time(10), people_ids=[cast.cio.pk])
        assert (done.made, done.changed, done.dropped, done.kept) == (1, 5, 0, 1)
        rows = {row.pk: row for row in Meeting.objects.filter(series=series)}
        assert rows[first.pk].place == "Room 4"
        assert rows[second.pk].place == "Room 4"
        assert rows[second.pk].moved_from == second.starts_at
        assert rows[third.pk].state == State.CANCELLED
        followed = [row for row in rows.values() if row.place == "Room 5"]
        assert len(followed) == 6
        assert all(row.starts_at == row.occurrence_at for row in followed)
        assert {row.starts_at.hour for row in followed} == {8, 9}
        assert all(list(row.attendees.all()) == [cast.cio] for row in followed)

    def test_moves_to_another_weekday_without_a_second_meeting_in_any_week(self, cast, series):
        ids = set(planned(series).values_list("pk", flat=True))
        edit(cast, series, rule="FREQ=WEEKLY;BYDAY=TH", first_date=date(2026, 10, 1))
        rows = list(planned(series))
        assert {row.pk for row in rows} == ids
        assert {row.starts_at.weekday() for row in rows} == {3}

    def test_takes_dates_off_the_calendar_that_the_rule_no_longer_gives_and_brings_them_back(self, cast, series):
        edit(cast, series, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
        assert planned(series).count() == 4
        off = Meeting.objects.filter(series=series, is_off_rule=True)
        assert off.count() == 4
        edit(cast, series, rule="FREQ=WEEKLY;BYDAY=TU")
        assert planned(series).count() == 8
        assert not off.exists()

    def test_ends_with_a_reason_and_goes_on_again(self, cast, series):
        first = planned(series).first()
        writes.edit_meeting(meeting_id=first.pk, values={"place": "Canteen"}, by=cast.cio, at=AT)
        done = writes.end_series(series_id=series.pk, reason="Both sides sit together now", by=cast.cio, at=AT)
        assert (done.dropped, done.kept) == (7, 1)
        assert list(planned(series)) == [first]
        assert writes.come_round(by=None, at=AT + WEEK) == 0
        with pytest.raises(WrongState):
            edit(cast, series, title="More")
        writes.resume_series(series_id=series.pk, by=cast.cio, at=AT)
        assert planned(series).count() == 8


class TestAttendance:
    @pytest.fixture
    def held(self, cast, series):
        found = planned(series).first()
        return writes.hold_meeting(meeting_id=found.pk, by=cast.delivery_lead, at=AT + WEEK)

    def note(self, cast, held, said, **more):
        presence = {person.pk: value for person, value in said.items()}
        writes.note_presence(
            meeting_id=held.pk, presence=presence, by=cast.delivery_lead, at=AT + WEEK,
            deputies={person.pk: other.pk for person, other in more.items()} if more else None,
        )  # fmt: skip

    def sides(self, held):
        return reads.sides_present(meetings=[held])[held.pk]

    def test_says_both_sides_only_once_it_is_known(self, cast, held):
        assert self.sides(held) is None  # nobody said: unknown, not absent
        self.note(cast, held, {cast.delivery_lead: "present"})
        assert self.sides(held) is None  # IT was there; of the business nobody knows
        self.note(cast, held, {cast.marketer: "absent", cast.department_head: "present"})
        assert self.sides(held) == ("business", "it")
        self.note(cast, held, {cast.department_head: "absent"})
        assert self.sides(held) == ("it",)

    def test_counts_whoever_speaks_on_behalf_of_somebody_for_their_own_side(self, cast, held):
        presence = {cast.marketer.pk: "absent", cast.department_head.pk: "represented", cast.cio.pk: "present",
                    cast.delivery_lead.pk: "present"}  # fmt: skip
        for deputy, sides in [(cast.employee, ("business", "it")), (cast.office, ("it",))]:
            writes.note_presence(
                meeting_id=held.pk, presence=presence, deputies={cast.department_head.pk: deputy.pk}, by=cast.cio,
                at=AT + WEEK,
            )  # fmt: skip
            assert self.sides(held) == sides

    def test_refuses_the_uninvited_the_early_and_those_who_may_not(self, cast, series, held):
        with pytest.raises(Invalid):
            self.note(cast, held, {cast.employee: "present"})
        with pytest.raises(Invalid):
            self.note(cast, held, {cast.marketer: "represented"})
        with pytest.raises(WrongState):
            self.note(cast, planned(series).last(), {cast.marketer: "present"})
        with pytest.raises(NotAllowed):
            writes.note_presence(meeting_id=held.pk, presence={cast.marketer.pk: "present"}, by=cast.marketer, at=AT)

    def test_takes_replies_from_the_invited_until_the_meeting_is_over(self, cast, series, held):
        coming = planned(series).first()
        writes.reply(meeting_id=coming.pk, reply="no", by=cast.marketer, at=AT)
        writes.reply(meeting_id=coming.pk, reply="yes", by=cast.marketer, at=AT)
        assert coming.attendance.get().reply == "yes"
        with pytest.raises(WrongState):
            writes.reply(meeting_id=coming.pk, reply="yes", by=cast.chro, at=AT)  # sees it, is not invited
        with pytest.raises(WrongState):
            writes.reply(meeting_id=held.pk, reply="yes", by=cast.marketer, at=AT + WEEK)
        with pytest.raises(NotFound):
            writes.reply(meeting_id=coming.pk, reply="yes", by=cast.employee, at=AT)
