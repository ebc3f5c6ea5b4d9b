"""Judged later: sides against what happened, told only from enough outcomes of enough people on, never of a person."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accord.apps.expectations import writes
from accord.apps.expectations.models import Asked, Outcome
from accord.apps.expectations.reads.judged import judged
from accord.apps.expectations.rules.words import INITIATIVE, Question
from accord.apps.initiatives import writes as initiatives
from tests.apps.expectations.conftest import AT, answer_of

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def resolve(cast):
    """Ask about so many initiatives, reveal, and record that each paid off in a month (1 is the month of the asking)."""
    business = [cast.department_head, cast.operations_head, cast.ceo]
    it = [cast.delivery_lead, cast.cio, cast.office]

    def make(months, *, people=3, answers=((4, 6, 9), (8, 14, 26))):
        for number, month in enumerate(months):
            one = initiatives.add_initiative(
                title=f"Pilot {number:02}", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
                visibility="everyone", by=cast.office, at=AT,
            )  # fmt: skip
            who = business[number % people], it[number % people]
            round_ = writes.open_round(
                about_kind=INITIATIVE, about_id=one.pk, deadline_at=AT + WEEK, currency="EUR", by=cast.office, at=AT,
                asked=[(who[0].pk, "business"), (who[1].pk, "it")],
            )  # fmt: skip
            for person, payoff in zip(who, answers, strict=True):
                place = Asked.objects.select_related("round").get(round=round_, person=person)
                said = answer_of(payoff=payoff, benefit=None, cost=None)
                writes.give_answer(asked=place, answer=said, by=person, at=AT + timedelta(hours=1))
            writes.reveal_round(round_id=round_.pk, by=None, at=AT + WEEK)
            Outcome.objects.create(
                about_kind=INITIATIVE, about_id=one.pk, question=Question.PAYOFF,
                payoff_date=date(2026 + (month + 4) // 12, (month + 4) % 12 + 1, 1),
                recorded_at=AT + timedelta(days=8), recorded_by=cast.office,
            )  # fmt: skip
        return judged(viewer=cast.cio, as_of=date(2029, 1, 1))

    return make


def side(page, code):
    return next(one for one in page.sides if one.side == code)


class TestJudged:
    def test_says_how_often_each_sides_ranges_held(self, resolve):
        page = resolve([5, 6, 8, 9, 10, 12, 14, 20, 24, 25, 26, 26])
        business, it = side(page, "business"), side(page, "it")
        assert (business.hits, business.n, it.hits, it.n) == (4, 12, 10, 12)
        assert business.sentence == "Business's ranges held 4 of 12 times."
        assert "widen them" in business.advice
        assert "widen them" not in it.advice

    def test_says_which_way_a_side_was_off(self, resolve):
        found = side(resolve([16] * 12), "business").questions[0]
        assert (found.bias_words, found.n) == ("10 months too early", 12)

    def test_tells_nothing_before_ten_outcomes(self, resolve):
        page = resolve([6] * 6)
        assert side(page, "it").sentence == "Not enough resolved: 6 of 10 outcomes."
        assert not page.is_told
        assert side(page, "it").share is None

    def test_tells_nothing_of_fewer_than_three_people(self, resolve):
        page = resolve([6] * 12, people=2)
        assert side(page, "business").sentence == "Not enough people: answers of 2, at least 3 are needed."
        assert (side(page, "business").hits, side(page, "business").questions) == (0, ())

    def test_counts_no_outcome_that_was_taken_back(self, resolve, cast):
        resolve([6] * 11)
        for one in Outcome.objects.order_by("pk")[:5]:
            one.removed_at = AT + timedelta(days=9)
            one.save(update_fields=["removed_at"])
        assert side(judged(viewer=cast.cio, as_of=date(2029, 1, 1)), "it").n == 6

    def test_takes_as_many_queries_for_many_outcomes(self, resolve, cast, django_assert_num_queries):
        resolve([6] * 11)
        with django_assert_num_queries(4):
            judged(viewer=cast.cio, as_of=date(2029, 1, 1))


class TestJudgedPage:
    def test_names_no_person(self, resolve, cast, client_of):
        resolve([6] * 12)
        page = client_of(cast.cio).get("/expectations/judged/").content.decode()
        assert "Business&#x27;s ranges held 12 of 12 times." in page
        for person in cast.signed_in:
            if person != cast.cio:
                assert person.name not in page

    def test_teaches_while_nothing_has_turned_out(self, cast, client_of):
        page = client_of(cast.cio).get("/expectations/judged/").content.decode()
        assert "Nothing has turned out yet" in page
        assert "From 10 outcomes" in page

    def test_sends_strangers_to_sign_in(self, client_of):
        assert client_of(None).get("/expectations/judged/").status_code == 302


def test_amounts_are_judged_in_their_own_currency(resolve, cast):
    resolve([6] * 2)
    first = Outcome.objects.order_by("pk").first()
    Outcome.objects.create(about_kind=INITIATIVE, about_id=first.about_id, question=Question.COST, currency="USD",
                           amount=Decimal(100), recorded_at=AT + timedelta(days=900))  # fmt: skip
    assert side(judged(viewer=cast.cio, as_of=date(2029, 1, 1)), "it").n == 2


class TestScores:
    def test_tell_nothing_of_a_question_that_too_few_outcomes_answer(self, resolve, cast):
        resolve([5, 6, 8, 9, 10, 12, 14, 20, 24, 25])
        one = initiatives.add_initiative(title="Costly", department_id=cast.marketing.pk, by=cast.office, at=AT)
        round_ = writes.open_round(
            about_kind=INITIATIVE, about_id=one.pk, deadline_at=AT + WEEK, currency="EUR", by=cast.office, at=AT,
            asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")],
        )  # fmt: skip
        for person in (cast.ceo, cast.cio):
            place = Asked.objects.select_related("round").get(round=round_, person=person)
            said = answer_of(payoff=None, benefit=None)
            writes.give_answer(asked=place, answer=said, by=person, at=AT + timedelta(hours=1))
        writes.reveal_round(round_id=round_.pk, by=None, at=AT + WEEK)
        writes.record_outcome(
            about_kind=INITIATIVE, about_id=one.pk, question="cost", amount=Decimal(99_000), currency="EUR",
            by=cast.cfo, at=AT + timedelta(days=9),
        )  # fmt: skip
        by_question = {
            score.question: score for score in side(judged(viewer=cast.cio, as_of=date(2029, 1, 1)), "it").questions
        }
        assert by_question["payoff"].bias_words == "0.7 months too late"  # 14 against a mean of 13.3
        assert by_question["cost"].bias_words == "Not enough resolved: 1 of 10 outcomes."
        assert by_question["cost"].distance_words == ""
