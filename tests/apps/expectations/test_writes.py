"""Asking, answering, revealing: who may, in which state, what the trail says, what is stored."""

from datetime import timedelta

import pytest

from accord.apps.expectations import permissions, writes
from accord.apps.expectations.models import Answer, Asked, Comparison, Forecast, Round
from accord.apps.expectations.rules import answers
from accord.apps.expectations.rules.words import GOAL, INITIATIVE, PORTFOLIO
from accord.apps.trail import reads as trail
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, Ref, WrongState
from tests.apps.expectations.conftest import AFTER, AT, DEADLINE, SOON, TELLTALE, answer_of, estimate

LATER = DEADLINE + timedelta(days=2)


def told(round_, viewer):
    return [line.sentence for line in trail.history(viewer=viewer, subject=Ref("expectations.round", round_.pk))]


class TestOpenRound:
    def test_asks_people_of_both_sides(self, round_, cast):
        assert set(round_.asked.values_list("person_id", "side")) == {
            (cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it"), (cast.cfo.pk, "finance"),
        }  # fmt: skip
        assert (round_.number, round_.state, str(round_.base_date)) == (1, "open", "2026-05-01")

    def test_is_told(self, round_, cast):
        assert "Pia Office asked what to expect of “Churn early warning”" in told(round_, cast.cio)[0]

    def test_asks_about_one_thing_at_a_time(self, round_, cast, initiative):
        with pytest.raises(WrongState, match="asking about this already"):
            writes.open_round(about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=DEADLINE, currency="EUR",
                              asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")], by=cast.cio, at=SOON)  # fmt: skip

    def test_asks_about_the_whole_portfolio(self, cast):
        found = writes.open_round(about_kind=PORTFOLIO, deadline_at=DEADLINE, currency="EUR", by=cast.cio, at=AT,
                                  asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")])  # fmt: skip
        assert found.about is None

    @pytest.mark.parametrize("who", ["employee", "marketer", "operations_head"])
    def test_refuses_who_has_no_part_in_it(self, who, cast, initiative):
        with pytest.raises(NotAllowed):
            writes.open_round(about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=DEADLINE, currency="EUR",
                              asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")], by=getattr(cast, who), at=AT)  # fmt: skip

    def test_lets_the_sponsor_ask(self, cast, initiative):
        writes.open_round(about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=DEADLINE, currency="EUR", at=AT,
                          asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")], by=cast.department_head)  # fmt: skip

    @pytest.mark.parametrize(("kind", "number"), [(INITIATIVE, 10**9), (GOAL, 10**9), ("promises.promise", 1)])
    def test_finds_no_such_subject(self, kind, number, cast):
        with pytest.raises(NotFound):
            writes.open_round(about_kind=kind, about_id=number, deadline_at=DEADLINE, currency="EUR", by=cast.cio, at=AT,
                              asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")])  # fmt: skip

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"asked": []}, "asked"),
            ({"asked": [(10**9, "business"), (10**9 + 1, "it")]}, "asked"),
            ({"deadline_at": AT}, "deadline_at"),
            ({"currency": "euro"}, "currency"),
            ({"note": "x" * 1001}, "note"),
        ],
    )
    def test_refuses_bad_values_at_their_field(self, change, field, cast, initiative):
        good = {"asked": [(cast.ceo.pk, "business"), (cast.cio.pk, "it")], "deadline_at": DEADLINE, "currency": "EUR"}
        with pytest.raises(Invalid) as refusal:
            writes.open_round(about_kind=INITIATIVE, about_id=initiative.pk, **{**good, **change}, by=cast.cio, at=AT)
        assert list(refusal.value.fields) == [field]
        assert not Round.objects.exists()

    def test_counts_the_rounds_of_a_subject(self, revealed, cast, initiative):
        again = writes.open_round(about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=LATER, currency="EUR",
                                  asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")], by=cast.cio, at=AFTER)  # fmt: skip
        assert again.number == 2


class TestMoveDeadline:
    def test_moves_it_later(self, round_, cast):
        writes.move_deadline(round_=round_, deadline_at=LATER, by=cast.office, at=SOON)
        assert Round.objects.get().deadline_at == LATER

    def test_never_moves_it_earlier(self, round_, cast):
        with pytest.raises(Invalid, match="look at them again"):
            writes.move_deadline(round_=round_, deadline_at=DEADLINE - timedelta(days=1), by=cast.office, at=SOON)


class TestCallOff:
    def test_destroys_the_sealed_answers(self, round_, give, cast):
        give(cast.cfo)
        writes.call_off(round_=round_, by=cast.office, at=SOON)
        assert not Answer.objects.exists()
        assert Round.objects.get().state == "called_off"

    def test_cannot_undo_a_reveal(self, revealed, cast):
        with pytest.raises(WrongState):
            writes.call_off(round_=revealed, by=cast.office, at=AFTER)


class TestGiveAnswer:
    def test_stores_nothing_that_can_be_read(self, give, cast):
        give(cast.department_head)
        [stored] = Answer.objects.values()
        text = " ".join(str(value) for value in stored.values())
        assert TELLTALE not in text
        assert "120000" not in text
        assert stored["wording"] == ""
        assert not Forecast.objects.exists()

    def test_gives_a_receipt(self, give, cast):
        receipt = give(cast.department_head)
        assert receipt.digest == Answer.objects.get().receipt
        assert (receipt.side, len(receipt.digest)) == ("business", 64)

    def test_tells_that_somebody_answered_and_not_what(self, round_, give, cast):
        give(cast.department_head)
        assert told(round_, cast.cio)[0] == ("Mark Brand answered about “Churn early warning” on behalf of business.")
        lines = trail.history(viewer=cast.administrator, subject=Ref("expectations.round", round_.pk))
        assert TELLTALE not in str(lines)

    def test_is_for_the_one_who_is_asked(self, place, cast):
        for other in (cast.administrator, cast.cio, cast.office):
            with pytest.raises(NotAllowed):
                writes.give_answer(asked=place(cast.department_head), answer=answer_of(), by=other, at=SOON)

    def test_takes_one_answer_each(self, give, cast):
        give(cast.department_head)
        with pytest.raises(WrongState, match="answered already"):
            give(cast.department_head)

    def test_takes_none_after_the_deadline(self, give, cast):
        with pytest.raises(WrongState, match="deadline"):
            give(cast.department_head, at=DEADLINE)

    def test_refuses_bad_values_and_keeps_nothing(self, give, cast):
        from accord.apps.expectations.rules.answers import Answer as Given

        with pytest.raises(Invalid) as refusal:
            give(cast.department_head, Given((estimate("cost", 9, 5, 10),)))
        assert list(refusal.value.fields) == ["cost_likely"]
        assert not Answer.objects.exists()

    def test_seals_short_and_long_answers_to_one_length(self, give, cast):
        give(cast.department_head, answer_of(benefit=None, cost=None, reason=""))
        give(cast.delivery_lead, answer_of(reason="word " * 80))
        assert len({len(one.sealed) for one in Answer.objects.all()}) == 1


class TestTakeBack:
    def test_destroys_the_answer_and_lets_one_answer_anew(self, give, place, cast):
        first = give(cast.department_head)
        writes.take_back_answer(asked=place(cast.department_head), by=cast.department_head, at=SOON)
        assert not Answer.objects.exists()
        assert give(cast.department_head).digest != first.digest

    def test_is_too_late_after_the_reveal(self, revealed, place, cast):
        with pytest.raises(WrongState):
            writes.take_back_answer(asked=place(cast.department_head), by=cast.department_head, at=AFTER)


class TestDecline:
    def test_is_noted_and_can_be_taken_back_by_answering(self, give, place, cast):
        writes.decline(asked=place(cast.cfo), by=cast.cfo, at=SOON)
        assert place(cast.cfo).declined_at == SOON
        give(cast.cfo)
        assert place(cast.cfo).declined_at is None


class TestReveal:
    def test_waits_while_somebody_is_missing(self, round_, give, cast):
        give(cast.department_head)
        give(cast.delivery_lead)
        assert not writes.reveal_round(round_id=round_.pk, by=cast.administrator, at=SOON)
        assert not Forecast.objects.exists()

    def test_opens_all_at_once_when_everybody_has_answered(
        self, round_, give, cast, django_capture_on_commit_callbacks
    ):
        give(cast.department_head)
        give(cast.delivery_lead)
        give(cast.cfo)
        assert writes.reveal_due(by=None, at=SOON) == [round_.pk]
        assert Forecast.objects.count() == 9
        assert Round.objects.get().cause == "all_answered"

    def test_opens_at_the_deadline_and_leaves_who_did_not_answer_missing(self, revealed):
        assert revealed.cause == "deadline"
        assert set(Forecast.objects.values_list("side", flat=True)) == {"business", "it"}

    def test_shows_what_was_sealed(self, revealed, cast):
        stored = Answer.objects.get(asked__person=cast.department_head)
        assert answers.commitment(stored.wording.encode()) == stored.receipt
        assert TELLTALE in stored.wording
        forecast = Forecast.objects.get(side="it", question="payoff")
        assert (forecast.low, forecast.likely, forecast.high, forecast.guess) == (8, 14, 26, 12)

    def test_notices_what_was_changed(self, round_, give, cast):
        give(cast.department_head)
        give(cast.delivery_lead)
        one, other = Answer.objects.order_by("pk")
        sealed = other.sealed
        Answer.objects.filter(pk=other.pk).update(sealed=one.sealed)
        Answer.objects.filter(pk=one.pk).update(sealed=sealed)
        writes.reveal_due(by=None, at=AFTER)
        assert Answer.objects.filter(is_unreadable=True).count() == 2
        assert not Forecast.objects.exists()
        assert any("could not be opened" in line for line in told(round_, cast.cio))

    def test_waits_for_its_key(self, round_, give, cast, settings, tmp_path):
        give(cast.department_head)
        settings.ACCORD_KEYS = tmp_path
        assert writes.reveal_due(by=None, at=AFTER) == []
        assert "keys import" in Round.objects.get().trouble
        assert not Forecast.objects.exists()

    def test_reveals_once(self, revealed):
        assert writes.reveal_due(by=None, at=AFTER) == []

    def test_compares_the_sides(self, revealed):
        payoff = Comparison.objects.get(round=revealed, question="payoff")
        assert payoff.gap == pytest.approx(8)
        assert payoff.overlap == pytest.approx(0.251, abs=0.0005)
        assert payoff.business_first_share == pytest.approx(0.935, abs=0.0005)
        assert payoff.wasserstein == pytest.approx(9.798, abs=0.0005)
        assert payoff.trimmed_gap == pytest.approx(8.624, abs=0.0005)
        assert (payoff.perception, payoff.unaware) == ("hidden", ["business", "it"])  # they guessed 7 and 12
        assert Comparison.objects.get(round=revealed, question="cost").gap == pytest.approx(0)
        assert (revealed.payoff_gap, revealed.cost_gap) == (pytest.approx(8), pytest.approx(0))


class TestEraseAnswers:
    def test_destroys_a_sealed_answer_with_the_person(self, round_, give, cast):
        from accord.apps.people import writes as people

        give(cast.department_head)
        people.erase_person(person_id=cast.department_head.pk, by=cast.administrator, at=SOON)
        assert not Answer.objects.exists()
        assert Asked.objects.filter(answered_at__isnull=False).count() == 0

    def test_destroys_the_words_of_a_revealed_one_and_keeps_the_sides_numbers(self, revealed, cast):
        from accord.apps.people import writes as people

        people.erase_person(person_id=cast.department_head.pk, by=cast.administrator, at=AFTER)
        assert not Forecast.objects.filter(side="business").exclude(reason="").exists()
        assert Forecast.objects.filter(side="business", question="payoff").get().likely == 6
        assert not Answer.objects.filter(asked__person=cast.department_head).exclude(wording="").exists()


class TestVisibleTo:
    def test_shows_a_round_to_who_is_asked_and_who_may(self, round_, cast):
        seeing = {person for person in cast.signed_in if permissions.visible_to(person).exists()}
        assert seeing == {cast.department_head, cast.delivery_lead, cast.cfo, cast.cio, cast.chro, cast.office,
                          cast.administrator, cast.ceo}  # fmt: skip
