"""Another day proposed before the first one: who is asked, what they answer, what counts as agreed in time."""

from datetime import date, timedelta

import pytest

from accord.apps.promises import permissions, writes
from accord.apps.promises.models import Promise, Proposal
from accord.apps.trail import reads as trail
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, Ref, WrongState
from tests.apps.promises.conftest import AT, DUE, LATER

OTHER_DAY = DUE + timedelta(days=14)


def told(promise, viewer):
    return [line.sentence for line in trail.history(viewer=viewer, subject=Ref("promises.promise", promise.pk))]


def propose(promise, by, at=LATER, **values):
    ask = {"due_date": OTHER_DAY, "reason": "The supplier is late", **values}
    return writes.propose_day(promise=promise, by=by, at=at, **ask)


class TestProposeDay:
    def test_changes_nothing_until_the_other_agrees(self, promise, cast):
        proposal = propose(promise, cast.marketer, what="Send half of them")
        stored = Promise.objects.get()
        assert (stored.due_date, stored.what, stored.version) == (DUE, "Send the sample invoices", 1)
        assert (proposal.asked_id, proposal.what, proposal.state) == (cast.employee.pk, "Send half of them", "open")
        assert told(promise, cast.cio)[0] == (
            "Mia Copy asked Emil Worker to agree to 4 Jul 2026 for the promise “Send the sample invoices”."
        )

    @pytest.mark.parametrize("change", [{"due_date": DUE}, {"due_date": date(2026, 6, 1)}, {"reason": " "},
                                        {"what": "x" * 501}])  # fmt: skip
    def test_refuses_with_a_sentence_at_the_field(self, promise, cast, change):
        with pytest.raises(Invalid) as refused:
            propose(promise, cast.marketer, **change)
        assert list(refused.value.fields) == list(change)
        assert not Proposal.objects.exists()

    def test_comes_before_the_first_day_or_not_at_all(self, promise, cast):
        at = AT + timedelta(days=18)  # the eve of the first day
        propose(promise, cast.marketer, at=at)
        writes.withdraw_proposal(promise=promise, by=cast.marketer, at=at)
        with pytest.raises(WrongState, match="before the first day only"):
            propose(promise, cast.marketer, at=at + timedelta(days=1))

    def test_waits_for_one_answer_at_a_time(self, promise, cast):
        propose(promise, cast.marketer)
        with pytest.raises(WrongState, match="waits for an answer"):
            propose(promise, cast.marketer, due_date=OTHER_DAY + timedelta(days=1))

    def test_is_the_owners_the_writers_and_the_offices(self, promise, cast):
        for person in set(cast.signed_in) - {cast.marketer, cast.cio, cast.office, cast.administrator}:
            with pytest.raises(NotAllowed):
                propose(promise, person)

    def test_holds_what_it_is_about_still_while_it_waits(self, promise, cast):
        propose(promise, cast.marketer)
        for values in ({"due_date": OTHER_DAY}, {"what": "Less"}, {"made_to_id": cast.cfo.pk}):
            with pytest.raises(WrongState, match="Take the proposal back first"):
                writes.edit_promise(promise=promise, values=values, reason="x", by=cast.marketer, at=LATER)
        writes.edit_promise(promise=promise, values={"kind": "data"}, by=cast.marketer, at=LATER)

    def test_refuses_a_settled_promise_and_a_stale_look(self, promise, cast):
        old = permissions.find(cast.marketer, promise.pk)
        writes.keep_promise(promise=promise, by=cast.marketer, at=LATER)
        with pytest.raises(EditConflict):
            propose(old, cast.marketer)
        with pytest.raises(WrongState, match="kept already"):
            propose(promise, cast.marketer)


class TestWhoAgrees:
    def made(self, cast, owner, by, **values):
        return writes.make_promise(what="Call", owner_id=owner.pk, due_date=DUE, by=by, at=AT, **values)

    def test_is_the_one_it_was_made_to(self, promise, cast):
        assert permissions.who_agrees(promise, proposed_by=cast.marketer) == cast.employee.pk

    def test_is_else_who_wrote_it_down(self, cast):
        made = self.made(cast, cast.marketer, cast.cio)
        assert permissions.who_agrees(made, proposed_by=cast.marketer) == cast.cio.pk

    def test_is_else_the_next_head_above(self, cast):
        assert permissions.who_agrees(
            self.made(cast, cast.marketer, cast.marketer), proposed_by=cast.marketer
        ) == cast.department_head.pk  # fmt: skip
        head = cast.department_head
        assert permissions.who_agrees(self.made(cast, head, head), proposed_by=head) == cast.ceo.pk

    def test_is_nobody_for_whom_nobody_stands_above(self, cast):
        made = self.made(cast, cast.ceo, cast.ceo)
        with pytest.raises(WrongState, match="Nobody is there"):
            propose(made, cast.ceo)

    def test_passes_over_who_has_left_and_who_proposes(self, promise, cast):
        cast.employee.is_active = False
        cast.employee.save()
        assert permissions.who_agrees(promise, proposed_by=cast.marketer) == cast.cio.pk
        assert permissions.who_agrees(promise, proposed_by=cast.cio) == cast.department_head.pk

    def test_takes_two_queries(self, promise, cast, django_assert_num_queries):
        with django_assert_num_queries(2):
            permissions.who_agrees(promise, proposed_by=cast.marketer)


