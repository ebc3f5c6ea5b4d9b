"""Planning, agendas, outcomes, carrying over: who may, in which state, what the trail says."""

from datetime import date, timedelta

import pytest

from accord.apps.meetings import permissions, reads, writes
from accord.apps.meetings.models import AgendaItem, Meeting
from accord.apps.promises.models import Promise
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from tests.apps.meetings.conftest import AT, LATER, START

DUE = date(2026, 7, 1)
AFTER = START + timedelta(hours=1)


def told(meeting, viewer):
    return [line.sentence for line in reads.meeting_history(viewer=viewer, meeting_id=meeting.pk)]


def order(meeting):
    rows = AgendaItem.objects.filter(meeting=meeting, position__gte=1).order_by("position")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.title or str(row.topic) for row in rows]


def put(meeting, by, *titles):
    return [writes.put_on_agenda(meeting_id=meeting.pk, title=title, by=by, at=AT) for title in titles]


class TestPlanMeeting:
    def test_invites_and_tells(self, meeting, cast):
        assert set(meeting.attendees.all()) == {cast.marketer, cast.department_head, cast.cio}
        assert "Lena Ship planned the meeting “Marketing and IT” for 10 Jun 2026" in " ".join(told(meeting, cast.cio))
        assert "Lena Ship invited Mia Copy to “Marketing and IT”." in told(meeting, cast.cio)

    def test_lets_only_some(self, cast):
        may = {cast.ceo, cast.cio, cast.cfo, cast.chro, cast.delivery_lead, cast.department_head, cast.operations_head,
               cast.office, cast.administrator}  # fmt: skip
        for person in cast.signed_in:
            ask = {
                "title": "x",
                "starts_at": START,
                "chair_id": cast.cio.pk,
                "attendee_ids": [],
                "by": person,
                "at": AT,
            }
            if person in may:
                made = writes.plan_meeting(**ask)
                assert permissions.find(person, made.pk) == made  # whoever plans it can see it
            else:
                with pytest.raises(NotAllowed):
                    writes.plan_meeting(**ask)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"title": " "}, "title"),
            ({"minutes": 0}, "minutes"),
            ({"starts_at": AT - timedelta(days=2)}, "starts_at"),
            ({"chair_id": 10**9}, "chair_id"),
            ({"attendee_ids": [10**9]}, "attendee_ids"),
        ],
    )
    def test_refuses_with_a_sentence_at_the_field(self, cast, change, field):
        ask = {"title": "x", "starts_at": START, "chair_id": cast.cio.pk, "attendee_ids": []}
        with pytest.raises(Invalid) as refused:
            writes.plan_meeting(**{**ask, **change}, by=cast.cio, at=AT)
        assert list(refused.value.fields) == [field]
        assert not Meeting.objects.exists()


class TestEditMeeting:
    def test_keeps_a_former_chair_invited(self, meeting, cast):
        writes.edit_meeting(meeting_id=meeting.pk, values={"chair_id": cast.cio.pk}, by=cast.office, at=LATER)
        assert cast.delivery_lead in meeting.attendees.all()
        assert cast.cio not in meeting.attendees.all()

    def test_tells_the_second_what_the_first_changed(self, meeting, cast):
        writes.edit_meeting(
            meeting_id=meeting.pk, values={"title": "Both sides"}, seen_version=1, by=cast.cio, at=LATER
        )
        with pytest.raises(EditConflict) as conflict:
            writes.edit_meeting(meeting_id=meeting.pk, values={"title": "x"}, seen_version=1, by=cast.office, at=LATER)
        assert "Ida Byte" in conflict.value.changes[0]
        assert Meeting.objects.get().title == "Both sides"

    def test_is_for_the_chair_invited_heads_leaders_and_the_office(self, meeting, cast):
        may = {cast.delivery_lead, cast.department_head, cast.cio, cast.cfo, cast.chro, cast.office, cast.administrator}
        for person in cast.signed_in:
            ask = {"meeting_id": meeting.pk, "values": {"place": person.name}, "by": person, "at": LATER}
            if person in may:
                assert writes.edit_meeting(**ask).place == person.name
            else:
                with pytest.raises(NotAllowed if person == cast.marketer else NotFound):
                    writes.edit_meeting(**ask)


class TestInvite:
    def test_invites_once_and_takes_off(self, meeting, cast):
        writes.invite(meeting_id=meeting.pk, person_ids=[cast.employee.pk, cast.marketer.pk], by=cast.cio, at=LATER)
        assert meeting.attendees.count() == 4
        assert told(meeting, cast.cio)[0] == "Ida Byte invited Emil Worker to “Marketing and IT”."
        writes.uninvite(meeting_id=meeting.pk, person_id=cast.employee.pk, by=cast.cio, at=LATER)
        with pytest.raises(NotFound):
            permissions.find(cast.employee, meeting.pk)

    def test_never_takes_the_chair_or_a_stranger_off(self, meeting, cast):
        for person in (cast.delivery_lead, cast.employee):
            with pytest.raises(WrongState):
                writes.uninvite(meeting_id=meeting.pk, person_id=person.pk, by=cast.cio, at=LATER)


