"""How often intervals that promise 95 % held the truth, measured on made-up series in which nothing was caused.

Each row is a share of 1,000 series; `make prove` measures all of them anew (tests/science/effects/test_coverage.py). The
worlds: *noise*: a level and independent errors. *leaning*: errors lean on the one before by `leaning`. *trend*: a tenth
of the noise more each period, so that the growth would have come anyway. *wandering*: each unit, or the level, takes
steps of its own of `wander` times the noise (of the spread of the series for the structural model). *factors*: all
units respond to two wandering forces, each in its own measure.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from accord.science.effects.effect import Effect, Method


class Measured(NamedTuple):
    """One measurement: the method, the world, its size, and the share of intervals that held the truth."""

    method: Method
    world: str
    before: int
    after: int
    units: int
    leaning: float
    wander: float
    coverage: float


SERIES = 1000
LOOKED_UP = {"as believed", "noise", "leaning"}
MEASURED_COVERAGE: tuple[Measured, ...] = ()


def expected_coverage(effect: Effect) -> float:
    """Return the measured coverage in the world most like what was seen: as long, as leaning, as many units (or few).

    0.95 for a method without measurements.
    """
    found = effect.diagnostic("autocorrelation")
    leaning = max(found.value or 0.0, 0.0) if found else 0.0
    rows = [row for row in MEASURED_COVERAGE if row.method == effect.method and row.world in LOOKED_UP]
    if effect.method in {"differences", "synthetic"}:
        rows = [row for row in rows if (row.units >= 5) == (effect.n_units >= 5)]
    if not rows:
        return 0.95
    length = math.log(max(effect.n_before, 1))
    return min(
        rows, key=lambda row: (abs(math.log(row.before) - length) / 2 + abs(row.leaning - leaning), row)
    ).coverage
