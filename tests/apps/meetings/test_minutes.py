"""Minutes: drafted from what happened, corrected, sent to everybody, and marked where corrected since."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accord.apps.meetings import reads, writes
from accord.apps.meetings.models import Minutes
from accord.apps.notices.sockets import kinds
from accord.apps.trail.models import Entry
from accord.apps.ui.rules import EditConflict, NotAllowed, Ref, WrongState
from tests.apps.meetings.conftest import AT, START

pytestmark = pytest.mark.django_db
DURING = START + timedelta(minutes=4)
AFTER = START + timedelta(hours=2)
LATE = START + timedelta(days=2)


@pytest.fixture
def held(meeting, topic, cast):
    """A meeting with a decision, a promise, something open, notes, and one who was away."""
    by = cast.delivery_lead
    one, two, _three = (
        writes.put_on_agenda(meeting_id=meeting.pk, by=by, at=AT, **what)
        for what in ({"topic": topic}, {"title": "Who gives the data?"}, {"title": "Names"})
    )
    writes.write_note(meeting_id=meeting.pk, item_id=one.pk, text="Too late\nby May", by=cast.marketer, at=DURING)
    writes.write_note(meeting_id=meeting.pk, text="Canteen app", kind="parked", by=by, at=DURING)
    writes.record_outcome(
        item_id=one.pk, kind="decision", text="We stop it", decision={"reasons": "No use"}, by=by, at=DURING
    )
    promise = {"owner_id": cast.department_head.pk, "due_date": START.date() + timedelta(days=5)}
    writes.record_outcome(item_id=two.pk, kind="promise", text="The list", promise=promise, by=by, at=DURING)
    writes.note_presence(meeting_id=meeting.pk, presence={cast.cio.pk: "absent"}, by=by, at=DURING)
    writes.hold_meeting(meeting_id=meeting.pk, by=by, at=AFTER)
    return meeting


def page_of(meeting, viewer):
    return reads.minutes_page(viewer=viewer, meeting_id=meeting.pk)


def correct(meeting, text, by, seen=None, at=AFTER):
    return writes.correct_minutes(meeting_id=meeting.pk, text=text, seen_version=seen, by=by, at=at)


class TestDraft:
    def test_tells_what_happened(self, held, cast):
        page = page_of(held, cast.delivery_lead)
        text = page.text
        assert page.is_draft
        assert f"Was not there: {cast.cio.name}" in text
        for words in (
            "## 1. Invoice reader", f"- Too late by May ({cast.marketer.name})",
            f"- Decided by {cast.delivery_lead.name}: We stop it", "- Why: No use",
            f"- Promised by {cast.department_head.name} for 15 Jun 2026: The list", "## 3. Names\n- Left open.",
            "## Parked for another time\n- Canteen app",
        ):  # fmt: skip
            assert words in text

    def test_keeps_out_of_what_is_kept_what_not_all_may_see(self, held, hidden, cast):
        writes.reopen_meeting(meeting_id=held.pk, by=cast.cio, at=AFTER)
        writes.put_on_agenda(meeting_id=held.pk, topic=hidden, by=cast.cio, at=AFTER)
        assert "Quiet takeover" in page_of(held, cast.cio).text
        writes.hold_meeting(meeting_id=held.pk, by=cast.cio, at=AFTER)
        writes.send_minutes(meeting_id=held.pk, by=cast.cio, at=AFTER)
        assert "Quiet takeover" not in page_of(held, cast.cio).text
        assert "A topic that is not open to everybody invited" in page_of(held, cast.marketer).text


class TestCorrectAndSend:
    def test_keeps_every_version_and_refuses_the_slower(self, held, cast):
        correct(held, "## One\n- a", cast.delivery_lead, seen=1)
        with pytest.raises(EditConflict):
            correct(held, "## Two", cast.cio, seen=1)
        correct(held, "## One\r\n- b", cast.cio, seen=2)
        page = page_of(held, cast.marketer)
        assert page.text == "## One\n- b"
        assert [(one.number, one.written_by) for one in page.versions] == [
            (3, cast.cio.name), (2, cast.delivery_lead.name), (1, ""),
        ]  # fmt: skip
        with pytest.raises(NotAllowed):
            correct(held, "x", cast.marketer)

    def test_tells_everybody_once_sent_and_marks_corrections(self, held, cast):
        kind = next(one for one in kinds if one.code == "meetings.minutes")
        correct(held, "- by 5 June", cast.delivery_lead)
        assert list(kind.to(list(Entry.objects.filter(code__startswith="meetings.minutes.")))) == []
        writes.send_minutes(meeting_id=held.pk, by=cast.delivery_lead, at=LATE)
        correct(held, "- by 9 June", cast.cio, at=LATE + timedelta(hours=1))
        minutes = Minutes.objects.get()
        told = list(kind.to(list(Entry.objects.filter(code__startswith="meetings.minutes."))))
        people = {cast.delivery_lead.pk, cast.marketer.pk, cast.department_head.pk, cast.cio.pk}
        assert {one.person_id for one in told} == people
        assert len(told) == 2 * len(people)  # sent, and corrected since
        ref = Ref("meetings.minutes", minutes.pk)
        assert kind.say(cast.cio, [ref])[ref].url == reverse("meetings:minutes", args=[held.pk])
        assert kind.say(cast.employee, [ref]) == {}
        page = page_of(held, cast.marketer)
        assert page.is_corrected
        assert [(line.words, line.mark) for line in page.blocks[0].lines] == [
            ("by 5 June", "gone"),
            ("by 9 June", "new"),
        ]
        with pytest.raises(WrongState):
            writes.send_minutes(meeting_id=held.pk, by=cast.cio, at=LATE)

    def test_are_not_sent_before_the_meeting(self, meeting, cast):
        with pytest.raises(WrongState):
            writes.send_minutes(meeting_id=meeting.pk, by=cast.cio, at=AT)


def test_pages_show_correct_and_send(held, cast, client_of):
    lead, mia = client_of(cast.delivery_lead), client_of(cast.marketer)
    here = reverse("meetings:minutes", args=[held.pk])
    assert "We stop it" in mia.get(here).content.decode()
    assert mia.get(f"{here}edit/").status_code == 403
    assert "## 1. Invoice reader" in lead.get(f"{here}edit/").content.decode()
    assert lead.post(f"{here}edit/", {"text": "## One\n- a point", "version": 1}).status_code == 302
    assert lead.post(f"{here}edit/", {"text": "## Mine", "version": 1}).status_code == 409
    assert lead.post(f"{here}sending/", {"version": 1}).status_code == 409
    assert lead.post(f"{here}sending/", {"version": 2}).status_code == 302
    assert lead.post(f"{here}edit/", {"text": "## One\n- another point", "version": 3}).status_code == 302
    page = mia.get(here).content.decode()
    assert "<ins>another point</ins>" in page
    assert "<del>a point</del>" in page
    assert "We stop it" in mia.get(f"{here}1/").content.decode()
    assert mia.get(f"{here}9/").status_code == 404
    assert client_of(cast.employee).get(here).status_code == 404
