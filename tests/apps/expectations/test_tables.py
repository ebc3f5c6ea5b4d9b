"""Expectations as rows of the snapshot: revealed ones only, as they stood on a day, without a name."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accord.apps.expectations import tables, writes
from accord.apps.expectations.rules.words import INITIATIVE, PORTFOLIO
from tests.apps.expectations.conftest import AT
from tests.apps.expectations.revealing import WEEK, ask, both, reveal, said, subject

pytestmark = pytest.mark.django_db
REVEALED = (AT + WEEK).date()
ANSWERS = said(payoff=(4, 6, 9, 7), cost=(90, 100, 110), never=0.1), said(payoff=(8, 14, 26))


@pytest.fixture
def churn(cast):
    return subject(cast, "Churn early warning")


def resolve(cast, about, at):
    return writes.record_outcome(about_kind=INITIATIVE, about_id=about.pk, question="cost", amount=Decimal(120),
                                 currency="EUR", by=cast.cfo, at=at)  # fmt: skip


class TestForecasts:
    def test_holds_what_each_side_said(self, cast, churn):
        round_ = reveal(cast, churn, *both(cast, *ANSWERS))
        rows = tables.forecasts_table(as_of=REVEALED).sort("side", "question").to_dicts()
        assert [(row["side"], row["question"], row["low"], row["likely"], row["high"]) for row in rows] == [
            ("business", "cost", 90, 100, 110), ("business", "payoff", 4, 6, 9), ("it", "payoff", 8, 14, 26),
        ]  # fmt: skip
        cost, payoff, _it = rows
        assert (cost["currency"], payoff["currency"], payoff["guess"], payoff["never_share"]) == ("EUR", None, 7, 0.1)
        assert (payoff["subject_kind"], payoff["subject"], payoff["round"]) == (
            "initiative", str(churn.pk), str(round_.pk),
        )  # fmt: skip
        assert (payoff["base_on"], payoff["asked_on"], payoff["revealed_on"]) == (date(2026, 5, 1), AT.date(), REVEALED)

    def test_holds_nothing_sealed_and_nothing_revealed_later(self, cast, churn):
        ask(cast, subject(cast, "Still sealed"), *both(cast, *ANSWERS))
        reveal(cast, churn, *both(cast, *ANSWERS))
        assert tables.forecasts_table(as_of=REVEALED - timedelta(days=1)).is_empty()
        assert set(tables.forecasts_table(as_of=REVEALED)["subject"]) == {str(churn.pk)}

    def test_gives_the_portfolio_no_id(self, cast):
        reveal(cast, None, *both(cast, *ANSWERS), kind=PORTFOLIO)
        row = tables.forecasts_table(as_of=REVEALED).row(0, named=True)
        assert (row["subject_kind"], row["subject"]) == ("organisation", None)

    def test_can_be_limited_to_what_has_an_outcome(self, cast, churn):
        reveal(cast, churn, *both(cast, *ANSWERS))
        reveal(cast, subject(cast, "Not known yet"), *both(cast, *ANSWERS))
        resolve(cast, churn, AT + timedelta(days=90))
        known = tables.forecasts_table(as_of=date(2027, 1, 1), only_resolved=True)
        assert set(known["subject"]) == {str(churn.pk)}
        assert tables.forecasts_table(as_of=REVEALED, only_resolved=True).is_empty()


class TestOutcomes:
    def test_stand_as_of_a_day(self, cast, churn):
        outcome = resolve(cast, churn, AT + timedelta(days=90))
        writes.remove_outcome(outcome=outcome, by=cast.cfo, at=AT + timedelta(days=100))
        day = (AT + timedelta(days=95)).date()
        row = tables.outcomes_table(as_of=day).row(0, named=True)
        assert (row["amount"], row["currency"], row["payoff_on"], row["known_on"]) == (
            120, "EUR", None, (AT + timedelta(days=90)).date(),
        )  # fmt: skip
        assert tables.outcomes_table(as_of=(AT + timedelta(days=101)).date()).is_empty()


class TestForecasters:
    def test_count_different_people_of_a_side_where_an_outcome_is_known(self, cast, churn):
        more = (cast.cio, "it", ANSWERS[1]), (cast.cfo, "finance", None)
        reveal(cast, churn, *both(cast, *ANSWERS), *more)
        other = subject(cast, "Another")
        reveal(cast, other, *both(cast, *ANSWERS))
        reveal(
            cast, subject(cast, "Not known yet"), (cast.ceo, "business", ANSWERS[0]), (cast.office, "it", ANSWERS[1])
        )
        for one in (churn, other):
            resolve(cast, one, AT + timedelta(days=90))
        assert dict(tables.forecasters_table(as_of=date(2027, 1, 1)).rows()) == {"business": 1, "it": 2}
        assert tables.forecasters_table(as_of=REVEALED).is_empty()

    def test_name_nobody(self, cast, churn):
        reveal(cast, churn, *both(cast, *ANSWERS))
        resolve(cast, churn, AT + timedelta(days=90))
        for make in tables.TABLES.values():
            text = str(make(as_of=date(2027, 1, 1)).to_dicts())
            assert not any(person.name in text or person.email in text for person in cast.signed_in)
