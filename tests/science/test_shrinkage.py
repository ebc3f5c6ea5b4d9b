import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import betaln

from accord.science.intervals import wilson
from accord.science.shrinkage import (
    FEWEST_GROUPS,
    LEAST_WEIGHT,
    MOST_WEIGHT,
    prior_by_likelihood,
    prior_by_moments,
    shrink,
)

# Tarone, Biometrics 38 (1982): rats with tumours in 70 earlier groups; Gelman et al., Bayesian Data Analysis, ch. 5
TUMOURS = [0] * 14 + [1] * 8 + [2] * 9 + [1, 5, 2, 5, 3, 2, 7, 7, 3, 3, 2, 9, 10] + [4] * 7
TUMOURS += [10, 4, 4, 4, 5, 11, 12, 5, 5, 6, 5] + [6] * 4 + [16, 15, 15, 9]
RATS = [20] * 7 + [19] * 4 + [18, 18, 17] + [20] * 4 + [19, 19, 18, 18, 25, 24, 23] + [20] * 6
RATS += [10, 49, 19, 46, 27, 17, 49, 47, 20, 20, 13, 48, 50] + [20] * 7
RATS += [48, 19, 19, 19, 22, 46, 49, 20, 20, 23, 19, 22] + [20] * 3 + [52, 46, 47, 24]

group = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
groups = st.lists(group, min_size=1, max_size=20)
many = st.lists(group, min_size=FEWEST_GROUPS, max_size=20)
priors = pytest.mark.parametrize("prior_by", [prior_by_moments, prior_by_likelihood])


def split(rows):
    return [k for k, _ in rows], [n for _, n in rows]


def log_likelihood(mean, weight, rows):
    k, n = np.array(rows).T
    a, b = np.asarray(mean * weight)[..., None], np.asarray((1 - mean) * weight)[..., None]
    return (betaln(k + a, n - k + b) - betaln(a, b)).sum(axis=-1)


class TestPriorByMoments:
    def test_reproduces_the_rat_tumours(self):
        shares = np.array(TUMOURS) / RATS
        assert (shares.mean(), shares.std(ddof=1)) == pytest.approx((0.1360, 0.1035), abs=5e-5)

        prior = prior_by_moments(TUMOURS, RATS)

        assert (prior.a, prior.b) == pytest.approx((1.356, 8.615), abs=5e-4)
        assert (prior.way, prior.groups) == ("moments", 70)

    @given(many)
    def test_has_the_mean_and_spread_of_the_shares_unless_bounded(self, rows):
        successes, n = split(rows)
        prior = prior_by_moments(successes, n)
        assume(LEAST_WEIGHT < prior.weight < MOST_WEIGHT)

        shares = np.array(successes) / n

        assert prior.mean == pytest.approx(shares.mean())
        assert stats.beta.var(prior.a, prior.b) == pytest.approx(shares.var(ddof=1))


class TestPriorByLikelihood:
    def test_reproduces_the_rat_tumours(self):
        prior = prior_by_likelihood([*TUMOURS, 4], [*RATS, 14])

        assert (prior.a, prior.b) == pytest.approx((2.342, 14.115), abs=5e-4)
        assert (prior.way, prior.groups) == ("likelihood", 71)

    @given(many)
    def test_is_as_likely_as_any_other_of_its_kind(self, rows):
        successes, n = split(rows)
        assume(0 < sum(successes) < sum(n))

        best = prior_by_likelihood(successes, n)

        means, weights = np.meshgrid(np.linspace(0.05, 0.95, 19), np.geomspace(LEAST_WEIGHT, MOST_WEIGHT, 20))
        assert (log_likelihood(means, weights, rows) <= log_likelihood(best.mean, best.weight, rows) + 1e-9).all()

    @given(many)
    def test_cannot_be_improved_by_a_small_step(self, rows):
        successes, n = split(rows)
        assume(0 < sum(successes) < sum(n))
        prior, edge = prior_by_likelihood(successes, n), 0.5 / (sum(n) + 1)

        means = np.clip(prior.mean + np.array([-1e-3, 0, 1e-3]), edge, 1 - edge)[:, None]
        weights = np.clip(prior.weight * np.array([0.99, 1, 1.01]), LEAST_WEIGHT, MOST_WEIGHT)
        assert (log_likelihood(means, weights, rows) <= log_likelihood(prior.mean, prior.weight, rows) + 1e-9).all()

    @given(many, st.randoms())
    def test_does_not_mind_the_order_of_the_groups(self, rows, random):
        mixed = rows[:]
        random.shuffle(mixed)

        once, again = prior_by_likelihood(*split(rows)), prior_by_likelihood(*split(mixed))

        assert (once.a, once.b) == pytest.approx((again.a, again.b), rel=1e-9)

    @given(many)
    def test_turns_over_with_the_counts(self, rows):
        successes, n = split(rows)

        kept, missed = prior_by_likelihood(successes, n), prior_by_likelihood([m - k for k, m in rows], n)

        # a flat likelihood has many weights that are as good: what must agree is how likely both are
        mirrored = log_likelihood(1 - missed.mean, missed.weight, rows)
        assert mirrored == pytest.approx(log_likelihood(kept.mean, kept.weight, rows), abs=1e-8)


