"""Least squares whose errors may lean on their neighbours in time."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from accord.science.inputs import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Coefficients, their covariance, what is left over (0 where nothing is known), and the degrees of freedom."""

    coefficients: Floats
    covariance: Floats
    left: Floats
    spread: float
    freedom: int

    @property
    def errors(self) -> Floats:
        """Return the standard errors of the coefficients."""
        spread: Floats = np.sqrt(np.maximum(np.diag(self.covariance), 0))
        return spread

    def combined(self, weights: Floats) -> tuple[float, float]:
        """Return a weighted sum of the coefficients and its standard error."""
        variance = float(weights @ self.covariance @ weights)
        return float(weights @ self.coefficients), math.sqrt(max(variance, 0.0))


def newey_west(x: Floats, y: Floats, lag: int) -> Fit:
    """Return least squares with the covariance of Newey & West (Econometrica 55, 1987).

    `x` is periods × columns, `y` has NaN where nothing is known; such periods count as a gap in time, not as if their
    neighbours touched. Bartlett weights 1 − j/(L+1) for lags up to `lag`, times n/(n − k) for small samples.
    Raises ValueError if there are no more values than columns, or if a column says nothing new.
    """
    seen = np.isfinite(y)
    n, k = int(seen.sum()), x.shape[1]
    if n <= k:
        raise ValueError(f"{n} values cannot carry {k} coefficients.")
    scale = np.sqrt((x[seen] ** 2).mean(axis=0))
    if (scale == 0).any():
        raise ValueError("A column of the regression holds nothing but zeros.")
    known = np.where(seen[:, None], x / scale, 0.0)
    cross = known.T @ known
    if np.linalg.cond(cross) > 1e13:
        raise ValueError("Two columns of the regression say the same.")
    inverse = np.linalg.inv(cross)
    coefficients = np.linalg.lstsq(known[seen], y[seen], rcond=None)[0]
    left = np.where(seen, np.where(seen, y, 0.0) - known @ coefficients, 0.0)
    scores = known * left[:, None]
    middle = scores.T @ scores
    for step in range(1, min(lag, len(y) - 1) + 1):
        product = scores[step:].T @ scores[:-step]
        middle += (1 - step / (lag + 1)) * (product + product.T)
    covariance = n / (n - k) * inverse @ middle @ inverse / np.outer(scale, scale)
    spread = math.sqrt(float(left @ left) / (n - k))
    return Fit(coefficients / scale, covariance, left, spread, n - k)


def usual_lag(n: int) -> int:
    """Return how far errors may lean on their neighbours: ⌈n^¼⌉."""
    return math.ceil(math.sqrt(math.sqrt(n)) - 1e-12)


def autocorrelation(left: Floats) -> float:
    """Return how alike neighbours are (−1 to 1); 0 where nothing is left over."""
    total = float(left @ left)
    return float(left[1:] @ left[:-1]) / total if total > 0 else 0.0


def harmonics(n: int, season: int | None) -> Floats:
    """Return the waves of a season as columns: the yearly wave and its half, as far as the season has them."""
    if season is None or season < 2:
        return np.zeros((n, 0))
    turn = 2 * math.pi * np.arange(n) / season
    columns = []
    for wave in (1, 2):
        if 2 * wave <= season:
            columns.append(np.cos(wave * turn))
        if 2 * wave < season:
            columns.append(np.sin(wave * turn))
    return np.column_stack(columns)


def t_quantile(level: float, freedom: float) -> float:
    """Return how many standard errors an interval at `level` reaches to each side (Student)."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def t_chance(ratio: float, freedom: float) -> float:
    """Return the chance of a ratio to its standard error at least so far from zero (two-sided)."""
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(ratio)))
