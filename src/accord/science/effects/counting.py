"""Counts: how many errors, tickets or cases there were, against the rate of the time before, drawn on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from accord.science.effects.effect import Diagnostic, Effect, Reason, plain
from accord.science.effects.interruption import FEWEST, LEANING, STABLE
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
from accord.science.effects.series import Cut, Series, cut, lacks, left_out, numbers, refused
from accord.science.effects.words import gettext_noop as _
from accord.science.inputs import Floats

ROUNDS = 50
SETTLED = 1e-10  # of a coefficient: then the search has found its place
FARTHEST = 12.0  # in logarithms: a rate that runs further than this from the mean runs towards none at all
FEWEST_SEEN = 3  # periods before in which anything was counted
HALF = 0.5  # what stands for nothing counted at all, so that a ratio has a size


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """A regression of counts: coefficients of the logarithm of the rate, their errors, and how counts scatter.

    `coefficients` are level, trend, change of level, change of trend (if asked for), then the season. `errors` are those
    of independent counts (Poisson); times √`dispersion` they are those of quasi-Poisson.
    """

    coefficients: tuple[float, ...]
    errors: tuple[float, ...]
    dispersion: float

    @property
    def ratio(self) -> float:
        """Return by what the rate is multiplied when it begins."""
        return math.exp(self.coefficients[2])


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A settled regression of counts: columns, logarithms of what is expected, and the weighted fit of the last round.

    The columns from 2 to `changed` are those of the change.
    """

    x: Floats
    changed: int
    expected: Floats
    fit: Fit
    rows: Floats
    target: Floats


def rates(
    y: Series, start: int, *, exposure: Series | None = None, season: int | None = None, bend: bool = True
) -> Rates:
    """Return log E(y) = log(exposure) + β₀ + β₁t + β₂·1{t≥T} + β₃(t−T)·1{t≥T} + two waves a season.

    By maximum likelihood (iteratively reweighted least squares; McCullagh & Nelder 1989, 2.5); the dispersion is
    Pearson's χ²/(n − k). t is 0 for the oldest period. Without `bend` there is no β₃. Raises ValueError where counts are
    negative, an exposure is not above zero, or no rates fit.
    """
    line = cut(y, start)
    offset = _offset(line, exposure)
    if (line.y[line.seen] < 0).any() or not np.isfinite(offset[line.seen]).all():
        raise ValueError("Counts below zero, or out of nothing.")
    found = _settled(line, offset, season, bend=bend)
    if found is None:
        raise ValueError("No rates fit these counts.")
    known = found.x[line.seen]
    weights = np.exp(found.expected[line.seen])
    errors = np.sqrt(np.diag(np.linalg.inv(known.T @ (known * weights[:, None]))))
    return Rates(tuple(found.fit.coefficients.tolist()), tuple(errors.tolist()), found.fit.spread**2)


def counts(
    y: Series, start: int, *, exposure: Series | None = None, season: int | None = None, level: float = 0.95
) -> Effect:
    """Return how many more or fewer a period were counted than the rate of the time before, drawn on, would have given.

    `rates` with the change of level and trend; its counterfactual leaves these two out. What is judged is the logarithm
    θ of the ratio of both sums: Student's interval with the error of `leaning.wider` on the weighted regression, so
    counts may scatter more than Poisson's and lean on their neighbours. Estimate: ȳ(1 − e^(−θ)), its ends alike.
    `exposure`: out of how many they are counted (people, orders), known for every period. `season`: periods in a cycle.
    Refused with fewer than 8 values on a side, below zero, or where nothing fits. Raises ValueError as `cut`.
    """
    line = cut(y, start, level)
    offset = _offset(line, exposure)
    why = [*lacks(line, before=max(FEWEST, 2 * (season or 0)), after=FEWEST), *_not_counts(line)]
    if exposure is not None and not np.isfinite(offset[line.seen]).all():
        text = _("Out of how many is not known, or not above zero, for some of the periods.")
        why.append(Reason("no_exposure", text))
    if why:
        return refused("counts", line, *why, level=level)
    is_none = not line.after.any()
    if is_none:
        line = Cut(np.where(line.is_after & line.seen, HALF / len(line.after), line.y), line.start)
    found = _either(line, offset, season)
    if found is None:
        text = _("The counts are too few or too uneven for a rate that could be drawn on.")
        return refused("counts", line, Reason("no_rate", text), level=level)
    return _answer(line, found, offset, season, level, is_none=is_none)


def _offset(line: Cut, exposure: Series | None) -> Floats:
    if exposure is None:
        return np.zeros(len(line.y))
    known = numbers(exposure, "exposure")
    if len(known) != len(line.y):
        raise ValueError(f"The exposure has {len(known)} periods, not {len(line.y)}.")
    return np.log(np.where(known > 0, known, np.nan))


def _not_counts(line: Cut) -> list[Reason]:
    if (line.y[line.seen] < 0).any():
        return [Reason("negative", _("A count is never below zero, but these values are."))]
    if 0 < (line.before > 0).sum() < FEWEST_SEEN:
        text = _("Before the change anything was counted in fewer than {minimum} periods.")
        return [Reason("rarely", text, (("minimum", FEWEST_SEEN),))]
    return []


def _columns(line: Cut, season: int | None, *, bend: bool) -> Floats:
    after = line.is_after.astype(float)
    straight = [np.ones(len(line.y)), line.places, after]
    if bend:
        straight.append((line.places - line.start) * after)
    return np.column_stack([*straight, harmonics(len(line.y), season)])


