"""Outcomes of a plan drawn one by one: the oracle of the closed forms, and the way where there is none.

The draws are a Latin hypercube (McKay, Beckman & Conover, Technometrics 21, 1979): the distribution of each input is cut
into as many equally likely parts as there are draws, the middle of each part is taken once, and each input goes through
its parts in a random order of its own. So what an input gives is worked out once for each part and then only looked up,
and no draw is spent twice on the same part. In which order, the digest of the inputs says.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from accord.science.curves import LOG_METALOG, Curves
from accord.science.draws import DRAWS, generator
from accord.science.inputs import Floats, Ints, frozen
from accord.science.value.plans import LogNormal, Plan, curves_of_plans, plan_curves
from accord.science.value.worth import ADOPTION, RATIO, SHIFT, Worth

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
    """Return outcomes; the same plan and digest give the same ones. Raises ValueError without a digest."""
    values = next(drawn_values([plan], [digest], draws))
    inputs = unknowns(plan)
    parts = np.array([*_parts(inputs, digest, draws)], dtype=np.float64).reshape(len(inputs), draws)
    places = (parts + 0.5) / draws
    frozen(values)
    frozen(places)
    return Drawn(values, inputs, places)


def drawn_values(plans: Sequence[Plan], digests: Sequence[str], draws: int = DRAWS) -> Iterator[Floats]:
    """Give the outcomes of each plan as `draw` draws them, with all curves fitted at once."""
    for plan, curves, digest in zip(plans, curves_of_plans(plans), digests, strict=True):
        inputs = unknowns(plan)
        parts = _parts(inputs, digest, draws)
        row = {}
        for name, part in zip(inputs, parts, strict=True):
            table = _table(plan, curves, name, draws)
            row[name] = table if name == SHIFT else table.take(part)
        yield Worth(plan).at(row, draws)


def value_at(plan: Plan, inputs: tuple[int | str, ...], places: Floats) -> Floats:
    """Return the net present value where the inputs stand at `places` of their distributions; all others at their middle."""
    places = np.clip(places, EDGE, 1 - EDGE)
    curves, row = plan_curves(plan), {}
    logits = np.log(places) - np.log1p(-places)
    for name, place, logit in zip(inputs, places, logits, strict=True):
        row[name] = _ratios(plan.ratios, place) if name == RATIO else curves[_curve(plan, name)].at_logit(logit)
    return Worth(plan).at(row, places.shape[1])


def _curve(plan: Plan, name: int | str) -> int:
    """Return which of the plan's curves an input has."""
    return name if isinstance(name, int) else len(plan.lines) + (name == SHIFT)


# --- which part of each input is drawn when ---------------------------------------------------------------------------


def _parts(inputs: tuple[int | str, ...], digest: str, draws: int) -> Iterator[Ints]:
    """Give for each input the parts in the order in which they are drawn.

    The orders are fixed, each entered at a place the digest says. Draws are counted by their delay, so that it rises.
    """
    for number, (name, start) in enumerate(zip(inputs, _starts(digest, draws, len(inputs)), strict=True)):
        yield _rising(draws) if name == SHIFT else _order(number, draws)[start : start + draws]


@lru_cache(maxsize=4)
def _rising(draws: int) -> Ints:
    return np.arange(draws)


def _starts(digest: str, draws: int, count: int) -> list[int]:
    """Return at which of the draws each of so many orders is entered. Raises ValueError without a digest."""
    if not digest:
        raise ValueError("Draws need the digest of their inputs: without it nobody could repeat them.")
    told = hashlib.shake_256(f"net present value\n{digest}".encode()).digest(8 * count)
    return [int.from_bytes(told[at : at + 8], "little") % draws for at in range(0, len(told), 8)]


@lru_cache(maxsize=128)
def _order(number: int, draws: int) -> Ints:
    """Return a random order of the parts, twice over, so that it can be entered anywhere."""
    order: Ints = np.tile(generator(f"input {number}", "order of a Latin hypercube").permutation(draws), 2)
    frozen(order)
    return order


# --- what each input gives in each of its parts -----------------------------------------------------------------------


@lru_cache(maxsize=4)
def _middles(draws: int) -> tuple[Floats, Floats, Floats]:
    """Return the middles of the parts as probabilities and as logits z, and z·(y − ½), what the skew multiplies."""
    middle = (np.arange(draws) + 0.5) / draws
    logit = np.log(middle) - np.log1p(-middle)
    return middle, logit, logit * (middle - 0.5)


def _table(plan: Plan, curves: Curves, name: int | str, draws: int) -> Floats:
    """Return what an input comes to in each of its parts, rising."""
    if name == RATIO:
        return _ratio_table(plan.ratios, draws)
    at = _curve(plan, name)
    _, logit, leaning = _middles(draws)
    if curves.kind[at] != LOG_METALOG:
        return curves[at].at_logit(logit)
    low, scale, skew = float(curves.lower[at]), float(curves.scale[at]), float(curves.skew[at])
    value: Floats = leaning * (scale * skew)  # a metalog of the logarithm, as nearly all are: quicker than by kind
    value += logit * scale
    np.exp(value, out=value)
    value *= float(curves.likely[at]) - low
    value += low
    return value


def _ratio_table(ratios: tuple[float, ...] | LogNormal, draws: int) -> Floats:
    if isinstance(ratios, LogNormal):
        return _log_normal(ratios, _normals(draws))
    return _empirical(ratios, draws)


@lru_cache(maxsize=4)
def _normals(draws: int) -> Floats:
    """Return the standard normal at the middles of the parts."""
    from scipy.special import ndtri

    found: Floats = ndtri(_middles(draws)[0])
    frozen(found)
    return found


@lru_cache(maxsize=16)
def _empirical(ratios: tuple[float, ...], draws: int) -> Floats:
    """Return the ratios of a class at the middles of the parts, once for all plans that are held against it."""
    table = _ratios(ratios, _middles(draws)[0])
    frozen(table)
    return table


def _log_normal(ratio: LogNormal, normal: Floats) -> Floats:
    found: Floats = ratio.spread * normal
    found += ratio.middle
    return np.exp(found, out=found)


def _ratios(ratios: tuple[float, ...] | LogNormal, places: Floats) -> Floats:
    """Return the cost ratios at places of their distribution."""
    if isinstance(ratios, LogNormal):
        from scipy.special import ndtri

        return _log_normal(ratios, ndtri(places))
    ordered = np.sort(np.asarray(ratios, dtype=np.float64))
    taken: Floats = ordered[np.minimum((places * len(ordered)).astype(np.int64), len(ordered) - 1)]
    return taken
