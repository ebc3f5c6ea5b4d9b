"""Whether things take longer here than there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accord.science.inputs import Flags, Floats, Ints, Numbers, checked_durations, checked_same_length
from accord.science.survival import risk_table


@dataclass(frozen=True, slots=True)
class LogRank:
    """The log-rank test: how unlikely such a difference is if all groups were alike; counts in order of the groups."""

    statistic: float
    freedom: int
    p_value: float
    groups: tuple[str, ...]
    observed: tuple[float, ...]
    expected: tuple[float, ...]


def log_rank(
    durations: Numbers, observed: Flags | list[bool] | Ints | list[int], groups: Sequence[str | int]
) -> LogRank:
    """Compare the times of two or more groups, open cases right-censored (Mantel 1966; Peto & Peto 1972).

    Ties use the hypergeometric variance. Raises ValueError on bad durations, fewer than two groups or no event.
    """
    time = checked_durations(durations)
    seen = np.asarray(observed, dtype=bool)
    checked_same_length(time, seen, "marks of what was observed")
    checked_same_length(time, groups, "groups")
    names, member = np.unique(np.asarray([str(group) for group in groups]), return_inverse=True)
    if len(names) < 2:
        raise ValueError("A comparison needs at least two groups.")
    if not seen.any():
        raise ValueError("Nothing has happened yet in any group: there is nothing to compare.")
    happened, expected, spread = _moments(time, seen, member, len(names))
    difference = (happened - expected)[:-1]
    statistic = float(difference @ np.linalg.pinv(spread[:-1, :-1]) @ difference)
    return LogRank(
        statistic,
        len(names) - 1,
        _chi_square_tail(statistic, len(names) - 1),
        tuple(str(name) for name in names),
        tuple(happened.tolist()),
        tuple(expected.tolist()),
    )


def _moments(time: Floats, seen: Flags, member: NDArray[np.intp], count: int) -> tuple[Floats, Floats, Floats]:
    """Return per group the events seen, the events expected, and the covariance of their difference."""
    times, at_risk, (events,) = risk_table(time, [seen])
    inside = np.empty((count, len(times)))
    happened = np.empty(count)
    for group in range(count):
        mine = np.sort(time[member == group])
        inside[group] = len(mine) - np.searchsorted(mine, times, side="left")
        happened[group] = seen[member == group].sum()
    share = inside / at_risk
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(at_risk > 1, events * (at_risk - events) / (at_risk - 1), 0.0)
    covariance = np.diag((share * factor).sum(axis=1)) - (share * factor) @ share.T
    return happened, (share * events).sum(axis=1), covariance


def _chi_square_tail(statistic: float, freedom: int) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(freedom, statistic))
