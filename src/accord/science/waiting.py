"""How long decisions and actions wait, and how often what was decided is opened again; open ones are never left out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from accord.science.inputs import Flags, Floats, frozen
from accord.science.intervals import ShareInterval, exact_limits
from accord.science.survival import Survival, kaplan_meier


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """How long each case has waited by a day, and whether its end was seen; `later` cases had not begun by then."""

    durations: Floats
    ended: Flags
    later: int

    @property
    def open(self) -> int:
        """Return how many still wait."""
        return int((~self.ended).sum())


def waits(begun: Sequence[float], ended: Sequence[float | None], *, until: float) -> Waits:
    """Return how long each case has waited by `until`, all in one unit of time, such as day numbers.

    The clock starts when a question is raised, not when somebody takes it up, or the longest waits would be missed.
    None marks what is open; an end after `until` had not been seen by then. Cases begun after `until` are left out
    and counted. Raises ValueError on an end before its beginning, on NaN, and on different lengths.
    """
    if len(begun) != len(ended):
        raise ValueError(f"There are {len(begun)} beginnings but {len(ended)} ends.")
    start = np.asarray(begun, dtype=np.float64)
    end = np.asarray([np.inf if moment is None else moment for moment in ended], dtype=np.float64)
    if np.isnan(start).any() or np.isnan(end).any():
        raise ValueError("A moment is not a number (NaN); None marks what is still open.")
    if (end < start).any():
        raise ValueError(f"{int((end < start).sum())} cases end before they begin: take them out and name them.")
    here = start <= until
    durations, seen = np.minimum(end[here], until) - start[here], end[here] <= until
    frozen(durations)
    frozen(seen)
    return Waits(durations, seen, int((~here).sum()))


def latency(raised: Sequence[float], decided: Sequence[float | None], *, until: float, level: float = 0.95) -> Survival:
    """Return how long decisions wait, as the Kaplan–Meier curve of what is undecided.

    `quantile(0.5)` and `quantile(0.8)` are the times by which half and four in five are decided, None if that has not
    been reached. Arguments as in `waits`. Raises ValueError as `waits`, and if nothing had been raised by `until`.
    """
    waited = waits(raised, decided, until=until)
    return kaplan_meier(waited.durations, waited.ended, level=level)


def ended_within(
    begun: Sequence[float], ended: Sequence[float | None], *, until: float, time: float, level: float = 0.95
) -> ShareInterval | None:
    """Return the share that ended within `time` of its beginning, by Kaplan–Meier: what is open counts as long as seen.

    The interval is exact for the effective number of cases Y(t)/S(t) (Dorey & Korn 1987), which is n. None where nothing
    was seen for that long. Arguments as in `waits`. Raises ValueError as `latency`.
    """
    waited = waits(begun, ended, until=until)
    settled = kaplan_meier(waited.durations, waited.ended).at(time)
    gone = waited.ended & (waited.durations <= time)
    remaining = int(((waited.durations >= time) & ~gone).sum())
    if gone.all():
        remaining, settled = 0, 0.0
    elif not remaining:
        return None
    size = remaining / settled if remaining else float(len(gone))
    share = 1 - settled
    low, high = exact_limits(share * size, size, level=level)
    return ShareInterval(share, min(low, share), max(high, share), level, size)


def reopened_within(
    decided: Sequence[float], reopened: Sequence[float | None], *, until: float, time: float, level: float = 0.95
) -> ShareInterval | None:
    """Return the share of decisions opened again within `time` of being made, as `ended_within`.

    A decision made yesterday has had no time to come back: it counts for as long as it was seen, no longer.
    """
    return ended_within(decided, reopened, until=until, time=time, level=level)
