"""Signing what was prepared, correcting, acknowledging, handing over, cancelling, erasing."""

import pytest

from accord.apps.check_ins import reads, writes
from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.permissions import find
from accord.apps.people import writes as people
from accord.apps.trail.models import Detail
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, WrongState
from tests.apps.check_ins.conftest import DAY, OPENED, SAID, WEEK

LATER = OPENED + DAY


class TestSign:
    def test_is_for_the_one_who_was_asked(self, check_in, cast):
        for person in (cast.cio, cast.department_head, cast.office):
            with pytest.raises(NotAllowed):
                writes.sign(check_in=check_in, **SAID, by=person, at=LATER)

    def test_refuses_what_says_nothing_and_what_is_no_chance(self, check_in, cast):
        bad = {"progress": "", "status": "fine", "confidence_share": 1.0}
        with pytest.raises(Invalid) as refused:
            writes.sign(check_in=check_in, **SAID | bad, by=cast.delivery_lead, at=LATER)
        assert set(refused.value.fields) == {"progress", "status", "confidence_share"}

    def test_stays_as_it_is_signed(self, signed, cast):
        with pytest.raises(WrongState):
            writes.sign(check_in=signed, **SAID, by=cast.delivery_lead, at=LATER + DAY)
        writes.correct(check_in=signed, text="Sales waits.", status="caution", by=cast.delivery_lead, at=LATER + DAY)
        now = CheckIn.objects.get()
        assert (now.progress, now.signed_status, now.status) == (SAID["progress"], "on_track", "caution")

    def test_refuses_whoever_comes_second(self, check_in, cast):
        with pytest.raises(EditConflict):
            writes.sign(check_in=check_in, **SAID, seen_version=7, by=cast.delivery_lead, at=LATER)

    def test_is_too_late_once_the_next_one_is_open(self, check_in, cast):
        writes.open_due(by=None, at=OPENED + WEEK)
        late = find(cast.delivery_lead, check_in.pk)
        with pytest.raises(WrongState):
            writes.sign(check_in=late, **SAID, by=cast.delivery_lead, at=OPENED + WEEK)

    def test_shows_what_was_changed_by_hand_to_its_author_only(self, check_in, cast):
        drafted = {"progress": "Prepared words.", "problem": "", "chance": "", "suggested": "caution"}
        writes.sign(check_in=check_in, **SAID, drafted=drafted, by=cast.delivery_lead, at=LATER)
        today = LATER.date()
        mine = reads.check_in_page(viewer=cast.delivery_lead, check_in_id=check_in.pk, as_of=today)
        assert [(one.name, one.drafted) for one in mine.by_hand] == [("progress", "Prepared words.")]
        for other in (cast.department_head, cast.cio, cast.office):
            page = reads.check_in_page(viewer=other, check_in_id=check_in.pk, as_of=today)
            assert (page.by_hand, page.suggested, page.is_as_drafted) == ((), "", False)
        assert not Detail.objects.filter(new__icontains="Prepared words").exists()


class TestAcknowledge:
    def test_is_for_the_other_side_and_only_once(self, signed, cast):
        with pytest.raises(NotAllowed):
            writes.acknowledge(check_in=signed, by=cast.delivery_lead, at=LATER)
        writes.acknowledge(
            check_in=signed, reply="Thank you,\nwell done.", wants_talk=True, by=cast.department_head, at=LATER
        )
        assert (signed.state, signed.reply, signed.wants_talk) == ("acknowledged", "Thank you, well done.", True)
        with pytest.raises(WrongState):
            writes.acknowledge(check_in=signed, by=cast.department_head, at=LATER)

    def test_refuses_what_is_not_signed(self, check_in, cast):
        with pytest.raises(WrongState):
            writes.acknowledge(check_in=check_in, by=cast.department_head, at=LATER)


class TestHandOver:
    def test_gives_the_signature_to_somebody_of_the_same_side_and_begins_the_ladder_anew(self, check_in, cast):
        writes.walk_ladder(by=None, at=OPENED + 2 * DAY)
        with pytest.raises(Invalid):
            writes.hand_over(
                check_in=check_in, person_id=cast.cfo.pk, reason="I am away", by=cast.delivery_lead, at=LATER
            )
        writes.hand_over(
            check_in=check_in, person_id=cast.cio.pk, reason="I am away", by=cast.delivery_lead, at=OPENED + 3 * DAY
        )
        assert (check_in.answerer_id, check_in.reminded_at) == (cast.cio.pk, None)
        assert writes.walk_ladder(by=None, at=OPENED + 4 * DAY) == 0
        assert writes.walk_ladder(by=None, at=OPENED + 5 * DAY) == 1
        writes.sign(check_in=check_in, **SAID, by=cast.cio, at=OPENED + 5 * DAY)

    def test_is_open_to_the_head_who_was_told_and_to_nobody_else(self, check_in, cast):
        for day in (2, 4):
            writes.walk_ladder(by=None, at=OPENED + day * DAY)
        late = find(cast.cio, check_in.pk)
        with pytest.raises(NotAllowed):
            writes.hand_over(check_in=late, person_id=cast.cio.pk, reason="x", by=cast.department_head, at=LATER)
        writes.hand_over(check_in=late, person_id=cast.cio.pk, reason="Lena is ill", by=cast.cio, at=OPENED + 4 * DAY)
        assert late.answerer_id == cast.cio.pk


class TestCancel:
    def test_needs_a_reason_and_a_part_in_it(self, check_in, cast):
        with pytest.raises(Invalid):
            writes.cancel(check_in=check_in, reason=" ", by=cast.department_head, at=LATER)
        writes.cancel(check_in=check_in, reason="The office is closed.", by=cast.department_head, at=LATER)
        assert (check_in.state, check_in.reason) == ("cancelled", "The office is closed.")


class TestErasing:
    def test_takes_a_persons_words_and_leaves_that_they_spoke(self, signed, cast):
        writes.acknowledge(check_in=signed, reply="Read it twice", by=cast.department_head, at=LATER)
        writes.correct(check_in=signed, text="One more word", status="caution", by=cast.delivery_lead, at=LATER)
        people.erase_person(person_id=cast.delivery_lead.pk, by=cast.administrator, at=LATER + DAY)
        now = CheckIn.objects.get()
        assert (now.progress, now.drafted, now.reply) == ("", {}, "Read it twice")
        assert now.corrections.get().text == ""
        assert (now.state, now.signed_status) == ("acknowledged", "on_track")
        for word in (SAID["progress"], "One more word"):
            assert not Detail.objects.filter(new__icontains=word).exists()


class TestVisible:
    def test_follows_what_it_is_about(self, signed, cast):
        for person in (cast.delivery_lead, cast.department_head, cast.cio, cast.chro, cast.office):
            assert find(person, signed.pk)
        for person in (cast.marketer, cast.employee, cast.operations_head):
            with pytest.raises(NotFound):
                find(person, signed.pk)
