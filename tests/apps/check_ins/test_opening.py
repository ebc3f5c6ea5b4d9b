"""What opens by itself, once; and the ladder, which says nothing twice."""

import pytest
from django.db import transaction

from accord.apps.check_ins import writes
from accord.apps.check_ins.models import CheckIn, Series
from accord.apps.people import writes as people
from accord.apps.trail.models import Entry
from tests.apps.check_ins.conftest import DAY, MONDAY, OPENED, SAID, WEEK


def told(code):
    return Entry.objects.filter(code=f"check_ins.{code}").count()


class TestOpenDue:
    def test_opens_at_the_hour_and_not_before(self, series):
        assert writes.open_due(by=None, at=OPENED.replace(hour=8, minute=59)) == 0
        assert writes.open_due(by=None, at=OPENED) == 1
        one = CheckIn.objects.get()
        assert (one.planned_on, one.state, one.answer_side, one.acknowledge_side) == (MONDAY, "open", "it", "business")

    def test_opens_nothing_twice(self, series):
        writes.open_due(by=None, at=OPENED)
        assert writes.open_due(by=None, at=OPENED + DAY) == 0
        Series.objects.update(next_on=MONDAY)  # a second worker that looked before the first was done
        assert writes.open_due(by=None, at=OPENED) == 0
        assert (CheckIn.objects.count(), told("check_in.opened")) == (1, 1)

    def test_notes_what_nobody_answered_when_the_next_one_opens(self, check_in):
        writes.open_due(by=None, at=OPENED + WEEK)
        check_in.refresh_from_db()
        assert (check_in.state, told("check_in.missed")) == ("missed", 1)
        assert CheckIn.objects.get(state="open").planned_on == MONDAY + WEEK

    def test_asks_once_for_the_weeks_in_which_nothing_was_running(self, series):
        assert writes.open_due(by=None, at=OPENED + 5 * WEEK + DAY) == 1
        assert CheckIn.objects.get().planned_on == MONDAY + 5 * WEEK

    def test_keeps_to_the_hour_of_the_home_when_the_clocks_change(self, series, settings):
        settings.TIME_ZONE = "Europe/Zurich"  # two hours ahead of UTC in June, one in December
        from django.utils import timezone

        with timezone.override("Europe/Zurich"):
            assert writes.open_due(by=None, at=OPENED.replace(hour=6, minute=59)) == 0
            assert writes.open_due(by=None, at=OPENED.replace(hour=7)) == 1
            winter = OPENED.replace(month=12, day=7)
            assert writes.open_due(by=None, at=winter.replace(hour=7, minute=59)) == 1  # the week before
            assert writes.open_due(by=None, at=winter.replace(hour=8)) == 1
        days = set(CheckIn.objects.values_list("planned_on", flat=True))
        assert winter.date() in days


class TestLadder:
    def test_reminds_once_then_tells_the_next_head_and_then_is_quiet(self, check_in, cast):
        steps = [writes.walk_ladder(by=None, at=OPENED + day * DAY) for day in range(7)]
        assert steps == [0, 0, 1, 0, 1, 0, 0]
        check_in.refresh_from_db()
        assert check_in.raised_to == cast.cio
        assert (told("check_in.reminded"), told("check_in.raised")) == (1, 1)

    def test_leaves_out_heads_who_left(self, check_in, cast):
        people.leave(person_id=cast.cio.pk, left_date=OPENED.date(), by=cast.office, at=OPENED)
        for day in (2, 4):
            writes.walk_ladder(by=None, at=OPENED + day * DAY)
        check_in.refresh_from_db()
        assert check_in.raised_to == cast.ceo

    def test_stops_once_it_is_signed_and_reminds_the_other_side_once(self, signed):
        assert [writes.walk_ladder(by=None, at=OPENED + day * DAY) for day in range(1, 8)] == [0, 0, 1, 0, 0, 0, 0]
        assert (told("check_in.reminded"), told("acknowledgement.reminded")) == (0, 1)

    def test_does_not_disturb_whoever_is_writing(self, check_in, cast):
        seen = check_in.version
        writes.walk_ladder(by=None, at=OPENED + 2 * DAY)
        writes.sign(check_in=check_in, **SAID, seen_version=seen, by=cast.delivery_lead, at=OPENED + 2 * DAY)
        assert check_in.state == "signed"

    def test_two_workers_take_a_step_once(self, check_in):
        from accord.apps.check_ins.writes import opening

        same = opening._waiting()
        today = (OPENED + 2 * DAY).date()
        assert opening._step(same[0], today, by=None, at=OPENED + 2 * DAY) == 1
        stale = CheckIn.objects.select_related("series", "answerer").get()
        stale.reminded_at = None  # as the second worker read it
        with transaction.atomic():
            assert opening._step(stale, today, by=None, at=OPENED + 2 * DAY) == 0
        assert told("check_in.reminded") == 1


@pytest.mark.django_db
def test_opening_costs_the_same_queries_however_many_series_wait(django_assert_max_num_queries, series):
    with django_assert_max_num_queries(1):
        assert writes.open_due(by=None, at=OPENED - WEEK) == 0
