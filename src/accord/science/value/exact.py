"""Distributions of net present values that need no draws, for thousands of plans at once.

Three kinds have a closed form: plans that know one outcome only; independent normal flows; and fixed lines whose costs
are multiplied by a log-normal ratio. In the last, benefits may come later by an unknown time: given the delay the value
is a constant less a log-normal, and the delay is averaged over 33 places (Gauss–Legendre on the lowest tenth, the
middle and the highest tenth).
"""

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np

from accord.science.fitting import fit_curves
from accord.science.inputs import Floats, Ints, Numbers, checked_values
from accord.science.value.flows import factors, npv
from accord.science.value.outcomes import WORST, ValueDistribution, exactly
from accord.science.value.plans import BENEFIT, COST, LogNormal, Plan
from accord.science.value.timing import Later, worth_today

SHARES = np.array([0.025, 0.1, 0.5, 0.9, 0.975])
PANELS = ((0.0, 0.1), (0.1, 0.9), (0.9, 1.0))
MOST_STEPS = 60
SETTLED = 1e-5  # of the amounts: what is left after a step of Newton's that short is its square
NARROW = np.finfo(np.float64).tiny


def normal_value(rate: float, means: Numbers, deviations: Numbers) -> ValueDistribution:
    """Return the distribution where the flow of each period is normal and none depends on another.

    Mean Σ μ_t/(1+r)^t, variance Σ σ_t²/(1+r)^2t (Hillier, Management Science 9, 1963; Van Horne, Financial Management
    and Policy). Raises ValueError on negative deviations and on lists of different length.
    """
    spreads = checked_values(deviations, "deviations")
    mean = npv(rate, means)
    if len(spreads) != len(means) or (spreads < 0).any():
        raise ValueError("Each flow needs one standard deviation, not below zero.")
    sd = math.sqrt(math.fsum((spreads * factors(rate, len(spreads))) ** 2))
    standard = NormalDist()
    low, p10, p50, p90, high = (mean + sd * standard.inv_cdf(share) for share in SHARES)
    loss = standard.cdf(-mean / sd) if sd else float(mean < 0)
    cvar = mean - sd * standard.pdf(standard.inv_cdf(WORST)) / WORST
    return exactly(mean, sd, p10, p50, p90, loss, cvar, low, high)


def has_ratio_alone(plan: Plan) -> bool:
    """Tell whether only a log-normal cost ratio and the delay of benefits are unknown."""
    fixed = plan.adoption is None or plan.adoption[0] == plan.adoption[2]
    return isinstance(plan.ratios, LogNormal) and fixed and plan.has_point_lines and _has_costs(plan)


def _has_costs(plan: Plan) -> bool:
    return any(line.flow == COST and line.likely > 0 and line.months for line in plan.lines)


def ratio_values(plans: Sequence[Plan]) -> list[ValueDistribution]:
    """Return the distributions of plans in which only a log-normal cost ratio and the delay are unknown."""
    ratios = [plan.ratios for plan in plans if isinstance(plan.ratios, LogNormal)]
    middle = np.array([ratio.middle for ratio in ratios])
    spread = np.array([ratio.spread for ratio in ratios])
    places, weights = _delay_places()
    values = _benefits(plans, places)
    costs = _by_plan(plans, COST)
    found = _Mixture(values, weights, costs * np.exp(middle), spread)
    quantiles = found.quantiles()
    cost_mean = found.costs * np.exp(spread**2 / 2)
    mean = values @ weights - cost_mean
    variance = ((values - (values @ weights)[:, None]) ** 2) @ weights + cost_mean**2 * np.expm1(spread**2)
    loss = found.below(np.zeros((len(plans), 1)))[:, 0]
    low, p10, p50, p90, high = quantiles.T
    columns = [mean, np.sqrt(variance), p10, p50, p90, loss, found.worst(p10), low, high]
    return list(map(exactly, *(column.tolist() for column in columns)))


