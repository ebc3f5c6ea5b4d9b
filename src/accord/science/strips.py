"""Integrals over the values of several curves at once, cut so finely that few points are enough for each piece.

Each curve is cut at fixed places of its own (`Curves.cuts`); between two cuts of any of them, a *strip*, all of them are
smooth. A strip is walked along the logit axis of the metalog that has most of its chance there, its *owner*, on which
spikes and heavy tails are tame; along the values where no metalog has any. Seven points of Lobatto's rule, the ends
among them, integrate polynomials up to degree 11 exactly. Jumps lie on ends of strips: the end points stand a hair
inside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from accord.science import metalog
from accord.science.curves import CUTS, LOG_METALOG, SPLIT_NORMAL, Curves
from accord.science.inputs import Flags, Floats

Places: TypeAlias = NDArray[np.intp]
Chances: TypeAlias = tuple[Floats, Floats, Floats]
NOBODY = -1
HAIR = 1e-9
_OUTER = np.sqrt(5 / 11 + 2 / 11 * np.sqrt(5 / 3))
_INNER = np.sqrt(5 / 11 - 2 / 11 * np.sqrt(5 / 3))
_LIGHT, _HEAVY = (124 - 7 * np.sqrt(15)) / 350, (124 + 7 * np.sqrt(15)) / 350
PLACES: Floats = np.array([-1, -_OUTER, -_INNER, 0, _INNER, _OUTER, 1]) / 2 * (1 - HAIR) + 0.5
WEIGHTS: Floats = np.array([1 / 21, _LIGHT, _HEAVY, 256 / 525, _HEAVY, _LIGHT, 1 / 21]) / 2
REACH = CUTS[-1] * (1 + 1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Strips:
    """Pieces of the value axis, each of one row: where it starts and ends, its owner, and the owner's logits there."""

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

        `part` holds one row for each strip of `which`, or one for all. The chances are those of `Curves.chances`.
        """
        owner, rows = self.owner[which], self.row[which]
        start, width = self.start[which, None], (self.end - self.start)[which, None]
        value = start + width * part
        speed = np.broadcast_to(width, value.shape).copy()
        chances = []
        found: list[tuple[Flags, Curves, Floats]] = []
        for number, member in enumerate(self.members):
            own = owner == number
            if own.any():
                mine, curve = which[own], member[rows[own], None]
                first, length = self.logit_start[mine, None], (self.logit_end - self.logit_start)[mine, None]
                z = first + length * (part[own] if part.ndim > 1 else part)
                value[own] = curve.at_logit(z)
                rate = _rate(curve, z, value[own])
                speed[own] = rate * length
                found.append((own, curve, np.stack([*metalog.probabilities(z), rate])))
            else:
                found.append((own, member, np.empty(0)))
        for number, member in enumerate(self.members):
            own, _, known = found[number]
            chances.append(_chances(member, rows, value, own, known))
        return value, speed, chances


def _rate(curve: Curves, z: Floats, value: Floats) -> Floats:
    rate = curve.scale * metalog.slope(z, curve.skew)
    return rate * np.where(curve.kind == LOG_METALOG, value - curve.lower, 1.0)


def _chances(member: Curves, rows: Places, value: Floats, own: Flags, known: Floats) -> Chances:
    below, above, density = np.empty(value.shape), np.empty(value.shape), np.empty(value.shape)
    if own.any():
        below[own], above[own] = known[0], known[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            density[own] = np.where(known[2] > 0, known[0] * known[1] / known[2], 0.0)
    other = ~own
    if other.any():
        below[other], above[other], density[other] = member[rows[other], None].chances(value[other])
    return below, above, density


def strips(members: Sequence[Curves], more: Sequence[Floats] = ()) -> Strips:
    """Cut the value axis of each row at the cuts of all members and at `more` values (one list or table each).

    Members are flat lists of curves of one length. Strips without width are left out.
    """
    count = len(members[0])
    edges = np.concatenate([*(member.cuts() for member in members), *(extra.reshape(count, -1) for extra in more)], axis=1)
    edges.sort(axis=1)
    row, place = np.nonzero(edges[:, 1:] > edges[:, :-1])
    owner = np.full(len(row), NOBODY)
    most = np.zeros(len(row))
    starts, ends = np.zeros(len(row)), np.zeros(len(row))
    for number, member in enumerate(members):
        if (member.kind >= SPLIT_NORMAL).all():
            continue
        z = member[:, None].logit(edges)
        first, last = z[row, place], z[row, place + 1]
        within = (member.kind[row] < SPLIT_NORMAL) & (first >= -REACH) & (last <= REACH)
        first, last = np.where(within, first, 0.0), np.where(within, last, 0.0)
        share = metalog.probabilities(last)[0] - metalog.probabilities(first)[0]
        share = np.where(first > 0, metalog.probabilities(first)[1] - metalog.probabilities(last)[1], share)
        better = share > most
        owner[better], most[better] = number, share[better]
        starts[better], ends[better] = first[better], last[better]
    return Strips(tuple(members), row, edges[row, place], edges[row, place + 1], owner, starts, ends, edges[:, -1])


def crossings(
    values: Floats, again: Callable[[Places, Floats], Floats], *, steps: int = 6
) -> tuple[Places, Places, Floats]:
    """Return where values at PLACES change sign: the line, the place before, and the part of the strip between.

    `again` computes values for given lines at given parts. Dowell & Jarratt's "Illinois" steps; what is integrated
    between crossings changes only with the square of what they are off.
    """
    sign = np.sign(values)
    line, place = np.nonzero(sign[:, :-1] * sign[:, 1:] < 0)
    if not len(line):
        return line, place, np.zeros(0)
    left, right = PLACES[place].copy(), PLACES[place + 1].copy()
    low, high = values[line, place], values[line, place + 1]
    at = left
    for _ in range(steps):
        at = left + (right - left) * low / (low - high)
        value = again(line, at[:, None])[:, 0]
        beyond = np.sign(value) == np.sign(low)
        high = np.where(beyond, high / 2, value)
        low = np.where(beyond, value, low / 2)
        left, right = np.where(beyond, at, left), np.where(beyond, right, at)
    return line, place, at


def cut_at(lines: Places, crossed: Places, at: Floats) -> tuple[Places, Floats, Floats]:
    """Return the pieces of some lines between 0, their crossings and 1: line, start and end of each."""
    names = np.concatenate([lines, crossed])
    start, end = np.concatenate([np.zeros(len(lines)), at]), np.concatenate([np.ones(len(lines)), at])
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
