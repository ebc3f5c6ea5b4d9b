"""Before and after: the plainest comparison, and the one that cannot tell a trend from an effect."""

from __future__ import annotations

import math

import numpy as np

from accord.science.effects.effect import Diagnostic, Effect, Reason, plain
from accord.science.effects.leaning import wider
from accord.science.effects.regression import autocorrelation, newey_west, t_chance, t_quantile, usual_lag
from accord.science.effects.series import Cut, Series, cut, lacks, left_out, refused
from accord.science.effects.words import gettext_noop as _
from accord.science.inputs import Floats

FEWEST = 3  # on each side: below, a spread says nothing
TREND_LIMIT = 0.05
MOVED = 0.05  # whether the two times differ at all, whatever the reason
LEANING = 0.3


def before_after(y: Series, start: int, *, level: float = 0.95) -> Effect:
    """Return the mean after less the mean before.

    The standard error is Welch's or, where neighbours are alike, that of `leaning.wider` if it is larger. Refused with
    fewer than three values on a side, or where nothing varied. Raises ValueError for a `start` outside the series.
    """
    line = cut(y, start, level)
    if why := lacks(line, before=FEWEST, after=FEWEST):
        return refused("before_after", line, *why, level=level)
    before, after = line.before, line.after
    estimate = float(after.mean() - before.mean())
    error, freedom = _error(line)
    half = t_quantile(level, freedom) * error
    base, n = float(before.mean()), len(after)
    spread = t_quantile(level, len(before) - 1) * float(before.std(ddof=1)) * math.sqrt(1 + 1 / len(before))
    path = np.full(len(line.y), base)
    text = _("This compares the time after with the time before. It cannot tell a trend from an effect.")
    chance = t_chance(estimate / error, freedom) if error else None
    return Effect(
        method="before_after", level=level, estimate=estimate, low=estimate - half, high=estimate + half,
        total=estimate * n, total_low=(estimate - half) * n, total_high=(estimate + half) * n,
        relative=estimate / abs(base) if base else None, p_value=chance, chance=chance,
        n_before=len(before), n_after=n, times=tuple(range(len(line.y))), observed=plain(line.y),
        expected=plain(path), expected_low=plain(path - spread), expected_high=plain(path + spread),
        diagnostics=_diagnostics(line), reasons=(Reason("no_trend", text), *left_out(line)),
    )  # fmt: skip


def _welch(line: Cut) -> tuple[float, float]:
    """Return the standard error of the difference of independent values, and its degrees of freedom."""
    before, after = (side.var(ddof=1) / len(side) for side in (line.before, line.after))
    welch = math.sqrt(before + after)
    parts = before**2 / (len(line.before) - 1) + after**2 / (len(line.after) - 1)
    return welch, (before + after) ** 2 / parts


def _error(line: Cut) -> tuple[float, float]:
    """Return the standard error of the difference and its degrees of freedom, the larger of the two."""
    welch, freedom = _welch(line)
    x = _steps(line)
    fit = newey_west(x, line.y, usual_lag(int(line.seen.sum())))
    leaning, fewer = wider(x, line.y, fit, np.array([0.0, 1.0]))
    return (leaning, min(freedom, fewer)) if leaning > welch else (welch, freedom)


def _steps(line: Cut) -> Floats:
    return np.column_stack([np.ones(len(line.y)), line.is_after.astype(float)])


def _diagnostics(line: Cut) -> tuple[Diagnostic, ...]:
    fit = newey_west(_steps(line), line.y, 0)
    alike = autocorrelation(fit.left)
    error, freedom = _welch(line)
    moved = t_chance(float(line.after.mean() - line.before.mean()) / error, freedom)
    found = [
        Diagnostic("autocorrelation", alike, LEANING, alike <= LEANING),
        Diagnostic("moved", moved, MOVED, moved <= MOVED),
    ]
    if len(line.before) > FEWEST:
        y = line.y[: line.start]
        trend = newey_west(np.column_stack([np.ones(line.start), np.arange(line.start)]), y, usual_lag(len(y)))
        error = float(trend.errors[1])
        chance = t_chance(float(trend.coefficients[1]) / error, trend.freedom) if error else 0.0
        found.append(Diagnostic("trend_before", chance, TREND_LIMIT, chance >= TREND_LIMIT))
    return tuple(found)
