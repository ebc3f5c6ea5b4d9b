"""A fitted distribution, or one for each of many rows: quantiles, chances, densities, means.

How they are fitted, and which kinds there are: `accord.science.fitting`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from accord.science import metalog
from accord.science.inputs import Floats

METHODS = ("log-metalog", "metalog", "split normal", "point")
LOG_METALOG, METALOG, SPLIT_NORMAL, POINT = range(4)
ARRAYS = ("low", "likely", "high", "lower", "kind", "scale", "skew")
Kinds: TypeAlias = NDArray[np.int8]

# Where one curve is cut into pieces that a low polynomial follows, on the logit axis: the middle, P10 and P90, and on into
# the tails. Upper tails can be heavy and are followed farther than lower ones.
LN9 = math.log(9)
CUTS: Floats = np.array([-22, -9, -4.5, -LN9, 0, LN9, 4.5, 9, 18, 36])
# A steep metalog is nearly flat at ∓2.4 and bends hard beside it: there it is cut more finely.
STEEP = 1.0
BESIDE: Floats = np.array([1.2, 1.9, 2.4, 2.55, 2.9])


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """One fitted distribution for each row, or a single one; all arrays are of one shape and closed to writing.

    `lower` is −∞ where there is no bound. Numbers given to the methods are matched with the rows as NumPy matches
    shapes: `curves.cdf(outcomes)` row by row, `curves[:, None].quantile([0.1, 0.5, 0.9])` each row at three places.
    """

    low: Floats
    likely: Floats
    high: Floats
    lower: Floats
    probability: float
    kind: Kinds
    scale: Floats
    skew: Floats

    @property
    def shape(self) -> tuple[int, ...]:
        """Return the shape of the rows; empty for a single curve."""
        return self.likely.shape

    @property
    def method(self) -> Any:
        """Return the name of the fit of each row; a plain text for a single curve."""
        return METHODS[int(self.kind)] if not self.shape else np.array(METHODS)[self.kind]

    @property
    def median(self) -> Floats:
        """Return the likely values: half lies below."""
        return numbers(self.likely)

    def __len__(self) -> int:
        return len(self.likely)

    def __getitem__(self, rows: Any) -> "Curves":
        """Return some of the rows, or the same rows in another shape."""
        return self.rearranged(lambda array: array[rows])

    def rearranged(self, how: Callable[[NDArray[Any]], NDArray[Any]]) -> "Curves":
        """Return the curves with each of their arrays put through `how`."""
        parts = {name: np.asarray(how(getattr(self, name))) for name in ARRAYS}
        return Curves(**parts, probability=self.probability)

    def quantile(self, probability: ArrayLike) -> Floats:
        """Return the value below which a share `probability` (0–1) lies; raises ValueError outside 0–1."""
        return numbers(self.at_logit(checked_logits(probability)))

    def cdf(self, value: ArrayLike) -> Floats:
        """Return the chance of at most `value`."""
        return numbers(self.chances(np.asarray(value, dtype=np.float64))[0])

    def density(self, value: ArrayLike) -> Floats:
        """Return the density at `value`; what lies on a single point (see `atoms`) has none and is left out."""
        return numbers(self.chances(np.asarray(value, dtype=np.float64))[2])

    def mean(self) -> Floats:
        """Return the mean; infinite where the upper tail of a log-metalog is too heavy to have one."""
        mean = np.empty(self.shape)
        for kind, of in ((LOG_METALOG, _log_metalog_mean), (METALOG, _metalog_mean), (SPLIT_NORMAL, _split_mean)):
            here = (self.kind == kind) if kind != SPLIT_NORMAL else (self.kind >= SPLIT_NORMAL)
            if here.any():
                mean[here] = of(self[here])
        return numbers(mean)

    def at_logit(self, z: Floats) -> Floats:
        """Return the quantile at the logit z = ln(y/(1−y)), which tells both tails apart to the last digit."""
        return self._by_kind(z, _metalog_quantile, _split_quantile)[0]

    def chances(self, value: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the chance of at most `value`, the chance of more, and the density, each with all its digits."""
        below, above, density = self._by_kind(value, _metalog_chances, _split_chances, results=3)
        return below, above, density

    def logit(self, value: Floats) -> Floats:
        """Return ln(F/(1−F)) at `value`; infinite outside what the curve reaches, NaN for curves that are no metalog."""
        return self._by_kind(value, _metalog_logit, lambda curves, x: np.full(np.shape(x), np.nan))[0]

    def atoms(self) -> tuple[Floats, Floats]:
        """Return where single points carry a chance of their own, and how much: the likely value and the bound.

        Both arrays have one more axis of length two. The chance is 0 where there is no such point.
        """
        left, right = self.halves()
        split = self.kind >= SPLIT_NORMAL
        at_likely = np.where(split, 0.5 * (left == 0) + 0.5 * (right == 0), 0.0)
        at_bound = np.zeros(self.shape)
        reaches = split & np.isfinite(self.lower) & (left > 0)
        if reaches.any():
            at_bound[reaches] = _split_chances(self[reaches], self.lower[reaches])[0]
        # A likely value on the bound has no left half: everything there is counted once, at the likely value.
        places = np.stack([self.likely, np.where(reaches, self.lower, self.likely)], axis=-1)
        return places, np.stack([at_likely, at_bound], axis=-1)

    def cuts(self) -> Floats:
        """Return the values at the logits CUTS on one more axis; all bends and points of a curve lie on one of them."""
        steep = -np.sign(self.skew) * (np.abs(self.skew) > STEEP)
        beside = np.broadcast_to(steep[..., None] * BESIDE, (*self.shape, len(BESIDE)))
        logits = np.concatenate([np.broadcast_to(CUTS, (*self.shape, len(CUTS))), beside], axis=-1)
        return self[..., None].at_logit(logits)

    def tail(self) -> Floats:
        """Return the exponent s of a log-metalog's upper tail, x ~ C·((1−y))^(−s); 0 for all other curves."""
        return np.where(self.kind == LOG_METALOG, self.scale * (1 + self.skew / 2), 0.0)

    def halves(self) -> tuple[Floats, Floats]:
        """Return the standard deviations of the left and right half of a split normal."""
        z = NormalDist().inv_cdf(1 - self.probability)
        return (self.likely - self.low) / z, (self.high - self.likely) / z

    def _by_kind(
        self, given: Floats, metalogs: Callable[..., Any], splits: Callable[..., Any], results: int = 1
    ) -> tuple[Floats, ...]:
        """Answer with one formula for the metalogs and another for the rest, each on its rows alone."""
        split = self.kind >= SPLIT_NORMAL
        if not split.any() or split.all():
            answer = (splits if split.any() else metalogs)(self, given)
            return answer if results > 1 else (answer,)
        shape = np.broadcast_shapes(self.shape, np.shape(given))
        given = np.broadcast_to(given, shape)
        rows = self.rearranged(lambda array: np.broadcast_to(array, shape))
        parts = tuple(np.empty(shape) for _ in range(results))
        for here, formula in ((rows.kind < SPLIT_NORMAL, metalogs), (rows.kind >= SPLIT_NORMAL, splits)):
            answer = formula(rows[here], given[here])
            for part, of in zip(parts, answer if results > 1 else (answer,), strict=True):
                part[here] = of
        return parts