class TestPriors:
    @priors
    @given(rows=many)
    def test_never_weigh_less_than_one_case_or_more_than_twenty(self, prior_by, rows):
        prior = prior_by(*split(rows))

        assert LEAST_WEIGHT - 1e-9 <= prior.weight <= MOST_WEIGHT + 1e-9
        assert 0 < prior.mean < 1

    @priors
    def test_weigh_most_where_groups_are_alike(self, prior_by):
        assert prior_by([8] * 6, [10] * 6).weight == pytest.approx(MOST_WEIGHT)
        assert prior_by([10] * 6, [10] * 6).weight == pytest.approx(MOST_WEIGHT)

    @priors
    def test_weigh_least_where_groups_are_all_or_nothing(self, prior_by):
        prior = prior_by([0, 10] * 3, [10] * 6)

        assert (prior.a, prior.b) == pytest.approx((0.5, 0.5))

    @priors
    def test_are_flat_with_fewer_than_five_groups(self, prior_by):
        prior = prior_by([4, 3, 9, 2], [5, 5, 10, 5])

        assert (prior.a, prior.b, prior.way, prior.groups) == (1, 1, "flat", 4)

    @priors
    @pytest.mark.parametrize(
        ("successes", "n", "said"),
        [
            ([], [], "empty"),
            ([1, 2], [3], "2 counts of successes but 1"),
            ([1], [0], "1 groups have no case"),
            ([4], [3], "between none and all"),
            ([-1], [3], "between none and all"),
            ([0.5], [3], "whole"),
            ([float("nan")], [3], "NaN"),
        ],
    )
    def test_refuse_impossible_counts(self, prior_by, successes, n, said):
        with pytest.raises(ValueError, match=said):
            prior_by(successes, n)


class TestShrink:
    def test_reproduces_the_current_group_of_rats(self):
        (current,) = shrink([4], [14], prior=prior_by_moments(TUMOURS, RATS))

        assert current.shrunk.value == pytest.approx(0.2234, abs=5e-5)
        assert current.raw == wilson(4, 14)

    @given(groups)
    def test_lies_between_the_raw_share_and_the_prior_mean(self, rows):
        prior = prior_by_likelihood(*split(rows))

        for share in shrink(*split(rows)):
            low, high = sorted((share.raw.value, prior.mean))
            assert low - 1e-12 <= share.shrunk.value <= high + 1e-12

    @given(groups, st.floats(0.5, 0.99))
    def test_has_the_interval_of_the_beta_posterior(self, rows, level):
        prior = prior_by_likelihood(*split(rows))

        for (k, n), share in zip(rows, shrink(*split(rows), level=level), strict=True):
            low, high = stats.beta.interval(level, k + prior.a, n - k + prior.b)
            value = share.shrunk.value
            assert share.shrunk.low == pytest.approx(min(low, value), abs=1e-9)
            assert share.shrunk.high == pytest.approx(max(high, value), abs=1e-9)
            assert (share.shrunk.level, share.shrunk.n) == (level, n)

    def test_ranks_a_long_good_record_above_three_out_of_three(self):
        kept, due = [3, 45, 30, 24, 40, 20], [3, 50, 50, 40, 60, 40]

        few, many, *_ = shrink(kept, due)

        assert few.raw.value > many.raw.value
        assert few.shrunk.value < many.shrunk.value

    @given(many)
    def test_pulls_smaller_groups_of_the_same_share_further(self, rows):
        prior = prior_by_likelihood(*split(rows))

        small, large = shrink([3, 30], [4, 40], prior=prior)

        assert abs(small.shrunk.value - 0.75) >= abs(large.shrunk.value - 0.75)

    def test_does_not_believe_a_perfect_record_of_all(self):
        shares = shrink([5] * 6, [5] * 6)

        assert all(share.shrunk.value < 1 and share.shrunk.low < 0.95 for share in shares)
