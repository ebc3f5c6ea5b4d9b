"""How much has ended in which way: cumulative incidence when there is more than one way to end."""

from dataclasses import dataclass

import numpy as np

from accord.science.inputs import (
    Floats,
    Ints,
    Numbers,
    checked_durations,
    checked_level,
    checked_same_length,
    frozen,
)
from accord.science.intervals import normal_quantile
from accord.science.survival import (
    ROUNDING,
    Band,
    effective_size,
    exact_band,
    exact_limits_below,
    first_time,
    risk_table,
)


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """The share that has ended by one cause after each observed time, as steps; the rest ended otherwise or is open.

    `size` is the effective number of cases behind each step.
    """

    cause: int
    times: Floats
    share: Floats
    deviation: Floats
    low: Floats
    high: Floats
    size: Floats
    level: float
    n: int

    def at(self, time: float) -> float:
        """Return the share ended by this cause up to and including `time`."""
        position = int(np.searchsorted(self.times, time, side="right"))
        return float(self.share[position - 1]) if position else 0.0

    def quantile(self, share: float) -> float | None:
        """Return the first time by which `share` of all had ended by this cause, or None if that was not reached."""
        return first_time(self.times, self.share >= share - ROUNDING)

    def quantile_interval(self, share: float) -> tuple[float | None, float | None]:
        """Return where the band crosses that share: earliest and latest; None where it does not cross."""
        limit = share - ROUNDING
        return first_time(self.times, self.high >= limit), first_time(self.times, self.low >= limit)

    def exact_quantile_interval(self, share: float, *, level: float) -> tuple[float | None, float | None]:
        """Return where the exact band at `level` crosses that share, without computing the whole band."""
        rest, limit = 1 - self.share, 1 - share + ROUNDING
        low, high = exact_limits_below(rest, self.size, limit, checked_level(level))
        return first_time(self.times, low), first_time(self.times, high)


def cumulative_incidence(
    durations: Numbers, causes: Ints | list[int], cause: int, *, level: float = 0.95, band: Band = "log-log"
) -> Incidence:
    """Return the Aalen–Johansen share F(t) = Σ S(tᵢ₋)·dᵢ/nᵢ that ended by `cause` (Aalen & Johansen 1978).

    `causes` holds 0 for what is still open and a positive whole number for each way to end. Treating another ending
    as "still open" and taking 1 − Kaplan–Meier would promise too much. The variance is Aalen's; the band lies on the
    log(−log) scale, or is "exact" as in `kaplan_meier`. Raises ValueError as `kaplan_meier` and on unknown causes.
    """
    time = checked_durations(durations)
    ends = np.asarray(causes, dtype=np.int64)
    checked_same_length(time, ends, "causes")
    if (ends < 0).any() or cause < 1:
        raise ValueError("A cause is a positive whole number; 0 means still open.")
    times, at_risk, (every, mine) = risk_table(time, [ends > 0, ends == cause])
    open_share: Floats = np.cumprod(1.0 - every / at_risk, dtype=np.float64)
    before = np.concatenate(([1.0], open_share[:-1]))
    share: Floats = np.cumsum(before * mine / at_risk)
    deviation = np.sqrt(np.maximum(_variance(share, before, at_risk, every, mine), 0))
    size = effective_size(open_share, at_risk)
    if band == "exact":
        low, high = exact_band(share, size, checked_level(level))
    else:
        low, high = _log_log_band(share, deviation, size, level)
    for array in (times, share, deviation, low, high, size):
        frozen(array)
    return Incidence(cause, times, share, deviation, low, high, size, level, len(time))


def _variance(share: Floats, before: Floats, at_risk: Ints, every: Ints, mine: Ints) -> Floats:
    """Return Aalen's variance of the incidence (Marubini & Valsecchi 1995, eq. 10.12), its squares multiplied out."""
    left = at_risk - every
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = np.where(left > 0, every / (at_risk * left), 0.0)
    own = before**2 * (at_risk - mine) * mine / at_risk.astype(float) ** 3
    cross = before * mine / at_risk.astype(float) ** 2
    steady = share**2 * np.cumsum(hazard) - 2 * share * np.cumsum(hazard * share) + np.cumsum(hazard * share**2)
    result: Floats = steady + np.cumsum(own) - 2 * (share * np.cumsum(cross) - np.cumsum(share * cross))
    return result


def _log_log_band(share: Floats, deviation: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        spread = normal_quantile(level) * deviation / (share * np.abs(np.log(share)))
        low, high = share ** np.exp(spread), share ** np.exp(-spread)
    none, whole = share <= ROUNDING, share >= 1 - ROUNDING
    low, high = np.where(none, 0.0, low), np.where(none, 0.0, high)
    if whole.any():  # the variance says nothing at 1: the upper end is 1, the lower what all of so many still allows
        first = int(np.argmax(whole))
        high[first:] = 1.0
        low[first:] = max(((1 - level) / 2) ** (1 / size[first]), low[first - 1] if first else 0.0)
    return low, high
