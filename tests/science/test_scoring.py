"""How good forecasts were: coverage, CRPS, bias, error, skill."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from accord.science import accuracy, coverage, crps, crps_normal, crps_sample, fit_curve, fit_curves, pool

NORMAL_90 = 1.2815515655446004
amounts = st.floats(1, 1e6)


class TestCoverage:
    def test_counts_outcomes_within_the_range_ends_included(self):
        found = coverage([4, 4, 4, 4], [9, 9, 9, 9], [4, 9, 6, 10])
        assert (found.value, found.n) == (0.75, 4)

    def test_gives_wilsons_interval(self):
        # 81 of 263, Newcombe, Stat. Med. 17:857, 1998
        found = coverage([0] * 263, [1] * 263, [0] * 81 + [2] * 182)
        assert (found.low, found.high) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))

    @pytest.mark.parametrize(
        ("low", "high", "outcome"), [([], [], []), ([1], [2], [1, 2]), ([3], [2], [1]), ([1], [2], [math.nan])]
    )
    def test_refuses_what_does_not_fit(self, low, high, outcome):
        with pytest.raises(ValueError, match=r"\w"):
            coverage(low, high, outcome)


class TestCrps:
    def test_of_a_normal_at_its_mean(self):
        assert crps_normal(0, 1, 0) == pytest.approx((math.sqrt(2) - 1) / math.sqrt(math.pi), abs=1e-12)

    @pytest.mark.parametrize("outcome", [-2.5, -0.3, 0.0, 1.0, 4.0])
    def test_of_a_split_normal_with_equal_halves_is_that_of_a_normal(self, outcome):
        # bound at the low value: no metalog holds, so both halves are normal; what lies beyond the bound is on it
        curve = fit_curve(10 - NORMAL_90, 10, 10 + NORMAL_90, lower=10 - NORMAL_90)
        assert curve.method == "split normal"
        reference = integrate.quad(lambda t: (curve.cdf(t) - (t >= 10 + outcome)) ** 2, 5, 10 + outcome)[0]
        reference += integrate.quad(lambda t: (curve.cdf(t) - 1) ** 2, 10 + outcome, 30, points=[10])[0]
        assert crps(curve, 10 + outcome) == pytest.approx(reference, abs=1e-7)

    @pytest.mark.parametrize("outcome", [0.5, 8.0, 14.0, 26.0, 60.0])
    def test_of_a_log_metalog_is_the_integral(self, outcome):
        curve = fit_curve(8, 14, 26, lower=0)
        pieces = sorted({0.0, outcome, 8.0, 14.0, 26.0, 60.0, 200.0, 5000.0})
        reference = sum(
            integrate.quad(lambda t, end=end: (curve.cdf(t) - (end > outcome)) ** 2, start, end, limit=300)[0]
            for start, end in pairwise(pieces)
        )
        assert crps(curve, outcome) == pytest.approx(reference, abs=1e-6)

    @pytest.mark.parametrize(("three", "outcome"), [((1, 9, 99), 7.0), ((1, 9, 99), 200.0), ((1, 30, 700), 40.0)])
    def test_follows_a_heavy_tail_to_its_end(self, three, outcome):
        # over ln t, so that the tail beyond 1 − 10⁻¹⁶ counts: the curves have no mean
        curve = fit_curve(*three, lower=0)
        assert curve.mean() == math.inf
        bound = math.log(outcome)
        reference = sum(
            integrate.quad(
                lambda u, above=above: curve.chances(np.float64(math.exp(u)))[above] ** 2 * math.exp(u), a, b, limit=400
            )[0]
            for a, b, above in [(-60, 0, 0), (0, bound, 0), *((bound + k, bound + k + 5, 1) for k in range(0, 600, 5))]
        )
        assert crps(curve, outcome) == pytest.approx(reference, rel=1e-7)

    @pytest.mark.parametrize("outcome", [3.0, 9.0, 70.0])
    def test_of_a_pool_is_the_integral(self, outcome):
        mixed = pool(fit_curves([4, 8, 1], [6, 14, 9], [9, 26, 99], lower=0), weights=[1, 2, 1])
        pieces = sorted({0.0, outcome, 4, 6, 9, 14, 26, 100, 400, 2000, 10**4, 10**5, 10**6, 10**8})
        reference = sum(
            integrate.quad(lambda t, end=end: (mixed.cdf(t) - (end > outcome)) ** 2, start, end, limit=300)[0]
            for start, end in pairwise(pieces)
        )
        assert crps(mixed, outcome) == pytest.approx(reference, rel=1e-6)

    def test_of_a_point_is_the_absolute_error(self):
        assert crps(fit_curve(5, 5, 5, lower=0), 7) == pytest.approx(2)

    def test_of_a_pool_is_better_than_its_members_on_average(self):
        members = fit_curves([4, 8], [6, 14], [9, 26], lower=0)
        assert crps(pool(members), 10) <= crps(members, 10).mean()

    def test_of_equally_likely_values(self):
        # E|X − 2| − ½E|X − X′| of 1, 2, 3: 2/3 − ½ · 8/9
        assert crps_sample([1, 2, 3], 2) == pytest.approx(2 / 3 - 4 / 9)

    def test_has_no_end_where_the_tail_is_too_heavy(self):
        assert crps(fit_curve(1, 100, 10_000, lower=0), 5) == math.inf

    def test_refuses_an_unknown_outcome(self):
        with pytest.raises(ValueError, match="NaN"):
            crps(fit_curve(4, 6, 9), math.nan)

    @given(st.tuples(amounts, amounts, amounts).map(sorted), amounts)
    def test_is_never_negative_and_never_unknown(self, three, outcome):
        found = crps(fit_curve(*three, lower=0), outcome)
        assert found >= 0

    @given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=20), st.floats(-1e3, 1e3))
    def test_of_values_agrees_with_all_pairs(self, values, outcome):
        array = np.array(values)
        pairs = np.abs(array[:, None] - array).mean() / 2
        assert crps_sample(values, outcome) == pytest.approx(np.abs(array - outcome).mean() - pairs, abs=1e-6)


class TestAccuracy:
    def test_keeps_the_sign_of_the_bias(self):
        found = accuracy([3, 5, 7], [2, 5, 5])
        assert (found.bias, found.error) == (1, 1)

    def test_gives_students_interval(self):
        # mean 1, s = 1, n = 3: half width t(0.975; 2) / √3 = 4.302653 / 1.732051
        found = accuracy([3, 5, 7], [2, 5, 5])
        assert found.bias_high - found.bias == pytest.approx(2.484138, abs=1e-6)

    def test_compares_on_the_cases_that_have_a_baseline(self):
        found = accuracy([3, 5, 7], [2, 5, 5], [2, 4, math.nan])
        assert (found.baseline_n, found.baseline_error, found.expectation_error_there) == (2, 0.5, 0.5)
        assert found.skill == 0

    def test_gives_no_range_for_one_case(self):
        assert accuracy([3], [2]).bias_low is None

    def test_refuses_lists_that_do_not_belong_together(self):
        with pytest.raises(ValueError, match="outcomes"):
            accuracy([1, 2], [1])
