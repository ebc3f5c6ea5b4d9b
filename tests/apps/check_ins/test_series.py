"""Setting check-ins up: two people of two sides who may see what it is about."""

from datetime import date

import pytest

from accord.apps.check_ins import writes
from accord.apps.check_ins.models import Series
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, Ref, WrongState
from tests.apps.check_ins.conftest import DAY, MONDAY, OPENED, START

pytestmark = pytest.mark.one_database


class TestStartSeries:
    def test_plans_the_first_one_for_the_next_such_weekday(self, series, about):
        assert series.about == about
        assert (series.every, series.next_on) == (1, MONDAY)

    def test_plans_today_only_while_the_hour_is_to_come(self, cast, about):
        people = {"answerer_id": cast.delivery_lead.pk, "acknowledger_id": cast.department_head.pk}
        early = START.replace(hour=8)
        one = writes.start_series(about=about, weekday=2, hour=9, **people, by=cast.office, at=early)
        assert one.next_on == early.date()
        writes.end_series(series=one, by=cast.office, at=early)
        other = writes.start_series(about=about, weekday=2, hour=9, **people, by=cast.office, at=START)
        assert other.next_on == date(2026, 6, 10)

    def test_refuses_two_people_of_one_side(self, cast, about):
        for one, other in ((cast.delivery_lead, cast.cio), (cast.department_head, cast.cfo)):
            with pytest.raises(Invalid) as refused:
                writes.start_series(
                    about=about, answerer_id=one.pk, acknowledger_id=other.pk, by=cast.office, at=START
                )  # fmt: skip
            assert set(refused.value.fields) == {"acknowledger_id"}

    def test_refuses_people_who_may_not_see_what_it_is_about(self, cast, about):
        with pytest.raises(Invalid) as refused:
            writes.start_series(
                about=about,
                answerer_id=cast.delivery_lead.pk,
                acknowledger_id=cast.employee.pk,
                by=cast.office,
                at=START,
            )
        assert set(refused.value.fields) == {"acknowledger_id"}

    def test_refuses_the_same_two_twice_a_bad_ladder_and_other_records(self, cast, about, series):
        people = {"answerer_id": cast.delivery_lead.pk, "acknowledger_id": cast.department_head.pk, "by": cast.office}
        for values in ({}, {"remind_after": 5, "grace": 2}, {"every": 3}):
            with pytest.raises(Invalid):
                writes.start_series(about=about, **people, **values, at=START)
        with pytest.raises(Invalid):
            writes.start_series(about=Ref("people.person", cast.cio.pk), **people, at=START)
        assert Series.objects.count() == 1

    def test_is_for_those_with_a_part_in_it_and_for_leaders(self, cast, about):
        people = {"answerer_id": cast.delivery_lead.pk, "acknowledger_id": cast.department_head.pk}
        with pytest.raises(Invalid):  # does not even learn that there is such an initiative
            writes.start_series(about=about, **people, by=cast.marketer, at=START)
        assert writes.start_series(about=about, **people, by=cast.cfo, at=START).pk


class TestEditSeries:
    def test_moves_the_weekday_and_tells_who_came_second(self, cast, series):
        writes.edit_series(series=series, values={"weekday": 4}, seen_version=1, by=cast.delivery_lead, at=START)
        assert series.next_on == date(2026, 6, 5)
        with pytest.raises(EditConflict):
            writes.edit_series(series=series, values={"hour": 7}, seen_version=1, by=cast.department_head, at=START)

    def test_refuses_those_without_a_part_in_it(self, cast, series):
        with pytest.raises(NotAllowed):
            writes.edit_series(series=series, values={"hour": 7}, by=cast.marketer, at=START)


class TestEndSeries:
    def test_opens_nothing_more_until_it_is_taken_up_again(self, cast, series):
        writes.end_series(series=series, by=cast.department_head, at=START)
        assert writes.open_due(by=None, at=OPENED) == 0
        with pytest.raises(WrongState):
            writes.edit_series(series=series, values={"hour": 7}, by=cast.department_head, at=START)
        writes.resume_series(series=series, by=cast.department_head, at=OPENED + DAY)
        assert series.next_on == date(2026, 6, 15)
