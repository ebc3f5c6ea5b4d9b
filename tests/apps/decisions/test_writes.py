"""Asking, deciding, taking back, reopening, reviewing, handing over: who may, in which state, what the trail says."""

from datetime import date, timedelta

import pytest

from accord.apps.decisions import permissions, reads, writes
from accord.apps.decisions.models import Consulted, Decision, Reopening
from accord.apps.people import writes as people
from accord.apps.trail import reads as trail
from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, Ref, WrongState
from tests.apps.decisions.conftest import AT, DAY, TODAY


def told(decision, viewer):
    lines = trail.history(viewer=viewer, subject=Ref("decisions.decision", decision.pk))
    return [line.sentence for line in lines]


def decide(decision, by, at=AT + 3 * DAY, **values):
    words = {"option": "North first", "reasons": "The north is ready."}
    return writes.decide(decision_id=decision.pk, by=by, at=at, **words | values)


class TestRaiseDecision:
    def test_keeps_who_decides_their_side_the_options_and_whose_sides_are_heard(self, decision, cast):
        stored = Decision.objects.get()
        assert (stored.decider, stored.side, stored.department) == (cast.department_head, "business", cast.marketing)
        assert (stored.state, stored.raised_date, stored.decide_by_date) == ("open", TODAY, TODAY + 14 * DAY)
        assert [(one.text, one.pro, one.con) for one in stored.options.all()] == [
            ("All at once", "cheaper", "risky"), ("North first", "", "")
        ]  # fmt: skip
        assert list(stored.consulted.values_list("side", flat=True)) == ["business", "it"]
        assert told(decision, cast.cio) == [
            "Frank Ledger asked Mark Brand to decide “Do we roll out to all branches?”."
        ]

    def test_lets_the_clock_start_on_the_day_the_question_came_up(self, cast):
        made = writes.raise_decision(
            question="Buy or build?", about=None, decider_id=cast.cio.pk, raised_date=date(2026, 5, 2), by=cast.marketer,
            at=AT,
        )  # fmt: skip
        assert reads.waiting(viewer=cast.cio, as_of=TODAY)[0].days_waiting == 30
        assert made.raised_date == date(2026, 5, 2)

    @pytest.mark.parametrize(("values", "field"), [
        ({"question": "  "}, "question"),
        ({"options": ["Yes", "yes"]}, "options"),
        ({"options": [f"Option {n}" for n in range(13)]}, "options"),
        ({"decide_by": TODAY - DAY}, "decide_by_date"),
        ({"decide_by": date(2040, 1, 1)}, "decide_by_date"),
        ({"raised_date": TODAY + DAY}, "raised_date"),
        ({"decider_id": 999_999}, "decider_id"),
        ({"consulted_ids": [999_999]}, "consulted_ids"),
    ])  # fmt: skip
    def test_names_what_is_wrong_at_its_field(self, cast, values, field):
        usual = {"question": "Buy?", "about": None, "decider_id": cast.cio.pk}
        with pytest.raises(Invalid) as refused:
            writes.raise_decision(**usual | values, by=cast.marketer, at=AT)
        assert list(refused.value.fields) == [field]
        assert not Decision.objects.exists()

    def test_refuses_to_be_about_what_one_may_not_see_unless_minuted(self, cast, secret):
        about = Ref("initiatives.initiative", secret.pk)
        ask = {"question": "Stop it?", "about": about, "decider_id": cast.cio.pk, "by": cast.marketer, "at": AT}
        with pytest.raises(Invalid, match="look at them again"):
            writes.raise_decision(**ask)
        assert writes.raise_decision(**ask, is_minuted=True).about == about


