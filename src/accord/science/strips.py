"""Integrals over the values of several curves at once, cut so finely that few points are enough for each piece.

Each curve is cut at fixed places of its own (`Curves.cuts`); between two cuts of any of them, on a *strip*, all of them
are smooth. A strip is walked along the logit axis of the metalog that has most of its chance there, its *owner*: on that
axis spikes and heavy tails are tame. It is walked along the values where no metalog has any. Seven points of Lobatto's
rule, the ends among them, integrate polynomials up to degree 11 exactly. Jumps lie on the ends of strips, so that values
are kept a hair inside. Tables hold one line for each point and one column for each strip.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.polynomial.polynomial import polyder, polyval
from numpy.typing import NDArray

from accord.science import metalog
from accord.science.curves import CUTS, SPLIT_NORMAL, Curves, metalog_rate
from accord.science.inputs import Floats

Places: TypeAlias = NDArray[np.intp]
Chances: TypeAlias = tuple[Floats, Floats, Floats]
Values: TypeAlias = Callable[[Places, Floats], Floats]

NOBODY = -1
STRIPS_AT_ONCE = 2048  # what is computed on stays in the processor's cache
MOST_ROWS = 4096
_OUTER = np.sqrt(5 / 11 + 2 / 11 * np.sqrt(5 / 3))
_INNER = np.sqrt(5 / 11 - 2 / 11 * np.sqrt(5 / 3))
_LIGHT, _HEAVY = (124 - 7 * np.sqrt(15)) / 350, (124 + 7 * np.sqrt(15)) / 350
POINTS: Floats = np.array([-1, -_OUTER, -_INNER, 0, _INNER, _OUTER, 1]) / 2 + 0.5
WEIGHTS: Floats = np.array([1 / 21, _LIGHT, _HEAVY, 256 / 525, _HEAVY, _LIGHT, 1 / 21]) / 2
_TO_POLYNOMIAL: Floats = np.linalg.inv(np.vander(POINTS, increasing=True)).astype(np.float64)
REACH = CUTS[-1] * (1 + 1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Strips:
    """Pieces of the value axis, each of one row, in the order of their owners: row, start, end, owner and its logits there.

    `last` is the end of the last strip of each row.
    """

    members: tuple[Curves, ...]
    row: Places
    start: Floats
    end: Floats
    owner: Places
    logit_start: Floats
    logit_end: Floats
    last: Floats

    def walk(self, which: Places, part: Floats) -> tuple[Floats, Floats, list[Chances]]:
        """Return values at the given parts (0–1) of some strips, how fast they move there, and each member's chances.

        `which` is in rising order; `part` has a column for each of them, or one for all. The chances are those of
        `Curves.chances`.
        """
        shape = (len(part), len(which))
        value, speed = np.empty(shape), np.empty(shape)
        chances: list[Chances] = [(np.empty(shape), np.empty(shape), np.empty(shape)) for _ in self.members]
        starts = np.searchsorted(self.owner[which], np.arange(NOBODY, len(self.members) + 1)).tolist()
        for owner, (first, last) in enumerate(pairwise(starts), start=NOBODY):
            for begin in range(first, last, STRIPS_AT_ONCE):
                block = slice(begin, min(begin + STRIPS_AT_ONCE, last))
                parts = part if part.shape[1] == 1 else part[:, block]
                found = self._along(owner, which[block], parts)
                value[:, block], speed[:, block] = found[:2]
                for member, known in zip(chances, found[2], strict=True):
                    for array, values in zip(member, known, strict=True):
                        array[:, block] = values
        return value, speed, chances

    def _along(self, owner: int, which: Places, part: Floats) -> tuple[Floats, Floats, list[Chances]]:
        """Answer for strips of one owner."""
        rows = self.row[which]
        start, end = self.start[which], self.end[which]
        inside = np.nextafter(start, end), np.nextafter(end, start)
        if owner == NOBODY:
            value = np.clip(start + (end - start) * part, *inside)
            speed = np.broadcast_to(end - start, value.shape)
            return value, speed, [member[rows].chances(value) for member in self.members]
        curve = self.members[owner][rows]
        first, length = self.logit_start[which], (self.logit_end - self.logit_start)[which]
        z = first + length * part
        value = np.clip(curve.at_logit(z), *inside)
        rate = metalog_rate(curve, z, value)
        below, above = metalog.probabilities(z)
        known = (below, above, below * above / rate)
        chances = [known if k == owner else member[rows].chances(value) for k, member in enumerate(self.members)]
        return value, rate * length, chances


def rows_at_once(members: int) -> int:
    """Return how many rows of so many members to work on at once: strips, and members on each, grow with them."""
    return max(1, MOST_ROWS // members**2)


def strips(members: Sequence[Curves], more: Sequence[Floats] = ()) -> Strips:
    """Cut the value axis of each row at the cuts of all members and at `more` values (tables of one line for each row).

    Members are flat lists of curves of one length. Strips without width are left out.
    """
    edges = np.concatenate([*(member.cuts() for member in members), *more], axis=1)
    edges.sort(axis=1)
    row, place = np.nonzero(edges[:, 1:] > edges[:, :-1])
    owner, most = np.full(len(row), NOBODY), np.zeros(len(row))
    starts, ends = np.zeros(len(row)), np.zeros(len(row))
    for number, member in enumerate(members):
        if (member.kind >= SPLIT_NORMAL).all():
            continue
        z = member[:, None].logit(edges)
        first, last = z[row, place], z[row, place + 1]
        within = (first >= -REACH) & (last <= REACH)  # false for NaN: no metalog
        first, last = np.where(within, first, 0.0), np.where(within, last, 0.0)
        (below, above), (until, after) = metalog.probabilities(first), metalog.probabilities(last)
        share = np.where(first > 0, above - after, until - below)
        better = share > most
        owner[better], most[better] = number, share[better]
        starts[better], ends[better] = first[better], last[better]
    order = np.argsort(owner, kind="stable")
    row, place = row[order], place[order]
    cut = edges[row, place], edges[row, place + 1]
    return Strips(tuple(members), row, *cut, owner[order], starts[order], ends[order], edges[:, -1])


def crossings(values: Floats, again: Values, *, correct: bool = True) -> tuple[Places, Floats]:
    """Return where values known at POINTS change sign: the column and the part (0–1) of its strip, for each crossing.

    `again` computes values for given columns at given parts. The polynomial through the points is solved, by Dowell &
    Jarratt's "Illinois" steps, and corrected by one new value if so wanted. What is integrated between crossings is off
    only by the square of what they are off.
    """
    negative = values < 0
    place, column = np.nonzero(negative[:-1] != negative[1:])
    low, high = values[place, column], values[place + 1, column]
    left, right = POINTS[place], POINTS[place + 1]
    dip, at, beyond = _dips(values, again)
    if len(dip):
        before = np.searchsorted(POINTS, at, side="right") - 1
        column = np.concatenate([column, dip, dip])
        left, right = np.concatenate([left, POINTS[before], at]), np.concatenate([right, at, POINTS[before + 1]])
        low = np.concatenate([low, values[before, dip], beyond])
        high = np.concatenate([high, beyond, values[before + 1, dip]])
    if not len(column):
        return column, left
    order = np.argsort(column, kind="stable")
    column, left, right, low, high = column[order], left[order], right[order], low[order], high[order]
    polynomial = _TO_POLYNOMIAL @ values[:, column]
    at = _between(polynomial, left, right, low, high)
    if not correct:
        return column, at
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        corrected = at - again(column, at[None])[0] / polyval(at, polyder(polynomial), tensor=False)
    return column, np.where((corrected > left) & (corrected < right), corrected, at)


def _between(polynomial: Floats, left: Floats, right: Floats, low: Floats, high: Floats) -> Floats:
    """Return where the polynomials are zero between two places each, where they have values of different sign."""
    at = left
    for _ in range(10):
        at = left + (right - left) * low / np.where(low == high, 1.0, low - high)
        value = polyval(at, polynomial, tensor=False)
        same = (value < 0) == (low < 0)
        low, high = np.where(same, value, low / 2), np.where(same, high / 2, value)
        left, right = np.where(same, at, left), np.where(same, right, at)
    return at


def _dips(values: Floats, again: Values) -> tuple[Places, Floats, Floats]:
    """Return columns that seem to touch zero between two points and do cross it there: column, part, and value."""
    least, most = values.min(axis=0), values.max(axis=0)
    near = np.flatnonzero(((least > 0) & (least < 0.2 * most)) | ((most < 0) & (most > 0.2 * least)))
    first, middle, last = (np.abs(values[k : len(POINTS) - 2 + k, near]) for k in range(3))
    before, after = np.diff(POINTS)[:-1, None], np.diff(POINTS)[1:, None]
    falling, rising = (middle - first) / before, (last - middle) / after
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        curve = (rising - falling) / (before + after)
        slope = (falling * after + rising * before) / (before + after)
        away = -slope / (2 * curve)
        lowest = np.where((away > -before) & (away < after) & (curve > 0), middle + slope * away / 2, np.inf)
    deepest = lowest.argmin(axis=0)
    seems = np.flatnonzero(lowest[deepest, np.arange(len(near))] < 0)
    columns, at = near[seems], POINTS[deepest[seems] + 1] + away[deepest[seems], seems]
    value = again(columns, at[None])[0] if len(columns) else np.zeros(0)
    crosses = (value < 0) != (values[0, columns] < 0)
    return columns[crosses], at[crosses], value[crosses]


def cut_at(columns: Places, crossed: Places, at: Floats) -> tuple[Places, Floats, Floats]:
    """Return the pieces of some columns between 0, their crossings and 1: column, start and end of each."""
    names = np.concatenate([columns, crossed])
    start, end = np.concatenate([np.zeros(len(columns)), at]), np.concatenate([np.ones(len(columns)), at])
    forward, backward = np.lexsort((start, names)), np.lexsort((end, names))
    return names[forward], start[forward], end[backward]


def tail_areas(members: Sequence[Curves], last: Floats) -> Floats:
    """Return ∫ (1 − F) above the last cut for each member: (x − bound)·(1 − F)·s/(1 − s) for log-metalogs, else nothing."""
    areas = np.zeros((len(last), len(members)))
    for number, member in enumerate(members):
        exponent = member.tail()
        heavy = (exponent > 0) & (exponent < 1)
        if heavy.any():
            curve, value = member[heavy], last[heavy]
            rest, s = curve.chances(value)[1], exponent[heavy]
            areas[heavy, number] = (value - curve.lower) * rest * s / (1 - s)
    return areas
