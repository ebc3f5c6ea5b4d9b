"""Several forecasts as one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accord.science import fit_curve, fit_curves, pool
from tests.science.test_curves import bounded

shares = st.floats(1e-6, 1 - 1e-6)
forecasts = st.lists(bounded, min_size=1, max_size=5)


def curves_of(triples, lower=0):
    return fit_curves(*np.array(triples, dtype=float).T, lower=lower)


class TestPool:
    def test_reproduces_the_published_example(self):
        both = pool(curves_of([(4, 6, 9), (8, 14, 26)]))

        assert both.quantile([0.1, 0.5, 0.9]) == pytest.approx([4.58, 8.56, 20.64], abs=5e-3)
        assert both.averaged_quantile([0.1, 0.5, 0.9]) == pytest.approx([6, 10, 17.5])

    @given(forecasts, st.floats(0, 1e6))
    def test_lies_between_its_members(self, triples, value):
        members = curves_of(triples)
        below = members.cdf(value)

        assert below.min() - 1e-12 <= pool(members).cdf(value) <= below.max() + 1e-12

    @settings(max_examples=60)
    @given(forecasts, shares)
    def test_finds_the_smallest_value_with_enough_below(self, triples, share):
        mixed = pool(curves_of(triples))

        value = mixed.quantile(share)

        assert mixed.cdf(value + 1e-9 * (1 + value)) >= share - 1e-9
        assert mixed.cdf(value - 1e-9 * (1 + value)) <= share + 1e-9

    @given(forecasts)
    def test_does_not_mind_the_order_nor_members_said_twice(self, triples):
        one, other = pool(curves_of(triples)), pool(curves_of(triples[::-1] * 2))

        for share in (0.1, 0.5, 0.9):
            assert one.quantile(share) == pytest.approx(other.quantile(share), rel=1e-9, abs=1e-9)

    @given(bounded, shares)
    def test_of_one_is_that_one(self, triple, share):
        curve, alone = fit_curve(*triple, lower=0), pool(curves_of([triple]))

        assert alone.quantile(share) == curve.quantile(share)
        assert alone.mean() == curve.mean()

    def test_goes_by_groups_in_the_order_of_their_names(self):
        curves = curves_of([(4, 6, 9), (8, 14, 26), (5, 7, 9)])

        pools = pool(curves, ["it", "business", "it"])

        assert pools.groups == ("business", "it")
        assert pools.median[0] == 14
        assert pools.median[1] == pool(curves[[0, 2]]).median
        assert pools[1].cdf(7) == pytest.approx((curves[0].cdf(7) + 0.5) / 2)

    def test_weighs(self):
        points = curves_of([(4, 4, 4), (9, 9, 9)])

        mixed = pool(points, weights=[3, 1])

        assert mixed.quantile([0.2, 0.75, 0.76]).tolist() == [4, 4, 9]
        assert mixed.mean() == pytest.approx(0.75 * 4 + 0.25 * 9)
        assert pool(points, weights=[0, 2]).quantile(0.01) == 9

    def test_keeps_two_camps_as_two_hills(self):
        mixed = pool(curves_of([(3, 4, 5), (28, 30, 32)]))

        assert mixed.density(4) > 100 * mixed.density(15)
        assert mixed.averaged_quantile(0.5) == 17
        assert mixed.quantile([0.49, 0.51])[0] < 10 < mixed.quantile([0.49, 0.51])[1]

    def test_has_no_finite_mean_if_a_member_has_none(self):
        assert pool(curves_of([(1, 9.1, 9.1**2), (1, 2, 3)])).mean() == np.inf
        assert pool(curves_of([(1, 9.1, 9.1**2), (1, 2, 3)]), weights=[0, 1]).mean() < 3

    def test_answers_at_the_ends(self):
        mixed = pool(curves_of([(4, 6, 9), (4, 4, 4)]))

        assert mixed.quantile([0, 1]).tolist() == [0, np.inf]

    @pytest.mark.parametrize(
        ("groups", "weights", "said"),
        [
            ([1], None, "2 curves but 1 groups"),
            (None, [1, -1], "from 0 upwards"),
            (None, [1, np.nan], "from 0 upwards"),
            ([1, 2], [1, 0], "a weight above 0"),
        ],
    )
    def test_refuses_what_is_no_pool(self, groups, weights, said):
        with pytest.raises(ValueError, match=said):
            pool(curves_of([(4, 6, 9), (8, 14, 26)]), groups, weights)

    def test_refuses_a_single_curve_and_none(self):
        with pytest.raises(ValueError, match="flat list"):
            pool(fit_curve(4, 6, 9))
        with pytest.raises(ValueError, match="at least one"):
            pool(fit_curves([], [], []))