class TestDecide:
    def test_is_for_the_one_who_decides_and_the_office(self, decision, cast):
        may = {cast.department_head, cast.office, cast.administrator}
        for person in cast.signed_in:
            if person not in may:
                with pytest.raises((NotAllowed, NotFound)):
                    decide(decision, person)
        done = decide(decision, cast.department_head, review_date=date(2026, 9, 1))
        assert (done.state, done.option, done.decided_at, done.review_date) == (
            "decided", "North first", AT + 3 * DAY, date(2026, 9, 1)
        )  # fmt: skip
        assert told(done, cast.cio)[0] == (
            "Mark Brand recorded what was decided about “Do we roll out to all branches?”: North first."
        )

    def test_lets_a_meeting_write_it_down_for_the_one_who_decides(self, decision, cast):
        done = decide(decision, cast.marketer, reasons="", is_minuted=True)
        assert (done.recorded_by, done.reasons) == (cast.marketer, "")

    @pytest.mark.parametrize(("values", "field"), [
        ({"option": " "}, "option"), ({"reasons": ""}, "reasons"), ({"review_date": TODAY}, "review_date"),
    ])  # fmt: skip
    def test_needs_an_option_and_reasons(self, decision, cast, values, field):
        with pytest.raises(Invalid) as refused:
            decide(decision, cast.department_head, **values)
        assert list(refused.value.fields) == [field]

    def test_refuses_a_second_answer_and_one_to_an_old_page(self, decision, cast):
        decide(decision, cast.department_head, seen_version=1)
        with pytest.raises(EditConflict):
            decide(decision, cast.office, option="All at once", seen_version=1)
        with pytest.raises(WrongState, match="Reopen it first"):
            decide(decision, cast.office, option="All at once")

    def test_can_be_taken_back_for_a_day_by_who_recorded_it_and_does_not_count(self, decision, cast):
        decide(decision, cast.office)
        with pytest.raises(NotAllowed, match="Only who recorded it"):
            writes.take_back(decision_id=decision.pk, by=cast.department_head, at=AT + 3 * DAY)
        with pytest.raises(WrongState, match="for a day"):
            writes.take_back(decision_id=decision.pk, by=cast.office, at=AT + 4 * DAY + timedelta(seconds=1))
        back = writes.take_back(decision_id=decision.pk, by=cast.office, at=AT + 4 * DAY)
        assert (back.state, back.option, back.reasons, back.decided_at, back.reopened) == ("open", "", "", None, 0)
        assert "took back what was just recorded" in told(back, cast.cio)[0]


class TestReopen:
    def test_keeps_what_was_decided_and_counts(self, decision, cast):
        decide(decision, cast.department_head)
        writes.reopen(decision_id=decision.pk, reason="The north is not ready", by=cast.cfo, at=AT + 9 * DAY)
        again = decide(decision, cast.department_head, at=AT + 12 * DAY, option="All at once")
        kept = Reopening.objects.get()
        assert (again.reopened, again.option) == (1, "All at once")
        assert (kept.option, kept.reasons, kept.reason, kept.decided_at, kept.reopened_by) == (
            "North first", "The north is ready.", "The north is not ready", AT + 3 * DAY, cast.cfo
        )  # fmt: skip
        assert "Frank Ledger reopened “Do we roll out to all branches?”: The north is not ready." in told(
            again, cast.cio
        )

    def test_does_not_count_what_had_only_been_withdrawn(self, decision, cast):
        writes.withdraw(decision_id=decision.pk, reason="Not now", by=cast.cfo, at=AT + DAY)
        again = writes.reopen(decision_id=decision.pk, reason="Now", by=cast.cfo, at=AT + 2 * DAY)
        assert (again.state, again.reopened, again.withdrawn_at) == ("open", 0, None)

    def test_needs_a_reason_and_something_to_open(self, decision, cast):
        with pytest.raises(WrongState, match="not been decided yet"):
            writes.reopen(decision_id=decision.pk, reason="Why not", by=cast.cfo, at=AT)
        decide(decision, cast.department_head)
        with pytest.raises(Invalid, match="look at them again"):
            writes.reopen(decision_id=decision.pk, reason=" ", by=cast.cfo, at=AT + 5 * DAY)


