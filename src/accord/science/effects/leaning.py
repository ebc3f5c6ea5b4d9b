"""How uncertain a regression is when each error leans on the one before, also where there are few of them."""

from __future__ import annotations

import math

import numpy as np

from accord.science.effects.regression import Fit
from accord.science.inputs import Floats

ROUNDS = 6
MOST = 0.9
LONGEST = 400  # beyond, the few-sample corrections no longer matter and would only cost time


def wider(x: Floats, y: Floats, fit: Fit, weights: Floats) -> tuple[float, float]:
    """Return the standard error of a weighted sum of coefficients and its degrees of freedom.

    The larger of the error of Newey & West, which is too small in short series, and that of errors that lean on their
    neighbours by ρ: w'(X'X)⁻¹X'ΩX(X'X)⁻¹w·s², ρ ≥ 0 such that residuals of this design are expected to lean as those
    seen do, s² = e'e/tr(MΩ), freedom tr(MΩ)²/tr((MΩ)²) (Satterthwaite).
    """
    _sum, robust = fit.combined(weights)
    seen = np.isfinite(y)
    if seen.sum() > LONGEST:
        return robust, fit.freedom
    scale = np.sqrt((x[seen] ** 2).mean(axis=0))
    design, left = x[seen] / scale, fit.left[seen]
    squares = float(left @ left)
    if squares <= 0:
        return robust, fit.freedom
    apart = np.abs(np.subtract.outer(np.flatnonzero(seen), np.flatnonzero(seen)))
    hat = np.linalg.solve(design.T @ design, design.T)
    rest = np.eye(len(left)) - design @ hat
    next_to = (apart == 1) / 2
    rho = _solved(float(left @ next_to @ left) / squares, apart, rest, rest @ next_to @ rest)
    omega = rho**apart
    kept = rest @ omega
    trace = float(np.trace(kept))
    reach = (weights / scale) @ hat
    error = math.sqrt(max(float(reach @ omega @ reach), 0.0) * squares / trace)
    return max(error, robust), trace**2 / float((kept * kept.T).sum())


def _solved(seen: float, apart: Floats, rest: Floats, next_to: Floats) -> float:
    """Return the ρ (0 to 0.9) under which residuals are expected to lean as they are seen to."""
    rho = min(max(seen, 0.0), MOST)
    for _round in range(ROUNDS):
        omega = rho**apart
        expected = float((next_to * omega).sum()) / float((rest * omega).sum())
        rho = min(max(rho + seen - expected, 0.0), MOST)
    return rho
