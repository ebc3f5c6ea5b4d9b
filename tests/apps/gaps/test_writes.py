"""What people do with gaps: who may, in which state, with what values, and what the trail tells of it."""

from datetime import timedelta

import pytest

from accord.apps.gaps import writes
from accord.apps.gaps.models import Gap
from accord.apps.gaps.rules import GapState
from accord.apps.meetings import writes as meetings
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.promises.models import Promise
from accord.apps.trail.reads import history
from accord.apps.ui.rules import Invalid, NotAllowed, Ref, WrongState
from tests.apps.gaps.conftest import AT, LATER

pytestmark = pytest.mark.django_db
MONTH = AT.date() + timedelta(days=30)


@pytest.fixture
def gap(gap_of, cast):
    return gap_of("department", cast.marketing.pk)


def said(gap, viewer):
    return history(viewer=viewer, subject=Ref("gaps.gap", gap.pk))[0].sentence


ACTIONS = {
    "agenda": lambda gap, by: writes.put_on_agenda(gap=gap, starts_at=LATER, by=by, at=AT),
    "promise": lambda gap, by: writes.promise_step(
        gap=gap, what="Open the pages", owner_id=by.pk, due_date=MONTH, by=by, at=AT
    ),
    "accept": lambda gap, by: writes.accept(gap=gap, reason="We move.", until=MONTH, by=by, at=AT),
    "dispute": lambda gap, by: writes.mark_wrong(gap=gap, reason="They are open.", by=by, at=AT),
    "measure": lambda gap, by: writes.set_measure_again(gap=gap, on=MONTH, by=by, at=AT),
    "reopen": lambda gap, by: writes.reopen(gap=gap, by=by, at=AT),
}


class TestWho:
    @pytest.mark.parametrize("action", [name for name in ACTIONS if name != "reopen"])
    def test_owners_heads_cio_and_office_may(self, action, gap_of, cast):
        for person in (cast.department_head, cast.ceo, cast.cio, cast.office):
            gap = gap_of("department", cast.marketing.pk)
            ACTIONS[action](gap, person)
            AgendaItem.objects.all().delete()
            gap.delete()

    @pytest.mark.parametrize("action", ACTIONS)
    def test_others_may_not(self, action, gap, cast):
        for person in (cast.cfo, cast.chro, cast.employee, cast.marketer, cast.delivery_lead, cast.operations_head):
            with pytest.raises(NotAllowed):
                ACTIONS[action](gap, person)
        gap.refresh_from_db()
        assert (gap.state, gap.version) == (GapState.OPEN, 1)


class TestState:
    @pytest.mark.parametrize("action", ACTIONS)
    def test_nothing_can_be_done_with_a_closed_gap(self, action, gap_of, cast):
        gap = gap_of(state=GapState.CLOSED, closed_at=AT)
        with pytest.raises(WrongState):
            ACTIONS[action](gap, cast.cio)

    def test_what_is_open_cannot_be_taken_up_again(self, gap, cast):
        with pytest.raises(WrongState):
            writes.reopen(gap=gap, by=cast.cio, at=AT)

    def test_the_second_of_two_is_told_that_it_changed(self, gap, cast):
        same = Gap.objects.get(pk=gap.pk)
        writes.accept(gap=gap, reason="We move.", until=MONTH, by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.mark_wrong(gap=same, reason="They are open.", by=cast.department_head, at=AT)
        assert Gap.objects.get(pk=gap.pk).reason == "We move."


class TestAccept:
    def test_keeps_reason_and_day(self, gap, cast):
        writes.accept(gap=gap, reason=" We move offices. ", until=MONTH, by=cast.department_head, at=AT)
        gap.refresh_from_db()
        assert (gap.state, gap.reason, gap.accepted_until) == (GapState.ACCEPTED, "We move offices.", MONTH)
        assert said(gap, cast.cio).endswith("until 1 Jul 2026: We move offices.")

    @pytest.mark.parametrize("days", [0, -1, 367])
    def test_refuses_a_day_that_is_past_or_too_far(self, days, gap, cast):
        with pytest.raises(Invalid) as refusal:
            writes.accept(gap=gap, reason="x", until=AT.date() + timedelta(days=days), by=cast.cio, at=AT)
        assert "until" in refusal.value.fields

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 2001])
    def test_refuses_no_reason_and_an_endless_one(self, reason, gap, cast):
        with pytest.raises(Invalid) as refusal:
            writes.accept(gap=gap, reason=reason, until=MONTH, by=cast.cio, at=AT)
        assert set(refusal.value.fields) == {"reason"}


