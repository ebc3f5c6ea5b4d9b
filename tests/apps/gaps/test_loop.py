"""The loop from end to end: measured, out of step, talked about, promised, moved, closed, and back again."""

from datetime import date, timedelta

import pytest

from accord.apps.gaps import writes
from accord.apps.gaps.models import Gap
from accord.apps.gaps.rules import GapState
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import StageChange
from accord.apps.meetings.models import AgendaItem
from accord.apps.readings import writes as readings
from accord.apps.readings.models import ReadingRow
from accord.apps.trail.models import Entry
from tests.apps.gaps.conftest import AT

pytestmark = pytest.mark.django_db


def told(gap):
    rows = Entry.objects.filter(subject_kind="gaps.gap", subject_id=gap.pk).order_by("pk")
    return [code.removeprefix("gaps.gap.") for code in rows.values_list("code", flat=True)]


class TestOpening:
    def test_takes_two_measurements(self, portfolio):
        portfolio.measure()
        assert portfolio.gap is None
        portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN

    def test_names_both_owners_and_keeps_the_reading(self, portfolio, cast):
        portfolio.measure()
        portfolio.measure()
        gap = portfolio.gap
        assert (gap.business_owner, gap.it_owner) == (cast.department_head, cast.cio)
        assert gap.reading.value == 0
        assert told(gap) == ["opened"]

    def test_leaves_alone_what_is_sound_or_unclear(self, portfolio, cast):
        portfolio.measure()
        portfolio.measure()
        assert not Gap.objects.exclude(pk=portfolio.gap.pk).exists()

    def test_a_third_measurement_opens_nothing_more(self, portfolio):
        for _night in range(3):
            portfolio.measure()
        assert Gap.objects.count() == 1
        assert told(portfolio.gap) == ["opened"]

    def test_a_slip_of_the_pen_for_one_night_opens_nothing(self, portfolio):
        portfolio.measure()
        portfolio.show()
        portfolio.measure()
        portfolio.show("limited")
        portfolio.measure()
        assert portfolio.gap is None

    def test_what_is_unknown_between_two_readings_breaks_the_row(self, portfolio):
        portfolio.measure()
        ReadingRow.objects.filter(practice="P22", subject_kind="department").update(is_latest=False)
        _unknown(portfolio)
        portfolio.measure()
        assert portfolio.gap is None
        portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN


def _unknown(portfolio):
    """Write a reading without a value as the one before."""
    row = ReadingRow.objects.filter(practice="P22", subject_id=portfolio.cast.marketing.pk).latest("pk")
    row.pk, row.is_latest, row.opens, row.value, row.status, row.times = None, True, False, None, "insufficient", 1
    row.save(force_insert=True)


class TestClosing:
    @pytest.fixture
    def gap(self, portfolio):
        portfolio.measure()
        portfolio.measure()
        return portfolio.gap

    def test_takes_two_measurements_past_the_closing_threshold(self, portfolio, gap):
        portfolio.show()
        portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN
        portfolio.measure()
        assert portfolio.gap.state == GapState.CLOSED
        assert portfolio.gap.closed_at == portfolio.now
        assert told(gap) == ["opened", "closed"]

    def test_nothing_but_the_measure_closes_it(self, portfolio, gap):
        for _night in range(4):
            portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN

    def test_does_not_close_between_the_thresholds(self, portfolio, gap, cast):
        for one in portfolio.hidden[:9]:  # 9 of 12 are 75 %: past the opening, short of the closing threshold
            one.refresh_from_db()
            initiatives.set_visibility(initiative=one, visibility="everyone", by=cast.office, at=portfolio.now)
        for _night in range(3):
            portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN

    def test_reopens_the_same_gap_when_the_measure_falls_back(self, portfolio, gap):
        portfolio.show()
        portfolio.measure()
        portfolio.measure()
        portfolio.show("limited")
        portfolio.measure()
        assert portfolio.gap.state == GapState.CLOSED
        portfolio.measure()
        back = portfolio.gap
        assert (back.pk, back.state, back.reopened, back.closed_at) == (gap.pk, GapState.OPEN, 1, None)
        assert told(gap) == ["opened", "closed", "fell_back"]

    def test_an_unknown_reading_neither_closes_nor_settles_it(self, portfolio, gap):
        for one in portfolio.hidden:
            one.refresh_from_db()
            values = {"department_id": None}
            initiatives.edit_initiative(initiative=one, values=values, by=portfolio.cast.office, at=portfolio.now)
        portfolio.measure()
        portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN
        assert portfolio.gap.reading.value is None