def checked_logits(probability: ArrayLike) -> Floats:
    """Return ln(y/(1−y)); raises ValueError where y is not within 0–1."""
    share = np.asarray(probability, dtype=np.float64)
    if not ((share >= 0) & (share <= 1)).all():
        raise ValueError("A probability lies from 0 to 1.")
    with np.errstate(divide="ignore"):
        logits: Floats = np.log(share) - np.log1p(-share)
    return logits


def plain(array: NDArray[Any]) -> Any:
    """Return a single value where the array holds just one and has no axis."""
    return np.asarray(array)[()]


def numbers(array: Floats) -> Floats:
    """Return a single number where the array holds just one and has no axis."""
    found: Floats = plain(array)
    return found


# --- metalogs, plain and of the logarithm -----------------------------------------------------------------------------


def _metalog_quantile(curves: Curves, z: Floats) -> Floats:
    logs = curves.kind == LOG_METALOG
    with np.errstate(over="ignore", invalid="ignore"):
        moved = curves.scale * metalog.stretch(z, curves.skew)
        if not logs.any():
            return curves.likely + moved
        values: Floats = curves.lower + (curves.likely - curves.lower) * np.exp(moved)
    return values if logs.all() else np.where(logs, values, curves.likely + moved)


def _metalog_logit(curves: Curves, value: Floats) -> Floats:
    logs = curves.kind == LOG_METALOG
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        place: Floats = (value - curves.likely) / curves.scale
        if logs.any():
            factor = np.maximum(value - curves.lower, 0.0) / (curves.likely - curves.lower)
            place = np.where(logs, np.log(factor) / curves.scale, place)
    return metalog.unstretch(place, curves.skew)