class TestAgenda:
    def test_keeps_positions_together(self, meeting, cast):
        one, two, three = put(meeting, cast.cio, "One", "Two", "Three")
        writes.move_item(item_id=three.pk, position=1, by=cast.cio, at=LATER)
        assert order(meeting) == ["Three", "One", "Two"]
        assert "moved “Three” to place 1" in told(meeting, cast.cio)[0]
        writes.take_off(item_id=one.pk, by=cast.cio, at=LATER)
        assert order(meeting) == ["Three", "Two"]
        writes.put_back(item_id=one.pk, by=cast.cio, at=LATER)
        assert order(meeting) == ["Three", "Two", "One"]
        writes.move_item(item_id=two.pk, position=99, by=cast.cio, at=LATER)
        assert order(meeting) == ["Three", "One", "Two"]

    def test_refuses_a_topic_that_stands_already_and_says_where(self, item, other, topic, cast):
        with pytest.raises(WrongState, match="already on the agenda of “Marketing and IT” on"):
            writes.put_on_agenda(meeting_id=other.pk, topic=topic, by=cast.cfo, at=LATER)
        alone = writes.plan_meeting(
            title="Heads",
            starts_at=START,
            chair_id=cast.operations_head.pk,
            attendee_ids=[],
            by=cast.operations_head,
            at=AT,
        )
        with pytest.raises(WrongState) as refused:
            writes.put_on_agenda(meeting_id=alone.pk, topic=topic, by=cast.operations_head, at=LATER)
        assert "Marketing" not in str(refused.value)

    def test_refuses_topics_one_may_not_see_and_empty_items(self, meeting, hidden, cast):
        for ask, field in (({"topic": hidden}, "topic"), ({"topic": Ref("no.kind", 1)}, "topic"), ({"title": " "}, "title"),
                           ({"title": "x", "minutes": 0}, "minutes")):  # fmt: skip
            with pytest.raises(Invalid) as refused:
                writes.put_on_agenda(meeting_id=meeting.pk, **ask, by=cast.department_head, at=LATER)
            assert list(refused.value.fields) == [field]

    def test_is_added_to_but_not_ordered_by_those_merely_invited_nor_over(self, meeting, cast):
        (one,) = put(meeting, cast.marketer, "x")
        with pytest.raises(NotAllowed):
            writes.take_off(item_id=one.pk, by=cast.marketer, at=LATER)
        with pytest.raises(NotFound):
            put(meeting, cast.employee, "x")
        writes.hold_meeting(meeting_id=meeting.pk, by=cast.cio, at=AFTER)
        with pytest.raises(WrongState):
            put(meeting, cast.cio, "x")

    def test_tells_the_second_who_edits_an_item(self, meeting, cast):
        (one,) = put(meeting, cast.cio, "One")
        writes.edit_item(item_id=one.pk, values={"minutes": 20}, seen_version=1, by=cast.cio, at=LATER)
        with pytest.raises(EditConflict):
            writes.edit_item(item_id=one.pk, values={"minutes": 5}, seen_version=1, by=cast.office, at=LATER)
        assert AgendaItem.objects.get().minutes == 20


