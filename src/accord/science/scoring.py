"""How good forecasts were once it is known what happened: coverage, CRPS, bias, absolute error, skill."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike

from accord.science.curves import Curves, plain
from accord.science.inputs import Floats, Numbers, checked_level, checked_values
from accord.science.intervals import ShareInterval, wilson
from accord.science.pools import Forecast, Pool, as_pool
from accord.science.strips import POINTS, WEIGHTS, rows_at_once, strips

HEAVIEST = 2.0  # the exponent of a tail from which on ∫(1 − F)² has no end


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far expectations were from what happened, in the unit of the values.

    bias: the mean of expectation minus outcome, with its range at `level` (None where one case gives none). error: the
    mean absolute error. baseline_error: that of the comparison (say "no change") on the `baseline_n` cases that have
    one, expectation_error_there the expectation's on the same cases, skill = 1 − expectation_error_there ÷
    baseline_error; all None without a comparison, skill too where the comparison was always right.
    """

    n: int
    bias: float
    bias_low: float | None
    bias_high: float | None
    level: float
    error: float
    baseline_n: int
    baseline_error: float | None
    expectation_error_there: float | None
    skill: float | None


def coverage(low: Numbers, high: Numbers, outcome: Numbers, *, level: float = 0.95) -> ShareInterval:
    """Return the share of outcomes that lie within low and high, the ends included, with its Wilson interval.

    Ranges from P10 to P90 should hold eight in ten. Raises ValueError on empty lists, NaN, lengths that differ, and
    where a low value lies above its high one.
    """
    lows, highs, outcomes = (checked_values(part, "values") for part in (low, high, outcome))
    if not len(lows) == len(highs) == len(outcomes):
        raise ValueError(f"There are {len(lows)} low and {len(highs)} high values for {len(outcomes)} outcomes.")
    if (lows > highs).any():
        raise ValueError("A low value lies above its high one.")
    hits = int(((lows <= outcomes) & (outcomes <= highs)).sum())
    return wilson(hits, len(outcomes), level=level)


def crps(forecast: Forecast, outcome: ArrayLike) -> Floats:
    """Return ∫ (F(t) − 1{t ≥ outcome})² dt for each row: 0 is a certain hit, in the unit of the values, lower is better.

    For a forecast that is a single point it is the absolute error. Infinite where the upper tail is so heavy that the
    integral has no end (a log-metalog of exponent 2 or more). To about eight digits. Raises ValueError on NaN or
    infinite outcomes. Source: Matheson & Winkler, Management Science 22(10), 1976; Gneiting & Raftery, JASA 102, 2007.
    """
    values = np.asarray(outcome, dtype=np.float64)
    if not np.isfinite(values).all():
        raise ValueError("The outcomes contain NaN or infinity; leave out what is not known and say so.")
    pool = as_pool(forecast)
    shape = np.broadcast_shapes(pool.shape, values.shape)
    pool, values = pool.flat(shape), np.broadcast_to(values, shape).ravel()
    scores = np.empty(len(values))
    step = rows_at_once(pool.weights.shape[1])
    for begin in range(0, len(values), step):
        rows = slice(begin, begin + step)
        scores[rows] = _crps(pool[rows], values[rows])
    found: Floats = plain(scores.reshape(shape))
    return found


def crps_normal(mean: ArrayLike, deviation: ArrayLike, outcome: ArrayLike) -> Floats:
    """Return the CRPS of normal forecasts in closed form (Gneiting & Raftery 2007): σ·(z(2Φ(z) − 1) + 2φ(z) − 1/√π).

    Raises ValueError unless every standard deviation is positive.
    """
    from scipy.special import ndtr

    sigma = np.asarray(deviation, dtype=np.float64)
    if not (sigma > 0).all():
        raise ValueError("A standard deviation is a number above 0.")
    z = (np.asarray(outcome, dtype=np.float64) - np.asarray(mean, dtype=np.float64)) / sigma
    density = np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    found: Floats = plain(sigma * (z * (2 * ndtr(z) - 1) + 2 * density - 1 / math.sqrt(math.pi)))
    return found


