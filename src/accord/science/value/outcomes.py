"""The distribution of a net present value in a few numbers, and how far drawn ones may be off."""

import math
from dataclasses import dataclass

import numpy as np

from accord.science.inputs import Floats

EXACT, DRAWN = "exact", "drawn"
WORST = 0.1  # CVaR10 is the mean of the worst tenth


@dataclass(frozen=True, slots=True)
class StandardErrors:
    """How far each number may be off because it was drawn, as one standard error."""

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float
    loss_share: float
    cvar10: float


NO_ERRORS = StandardErrors(0, 0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ValueDistribution:
    """Net present value: mean, spread, P10, P50, P90, the share below zero and the mean of the worst tenth.

    `low` and `high` hold 95 % of the outcomes between them. `method` is exact or drawn, `draws` how many (0: exact).
    Standard errors of draws that are spread evenly are those of independent ones and so rather too large.
    """

    mean: float
    sd: float
    p10: float
    p50: float
    p90: float
    loss_share: float
    cvar10: float
    low: float
    high: float
    method: str
    draws: int
    standard_errors: StandardErrors


def exactly(
    mean: float,
    sd: float,
    p10: float,
    p50: float,
    p90: float,
    loss_share: float,
    cvar10: float,
    low: float,
    high: float,
) -> ValueDistribution:
    """Return numbers that were not drawn."""
    return ValueDistribution(mean, sd, p10, p50, p90, loss_share, cvar10, low, high, EXACT, 0, NO_ERRORS)


def point(value: float) -> ValueDistribution:
    """Return the distribution of one number without a range."""
    return exactly(value, 0.0, value, value, value, float(value < 0), value, value, value)


def of_draws(values: Floats) -> ValueDistribution:
    """Return the numbers of drawn outcomes with their standard errors.

    Quantiles: by the order statistics one standard deviation of a count away. CVaR10: by its influence function
    (Trindade et al., Journal of Banking & Finance 31, 2007).
    """
    ordered = np.sort(values)
    n = len(ordered)
    mean, sd = float(ordered.mean()), float(ordered.std(ddof=1)) if n > 1 else 0.0
    p10, p50, p90, low, high = (float(ordered[_place(n, share)]) for share in (0.1, 0.5, 0.9, 0.025, 0.975))
    loss = float(np.searchsorted(ordered, 0.0) / n)
    worst = max(round(WORST * n), 1)
    tail = np.minimum(ordered - p10, 0.0) / WORST
    spread = (ordered - mean) ** 2
    errors = StandardErrors(
        mean=sd / math.sqrt(n),
        sd=float(spread.std()) / (2 * sd * math.sqrt(n)) if sd else 0.0,
        p10=_quantile_error(ordered, 0.1),
        p50=_quantile_error(ordered, 0.5),
        p90=_quantile_error(ordered, 0.9),
        loss_share=math.sqrt(loss * (1 - loss) / n),
        cvar10=float(tail.std()) / math.sqrt(n),
    )
    cvar = float(ordered[:worst].mean())
    return ValueDistribution(mean, sd, p10, p50, p90, loss, cvar, low, high, DRAWN, n, errors)


def _place(n: int, share: float) -> int:
    return min(max(math.ceil(share * n - 1e-9), 1), n) - 1


def _quantile_error(ordered: Floats, share: float) -> float:
    n = len(ordered)
    away = math.sqrt(share * (1 - share) / n)
    return float(ordered[_place(n, min(share + away, 1.0))] - ordered[_place(n, max(share - away, 0.0))]) / 2