class TestWhatPeopleDecided:
    @pytest.fixture
    def gap(self, portfolio):
        portfolio.measure()
        portfolio.measure()
        return portfolio.gap

    def test_an_accepted_gap_comes_back_after_its_day(self, portfolio, gap, cast):
        until = portfolio.now.date() + timedelta(days=2)
        writes.accept(gap=gap, reason="We move offices.", until=until, by=cast.cio, at=portfolio.now)
        portfolio.measure()
        portfolio.measure()
        assert portfolio.gap.state == GapState.ACCEPTED
        portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN
        assert told(gap) == ["opened", "accepted", "acceptance_expired"]

    def test_an_accepted_gap_closes_when_the_measure_moves(self, portfolio, gap, cast):
        until = portfolio.now.date() + timedelta(days=90)
        writes.accept(gap=gap, reason="We move offices.", until=until, by=cast.cio, at=portfolio.now)
        portfolio.show()
        portfolio.measure()
        portfolio.measure()
        assert portfolio.gap.state == GapState.CLOSED

    def test_a_disputed_gap_stays_disputed_while_the_measure_stays(self, portfolio, gap, cast):
        writes.mark_wrong(gap=gap, reason="They are public.", by=cast.cio, at=portfolio.now)
        portfolio.measure()
        portfolio.measure()
        assert portfolio.gap.state == GapState.DISPUTED

    def test_an_agreement_to_differ_ends_when_the_measure_was_back_and_falls_again(self, portfolio, gap, cast):
        for owner in (cast.department_head, cast.cio):
            writes.sign_differ(gap=portfolio.gap, by=owner, at=portfolio.now)
        portfolio.measure()
        portfolio.measure()
        assert portfolio.gap.state == GapState.DIFFER
        portfolio.show()
        portfolio.measure()
        portfolio.measure()
        portfolio.show("limited")
        portfolio.measure()
        portfolio.measure()
        assert portfolio.gap.state == GapState.OPEN
        assert portfolio.gap.business_differs_at is None


def test_from_the_gap_to_the_table_to_the_promise_to_the_number_that_moved(portfolio, cast):
    portfolio.measure()
    portfolio.measure()
    gap = portfolio.gap
    starts = portfolio.now + timedelta(days=1)
    item = writes.put_on_agenda(gap=gap, starts_at=starts, by=cast.cio, at=portfolio.now)
    assert {*item.meeting.attendees.all(), item.meeting.chair} == {cast.cio, cast.department_head}
    promise = writes.promise_step(
        gap=portfolio.gap, what="Open all twelve pages", owner_id=cast.department_head.pk,
        due_date=starts.date(), by=cast.cio, at=portfolio.now,
    )  # fmt: skip
    assert (promise.about_kind, promise.about_id) == ("gaps.gap", gap.pk)
    assert portfolio.gap.measure_again_date == starts.date() + timedelta(days=30)
    portfolio.show()
    portfolio.measure()
    portfolio.measure()
    assert portfolio.gap.state == GapState.CLOSED
    assert told(gap) == ["opened", "on_agenda", "step_promised", "closed"]
    assert AgendaItem.objects.filter(topic_kind="gaps.gap", topic_id=gap.pk).count() == 1


class TestOwnGapsOfInitiatives:
    @pytest.fixture
    def stalled(self, cast):
        """Build an initiative that was approved long ago and has not moved since."""
        one = initiatives.add_initiative(
            title="Sleeping beauty", department_id=cast.marketing.pk, sponsor_id=cast.cfo.pk,
            lead_id=cast.delivery_lead.pk, by=cast.office, at=AT,
        )  # fmt: skip
        initiatives.move_stage(initiative=one, to="approved", on=date(2022, 1, 10), by=cast.office, at=AT)
        return one

    def test_where_the_practice_says_so_with_sponsor_and_lead(self, portfolio, stalled, cast):
        portfolio.measure()
        portfolio.measure()
        gap = Gap.objects.get(practice="P33", subject_kind="initiative", subject_id=stalled.pk)
        assert (gap.business_owner, gap.it_owner) == (cast.cfo, cast.delivery_lead)

    def test_closes_when_what_it_is_about_is_gone(self, portfolio, stalled):
        portfolio.measure()
        portfolio.measure()
        gap = Gap.objects.get(practice="P33", subject_kind="initiative", subject_id=stalled.pk)
        StageChange.objects.filter(initiative=stalled).delete()
        stalled.delete()

        portfolio.measure()

        gap.refresh_from_db()
        assert gap.state == GapState.CLOSED
        assert Entry.objects.filter(code="gaps.gap.subject_gone", subject_id=gap.pk).count() == 1

    def test_nowhere_else(self, portfolio, stalled):
        portfolio.measure()
        portfolio.measure()
        assert set(Gap.objects.filter(subject_kind="initiative").values_list("practice", flat=True)) == {"P33"}


def test_following_takes_a_fixed_number_of_statements(portfolio, django_assert_max_num_queries):
    portfolio.measure()
    portfolio.measure()
    portfolio.day += 1
    with django_assert_max_num_queries(77):  # of these some twenty read the tables
        readings.measure(by=None, at=portfolio.now)