class TestMarkWrong:
    def test_keeps_the_reason(self, gap, cast):
        writes.mark_wrong(gap=gap, reason="Three were stopped.", by=cast.department_head, at=AT)
        gap.refresh_from_db()
        assert (gap.state, gap.reason) == (GapState.DISPUTED, "Three were stopped.")
        assert "Mark Brand marked" in said(gap, cast.cio)
        assert said(gap, cast.cio).endswith("as wrong: Three were stopped.")

    def test_can_follow_an_acceptance_and_forgets_its_day(self, gap, cast):
        writes.accept(gap=gap, reason="We move.", until=MONTH, by=cast.cio, at=AT)
        writes.mark_wrong(gap=gap, reason="They are open.", by=cast.cio, at=AT)
        assert gap.accepted_until is None


class TestReopen:
    @pytest.mark.parametrize("state", [GapState.ACCEPTED, GapState.DISPUTED, GapState.DIFFER])
    def test_starts_afresh(self, state, gap_of, cast):
        gap = gap_of(state=state, reason="x", accepted_until=MONTH, business_differs_at=AT, it_differs_at=AT)
        writes.reopen(gap=gap, by=cast.cio, at=LATER)
        gap.refresh_from_db()
        assert (gap.state, gap.reason, gap.accepted_until) == (GapState.OPEN, "", None)
        assert gap.business_differs_at is None
        assert gap.it_differs_at is None
        assert "took up" in said(gap, cast.cio)


