"""A version as a plan: months to the cent, the same value as the numbers give, and what keeps a figure from being made."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.apps.value.rules.flows import Range
from accord.apps.value.rules.plans import PlanLine, Terms, line_worths, month_flows, numbers_of, plan_of
from accord.science.value import likely_value, npv

START = date(2026, 6, 1)
cents = st.integers(0, 10_000_000).map(lambda amount: Decimal(amount) / 100)
months = st.integers(0, 40).map(lambda n: date(2026 + (5 + n) // 12, (5 + n) % 12 + 1, 1))
lines = st.lists(
    st.builds(
        lambda flow, rhythm, first, amount: PlanLine(
            "k", "Line", flow, rhythm, first, None, Range(amount, amount, amount)
        ),
        st.sampled_from(("cost", "benefit")),
        st.sampled_from(("once", "monthly", "quarterly", "yearly")),
        months,
        cents,
    ),
    min_size=1,
    max_size=8,
)
terms = st.builds(
    Terms,
    st.just(START),
    st.integers(1, 60),
    st.integers(0, 2_000).map(lambda n: Decimal(n) / 10_000),
    st.sampled_from((None, (Decimal("0.3"), Decimal("0.65"), Decimal("0.9")))),
    st.sampled_from((None, tuple(map(Decimal, ("0", "2.5", "6"))), tuple(map(Decimal, ("-3", "-1.5", "2"))))),
)


class TestMonths:
    @settings(max_examples=30, deadline=None)
    @given(lines, terms)
    def test_add_up_to_the_cent_in_every_column(self, lines, terms):
        flows, worths = month_flows(lines, terms), line_worths(lines, terms)

        assert sum(one.worth for one in flows) == flows[-1].so_far == sum(one.worth for one in worths)
        costs = [one for one in lines if one.flow == "cost"]
        assert sum(one.cost for one in flows) == sum(len(numbers_of(one, terms)) * one.each.likely for one in costs)
        assert all(amount == round(amount, 2) for one in flows for amount in (one.cost, one.benefit, one.worth))

    @settings(max_examples=30, deadline=None)
    @given(lines, terms)
    def test_are_worth_what_the_numbers_say(self, lines, terms):
        found = month_flows(lines, terms)[-1].so_far
        size = float(sum(one.each.likely * len(numbers_of(one, terms)) for one in lines))

        assert float(found) == pytest.approx(likely_value(plan_of(lines, terms)), abs=0.006 + 1e-9 * size)

    def test_discount_each_month_by_a_twelfth_of_the_year(self):
        line = PlanLine("k", "Line", "benefit", "yearly", START, None, Range(*[Decimal(100)] * 3))
        flows = month_flows([line], Terms(START, 25, Decimal("0.1")))

        assert [one.worth for one in flows if one.worth] == [Decimal("100.00"), Decimal("90.91"), Decimal("82.64")]
        assert float(flows[-1].so_far) == pytest.approx(npv(0.1, [100, 100, 100]), abs=0.005)

    def test_move_benefits_by_the_likely_delay_and_lose_what_comes_after_the_end(self):
        line = PlanLine("k", "Line", "benefit", "monthly", START, None, Range(*[Decimal(100)] * 3))
        late = tuple(map(Decimal, ("0", "1.5", "4")))
        share = tuple(map(Decimal, ("0.5", "0.8", "1")))
        flows = month_flows([line], Terms(START, 4, Decimal(0), share, late))

        assert [one.benefit for one in flows] == [0, 40, 80, 80]

    def test_count_what_was_spent_before_the_start_at_the_start(self):
        line = PlanLine("k", "Line", "cost", "monthly", date(2026, 4, 1), date(2026, 7, 1), Range(*[Decimal(10)] * 3))
        assert numbers_of(line, Terms(START, 12, Decimal(0))) == (0, 0, 0, 1)

    def test_round_thirds_without_losing_a_cent(self):
        share = (Decimal(0), Decimal(1) / 3, Decimal(1))
        line = PlanLine("k", "Line", "benefit", "monthly", START, None, Range(*[Decimal("0.05")] * 3))
        flows = month_flows([line], Terms(START, 6, Decimal(0), share))

        assert sum(one.benefit for one in flows) == Decimal(round(Fraction(30, 3))) / 100