def crps_sample(sample: Numbers, outcome: float) -> float:
    """Return the CRPS of a forecast given as equally likely values: E|X − x| − ½E|X − X′|, over all pairs."""
    values = np.sort(checked_values(sample, "values"))
    n = len(values)
    spread = 2 * float((values * (2 * np.arange(1, n + 1) - n - 1)).sum()) / n**2
    return float(np.abs(values - outcome).mean()) - spread / 2


def accuracy(expected: Numbers, outcome: Numbers, baseline: Numbers | None = None, *, level: float = 0.95) -> Accuracy:
    """Return how far expectations were from outcomes, beside a baseline whose NaN are cases that have none.

    The range of the bias is Student's; cases that belong together (the same state, the same round) make it too narrow.
    Raises ValueError on empty lists, NaN elsewhere, and lengths that differ.
    """
    said, happened = checked_values(expected, "expectations"), checked_values(outcome, "outcomes")
    if len(said) != len(happened):
        raise ValueError(f"There are {len(said)} expectations but {len(happened)} outcomes.")
    apart = said - happened
    bias, half = float(apart.mean()), _half_width(apart, checked_level(level))
    low, high = (None, None) if half is None else (bias - half, bias + half)
    return Accuracy(len(said), bias, low, high, level, float(np.abs(apart).mean()), *_beside(apart, happened, baseline))


def _beside(
    apart: Floats, happened: Floats, baseline: Numbers | None
) -> tuple[int, float | None, float | None, float | None]:
    if baseline is None:
        return 0, None, None, None
    other = np.asarray(baseline, dtype=np.float64)
    if other.shape != happened.shape:
        raise ValueError(f"There are {len(happened)} outcomes but {len(other)} values to compare with.")
    there = np.isfinite(other)
    if not there.any():
        return 0, None, None, None
    error = float(np.abs(other - happened)[there].mean())
    own = float(np.abs(apart)[there].mean())
    return int(there.sum()), error, own, 1 - own / error if error else None


def _half_width(values: Floats, level: float) -> float | None:
    n = len(values)
    if n < 2:
        return None
    from scipy.special import stdtrit

    return float(stdtrit(n - 1, (1 + level) / 2) * values.std(ddof=1) / math.sqrt(n))


def _crps(pool: Pool, outcome: Floats) -> Floats:
    members = pool.single()
    pieces = strips(members, [outcome[:, None]])
    every = np.arange(len(pieces.row))
    _, speed, chances = pieces.walk(every, POINTS[:, None])
    weights = pool.weights[pieces.row].T
    below = sum(weight * chance[0] for weight, chance in zip(weights, chances, strict=True))
    above = sum(weight * chance[1] for weight, chance in zip(weights, chances, strict=True))
    off = np.where(pieces.end <= outcome[pieces.row], below, above)
    total = np.bincount(pieces.row, WEIGHTS @ (off * off * speed), len(outcome)).astype(np.float64)
    heavy = ((pool.members.tail() >= HEAVIEST) & (pool.weights > 0)).any(axis=1)
    return np.where(heavy, np.inf, total + _beyond(members, pool.weights, pieces.last))


def _beyond(members: Sequence[Curves], weights: Floats, last: Floats) -> Floats:
    """Return ∫ (1 − F)² above the last cut: for two tails s and t together (x − bound)·(1 − F)(1 − G)/(1/s + 1/t − 1)."""
    area = np.zeros(len(last))
    tails = [
        (member.tail(), weight * member.chances(last)[1]) for member, weight in zip(members, weights.T, strict=True)
    ]
    reach = last - np.min([np.where(np.isfinite(member.lower), member.lower, 0.0) for member in members], axis=0)
    for (s, rest), (t, other) in product(tails, repeat=2):
        both = (s > 0) & (s < HEAVIEST) & (t > 0) & (t < HEAVIEST)
        rate = np.divide(s * t, s + t - s * t, out=np.zeros(len(last)), where=both)
        area += reach * rest * other * rate
    return area
