"""What lies between two expectations."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accord.science import compare, fit_curve, fit_curves, pool
from accord.science import strips as room
from tests.science import oracle
from tests.science.test_curves import bounded

LN9 = math.log(9)
FIELDS = ("median_gap", "trimmed_gap", "wasserstein", "overlap", "first_earlier")
PUBLISHED = fit_curve(4, 6, 9, lower=0), fit_curve(8, 14, 26, lower=0)

# (first, second, bound): every pair of methods, near and far, narrow and wide, nearly flat, heavy tails
PAIRS = [
    ((4, 6, 9), (8, 14, 26), 0),
    ((4, 6, 9), (8, 14, 26), None),
    ((4, 6, 9), (4.2, 5.9, 9.1), 0),
    ((5.99, 6, 6.01), (4, 7, 20), 0),
    ((1, 2, 7), (1, 6, 7), None),
    ((1, 2, 7), (1.5, 2.1, 6), 0),
    ((2, 8, 30), (3, 9, 60), 0),
    ((0, 5, 12), (4, 6, 9), 0),
    ((4, 4, 9), (3, 5, 8), None),
    ((1, 5, 5.2), (3, 3.1, 9), 0),
    ((2, 2.05, 8), (3, 9, 9.1), None),
    ((0, 0.002, 0.05), (0, 370_052, 370_052), None),  # a needle beside a wide curve
]


def fitted(first, second, lower):
    return fit_curve(*first, lower=lower), fit_curve(*second, lower=lower)


def lost_to_rounding(*triples):
    """Say what share of the narrowest part is lost where the numbers are large."""
    parts = [high - low for triple in triples for low, high in pairwise(triple) if high > low]
    return np.finfo(float).eps * max(abs(value) for triple in triples for value in triple) / min(parts, default=1)


def both(first, second, lower):
    return oracle.fit(*first, lower), oracle.fit(*second, lower)


class TestCompare:
    def test_reproduces_the_published_example(self):
        gap = compare(*PUBLISHED)

        assert gap.median_gap == 8
        assert gap.trimmed_gap == pytest.approx(8.624, abs=5e-4)
        assert gap.wasserstein == pytest.approx(9.798, abs=5e-4)
        assert gap.overlap == pytest.approx(0.251, abs=5e-4)
        assert gap.first_earlier == pytest.approx(0.935, abs=5e-4)
        assert (gap.pooled_low, gap.pooled_median, gap.pooled_high) == pytest.approx((4.58, 8.56, 20.64), abs=5e-3)

    @pytest.mark.parametrize(("first", "second", "lower"), PAIRS)
    def test_agrees_with_adaptive_integrals(self, first, second, lower):
        gap, (one, two) = compare(*fitted(first, second, lower)), both(first, second, lower)

        assert gap.trimmed_gap == pytest.approx(oracle.wasserstein(one, two, (-LN9, LN9)) / 0.8, rel=1e-6)
        assert gap.wasserstein == pytest.approx(oracle.wasserstein(one, two), rel=1e-6)
        assert gap.overlap == pytest.approx(oracle.overlap(one, two), abs=1e-6)
        assert gap.first_earlier == pytest.approx(oracle.earlier(one, two), abs=1e-6)

    def test_agrees_with_sorted_samples_of_pools(self):
        first = pool(fit_curves([4, 5], [6, 7], [9, 9], lower=0))
        second = pool(fit_curves([8, 5], [14, 8], [26, 20], lower=0), weights=[2, 1])
        places = (np.arange(20_000) + 0.5) / 20_000
        one, two = first.quantile(places), second.quantile(places)
        middle = (places > 0.1) & (places < 0.9)

        gap = compare(first, second)

        assert gap.trimmed_gap == pytest.approx(np.abs(one - two)[middle].mean(), rel=1e-3)
        assert gap.wasserstein == pytest.approx(np.abs(one - two).mean(), rel=5e-3)  # samples cut the tail
        assert gap.first_earlier == pytest.approx(np.searchsorted(np.sort(one), two).mean() / 20_000, abs=1e-3)
        assert gap.median_gap == pytest.approx(second.median - first.median)
        grid = np.linspace(0, 400, 400_001)
        shared = np.minimum(first.density(grid), second.density(grid))
        assert gap.overlap == pytest.approx(np.trapezoid(shared, grid), abs=1e-5)

    def test_takes_a_pool_of_one_for_that_one(self):
        curves = fit_curves([4], [6], [9], lower=0), fit_curves([8], [14], [26], lower=0)

        alone, pooled = compare(*PUBLISHED), compare(pool(curves[0]), pool(curves[1]))

        for name in FIELDS:
            assert getattr(pooled, name) == pytest.approx(getattr(alone, name), rel=1e-12)

    def test_pools_a_member_said_twice_as_once(self):
        twice = pool(fit_curves([4, 4], [6, 6], [9, 9], lower=0))

        for name in FIELDS:
            assert getattr(compare(twice, PUBLISHED[1]), name) == pytest.approx(
                getattr(compare(*PUBLISHED), name), rel=1e-8
            )

    @settings(max_examples=60, deadline=None)
    @given(bounded, bounded, st.booleans())
    def test_is_the_same_from_the_other_side(self, first, second, bound):
        one, two = fitted(first, second, 0 if bound else None)

        there, back = compare(one, two), compare(two, one)

        assert there.median_gap == -back.median_gap
        assert there.trimmed_gap == pytest.approx(back.trimmed_gap, rel=1e-6, abs=1e-9)
        assert there.wasserstein == pytest.approx(back.wasserstein, rel=1e-6, abs=1e-9)
        assert there.overlap == pytest.approx(back.overlap, abs=1e-6)
        off = 1e-7 + 16 * lost_to_rounding(first, second)
        if "split normal" not in {one.method, two.method} and "point" not in {one.method, two.method}:
            assert there.first_earlier + back.first_earlier == pytest.approx(1, abs=off)
        else:
            assert there.first_earlier + back.first_earlier <= 1 + off

    @settings(max_examples=60, deadline=None)
    @given(bounded, bounded, st.booleans())
    def test_stays_within_its_bounds(self, first, second, bound):
        one, two = fitted(first, second, 0 if bound else None)

        with np.errstate(all="raise", under="ignore"):
            gap = compare(one, two)

        assert not any(np.isnan(getattr(gap, name)) for name in FIELDS)
        assert 0 <= gap.overlap <= 1
        assert 0 <= gap.first_earlier <= 1
        least, most = sorted([abs(b - a) for a, b in zip(first, second, strict=True)])[::2]
        assert gap.trimmed_gap >= 0
        # the distance of the means is the least that quantiles can be apart on average
        distance = abs(two.mean() - one.mean()) if np.isfinite([one.mean(), two.mean()]).all() else 0
        assert gap.wasserstein >= distance * (1 - 1e-6) - 1e-6
        assert gap.pooled_low <= gap.pooled_median <= gap.pooled_high
        assert min(first[1], second[1]) <= gap.pooled_median <= max(first[1], second[1])
        assert least <= most

    @given(bounded, st.booleans())
    def test_is_nothing_between_equals(self, triple, bound):
        one, two = fitted(triple, triple, 0 if bound else None)

        gap = compare(one, two)

        assert (gap.median_gap, gap.trimmed_gap, gap.wasserstein, gap.overlap) == (0, 0, 0, 1)

    @settings(deadline=None)
    @given(bounded, st.floats(0.01, 1e6), st.booleans())
    def test_is_the_shift_between_the_same_moved(self, triple, shift, bound):
        there = tuple(value + shift for value in triple)
        assume(there[1] - there[0] == triple[1] - triple[0] and there[2] - there[1] == triple[2] - triple[1])
        one = fit_curve(*triple, lower=0 if bound else None)
        two = fit_curve(*there, lower=shift if bound else None)
        assume(one.method == two.method and np.isfinite(one.mean()))

        gap = compare(one, two)

        assert (gap.median_gap, gap.trimmed_gap) == pytest.approx((shift, shift), rel=1e-5)
        assert gap.wasserstein == pytest.approx(shift, rel=1e-5)
        assert gap.first_earlier >= 0.5 - 1e-8  # the eight digits that `compare` promises

    @settings(max_examples=40, deadline=None)
    @given(bounded, bounded, st.floats(0.01, 100))
    def test_goes_with_the_unit(self, first, second, factor):
        plain = compare(*fitted(first, second, 0))
        scaled = compare(*fitted([x * factor for x in first], [x * factor for x in second], 0))
        assume(np.isfinite(plain.wasserstein) and np.isfinite(scaled.wasserstein))

        assert scaled.trimmed_gap == pytest.approx(plain.trimmed_gap * factor, rel=1e-5, abs=1e-6)
        assert scaled.overlap == pytest.approx(plain.overlap, abs=1e-5)

    def test_is_infinite_where_one_side_has_no_mean(self):
        wide = fit_curve(1, 10, 100, lower=0)

        assert compare(wide, PUBLISHED[0]).wasserstein == math.inf
        assert compare(wide, wide).wasserstein == 0
        assert math.isfinite(compare(wide, PUBLISHED[0]).trimmed_gap)

    def test_counts_nobody_as_earlier_on_the_very_same_day(self):
        six = fit_curve(6, 6, 6)

        assert (compare(six, six).first_earlier, compare(six, six).overlap) == (0, 1)
        assert compare(six, fit_curve(7, 7, 7)).first_earlier == 1
        assert compare(six, fit_curve(7, 7, 7)).overlap == 0
        assert compare(six, fit_curve(7, 7, 7)).wasserstein == 1

    def test_shares_what_both_put_on_the_bound(self):
        # a tenth of each lies on 0, and nothing else is in common: (0, 1e-9, 2e-9) against (0, 5, 12)
        gap = compare(*fitted((0, 1e-9, 2e-9), (0, 5, 12), 0))

        assert gap.overlap == pytest.approx(0.1, abs=1e-6)
        assert gap.first_earlier == pytest.approx(0.9, abs=1e-6)

    def test_compares_points_with_curves(self):
        six, wide = fit_curve(6, 6, 6, lower=0), fit_curve(8, 14, 26, lower=0)
        gap = compare(six, wide)

        assert gap.first_earlier == pytest.approx(1 - wide.cdf(6), abs=1e-9)
        assert gap.overlap == 0
        # everything of the wide one has to move to 6
        expected = oracle.integral(lambda z: abs(oracle.fit(8, 14, 26, 0).quantile(z) - 6) * oracle.weight(z),
                                   [*oracle.ladder(60), math.log(wide.cdf(6) / (1 - wide.cdf(6)))])  # fmt: skip
        assert gap.wasserstein == pytest.approx(expected, rel=1e-7)

    def test_answers_many_pairs_as_it_does_each(self):
        rng = np.random.default_rng(7)
        rows = [np.sort(rng.choice([0, 1, 2, 3, 5, 8, 13, 21, 34, 99], (60, 3)), axis=1) + 0.0 for _ in range(2)]
        one, two = (fit_curves(*part.T, lower=0) for part in rows)

        many = compare(one, two)

        for k in range(60):
            alone = compare(one[k], two[k])
            for name in (*FIELDS, "pooled_low", "pooled_median", "pooled_high"):
                assert getattr(alone, name) == pytest.approx(getattr(many, name)[k], rel=1e-9, abs=1e-12), name

    def test_works_in_chunks_without_a_seam(self, monkeypatch):
        rng = np.random.default_rng(7)
        low = rng.uniform(1, 9, 40)
        one, two = fit_curves(low, low + 2, low + 9, lower=0), fit_curves(low, low + 4, low + 5, lower=0)
        whole = compare(one, two)

        monkeypatch.setattr(room, "MOST_ROWS", 28)  # seven pairs at once

        assert compare(one, two).wasserstein == pytest.approx(whole.wasserstein, rel=1e-12)

    def test_compares_one_with_many(self):
        many = fit_curves([8, 4], [14, 6], [26, 9], lower=0)

        gap = compare(PUBLISHED[0], many)

        assert gap.median_gap.tolist() == [8, 0]
        assert gap.wasserstein == pytest.approx([compare(*PUBLISHED).wasserstein, 0], abs=1e-12)

    def test_refuses_quantiles_of_different_probabilities(self):
        with pytest.raises(ValueError, match="same probability"):
            compare(fit_curve(4, 6, 9), fit_curve(4, 6, 9, probability=0.2))