class TestOutcome:
    def test_makes_the_promise_about_the_topic_in_the_same_step(self, item, topic, cast):
        promise = {"owner_id": cast.marketer.pk, "due_date": DUE, "what": "Send invoices"}
        writes.record_outcome(
            item_id=item.pk, kind="promise", text="Mia sends them", promise=promise, by=cast.delivery_lead, at=LATER
        )
        made = Promise.objects.get()
        assert (made.what, made.owner, made.made_to, made.about) == (
            "Send invoices",
            cast.marketer,
            cast.delivery_lead,
            topic,
        )
        stored = AgendaItem.objects.get()
        assert (stored.state, stored.promise, stored.outcome) == ("done", made, "Mia sends them")
        assert told(item.meeting, cast.cio)[0] == "Lena Ship recorded a promise on “Invoice reader”: Mia sends them."

    def test_makes_neither_if_the_promise_cannot_be_made(self, item, cast):
        past = {"owner_id": cast.marketer.pk, "due_date": date(2026, 5, 1)}
        for promise, field in ((None, "owner_id"), ({"owner_id": cast.cio.pk}, "due_date"), (past, "due_date")):
            with pytest.raises(Invalid) as refused:
                writes.record_outcome(item_id=item.pk, kind="promise", text="x", promise=promise, by=cast.cio, at=LATER)
            assert field in refused.value.fields
        assert not Promise.objects.exists()
        assert AgendaItem.objects.get().state == "open"

    def test_lets_a_chair_without_a_role_write_down_promises_of_those_who_take_part(self, meeting, cast):
        writes.edit_meeting(meeting_id=meeting.pk, values={"chair_id": cast.marketer.pk}, by=cast.cio, at=AT)
        one, two = put(meeting, cast.marketer, "One", "Two")
        ask = {"kind": "promise", "text": "Do it", "by": cast.marketer, "at": LATER}
        writes.record_outcome(item_id=one.pk, promise={"owner_id": cast.cio.pk, "due_date": DUE}, **ask)
        with pytest.raises(Invalid) as refused:
            writes.record_outcome(item_id=two.pk, promise={"owner_id": cast.employee.pk, "due_date": DUE}, **ask)
        assert "takes part" in refused.value.fields["owner_id"]

    def test_is_written_once_and_can_be_taken_back(self, item, cast):
        writes.record_outcome(item_id=item.pk, kind="parked", text="Until autumn", by=cast.cio, at=LATER)
        with pytest.raises(WrongState, match="outcome already"):
            writes.record_outcome(item_id=item.pk, kind="decision", text="x", by=cast.cio, at=LATER)
        with pytest.raises(EditConflict):
            writes.record_outcome(item_id=item.pk, kind="decision", text="x", seen_version=1, by=cast.cio, at=LATER)
        back = writes.take_back_outcome(item_id=item.pk, by=cast.cio, at=LATER)
        assert (back.state, back.outcome_kind, back.outcome) == ("open", "", "")

    def test_needs_a_known_kind_and_words(self, item, cast):
        for kind, text, field in (("sold", "x", "kind"), ("decision", " ", "text")):
            with pytest.raises(Invalid) as refused:
                writes.record_outcome(item_id=item.pk, kind=kind, text=text, by=cast.cio, at=LATER)
            assert list(refused.value.fields) == [field]


class TestOver:
    def test_is_held_on_its_day_at_the_earliest(self, meeting, cast):
        with pytest.raises(WrongState, match="not begun"):
            writes.hold_meeting(meeting_id=meeting.pk, by=cast.cio, at=START - timedelta(days=1))
        assert writes.hold_meeting(meeting_id=meeting.pk, by=cast.cio, at=AFTER).state == "held"

    def test_is_cancelled_with_a_reason_and_planned_again(self, meeting, cast):
        with pytest.raises(Invalid):
            writes.cancel_meeting(meeting_id=meeting.pk, reason=" ", by=cast.cio, at=LATER)
        writes.cancel_meeting(meeting_id=meeting.pk, reason="Strike", by=cast.cio, at=LATER)
        assert told(meeting, cast.cio)[0] == "Ida Byte cancelled the meeting “Marketing and IT”: Strike."
        assert writes.reopen_meeting(meeting_id=meeting.pk, by=cast.cio, at=LATER).state == "planned"

    @pytest.mark.parametrize("how", ["held", "cancelled"])
    def test_leaves_open_items_to_be_carried_over(self, item, other, cast, how):
        here = item.meeting_id
        if how == "held":
            writes.hold_meeting(meeting_id=here, by=cast.delivery_lead, at=AFTER)
        else:
            writes.cancel_meeting(meeting_id=here, reason="x", by=cast.delivery_lead, at=AFTER)
        assert [one.id for one in reads.unfinished_items(viewer=cast.delivery_lead)] == [item.pk]
        new = writes.carry_over(item_id=item.pk, to_meeting_id=other.pk, by=cast.delivery_lead, at=AFTER)
        assert (new.topic, new.times_carried, new.carried_from, new.position) == (item.topic, 1, item, 1)
        assert reads.unfinished_items(viewer=cast.delivery_lead) == []
        with pytest.raises(WrongState):
            writes.carry_over(item_id=item.pk, to_meeting_id=other.pk, by=cast.delivery_lead, at=AFTER)

    def test_a_topic_put_anew_is_carried_from_where_it_was_left(self, item, topic, other, cast):
        writes.hold_meeting(meeting_id=item.meeting_id, by=cast.cio, at=AFTER)
        new = writes.put_on_agenda(meeting_id=other.pk, topic=topic, by=cast.cfo, at=AFTER)
        assert (new.carried_from, new.times_carried) == (item, 1)
        item.refresh_from_db()
        assert item.state == "carried"

    def test_a_carried_item_needs_both_meetings_and_another_one(self, item, cast):
        with pytest.raises(WrongState):
            writes.carry_over(item_id=item.pk, to_meeting_id=item.meeting_id, by=cast.cio, at=LATER)
        closed = writes.plan_meeting(
            title="x", starts_at=START, chair_id=cast.cfo.pk, attendee_ids=[], by=cast.cfo, at=AT
        )
        with pytest.raises(NotFound):
            writes.carry_over(item_id=item.pk, to_meeting_id=closed.pk, by=cast.delivery_lead, at=LATER)
