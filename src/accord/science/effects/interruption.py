"""Segmented regression: the line of the time before, drawn on, against the line of the time after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from accord.science.effects.effect import Diagnostic, Effect, Reason, plain
from accord.science.effects.leaning import wider
from accord.science.effects.regression import (
    Fit,
    autocorrelation,
    harmonics,
    newey_west,
    t_chance,
    t_quantile,
    usual_lag,
)
from accord.science.effects.series import Cut, Series, cut, lacks, left_out, refused
from accord.science.effects.words import gettext_noop as _
from accord.science.inputs import Floats

FEWEST = 8  # on each side
LEANING = 0.3  # from here on neighbours are alike
STABLE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Level and trend before, what both changed by, and their standard errors; `trend_after` is the sum of the trends."""

    level: float
    trend: float
    level_change: float
    trend_change: float
    errors: tuple[float, float, float, float]
    trend_after: float
    trend_after_error: float
    lag: int


def segments(y: Series, start: int, *, lag: int | None = None, season: int | None = None) -> Segments:
    """Return y = β₀ + β₁t + β₂·1{t≥T} + β₃(t−T)·1{t≥T} + ε by least squares (Linden, Stata Journal 15, 2015).

    t is 0 for the oldest period. Standard errors by Newey & West with `lag` (⌈n^¼⌉ if None). Raises ValueError if there
    are no more values than coefficients.
    """
    line = cut(y, start)
    fit, used = _fit(line, lag, season)
    level, trend, jump, bend = (float(value) for value in fit.coefficients[:4])
    after, error = fit.combined(np.array([0.0, 1, 0, 1, *[0.0] * (len(fit.coefficients) - 4)]))
    errors = fit.errors
    four = float(errors[0]), float(errors[1]), float(errors[2]), float(errors[3])
    return Segments(level, trend, jump, bend, four, after, error, used)


def segmented(
    y: Series, start: int, *, lag: int | None = None, season: int | None = None, level: float = 0.95
) -> Effect:
    """Return the mean distance between the series and its own earlier trend drawn on, over the periods after.

    `lag`: how far errors lean on their neighbours, 1 for years, else ⌈n^¼⌉. `season`: how many periods make a cycle,
    12 for months; it needs two cycles. The interval is Student's with the standard error of `leaning.wider`. Refused with
    fewer than 8 values on a side. Raises ValueError as `cut`.
    """
    line = cut(y, start, level)
    why = lacks(line, before=max(FEWEST, 2 * (season or 0)), after=FEWEST)
    if why:
        return refused("segmented", line, *why, level=level)
    fit, _used = _fit(line, lag, season)
    x = _columns(line, season)
    without = np.where(np.isin(np.arange(x.shape[1]), (2, 3)), 0.0, x)
    after = line.is_after & line.seen
    weights = (x - without)[after].mean(axis=0)
    estimate = fit.combined(weights)[0]
    error, freedom = wider(x, line.y, fit, weights)
    reach, n = t_quantile(level, freedom), int(after.sum())
    half = reach * error
    path = without @ fit.coefficients
    band = reach * np.sqrt(np.einsum("ti,ij,tj->t", without, fit.covariance, without).clip(0) + fit.spread**2)
    base = float(path[after].mean())
    chance = t_chance(estimate / error, freedom) if error else None
    return Effect(
        method="segmented", level=level, estimate=estimate, low=estimate - half, high=estimate + half,
        total=estimate * n, total_low=(estimate - half) * n, total_high=(estimate + half) * n,
        relative=estimate / abs(base) if base else None,
        p_value=chance, chance=chance,
        n_before=len(line.before), n_after=n, times=tuple(range(len(line.y))), observed=plain(line.y),
        expected=plain(path), expected_low=plain(path - band), expected_high=plain(path + band),
        diagnostics=_diagnostics(line, fit, lag, season), reasons=(*_said(), *left_out(line)),
    )  # fmt: skip


def stability(y: Floats, lag: int | None = None, season: int | None = None) -> Diagnostic:
    """Return whether a series without a change holds its own trend: a made-up start at two thirds must show nothing.

    The value is the chance of a mean distance at least so large (placebo in time); None where the series is too short.
    """
    start = round(len(y) * 2 / 3)
    line = Cut(y, start)
    columns = 4 + harmonics(1, season).shape[1]
    if min(len(line.before), len(line.after)) < 4 or len(line.before) + len(line.after) <= columns + 2:
        return Diagnostic("stable_before", None, STABLE, None)
    fit, _used = _fit(line, lag, season)
    x = _columns(line, season)
    after = line.is_after & line.seen
    weights = np.where(np.isin(np.arange(columns), (2, 3)), x[after].mean(axis=0), 0.0)
    estimate = fit.combined(weights)[0]
    error, freedom = wider(x, line.y, fit, weights)
    chance = t_chance(estimate / error, freedom) if error else 1.0
    return Diagnostic("stable_before", chance, STABLE, chance >= STABLE)


def _columns(line: Cut, season: int | None) -> Floats:
    after = line.is_after.astype(float)
    straight = [np.ones(len(line.y)), line.places, after, (line.places - line.start) * after]
    return np.column_stack([*straight, harmonics(len(line.y), season)])


def _fit(line: Cut, lag: int | None, season: int | None) -> tuple[Fit, int]:
    used = usual_lag(int(line.seen.sum())) if lag is None else lag
    return newey_west(_columns(line, season), line.y, used), used


def _diagnostics(line: Cut, fit: Fit, lag: int | None, season: int | None) -> tuple[Diagnostic, ...]:
    alike = autocorrelation(fit.left)
    _level, trend, jump, bend = (float(value) for value in fit.coefficients[:4])
    return (
        stability(line.y[: line.start], lag, season),
        Diagnostic("autocorrelation", alike, LEANING, alike <= LEANING),
        Diagnostic("trend", trend),
        Diagnostic("level_change", jump),
        Diagnostic("trend_change", bend),
    )


def _said() -> tuple[Reason, ...]:
    text = _(
        "The trend of the time before is drawn on. Something else that changed at the same time would look the same."
    )
    return (Reason("same_time", text),)
