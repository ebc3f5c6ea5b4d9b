"""How long things take when some are still open: the Kaplan–Meier curve, its band and its quantiles."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from accord.science.inputs import (
    Flags,
    Floats,
    Ints,
    Numbers,
    checked_durations,
    checked_level,
    checked_same_length,
    frozen,
)
from accord.science.intervals import normal_quantile

Band: TypeAlias = Literal["log-log", "exact"]
ROUNDING = 1e-12  # a curve that should be exactly one half may miss it by this much


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """The share still open after each observed time, as steps; `low` and `high` are the band at `level`."""

    times: Floats
    at_risk: Ints
    events: Ints
    open_share: Floats
    low: Floats
    high: Floats
    level: float
    band: Band
    n: int

    def at(self, time: float) -> float:
        """Return the share still open just after `time` (1 before the first observed time)."""
        return _step(self.times, self.open_share, time)

    def interval_at(self, time: float) -> tuple[float, float]:
        """Return the band just after `time`."""
        return _step(self.times, self.low, time), _step(self.times, self.high, time)

    def quantile(self, share: float) -> float | None:
        """Return the first time by which `share` (0–1) has happened, or None if it has not yet."""
        return first_time(self.times, self.open_share <= 1 - share + ROUNDING)

    def quantile_interval(self, share: float) -> tuple[float | None, float | None]:
        """Return where the band crosses that share (Brookmeyer & Crowley 1982); None where it does not cross."""
        limit = 1 - share + ROUNDING
        return first_time(self.times, self.low <= limit), first_time(self.times, self.high <= limit)

    def exact_quantile_interval(self, share: float, *, level: float) -> tuple[float | None, float | None]:
        """Return where the exact band at `level` crosses that share, without computing the whole band."""
        size, limit = effective_size(self.open_share, self.at_risk), 1 - share + ROUNDING
        low, high = exact_limits_below(self.open_share, size, limit, checked_level(level))
        return first_time(self.times, low), first_time(self.times, high)

    @property
    def median(self) -> float | None:
        """Return the time by which half has happened, or None if it has not yet."""
        return self.quantile(0.5)

    @property
    def median_low(self) -> float | None:
        """Return the lower end of the median's interval."""
        return self.quantile_interval(0.5)[0]

    @property
    def median_high(self) -> float | None:
        """Return the upper end of the median's interval; None: there is no upper limit yet."""
        return self.quantile_interval(0.5)[1]


def kaplan_meier(
    durations: Numbers, observed: Flags | list[bool] | Ints | list[int], *, level: float = 0.95, band: Band = "log-log"
) -> Survival:
    """Return the product-limit curve S(t) = ∏(1 − dᵢ/nᵢ) (Kaplan & Meier 1958).

    `observed` is true where the end was seen, false where it is still open (right-censored); something censored at
    time t was at risk through t. The "log-log" band is Greenwood's on the log(−log S) scale (Kalbfleisch & Prentice).
    The "exact" band is Clopper–Pearson with the effective number Y(t)/S(t) (Peto; Dorey & Korn 1987): wider, and it
    keeps its promise in far tails and after the last event. Raises ValueError on empty, negative or NaN durations.
    """
    time = checked_durations(durations)
    seen = np.asarray(observed, dtype=bool)
    checked_same_length(time, seen, "marks of what was observed")
    times, at_risk, (events,) = risk_table(time, [seen])
    open_share: Floats = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    if band == "exact":
        low, high = exact_band(open_share, effective_size(open_share, at_risk), checked_level(level))
    else:
        low, high = _log_log_band(open_share, at_risk, events, level)
    for array in (times, at_risk, events, open_share, low, high):
        frozen(array)
    return Survival(times, at_risk, events, open_share, low, high, level, band, len(time))


def risk_table(time: Floats, kinds: list[Flags]) -> tuple[Floats, Ints, list[Ints]]:
    """Return the distinct times, how many were at risk just before each, and how many of each kind ended there."""
    times, position = np.unique(time, return_inverse=True)
    size = len(times)
    ending = np.bincount(position, minlength=size)
    at_risk = len(time) - np.concatenate(([0], np.cumsum(ending)[:-1]))
    return times, at_risk, [np.bincount(position[kind], minlength=size) for kind in kinds]


def first_time(times: Floats, reached: Flags) -> float | None:
    """Return the first time at which something holds, or None."""
    return float(times[int(np.argmax(reached))]) if reached.any() else None


def exact_band(share: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    """Return Clopper–Pearson limits for many shares of (effective, perhaps fractional) numbers of cases."""
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    count = np.clip(share, 0, 1) * size
    rest = np.maximum(size - count, 0)
    with np.errstate(invalid="ignore"):
        low = np.where(count <= ROUNDING, 0.0, betaincinv(np.maximum(count, ROUNDING), rest + 1, tail))
        high = np.where(rest <= ROUNDING, 1.0, 1 - betaincinv(np.maximum(rest, ROUNDING), count + 1, tail))
    return low, high


def exact_limits_below(share: Floats, size: Floats, limit: float, level: float) -> tuple[Flags, Flags]:
    """Tell for each share whether the ends of its exact interval lie at or below `limit`; cheaper than the ends."""
    from scipy.special import betainc

    tail = (1 - level) / 2
    count = np.clip(share, 0, 1) * size
    rest = np.maximum(size - count, 0)
    none, every = count <= ROUNDING, rest <= ROUNDING
    low = none | (betainc(np.maximum(count, ROUNDING), rest + 1, limit) >= tail)
    high = ~every & (betainc(np.maximum(rest, ROUNDING), count + 1, 1 - limit) <= tail)
    return low, high


def effective_size(open_share: Floats, at_risk: Ints) -> Floats:
    """Return Y(t+)/S(t): n while nothing is censored, shrinking as cases leave sight; carried on once S is 0."""
    remaining = np.append(at_risk[1:], 0)
    alive = open_share > ROUNDING
    size = np.divide(remaining, open_share, out=np.zeros_like(open_share), where=alive)
    if not alive.all():
        first = int(np.argmin(alive))
        size[first:] = size[first - 1] if first else float(at_risk[0])
    least_one: Floats = np.maximum(size, 1.0)  # nobody left in sight tells as little as a single case
    return least_one


def _log_log_band(open_share: Floats, at_risk: Ints, events: Ints, level: float) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        greenwood = np.cumsum(events / (at_risk * (at_risk - events)))
        spread = normal_quantile(level) * np.sqrt(greenwood) / np.abs(np.log(open_share))
        low, high = open_share ** np.exp(spread), open_share ** np.exp(-spread)
    whole, nothing = open_share >= 1, open_share <= ROUNDING
    low, high = np.where(whole, 1.0, low), np.where(whole, 1.0, high)
    if nothing.any():  # Greenwood says nothing at 0: the lower end is 0, the upper what none of so many still allows
        first = int(np.argmax(nothing))
        low[first:] = 0.0
        none_of_so_many = 1 - ((1 - level) / 2) ** (1 / effective_size(open_share, at_risk)[first])
        high[first:] = min(none_of_so_many, high[first - 1] if first else 1.0)
    return low, high


def _step(times: Floats, values: Floats, time: float) -> float:
    position = int(np.searchsorted(times, time, side="right"))
    return float(values[position - 1]) if position else 1.0
