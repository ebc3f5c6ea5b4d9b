"""How good stated chances were once it is known what happened: scores, what they are made of, and where they lean.

"Happened" is 1 or 0 for each stated chance. Scores: smaller is better.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from accord.science.draws import generator
from accord.science.inputs import Flags, Floats, Ints, Numbers, checked_level, checked_values, frozen
from accord.science.intervals import ShareInterval, binomial_cumulative, wilson

Outcomes: TypeAlias = Flags | Ints | Floats | Sequence[bool] | Sequence[int]
LOG_CLIP = 0.001  # one who was certain and wrong is not charged without end
RESAMPLES = 1_000
CELLS_AT_ONCE = 500_000  # so that many distinct chances do not fill the memory
ROUNDING = 1e-12
FEWEST_FOR_PIT = 20
MANY_FOR_PIT = 100


@dataclass(frozen=True, slots=True)
class BrierScore:
    """The mean of (stated − happened)², 0–1, and what it is made of: value = reliability − resolution + uncertainty.

    reliability: how far what happened lies from what was stated, 0 for the perfectly calibrated. resolution: how far
    the stated chances tell cases apart. uncertainty: the score of always stating the overall share. `deviation` is the
    standard error of the value, None for a single case. `stated` is the mean chance, `happened` the share that came
    true with Wilson's interval.
    """

    value: float
    reliability: float
    resolution: float
    uncertainty: float
    deviation: float | None
    stated: float
    happened: ShareInterval

    @property
    def two_class(self) -> float:
        """Return Brier's original sum over what happened and what did not: twice the value."""
        return 2 * self.value

    @property
    def skill(self) -> float | None:
        """Return what is gained over always stating the overall share, at most 1; None where all ended alike."""
        return 1 - self.value / self.uncertainty if self.uncertainty > 0 else None


@dataclass(frozen=True, slots=True, eq=False)
class Reliability:
    """For each distinct stated chance, rising: how many cases, the share that happened, and the calibrated chance.

    `calibrated` never falls: the best fit that rises with the stated chance. `low` and `high` are the band in which it
    lies, at `level` for each chance, if the stated chances are right. score = miscalibration − discrimination +
    uncertainty, as with Brier's score but by the calibrated chances, so that it holds when hardly any chance was stated
    twice.
    """

    stated: Floats
    n: Ints
    happened: Floats
    calibrated: Floats
    low: Floats
    high: Floats
    level: float
    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float

    @property
    def too_high(self) -> Flags:
        """Tell where more was stated than what happened allows."""
        below: Flags = self.calibrated < self.low - ROUNDING
        return below

    @property
    def too_low(self) -> Flags:
        """Tell where less was stated than what happened asks for."""
        above: Flags = self.calibrated > self.high + ROUNDING
        return above


@dataclass(frozen=True, slots=True, eq=False)
class PitHistogram:
    """How many outcomes fell into each equal part of what had been forecast; even for the well calibrated.

    A hollow middle says that ranges were too narrow, a hump that they were too wide. `low` and `high` bound the count
    of a single part, at `level`, if all were well calibrated.
    """

    edges: Floats
    counts: Ints
    low: int
    high: int
    level: float
    n: int


def brier_score(chances: Numbers, happened: Outcomes) -> BrierScore:
    """Return Brier's score (1950, halved) with Murphy's parts (J. Appl. Meteorology 12, 1973) by distinct chances.

    The parts add up exactly: nothing is binned. Raises ValueError on chances outside 0–1, on outcomes other than 0 and
    1, and on lists that are empty or of different lengths.
    """
    stated, ended = _checked(chances, happened)
    levels, n, share, overall = _by_chance(stated, ended)
    squares = (stated - ended) ** 2
    size = len(stated)
    return BrierScore(
        value=float(squares.mean()),
        reliability=float(n @ (levels - share) ** 2) / size,
        resolution=float(n @ (share - overall) ** 2) / size,
        uncertainty=overall * (1 - overall),
        deviation=float(squares.std(ddof=1)) / math.sqrt(size) if size > 1 else None,
        stated=float(stated.mean()),
        happened=wilson(int(ended.sum()), size),
    )


def log_score(chances: Numbers, happened: Outcomes, *, clip: float = LOG_CLIP) -> float:
    """Return the mean of −ln(chance stated for what happened), in nats (Good 1952).

    Chances are kept `clip` away from 0 and 1. Raises ValueError as `brier_score` and on a clip outside 0–0.5.
    """
    if not 0 < clip < 0.5:
        raise ValueError(f"The clip must lie between 0 and 0.5, not {clip}.")
    stated, ended = _checked(chances, happened)
    right = np.clip(np.where(ended == 1, stated, 1 - stated), clip, 1 - clip)
    return float(-np.log(right).mean())


