"""Synthetic control: a mixture of others that moved as the series did until the change, and what it did afterwards."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from accord.science.effects.effect import Diagnostic, Effect, Reason, plain
from accord.science.effects.regression import t_chance, t_quantile
from accord.science.effects.series import Cut, Series, Units, cut, lacks, left_out, others, refused
from accord.science.effects.words import gettext_noop as _
from accord.science.inputs import Flags, Floats

FEWEST_BEFORE = 10
FEWEST_DONORS = 5
WORST_FIT = 0.1  # of the mean before
PLACEBO = 0.1
AS_GOOD = 5.0  # donors whose own mixture misses by more than this many times (squared) say nothing (Abadie et al. 2010)
SMALL = 1e-6  # weights below are none


@dataclass(frozen=True, slots=True, eq=False)
class _Mixed:
    """A mixture: the weights, the gap at every period, how far it misses before and how far apart it is after."""

    weights: Floats
    gap: Floats
    miss: float
    apart: float
    mean: float

    @property
    def ratio(self) -> float:
        return self.apart / self.miss


def mixture(target: Floats, donors: Floats) -> Floats:
    """Return the weights (none negative, sum 1) with which donors (one a row) come closest to the target.

    Exact: the least distance from a point to a hull, min ‖Bw‖ with B = donors − target, has the same active set as the
    non-negative least squares of B and of a row of ones against one; its solution, divided by its sum, is w.
    """
    from scipy.optimize import nnls

    apart = (donors - target).T
    scale = math.sqrt(float((apart**2).mean()) * len(target))
    if scale == 0:
        return np.full(len(donors), 1 / len(donors))
    rows = np.vstack([apart / scale, np.ones(len(donors))])
    found, _miss = nnls(rows, np.append(np.zeros(len(target)), 1.0))
    weights: Floats = found / found.sum()
    return weights


def synthetic(y: Series, start: int, units: Units, *, level: float = 0.95) -> Effect:
    """Return the mean gap after the change to the mixture of units that fits best before it.

    Abadie, Diamond & Hainmueller, JASA 105, 2010, on the outcomes alone. Each unit in turn plays the one that changed,
    the real one among its donors; the rank is that of the ratio of the gaps after to the gaps before (root mean
    squares). The interval is Student's from the gaps of those that are fitted about as well, each by the others alone. Units with
    gaps are left out. Refused with fewer than 10 values before or 5 donors, or a miss before of over a tenth of the
    mean. Raises ValueError as `cut`, or for other lengths.
    """
    line = cut(y, start, level)
    known = others(units, len(line.y))
    whole = {name: values for name, values in known.items() if np.isfinite(values[line.seen]).all()}
    why = list(lacks(line, before=FEWEST_BEFORE, after=1, may_be_constant=True))
    if len(whole) < FEWEST_DONORS:
        text = _("Too few other units with values for the same periods: {n}, at least {minimum} are needed.")
        why.append(Reason("few_units", text, (("n", len(whole)), ("minimum", FEWEST_DONORS))))
    if why:
        return refused("synthetic", line, *why, level=level, n_units=len(whole))
    all_of_them = np.vstack([line.y[None], *whole.values()])
    before, after = line.seen & ~line.is_after, line.seen & line.is_after
    mixed = [_mixed(all_of_them, place, before, after) for place in range(len(all_of_them))]
    untouched = [_mixed(all_of_them[1:], place, before, after) for place in range(len(whole))]
    base = abs(float(line.y[before].mean()))
    if mixed[0].miss > WORST_FIT * base:
        text = _("No mixture of the others follows the series before the change: it misses by {miss} of {mean}.")
        values = (("miss", f"{mixed[0].miss:.3g}"), ("mean", f"{base:.3g}"))
        return refused("synthetic", line, Reason("bad_fit", text, values), level=level, n_units=len(whole))
    alike = [one for one in untouched if one.miss**2 <= AS_GOOD * mixed[0].miss ** 2]
    alike = alike if len(alike) >= FEWEST_DONORS else untouched
    if not any(np.abs(one.gap).max() > 1e-9 * (base or 1.0) for one in alike):
        text = _("Nothing varied but by the change, so it cannot be told what chance alone would do.")
        return refused("synthetic", line, Reason("constant", text), level=level, n_units=len(whole))
    return _answer(line, mixed, alike, tuple(whole), level, len(known) - len(whole))


def _mixed(table: Floats, place: int, before: Flags, after: Flags) -> _Mixed:
    """Return the mixture for one row of all the others."""
    rest = np.delete(table, place, axis=0)
    weights = mixture(table[place, before], rest[:, before])
    gap = table[place] - weights @ rest
    least = 1e-9 * float(np.abs(table[place, before]).max()) + 1e-300
    miss = max(math.sqrt(float((gap[before] ** 2).mean())), least)
    apart = math.sqrt(float((gap[after] ** 2).mean()))
    return _Mixed(weights, gap, miss, apart, float(gap[after].mean()))


def _answer(
    line: Cut, mixed: list[_Mixed], alike: list[_Mixed], names: tuple[str, ...], level: float, dropped: int
) -> Effect:
    ours, *theirs = mixed
    reach, n = t_quantile(level, len(alike)), int((line.seen & line.is_after).sum())
    error = math.sqrt(float(np.mean([one.mean**2 for one in alike])))
    half = reach * error
    band = reach * np.sqrt(np.mean([one.gap**2 for one in alike], axis=0))
    rank = sum(one.ratio >= ours.ratio * (1 - 1e-12) for one in mixed)
    p_value, path, estimate = rank / len(mixed), line.y - ours.gap, ours.mean
    there = float(path[line.seen & line.is_after].mean())
    weights = sorted(zip(names, ours.weights.tolist(), strict=True), key=lambda one: -one[1])
    said = Reason("mixture", _("It rests on this: what moved together before would have gone on doing so."))
    reasons = [said, *left_out(line)]
    if dropped:
        text = _("Units with missing values, left out: {n}.")
        reasons.append(Reason("units_left_out", text, (("n", dropped),)))
    return Effect(
        method="synthetic", level=level, estimate=estimate, low=estimate - half, high=estimate + half,
        total=estimate * n, total_low=(estimate - half) * n, total_high=(estimate + half) * n,
        relative=estimate / abs(there) if there else None, p_value=p_value, rank=rank,
        chance=t_chance(estimate / error, len(alike)) if error else None, rank_of=len(mixed),
        n_before=len(line.before), n_after=n, n_units=len(names), times=tuple(range(len(line.y))),
        observed=plain(line.y), expected=plain(path), expected_low=plain(path - band), expected_high=plain(path + band),
        weights=tuple((name, weight) for name, weight in weights if weight > SMALL),
        placebos=tuple((name, one.ratio) for name, one in zip(names, theirs, strict=True)),
        diagnostics=(
            Diagnostic("miss_before", ours.miss, WORST_FIT * abs(float(line.before.mean())), is_good=True),
            Diagnostic("ratio", ours.ratio),
            Diagnostic("placebo", p_value, PLACEBO, p_value <= PLACEBO),
            Diagnostic("donors_alike", len(alike)),
            Diagnostic("largest_weight", float(ours.weights.max())),
        ),
        reasons=tuple(reasons),
    )  # fmt: skip
