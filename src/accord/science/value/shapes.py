"""Outcomes as a picture: shares in parts of round width, and the value at a share."""

import math
from dataclasses import dataclass

import numpy as np

from accord.science.inputs import Floats

PARTS = 28
STEPS = (1, 2, 2.5, 5, 10)
EDGES = (0.01, 0.1, 0.9, 0.99)
BESIDE = 0.75  # of the middle four fifths on either side: what lies further out would flatten the picture


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the axis and the share of all outcomes that lie in it."""

    low: float
    high: float
    share: float


def parts(values: Floats, count: int = PARTS) -> tuple[Part, ...]:
    """Return about `count` parts of one round width, zero at an edge, around the middle four fifths of the outcomes.

    The shares add up to one less what lies further out. Empty where all outcomes are alike.
    """
    lowest, low, high, highest = (float(end) for end in np.quantile(values, EDGES))
    first, last = max(lowest, low - BESIDE * (high - low)), min(highest, high + BESIDE * (high - low))
    if not last > first:
        return ()
    power = 10.0 ** math.floor(math.log10((last - first) / count))
    width = next(step * power for step in STEPS if step * power * count >= (last - first) * 0.999)
    edges = width * np.arange(math.floor(first / width), math.ceil(last / width) + 1)
    shares = np.histogram(values, edges)[0] / len(values)
    pairs = zip(edges[:-1].tolist(), edges[1:].tolist(), shares.tolist(), strict=True)
    return tuple(Part(low, high, share) for low, high, share in pairs)


def value_at_share(values: Floats, share: float) -> float:
    """Return the smallest outcome with at least that share of the outcomes at or below it."""
    return float(np.quantile(values, share, method="inverted_cdf"))
