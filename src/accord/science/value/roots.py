"""All rates at which flows are worth nothing: internal rates of return.

With x = 1/(1 + rate) the present value is a polynomial in x, and every rate above −1 is an x above zero. Its positive
roots are counted exactly, in whole numbers, and shut in one by one (Descartes' rule of signs on halved intervals:
Collins & Akritas, Polynomial real root isolation using Descartes' rule of signs, 1976). Floats are whole numbers times
a power of two, so nothing is lost on the way; only the last step, halving the interval of one root, uses floats.
"""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from accord.science.inputs import Floats, Numbers, checked_values

ONE_SIGN = "one sign"  # money only goes out, or only comes in: no rate makes the two equal
NEVER_ZERO = "never zero"  # it changes direction, and yet the value is zero at no rate
NOTHING = "nothing"  # all flows are zero: every rate would do
NARROWEST = 40  # halvings after which two roots are one that touches zero
SAME = 1e-12

Whole: TypeAlias = NDArray[Any]  # coefficients as unbounded whole numbers, lowest power first
Piece: TypeAlias = tuple[Whole, int, int, int]  # the polynomial seen from a piece, where it starts, of how many, depth


@dataclass(frozen=True, slots=True)
class Roots:
    """All internal rates of return in rising order, per period; where there is none, `reason` says why."""

    values: tuple[float, ...]
    reason: str = ""


def irr(flows: Numbers) -> Roots:
    """Return every rate above −1 at which the flows are worth nothing, or the reason why there is none.

    Raises ValueError on an empty list and on NaN.
    """
    values = checked_values(flows, "flows")
    kept = np.flatnonzero(values)
    if not len(kept):
        return Roots((), NOTHING)
    values = values[kept[0] : kept[-1] + 1]
    if _changes(values) == 0:
        return Roots((), ONE_SIGN)
    whole = _whole(values)
    inside = [1 / x - 1 for x in _roots_to_one(whole)]  # x from 0 to 1: rates from 0 up
    beyond = [x - 1 for x in _roots_to_one(whole[::-1])]  # the same turned round: rates from −1 to 0
    at_zero = [0.0] if sum(whole) == 0 else []
    found = tuple(sorted(rate for rate in (*beyond, *at_zero, *inside)))
    return Roots(found, "" if found else NEVER_ZERO)


def _whole(values: Floats) -> Whole:
    """Return the flows as whole numbers of one common unit."""
    ratios = [float(value).as_integer_ratio() for value in values]
    unit = max(below for _, below in ratios)  # all are powers of two
    return np.array([above * (unit // below) for above, below in ratios], dtype=object)


def _changes(values: Whole | Floats) -> int:
    """Return how often the sign changes from one coefficient to the next, zeros left out."""
    signs = [value > 0 for value in values if value != 0]
    return sum(one != other for one, other in pairwise(signs))


def _shifted(whole: Whole) -> Whole:
    """Return the coefficients of p(x + 1) (Horner's scheme, one power after the other)."""
    turned = whole[::-1].copy()
    for end in range(len(turned), 1, -1):
        turned[:end] = np.add.accumulate(turned[:end])
    return turned[::-1]


def _roots_between(whole: Whole) -> int:
    """Return an upper bound of the roots strictly between 0 and 1, exact where it is 0 or 1."""
    return _changes(_shifted(whole[::-1]))


def _roots_to_one(whole: Whole) -> list[float]:
    """Return all roots strictly between 0 and 1."""
    found: list[float] = []
    pieces: list[Piece] = [(whole, 0, 1, 0)]
    while pieces:
        piece, start, parts, depth = pieces.pop()
        bound = _roots_between(piece)
        if bound == 1:
            found.append(_closed_in(piece, start, parts))
        elif bound > 1 and depth == NARROWEST:
            found.append((start + 0.5) / parts)
        elif bound > 1:
            pieces += _halves(piece, start, parts, depth, found)
    return sorted(found)


def _halves(piece: Whole, start: int, parts: int, depth: int, found: list[float]) -> list[Piece]:
    """Return a piece in two halves, each stretched to 0–1, and note a root exactly in the middle."""
    last = len(piece) - 1
    left = np.array([value << (last - power) for power, value in enumerate(piece)], dtype=object)  # 2^n·p(x/2)
    right = _shifted(left)
    if right[0] == 0:
        found.append((2 * start + 1) / (2 * parts))
        right = right[1:]
    return [(left, 2 * start, 2 * parts, depth + 1), (right, 2 * start + 1, 2 * parts, depth + 1)]


def _closed_in(piece: Whole, start: int, parts: int) -> float:
    """Return the one root of a piece by halving: the sign beyond its start tells on which side of it one stands."""
    largest = max(abs(value) for value in piece)
    coefficients = [float(value / largest) if largest < 2**1000 else _ratio(value, largest) for value in piece]
    is_above = next(value for value in piece if value != 0) > 0
    low, high = 0.0, 1.0
    while high - low > SAME * 1e-3 * max(high, 1e-3):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if (_at(coefficients, middle) > 0) == is_above:
            low = middle
        else:
            high = middle
    return (start + (low + high) / 2) / parts


def _ratio(value: int, largest: int) -> float:
    """Return value/largest of whole numbers that no float holds."""
    away = max(largest.bit_length() - 1000, 0)
    return float(value >> away) / float(largest >> away)


def _at(coefficients: list[float], x: float) -> float:
    total = 0.0
    for value in reversed(coefficients):
        total = total * x + value
    return total if math.isfinite(total) else 0.0
