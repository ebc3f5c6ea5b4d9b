"""How far apart two lists of values lie, and how much two normal distributions share."""

import math

import numpy as np
from numpy.typing import ArrayLike

from accord.science.curves import numbers
from accord.science.inputs import Floats, Numbers, checked_values


def sample_distance(
    first: Numbers, second: Numbers, first_weights: Numbers | None = None, second_weights: Numbers | None = None
) -> float:
    """Return the Wasserstein distance ∫ |F − G| of two lists of values: how far all of one must move to be the other.

    In the unit of the values. Weights (default: equal) are scaled to sum to 1. Raises ValueError on empty lists, NaN,
    infinity, weights that do not match, are negative or all 0.
    """
    one, two = checked_values(first, "values"), checked_values(second, "values")
    shares, others = _shares(one, first_weights), _shares(two, second_weights)
    values = np.concatenate([one, two])
    order = np.argsort(values, kind="stable")
    ahead = np.cumsum(np.concatenate([shares, -others])[order])
    return float(np.abs(ahead[:-1]) @ np.diff(values[order]))


def normal_overlap(
    first_mean: ArrayLike, first_deviation: ArrayLike, second_mean: ArrayLike, second_deviation: ArrayLike
) -> Floats:
    """Return ∫ min(f, g) of two normal distributions, 0–1, for each pair (Inman & Bradley, Commun. Stat. 18(10), 1989).

    Raises ValueError where a standard deviation is not positive.
    """
    from scipy.special import ndtr

    given = (first_mean, first_deviation, second_mean, second_deviation)
    m, s, n, t = np.broadcast_arrays(*(np.asarray(x, dtype=np.float64) for x in given))
    if not ((s > 0) & (t > 0)).all():
        raise ValueError("A standard deviation must be positive.")
    apart, wider = n - m, t * t - s * s
    with np.errstate(divide="ignore", invalid="ignore"):
        # both densities are equal where wider·x² + … = 0; measured from the first mean
        root = s * t * np.sqrt(apart * apart + wider * np.log(t * t / (s * s)))
        left, right = (-s * s * apart - root) / wider, (-s * s * apart + root) / wider
        crossed = (
            1 - np.abs(ndtr(right / s) - ndtr((right - apart) / t)) - np.abs(ndtr(left / s) - ndtr((left - apart) / t))
        )
    same_width = 2 * ndtr(-np.abs(apart) / (2 * s))
    return numbers(np.where(np.abs(wider) > 1e-9 * s * t, crossed, same_width))


def _shares(values: Floats, weights: Numbers | None) -> Floats:
    if weights is None:
        return np.full(len(values), 1 / len(values))
    shares = checked_values(weights, "weights")
    if len(shares) != len(values):
        raise ValueError(f"There are {len(values)} values but {len(shares)} weights.")
    if (shares < 0).any() or not math.fsum(shares) > 0:
        raise ValueError("Weights cannot be negative, and one at least must be above 0.")
    return shares / math.fsum(shares)
