"""What somebody expects, as a distribution fitted through three answers: low, likely, high.

The three are quantiles, by default P10, P50 and P90, and every curve here passes through all of them. Which curve it
is, each row says in `method`; the first that fits is taken:

- "log-metalog": with a lower bound below the low value. The metalog of ln(x − bound): nothing lies beyond the bound.
- "metalog": without a lower bound.
- "split normal": half a normal to each side of the likely value, each with its own width, where no metalog rises
  everywhere through the three (very lopsided answers), where the low value is the bound, or where low or high equals
  the likely value. What such a curve has beyond the bound lies on the bound itself, as a point: cutting it off and
  scaling up the rest would move the three values that somebody said.
- "point": all three are equal.

Source: Keelin, Decision Analysis 13(4), 2016; the two-piece normal joined at its median.
"""

import numpy as np
from numpy.typing import ArrayLike

from accord.science import metalog
from accord.science.curves import LOG_METALOG, METALOG, POINT, SPLIT_NORMAL, Curves, Kinds
from accord.science.inputs import Floats, frozen

LARGEST = 1e100  # what lies beyond is no amount and no date, and its powers would overflow
WIDEST = 1e9  # high and low this many times apart, as seen from the bound: no scale of factors holds them


def fit_curves(
    low: ArrayLike, likely: ArrayLike, high: ArrayLike, *, lower: ArrayLike | None = None, probability: float = 0.1
) -> Curves:
    """Return one distribution for each low, likely and high value: exactly these quantiles, by the first fit that holds.

    The outer values are the quantiles of `probability` and 1 − `probability`. `lower` is the bound that nothing can
    lie below, one for all or one for each row (NaN: none). Raises ValueError where low ≤ likely ≤ high does not hold,
    where a low value lies below its bound, and on NaN, infinity and what lies beyond ±1e100.
    """
    if not 0 < probability < 0.5:
        raise ValueError(f"The probability of the low value must lie between 0 and 0.5, not {probability}.")
    bound = np.full((), -np.inf) if lower is None else np.asarray(lower, dtype=np.float64)
    bound = np.where(np.isnan(bound), -np.inf, bound)
    first, middle, last, bound = (np.array(x, dtype=np.float64) for x in np.broadcast_arrays(low, likely, high, bound))
    _check(first, middle, last, bound)
    kind, scale, skew = _fitted(first, middle, last, bound, probability)
    for part in (first, middle, last, bound, kind, scale, skew):
        frozen(part)
    return Curves(first, middle, last, bound, probability, kind, scale, skew)


def fit_curve(
    low: float, likely: float, high: float, *, lower: float | None = None, probability: float = 0.1
) -> Curves:
    """Return the distribution of one forecast; as `fit_curves`, and its methods answer with single numbers."""
    return fit_curves(float(low), float(likely), float(high), lower=lower, probability=probability)


def _check(low: Floats, likely: Floats, high: Floats, lower: Floats) -> None:
    values = np.stack([low, likely, high])
    if (unknown := int((~np.isfinite(values)).any(axis=0).sum())) or np.isposinf(lower).any():
        raise ValueError(f"{unknown} forecasts hold NaN or infinity; leave out what is not known and say so.")
    if (np.abs(values) > LARGEST).any() or (np.abs(lower[np.isfinite(lower)]) > LARGEST).any():
        raise ValueError("A value lies beyond 1e100: that is no amount and no date.")
    if unordered := int((~((low <= likely) & (likely <= high))).sum()):
        raise ValueError(f"{unordered} forecasts are out of order: low ≤ likely ≤ high must hold.")
    if beyond := int((low < lower).sum()):
        raise ValueError(f"{beyond} forecasts have a low value below the lower bound.")


def _fitted(
    low: Floats, likely: Floats, high: Floats, lower: Floats, probability: float
) -> tuple[Kinds, Floats, Floats]:
    """Return each row's kind, scale and skew; differences of logarithms by log1p, so that narrow forecasts keep digits."""
    bounded = np.isfinite(lower)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        logs = bounded & (low > lower) & (high - lower < WIDEST * (low - lower))
        below = np.where(logs, np.log1p((likely - low) / (low - lower)), likely - low)
        above = np.where(logs, np.log1p((high - likely) / (likely - lower)), high - likely)
        feasible = metalog.is_feasible(below, above, probability)
        scale, skew = metalog.scale_and_skew(below, above, probability)
    kind = np.full(likely.shape, SPLIT_NORMAL, dtype=np.int8)
    kind[feasible & ~bounded] = METALOG
    kind[feasible & logs] = LOG_METALOG
    kind[(low == likely) & (likely == high)] = POINT
    metalogs = kind < SPLIT_NORMAL
    return kind, np.where(metalogs, scale, 0.0), np.where(metalogs, skew, 0.0)