def _metalog_chances(curves: Curves, value: Floats) -> tuple[Floats, Floats, Floats]:
    z = _metalog_logit(curves, value)
    below, above = metalog.probabilities(z)
    rate = metalog_rate(curves, z, value)
    with np.errstate(divide="ignore", invalid="ignore"):
        density = np.where(rate > 0, below * above / rate, 0.0)
    return below, above, density


def metalog_rate(curves: Curves, z: Floats, value: Floats) -> Floats:
    """Return how fast the values of metalogs move along the logit axis at z, where they are `value`."""
    rate = curves.scale * metalog.slope(z, curves.skew)
    logs = curves.kind == LOG_METALOG
    if logs.any():
        rate = rate * np.where(logs, np.maximum(value - curves.lower, 0.0), 1.0)
    return rate


def _metalog_mean(curves: Curves) -> Floats:
    mean: Floats = curves.likely + curves.scale * curves.skew / 2
    return mean


def _log_metalog_mean(curves: Curves) -> Floats:
    """Integrate the quantile over the logit axis, and what lies beyond the last cut in closed form."""
    z, weight = _mean_nodes()
    below, above = metalog.probabilities(z)
    rows, tail = curves[:, None], curves.tail()
    has_mean = tail < 1
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        factors = np.exp(rows.scale * metalog.stretch(z, rows.skew))
        last = np.exp(curves.scale * metalog.stretch(CUTS[-1], curves.skew) - CUTS[-1]) / (1 - tail)
        mean = curves.lower + (curves.likely - curves.lower) * (factors @ (weight * below * above) + last)
    return np.where(has_mean, mean, np.inf)


def _mean_nodes() -> tuple[Floats, Floats]:
    """Return Gauss–Legendre places and weights between every two cuts."""
    place, weight = np.polynomial.legendre.leggauss(10)
    start, width = CUTS[:-1, None], np.diff(CUTS)[:, None]
    return (start + width * (place + 1) / 2).ravel(), (width * weight / 2).ravel()


# --- split normals, points among them ---------------------------------------------------------------------------------


def _split_quantile(curves: Curves, z: Floats) -> Floats:
    from scipy.special import ndtri

    left, right = curves.halves()
    below, above = metalog.probabilities(np.asarray(z))
    with np.errstate(invalid="ignore"):
        down = np.where(left > 0, left * ndtri(below), 0.0)
        up = np.where(right > 0, -right * ndtri(above), 0.0)
    values: Floats = np.maximum(curves.likely + np.where(z < 0, down, up), curves.lower)
    return values


def _split_chances(curves: Curves, value: Floats) -> tuple[Floats, Floats, Floats]:
    from scipy.special import ndtr

    left, right = curves.halves()
    away = value - curves.likely
    width = np.where(away < 0, left, right)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        place = np.where(width > 0, away / width, np.where(away < 0, -np.inf, np.inf))
        density = np.where(width > 0, np.exp(-place * place / 2) / (width * math.sqrt(2 * math.pi)), 0.0)
    under = value < curves.lower
    below, above = np.where(under, 0.0, ndtr(place)), np.where(under, 1.0, ndtr(-place))
    return below, above, np.where(under, 0.0, density)


def _split_mean(curves: Curves) -> Floats:
    """Return the mean of both halves, and of what lies on the bound instead of beyond it."""
    from scipy.special import ndtr

    left, right = curves.halves()
    peak = 1 / math.sqrt(2 * math.pi)
    with np.errstate(divide="ignore", invalid="ignore"):
        place = np.where((left > 0) & np.isfinite(curves.lower), (curves.lower - curves.likely) / left, -np.inf)
        lifted = np.where(place > -np.inf, left * (place * ndtr(place) + peak * np.exp(-place * place / 2)), 0.0)
    mean: Floats = curves.likely + (right - left) * peak + lifted
    return mean
