"""Running a meeting: the item under way, notes, decisions and promises that are made once, and what changed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.apps.decisions import writes as decisions
from accord.apps.decisions.models import Decision
from accord.apps.meetings import reads, writes
from accord.apps.meetings.models import AgendaItem, Note, Running
from accord.apps.promises import writes as promises
from accord.apps.promises.models import Promise
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from tests.apps.meetings.conftest import AT, LATER, START

pytestmark = pytest.mark.django_db
DURING = START + timedelta(minutes=4)


@pytest.fixture
def items(meeting, cast):
    return [
        writes.put_on_agenda(meeting_id=meeting.pk, title=title, by=cast.delivery_lead, at=AT)
        for title in ("One", "Two")
    ]


def running(meeting, viewer, at=DURING):
    return reads.running_page(viewer=viewer, meeting_id=meeting.pk, at=at)


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.pk, *more])


class TestGoTo:
    def test_starts_the_time_box_and_going_there_again_changes_nothing(self, meeting, items, cast):
        writes.go_to(meeting_id=meeting.pk, item_id=items[0].pk, by=cast.delivery_lead, at=START)
        writes.go_to(meeting_id=meeting.pk, item_id=items[0].pk, by=cast.cio, at=DURING)
        page = running(meeting, cast.marketer)
        assert (page.now.id, page.before_id, page.after_id) == (items[0].pk, None, items[1].pk)
        assert (page.clock.left, page.clock.used_percent, page.clock.is_over) == (6, 40, False)
        assert running(meeting, cast.cio, START + timedelta(minutes=13)).clock.over == 3

    def test_is_for_those_who_may_change_it_and_only_for_its_items(self, meeting, other, items, cast):
        with pytest.raises(NotAllowed):
            writes.go_to(meeting_id=meeting.pk, item_id=items[0].pk, by=cast.marketer, at=START)
        with pytest.raises(NotFound):
            writes.go_to(meeting_id=other.pk, item_id=items[0].pk, by=cast.cfo, at=START)
        assert not Running.objects.exclude(item=None).exists()


class TestNotes:
    def test_are_written_by_whoever_takes_part_and_changed_by_their_author_alone(self, meeting, items, cast):
        note = writes.write_note(meeting_id=meeting.pk, item_id=items[0].pk, text=" Late ", by=cast.marketer, at=DURING)
        writes.write_note(meeting_id=meeting.pk, text="Coffee", by=cast.cio, at=DURING)
        assert [line.text for line in running(meeting, cast.cio).notes[items[0].pk]] == ["Late"]
        with pytest.raises(NotAllowed):
            writes.edit_note(note_id=note.pk, text="Mine", by=cast.cio, at=DURING)
        writes.edit_note(note_id=note.pk, text="Late by May", seen_version=1, by=cast.marketer, at=DURING)
        with pytest.raises(EditConflict):
            writes.edit_note(note_id=note.pk, text="x", seen_version=1, by=cast.marketer, at=DURING)
        with pytest.raises(NotFound):
            writes.write_note(meeting_id=meeting.pk, text="x", by=cast.employee, at=DURING)
        with pytest.raises(Invalid):
            writes.write_note(meeting_id=meeting.pk, text="  ", by=cast.cio, at=DURING)

    def test_are_erased_with_their_author(self, meeting, cast):
        writes.write_note(meeting_id=meeting.pk, text="Mine", by=cast.marketer, at=DURING)
        assert writes.erase_notes(person_id=cast.marketer.pk, by=None, at=DURING) == 1
        assert Note.objects.get().text == ""
        assert running(meeting, cast.cio).notes == {}

    def test_are_not_written_in_a_cancelled_meeting(self, meeting, cast):
        writes.cancel_meeting(meeting_id=meeting.pk, reason="Ill", by=cast.cio, at=LATER)
        with pytest.raises(WrongState):
            writes.write_note(meeting_id=meeting.pk, text="x", by=cast.cio, at=DURING)


class TestOutcomes:
    def test_a_decision_is_kept_as_one_with_who_why_and_review(self, meeting, items, cast):
        details = {
            "decider_id": cast.cio.pk, "options": ["Both", "One"], "reasons": "One is late",
            "review_date": START.date() + timedelta(days=90),
        }  # fmt: skip
        item = writes.record_outcome(
            item_id=items[0].pk, kind="decision", text="Both", decision=details, by=cast.delivery_lead, at=DURING
        )
        kept = Decision.objects.get()
        assert (kept.question, kept.decider_id, kept.option, kept.reasons) == (
            "One",
            cast.cio.pk,
            "Both",
            "One is late",
        )
        assert kept.options.count() == 2
        assert item.decision_id == kept.pk
        writes.take_back_outcome(item_id=item.pk, by=cast.delivery_lead, at=DURING)
        writes.record_outcome(item_id=item.pk, kind="decision", text="One", by=cast.delivery_lead, at=DURING)
        assert Decision.objects.get().option == "One"  # the same question, decided anew

    def test_a_decision_that_waits_is_decided_and_not_doubled(self, meeting, cast):
        waits = decisions.raise_decision(question="Which?", about=None, decider_id=cast.cio.pk, by=cast.cio, at=AT)
        ref = Ref("decisions.decision", waits.pk)
        item = writes.put_on_agenda(meeting_id=meeting.pk, topic=ref, by=cast.cio, at=AT)
        writes.record_outcome(item_id=item.pk, kind="decision", text="The first", by=cast.cio, at=DURING)
        assert Decision.objects.get().state == "decided"
        assert AgendaItem.objects.get().decision_id == waits.pk

    def test_a_late_promise_gets_another_day_and_is_not_doubled(self, meeting, cast):
        late = promises.make_promise(
            what="Deliver",
            owner_id=cast.marketer.pk,
            due_date=AT.date(),
            made_to_id=cast.cio.pk,
            by=cast.marketer,
            at=AT,
        )
        ref = Ref("promises.promise", late.pk)
        item = writes.put_on_agenda(meeting_id=meeting.pk, topic=ref, by=cast.cio, at=AT)
        day = START.date() + timedelta(days=9)
        given = {"owner_id": cast.marketer.pk, "due_date": day}
        writes.record_outcome(
            item_id=item.pk, kind="promise", text="The data came late", promise=given, by=cast.delivery_lead, at=DURING
        )
        moved = Promise.objects.get()
        assert (moved.due_date, moved.first_due_date, moved.reason) == (day, AT.date(), "The data came late")

    def test_a_promise_says_to_whom_of_which_kind_and_how_surely(self, meeting, items, cast):
        given = {
            "owner_id": cast.department_head.pk, "due_date": START.date() + timedelta(days=9), "made_to_id": cast.cio.pk,
            "kind": "people", "confidence_share": 0.8,
        }  # fmt: skip
        writes.record_outcome(
            item_id=items[0].pk, kind="promise", text="Two people", promise=given, by=cast.cio, at=DURING
        )
        made = Promise.objects.get()
        assert (made.made_to_id, made.kind, made.confidence_share) == (cast.cio.pk, "people", 0.8)


class TestPages:
    def test_say_nothing_while_nothing_changes(self, meeting, items, cast, client_of):
        mia = client_of(cast.marketer)
        seen = reads.stamp(viewer=cast.marketer, meeting_id=meeting.pk)
        assert mia.get(at("changes", meeting), {"seen": seen}).status_code == 204
        stamps = {seen}
        changes = (
            lambda: writes.write_note(meeting_id=meeting.pk, text="x", by=cast.cio, at=DURING),
            lambda: writes.edit_note(note_id=Note.objects.get().pk, text="y", by=cast.cio, at=DURING),
            lambda: writes.move_item(item_id=items[0].pk, position=2, by=cast.cio, at=DURING),
            lambda: writes.go_to(meeting_id=meeting.pk, item_id=items[0].pk, by=cast.cio, at=DURING),
            lambda: writes.record_outcome(item_id=items[0].pk, kind="parked", text="z", by=cast.cio, at=DURING),
        )
        for change in changes:
            change()
            stamps.add(reads.stamp(viewer=cast.marketer, meeting_id=meeting.pk))
        assert len(stamps) == 1 + len(changes)
        part = mia.get(at("changes", meeting), {"seen": seen}).content.decode()
        assert 'id="live"' in part
        assert "<textarea" not in part

    def test_work_without_scripts_and_keep_what_was_typed(self, meeting, items, cast, client_of):
        lead, mia = client_of(cast.delivery_lead), client_of(cast.marketer)
        assert lead.post(at("under_way", meeting), {"item": items[0].pk}).status_code == 302
        assert mia.post(at("note", meeting), {"note-text": "Too late", "note-item": items[0].pk}).status_code == 302
        assert mia.post(at("deciding", meeting), {"decide-text": "x", "decide-item": items[0].pk}).status_code == 403
        missing = {"promise-text": "Two people", "promise-item": items[0].pk, "promise-version": 1}
        answer = lead.post(at("promising", meeting), missing)
        assert answer.status_code == 422
        assert "Two people" in answer.content.decode()
        made = {"decide-text": "Both", "decide-item": items[0].pk, "decide-version": 1, "decide-options": "One\nBoth"}
        assert lead.post(at("deciding", meeting), made).status_code == 302
        again = lead.post(at("deciding", meeting), {**made, "decide-text": "None of them"})
        assert again.status_code == 422
        assert "None of them" in again.content.decode()
        assert Decision.objects.get().option == "Both"
        page = mia.get(at("run", meeting)).content.decode()
        assert "Too late" in page
        assert "Both" in page
        note = Note.objects.get()
        assert mia.post(at("edit_note", meeting, note.pk), {"text": "Late", "version": 1}).status_code == 302
        assert lead.get(at("edit_note", meeting, note.pk)).status_code == 403
        assert client_of(cast.employee).get(at("run", meeting)).status_code == 404
