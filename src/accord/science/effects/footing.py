"""On how much belief a forecast rests: how far it may miss if level and scatter are asked of the values alone."""

from __future__ import annotations

import math

import numpy as np

from accord.science.effects.sampler import cosines
from accord.science.inputs import Floats

SMALLEST, LARGEST, PLACES = 0.01, 1.0, 25  # steps of the level as shares of the noise, evenly spread in logarithms


def free_error(left: Floats, periods: int) -> float:
    """Return the standard error of a mean of `periods` forecasts when nothing is believed of level and noise beforehand.

    `left` is what the predictors leave of the periods before (NaN: not known). Each size q of the level's steps against
    the noise is as likely as another in logarithms, the noise may be anything (p(σ²) ∝ 1/σ²). Along the cosines the
    values are independent with variance σ²(1 + q²/λ_k) (see `sampler`), so the chance of each q is in closed form, and
    given q the error is: of the last level, of its further steps q²σ²(m + 1)(2m + 1)/6m, of the noise σ²/m. How far the
    last level moves with q counts as error, too.
    """
    n = len(left)
    values = np.where(np.isfinite(left), left - np.nanmean(left), 0.0)
    axes = cosines(n)
    turned, last = (axes @ values)[1:], axes[1:, -1]
    curvature = 2 - 2 * np.cos(math.pi * np.arange(1, n) / n)
    share = np.geomspace(SMALLEST, LARGEST, PLACES)[:, None]
    wander = share**2 / curvature
    squares = (turned**2 / (1 + wander)).sum(axis=1)
    if squares.min() <= 0:
        return 0.0
    likely = -np.log1p(wander).sum(axis=1) / 2 - (n - 1) / 2 * np.log(squares)
    weight = np.exp(likely - likely.max())
    weight /= weight.sum()
    noise = squares / (n - 3)
    known = wander / (1 + wander)
    steps = share[:, 0] ** 2 * (periods + 1) * (2 * periods + 1) / (6 * periods)
    error = noise * ((last**2 * known).sum(axis=1) + 1 / n + steps + 1 / periods)
    moved = (last * turned * known).sum(axis=1)
    return math.sqrt(float(weight @ (error + (moved - moved[0]) ** 2)))
