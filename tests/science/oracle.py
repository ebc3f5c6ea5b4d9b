"""The same numbers computed another way: from the published formulas, one pair at a time, by SciPy's adaptive rules."""

import math
from itertools import pairwise

import numpy as np
from scipy.integrate import quad
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtr, ndtri

FAR = 700.0


def logistic(z):
    return 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))


class Metalog:
    """M(y) = a₁ + (a₂ + a₃(y − ½))·ln(y/(1 − y)), of the values or of their logarithms above a bound."""

    kinks = ()

    def __init__(self, low, likely, high, lower=None, alpha=0.1):
        self.lower = lower
        q10, q50, q90 = (x if lower is None else math.log(x - lower) for x in (low, likely, high))
        logit, r = math.log((1 - alpha) / alpha), (q50 - q10) / (q90 - q10)
        self.a1, self.a2 = q50, (q90 - q10) / (2 * logit)
        self.a3 = (1 - 2 * r) * (q90 - q10) / ((1 - 2 * alpha) * logit)
        k = 0.5 * (1 - 1.66711 * (0.5 - alpha))
        self.feasible = k < r < 1 - k

    def quantile(self, z):
        m = self.a1 + (self.a2 + self.a3 * (logistic(z) - 0.5)) * z
        return m if self.lower is None else self.lower + math.exp(m)

    def logit(self, x):
        if self.lower is not None:
            if x <= self.lower:
                return -math.inf
            x = math.log(x - self.lower)
        reach = abs(x - self.a1) / (self.a2 - abs(self.a3) / 2) + 1e-9
        return brentq(lambda z: self.a1 + (self.a2 + self.a3 * (logistic(z) - 0.5)) * z - x, -reach, reach, xtol=1e-14)

    def cdf(self, x):
        z = self.logit(x)
        return 0.0 if z == -math.inf else logistic(z)

    def density(self, x):
        z = self.logit(x)
        if z == -math.inf:
            return 0.0
        y, rest = logistic(z), logistic(-z)
        rate = self.a2 + self.a3 * (y - 0.5) + self.a3 * y * rest * z
        return y * rest / (rate if self.lower is None else rate * (x - self.lower))


class Split:
    """Half a normal to each side of the likely value; what lies beyond the bound lies on it."""

    def __init__(self, low, likely, high, lower=None, alpha=0.1):
        w = ndtri(1 - alpha)
        self.likely, self.left, self.right = likely, (likely - low) / w, (high - likely) / w
        self.lower = -math.inf if lower is None else lower
        edge = log_ndtr((self.lower - likely) / self.left) if self.left else -math.inf
        self.kinks = (0.0, edge - math.log1p(-math.exp(edge))) if edge > -40 else (0.0,)

    def quantile(self, z):
        w = ndtri(logistic(z)) if z < 0 else -ndtri(logistic(-z))
        return max(self.lower, self.likely + (self.left if z < 0 else self.right) * w)

    def cdf(self, x):
        if x < self.lower:
            return 0.0
        width = self.left if x < self.likely else self.right
        return ndtr((x - self.likely) / width) if width else float(x >= self.likely)

    def density(self, x):
        width = self.left if x < self.likely else self.right
        return (
            math.exp(-(((x - self.likely) / width) ** 2) / 2) / (width * math.sqrt(2 * math.pi))
            if x >= self.lower and width
            else 0.0
        )


def fit(low, likely, high, lower=None, alpha=0.1):
    if lower is None or low > lower:
        curve = Metalog(low, likely, high, lower, alpha)
        if curve.feasible:
            return curve
    return Split(low, likely, high, lower, alpha)


def integral(f, points, limit=400):
    """Return ∫ f over the logit axis between the outermost points, in pieces that start and end at the points."""
    points = sorted(set(points))
    return sum(quad(f, a, b, epsabs=1e-13, epsrel=1e-11, limit=limit)[0] for a, b in pairwise(points) if b > a)


def roots(f, places):
    """Return where f crosses zero between the given places."""
    values = [f(x) for x in places]
    steps = zip(pairwise(places), pairwise(values), strict=True)
    return [brentq(f, a, b, xtol=1e-13) for (a, b), (u, v) in steps if u * v < 0]


def weight(z):
    return logistic(z) * logistic(-z)


def reach(*curves):
    """Return how far up the logit axis a heavy tail still counts."""
    tails = [curve.a2 + curve.a3 / 2 for curve in curves if isinstance(curve, Metalog) and curve.lower is not None]
    return min(FAR, 40 / (1 - max([0.0, *tails])))


def ladder(end):
    return [-45, -30, -20, -12, -8, -5, -3.5, -2.4, -1.2, 0, 1.2, 2.4, 3.5, 5, 8, 12, 20, 30, *np.linspace(40, end, 20)]


def mean(curve):
    points = [*ladder(reach(curve)), *curve.kinks]
    return integral(lambda z: curve.quantile(z) * weight(z), points)


def wasserstein(one, two, between=None):
    """Return ∫ |Q − R| over all probabilities, or over those between two logits."""

    def apart(z):
        return one.quantile(z) - two.quantile(z)

    points = [*ladder(reach(one, two)), *one.kinks, *two.kinks]
    points += roots(apart, np.linspace(-45, min(points[-1], 60), 4001)) + list(between or ())
    low, high = between or (-45, max(points))
    return integral(lambda z: abs(apart(z)) * weight(z), [z for z in points if low <= z <= high])


def seen_from(one, two):
    """Return where on the logit axis of one curve the features of another lie."""
    values = [two.quantile(z) for z in (-30, -12, -6, -3.5, -2.4, -1.2, 0, 1.2, 2.4, 3.5, 6, 12, 30)]
    values += [two.quantile(z) for z in two.kinks]
    shares = [min(max(one.cdf(x), 1e-19), 1 - 1e-16) for x in values]
    return [math.log(y / (1 - y)) for y in shares]


def overlap(one, two):
    """Return ∫ min(f, g) along the logit axis of the second."""

    def ratio(z):
        x = two.quantile(z)
        there = two.density(x)
        return one.density(x) / there if there else 0.0

    points = [*ladder(45), *two.kinks, *seen_from(two, one)]
    points += roots(lambda z: ratio(z) - 1, np.unique([*np.linspace(-40, 40, 6001), *points]))
    return integral(lambda z: min(ratio(z), 1.0) * weight(z), points)


def earlier(one, two):
    points = [*ladder(45), *two.kinks, *seen_from(two, one)]
    return integral(lambda z: one.cdf(two.quantile(z)) * weight(z), points)


def crps(curve, outcome):
    """Return 2∫ (1{x < Q(y)} − y)(Q(y) − x) dy, the score as a mean of quantile losses (Gneiting & Ranjan 2011)."""
    share = min(max(curve.cdf(outcome), 1e-19), 1 - 1e-16)
    points = [*ladder(reach(curve)), *curve.kinks, math.log(share / (1 - share))]

    def loss(z):
        x = curve.quantile(z)
        return (logistic(-z) if outcome < x else -logistic(z)) * (x - outcome)

    return 2 * integral(lambda z: loss(z) * weight(z), points)
