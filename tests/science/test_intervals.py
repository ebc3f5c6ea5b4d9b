import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from accord.science import clopper_pearson, median_interval, normal_quantile, wilson
from accord.science.intervals import binomial_cumulative

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.floats(0.5, 0.9999)


class TestWilson:
    # Newcombe, Stat. Med. 17:857 (1998), method 3
    @pytest.mark.parametrize(
        ("k", "n", "low", "high"),
        [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
    )
    def test_reproduces_newcombe(self, k, n, low, high):
        share = wilson(k, n)

        assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)

    @pytest.mark.parametrize(
        ("k", "n", "low", "high"),
        [(4, 5, 0.38, 0.96), (8, 10, 0.49, 0.94), (16, 20, 0.58, 0.92), (24, 30, 0.63, 0.90), (40, 50, 0.67, 0.89)],
    )
    def test_reproduces_the_house_table(self, k, n, low, high):
        share = wilson(k, n)

        assert (share.low, share.high) == pytest.approx((low, high), abs=5e-3)

    @given(counts, levels)
    def test_agrees_with_statsmodels(self, count, level):
        k, n = count

        low, high = proportion_confint(k, n, alpha=1 - level, method="wilson")

        assert (wilson(k, n, level=level).low, wilson(k, n, level=level).high) == pytest.approx((low, high), abs=1e-9)

    @given(counts, levels)
    def test_contains_the_point_and_stays_within_0_and_1(self, count, level):
        share = wilson(*count, level=level)

        assert 0 <= share.low <= share.value <= share.high <= 1

    @given(counts)
    def test_narrows_as_cases_are_added(self, count):
        k, n = count

        few, many = wilson(k, n), wilson(3 * k, 3 * n)

        assert many.high - many.low < few.high - few.low

    @given(counts)
    def test_widens_as_more_certainty_is_asked(self, count):
        usual, strict = wilson(*count, level=0.95), wilson(*count, level=0.999)

        assert strict.low <= usual.low
        assert strict.high >= usual.high

    @given(counts)
    def test_is_the_mirror_of_its_opposite(self, count):
        k, n = count

        assert wilson(k, n).low == pytest.approx(1 - wilson(n - k, n).high, abs=1e-12)

    @pytest.mark.parametrize(
        ("k", "n", "said"),
        [
            (1, 0, "at least one case"),
            (-1, 5, "negative"),
            (6, 5, "more successes"),
            (math.nan, 5, "NaN"),
            (1, math.nan, "NaN"),
            (1, math.inf, "at least one case"),
        ],
    )
    @pytest.mark.parametrize("interval", [wilson, clopper_pearson])
    def test_refuses_impossible_counts(self, interval, k, n, said):
        with pytest.raises(ValueError, match=said):
            interval(k, n)

    @pytest.mark.parametrize("level", [0, 1, -1, 95, math.nan])
    def test_refuses_a_level_outside_0_and_1(self, level):
        with pytest.raises(ValueError, match="confidence level"):
            wilson(1, 2, level=level)


class TestClopperPearson:
    @given(counts, levels)
    def test_agrees_with_scipy(self, count, level):
        k, n = count

        oracle = stats.binomtest(k, n).proportion_ci(level, method="exact")

        exact = clopper_pearson(k, n, level=level)
        assert (exact.low, exact.high) == pytest.approx((oracle.low, oracle.high), abs=1e-9)

    @given(st.integers(1, 60), st.floats(0.02, 0.98), st.sampled_from([0.9, 0.99, 0.9999]))
    def test_misses_the_truth_no_more_often_than_promised(self, n, truth, level):
        chance = stats.binom.pmf(np.arange(n + 1), n, truth)
        below = sum(chance[k] for k in range(n + 1) if clopper_pearson(k, n, level=level).high < truth)

        assert below <= (1 - level) / 2 + 1e-12

    def test_takes_a_fractional_effective_number(self):
        between = clopper_pearson(4.5, 9)

        assert clopper_pearson(4, 9).low < between.low < clopper_pearson(5, 9).low


class TestMedianInterval:
    def test_picks_the_order_statistics_of_the_tables(self):
        # n = 10: the 2nd and the 9th value cover 97.9 % (Hahn & Meeker, table A.15)
        median = median_interval([10, 1, 2, 3, 9, 8, 4, 5, 7, 6])

        assert (median.value, median.low, median.high) == (5.5, 2, 9)

    def test_has_no_limit_below_six_values(self):
        assert median_interval([1, 2, 3, 4, 5]).low is None
        assert median_interval([1, 2, 3, 4, 5, 6]).low == 1

    @given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=60))
    def test_contains_the_point_whatever_the_order(self, values):
        median, turned = median_interval(values), median_interval(values[::-1])

        assert median == turned
        assert median.low is None or median.low <= median.value <= median.high

    @given(st.integers(1, 200), st.sampled_from([0.9, 0.95, 0.999]))
    def test_covers_at_least_its_level(self, n, level):
        median = median_interval(list(range(1, n + 1)), level=level)

        if median.low is not None:
            assert 1 - 2 * stats.binom.cdf(median.low - 1, n, 0.5) >= level
            assert 1 - 2 * stats.binom.cdf(median.low, n, 0.5) < level

    @pytest.mark.parametrize(("values", "said"), [([], "empty"), ([1, math.nan], "NaN"), ([[1], [2]], "flat")])
    def test_refuses_what_has_no_median(self, values, said):
        with pytest.raises(ValueError, match=said):
            median_interval(values)


def test_normal_quantile_is_the_textbook_one():
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, abs=1e-12)


@given(st.integers(1, 500), st.floats(0.001, 0.999))
def test_binomial_sums_agree_with_scipy(n, share):
    assert binomial_cumulative(n, share) == pytest.approx(stats.binom.cdf(np.arange(n + 1), n, share), abs=1e-9)


def test_binomial_sums_hold_at_the_ends():
    assert binomial_cumulative(3, 0.0).tolist() == [1, 1, 1, 1]
    assert binomial_cumulative(3, 1.0).tolist() == [0, 0, 0, 1]
