"""The meeting page, choosers, how topics stand, whose turn: with few queries and nothing limited."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accord.apps.meetings import reads, writes
from accord.apps.meetings.plugs import meetings as plugs
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref
from tests.apps.meetings.conftest import AT, LATER, START

AFTER = START + timedelta(hours=1)


class TestMeetingPage:
    def test_shows_evidence_boxes_and_candidates(self, source, item, hidden, meeting, cast):
        page = reads.meeting_page(viewer=cast.cio, meeting_id=meeting.pk)
        (line,) = page.agenda
        assert (line.title, line.evidence.sentence, line.starts_at) == (
            "Invoice reader",
            "Invoice reader: 3 of 8",
            START,
        )
        assert (page.minutes_boxed, page.minutes_over) == (10, -20)
        assert [one.ref for one in page.candidates] == [hidden]
        assert reads.meeting_page(viewer=cast.department_head, meeting_id=meeting.pk).candidates == ()

    def test_never_names_a_limited_topic_to_those_who_may_not_see_it(self, source, meeting, hidden, cast):
        made = writes.put_on_agenda(meeting_id=meeting.pk, topic=hidden, by=cast.cio, at=AT)
        (line,) = reads.meeting_page(viewer=cast.marketer, meeting_id=meeting.pk).agenda
        assert (line.title, line.topic, line.topic_url, line.evidence) == (
            "A topic that is not open to you",
            None,
            "",
            None,
        )
        said = reads.meeting_history(viewer=cast.marketer, meeting_id=meeting.pk)
        assert not any("takeover" in f"{one.sentence} {one.changes}" for one in said)
        ref = Ref("meetings.item", made.pk)
        assert titles(viewer=cast.cio, refs=[ref])[ref][0] == "Quiet takeover"
        assert titles(viewer=cast.marketer, refs=[ref])[ref][0] == "A topic that is not open to you"
        assert titles(viewer=cast.employee, refs=[ref]) == {}

    def test_takes_as_many_queries_for_many_items_as_for_two(self, source, item, meeting, cast):
        def queries():
            with CaptureQueriesContext(connection) as asked:
                reads.meeting_page(viewer=cast.department_head, meeting_id=meeting.pk)
            return len(asked)

        writes.put_on_agenda(meeting_id=meeting.pk, title="Second", by=cast.cio, at=AT)
        few = queries()
        for number in range(3, 20):
            writes.put_on_agenda(meeting_id=meeting.pk, title=f"Item {number}", by=cast.cio, at=AT)
        assert queries() == few <= 26

    def test_is_unknown_to_others(self, meeting, cast):
        for person in (cast.employee, cast.operations_head, cast.ceo):
            with pytest.raises(NotFound):
                reads.meeting_page(viewer=person, meeting_id=meeting.pk)
            assert titles(viewer=person, refs=[Ref("meetings.meeting", meeting.pk)]) == {}
            assert plugs._found(person, "Marketing", 5) == []


def test_upcoming_meetings_list_those_one_may_change_with_most_people_first(meeting, other, cast):
    names = [one.title for one in reads.upcoming_meetings(viewer=cast.cio)]
    assert names == ["Marketing and IT", "Money talk"]
    asked = reads.upcoming_meetings(viewer=cast.cio, people_ids=[cast.cfo.pk, cast.delivery_lead.pk])
    assert [(one.title, one.people_here) for one in asked] == [("Money talk", 2), ("Marketing and IT", 1)]
    assert reads.upcoming_meetings(viewer=cast.marketer) == []
    assert [one.title for one in reads.upcoming_meetings(viewer=cast.department_head)] == ["Marketing and IT"]


def test_standing_tells_where_a_topic_stands_or_was_settled(item, topic, other, cast):
    stands = reads.standing_of(viewer=cast.cio, refs=[topic])[topic]
    assert (stands.meeting_title, stands.is_open, stands.starts_at) == ("Marketing and IT", True, START)
    assert reads.standing_of(viewer=cast.operations_head, refs=[topic]) == {}
    writes.record_outcome(item_id=item.pk, kind="decision", text="Go on", by=cast.cio, at=LATER)
    assert reads.standing_of(viewer=cast.cio, refs=[topic])[topic].outcome == "Go on"
    writes.put_on_agenda(meeting_id=other.pk, topic=topic, by=cast.cio, at=LATER)
    assert reads.standing_of(viewer=cast.cio, refs=[topic])[topic].meeting_title == "Money talk"


def test_it_is_ones_turn_today_and_tomorrow(meeting, cast):
    for person, days, found in (
        (cast.marketer, 0, 1),
        (cast.delivery_lead, 1, 1),
        (cast.cio, 2, 0),
        (cast.cio, -1, 0),
        (cast.cfo, 0, 0),
    ):
        assert len(plugs.soon(person, START.date() - timedelta(days=days))) == found


def test_unfinished_items_are_the_turn_of_who_chaired(item, cast):
    assert plugs.unfinished(cast.delivery_lead, START.date()) == []
    writes.hold_meeting(meeting_id=item.meeting_id, by=cast.cio, at=AFTER)
    (turn,) = plugs.unfinished(cast.delivery_lead, START.date())
    assert turn.sentence == "“Invoice reader” was left open by “Marketing and IT”"
    assert plugs.unfinished(cast.cio, START.date()) == []