def _either(line: Cut, offset: Floats, season: int | None) -> _Found | None:
    """Return the regression with a change of trend or, where so few were counted that it runs away, without."""
    return _settled(line, offset, season, bend=True) or _settled(line, offset, season, bend=False)


def _settled(line: Cut, offset: Floats, season: int | None, *, bend: bool) -> _Found | None:
    """Return where reweighted least squares settle; None where they do not."""
    x = _columns(line, season, bend=bend)
    seen, counted = line.seen, np.where(line.seen, line.y, 0.0)
    away = np.where(np.isfinite(offset), offset, 0.0)
    if seen.sum() <= x.shape[1] or counted.sum() <= 0:
        return None
    middle = math.log(counted.sum() / np.exp(away)[seen].sum())
    expected = np.full(len(counted), middle) + away
    last = np.zeros(x.shape[1])
    for _round in range(ROUNDS):
        root = np.exp(expected / 2)
        target = np.where(seen, root * (expected - away) + (counted - root**2) / root, np.nan)
        try:
            fit = newey_west(x * root[:, None], target, usual_lag(int(seen.sum())))
        except ValueError:
            return None
        expected = x @ fit.coefficients + away
        if not np.isfinite(expected).all() or np.abs(expected - away - middle)[seen].max() > FARTHEST:
            return None
        if np.abs(fit.coefficients - last).max() <= SETTLED * (1 + np.abs(last).max()):
            return _Found(x, 4 if bend else 3, expected, fit, x * root[:, None], target)
        last = fit.coefficients
    return None


def _ratio(line: Cut, found: _Found) -> tuple[float, float, float, Floats]:
    """Return log(sum expected with the change / without), its error and degrees of freedom, and log of without."""
    only = np.zeros(found.x.shape[1])
    only[2 : found.changed] = 1.0
    without = found.expected - found.x @ (found.fit.coefficients * only)
    after = line.is_after & line.seen
    got, would = np.exp(found.expected[after]), np.exp(without[after])
    rows = found.x[after]
    slope = got @ rows / got.sum() - would @ (rows * (1 - only)) / would.sum()
    error, freedom = wider(found.rows, found.target, found.fit, slope)
    return math.log(got.sum() / would.sum()), error, freedom, without


def _answer(line: Cut, found: _Found, offset: Floats, season: int | None, level: float, *, is_none: bool) -> Effect:
    theta, error, freedom, without = _ratio(line, found)
    after = line.is_after & line.seen
    reach, n = t_quantile(level, freedom), int(after.sum())
    got = float(line.y[after].mean())
    estimate, low, high = (got * -math.expm1(-(theta + way * reach * error)) for way in (0, -1, 1))
    path = np.exp(without)
    band = np.exp(reach * found.fit.spread / np.sqrt(np.maximum(path, HALF)))
    was = np.where(line.is_after, 0.0, line.y) if is_none else line.y
    if is_none:
        estimate, low, high = estimate - got, low - got, high - got
    chance = t_chance(theta / error, freedom) if error else None
    return Effect(
        method="counts", level=level, estimate=estimate, low=low, high=high, total=estimate * n, total_low=low * n,
        total_high=high * n, relative=math.expm1(theta), p_value=chance, chance=chance,
        n_before=len(line.before), n_after=n, times=tuple(range(len(line.y))),
        observed=plain(np.where(line.seen, was, np.nan)), expected=plain(path), expected_low=plain(path / band),
        expected_high=plain(path * band), diagnostics=_diagnostics(line, found, offset, season),
        reasons=(*_said(theta, reach * error, is_none=is_none), *left_out(line)),
    )  # fmt: skip


def _diagnostics(line: Cut, found: _Found, offset: Floats, season: int | None) -> tuple[Diagnostic, ...]:
    alike = autocorrelation(found.fit.left)
    return (
        _stable(line, offset, season),
        Diagnostic("autocorrelation", alike, LEANING, alike <= LEANING),
        Diagnostic("dispersion", found.fit.spread**2),
    )


def _stable(line: Cut, offset: Floats, season: int | None) -> Diagnostic:
    """Return whether the time before holds its own rate: a made-up start at two thirds of it must show nothing."""
    earlier = Cut(line.y[: line.start], round(line.start * 2 / 3))
    if min(len(earlier.before), len(earlier.after)) < FEWEST // 2 or not earlier.after.any():
        return Diagnostic("stable_before", None, STABLE, None)
    found = _either(earlier, offset[: line.start], season)
    if found is None:
        return Diagnostic("stable_before", None, STABLE, None)
    theta, error, freedom, _without = _ratio(earlier, found)
    chance = t_chance(theta / error, freedom) if error else 1.0
    return Diagnostic("stable_before", chance, STABLE, chance >= STABLE)


def _said(theta: float, reach: float, *, is_none: bool) -> tuple[Reason, ...]:
    values = tuple(
        (name, f"{math.exp(theta + way * reach):.3g}") for name, way in (("ratio", 0), ("low", -1), ("high", 1))
    )
    ratio = _("Since then there were {ratio} times as many as there would have been, likely {low} to {high} times.")
    text = _(
        "The rate of the time before is drawn on. Something else that changed at the same time would look the same."
    )
    said = [Reason("ratio", ratio, values), Reason("same_time", text)]
    if is_none:
        text = _("Since then not one was counted. To tell how sure that is, half of one is assumed.")
        said.append(Reason("none_counted", text))
    return tuple(said)
