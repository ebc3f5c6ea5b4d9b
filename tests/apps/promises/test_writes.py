"""Making, moving and settling promises: who may, in which state, what the trail says."""

from datetime import UTC, date, datetime

import pytest

from accord.apps.promises import permissions, writes
from accord.apps.promises.models import Promise
from accord.apps.trail import reads as trail
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from tests.apps.promises.conftest import AT, DUE, LATER


def told(promise, viewer):
    return [line.sentence for line in trail.history(viewer=viewer, subject=Ref("promises.promise", promise.pk))]


class TestMakePromise:
    def test_keeps_the_side_and_the_first_day(self, promise, cast, secret):
        stored = Promise.objects.get()
        assert (stored.side, stored.first_due_date, stored.state) == ("business", DUE, "open")
        assert stored.about == Ref("initiatives.initiative", secret.pk)
        assert told(promise, cast.cio) == [
            "Ida Byte wrote down that Mia Copy promised “Send the sample invoices” by 20 Jun 2026."
        ]

    def test_keeps_team_both_sides_what_it_is_and_how_sure(self, cast):
        writes.make_promise(
            what="Two people for a week", owner_id=cast.marketer.pk, made_to_id=cast.cio.pk, due_date=DUE,
            kind="people", confidence_share=0.8, by=cast.marketer, at=AT,
        )  # fmt: skip
        stored = Promise.objects.get()
        assert (stored.department, stored.side, stored.to_side) == (cast.marketing, "business", "it")
        assert (stored.kind, stored.confidence_share) == ("people", 0.8)
        assert told(stored, cast.cio) == ["Mia Copy promised “Two people for a week” by 20 Jun 2026."]

    def test_lets_everybody_promise_for_themselves(self, cast):
        for person in cast.signed_in:
            writes.make_promise(what="Call back", owner_id=person.pk, due_date=DUE, by=person, at=AT)
        assert Promise.objects.count() == len(cast.signed_in)

    def test_lets_only_some_write_down_for_others(self, cast):
        may = {cast.ceo, cast.cio, cast.cfo, cast.chro, cast.delivery_lead, cast.department_head, cast.operations_head,
               cast.office, cast.administrator}  # fmt: skip
        for person in cast.signed_in:
            ask = {"what": "Call", "owner_id": cast.marketer.pk, "due_date": DUE, "by": person, "at": AT}
            if person in may or person == cast.marketer:
                assert writes.make_promise(**ask).owner_id == cast.marketer.pk
            else:
                with pytest.raises(NotAllowed, match="promise for yourself"):
                    writes.make_promise(**ask)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"what": " "}, "what"),
            ({"what": "x" * 501}, "what"),
            ({"due_date": date(2026, 5, 31)}, "due_date"),
            ({"owner_id": 10**9}, "owner_id"),
            ({"made_to_id": 10**9}, "made_to_id"),
            ({"about": Ref("initiatives.initiative", 10**9)}, "about"),
            ({"about": Ref("nothing.known", 1)}, "about"),
            ({"kind": "wishes"}, "kind"),
            ({"confidence_share": 1.0}, "confidence_share"),
            ({"confidence_share": 0.0}, "confidence_share"),
        ],
    )
    def test_refuses_with_a_sentence_at_the_field(self, cast, change, field):
        ask = {"what": "Call", "owner_id": cast.marketer.pk, "due_date": DUE, "by": cast.cio, "at": AT, **change}
        with pytest.raises(Invalid) as refused:
            writes.make_promise(**ask)
        assert list(refused.value.fields) == [field]
        assert not Promise.objects.exists()

    def test_refuses_what_it_is_about_if_the_viewer_may_not_see_it(self, cast, secret):
        about = Ref("initiatives.initiative", secret.pk)
        with pytest.raises(Invalid):
            writes.make_promise(what="x", owner_id=cast.employee.pk, due_date=DUE, about=about, by=cast.employee, at=AT)


