"""What expectations offer to the rest of the house: titles, search, navigation, whose turn, good news."""

from datetime import date, timedelta

import pytest

from accord.apps.expectations import plugs, writes
from accord.apps.expectations.models import Comparison, Round
from accord.apps.expectations.rules.words import INITIATIVE
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref
from accord.apps.ui.sockets import navigation, search
from tests.apps.expectations.conftest import AFTER, AT, DEADLINE, SOON, TELLTALE, answer_of

TODAY = date(2026, 6, 1)
ROUND, OUTCOME = "expectations.round", "expectations.outcome"


def found(viewer, words):
    source = next(item for item in search if item.kind == ROUND)
    return [row[1] for row in source.find(viewer, words, 10)]


class TestTitles:
    def test_name_the_subject_to_who_may_see_the_round(self, round_, cast):
        refs = [Ref(ROUND, round_.pk)]
        assert titles(viewer=cast.cio, refs=refs)[refs[0]] == ("Churn early warning", f"/expectations/{round_.pk}/")
        assert titles(viewer=cast.marketer, refs=refs) == {}

    def test_name_the_subject_of_an_outcome(self, cast, initiative):
        outcome = writes.record_outcome(
            about_kind=INITIATIVE, about_id=initiative.pk, question="payoff", payoff_date=TODAY, by=cast.cfo, at=AT
        )
        refs = [Ref(OUTCOME, outcome.pk)]
        assert titles(viewer=cast.cio, refs=refs)[refs[0]][0] == "Churn early warning"
        assert titles(viewer=cast.marketer, refs=refs) == {}


class TestSearch:
    def test_finds_a_round_by_the_title_of_its_subject(self, round_, cast):
        assert found(cast.cio, "early churn") == ["Churn early warning"]
        assert found(cast.marketer, "churn") == []

    def test_finds_the_portfolio(self, cast):
        writes.open_round(about_kind="organisation", deadline_at=DEADLINE, currency="EUR", by=cast.cio, at=AT,
                          asked=[(cast.ceo.pk, "business"), (cast.cio.pk, "it")])  # fmt: skip
        assert found(cast.cio, "portfolio") == ["The whole AI portfolio"]
        assert found(cast.cio, "portfolio churn") == []

    def test_finds_nothing_by_what_is_written_in_a_round(self, revealed, cast):
        Round.objects.update(note="pangolin")
        assert found(cast.cio, TELLTALE) == found(cast.cio, "pangolin") == []


class TestNavigation:
    def test_is_shown_to_those_who_ask(self, cast):
        item = next(one for one in navigation if one.url_name == "expectations:expectations")
        assert {person.name for person in cast.signed_in if not item.shown_to(person)} == {"Mia Copy", "Emil Worker"}


class TestToAnswer:
    def test_is_the_turn_of_who_is_asked_until_they_answered(self, round_, give, cast):
        [item] = plugs._to_answer(cast.department_head, TODAY)
        assert (item.sentence, item.due) == ("Churn early warning, on behalf of Business", DEADLINE.date())
        assert item.url == f"/expectations/{round_.pk}/answer/"
        give(cast.department_head)
        assert plugs._to_answer(cast.department_head, TODAY) == []
        assert plugs._to_answer(cast.cio, TODAY) == []

    def test_finds_an_employee_who_is_asked(self, cast, round_):
        writes.ask_person(round_=round_, person_id=cast.marketer.pk, side="business", by=cast.office, at=SOON)
        assert len(plugs._to_answer(cast.marketer, TODAY)) == 1

    def test_ends_with_the_deadline(self, round_, cast):
        assert plugs._to_answer(cast.department_head, DEADLINE.date() + timedelta(days=1)) == []


class TestInTrouble:
    def test_is_the_turn_of_who_asked_and_of_administrators(self, round_, give, cast, settings, tmp_path):
        give(cast.department_head)
        settings.ACCORD_KEYS = tmp_path
        writes.reveal_due(by=None, at=AFTER)
        told = {person.name for person in cast.signed_in if plugs._in_trouble(person, TODAY)}
        assert told == {"Pia Office", "Ada Root"}
        assert plugs._in_trouble(cast.office, TODAY)[0].sentence.endswith("is due, and its answers could not be opened")


class TestNews:
    @pytest.fixture
    def again(self, revealed, cast, initiative):
        """A further round a week later, in which IT has come four months closer."""
        later = AFTER + timedelta(days=7)
        second = writes.open_round(
            about_kind=INITIATIVE, about_id=initiative.pk, deadline_at=later, currency="EUR", by=cast.office, at=AFTER,
            asked=[(cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it")],
        )  # fmt: skip
        for asked, payoff in zip(second.asked.order_by("side"), ((4, 6, 9), (7, 10, 14)), strict=True):
            writes.give_answer(asked=asked, answer=answer_of(payoff=payoff), by=asked.person, at=AFTER)
        writes.reveal_due(by=None, at=AFTER)
        return second

    def test_tell_that_a_gap_became_smaller(self, again, cast):
        [news] = plugs._in_step(cast.cio, AT)
        assert news.sentence == (
            "Business and IT have come closer about “Churn early warning”: from 8 months apart to 4 months."
        )
        assert plugs._in_step(cast.marketer, AT) == []

    def test_tell_that_the_sides_expect_the_same(self, revealed, cast):
        assert plugs._in_step(cast.cio, AT) == []
        Comparison.objects.filter(round=revealed).update(perception="aligned")
        assert [one.sentence for one in plugs._in_step(cast.cio, AT)] == [
            "Business and IT expect the same of “Churn early warning”."
        ]

    def test_say_nothing_of_what_is_long_ago(self, again, cast):
        assert plugs._in_step(cast.cio, AFTER + timedelta(days=30)) == []


@pytest.mark.parametrize("offered", ["_to_answer", "_in_trouble"])
def test_asks_a_fixed_number_of_questions(offered, round_, cast, django_assert_max_num_queries):
    for person in (cast.department_head, cast.administrator):
        with django_assert_max_num_queries(3):
            getattr(plugs, offered)(person, TODAY)
