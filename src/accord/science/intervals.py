"""How sure a share or a median can be, from the cases it rests on."""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from accord.science.inputs import Floats, Numbers, checked_counts, checked_level, checked_values


@dataclass(frozen=True, slots=True)
class ShareInterval:
    """A share of n cases with the range it may truly have, all 0–1."""

    value: float
    low: float
    high: float
    level: float
    n: float


@dataclass(frozen=True, slots=True)
class MedianInterval:
    """A median with its range in the unit of the values; an end is None where so few values set no limit."""

    value: float
    low: float | None
    high: float | None
    level: float
    n: int


def normal_quantile(level: float) -> float:
    """Return z such that a standard normal value lies within ±z with the given two-sided probability."""
    return NormalDist().inv_cdf((1 + checked_level(level)) / 2)


def wilson(successes: float, n: float, *, level: float = 0.95) -> ShareInterval:
    """Return the score interval of a share (Wilson 1927; Newcombe, Stat. Med. 17:857, 1998, method 3).

    Counts may be fractional when n is an effective number of cases. Raises ValueError on impossible counts.
    """
    checked_counts(successes, n)
    z = normal_quantile(level)
    share, weight = successes / n, z * z / n
    middle = (share + weight / 2) / (1 + weight)
    half = z * math.sqrt(share * (1 - share) / n + weight / (4 * n)) / (1 + weight)
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == n else min(1.0, middle + half)
    return ShareInterval(share, min(low, share), max(high, share), level, n)


def clopper_pearson(successes: float, n: float, *, level: float = 0.95) -> ShareInterval:
    """Return the exact interval of a share: each side errs with at most (1 − level) / 2 (Clopper & Pearson 1934).

    Wider than Wilson's; used where a promise about false alarms must hold. Counts may be fractional as in `wilson`.
    """
    checked_counts(successes, n)
    low, high = exact_limits(successes, n, level=level)
    return ShareInterval(successes / n, low, high, level, n)


def exact_limits(successes: float, n: float, *, level: float) -> tuple[float, float]:
    """Return the two Clopper–Pearson limits; counts are taken as checked."""
    from scipy.special import betaincinv

    tail = (1 - checked_level(level)) / 2
    low = 0.0 if successes <= 0 else float(betaincinv(successes, n - successes + 1, tail))
    # 1 − B⁻¹ of the mirrored case: keeps its digits when the tail is tiny
    high = 1.0 if successes >= n else 1 - float(betaincinv(n - successes, successes + 1, tail))
    return low, high


def median_interval(values: Numbers, *, level: float = 0.95) -> MedianInterval:
    """Return the median with the distribution-free interval between two order statistics (Hahn & Meeker 1991).

    The coverage is at least `level`. With fewer than six values (at 95 %) there is no such interval: both ends None.
    """
    ordered = np.sort(checked_values(values, "values"))
    n = len(ordered)
    rank = _lower_rank(n, (1 - checked_level(level)) / 2)
    low, high = (None, None) if rank == 0 else (float(ordered[rank - 1]), float(ordered[n - rank]))
    return MedianInterval(float(np.median(ordered)), low, high, level, n)


def _lower_rank(n: int, tail: float) -> int:
    """Return the largest rank r with P(Binomial(n, ½) ≤ r − 1) ≤ tail; 0 if there is none."""
    return int(np.searchsorted(binomial_cumulative(n, 0.5), tail, side="right"))


def binomial_cumulative(n: int, share: float) -> Floats:
    """Return P(X ≤ k) for k = 0 … n of a binomial count, by summing logarithms."""
    if share in {0.0, 1.0}:
        certain = np.ones(n + 1)
        certain[: n if share else 0] = 0.0
        return certain
    log_factorial = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))
    k = np.arange(n + 1)
    log_chance = log_factorial[n] - log_factorial - log_factorial[::-1]
    log_chance = log_chance + k * math.log(share) + (n - k) * math.log1p(-share)
    cumulative: Floats = np.minimum(np.cumsum(np.exp(log_chance)), 1.0)
    return cumulative