class TestAcceptDay:
    def test_moves_the_day_and_is_kept_as_agreed_in_time(self, promise, cast):
        propose(promise, cast.marketer, what="Send half of them")
        writes.accept_day(promise=promise, by=cast.employee, at=LATER)
        stored = Promise.objects.get()
        assert (stored.due_date, stored.first_due_date, stored.what) == (OTHER_DAY, DUE, "Send half of them")
        assert (stored.renegotiated_at, stored.reason) == (LATER, "The supplier is late")
        assert Proposal.objects.get().state == "accepted"
        assert told(promise, cast.cio)[0] == (
            "Emil Worker agreed to 4 Jul 2026 for the promise “Send half of them”."
        )  # fmt: skip

    @pytest.mark.parametrize(("days", "in_time"), [(18, True), (19, False), (25, False)])
    def test_is_in_time_before_the_first_day_only(self, promise, cast, days, in_time):
        propose(promise, cast.marketer)
        writes.accept_day(promise=promise, by=cast.employee, at=AT + timedelta(days=days))
        stored = Promise.objects.get()
        assert stored.due_date == OTHER_DAY
        assert (stored.renegotiated_at is not None) == in_time

    def test_is_for_the_one_who_was_asked_alone(self, promise, cast):
        propose(promise, cast.marketer)
        for person in set(cast.signed_in) - {cast.employee}:
            with pytest.raises(NotAllowed, match="who was asked"):
                writes.accept_day(promise=promise, by=person, at=LATER)
            with pytest.raises(NotAllowed, match="who was asked"):
                writes.decline_day(promise=promise, by=person, at=LATER)

    def test_refuses_a_day_that_is_over_and_what_was_answered(self, promise, cast):
        propose(promise, cast.marketer)
        with pytest.raises(WrongState, match="passed already"):
            writes.accept_day(promise=promise, by=cast.employee, at=AT + timedelta(days=60))
        writes.accept_day(promise=promise, by=cast.employee, at=LATER)
        for write in (writes.accept_day, writes.decline_day):
            with pytest.raises(WrongState, match="No other day waits"):
                write(promise=promise, by=cast.employee, at=LATER)

    def test_can_be_agreed_on_once_more(self, promise, cast):
        for days in (14, 21):
            propose(promise, cast.marketer, due_date=DUE + timedelta(days=days))
            writes.accept_day(promise=promise, by=cast.employee, at=LATER)
        assert Promise.objects.get().due_date == DUE + timedelta(days=21)


class TestDeclineDay:
    def test_leaves_the_promise_as_it_was(self, promise, cast):
        propose(promise, cast.marketer)
        writes.decline_day(promise=promise, reason=" We plan with it ", by=cast.employee, at=LATER)
        proposal = Proposal.objects.get()
        assert (proposal.state, proposal.answer, proposal.answered_at) == ("declined", "We plan with it", LATER)
        stored = Promise.objects.get()
        assert (stored.due_date, stored.renegotiated_at, stored.version) == (DUE, None, 1)
        assert told(promise, cast.cio)[0] == (
            "Emil Worker did not agree to 4 Jul 2026 for the promise “Send the sample invoices”."
        )

    def test_lets_the_owner_move_the_day_alone_which_agrees_nothing(self, promise, cast):
        propose(promise, cast.marketer)
        writes.decline_day(promise=promise, by=cast.employee, at=LATER)
        writes.edit_promise(
            promise=promise, values={"due_date": OTHER_DAY}, reason="It is late", by=cast.marketer, at=LATER
        )
        assert Promise.objects.get().renegotiated_at is None


class TestWithdrawProposal:
    def test_takes_back_what_waits(self, promise, cast):
        propose(promise, cast.marketer)
        with pytest.raises(NotAllowed):
            writes.withdraw_proposal(promise=promise, by=cast.employee, at=LATER)
        writes.withdraw_proposal(promise=promise, by=cast.marketer, at=LATER)
        assert Proposal.objects.get().state == "withdrawn"
        assert told(promise, cast.cio)[0].startswith("Mia Copy took back the proposal of 4 Jul 2026")
        with pytest.raises(WrongState, match="No other day waits"):
            writes.withdraw_proposal(promise=promise, by=cast.marketer, at=LATER)

    @pytest.mark.parametrize("write", [
        writes.keep_promise, lambda **ask: writes.miss_promise(reason="Ill", **ask),
        lambda **ask: writes.withdraw_promise(reason="Not needed", **ask),
    ])  # fmt: skip
    def test_happens_when_the_promise_is_settled(self, promise, cast, write):
        propose(promise, cast.marketer)
        write(promise=promise, by=cast.marketer, at=LATER)
        assert Proposal.objects.get().state == "withdrawn"


def test_who_is_asked_may_see_the_promise(cast):
    made = writes.make_promise(what="Call", owner_id=cast.marketer.pk, due_date=DUE, by=cast.marketer, at=AT)
    cast.marketing.head = cast.employee
    cast.marketing.save()
    propose(made, cast.marketer)
    cast.marketing.head = None
    cast.marketing.save()
    assert permissions.find(cast.employee, made.pk) == made
