"""Fair shares of small groups: each is drawn towards what all groups have in common, the less it has to show the more.

A team with three promises out of three kept has not shown to be better than one with 45 out of 50. The groups' true
shares are taken as draws from one beta distribution, the prior; a group's shrunk share is (k + a)/(n + a + b), as if it
had a + b cases more that went as they usually go. Source: Gelman et al., Bayesian Data Analysis, chapter 5.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from accord.science.inputs import Floats, Ints, Numbers, checked_level, checked_values
from accord.science.intervals import ShareInterval, wilson

Way: TypeAlias = Literal["flat", "moments", "likelihood"]
FEWEST_GROUPS = 5  # fewer groups cannot tell how much groups differ
MOST_WEIGHT = 20.0  # the others never count for more than twenty cases of one's own
LEAST_WEIGHT = 1.0  # nor for less than Jeffreys' prior: no group is certain of itself
GRID = 25
STEPS = 200
SETTLED = 1e-13


@dataclass(frozen=True, slots=True)
class Prior:
    """What all groups have in common, as Beta(a, b): `way` says how it was found, `groups` from how many."""

    a: float
    b: float
    way: Way
    groups: int

    @property
    def mean(self) -> float:
        """Return the share that groups are drawn towards."""
        return self.a / (self.a + self.b)

    @property
    def weight(self) -> float:
        """Return for how many cases of one's own the prior counts."""
        return self.a + self.b


@dataclass(frozen=True, slots=True)
class ShrunkShare:
    """One group's share as it is, with Wilson's interval, and shrunk, with the interval of its beta posterior."""

    raw: ShareInterval
    shrunk: ShareInterval


def prior_by_moments(successes: Numbers, n: Numbers) -> Prior:
    """Return the prior whose mean and variance are those of the groups' raw shares (Gelman et al., section 5.1).

    `successes` and `n` are whole numbers, one each for every group. The raw shares also vary by chance, so that this
    prior is lighter than the one by likelihood. With fewer than five groups it is Beta(1, 1); its weight a + b stays
    within 1–20. Raises ValueError on impossible counts.
    """
    hits, sizes = _checked(successes, n)
    if len(hits) < FEWEST_GROUPS:
        return _flat(len(hits))
    shares = hits / sizes
    mean, variance = float(shares.mean()), float(shares.var(ddof=1))
    weight = mean * (1 - mean) / variance - 1 if variance > 0 else MOST_WEIGHT
    edge = _edge(sizes)
    return _prior(min(max(mean, edge), 1 - edge), min(max(weight, LEAST_WEIGHT), MOST_WEIGHT), "moments", len(hits))


def prior_by_likelihood(successes: Numbers, n: Numbers) -> Prior:
    """Return the prior under which the groups' counts are most likely, as beta-binomial counts, with a + b within 1–20.

    Arguments, Beta(1, 1) and ValueError as in `prior_by_moments`. The most likely mean is found for each weight (the
    likelihood is concave in it), the most likely weight on a grid and then where its slope is zero.
    """
    hits, sizes = _checked(successes, n)
    if len(hits) < FEWEST_GROUPS:
        return _flat(len(hits))
    counts = _Counts.of(hits, sizes)
    if hits.sum() in {0, sizes.sum()}:  # all alike: nothing says that groups differ at all
        return _prior(counts.best_mean(MOST_WEIGHT), MOST_WEIGHT, "likelihood", len(hits))
    weights = np.geomspace(LEAST_WEIGHT, MOST_WEIGHT, GRID)
    best = int(np.argmax([counts.log_likelihood(counts.best_mean(weight), weight) for weight in weights]))
    low, high = weights[max(best - 1, 0)], weights[min(best + 1, GRID - 1)]
    weight = _falling_root(counts.slope_of_weight, float(low), float(high))
    return _prior(counts.best_mean(weight), weight, "likelihood", len(hits))


