"""Several forecasts of the same thing as one: the linear opinion pool, F = Σ wᵢ·Fᵢ (Stone 1961).

The pool keeps disagreement: two camps stay two hills. It is therefore wide, too wide if every member is well calibrated
(Ranjan & Gneiting 2010). Averaging quantiles instead gives one sharper hill (Lichtendahl, Grushka-Cockayne & Winkler
2013) that can lie where nobody's forecast does; `Pool.averaged_quantile` has it for comparison.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.science.curves import ARRAYS, Curves, checked_logits, numbers
from accord.science.inputs import Flags, Floats, frozen

MOST_STEPS = 400
AT_ONCE = 8192  # what is computed on stays in the processor's cache
CLOSE = 1e-7  # a Newton step squares what it is off: from here it ends at the last digits


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """One pooled distribution for each row, or a single one. The last axis of `members` and `weights` are its members.

    Weights sum to 1; a row with fewer members than others is filled up with members of weight 0. `groups` names the
    rows in order; empty for a single pool.
    """

    members: Curves
    weights: Floats
    groups: tuple[Any, ...] = ()

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the shape of the rows; empty for a single pool."""
        return self.weights.shape[:-1]

    @property
    def median(self) -> Floats:
        """Return the value with half below."""
        return self.quantile(0.5)

    def __len__(self) -> int:
        return len(self.weights)

    def __getitem__(self, rows: Any) -> "Pool":
        """Return some of the rows, or the same rows in another shape."""
        rows = rows if isinstance(rows, tuple) else (rows,)
        kept = (*rows, slice(None)) if any(part is Ellipsis for part in rows) else (*rows, Ellipsis, slice(None))
        return Pool(self.members[kept], self.weights[kept])

    def cdf(self, value: ArrayLike) -> Floats:
        """Return the chance of at most `value`."""
        return numbers(self.chances(np.asarray(value, dtype=np.float64))[0])

    def density(self, value: ArrayLike) -> Floats:
        """Return the density at `value`; what lies on single points has none and is left out."""
        return numbers(self.chances(np.asarray(value, dtype=np.float64))[2])

    def mean(self) -> Floats:
        """Return the mean; infinite where a member's is."""
        means = np.where(self.weights > 0, np.atleast_1d(self.members.mean()), 0.0)
        return numbers((self.weights * means).sum(axis=-1))

    def quantile(self, probability: ArrayLike) -> Floats:
        """Return the smallest value with at least a share `probability` (0–1) at or below it, to about 12 digits."""
        z = checked_logits(probability)
        shape = np.broadcast_shapes(self.shape, z.shape)
        return numbers(self.flat(shape).at_logit(np.broadcast_to(z, shape).ravel()).reshape(shape))

    def quantiles(self, probabilities: Floats) -> Floats:
        """Return the quantiles of a flat pool, one line for each row and one column for each probability."""
        return self[:, None].quantile(probabilities)

    def averaged_quantile(self, probability: ArrayLike) -> Floats:
        """Return the weighted mean of the members' quantiles: the other way to pool, never as wide."""
        z = checked_logits(probability)
        values = self.members.at_logit(z[..., None])
        return numbers(np.where(self.weights > 0, self.weights * values, 0.0).sum(axis=-1))

    def chances(self, value: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the chance of at most `value`, the chance of more, and the density, each with all its digits."""
        parts = self.members.chances(np.asarray(value)[..., None])
        below, above, density = ((self.weights * part).sum(axis=-1) for part in parts)
        return below, above, density

    def atoms(self) -> tuple[Floats, Floats]:
        """Return where single points carry a chance of their own, and how much, on one axis in place of the members'."""
        place, mass = self.members.atoms()
        shape = (*self.shape, 2 * self.weights.shape[-1])
        return place.reshape(shape), (mass * self.weights[..., None]).reshape(shape)

    def single(self) -> list[Curves]:
        """Return the members one by one, each with one curve for every row."""
        return [self.members[..., place] for place in range(self.weights.shape[-1])]

    def flat(self, shape: tuple[int, ...]) -> "Pool":
        """Return the pool spread over `shape`, as a flat list of rows."""
        size = self.weights.shape[-1]

        def spread(array: NDArray[Any]) -> NDArray[Any]:
            return np.broadcast_to(array, (*shape, size)).reshape(-1, size)

        return Pool(self.members.rearranged(spread), spread(self.weights))

    def at_logit(self, z: Floats) -> Floats:
        """Return the quantiles at one logit z for each row of a flat pool."""
        if len(z) > AT_ONCE:
            parts = [slice(begin, begin + AT_ONCE) for begin in range(0, len(z), AT_ONCE)]
            return np.concatenate([self[part].at_logit(z[part]) for part in parts])
        every = np.broadcast_to(self.members.at_logit(z[:, None]), self.weights.shape)
        low = np.where(self.weights > 0, every, np.inf).min(axis=-1)
        high = np.where(self.weights > 0, every, -np.inf).max(axis=-1)
        between = np.flatnonzero((low < high) & np.isfinite(z))
        if len(between):
            low[between] = self[between]._between(z[between], low[between], high[between])
        values: Floats = np.where(np.isposinf(z), high, low)
        return values

    def _between(self, z: Floats, low: Floats, high: Floats) -> Floats:
        """Solve F = y between the lowest and the highest member's quantile: Newton on the logit axis, else halving."""
        answer, left = high.copy(), np.arange(len(z))
        pool, bottom, width = self, _floor(self.members, self.weights), high - low
        start, _ = self._off(low, z)
        enough = start >= 0  # the lowest quantile will do: a point, or members that agree
        answer[enough] = low[enough]
        x, keep = _halfway(low, high, bottom), ~enough
        for _ in range(MOST_STEPS):
            pool, z, low, high, bottom, x, left, width = _kept(keep, pool, z, low, high, bottom, x, left, width)
            if not len(left):
                break
            off, rate = pool._off(x, z)
            low, high = np.where(off < 0, x, low), np.where(off < 0, high, x)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                newton = x - off / rate
            inside, narrower = (newton > low) & (newton < high), high - low
            there = (np.abs(off) < CLOSE) & inside
            tight = narrower <= 4e-16 * np.maximum(np.abs(low), np.abs(high))
            answer[left] = np.where(there, newton, high)
            good = inside & ((narrower < 0.6 * width) | (np.abs(newton - x) < 0.1 * width))
            x, width, keep = np.where(good, newton, _halfway(low, high, bottom)), narrower, ~(there | tight)
        return answer

    def _off(self, x: Floats, z: Floats) -> tuple[Floats, Floats]:
        """Return how far the logit of F(x) is off z, and its slope."""
        below, above, density = self.chances(x)
        with np.errstate(divide="ignore", invalid="ignore"):
            off = np.log(below) - np.log(above) - z
            rate = density / (below * above)
        return off, rate


Forecast: TypeAlias = Curves | Pool


def pool(curves: Curves, groups: Sequence[Any] | NDArray[Any] | None = None, weights: ArrayLike | None = None) -> Pool:
    """Return the linear pool of the curves of each group, in the order of the groups' names; of all, without groups.

    `groups` names the group of each curve; `weights` (default: equal) are scaled to sum to 1 within each group. Raises
    ValueError where lengths differ or a group has no positive weight.
    """
    if len(curves.shape) != 1 or not len(curves):
        raise ValueError("A pool needs a flat list of at least one curve.")
    labels = np.zeros(len(curves), dtype=np.int64) if groups is None else np.asarray(groups)
    weight = np.broadcast_to(np.asarray(1.0 if weights is None else weights, dtype=np.float64), curves.shape)
    if labels.shape != curves.shape:
        raise ValueError(f"There are {len(curves)} curves but {len(labels)} groups.")
    if not (np.isfinite(weight) & (weight >= 0)).all():
        raise ValueError("A weight is a number from 0 upwards.")
    names, position = np.unique(labels, return_inverse=True)
    place, shares = _table(position, weight, len(names))
    if (shares.sum(axis=1) <= 0).any():
        raise ValueError("A group needs at least one member with a weight above 0.")
    shares /= shares.sum(axis=1, keepdims=True)
    frozen(shares)
    pools = Pool(curves[place], shares, tuple(names.tolist()))
    return Pool(pools.members[0], pools.weights[0]) if groups is None else pools


def as_pool(forecast: Forecast) -> Pool:
    """Return the forecast as a pool; of a single member if it is a curve."""
    if isinstance(forecast, Pool):
        return forecast
    return Pool(forecast[..., None], np.ones((*forecast.shape, 1)))


def together(first: Pool, second: Pool) -> Pool:
    """Return both pools as one with equal weight, the members of the first before those of the second."""
    if first.members.probability != second.members.probability:
        raise ValueError("Forecasts of one comparison must be quantiles of the same probability.")
    one, two = first.members, second.members
    parts = {name: np.concatenate([getattr(one, name), getattr(two, name)], axis=-1) for name in ARRAYS}
    return Pool(
        Curves(**parts, probability=one.probability), np.concatenate([first.weights, second.weights], axis=-1) / 2
    )


def _table(position: NDArray[np.intp], weight: Floats, count: int) -> tuple[NDArray[np.intp], Floats]:
    """Return for each group the places of its members and their weights; filled up with its first, at weight 0."""
    order = np.argsort(position, kind="stable")
    sizes = np.bincount(position, minlength=count)
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    across = np.arange(sizes.max())
    there = across < sizes[:, None]
    place = order[np.where(there, first[:, None] + across, first[:, None])]
    return place, np.where(there, weight[place], 0.0)


def _floor(members: Curves, weights: Floats) -> Floats:
    """Return below which value no member of a row reaches; −∞ where one has no bound."""
    floor: Floats = np.where(weights > 0, members.lower, np.inf).min(axis=-1)
    return floor


def _halfway(low: Floats, high: Floats, bottom: Floats) -> Floats:
    """Return the middle between two values; of their factors above the bound where these are far apart."""
    with np.errstate(invalid="ignore", over="ignore"):
        near, far = low - bottom, high - bottom
        by_factor = np.isfinite(bottom) & (near > 0) & (far > 8 * near)
        factor = bottom + np.sqrt(np.maximum(near, 0)) * np.sqrt(np.maximum(far, 0))
    return np.where(by_factor, factor, low + (high - low) / 2)


def _kept(keep: Flags, pool: Pool, *arrays: Any) -> tuple[Any, ...]:
    if keep.all():
        return (pool, *arrays)
    return (pool[keep], *(array[keep] for array in arrays))
