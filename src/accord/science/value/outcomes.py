"""The distribution of a net present value in a few numbers, and how far drawn ones may be off."""

import math
from dataclasses import dataclass

import numpy as np

from accord.science.inputs import Floats

EXACT, DRAWN = "exact", "drawn"
WORST = 0.1  # CVaR10 is the mean of the worst tenth
BUCKETS = 2048


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
    Standard errors are those of independent draws; those of a Latin hypercube are smaller (Stein, Technometrics 29, 1987).
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
    """Return the numbers of drawn outcomes with their standard errors, those of as many independent draws.

    Quantiles: by the order statistics one standard deviation of a count away. CVaR10: by its influence function
    (Trindade et al., Journal of Banking & Finance 31, 2007).
    """
    n = len(values)
    apart = [_around(n, share) for share in (0.1, 0.5, 0.9)]
    places = [_place(n, share) for share in (0.1, 0.5, 0.9, 0.025, 0.975)]
    found = ordered_at(values, [*places, *(end for ends in apart for end in ends)])
    p10, p50, p90, low, high, *ends = found.tolist()
    mean = float(values.mean())
    spread = values - mean
    spread *= spread
    variance = float(spread.mean())
    sd = math.sqrt(variance * n / (n - 1)) if n > 1 else 0.0
    loss = float(np.count_nonzero(values < 0) / n)
    tail = np.minimum(values - p10, 0.0)
    short = float(tail.mean())
    tail_variance = max(float(tail @ tail) / n - short**2, 0.0) / WORST**2
    p10_error, p50_error, p90_error = ((end - start) / 2 for start, end in zip(ends[::2], ends[1::2], strict=True))
    errors = StandardErrors(
        mean=sd / math.sqrt(n),
        sd=float(spread.std()) / (2 * sd * math.sqrt(n)) if sd else 0.0,
        p10=p10_error,
        p50=p50_error,
        p90=p90_error,
        loss_share=math.sqrt(loss * (1 - loss) / n),
        cvar10=math.sqrt(tail_variance / n),
    )
    cvar = p10 + short * n / max(places[0] + 1, 1)
    return ValueDistribution(mean, sd, p10, p50, p90, loss, cvar, low, high, DRAWN, n, errors)


def ordered_at(values: Floats, places: list[int]) -> Floats:
    """Return the values that would stand at these places if all were sorted; only those near them are.

    Values are first counted in buckets of one width, and only the buckets a place falls into are sorted.
    """
    lowest, highest = float(values.min()), float(values.max())
    if not highest - lowest > 0:
        return np.full(len(places), lowest)
    scaled = values - lowest
    scaled *= (BUCKETS - 1) / (highest - lowest)
    bucket = scaled.astype(np.int16)
    upto = np.bincount(bucket, minlength=BUCKETS).cumsum()
    wanted = np.zeros(BUCKETS, dtype=np.bool_)
    mine = np.searchsorted(upto, places, side="right")
    wanted[mine] = True
    kept = np.sort(values[wanted.take(bucket)])
    held = np.where(wanted, np.diff(upto, prepend=0), 0).cumsum()
    found: Floats = kept[np.asarray(places) - upto[mine] + held[mine]]
    return found


def _place(n: int, share: float) -> int:
    return min(max(math.ceil(share * n - 1e-9), 1), n) - 1


def _around(n: int, share: float) -> tuple[int, int]:
    """Return the places one standard deviation of a count below and above that of a share."""
    away = math.sqrt(share * (1 - share) / n)
    return _place(n, max(share - away, 0.0)), _place(n, min(share + away, 1.0))
