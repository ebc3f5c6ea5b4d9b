"""The agenda that writes itself: what was left open, the most pressing topics that fit, and nothing twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accord.apps.decisions import writes as decisions
from accord.apps.goals import writes as goals
from accord.apps.goals.models import Goal
from accord.apps.meetings import reads, sockets, writes
from accord.apps.meetings.models import AgendaItem, Meeting, Series
from accord.apps.meetings.reads.ranking import candidates
from accord.apps.meetings.sockets import TopicCandidate, TopicSource
from accord.apps.promises import writes as promises
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import NotAllowed, Ref, WrongState
from tests.apps.meetings.conftest import AT, LATER, START

pytestmark = pytest.mark.django_db
AFTER = START + timedelta(hours=2)


@pytest.fixture
def pressing(cast):
    """A late promise between two people at the table, a decision that waits, a goal due for review."""
    promise = promises.make_promise(
        what="Deliver the list", owner_id=cast.delivery_lead.pk, made_to_id=cast.marketer.pk,
        due_date=AT.date() + timedelta(days=1), by=cast.delivery_lead, at=AT,
    )  # fmt: skip
    decision = decisions.raise_decision(
        question="Which supplier?", about=None, decider_id=cast.cio.pk, by=cast.cio, at=AT - timedelta(days=20)
    )
    goal = goals.add_goal(title="Answer in a day", by=cast.office, at=AT)
    Goal.objects.filter(pk=goal.pk).update(
        review_date=START.date(), business_owner=cast.department_head, it_owner=cast.delivery_lead
    )
    return [Ref("promises.promise", promise.pk), Ref("decisions.decision", decision.pk), Ref("goals.goal", goal.pk)]


def series_of(cast, *moments):
    """Make a series with a meeting at each moment, as it would come round."""
    series = Series.objects.create(
        title="Both sides", chair=cast.cio, zone="Europe/Berlin", first_date=START.date(), start_time="09:00",
        rule="FREQ=WEEKLY", created_at=AT,
    )  # fmt: skip
    return [
        Meeting.objects.create(
            title="Both sides", starts_at=at, chair=cast.cio, series=series, occurrence_at=at, created_at=AT
        )
        for at in moments
    ]


def topics_of(meeting):
    items = AgendaItem.objects.filter(meeting=meeting, position__gte=1).order_by("position")
    return [item.topic or item.title for item in items]


class TestWriteAgenda:
    def test_takes_up_what_presses_with_why_and_time_and_nothing_twice(self, pressing, meeting, cast):
        done = writes.write_agenda(meeting_id=meeting.pk, by=cast.cio, at=LATER)
        promise, decision, goal = pressing
        assert topics_of(meeting) == [decision, promise, goal]  # 0.8 waited long, 0.7 late by 8 days, 0.4 due
        assert (done.topics, done.carried) == (3, 0)
        lines = reads.meeting_page(viewer=cast.cio, meeting_id=meeting.pk).agenda
        assert [line.why for line in lines] == [
            "waits since 12 May 2026; who it takes is invited",
            "was due on 2 Jun 2026; both it takes are invited",
            "its review was due on 10 Jun 2026; both it takes are invited",
        ]
        assert all(line.evidence and line.evidence.url for line in lines)
        again = writes.write_agenda(meeting_id=meeting.pk, by=cast.cio, at=LATER)
        assert (again.topics, again.carried) == (0, 0)
        assert Entry.objects.filter(code="meetings.meeting.agenda_written").count() == 1

    def test_leaves_alone_what_people_put_moved_or_took_off(self, pressing, meeting, cast):
        own = writes.put_on_agenda(meeting_id=meeting.pk, title="A worry", minutes=10, by=cast.marketer, at=LATER)
        writes.write_agenda(meeting_id=meeting.pk, by=cast.cio, at=LATER)
        assert topics_of(meeting)[0] == "A worry"
        assert own.added_by_id == cast.marketer.pk
        second = AgendaItem.objects.get(meeting=meeting, position=2)
        writes.take_off(item_id=second.pk, by=cast.cio, at=LATER)
        writes.write_agenda(meeting_id=meeting.pk, by=cast.cio, at=LATER)
        assert second.topic not in topics_of(meeting)
        assert second.topic not in {
            one.ref for one in reads.meeting_page(viewer=cast.cio, meeting_id=meeting.pk).candidates
        }

    def test_rolls_over_what_a_series_left_open_and_says_how_often(self, cast):
        first, second, third = series_of(cast, START, START + timedelta(days=7), START + timedelta(days=14))
        item = writes.put_on_agenda(meeting_id=first.pk, title="The old knot", by=cast.cio, at=AT)
        for place, following in ((first, second), (second, third)):
            writes.hold_meeting(meeting_id=place.pk, by=cast.cio, at=place.starts_at)
            assert writes.write_agenda(meeting_id=following.pk, by=cast.cio, at=place.starts_at).carried == 1
        (line,) = reads.meeting_page(viewer=cast.cio, meeting_id=third.pk).agenda
        assert (line.title, line.times_words) == ("The old knot", "third time")
        assert AgendaItem.objects.get(pk=item.pk).state == "carried"

    def test_offers_what_was_parked_next_time(self, cast):
        first, second = series_of(cast, START, START + timedelta(days=7))
        note = writes.write_note(meeting_id=first.pk, text="The canteen app", kind="parked", by=cast.cio, at=START)
        parked = writes.put_on_agenda(meeting_id=first.pk, title="Logo", by=cast.cio, at=AT)
        writes.record_outcome(item_id=parked.pk, kind="parked", text="After summer", by=cast.cio, at=START)
        writes.hold_meeting(meeting_id=first.pk, by=cast.cio, at=START)
        writes.write_agenda(meeting_id=second.pk, by=cast.cio, at=START)
        assert set(topics_of(second)) == {Ref("meetings.note", note.pk), Ref("meetings.item", parked.pk)}
        lines = reads.meeting_page(viewer=cast.cio, meeting_id=second.pk).agenda
        assert {line.title for line in lines} == {"The canteen app", "Logo"}

    def test_is_written_by_itself_two_days_before_and_once(self, pressing, meeting, cast):
        early = START - timedelta(days=2, minutes=1)
        assert writes.write_agendas(by=None, at=early) == 0
        assert writes.write_agendas(by=None, at=START - timedelta(days=2)) == 1
        assert pressing[0] in topics_of(meeting)  # as the chair sees it: a decision of others stays out
        assert pressing[1] not in topics_of(meeting)
        assert writes.write_agendas(by=None, at=START - timedelta(days=1)) == 0

    def test_is_not_for_those_merely_invited_nor_over(self, meeting, cast):
        with pytest.raises(NotAllowed):
            writes.write_agenda(meeting_id=meeting.pk, by=cast.marketer, at=LATER)
        writes.hold_meeting(meeting_id=meeting.pk, by=cast.cio, at=AFTER)
        with pytest.raises(WrongState):
            writes.write_agenda(meeting_id=meeting.pk, by=cast.cio, at=AFTER)


class TestCandidates:
    def test_need_as_many_queries_for_two_thousand_as_for_twenty(self, meeting, cast):
        def asked(count):
            from accord.apps.promises.models import Promise

            Promise.objects.all().delete()
            Promise.objects.bulk_create(
                Promise(what=f"Promise {n}", owner=cast.delivery_lead, made_to=cast.cio, due_date=AT.date() - timedelta(days=n % 50),
                        first_due_date=AT.date(), created_at=AT, created_by=cast.cio)
                for n in range(count)
            )  # fmt: skip
            with CaptureQueriesContext(connection) as found:
                page = reads.meeting_page(viewer=cast.cio, meeting_id=meeting.pk)
            assert page.candidates
            return len(found)

        assert asked(2_000) == asked(20)

    def test_of_one_record_from_two_sources_count_once_with_the_greater_weight(self, meeting, topic, cast):
        before = list(sockets.topics)
        two = [
            TopicSource(
                f"x.{n}", "X", lambda viewer, at, w=w: [TopicCandidate(topic, f"{w}", "/x/", weight=w)], lambda v, r: {}
            )
            for n, w in enumerate((0.2, 0.9))
        ]
        sockets.topics.plug(*two)
        try:
            found = candidates(viewer=cast.cio, meeting=meeting, here={cast.cio.pk})
        finally:
            for one in two:
                sockets.topics.unplug(one)
        assert list(sockets.topics) == before
        assert [one.sentence for one in found if one.ref == topic] == ["0.9"]


def test_a_promise_seen_now_says_how_late_it_is(cast):
    due = timezone.localdate() - timedelta(days=3)
    promise = promises.make_promise(
        what="Deliver", owner_id=cast.cio.pk, due_date=due, by=cast.cio, at=timezone.now() - timedelta(days=9)
    )
    ref = Ref("promises.promise", promise.pk)
    source = next(one for one in sockets.topics if one.kind == ref.kind)
    assert "3 days ago" in source.evidence(cast.cio, [ref])[ref].sentence
    assert source.evidence(cast.employee, [ref]) == {}
