"""A series cut at the moment of a change, and what every method asks of it before it starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from accord.science.effects.effect import Effect, Method, Reason, plain
from accord.science.effects.words import gettext_noop as _
from accord.science.inputs import Flags, Floats, Ints, checked_level

Series: TypeAlias = Sequence[float | None] | Sequence[float] | Sequence[int] | Floats
Units: TypeAlias = Mapping[str, Series]

MOST_MISSING = 0.2  # of the periods before; beyond, what is missing decides more than what is there


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """A series (NaN where nothing is known) and the place of its first period after the change."""

    y: Floats
    start: int

    @property
    def seen(self) -> Flags:
        """Tell for each period whether there is a value."""
        return np.isfinite(self.y)

    @property
    def places(self) -> Ints:
        """Return the place of each period, 0 for the oldest."""
        return np.arange(len(self.y))

    @property
    def is_after(self) -> Flags:
        """Tell for each period whether it lies after the change."""
        return self.places >= self.start

    @property
    def before(self) -> Floats:
        """Return the known values before the change."""
        return self.y[: self.start][self.seen[: self.start]]

    @property
    def after(self) -> Floats:
        """Return the known values after the change."""
        return self.y[self.start :][self.seen[self.start :]]

    @property
    def n_missing(self) -> int:
        """Return how many periods have no value."""
        return int((~self.seen).sum())


def cut(y: Series, start: int, level: float = 0.95) -> Cut:
    """Return the series cut at `start`; raises ValueError if it is not flat or infinite, or `start` lies outside."""
    checked_level(level)
    values = numbers(y, "series")
    if not 0 <= start <= len(values):
        raise ValueError(f"The start must be a place in the series (0 to {len(values)}), not {start}.")
    return Cut(values, int(start))


def numbers(values: Series, what: str) -> Floats:
    """Return values as a flat array with NaN for what is not known; raises ValueError if not flat, or infinite."""
    array: Floats = np.asarray([np.nan if value is None else value for value in values], dtype=np.float64)
    if array.ndim != 1:
        raise ValueError(f"The {what} must be a flat list, not of shape {array.shape}.")
    if np.isinf(array).any():
        raise ValueError(f"The {what} holds infinity; leave out what is not known.")
    return array


def others(units: Units, length: int) -> dict[str, Floats]:
    """Return the series of the others as arrays; raises ValueError if one has another length."""
    found = {str(name): numbers(values, f"series of {name}") for name, values in units.items()}
    for name, values in found.items():
        if len(values) != length:
            raise ValueError(f"The series of {name} has {len(values)} periods, not {length}.")
    return found


def refused(method: Method, line: Cut, *reasons: Reason, level: float = 0.95, n_units: int = 0) -> Effect:
    """Return an effect without numbers that says why there are none."""
    return Effect(
        method=method, status="refused", level=level, reasons=reasons, n_units=n_units, observed=plain(line.y),
        n_before=len(line.before), n_after=len(line.after), times=tuple(range(len(line.y))),
    )  # fmt: skip


def lacks(line: Cut, *, before: int, after: int, may_be_constant: bool = False) -> tuple[Reason, ...]:
    """Return why a series cannot be used: too few values before or after, too much missing, nothing that varies."""
    found = []
    if len(line.before) < before:
        found.append(too_few_before(len(line.before), before))
    if len(line.after) < after:
        values = (("n", len(line.after)), ("minimum", after))
        text = _("Too few values after the change: {n}, at least {minimum} are needed.")
        found.append(Reason("few_after", text, values))
    if line.start and 1 - len(line.before) / line.start > MOST_MISSING:
        text = _("More than a fifth of the values before the change are missing.")
        found.append(Reason("much_missing", text))
    if not found and not may_be_constant and np.ptp(line.before) <= _trifle(line.y):
        text = _("Before the change the value never varied, so it cannot be told what chance alone would do.")
        found.append(Reason("constant", text))
    return tuple(found)


def too_few_before(n: int, minimum: int) -> Reason:
    """Say that there is too little history."""
    text = _("Too few values before the change: {n}, at least {minimum} are needed.")
    return Reason("few_before", text, (("n", n), ("minimum", minimum)))


def left_out(line: Cut) -> tuple[Reason, ...]:
    """Say how many periods have no value and were left out, if any."""
    if not line.n_missing:
        return ()
    text = _("Periods without a value, left out: {n}.")
    return (Reason("missing", text, (("n", line.n_missing),)),)


def _trifle(values: Floats) -> float:
    """Return a difference that is rounding and nothing else, or whose square is too small to be a number."""
    return max(1e-12 * float(np.nanmax(np.abs(values))), 1e-100)