def shrink(
    successes: Numbers, n: Numbers, *, prior: Prior | None = None, level: float = 0.95
) -> tuple[ShrunkShare, ...]:
    """Return each group's raw and shrunk share; the prior is the most likely one of these groups if none is given.

    The interval of the shrunk share holds the middle `level` of Beta(k + a, n − k + b). It takes the prior as known:
    with few groups it is a little too narrow. Raises ValueError on impossible counts.
    """
    from scipy.special import betaincinv

    hits, sizes = _checked(successes, n)
    prior = prior_by_likelihood(successes, n) if prior is None else prior
    tail = (1 - checked_level(level)) / 2
    a, b = hits + prior.a, sizes - hits + prior.b
    value = a / (a + b)
    low = np.minimum(betaincinv(a, b, tail), value)
    high = np.maximum(1 - betaincinv(b, a, tail), value)
    return tuple(
        ShrunkShare(wilson(int(k), int(m), level=level), ShareInterval(float(v), float(lo), float(hi), level, int(m)))
        for k, m, v, lo, hi in zip(hits, sizes, value, low, high, strict=True)
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """How many groups have more than i successes, failures and cases, for i = 0, 1, …: all the likelihood needs.

    log B(k + a, n − k + b)/B(a, b) = Σ_{i<k} ln(a + i) + Σ_{i<n−k} ln(b + i) − Σ_{i<n} ln(a + b + i).
    """

    successes: Ints
    failures: Ints
    cases: Ints
    edge: float

    @classmethod
    def of(cls, hits: Ints, sizes: Ints) -> "_Counts":
        return cls(_more_than(hits), _more_than(sizes - hits), _more_than(sizes), _edge(sizes))

    def log_likelihood(self, mean: float, weight: float) -> float:
        a, b = mean * weight, (1 - mean) * weight
        return _logs(self.successes, a) + _logs(self.failures, b) - _logs(self.cases, weight)

    def best_mean(self, weight: float) -> float:
        """Return the most likely mean at a weight, kept off 0 and 1 by half a case of all."""

        def slope(mean: float) -> float:
            return _inverses(self.successes, mean * weight) - _inverses(self.failures, (1 - mean) * weight)

        return _falling_root(slope, self.edge, 1 - self.edge)

    def slope_of_weight(self, weight: float) -> float:
        """Return how the likelihood rises with the weight, at the most likely mean."""
        mean = self.best_mean(weight)
        gain = mean * _inverses(self.successes, mean * weight)
        gain += (1 - mean) * _inverses(self.failures, (1 - mean) * weight)
        return gain - _inverses(self.cases, weight)


def _more_than(counts: Ints) -> Ints:
    """Return how many of the counts are above 0, above 1, and so on."""
    above: Ints = len(counts) - np.cumsum(np.bincount(counts))[:-1]
    return above


def _logs(above: Ints, start: float) -> float:
    return float(above @ np.log(start + np.arange(len(above))))


def _inverses(above: Ints, start: float) -> float:
    return float((above / (start + np.arange(len(above)))).sum())


def _falling_root(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a falling function crosses zero, or the end of the range closer to it (Illinois method)."""
    at_low, at_high = function(low), function(high)
    if at_low <= 0 or at_high >= 0:
        return low if at_low <= 0 else high
    middle, side = low, 0
    for _ in range(STEPS):
        before, middle = middle, (low * at_high - high * at_low) / (at_high - at_low)
        here = function(middle)
        if here == 0 or abs(middle - before) <= SETTLED * high:
            break
        if here > 0:
            low, at_low = middle, here
            at_high /= 2 if side > 0 else 1  # an end that stays twice counts half, so that it cannot stay for long
        else:
            high, at_high = middle, here
            at_low /= 2 if side < 0 else 1
        side = 1 if here > 0 else -1
    return middle


def _flat(groups: int) -> Prior:
    return Prior(1.0, 1.0, "flat", groups)


def _prior(mean: float, weight: float, way: Way, groups: int) -> Prior:
    return Prior(mean * weight, (1 - mean) * weight, way, groups)


def _edge(sizes: Ints) -> float:
    """Return how close to 0 or 1 the mean may come: half a case of all cases and one more."""
    return 0.5 / (float(sizes.sum()) + 1)


def _checked(successes: Numbers, n: Numbers) -> tuple[Ints, Ints]:
    hits, sizes = checked_values(successes, "successes"), checked_values(n, "numbers of cases")
    if len(hits) != len(sizes):
        raise ValueError(f"There are {len(hits)} counts of successes but {len(sizes)} numbers of cases.")
    if not (_whole(hits) and _whole(sizes)):
        raise ValueError("Successes and cases are whole numbers.")
    if (sizes < 1).any():
        raise ValueError(f"{int((sizes < 1).sum())} groups have no case: leave them out and say so.")
    if (hits < 0).any() or (hits > sizes).any():
        raise ValueError("A group's successes lie between none and all of its cases.")
    return hits.astype(np.int64), sizes.astype(np.int64)


def _whole(values: Floats) -> bool:
    return bool((values == np.floor(values)).all())