class TestReview:
    def test_records_that_it_holds_and_when_to_look_next(self, decision, cast):
        decide(decision, cast.department_head, review_date=date(2026, 7, 1))
        assert [one.id for one in reads.reviews_due(viewer=cast.department_head, as_of=date(2026, 7, 1))] == [
            decision.pk
        ]
        writes.review(
            decision_id=decision.pk, words="As planned", next_date=date(2026, 12, 1), by=cast.department_head,
            at=AT + 31 * DAY,
        )  # fmt: skip
        stored = Decision.objects.get()
        assert (stored.review, stored.reviewed_at, stored.review_date) == (
            "As planned", AT + 31 * DAY, date(2026, 12, 1)
        )  # fmt: skip
        assert reads.reviews_due(viewer=cast.department_head, as_of=date(2026, 7, 3)) == []


class TestEditDecision:
    def test_replaces_options_and_who_is_heard_and_tells_it(self, decision, cast):
        writes.edit_decision(
            decision_id=decision.pk,
            values={"question": "Do we roll out?", "options": ["Yes", "No"], "consulted_ids": [cast.cio.pk, cast.chro.pk]},
            by=cast.cfo, at=AT + DAY, seen_version=1,
        )  # fmt: skip
        stored = Decision.objects.get()
        assert (stored.question, stored.version) == ("Do we roll out?", 4)
        assert [one.text for one in stored.options.all()] == ["Yes", "No"]
        assert {one.person for one in stored.consulted.all()} == {cast.cio, cast.chro}
        assert any("Yes, No" in sentence for sentence in told(stored, cast.cio))

    def test_refuses_to_change_the_question_once_decided(self, decision, cast):
        decide(decision, cast.department_head)
        with pytest.raises(WrongState, match="decided already"):
            writes.edit_decision(decision_id=decision.pk, values={"question": "Else?"}, by=cast.cfo, at=AT + 4 * DAY)
        moved = writes.edit_decision(
            decision_id=decision.pk, values={"review_date": date(2026, 12, 1)}, by=cast.cfo, at=AT + 4 * DAY
        )
        assert moved.review_date == date(2026, 12, 1)


class TestHandOver:
    def test_gives_it_to_somebody_else_with_a_reason_who_is_not_heard_besides(self, decision, cast):
        to = {"decision_id": decision.pk, "to_id": cast.cio.pk, "at": AT + DAY}
        with pytest.raises(NotAllowed):
            writes.hand_over(**to, reason="Mine", by=cast.cio)
        handed = writes.hand_over(**to, reason="It is a matter of systems", by=cast.department_head)
        assert (handed.decider_id, handed.side, handed.department_id) == (cast.cio.pk, "it", cast.it.pk)
        assert not handed.consulted.filter(person=cast.cio).exists()
        assert told(handed, cast.cfo)[0] == (
            "Mark Brand handed the decision “Do we roll out to all branches?” to Ida Byte: It is a matter of systems."
        )
        with pytest.raises(Invalid, match="look at them again"):
            writes.hand_over(decision_id=decision.pk, to_id=cast.cio.pk, reason="Again", by=cast.cfo, at=AT + DAY)


class TestErasing:
    def test_takes_a_persons_words_and_name_and_leaves_what_was_decided(self, decision, cast):
        decide(decision, cast.department_head)
        for person in (cast.employee, cast.department_head):
            people.erase_person(person_id=person.pk, by=cast.administrator, at=AT + 5 * DAY)
        stored = Decision.objects.get()
        assert (stored.option, stored.reasons) == ("North first", "")
        left = {(one.person_id, one.side) for one in Consulted.objects.all()}
        assert left == {(None, "business"), (cast.cio.pk, "it")}
        assert "(erased)" in " ".join(str(line.changes) + line.sentence for line in trail.history(
            viewer=cast.cfo, subject=Ref("decisions.decision", decision.pk)))  # fmt: skip


class TestVisibleTo:
    def test_shows_it_to_those_with_a_part_in_it_heads_above_and_who_leads_what_it_is_about(self, decision, cast):
        may = {cast.department_head, cast.cfo, cast.employee, cast.cio, cast.chro, cast.ceo, cast.delivery_lead,
               cast.office, cast.administrator}  # fmt: skip
        assert {person for person in cast.signed_in if permissions.visible_to(person).exists()} == may