def reliability_diagram(
    chances: Numbers, happened: Outcomes, *, digest: str, level: float = 0.9, resamples: int = RESAMPLES
) -> Reliability:
    """Return the reliability diagram by isotonic regression (CORP: Dimitriadis, Gneiting & Jordan, PNAS 118, 2021).

    The band is a consistency band: outcomes are drawn anew as if every stated chance were right, and fitted alike;
    `digest` stands for the inputs and makes the draws repeatable. Raises ValueError as `brier_score`.
    """
    stated, ended = _checked(chances, happened)
    levels, n, share, overall = _by_chance(stated, ended)
    calibrated = isotonic(share, n.astype(np.float64))
    tail = (1 - checked_level(level)) / 2
    low, high = np.quantile(
        _fits_if_right(levels, n, digest, resamples), [tail, 1 - tail], axis=0, method="inverted_cdf"
    )
    parts = (levels, n, share, calibrated, low, high)
    for part in parts:
        frozen(part)
    score = float(((stated - ended) ** 2).mean())
    recalibrated = _mean_square(calibrated, share, n)
    uncertainty = overall * (1 - overall)
    return Reliability(*parts, level, score, score - recalibrated, uncertainty - recalibrated, uncertainty)


def _fits_if_right(levels: Floats, n: Ints, digest: str, resamples: int) -> Floats:
    """Return calibrated chances of outcomes drawn as if each stated chance were right, one row for each resample."""
    chance = generator(digest, "reliability")
    weights = n.astype(np.float64)
    fits = np.empty((resamples, len(n)))
    rows = max(CELLS_AT_ONCE // len(n), 1)
    for begin in range(0, resamples, rows):
        share = chance.binomial(n, levels, size=fits[begin : begin + rows].shape) / n
        fits[begin : begin + rows] = isotonic(share, np.broadcast_to(weights, share.shape))
    return fits


def isotonic(values: Floats, weights: Floats) -> Floats:
    """Return the rising values closest to the given ones by weighted squares, for each row along the last axis.

    Pool adjacent violators (Ayer et al. 1955), all rows and all falling runs of one round at once: a run that falls
    ends up in one pool in whatever order its members are joined. Weights are positive.
    """
    shape = np.shape(values)
    size, width = math.prod(shape), shape[-1]
    weight: Floats = np.ravel(weights).astype(np.float64)
    total: Floats = np.ravel(values) * weight
    start = np.arange(size)
    while True:
        mean = total / weight
        joins = np.concatenate(([False], (mean[1:] <= mean[:-1]) & (start[1:] % width != 0)))
        if not joins.any():
            break
        first = np.flatnonzero(~joins)
        total, weight, start = np.add.reduceat(total, first), np.add.reduceat(weight, first), start[first]
    lengths = np.append(start[1:], size) - start
    fitted: Floats = np.repeat(mean, lengths).reshape(shape)
    return fitted


def pit_histogram(places: Numbers, *, level: float = 0.9) -> PitHistogram:
    """Return how outcomes spread over their forecasts; `places` are F(outcome), each by its own forecast, 0–1.

    Five parts, ten from 100 outcomes. The bounds are binomial. Raises ValueError on fewer than 20 outcomes, which
    would show mostly chance, and on places outside 0–1.
    """
    place = _within(checked_values(places, "places"), "A place within a forecast")
    n = len(place)
    if n < FEWEST_FOR_PIT:
        raise ValueError(f"A histogram of {n} outcomes shows mostly chance; it takes {FEWEST_FOR_PIT}.")
    parts = 10 if n >= MANY_FOR_PIT else 5
    counts, edges = np.histogram(place, bins=parts, range=(0, 1))
    tail = (1 - checked_level(level)) / 2
    cumulative = binomial_cumulative(n, 1 / parts)
    low, high = (int(np.searchsorted(cumulative, share)) for share in (tail, 1 - tail))
    counts = counts.astype(np.int64)
    frozen(counts)
    frozen(edges)
    return PitHistogram(edges, counts, low, high, level, n)


def _by_chance(stated: Floats, ended: Floats) -> tuple[Floats, Ints, Floats, float]:
    """Return the distinct chances, how often each was stated, the share of these that happened, and of all."""
    levels, place, n = np.unique(stated, return_inverse=True, return_counts=True)
    share = np.bincount(place, weights=ended) / n
    return levels, n.astype(np.int64), share, float(ended.mean())


def _mean_square(chances: Floats, share: Floats, n: Ints) -> float:
    """Return Brier's score of chances stated for groups of cases of which a share happened."""
    return float(n @ ((chances - share) ** 2 + share * (1 - share)) / n.sum())


def _checked(chances: Numbers, happened: Outcomes) -> tuple[Floats, Floats]:
    stated = _within(checked_values(chances, "chances"), "A chance")
    ended = np.asarray(happened, dtype=np.float64)
    if ended.shape != stated.shape:
        raise ValueError(f"There are {len(stated)} chances but {ended.size} outcomes.")
    if not np.isin(ended, (0, 1)).all():
        raise ValueError("An outcome is 1 or 0: happened or not; leave out what is not known and say so.")
    return stated, ended


def _within(values: Floats, what: str) -> Floats:
    if not ((values >= 0) & (values <= 1)).all():
        raise ValueError(f"{what} lies from 0 to 1.")
    return values
