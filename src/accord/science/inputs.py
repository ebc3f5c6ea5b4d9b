"""Checks that every function here makes of what it is given; each refusal says what was wrong with it."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = Sequence[float] | Sequence[int] | Floats | Ints


def checked_level(level: float) -> float:
    """Return the confidence level if it lies strictly between 0 and 1; raises ValueError otherwise."""
    if not 0 < level < 1:
        raise ValueError(f"The confidence level must lie between 0 and 1, not {level}.")
    return level


def checked_counts(successes: float, n: float) -> None:
    """Refuse counts that no share can be made of: NaN, negative, none at all, more successes than cases."""
    if math.isnan(successes) or math.isnan(n):
        raise ValueError("A count is not a number (NaN).")
    if n <= 0 or math.isinf(n):
        raise ValueError(f"A share needs at least one case, not n = {n}.")
    if successes < 0:
        raise ValueError(f"A count of successes cannot be negative: {successes}.")
    if successes > n:
        raise ValueError(f"There cannot be more successes ({successes}) than cases ({n}).")


def checked_values(values: Numbers, what: str) -> Floats:
    """Return the values as a flat array of floats; raises ValueError if empty, NaN or infinite."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"The {what} must be a flat list, not of shape {array.shape}.")
    if array.size == 0:
        raise ValueError(f"There are no {what}: nothing can be estimated from an empty list.")
    if not np.isfinite(array).all():
        raise ValueError(f"The {what} contain NaN or infinity; leave out what is not known and say so.")
    return array


def checked_durations(values: Numbers) -> Floats:
    """Return durations as floats; raises ValueError if any is negative (or as `checked_values`)."""
    array = checked_values(values, "durations")
    if (array < 0).any():
        raise ValueError(f"{int((array < 0).sum())} durations are negative: take them out and name them.")
    return array


def checked_same_length(durations: Floats, other: Sequence[object] | NDArray[np.generic], what: str) -> None:
    """Refuse two lists that do not belong together."""
    if len(other) != len(durations):
        raise ValueError(f"There are {len(durations)} durations but {len(other)} {what}.")


def frozen(array: NDArray[np.generic]) -> None:
    """Close an array against writing, so that a result stays what it was."""
    array.setflags(write=False)
