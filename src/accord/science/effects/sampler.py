"""The draws behind the structural model: a level that wanders, regression on others, and noise.

y_t = μ_t + x_t β + ε_t, μ_{t+1} = μ_t + η_t (Brodersen et al., Annals of Applied Statistics 9, 2015). The matrix of squared
steps of a random walk has the cosines as its axes: turned onto them, the levels are independent, with variances
σ_η²/λ_k, λ_k = 2 − 2 cos(πk/n). So a draw of all levels costs as much as a sum, many chains run side by side, and the
coefficients are drawn with the levels integrated out, which lets the chains forget their start within a few steps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accord.science.inputs import Floats

CHAINS, BURN_IN, KEPT = 20, 200, 50  # 1,000 draws, each chain after 200 of its own
SLAB = 0.01  # how many observations the prior of the coefficients weighs
EXPECTED_SIZE = 3.0  # predictors that are expected to matter
VISITED = 5  # predictors that are let in or out in one step, drawn anew each time
MOST_LEVEL_VARIANCE = 1.0  # that of the series itself
SMALL = 4  # columns up to which plain arithmetic on whole columns beats a call for each chain
REDRAWN = 20  # times a variance beyond that is drawn again


@dataclass(frozen=True, slots=True)
class Priors:
    """What is believed before looking: both variances ~ scaled inverse χ², of the level's steps and of the noise.

    Spreads are shares of the spread of the series; freedom is how many observations the belief weighs.
    """

    level_freedom: float
    level_spread: float
    noise_freedom: float
    noise_variance: float


PUBLISHED = Priors(32.0, 0.01, 50.0, 0.2)  # as the R package has it: a level that hardly moves, R² of 0.8
LOOSE = Priors(1.0, 0.01, 50.0, 0.2)  # the series itself says how far its level wanders
ALONE = Priors(1.0, 0.01, 1.0, 1.0)  # nothing explains the series, so nothing is known of the noise either


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """One row a draw: coefficients (0 where left out), the level at each period, and the variances of noise and steps."""

    coefficients: Floats
    levels: Floats
    noise: Floats
    steps: Floats

    @property
    def inclusion(self) -> Floats:
        """Return in which share of the draws each column took part."""
        share: Floats = (self.coefficients != 0).mean(axis=0)
        return share


def draw(y: Floats, x: Floats, always: int, priors: Priors, chance: np.random.Generator) -> Draws:
    """Return 1,000 draws for a standardised series (NaN: not known) and standardised columns (periods × columns).

    The last `always` columns are in every draw; the others with prior probability min(1, 3/k).
    """
    chains = _Chains(y, x, always, priors, chance)
    for _step in range(BURN_IN):
        chains.step()
    kept = []
    for _step in range(KEPT):
        chains.step()
        kept.append((chains.beta, chains.turned(), chains.noise, chains.steps))
    coefficients, turned, noise, steps = (np.concatenate(parts) for parts in zip(*kept, strict=True))
    return Draws(coefficients, turned @ chains.turn, noise, steps)


class _Chains:
    """Gibbs sampling of many chains side by side; every array has a row for each chain."""

    def __init__(self, y: Floats, x: Floats, always: int, priors: Priors, chance: np.random.Generator) -> None:
        self.n, self.k = x.shape
        self.chance, self.priors = chance, priors
        self.turn = cosines(self.n)
        self.curvature = 2 - 2 * np.cos(math.pi * np.arange(1, self.n) / self.n)
        self.missing = np.flatnonzero(~np.isfinite(y))
        self.x, self.turned_x = x, np.ascontiguousarray((self.turn @ x)[1:])
        self.y = np.tile(np.where(np.isfinite(y), y, 0.0), (CHAINS, 1))
        self._turn_y()
        self.products = (self.turned_x[:, :, None] * self.turned_x[:, None, :]).reshape(self.n - 1, self.k * self.k)
        cross = x.T @ x
        self.prior = SLAB / self.n * (cross + np.diag(np.diag(cross))) / 2
        self.beta = np.zeros((CHAINS, self.k))
        self.noise = np.full(CHAINS, priors.noise_variance)
        self.steps = np.full(CHAINS, priors.level_spread**2)
        self._start_choice(self.k - always)

    def _start_choice(self, free: int) -> None:
        self.chosen: NDArray[np.bool_] = np.ones((CHAINS, self.k), dtype=bool)
        self.choosable = np.arange(free if free > EXPECTED_SIZE else 0)
        if len(self.choosable):
            self.odds = math.log(EXPECTED_SIZE / (free - EXPECTED_SIZE))
            self.chosen[:, self.choosable] = self.chance.random((CHAINS, free)) < EXPECTED_SIZE / free
            self.swept_prior = np.tile(self.prior, (CHAINS, 1, 1))
            for column in range(self.k):
                _sweep(self.swept_prior, np.flatnonzero(self.chosen[:, column]), column)

    def step(self) -> None:
        """Draw everything once, each given the rest."""
        wander = self.steps[:, None] / self.curvature
        weight = 1 / (wander + self.noise[:, None])
        if self.k:
            self._draw_coefficients(weight)
        left = self.turned_y - self.beta @ self.turned_x.T
        share = wander * weight
        spread = np.sqrt(share * self.noise[:, None])
        self.turned_level = share * left + spread * self.chance.standard_normal(left.shape)
        self._draw_variances(left - self.turned_level)
        if len(self.missing):
            self._draw_missing()

    def turned(self) -> Floats:
        """Return the levels along the axes; the first, the middle, is drawn here since nothing else rests on it."""
        middle = self.middle_y - self.beta @ (self.turn[0] @ self.x)
        middle = middle + np.sqrt(self.noise) * self.chance.standard_normal(CHAINS)
        return np.concatenate([middle[:, None], self.turned_level], axis=1)

    def _turn_y(self) -> None:
        turned = self.y @ self.turn.T
        self.middle_y, self.turned_y = turned[:, 0], np.ascontiguousarray(turned[:, 1:])

    def _draw_missing(self) -> None:
        levels = (self.turned() @ self.turn)[:, self.missing]
        noise = np.sqrt(self.noise)[:, None] * self.chance.standard_normal(levels.shape)
        self.y[:, self.missing] = levels + self.beta @ self.x[self.missing].T + noise
        self._turn_y()

    def _draw_variances(self, rest: Floats) -> None:
        squares = self.priors.noise_freedom * self.priors.noise_variance + np.einsum("cj,cj->c", rest, rest)
        squares += ((self.beta @ self.prior) * self.beta).sum(axis=1)
        freedom = self.priors.noise_freedom + self.n - 1 + self.chosen.sum(axis=1)
        self.noise = squares / (2 * self.chance.standard_gamma(freedom / 2))
        squares = self.turned_level**2 @ self.curvature
        squares += self.priors.level_freedom * self.priors.level_spread**2
        shape = (self.priors.level_freedom + self.n - 1) / 2
        self.steps = squares / (2 * self.chance.standard_gamma(shape, CHAINS))
        for _again in range(REDRAWN):
            if self.steps.max() <= MOST_LEVEL_VARIANCE:
                return
            beyond = np.flatnonzero(self.steps > MOST_LEVEL_VARIANCE)
            self.steps[beyond] = squares[beyond] / (2 * self.chance.standard_gamma(shape, len(beyond)))
        np.minimum(self.steps, MOST_LEVEL_VARIANCE, out=self.steps)

    def _draw_coefficients(self, weight: Floats) -> None:
        precision = (weight @ self.products).reshape(CHAINS, self.k, self.k)
        precision += self.prior / self.noise[:, None, None]
        pull = (weight * self.turned_y) @ self.turned_x
        if len(self.choosable):
            self._choose(precision, pull)
            both = self.chosen[:, :, None] & self.chosen[:, None, :]
            precision = np.where(both, precision, np.eye(self.k))
            pull = pull * self.chosen
        self.beta = _drawn(precision, pull, self.chance.standard_normal(pull.shape)) * self.chosen

    def _choose(self, precision: Floats, pull: Floats) -> None:
        """Let some columns in or out by their odds given the others (George & McCulloch 1997), by sweeping."""
        k = self.k
        ours = np.empty((CHAINS, k + 1, k + 1))
        ours[:, :k, :k], ours[:, :k, k], ours[:, k, :k], ours[:, k, k] = precision, pull, pull, 0.0
        for column in range(k):
            _sweep(ours, np.flatnonzero(self.chosen[:, column]), column)
        for column in self.chance.permutation(self.choosable)[:VISITED]:
            inside = self.chosen[:, column]
            own, likely = np.abs(ours[:, column, column]), np.abs(self.swept_prior[:, column, column])
            own, likely = np.where(inside, 1 / own, own), np.where(inside, 1 / likely, likely) / self.noise
            towards = ours[:, column, k] * np.where(inside, own, 1.0)
            gain = self.odds + (np.log(likely / own) + towards**2 / own) / 2
            enters = np.log(1 / self.chance.random(CHAINS) - 1) < gain
            turned = np.flatnonzero(enters != inside)
            _sweep(ours, turned, column)
            _sweep(self.swept_prior, turned, column)
            self.chosen[:, column] = enters


def _drawn(precision: Floats, pull: Floats, chance: Floats) -> Floats:
    """Return one draw a row from normals with these precisions A and means A⁻¹·pull: L⁻ᵀ(L⁻¹·pull + z), A = LLᵀ."""
    k = pull.shape[1]
    if k > SMALL:
        root = np.linalg.cholesky(precision)
        middle = np.linalg.solve(root, pull[:, :, None]) + chance[:, :, None]
        large: Floats = np.linalg.solve(root.transpose(0, 2, 1), middle)[:, :, 0]
        return large
    lower: dict[tuple[int, int], Floats] = {}
    middles: list[Floats] = []
    for row in range(k):
        rest = pull[:, row]
        for column in range(row + 1):
            value = precision[:, row, column]
            for before in range(column):
                value = value - lower[row, before] * lower[column, before]
            lower[row, column] = value / lower[column, column] if column < row else np.sqrt(value)
        for before in range(row):
            rest = rest - lower[row, before] * middles[before]
        middles.append(rest / lower[row, row])
    found = np.empty_like(pull)
    for row in reversed(range(k)):
        value = middles[row] + chance[:, row]
        for after in range(row + 1, k):
            value = value - lower[after, row] * found[:, after]
        found[:, row] = value / lower[row, row]
    return found


def _sweep(tables: Floats, rows: NDArray[np.intp], column: int) -> None:
    """Turn one column of symmetric tables in or out of the regression, in place; doing so twice changes nothing."""
    if not len(rows):
        return
    part = tables[rows]
    pivot = part[:, column, column].copy()
    line = part[:, column, :].copy()
    part -= line[:, :, None] * (line / pivot[:, None])[:, None, :]
    inward = np.sign(pivot)[:, None]
    part[:, column, :] = part[:, :, column] = line / pivot[:, None] * inward
    part[:, column, column] = -1 / pivot
    tables[rows] = part


def cosines(n: int) -> Floats:
    """Return the axes of a random walk of n periods, one a row: the orthonormal discrete cosine transform (type II)."""
    rows = np.sqrt(2 / n) * np.cos(math.pi * np.outer(np.arange(n), np.arange(n) + 0.5) / n)
    rows[0] = math.sqrt(1 / n)
    axes: Floats = rows
    return axes
