import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from accord.science.handoffs import rolled_yield
from accord.science.intervals import wilson

steps = st.lists(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=6)


def split(rows):
    return [k for k, _ in rows], [n for _, n in rows]


class TestRolledYield:
    def test_is_the_product_of_the_steps(self):
        chain = rolled_yield([90, 80, 95], [100, 100, 100])

        assert chain.rolled.value == pytest.approx(0.684)
        assert [step.value for step in chain.steps] == [0.9, 0.8, 0.95]
        assert chain.weakest == 1

    @given(steps)
    def test_never_passes_more_than_its_weakest_step(self, rows):
        chain = rolled_yield(*split(rows))

        assert chain.rolled.value <= chain.steps[chain.weakest].value == min(step.value for step in chain.steps)
        assert chain.rolled.high <= min(step.high for step in chain.steps) + 1e-12
        assert chain.rolled.n == min(n for _, n in rows)

    @given(steps)
    def test_has_an_interval_around_the_value(self, rows):
        rolled = rolled_yield(*split(rows)).rolled

        assert 0 <= rolled.low <= rolled.value <= rolled.high <= 1

    @given(steps)
    def test_is_wilsons_share_for_a_single_step(self, rows):
        k, n = rows[0]

        rolled, expected = rolled_yield([k], [n]).rolled, wilson(k, n)

        assert (rolled.low, rolled.value, rolled.high) == pytest.approx((expected.low, expected.value, expected.high))

    @given(steps, st.randoms())
    def test_does_not_mind_the_order_of_the_steps(self, rows, random):
        mixed = rows[:]
        random.shuffle(mixed)

        once, again = rolled_yield(*split(rows)).rolled, rolled_yield(*split(mixed)).rolled

        assert (once.low, once.value, once.high) == pytest.approx((again.low, again.value, again.high))

    def test_covers_the_truth_about_as_often_as_it_says(self):
        n, shares = 30, np.linspace(0.5, 0.95, 10)
        found = [[rolled_yield([i, j], [n, n]).rolled for j in range(n + 1)] for i in range(n + 1)]
        low, high = (np.array([[getattr(rolled, end) for rolled in line] for line in found]) for end in ("low", "high"))
        chance = {share: stats.binom.pmf(np.arange(n + 1), n, share) for share in shares}

        # exact: each pair of counts by its chance; like Wilson's own it swings with the true share
        covered = [
            chance[one] @ ((low <= one * two) & (one * two <= high)) @ chance[two] for one in shares for two in shares
        ]

        assert 0.945 < np.mean(covered) < 0.965
        assert min(covered) > 0.91

    @pytest.mark.parametrize(
        ("accepted", "handed", "said"),
        [
            ([], [], "empty"),
            ([1], [0], "at least one case"),
            ([2], [1], "more successes"),
            ([1, 1], [1], "2 counts of what was accepted but 1"),
            ([math.nan], [1], "NaN"),
        ],
    )
    def test_refuses_impossible_counts(self, accepted, handed, said):
        with pytest.raises(ValueError, match=said):
            rolled_yield(accepted, handed)
