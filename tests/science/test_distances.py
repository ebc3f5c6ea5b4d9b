"""Distances of samples, and what two normals share."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from accord.science import normal_overlap, sample_distance

values = st.floats(-1e6, 1e6)
samples = st.lists(values, min_size=1, max_size=30)
weighted = st.lists(st.tuples(values, st.floats(0, 100)), min_size=1, max_size=30)


class TestSampleDistance:
    # the examples of the documentation of scipy.stats.wasserstein_distance
    def test_reproduces_published_examples(self):
        assert sample_distance([0, 1, 3], [5, 6, 8]) == pytest.approx(5, rel=1e-12)
        assert sample_distance([0, 1], [0, 1], [3, 1], [2, 2]) == pytest.approx(0.25, rel=1e-12)
        distance = sample_distance([3.4, 3.9, 7.5, 7.8], [4.5, 1.4], [1.4, 0.9, 3.1, 7.2], [3.2, 3.5])
        assert distance == pytest.approx(4.0781331438047861, rel=1e-12)

    @given(weighted, weighted)
    def test_agrees_with_scipy(self, first, second):
        one, two = np.array(first), np.array(second)
        if not (one[:, 1].sum() > 1e-3 and two[:, 1].sum() > 1e-3):
            return

        expected = wasserstein_distance(one[:, 0], two[:, 0], one[:, 1], two[:, 1])

        assert sample_distance(*one.T[:1], *two.T[:1], one[:, 1], two[:, 1]) == pytest.approx(
            expected, rel=1e-9, abs=1e-6
        )

    @given(samples, samples)
    def test_is_the_same_from_the_other_side_and_nothing_between_equals(self, first, second):
        assert sample_distance(first, second) == pytest.approx(sample_distance(second, first), rel=1e-9, abs=1e-6)
        assert sample_distance(first, first[::-1]) == pytest.approx(0, abs=1e-6)

    @given(samples, values)
    def test_is_the_shift_between_the_same_moved(self, sample, shift):
        assert sample_distance(sample, [x + shift for x in sample]) == pytest.approx(abs(shift), rel=1e-9, abs=1e-6)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            (([], [1]), "empty"),
            (([1, math.nan], [1]), "NaN"),
            (([1], [1], [1, 2]), "1 values but 2 weights"),
            (([1, 2], [1], [1, -1]), "cannot be negative"),
            (([1, 2], [1], [0, 0]), "above 0"),
        ],
    )
    def test_refuses_what_has_no_distance(self, given, said):
        with pytest.raises(ValueError, match=said):
            sample_distance(*given)


class TestNormalOverlap:
    def test_reproduces_the_published_example(self):
        # the example of the documentation of statistics.NormalDist.overlap
        assert normal_overlap(2.4, 1.6, 3.2, 2.0) == pytest.approx(0.80350506573302, abs=1e-13)

    @given(st.floats(-50, 50), st.floats(0.1, 50), st.floats(-50, 50), st.floats(0.1, 50))
    def test_agrees_with_the_standard_library(self, m, s, n, t):
        expected = NormalDist(m, s).overlap(NormalDist(n, t))

        assert normal_overlap(m, s, n, t) == pytest.approx(expected, abs=1e-7)

    @given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6), st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
    def test_stays_within_0_and_1_and_does_not_mind_the_order(self, m, s, n, t):
        shared = normal_overlap(m, s, n, t)

        assert 0 <= shared <= 1
        assert shared == pytest.approx(normal_overlap(n, t, m, s), abs=1e-9)

    def test_of_equals_is_1(self):
        assert normal_overlap([3, 3], 2, [3, 3 + 1e-12], [2, 2 + 1e-12]) == pytest.approx([1, 1])

    def test_of_equal_widths_is_twice_the_tail(self):
        # 2Φ(−|Δ|/2σ)
        assert normal_overlap(0, 1, 2, 1) == pytest.approx(2 * NormalDist().cdf(-1), abs=1e-12)

    @pytest.mark.parametrize("deviation", [0, -1, math.nan])
    def test_refuses_a_deviation_that_is_none(self, deviation):
        with pytest.raises(ValueError, match="positive"):
            normal_overlap(0, deviation, 1, 1)
