"""A benefit is doubted, answered by who owns it, and decided by somebody else; what does not count leaves the figures."""

from datetime import date, timedelta

import pytest

from accord.apps.trail.reads import history
from accord.apps.ui.rules import Invalid, NotAllowed, NotFound, Ref, WrongState
from accord.apps.value import writes
from accord.apps.value.models import Challenge, Claim
from accord.apps.value.reads import decided
from accord.apps.value.reads.deciding import challenges as reads
from accord.apps.value.reads.figures.values import npv_of

from .conftest import AT, TODAY

LATER = AT + timedelta(days=3)


@pytest.fixture
def signed(initiative, cast, a_signed_case):
    return a_signed_case(initiative, cast, benefit_owner_id=cast.marketer.pk)


@pytest.fixture
def key(signed):
    return signed.lines.get(flow="benefit").key


@pytest.fixture
def asked(initiative, key, cast):
    return writes.raise_challenge(
        initiative_id=initiative.pk, line_key=key, question="Who gives up the budget?", by=cast.cfo, at=AT
    )


def answer(challenge, by):
    return writes.answer_challenge(challenge_id=challenge.pk, answer="Marketing does, from October.", by=by, at=AT)


def decide(challenge, by, verdict="stands", **values):
    given = {"reason": "It is in next year's budget.", "at": LATER} | values
    return writes.decide_challenge(challenge_id=challenge.pk, verdict=verdict, by=by, **given)


@pytest.mark.django_db
class TestAsking:
    def test_asks_who_owns_the_benefit_within_two_weeks(self, asked, cast):
        assert (asked.answerer, asked.title, asked.side) == (cast.marketer, "Fewer hours of typing", "finance")
        assert asked.answer_by_date == TODAY + timedelta(days=14)
        told = [line.sentence for line in history(viewer=cast.cfo, subject=Ref("value.challenge", asked.pk))]
        assert told == ["Frank Ledger challenged “Fewer hours of typing” and asked: “Who gives up the budget?”."]

    def test_asks_the_sponsor_where_the_owner_is_who_doubts_it(self, initiative, key, cast):
        made = writes.raise_challenge(
            initiative_id=initiative.pk, line_key=key, question="Is it mine?", by=cast.marketer, at=AT
        )
        assert made.answerer == cast.department_head

    def test_refuses_what_is_no_benefit_no_question_and_oneself(self, initiative, signed, key, cast):
        cost = signed.lines.filter(flow="cost").first()
        for values, field in (
            ({"line_key": cost.key}, "line_key"),
            ({"line_key": key, "question": "  "}, "question"),
            ({"line_key": key, "answerer_id": cast.cfo.pk}, "answerer_id"),
            ({"line_key": key, "answer_by": TODAY - timedelta(days=1)}, "answer_by_date"),
        ):
            with pytest.raises(Invalid) as refused:
                writes.raise_challenge(
                    **{"initiative_id": initiative.pk, "question": "Why?", "by": cast.cfo, "at": AT} | values
                )
            assert set(refused.value.fields) == {field}

    def test_is_not_for_who_does_not_see_the_money(self, initiative, key, cast):
        with pytest.raises(NotFound):
            writes.raise_challenge(initiative_id=initiative.pk, line_key=key, question="Why?", by=cast.employee, at=AT)


@pytest.mark.django_db
class TestAnsweringAndDeciding:
    def test_takes_three_people(self, asked, cast):
        with pytest.raises(NotAllowed):
            answer(asked, cast.department_head)  # somebody else is asked
        with pytest.raises(WrongState, match="not answered yet"):
            decide(asked, cast.department_head)
        answer(asked, cast.marketer)
        with pytest.raises(NotAllowed, match="somebody else decides"):
            decide(asked, cast.cfo)  # who asked
        with pytest.raises(NotAllowed):
            decide(asked, cast.marketer)  # who answered
        done = decide(asked, cast.department_head)
        assert (done.verdict, done.decided_by) == ("stands", cast.department_head)
        with pytest.raises(WrongState, match="decided"):
            decide(done, cast.office, "struck")

    def test_can_be_decided_once_the_day_to_answer_is_over_and_handed_over_before(self, asked, cast):
        writes.hand_over_challenge(challenge_id=asked.pk, to_id=cast.employee.pk, by=cast.marketer, at=AT)
        assert [line.id for line in reads.mine_to_answer(viewer=cast.employee, as_of=TODAY)] == [asked.pk]
        late = AT + timedelta(days=15)
        assert decide(asked, cast.department_head, "change", at=late).verdict == "change"

    def test_can_be_withdrawn_by_who_asked_only(self, asked, cast):
        with pytest.raises(NotAllowed):
            writes.withdraw_challenge(challenge_id=asked.pk, by=cast.cio, at=AT)
        writes.withdraw_challenge(challenge_id=asked.pk, by=cast.cfo, at=AT)
        with pytest.raises(WrongState, match="withdrawn"):
            answer(asked, cast.marketer)


@pytest.mark.django_db
class TestWhatDoesNotCount:
    def test_leaves_the_figures_until_another_version_is_signed(self, asked, signed, key, sign_all, initiative, cast):
        before = npv_of(version=signed, viewer=cast.cfo)
        answer(asked, cast.marketer)
        decide(asked, cast.department_head, "struck")

        assert decided.struck_lines([signed.case_id]) == {key}
        after = npv_of(version=signed, viewer=cast.cfo)
        assert after.p90 < 0 < before.p90  # only costs are left
        assert decided.challenged_lines([initiative.pk]) == {initiative.pk: {key: [asked.pk]}}
        later = sign_all(
            writes.new_version(case_id=signed.case_id, by=cast.office, at=LATER), cast, at=LATER + timedelta(1)
        )
        assert decided.struck_lines([signed.case_id]) == set()
        assert npv_of(version=later, viewer=cast.cfo).p50 == before.p50

    def test_takes_the_claim_of_the_same_line_along(self, asked, signed, key, measure, initiative, cast):
        series = writes.series_of_measure(measure_id=measure.pk, by=cast.office, at=AT)
        claim = Claim.objects.create(
            initiative=initiative, series=series, line_key=key, from_date=date(2026, 5, 1), created_at=AT
        )
        answer(asked, cast.marketer)
        assert decided.struck_claims([initiative.pk]) == set()
        decide(asked, cast.department_head, "struck")
        assert decided.struck_claims([initiative.pk]) == {claim.pk}

    def test_is_told_to_who_has_a_part(self, asked, cast):
        answer(asked, cast.marketer)
        assert [line.id for line in reads.mine_to_judge(viewer=cast.department_head, as_of=TODAY)] == [asked.pk]
        assert reads.mine_to_judge(viewer=cast.cfo, as_of=TODAY) == []  # who asked
        writes.erase_deciding_words(person_id=cast.marketer.pk, by=None, at=AT)
        assert Challenge.objects.get().answer == ""
