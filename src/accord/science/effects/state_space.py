"""Bayesian structural time series: a level that may wander, others that move along, and what would have been."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from accord.science.draws import generator
from accord.science.effects import sampler
from accord.science.effects.effect import Diagnostic, Effect, Reason, plain
from accord.science.effects.footing import free_error
from accord.science.effects.interruption import LEANING, stability
from accord.science.effects.regression import autocorrelation
from accord.science.effects.series import Cut, Series, Units, cut, lacks, left_out, others, refused
from accord.science.effects.words import gettext_noop as _
from accord.science.inputs import Floats

FEWEST_BEFORE = 20
FARTHEST = 1 / 3  # of the time before: how far a level alone may be carried on
WANDERING = 0.347  # exceeded one time in ten by a level that stays
ALIKE = 2.33  # one in a hundred, for neighbours that have nothing to do with each other
FOOTED = 1.96  # errors from nothing that a clear effect must be if nothing is believed beforehand
MOST_PREDICTORS = 20  # those most alike before; more would only cost time


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """Predictors with values throughout that varied before: names, periods × columns, and how many were left out."""

    names: tuple[str, ...]
    columns: Floats
    dropped: int


@dataclass(frozen=True, slots=True, eq=False)
class _Paths:
    """What would have been, one row a draw: the mean without the noise before, the whole path after."""

    fitted: Floats
    after: Floats
    noise: Floats
    inclusion: Floats
    wanders: bool
    free: float  # standard error of the mean after, nothing believed of level and noise


def structural(
    y: Series,
    start: int,
    predictors: Units | None = None,
    *,
    digest: str,
    season: int | None = None,
    level: float = 0.95,
) -> Effect:
    """Return the mean distance after the change to what the model of the time before foretells.

    Brodersen et al., Annals of Applied Statistics 9, 2015: a local level and a spike-and-slab regression on the
    `predictors`, which must not themselves be moved by the change; drawn by `sampler.draw`, repeatable by `digest`.
    Paths of what would have been hold the wandering of the level and the noise. `season`: how many periods make a
    cycle; its wave is fixed. Missing values before are drawn along; predictors with gaps or without variation are left
    out. Where the level before wandered more than the published prior allows, or where there is no predictor, a looser
    one is used, and it is said. The diagnostic `footing` asks whether a clear effect would be one without these priors.

    Refused with fewer than 20 values before, or without a predictor if the time after is over a third as long.
    Raises ValueError as `cut`, for other lengths, or without a digest.
    """
    line = cut(y, start, level)
    chosen = _choose(line, others(predictors or {}, len(line.y)))
    why = list(lacks(line, before=max(FEWEST_BEFORE, 2 * (season or 0)), after=1))
    if not chosen.names and len(line.y) - line.start > FARTHEST * line.start:
        text = _("Without another series to go by, the time after may be at most a third as long as the time before.")
        why.append(Reason("too_far", text))
    if why:
        return refused("structural", line, *why, level=level, n_units=len(chosen.names))
    paths = _paths(line, chosen, season, digest)
    return _answer(line, chosen, paths, season, level)


def _choose(line: Cut, known: Mapping[str, Floats]) -> _Chosen:
    alike = {}
    for name, values in known.items():
        before = values[: line.start][line.seen[: line.start]]
        if np.isfinite(values).all() and len(before) > 1 and np.ptp(before) > 1e-12 * np.abs(values).max():
            there, here = before - before.mean(), line.before - line.before.mean()
            alike[name] = abs(float(there @ here)) / math.sqrt(float(there @ there))
    best = set(sorted(alike, key=lambda name: (-alike[name], name))[:MOST_PREDICTORS])
    names = tuple(sorted(best))
    columns = np.column_stack([known[name] for name in names]) if names else np.zeros((len(line.y), 0))
    return _Chosen(names, columns, len(known) - len(names))


def _paths(line: Cut, chosen: _Chosen, season: int | None, digest: str) -> _Paths:
    chance = generator(digest, "structural")
    middle, spread = float(line.before.mean()), float(line.before.std(ddof=1))
    waves = _waves(len(line.y), season)
    x = np.column_stack([chosen.columns, waves])
    before = x[: line.start]
    x = (x - before.mean(axis=0)) / before.std(axis=0, ddof=1)
    y, known = (line.y[: line.start] - middle) / spread, x[: line.start]
    priors = sampler.PUBLISHED if chosen.names else sampler.ALONE
    drawn = sampler.draw(y, known, waves.shape[1], priors, chance)
    left = y - known @ drawn.coefficients.mean(axis=0)
    wanders, free = _wanders(left), spread * free_error(left, int(line.seen[line.start :].sum()))
    if wanders and chosen.names:
        drawn = sampler.draw(y, known, waves.shape[1], sampler.LOOSE, chance)
    size = (len(drawn.noise), len(line.y) - line.start)
    noise = np.sqrt(drawn.noise)[:, None]
    wander = np.cumsum(np.sqrt(drawn.steps)[:, None] * chance.standard_normal(size), axis=1)
    after = (
        drawn.levels[:, -1:] + wander + drawn.coefficients @ x[line.start :].T + noise * chance.standard_normal(size)
    )
    fitted = drawn.levels + drawn.coefficients @ x[: line.start].T
    return _Paths(
        middle + spread * fitted, middle + spread * after, spread * noise[:, 0], drawn.inclusion, wanders, free
    )


def _wanders(left: Floats) -> bool:
    """Tell whether what the predictors leave wanders more than the published prior of the level allows.

    By the sum of squared sums (Kwiatkowski, Phillips, Schmidt & Shin 1992, without a window), or by neighbours alike.
    """
    known = np.where(np.isfinite(left), left - np.nanmean(left), 0.0)
    n = int(np.isfinite(left).sum())
    total = float(known @ known)
    if total <= 0:
        return False
    sums = np.cumsum(known)
    return float(sums @ sums) / (n * total) > WANDERING or autocorrelation(known) > min(LEANING, ALIKE / math.sqrt(n))


def _waves(n: int, season: int | None) -> Floats:
    """Return the waves of a season as columns, as many as it can have, at most six."""
    if season is None or season < 2:
        return np.zeros((n, 0))
    turn = 2 * math.pi * np.arange(n) / season
    waves = range(1, min(season // 2, 6) + 1)
    columns = [np.cos(wave * turn) for wave in waves] + [np.sin(wave * turn) for wave in waves if 2 * wave < season]
    return np.column_stack(columns)


def _answer(line: Cut, chosen: _Chosen, paths: _Paths, season: int | None, level: float) -> Effect:
    tails = [(1 - level) / 2, (1 + level) / 2]
    seen = line.seen[line.start :]
    apart = (line.y[line.start :] - paths.after)[:, seen].mean(axis=1)
    estimate, (low, high) = float(apart.mean()), (float(end) for end in np.quantile(apart, tails))
    n, base, error = int(seen.sum()), float(paths.after[:, seen].mean()), float(apart.std(ddof=1))
    smaller = min(int((apart <= 0).sum()), int((apart >= 0).sum()))
    tail = (smaller + 1) / (len(apart) + 1)
    fitted = paths.fitted.mean(axis=0)
    reach = _normal(level) * np.sqrt(paths.fitted.var(axis=0) + (paths.noise**2).mean())
    band_low, band_high = np.quantile(paths.after, tails, axis=0)
    return Effect(
        method="structural", level=level, estimate=estimate, low=low, high=high, total=estimate * n, total_low=low * n,
        total_high=high * n, relative=estimate / abs(base) if base else None, p_value=tail, chance=min(2 * tail, 1.0),
        n_before=len(line.before), n_after=n, n_units=len(chosen.names), times=tuple(range(len(line.y))),
        observed=plain(line.y), expected=plain([*fitted, *paths.after.mean(axis=0)]),
        expected_low=plain([*(fitted - reach), *band_low]), expected_high=plain([*(fitted + reach), *band_high]),
        weights=tuple(zip(chosen.names, paths.inclusion.tolist(), strict=False)),
        diagnostics=(
            *_diagnostics(line, fitted, error, season),
            _footing(estimate, max(paths.free, error), is_clear=low > 0 or high < 0),
        ),
        reasons=(*_said(chosen, paths.wanders), *left_out(line)),
    )  # fmt: skip


def _diagnostics(line: Cut, fitted: Floats, error: float, season: int | None) -> tuple[Diagnostic, ...]:
    left = np.where(line.seen[: line.start], line.y[: line.start] - fitted, 0.0)
    alike = autocorrelation(left)
    explained = 1 - float(np.nanvar(left)) / float(np.var(line.before))
    return (
        stability(line.y[: line.start], None, season),
        Diagnostic("autocorrelation", alike, LEANING, alike <= LEANING),
        Diagnostic("explained", explained),
        Diagnostic("posterior_sd", error),
    )


def _footing(estimate: float, free: float, *, is_clear: bool) -> Diagnostic:
    """Return whether a clear effect stands without the beliefs about level and noise: how many errors it is from none."""
    apart = abs(estimate) / free if free > 0 else None
    return Diagnostic("footing", apart, FOOTED, apart >= FOOTED if is_clear and apart is not None else None)


def _normal(level: float) -> float:
    from accord.science.intervals import normal_quantile

    return normal_quantile(level)


def _said(chosen: _Chosen, wanders: bool) -> tuple[Reason, ...]:
    if chosen.names:
        text = _("It rests on this: the series it is compared with were not moved by the change.")
        said = [Reason("unmoved", text)]
    else:
        text = _("There was no other series to go by: whatever else changed at the same time looks like the effect.")
        said = [Reason("alone", text)]
    if wanders:
        text = _(
            "Before the change the level wandered by itself, so the range is wider: it might have gone on wandering."
        )
        said.append(Reason("wanders", text))
    if chosen.dropped:
        text = _("Series with missing values or without variation, left out: {n}.")
        said.append(Reason("predictors_left_out", text, (("n", chosen.dropped),)))
    return tuple(said)
