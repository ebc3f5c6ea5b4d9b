"""How far two expectations of the same thing lie apart: by how much, in which direction, and what they share."""

from dataclasses import dataclass

import numpy as np

from accord.science.curves import numbers
from accord.science.inputs import Flags, Floats, frozen
from accord.science.pools import Forecast, Pool, as_pool, together
from accord.science.strips import (
    POINTS,
    WEIGHTS,
    Chances,
    Places,
    Strips,
    crossings,
    cut_at,
    rows_at_once,
    strips,
    tail_areas,
)

TRIM = 0.1
LEVELS = np.array([TRIM, 0.5, 1 - TRIM])


@dataclass(frozen=True, slots=True, eq=False)
class ExpectationGap:
    """What lies between a first and a second expectation, for each pair; single numbers for a single pair.

    median_gap: the second's median minus the first's. trimmed_gap: the mean distance of their quantiles between P10 and
    P90. wasserstein: the mean distance of all their quantiles; infinite where one of the two has no mean and they
    differ. overlap: ∫ min(f, g), what they share, 0–1. first_earlier: the chance that the first is the smaller one if
    they are independent; both being the very same value counts for neither. pooled_low, pooled_median, pooled_high:
    P10, P50 and P90 of both sides pooled with equal weight. Units are those of the values.
    """

    median_gap: Floats
    trimmed_gap: Floats
    wasserstein: Floats
    overlap: Floats
    first_earlier: Floats
    pooled_low: Floats
    pooled_median: Floats
    pooled_high: Floats


def compare(first: Forecast, second: Forecast) -> ExpectationGap:
    """Return what lies between two expectations, or between many pairs at once.

    Both are curves or pools, of the same shape or one of them single. Integrals hold to about eight digits, five where a
    curve is as lopsided as a metalog can be. Of heavy tails what lies beyond the last cut is added in closed form. Raises
    ValueError where shapes do not match or the outer values are quantiles of different probabilities.
    """
    one, two = as_pool(first), as_pool(second)
    shape = np.broadcast_shapes(one.shape, two.shape)
    one, two = one.flat(shape), two.flat(shape)
    both = together(one, two)
    ours, theirs, pooled = (pool.quantiles(LEVELS) for pool in (one, two, both))
    inner = np.empty((4, len(one)))
    alike = np.lexsort((two.members.kind.max(axis=1), one.members.kind.max(axis=1)))  # rows of one kind go quickly
    step = rows_at_once(both.weights.shape[1])
    for begin in range(0, len(alike), step):
        rows = alike[begin : begin + step]
        ends = [ours[rows][:, [0, 2]], theirs[rows][:, [0, 2]]]
        pair = _Pair(one[rows], two[rows], both[rows], strips(both[rows].single(), ends))
        inner[:, rows] = pair.measured()
    results = [theirs[:, 1] - ours[:, 1], *_settled(one, two, both, inner), *pooled.T]
    for part in results:
        frozen(part)
    return ExpectationGap(*(numbers(part.reshape(shape)) for part in results))


def _settled(first: Pool, second: Pool, both: Pool, inner: Floats) -> list[Floats]:
    """Return the integrals with what they cannot know: equals are not apart at all, and no mean has no distance."""
    trimmed, whole, overlap, earlier = inner
    same = _same(first, second)
    endless = ((both.members.tail() >= 1) & (both.weights > 0)).any(axis=1)
    return [
        np.where(same, 0.0, trimmed),
        np.where(same, 0.0, np.where(endless, np.inf, whole)),
        np.where(same, 1.0, np.clip(overlap, 0, 1)),
        np.clip(earlier, 0, 1),
    ]


def _same(first: Pool, second: Pool) -> Flags:
    """Tell which rows hold the very same distribution twice."""
    if first.weights.shape != second.weights.shape:
        return np.zeros(len(first), dtype=bool)
    one, two = first.members, second.members
    same = np.equal(first.weights, second.weights) & np.equal(one.kind, two.kind)
    for a, b in ((one.lower, two.lower), (one.low, two.low), (one.likely, two.likely), (one.high, two.high)):
        same &= np.equal(a, b)
    every: Flags = np.asarray(same.all(axis=1))
    return every


