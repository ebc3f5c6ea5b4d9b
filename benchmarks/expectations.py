"""30,000 pairs of forecasts fitted and compared at once against SciPy row by row, in one run.

    python benchmarks/expectations.py [PAIRS] [ROWS]

Row by row takes seconds for a hundred pairs, so only so many ROWS (default 100, drawn at random) are done that way and
the time is scaled up; the answers are compared on those.
"""

import math
import resource
import sys
import warnings
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from _timing import best
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import expit, logit, ndtr, ndtri

from accord.science import ExpectationGap, compare, fit_curves

FIELDS = ("median_gap", "trimmed_gap", "wasserstein", "overlap", "first_earlier")
LN9 = math.log(9)
FAR = 40.0


def forecasts(count: int) -> list[np.ndarray]:
    """Generate low, likely and high of two sides, seeded: months and money alike span factors."""
    rng = np.random.default_rng(20_261_121)
    sides = []
    for _ in range(2):
        low = rng.uniform(1, 24, count)
        likely = low * rng.uniform(1.05, 2, count)
        sides.append(np.stack([low, likely, likely * rng.uniform(1.05, 2.2, count)]))
    return sides


class Row:
    """One forecast as one would script it: the metalog of the logarithm, else half a normal to each side."""

    def __init__(self, low: float, likely: float, high: float) -> None:
        q = np.log([low, likely, high])
        r = (q[1] - q[0]) / (q[2] - q[0])
        self.likely = likely
        self.is_metalog = abs(1 - 2 * r) < 1.66711 * 0.4
        self.a = q[1], (q[2] - q[0]) / (2 * LN9), (1 - 2 * r) * (q[2] - q[0]) / (0.8 * LN9)
        self.left, self.right = (likely - low) / ndtri(0.9), (high - likely) / ndtri(0.9)

    def quantile(self, z: float) -> float:
        if self.is_metalog:
            return math.exp(self.a[0] + (self.a[1] + self.a[2] * (expit(z) - 0.5)) * z)
        w = ndtri(expit(z)) if z < 0 else -ndtri(expit(-z))
        return max(0.0, self.likely + (self.left if z < 0 else self.right) * w)

    def z(self, x: float) -> float:
        def off(z: float) -> float:
            return self.a[0] + (self.a[1] + self.a[2] * (expit(z) - 0.5)) * z - math.log(x)

        return brentq(off, -5000, 5000) if x > 0 else -math.inf

    def cdf(self, x: float) -> float:
        if self.is_metalog:
            return float(expit(self.z(x)))
        return float(ndtr((x - self.likely) / (self.left if x < self.likely else self.right))) if x >= 0 else 0.0

    def density(self, x: float) -> float:
        if x <= 0:
            return 0.0
        if not self.is_metalog:
            width = self.left if x < self.likely else self.right
            return math.exp(-(((x - self.likely) / width) ** 2) / 2) / (width * math.sqrt(2 * math.pi))
        z = self.z(x)
        y, rest = expit(z), expit(-z)
        return y * rest / (self.a[1] + self.a[2] * (y - 0.5) + self.a[2] * y * rest * z) / x


def row_by_row(first: np.ndarray, second: np.ndarray) -> list[float]:
    """Return the fields of one pair by SciPy's integrals and roots."""
    one, two = Row(*first), Row(*second)

    def apart(z: float) -> float:
        return abs(one.quantile(z) - two.quantile(z)) * expit(z) * expit(-z)

    def total(f: Callable[[float], float], *ends: float) -> float:
        return sum(quad(f, a, b, limit=200)[0] for a, b in pairwise(ends))

    places = sorted({0.0, *(side.quantile(z) for side in (one, two) for z in (-8, -LN9, 0, LN9, 8, 20))})
    knots = sorted({-FAR, FAR, -LN9, 0.0, LN9, *(float(np.clip(logit(two.cdf(x)), -FAR, FAR)) for x in places)})
    return [
        two.likely - one.likely,
        total(apart, -LN9, 0, LN9) / 0.8,
        total(apart, -FAR, -LN9, 0, LN9, FAR),
        total(lambda x: min(one.density(x), two.density(x)), *places),
        total(lambda z: one.cdf(two.quantile(z)) * expit(z) * expit(-z), *knots),
    ]


def at_once(first: np.ndarray, second: np.ndarray) -> ExpectationGap:
    """Fit and compare all pairs."""
    return compare(fit_curves(*first, lower=0), fit_curves(*second, lower=0))


def main(count: int, rows: int) -> int:
    """Measure both and print the ratio; the exit code is 1 where they disagree."""
    warnings.filterwarnings("ignore")
    first, second = forecasts(count)
    at_once(first[:, :100], second[:, :100])  # imports and first use
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    taken, found = best(lambda: at_once(first, second), 3)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    some = np.random.default_rng(1).choice(count, min(rows, count), replace=False)
    slow, expected = best(lambda: np.array([row_by_row(first[:, k], second[:, k]) for k in some]), 1)
    methods, counts = np.unique(fit_curves(*first, lower=0).method, return_counts=True)
    print(f"{count:,} pairs; first side: {', '.join(f'{n:,} {m}' for m, n in zip(methods, counts, strict=True))}")
    print(f"fitted and compared at once           {taken:8.2f} s  {1e6 * taken / count:8.0f} µs a pair")
    print(f"SciPy row by row, {len(some)} of them         {slow:8.2f} s  {1e6 * slow / len(some):8.0f} µs a pair")
    print(f"ratio, row by row scaled to all       {slow / len(some) * count / taken:8.0f} times faster")
    print(f"peak memory                           {memory:8.0f} MB, of which {before:.0f} MB before")
    wrong = False
    for name, column in zip(FIELDS, expected.T, strict=True):
        apart = np.abs(getattr(found, name)[some] - column) / np.maximum(1, np.abs(column))
        wrong |= bool((apart > 1e-4).any())
        print(f"  {name:14} median difference {np.median(apart):.0e}, largest {apart.max():.0e}")
    print("the answers differ" if wrong else "the answers agree")
    return int(wrong)


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    sys.exit(main(*(given + [30_000, 100][len(given) :])))
