"""Expectations on the page of an initiative or a goal: where they stand, and the one thing to do next."""

import html

import pytest

from accord.apps.expectations.reads.standing import standing
from accord.apps.expectations.rules.words import GOAL, INITIATIVE
from accord.apps.goals import writes as goals
from tests.apps.expectations.conftest import AT, TELLTALE
from tests.apps.expectations.revealing import ask, both, reveal, said, subject

pytestmark = pytest.mark.django_db
ANSWERS = said(payoff=(4, 6, 9)), said(payoff=(8, 14, 26))


@pytest.fixture
def churn(cast):
    return subject(cast, "Churn early warning")


@pytest.fixture
def section(cast, client_of):
    """Give the text of the section on a page; empty where it is left out."""

    def read(one, person=None, place="initiatives"):
        answer = client_of(person or cast.cio).get(f"/{place}/{one.pk}/")
        assert answer.status_code == 200
        page = html.unescape(answer.content.decode()).replace("\u00a0", " ")
        return page.partition('id="expectations"')[2].partition("</section>")[0]

    return read


class TestSection:
    def test_teaches_and_offers_to_ask_while_nobody_was_asked(self, cast, churn, section):
        found = section(churn)
        assert "Nobody has been asked yet" in found
        assert f"/expectations/new/?about=initiatives.initiative:{churn.pk}" in found

    def test_offers_the_answer_to_whom_it_waits_for(self, cast, churn, section):
        round_ = ask(cast, churn, *both(cast, said(payoff=(4, 6, 9, None, TELLTALE)), None))
        waiting, done = section(churn, cast.delivery_lead), section(churn, cast.department_head)
        assert "1 of 2 answered" in waiting
        assert f"/expectations/{round_.pk}/answer/" in waiting
        assert f"/expectations/{round_.pk}/answer/" not in done
        for found in (waiting, done, section(churn, cast.administrator)):
            assert TELLTALE not in found
            assert "spark" not in found

    def test_shows_the_latest_revealed_round(self, cast, churn, section):
        round_ = reveal(cast, churn, *both(cast, *ANSWERS))
        found = section(churn)
        assert "Business expects it to pay off 8 months before IT does." in found
        assert "8 months, business sooner" in found
        assert f'href="/expectations/{round_.pk}/"' in found
        assert "Ask again" in found
        assert "Record what really happened" in found

    def test_is_left_out_for_whom_it_is_not_open(self, cast, churn, section):
        reveal(cast, churn, *both(cast, *ANSWERS))
        assert section(churn, cast.employee) == ""
        assert standing(viewer=cast.marketer, kind=INITIATIVE, number=churn.pk, as_of=AT.date()) is None

    def test_stands_on_the_page_of_a_goal(self, cast, section):
        goal = goals.add_goal(title="Less waste", by=cast.office, at=AT)
        reveal(cast, goal, *both(cast, *ANSWERS), kind=GOAL)
        assert "pay off 8 months before" in section(goal, place="goals")

    def test_takes_as_many_queries_whoever_answered(self, cast, churn, django_assert_num_queries):
        reveal(cast, churn, *both(cast, *ANSWERS), (cast.cio, "it", ANSWERS[1]), (cast.ceo, "business", ANSWERS[0]))
        ask(cast, churn, *both(cast, ANSWERS[0], None), at=AT.replace(month=7))
        with django_assert_num_queries(7):
            standing(viewer=cast.cio, kind=INITIATIVE, number=churn.pk, as_of=AT.date())