@dataclass(frozen=True, slots=True, eq=False)
class _Pair:
    """Two flat pools, both together, and the strips on which all their members are smooth."""

    first: Pool
    second: Pool
    both: Pool
    strips: Strips

    def measured(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Return trimmed gap, Wasserstein distance, overlap, and the chance that the first is smaller."""
        every = np.arange(len(self.strips.row))
        speed, one, two = self.walk(every, POINTS[:, None])
        trimmed, whole = self.distances(one, two, speed)

        def total(parts: Floats) -> Floats:
            sums: Floats = np.bincount(self.strips.row, parts, len(self.both)).astype(np.float64)
            return sums

        return (
            total(trimmed) / (1 - 2 * TRIM),
            total(whole) + np.abs(self.beyond()),
            total(self.overlaps(one, two)) + shared_atoms(self.first, self.second),
            total(self.earlier(one, two, speed)) + earlier_than_atoms(self.first, self.second),
        )

    def walk(self, which: Places, part: Floats) -> tuple[Floats, Chances, Chances]:
        """Return how fast values move along the given parts of some strips, and the chances of both sides there."""
        _, speed, chances = self.strips.walk(which, part)
        if len(chances) == 2:
            return speed, chances[0], chances[1]
        weights, split = self.both.weights[self.strips.row[which]].T * 2, self.first.weights.shape[1]
        one, two = (_pooled(weights[some], chances[some]) for some in (slice(split), slice(split, None)))
        return speed, one, two

    def distances(self, one: Chances, two: Chances, speed: Floats) -> tuple[Floats, Floats]:
        """Return the areas between both curves on each strip: of what lies between P10 and P90, and of all."""
        apart = difference(one, two)
        trimmed, whole = _areas(one, two, apart, speed)
        crossed, at = crossings(_leaning(one, two), lambda which, part: _leaning(*self.walk(which, part)[1:]))
        again = np.unique(crossed)
        if len(again):
            trimmed[again] = whole[again] = 0.0
            which, start, end = cut_at(again, crossed, at)
            speed, one, two = self.walk(which, start + (end - start) * POINTS[:, None])
            areas = _areas(one, two, difference(one, two), speed * (end - start))
            np.add.at(trimmed, which, areas[0])
            np.add.at(whole, which, areas[1])
        return trimmed, whole

    def overlaps(self, one: Chances, two: Chances) -> Floats:
        """Return what both curves share on each strip: between crossings of the densities the smaller of the chances."""
        shared: Floats = np.minimum(np.diff(one[0], axis=0), np.diff(two[0], axis=0)).sum(axis=0)
        crossed, at = crossings(
            _denser(one, two), lambda which, part: _denser(*self.walk(which, part)[1:]), correct=False
        )
        again = np.unique(crossed)
        if len(again):
            shared[again] = 0.0
            _, mine, theirs = self.walk(crossed, at[None])
            which = np.concatenate([np.repeat(again, len(POINTS)), crossed])
            order = np.lexsort((np.concatenate([np.tile(POINTS, len(again)), at]), which))
            which = which[order]
            ours, others = (
                np.concatenate([known[0][:, again].T.ravel(), new[0][0]])[order]
                for known, new in ((one, mine), (two, theirs))
            )
            smaller = np.minimum(np.diff(ours), np.diff(others))
            np.add.at(shared, which[1:], np.where(which[1:] == which[:-1], smaller, 0.0))
        return shared

    def earlier(self, one: Chances, two: Chances, speed: Floats) -> Floats:
        """Return ∫ F dG on each strip: by parts where the points follow the density of the first side more closely.

        How closely they do is known, as the chance that lies on a strip is. The tail of a narrow curve at the end of a
        strip of a wide one would count many times over.
        """
        gained = one[0][-1] * two[0][-1] - one[0][0] * two[0][0]
        chance: Floats = np.where(
            _strayed(one, speed) < _strayed(two, speed),
            gained - WEIGHTS @ (two[0] * one[2] * speed),
            WEIGHTS @ (one[0] * two[2] * speed),
        )
        return chance

    def beyond(self) -> Floats:
        """Return the signed area between both curves above the last cut, where nothing crosses any more."""
        areas = tail_areas(self.both.single(), self.strips.last)
        signs = np.repeat([1.0, -1.0], [self.first.weights.shape[1], self.second.weights.shape[1]])
        area: Floats = (2 * self.both.weights * signs * areas).sum(axis=1)
        return area


def difference(one: Chances, two: Chances) -> Floats:
    """Return F − G, from above the middle by the chances of more, which keep their digits there."""
    apart: Floats = np.where(one[0] < 0.5, one[0] - two[0], two[1] - one[1])
    return apart


def _leaning(one: Chances, two: Chances) -> Floats:
    """Return F − G as a share of both, or of what both leave above: changes sign with it and is tame in the tails."""
    return np.where(one[0] < 0.5, _share(one[0], two[0]), _share(two[1], one[1]))


def _strayed(one: Chances, speed: Floats) -> Floats:
    """Return how far the chance by the density is from the chance that lies on each strip."""
    strayed: Floats = np.abs(WEIGHTS @ (one[2] * speed) - (one[0][-1] - one[0][0]))
    return strayed


def _denser(one: Chances, two: Chances) -> Floats:
    """Return f − g as a share of both."""
    return _share(one[2], two[2])


def _share(one: Floats, two: Floats) -> Floats:
    both = one + two
    return np.divide(one - two, both, out=np.zeros(both.shape), where=both > 0)


def _pooled(weights: Floats, chances: list[Chances]) -> Chances:
    below, above, density = (
        sum((weight * member[k] for weight, member in zip(weights, chances, strict=True)), np.zeros(()))
        for k in range(3)
    )
    return below, above, density


def _areas(one: Chances, two: Chances, apart: Floats, speed: Floats) -> tuple[Floats, Floats]:
    trimmed = np.clip(one[0], TRIM, 1 - TRIM) - np.clip(two[0], TRIM, 1 - TRIM)
    return np.abs(WEIGHTS @ (trimmed * speed)), np.abs(WEIGHTS @ (apart * speed))


def shared_atoms(first: Pool, second: Pool) -> Floats:
    """Return the chance that both sides put on the very same single points."""
    (place, mass), (other, more) = first.atoms(), second.atoms()
    if not (mass.any() and more.any()):
        return np.zeros(len(first))
    here = _mass_at(place, place, mass)
    with np.errstate(divide="ignore", invalid="ignore"):
        once = np.where(mass > 0, mass / here, 0.0)  # several members on one point count together, once
    shared: Floats = (once * np.minimum(here, _mass_at(place, other, more))).sum(axis=1)
    return shared


def earlier_than_atoms(first: Pool, second: Pool) -> Floats:
    """Return the chance that the second is on one of its single points and the first below it."""
    place, mass = second.atoms()
    if not mass.any():
        return np.zeros(len(first))
    below = first[:, None].chances(place)[0] - _mass_at(place, *first.atoms())
    chance: Floats = (mass * below).sum(axis=1)
    return chance


def _mass_at(place: Floats, atoms: Floats, mass: Floats) -> Floats:
    """Return how much lies exactly on each place of a row."""
    found: Floats = np.where(place[:, :, None] == atoms[:, None, :], mass[:, None, :], 0.0).sum(axis=2)
    return found