class _Mixture:
    """A constant less costs times a log-normal of median one, averaged over the places of the delay."""

    def __init__(self, values: Floats, weights: Floats, costs: Floats, spread: Floats) -> None:
        self.values, self.weights, self.costs, self.spread = values, weights, costs, spread

    def below(self, x: Floats, rows: Ints | slice = slice(None)) -> Floats:
        """Return the chance of at most x; rows of plans by any number of values."""
        return self._chance_and_density(x, rows)[0]

    def _chance_and_density(self, x: Floats, rows: Ints | slice) -> tuple[Floats, Floats]:
        from scipy.special import ndtr

        spread = self.spread[rows, None, None]
        room = self.values[rows, None, :] - x[:, :, None]
        np.maximum(room, NARROW, out=room)
        z = np.log(room)  # in place from here on: these are the largest arrays
        np.subtract(np.log(self.costs)[rows, None, None], z, out=z)
        z /= spread
        density = np.exp(-0.5 * z * z)
        density /= room
        chance: Floats = ndtr(z, out=z) @ self.weights
        return chance, density @ self.weights / (spread[:, :, 0] * math.sqrt(2 * math.pi))

    def quantiles(self) -> Floats:
        """Return the values of SHARES: Newton's steps, held between the quantiles of the earliest and the latest delay."""
        from scipy.special import ndtri

        taken: Floats = self.costs[:, None] * np.exp(self.spread[:, None] * ndtri(1 - SHARES))
        low, high = self.values.min(axis=1)[:, None] - taken, self.values.max(axis=1)[:, None] - taken
        x = np.clip(self._guess(taken), low, high)
        rows = np.arange(len(x))
        for _ in range(MOST_STEPS):
            chance, density = self._chance_and_density(x[rows], rows)
            off = chance - SHARES
            low[rows], high[rows] = np.where(off < 0, x[rows], low[rows]), np.where(off > 0, x[rows], high[rows])
            with np.errstate(divide="ignore", invalid="ignore"):
                step = x[rows] - off / density
            inside = (step >= low[rows]) & (step <= high[rows])
            after = np.where(inside, step, (low[rows] + high[rows]) / 2)
            moved = np.abs(after - x[rows]).max(axis=1)
            x[rows] = after
            rows = rows[moved > SETTLED * (self.costs[rows] + np.abs(after).max(axis=1))]
            if not len(rows):
                break
        return x

    def _guess(self, taken: Floats) -> Floats:
        """Return roughly the quantiles: those of the costs, spread as the delay spreads them further."""
        mean = self.values @ self.weights
        variance = ((self.values - mean[:, None]) ** 2) @ self.weights
        cost = self.costs * np.exp(self.spread**2 / 2)
        wider = np.sqrt(1 + variance / (cost**2 * np.expm1(self.spread**2)))
        guess: Floats = (mean - cost)[:, None] + wider[:, None] * (cost[:, None] - taken)
        return guess

    def worst(self, p10: Floats) -> Floats:
        """Return the mean of what lies below the tenth percentile: partial means of log-normals."""
        from scipy.special import ndtr

        spread = self.spread[:, None]
        room = np.maximum(self.values - p10[:, None], NARROW)
        z = np.log(room / self.costs[:, None]) / spread
        cost = self.costs[:, None] * np.exp(spread**2 / 2) * ndtr(spread - z)
        found: Floats = ((self.values * ndtr(-z) - cost) @ self.weights) / WORST
        return found


def _delay_places() -> tuple[Floats, Floats]:
    """Return 33 probabilities and their weights."""
    place, weight = np.polynomial.legendre.leggauss(11)
    parts = [(start + (end - start) * (place + 1) / 2, weight * (end - start) / 2) for start, end in PANELS]
    return np.concatenate([one for one, _ in parts]), np.concatenate([two for _, two in parts])


def _amounts_by_month(plans: Sequence[Plan], flow: str) -> Floats:
    """Return likely amounts of one flow by plan and month."""
    lines = [(number, line) for number, plan in enumerate(plans) for line in plan.lines if line.flow == flow]
    if not lines:
        return np.zeros((len(plans), 1))
    known: dict[tuple[int, ...], int] = {}  # most lines come in the same months as others: laid out once
    kinds = np.array([known.setdefault(line.months, len(known)) for _, line in lines])
    owners = np.array([number for number, _ in lines])
    likely = np.array([line.likely for _, line in lines])
    width = max((max(months) for months in known if months), default=0) + 1
    laid = np.array([np.bincount(np.array(months, dtype=np.int64), minlength=width) for months in known])
    amounts = np.bincount(owners * len(known) + kinds, likely, len(plans) * len(known))
    found: Floats = amounts.reshape(len(plans), len(known)) @ laid
    return found


def _rates(plans: Sequence[Plan]) -> Floats:
    return np.array([plan.discount_share for plan in plans])


def _by_plan(plans: Sequence[Plan], flow: str) -> Floats:
    """Return what the likely amounts of one flow are worth today, plan by plan."""
    return worth_today(_amounts_by_month(plans, flow), _rates(plans))


def _benefits(plans: Sequence[Plan], places: Floats) -> Floats:
    """Return what benefits are worth today at each place of the delay, plan by plan."""
    horizon = np.array([-1 if plan.horizon is None else plan.horizon for plan in plans])
    share = np.array([plan.adoption[1] if plan.adoption else 1.0 for plan in plans])
    shifts = np.array([plan.shift or (0.0, 0.0, 0.0) for plan in plans])
    bound = np.where(shifts[:, 0] >= 0, 0.0, np.nan)
    delays = fit_curves(*shifts.T, lower=bound)[:, None].quantile(places)
    later = Later(_amounts_by_month(plans, BENEFIT), _rates(plans), horizon)
    return share[:, None] * later.at(delays)