class TestDiffer:
    def test_one_signature_leaves_it_open(self, gap, cast):
        writes.sign_differ(gap=gap, by=cast.department_head, at=AT)
        gap.refresh_from_db()
        assert (gap.state, gap.business_differs_at, gap.it_differs_at) == (GapState.OPEN, AT, None)
        assert "Mark Brand signed for the business" in said(gap, cast.cio)

    @pytest.mark.parametrize("order", [("department_head", "cio"), ("cio", "department_head")])
    def test_both_close_it(self, order, gap, cast):
        for name in order:
            writes.sign_differ(gap=Gap.objects.get(pk=gap.pk), by=getattr(cast, name), at=LATER)
        gap.refresh_from_db()
        assert (gap.state, gap.closed_at) == (GapState.DIFFER, LATER)

    def test_nobody_signs_twice(self, gap, cast):
        writes.sign_differ(gap=gap, by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.sign_differ(gap=gap, by=cast.cio, at=AT)

    def test_nobody_signs_for_the_owners(self, gap, cast):
        for person in (cast.office, cast.administrator, cast.ceo, cast.employee):
            with pytest.raises(NotAllowed):
                writes.sign_differ(gap=gap, by=person, at=AT)

    def test_nobody_signs_for_both_sides(self, gap_of, cast):
        gap = gap_of(business_owner=cast.cio, it_owner=cast.cio)
        with pytest.raises(NotAllowed):
            writes.sign_differ(gap=gap, by=cast.cio, at=AT)

    def test_a_signature_can_be_taken_back_before_the_second(self, gap, cast):
        writes.sign_differ(gap=gap, by=cast.cio, at=AT)
        writes.withdraw_differ(gap=gap, by=cast.cio, at=AT)
        gap.refresh_from_db()
        assert gap.it_differs_at is None
        assert "took back the signature of IT" in said(gap, cast.cio)

    def test_not_after_the_second(self, gap, cast):
        for person in (cast.cio, cast.department_head):
            writes.sign_differ(gap=gap, by=person, at=AT)
        with pytest.raises(WrongState):
            writes.withdraw_differ(gap=gap, by=cast.cio, at=AT)

    def test_what_was_not_signed_cannot_be_taken_back(self, gap, cast):
        with pytest.raises(WrongState):
            writes.withdraw_differ(gap=gap, by=cast.cio, at=AT)


class TestPutOnAgenda:
    def test_plans_a_meeting_with_both_owners(self, gap, cast):
        item = writes.put_on_agenda(gap=gap, starts_at=LATER, title="Step in", by=cast.office, at=AT)
        assert item.meeting.title == "Step in"
        assert set(item.meeting.attendees.all()) == {cast.department_head, cast.cio}
        assert "Pia Office put" in said(gap, cast.cio)
        assert said(gap, cast.cio).endswith("on the agenda of Step in.")

    def test_invites_both_owners_to_a_meeting_that_is_there(self, gap, cast):
        meeting = meetings.plan_meeting(
            title="Weekly", starts_at=LATER, chair_id=cast.office.pk, attendee_ids=[cast.cfo.pk], by=cast.office, at=AT
        )
        writes.put_on_agenda(gap=gap, meeting_id=meeting.pk, by=cast.office, at=AT)
        assert set(meeting.attendees.all()) == {cast.cfo, cast.department_head, cast.cio}

    def test_passes_over_an_owner_who_has_left(self, gap, cast):
        cast.department_head.is_active = False
        cast.department_head.save(update_fields=["is_active"])
        item = writes.put_on_agenda(gap=gap, starts_at=LATER, by=cast.office, at=AT)
        assert set(item.meeting.attendees.all()) == {cast.cio}

    def test_asks_for_a_meeting(self, gap, cast):
        with pytest.raises(Invalid) as refusal:
            writes.put_on_agenda(gap=gap, by=cast.cio, at=AT)
        assert "meeting_id" in refusal.value.fields

    def test_refuses_to_stand_on_two_agendas(self, gap, cast):
        writes.put_on_agenda(gap=gap, starts_at=LATER, by=cast.cio, at=AT)
        with pytest.raises(WrongState):
            writes.put_on_agenda(gap=gap, starts_at=LATER, by=cast.cio, at=AT)
        assert Meeting.objects.count() == 1


class TestPromiseStep:
    def test_makes_a_promise_about_the_gap(self, gap, cast):
        made = writes.promise_step(
            gap=gap, what="Open the pages", owner_id=cast.department_head.pk, due_date=MONTH, by=cast.cio, at=AT
        )
        gap.refresh_from_db()
        assert made.about == Ref("gaps.gap", gap.pk)
        assert gap.measure_again_date == MONTH + timedelta(days=30)

    def test_takes_a_day_to_measure_again(self, gap, cast):
        writes.promise_step(
            gap=gap, what="Open", owner_id=cast.cio.pk, due_date=MONTH, measure_again=MONTH, by=cast.cio, at=AT
        )
        assert gap.measure_again_date == MONTH

    def test_measures_again_not_before_the_step_is_due(self, gap, cast):
        with pytest.raises(Invalid) as refusal:
            writes.promise_step(
                gap=gap, what="Open", owner_id=cast.cio.pk, due_date=MONTH, measure_again=AT.date(), by=cast.cio, at=AT
            )
        assert "measure_again" in refusal.value.fields
        assert not Promise.objects.exists()

    def test_a_refused_promise_leaves_the_gap_as_it_was(self, gap, cast):
        with pytest.raises(Invalid):
            writes.promise_step(
                gap=gap, what="Open", owner_id=cast.cio.pk, due_date=AT.date() - timedelta(days=1), by=cast.cio, at=AT
            )
        gap.refresh_from_db()
        assert (gap.version, gap.measure_again_date) == (1, None)


class TestSetMeasureAgain:
    def test_sets_the_day(self, gap, cast):
        writes.set_measure_again(gap=gap, on=MONTH, by=cast.cio, at=AT)
        gap.refresh_from_db()
        assert gap.measure_again_date == MONTH
        assert said(gap, cast.cio).endswith("measured again on 1 Jul 2026.")

    def test_refuses_a_day_that_is_past(self, gap, cast):
        with pytest.raises(Invalid) as refusal:
            writes.set_measure_again(gap=gap, on=AT.date(), by=cast.cio, at=AT)
        assert refusal.value.fields