class TestEditPromise:
    def test_moves_the_day_with_a_reason_and_keeps_the_first(self, promise, cast):
        writes.edit_promise(
            promise=promise, values={"due_date": date(2026, 7, 1)}, reason="Holidays", by=cast.marketer, at=LATER
        )
        stored = Promise.objects.get()
        assert (stored.due_date, stored.first_due_date, stored.reason) == (date(2026, 7, 1), DUE, "Holidays")
        assert (
            told(promise, cast.cio)[0]
            == "Mia Copy moved the day of the promise “Send the sample invoices” to 1 Jul 2026."
        )

    def test_refuses_to_move_without_a_reason_or_into_the_past(self, promise, cast):
        for day, field in ((date(2026, 7, 1), "reason"), (date(2026, 5, 1), "due_date")):
            with pytest.raises(Invalid) as refused:
                writes.edit_promise(promise=promise, values={"due_date": day}, by=cast.marketer, at=LATER)
            assert field in refused.value.fields

    def test_follows_the_side_it_is_made_to(self, promise, cast):
        assert promise.to_side == "business"
        for person, side in ((cast.cio, "it"), (None, "")):
            values = {"made_to_id": person.pk if person else None}
            writes.edit_promise(promise=promise, values=values, by=cast.marketer, at=LATER)
            assert Promise.objects.get().to_side == side

    def test_takes_how_sure_one_is_once_and_before_the_first_day(self, promise, cast):
        def sure(share, at=LATER):
            writes.edit_promise(promise=promise, values={"confidence_share": share}, by=cast.marketer, at=at)

        with pytest.raises(Invalid, match="look at them again") as late:
            sure(0.9, at=datetime(2026, 6, 20, 9, tzinfo=UTC))
        assert "can only be said before" in late.value.fields["confidence_share"]
        sure(0.8)
        with pytest.raises(Invalid) as again:
            sure(0.95)
        assert "stays as it is" in again.value.fields["confidence_share"]
        assert Promise.objects.get().confidence_share == 0.8

    def test_tells_the_second_what_the_first_changed(self, promise, cast):
        writes.edit_promise(
            promise=permissions.find(cast.marketer, promise.pk), values={"what": "Send all"}, by=cast.marketer, at=LATER
        )
        with pytest.raises(EditConflict) as conflict:
            writes.edit_promise(promise=promise, values={"what": "Send none"}, seen_version=1, by=cast.cio, at=LATER)
        assert conflict.value.theirs == {"what": "Send all"}
        assert Promise.objects.get().what == "Send all"

    def test_refuses_others_and_settled_ones_and_unknown_fields(self, promise, cast):
        with pytest.raises(NotAllowed):
            writes.edit_promise(promise=promise, values={"what": "x"}, by=cast.employee, at=LATER)
        with pytest.raises(Invalid, match="state"):
            writes.edit_promise(promise=promise, values={"state": "kept"}, by=cast.marketer, at=LATER)
        writes.keep_promise(promise=promise, by=cast.marketer, at=LATER)
        with pytest.raises(WrongState, match="kept already"):
            writes.edit_promise(promise=promise, values={"what": "x"}, by=cast.marketer, at=LATER)


class TestSettle:
    def test_keeps_with_proof(self, promise, cast):
        writes.keep_promise(promise=promise, proof=" The folder ", by=cast.employee, at=LATER)
        stored = Promise.objects.get()
        assert (stored.state, stored.kept_at, stored.proof, stored.version) == ("kept", LATER, "The folder", 2)
        assert told(promise, cast.cio)[0] == "Emil Worker said that the promise “Send the sample invoices” is kept."

    def test_misses_and_withdraws_with_a_reason_only(self, promise, cast):
        for write in (writes.miss_promise, writes.withdraw_promise):
            with pytest.raises(Invalid) as refused:
                write(promise=promise, reason=" ", by=cast.marketer, at=LATER)
            assert list(refused.value.fields) == ["reason"]
        writes.miss_promise(promise=promise, reason="Ill", by=cast.marketer, at=LATER)
        assert (promise.state, promise.reason) == ("missed", "Ill")

    def test_misses_with_a_cause_from_the_list(self, promise, cast):
        with pytest.raises(Invalid) as refused:
            writes.miss_promise(promise=promise, reason="Ill", cause="laziness", by=cast.marketer, at=LATER)
        assert list(refused.value.fields) == ["cause"]
        writes.miss_promise(promise=promise, reason="Ill", cause="people", by=cast.marketer, at=LATER)
        assert promise.cause == "people"
        writes.reopen_promise(promise=promise, by=cast.marketer, at=LATER)
        assert promise.cause == ""

    def test_keeps_when_it_was_withdrawn_until_it_is_reopened(self, promise, cast):
        writes.withdraw_promise(promise=promise, reason="Not needed", by=cast.marketer, at=LATER)
        assert Promise.objects.get().withdrawn_at == LATER
        writes.reopen_promise(promise=promise, by=cast.marketer, at=LATER)
        assert Promise.objects.get().withdrawn_at is None

    def test_reopens_and_forgets_when_it_was_kept(self, promise, cast):
        writes.keep_promise(promise=promise, by=cast.marketer, at=LATER)
        writes.reopen_promise(promise=promise, by=cast.office, at=LATER)
        assert (promise.state, promise.kept_at) == ("open", None)
        with pytest.raises(WrongState, match="is open"):
            writes.reopen_promise(promise=promise, by=cast.office, at=LATER)

    def test_refuses_two_who_settle_at_once(self, promise, cast):
        other = permissions.find(cast.marketer, promise.pk)
        writes.keep_promise(promise=promise, by=cast.marketer, at=LATER)
        with pytest.raises(EditConflict):
            writes.miss_promise(promise=other, reason="No", by=cast.employee, at=LATER)

    def test_lets_only_those_concerned(self, promise, cast):
        may = {cast.marketer, cast.employee, cast.cio, cast.office, cast.administrator}
        for person in set(cast.signed_in) - may:
            with pytest.raises(NotAllowed):
                writes.keep_promise(promise=promise, by=person, at=LATER)
        for person in may:
            writes.keep_promise(promise=promise, by=person, at=LATER)
            writes.reopen_promise(promise=promise, by=person, at=LATER)
        with pytest.raises(NotAllowed):
            writes.withdraw_promise(promise=promise, reason="x", by=cast.employee, at=LATER)


def test_is_seen_by_those_concerned_their_heads_and_the_leaders(promise, cast):
    may = {cast.marketer, cast.employee, cast.cio, cast.cfo, cast.chro, cast.office, cast.administrator,
           cast.department_head, cast.ceo}  # fmt: skip
    for person in cast.signed_in:
        if person in may:
            assert permissions.find(person, promise.pk) == promise
        else:
            with pytest.raises(NotFound):
                permissions.find(person, promise.pk)
