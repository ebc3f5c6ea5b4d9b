import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.science.value import (
    NEVER_ZERO,
    NOTHING,
    ONE_SIGN,
    discounted_payback,
    irr,
    mirr,
    npv,
    payback,
    profitability_index,
)

quick = settings(max_examples=30, deadline=None)
invested = st.tuples(st.floats(1, 1e6), st.lists(st.floats(0, 1e6), min_size=1, max_size=40)).map(
    lambda parts: [-parts[0], *parts[1]]
)
rates = st.floats(-0.5, 2)


class TestNpv:
    def test_is_the_published_one_and_leaves_the_first_flow_as_it_is(self):
        """The example of numpy-financial's documentation."""
        assert npv(0.08, [-40_000, 5_000, 8_000, 12_000, 30_000]) == pytest.approx(3065.2227, abs=5e-5)

    def test_refuses_what_is_no_flow_or_no_rate(self):
        for rate, flows in ((0.1, []), (0.1, [1, float("nan")]), (-1, [1, 2]), (float("inf"), [1])):
            with pytest.raises(ValueError, match=r"\w"):
                npv(rate, flows)

    @quick
    @given(invested, rates, rates)
    def test_falls_as_the_rate_rises_where_money_goes_out_first(self, flows, one, other):
        low, high = sorted((one, other))
        assert npv(high, flows) <= npv(low, flows) * (1 + 1e-12) + 1e-6 or npv(low, flows) < 0
        assert npv(high, [0, *flows[1:]]) <= npv(low, [0, *flows[1:]]) * (1 + 1e-12)


class TestIrr:
    def test_is_the_published_one(self):
        """The examples of numpy-financial's documentation; the last has two roots more, which it leaves out."""
        assert irr([-100, 39, 59, 55, 20]).values == pytest.approx([0.280948], abs=5e-7)
        assert irr([-100, 0, 0, 74]).values == pytest.approx([-0.095496], abs=5e-7)
        assert irr([-5, 10.5, 1, -8, 1]).values[1] == pytest.approx(0.088598, abs=5e-7)

    def test_says_why_there_is_none(self):
        assert irr([-1, -2]).reason == ONE_SIGN
        assert irr([0, 0]).reason == NOTHING
        assert irr([-100, 230, -200]).reason == NEVER_ZERO  # 230² < 4·100·200

    def test_finds_a_root_that_only_touches_zero(self):
        assert irr([1, -2.5, 1.5625]).values == pytest.approx([0.25], abs=1e-7)

    @quick
    @given(st.lists(st.integers(-9, 40), min_size=1, max_size=5, unique=True), st.integers(0, 30))
    def test_finds_each_root_of_flows_that_were_made_from_them(self, tenths, quiet):
        """Flows with the generating polynomial Π (1 − (1 + r_k)·x), times a factor without positive roots."""
        wanted = sorted(tenth / 10 for tenth in tenths)
        flows = np.array([1.0])
        for rate in wanted:
            flows = np.convolve(flows, [1, -(1 + rate)])
        flows = np.convolve(flows, np.ones(quiet + 1))

        assert irr(flows).values == pytest.approx(wanted, abs=1e-6)

    @quick
    @given(st.lists(st.integers(-1_000_00, 1_000_00), min_size=2, max_size=60))
    def test_is_worth_nothing_at_each_root_and_changes_sign_nowhere_else(self, cents):
        flows = np.array(cents) / 100
        roots = np.array(irr(flows).values)
        x = np.sort(np.concatenate([1 / (1 + roots), np.geomspace(1e-3, 1e3, 301)]))
        near = np.isclose(x[:, None], 1 / (1 + roots), rtol=1e-7).any(axis=1)
        powers = np.arange(len(flows))
        values = np.array([(flows * place**powers).sum() for place in x[~near]])
        scale = np.array([(np.abs(flows) * place**powers).sum() for place in x[~near]])
        signs = np.where(np.abs(values) > 1e-9 * scale, np.sign(values), 0)
        between = np.searchsorted(np.sort(1 / (1 + roots)), x[~near])
        for part in np.unique(between):
            assert len(set(signs[between == part]) - {0}) <= 1


class TestOtherFigures:
    def test_give_the_modified_return_as_published(self):
        """The example of numpy-financial's documentation."""
        assert mirr([-100, 50, -60, 70], 0.10, 0.12) == pytest.approx(-0.03909366594356467, abs=1e-12)
        assert mirr([1, 2], 0.1, 0.1) is None

    def test_interpolate_the_time_until_the_money_is_back(self):
        assert payback([-100, 40, 40, 40]) == pytest.approx(2.5)
        assert discounted_payback(0.1, [-100, 60, 60, 60]) == pytest.approx(1 + (100 - 60 / 1.1) / (60 / 1.21))
        assert payback([-100, 40, 40]) is None
        assert payback([10, 20]) == 0
        assert payback([-10, 20, -20, 15]) == pytest.approx(2 + 10 / 15)  # back, gone again, back for good
        assert payback([-0.1, -0.2, 0.3]) == pytest.approx(2)  # back to the cent, whatever floats make of it
        assert discounted_payback(0, [-0.3, 0.1, 0.1, 0.1, 0]) == pytest.approx(3)
        assert payback([-0.1, -0.2, 0.29]) is None

    def test_give_what_comes_in_by_unit_that_goes_out(self):
        flows = [-100.0, 60, 60]
        assert profitability_index(0.1, flows) == pytest.approx(1 + npv(0.1, flows) / 100)
        assert profitability_index(0.1, [1]) is None

    @quick
    @given(invested, st.floats(0, 2))
    def test_take_longer_to_pay_back_when_later_money_counts_less(self, flows, rate):
        plain, discounted = payback(flows), discounted_payback(rate, flows)
        assert discounted is None or (plain is not None and plain <= discounted + 1e-9)
