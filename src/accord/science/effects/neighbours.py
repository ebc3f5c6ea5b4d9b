"""Difference in differences: what changed here, less what changed where nothing was done."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from accord.science.effects.effect import Diagnostic, Effect, Reason, plain
from accord.science.effects.leaning import wider
from accord.science.effects.regression import autocorrelation, newey_west, t_chance, t_quantile, usual_lag
from accord.science.effects.series import Cut, Series, Units, cut, lacks, left_out, others, refused
from accord.science.effects.words import gettext_noop as _
from accord.science.inputs import Floats

FEWEST_BEFORE = 2
ENOUGH_UNITS = 5  # from here on the spread among the others says what chance does
PARALLEL = 0.05
PLACEBO = 0.1


@dataclass(frozen=True, slots=True)
class _Chance:
    """What chance alone does to the difference: standard error, degrees of freedom, and to the path at each period."""

    error: float
    freedom: float
    spread: Floats


def difference(y: Series, start: int, units: Units) -> float:
    """Return (mean after − mean before) here less the mean of the same among the others; plain arithmetic, no chance.

    Raises ValueError if a side of a series has no value.
    """
    line = cut(y, start)
    rows = [line.y, *others(units, len(line.y)).values()]
    sides = [(row[start:][np.isfinite(row[start:])], row[:start][np.isfinite(row[:start])]) for row in rows]
    if len(rows) < 2 or not all(len(after) and len(before) for after, before in sides):
        raise ValueError("A difference in differences needs values before and after, here and elsewhere.")
    here, *there = (float(after.mean() - before.mean()) for after, before in sides)
    return here - float(np.mean(there))


def differences(y: Series, start: int, units: Units, *, level: float = 0.95) -> Effect:
    """Return the mean change of the series less that of the mean of the units.

    With five units or more the interval is Student's from the spread of their changes, s·√(1 + 1/J), and the rank says
    how unusual the change is among all (each in turn against the rest). With fewer it is that of `leaning.wider` for
    the series of differences, which cannot know what a single unit does by itself, and says so. Units with gaps are left
    out. Refused with fewer than two values before, or no unit. Raises ValueError as `cut`, or for other lengths.
    """
    line = cut(y, start, level)
    known = others(units, len(line.y))
    whole = {name: values for name, values in known.items() if np.isfinite(values[line.seen]).all()}
    why = list(lacks(line, before=FEWEST_BEFORE, after=1, may_be_constant=True))
    if not whole:
        why.append(Reason("no_units", _("There is no other unit with values for the same periods to compare with.")))
    if why:
        return refused("differences", line, *why, level=level, n_units=len(whole))
    table = np.array(list(whole.values()))
    chance = _among_units(line, table) if len(table) >= ENOUGH_UNITS else _along_time(line, table)
    if not chance.error > 1e-12 * np.abs(line.y[line.seen]).max():
        text = _("Nothing varied but by the change, so it cannot be told what chance alone would do.")
        return refused("differences", line, Reason("constant", text), level=level, n_units=len(table))
    return _answer(line, table, tuple(whole), chance, level, len(known) - len(whole))


def _answer(line: Cut, table: Floats, names: tuple[str, ...], chance: _Chance, level: float, dropped: int) -> Effect:
    before, after = line.seen & ~line.is_after, line.seen & line.is_after
    path = line.y[before].mean() + table.mean(axis=0) - table[:, before].mean()
    estimate, n = float((line.y - path)[after].mean()), int(after.sum())
    reach = t_quantile(level, chance.freedom)
    half, base = reach * chance.error, float(path[after].mean())
    by_range = p_value = t_chance(estimate / chance.error, chance.freedom)
    rank = None
    placebos: tuple[tuple[str, float], ...] = ()
    if len(table) >= ENOUGH_UNITS:
        rank, placebos = _ranked(line, table, names)
        p_value = rank / (len(table) + 1)
    return Effect(
        method="differences", level=level, estimate=estimate, low=estimate - half, high=estimate + half,
        total=estimate * n, total_low=(estimate - half) * n, total_high=(estimate + half) * n,
        relative=estimate / abs(base) if base else None, p_value=p_value, chance=by_range, rank=rank,
        rank_of=len(table) + 1 if rank else None, n_before=int(before.sum()), n_after=n, n_units=len(table),
        times=tuple(range(len(line.y))), observed=plain(line.y), expected=plain(path),
        expected_low=plain(path - reach * chance.spread), expected_high=plain(path + reach * chance.spread),
        weights=tuple((name, 1 / len(table)) for name in names), placebos=placebos,
        diagnostics=_diagnostics(line, table, p_value), reasons=(*_said(len(table), dropped), *left_out(line)),
    )  # fmt: skip


def _changes(line: Cut, table: Floats) -> Floats:
    before, after = line.seen & ~line.is_after, line.seen & line.is_after
    changes: Floats = table[:, after].mean(axis=1) - table[:, before].mean(axis=1)
    return changes


def _among_units(line: Cut, table: Floats) -> _Chance:
    widen = math.sqrt(1 + 1 / len(table))
    from_before = table - table[:, line.seen & ~line.is_after].mean(axis=1, keepdims=True)
    return _Chance(
        float(_changes(line, table).std(ddof=1)) * widen, len(table) - 1, from_before.std(axis=0, ddof=1) * widen
    )


def _along_time(line: Cut, table: Floats) -> _Chance:
    apart = line.y - table.mean(axis=0)
    steps = np.column_stack([np.ones(len(apart)), line.is_after.astype(float)])
    n = int(line.seen.sum())
    if n <= steps.shape[1]:
        return _Chance(0.0, 1, np.zeros(len(apart)))
    fit = newey_west(steps, apart, usual_lag(n))
    error, freedom = wider(steps, apart, fit, np.array([0.0, 1.0]))
    return _Chance(error, freedom, np.full(len(apart), fit.spread))


def _ranked(line: Cut, table: Floats, names: tuple[str, ...]) -> tuple[int, tuple[tuple[str, float], ...]]:
    """Return the place of the change among all, each against the mean of the rest, and these differences."""
    changes = np.concatenate([_changes(line, line.y[None]), _changes(line, table)])
    apart = changes - (changes.sum() - changes) / (len(changes) - 1)
    size = np.abs(apart)
    rank = int((size >= size[0] * (1 - 1e-12)).sum())
    return rank, tuple((name, float(value)) for name, value in zip(names, apart[1:], strict=True))


def _diagnostics(line: Cut, table: Floats, p_value: float) -> tuple[Diagnostic, ...]:
    apart: Floats = line.y - table.mean(axis=0)
    n = len(table)
    before = apart[: line.start]
    steps: Floats = np.column_stack([np.ones(len(apart)), line.is_after.astype(float)])
    left = newey_west(steps, apart, 0).left if line.seen.sum() > 2 else np.zeros(1)
    alike = autocorrelation(left)
    return (
        _parallel(before),
        Diagnostic("units", n, ENOUGH_UNITS, n >= ENOUGH_UNITS),
        Diagnostic("placebo", p_value, PLACEBO, p_value <= PLACEBO if n >= ENOUGH_UNITS else False),
        Diagnostic("autocorrelation", alike),
        Diagnostic("regression_error", regression_error(line.y, line.start, table)),
    )


def _parallel(before: Floats) -> Diagnostic:
    """Return whether the distance to the others held before the change: the chance of so much of a trend in it."""
    if np.isfinite(before).sum() < 4:
        return Diagnostic("parallel_before", None, PARALLEL, None)
    columns: Floats = np.column_stack([np.ones(len(before)), np.arange(len(before), dtype=np.float64)])
    fit = newey_west(columns, before, usual_lag(len(before)))
    error, freedom = wider(columns, before, fit, np.array([0.0, 1.0]))
    chance = t_chance(float(fit.coefficients[1]) / error, freedom) if error else 1.0
    return Diagnostic("parallel_before", chance, PARALLEL, chance >= PARALLEL)


def regression_error(y: Floats, start: int, table: Floats) -> float | None:
    """Return the standard error of the textbook's two-by-two regression of all values, as if they were independent.

    It is told because it is often quoted; the interval does not rest on it. None with no more values than means.
    """
    after = np.arange(len(y)) >= start
    rows, squares, places = np.isfinite(y), 0.0, 0.0
    for cells in (y[None], table):
        for side in (after, ~after):
            values = cells[:, side & rows]
            squares += float(((values - values.mean()) ** 2).sum())
            places += 1 / values.size
    freedom = rows.sum() * (len(table) + 1) - 4
    return math.sqrt(squares / freedom * places) if freedom > 0 else None


def _said(n: int, dropped: int) -> tuple[Reason, ...]:
    said = [Reason("parallel", _("It rests on this: without the change, the series would have moved like the others."))]
    if n < ENOUGH_UNITS:
        text = _("With so few to compare with ({n}), a turn of a single one of them would look like an effect.")
        said.append(Reason("few_units", text, (("n", n),)))
    if dropped:
        text = _("Units with missing values, left out: {n}.")
        said.append(Reason("units_left_out", text, (("n", dropped),)))
    return tuple(said)
