"""Outcomes of a plan drawn one by one: the oracle of the closed forms, and the way where there is none."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from accord.science.curves import LOG_METALOG, Curves
from accord.science.draws import DRAWS, generator
from accord.science.inputs import Floats, frozen
from accord.science.value.plans import COST, LogNormal, Plan, plan_curves
from accord.science.value.timing import Later, counts_by_month, worth_today

RATIO, ADOPTION, SHIFT = "ratio", "adoption", "shift"  # inputs that are no line
LATTICE, GENERATOR = 2039, 998  # Korobov's lattice; its generator has the least P2 of 12 falling weights
EDGE = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Net present values draw by draw, and where each input stood in its own distribution (0–1, rows of inputs).

    `inputs` names the rows: the numbers of the lines that have a range, then ratio, adoption and shift.
    """

    values: Floats
    inputs: tuple[int | str, ...]
    places: Floats


def unknowns(plan: Plan) -> tuple[int | str, ...]:
    """Return what is not known for sure: the numbers of lines with a range, then ratio, adoption and shift."""
    lines: list[int | str] = [number for number, line in enumerate(plan.lines) if not line.is_point]
    varied = isinstance(plan.ratios, LogNormal) or len(set(plan.ratios)) > 1
    ranges = ((ADOPTION, plan.adoption), (SHIFT, plan.shift))
    return (*lines, *([RATIO] if varied else []), *(name for name, part in ranges if part and part[0] < part[2]))


@lru_cache(maxsize=2)
def draw(plan: Plan, digest: str, draws: int = DRAWS) -> Drawn:
    """Return independent outcomes; the same plan and digest give the same ones. Raises ValueError without a digest."""
    inputs = unknowns(plan)
    places = generator(digest, "net present value").random((len(inputs), draws))
    return _drawn(plan, inputs, places)


def draw_evenly(plan: Plan, digest: str) -> Drawn:
    """Return fewer outcomes that are spread evenly: a Korobov lattice moved by chance (Cranley & Patterson, 1976)."""
    inputs = unknowns(plan)
    steps = np.array([pow(GENERATOR, power, LATTICE) for power in range(len(inputs))], dtype=np.int64)
    moved = generator(digest, "net present value, evenly").random((len(inputs), 1))
    places = ((steps[:, None] * np.arange(LATTICE)) % LATTICE / LATTICE + moved) % 1
    return _drawn(plan, inputs, places)


def _drawn(plan: Plan, inputs: tuple[int | str, ...], places: Floats) -> Drawn:
    values = value_at(plan, inputs, places)
    frozen(values)
    frozen(places)
    return Drawn(values, inputs, places)


def value_at(plan: Plan, inputs: tuple[int | str, ...], places: Floats) -> Floats:
    """Return the net present value where the inputs stand at `places` of their distributions; all others at their middle."""
    places = np.clip(places, EDGE, 1 - EDGE)
    row = {name: places[number] for number, name in enumerate(inputs)}
    names: list[int | str] = [*range(len(plan.lines)), ADOPTION, SHIFT]
    amounts = _amounts(plan_curves(plan), names, row, places.shape[1])
    is_cost = np.array([line.flow == COST for line in plan.lines], dtype=np.bool_)
    counts, total = counts_by_month(plan.lines), np.zeros(places.shape[1])
    if is_cost.any():
        weights = worth_today(counts[is_cost], plan.discount_share)
        total -= _ratio(plan, row) * (weights @ amounts[:-2][is_cost])
    if not is_cost.all():
        later = Later(counts[~is_cost], plan.discount_share, -1 if plan.horizon is None else plan.horizon)
        shift = amounts[-1] if SHIFT in row else amounts[-1, :1]
        total += amounts[-2] * (later.at(shift) * amounts[:-2][~is_cost]).sum(axis=0)
    return total


def _ratio(plan: Plan, row: dict[int | str, Floats]) -> Floats | float:
    """Return the ratio at its places; without a class 1."""
    if RATIO not in row:
        return plan.median_ratio()
    if isinstance(plan.ratios, LogNormal):
        from scipy.special import ndtri

        ratio: Floats = np.exp(plan.ratios.middle + plan.ratios.spread * ndtri(row[RATIO]))
        return ratio
    ordered = np.sort(np.asarray(plan.ratios, dtype=np.float64))
    found: Floats = ordered[np.minimum((row[RATIO] * len(ordered)).astype(np.int64), len(ordered) - 1)]
    return found


def _amounts(curves: Curves, names: list[int | str], row: dict[int | str, Floats], draws: int) -> Floats:
    """Return what each curve gives at its places, its middle where it has none: rows of curves by draws."""
    amounts = np.repeat(curves.likely[:, None], draws, axis=1)
    drawn = np.array([name in row for name in names])
    for metalog in (True, False):  # one kind at a time: rows of several kinds are sorted apart one by one
        here = np.flatnonzero(drawn & ((curves.kind == LOG_METALOG) == metalog))
        if len(here):
            places = np.stack([row[names[at]] for at in here])
            amounts[here] = curves[here][:, None].at_logit(np.log(places) - np.log1p(-places))
    return amounts
