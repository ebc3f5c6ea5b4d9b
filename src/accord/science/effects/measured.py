"""How often intervals that promise 95 % held the truth, measured on made-up series in which nothing was caused.

Each row is a share of 1,000 series; `make prove` measures all of them anew (tests/science/effects/test_coverage.py). The
worlds: *noise*: a level and independent errors. *leaning*: errors lean on the one before by `leaning`. *trend*: a tenth
of the noise more each period, so that the growth would have come anyway. *wandering*: each unit, or the level, takes
steps of its own of `wander` times the noise (of the spread of the series for the structural model). *factors*: all
units respond to two wandering forces, each in its own measure. *as believed*: made as the structural model has it, the
level's steps a hundredth of the spread, the predictors four fifths of the variance. *weak*: the predictors a fifth of it.
Counts scatter around 30 more than Poisson's would, or around 3 (*few*); their rates lean.

What the numbers say: before and after takes a trend for an effect nine times in ten. Ranges hold less than they promise
where errors lean on their neighbours by a half or more in short series, where a few units wander by themselves, and, for
the structural model, where the level wanders more than its published prior expects without this showing before.
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
WEAK = 0.6  # a structural model that explains less of the time before has weak predictors
LOOKED_UP = {"as believed", "noise", "leaning"}
MEASURED_COVERAGE: tuple[Measured, ...] = (
    Measured("before_after", "noise", 8, 8, 0, 0.0, 0.0, 0.967),
    Measured("before_after", "leaning", 8, 8, 0, 0.3, 0.0, 0.947),
    Measured("before_after", "leaning", 8, 8, 0, 0.5, 0.0, 0.918),
    Measured("before_after", "leaning", 8, 8, 0, 0.8, 0.0, 0.844),
    Measured("before_after", "noise", 24, 12, 0, 0.0, 0.0, 0.974),
    Measured("before_after", "leaning", 24, 12, 0, 0.3, 0.0, 0.941),
    Measured("before_after", "leaning", 24, 12, 0, 0.5, 0.0, 0.929),
    Measured("before_after", "leaning", 24, 12, 0, 0.8, 0.0, 0.884),
    Measured("before_after", "noise", 48, 24, 0, 0.0, 0.0, 0.969),
    Measured("before_after", "leaning", 48, 24, 0, 0.3, 0.0, 0.96),
    Measured("before_after", "leaning", 48, 24, 0, 0.5, 0.0, 0.944),
    Measured("before_after", "leaning", 48, 24, 0, 0.8, 0.0, 0.917),
    Measured("before_after", "trend", 24, 12, 0, 0.0, 0.0, 0.09),
    Measured("segmented", "noise", 8, 8, 0, 0.0, 0.0, 0.963),
    Measured("segmented", "leaning", 8, 8, 0, 0.3, 0.0, 0.922),
    Measured("segmented", "leaning", 8, 8, 0, 0.5, 0.0, 0.899),
    Measured("segmented", "leaning", 8, 8, 0, 0.8, 0.0, 0.845),
    Measured("segmented", "noise", 24, 12, 0, 0.0, 0.0, 0.956),
    Measured("segmented", "leaning", 24, 12, 0, 0.3, 0.0, 0.94),
    Measured("segmented", "leaning", 24, 12, 0, 0.5, 0.0, 0.93),
    Measured("segmented", "leaning", 24, 12, 0, 0.8, 0.0, 0.894),
    Measured("segmented", "noise", 48, 24, 0, 0.0, 0.0, 0.951),
    Measured("segmented", "leaning", 48, 24, 0, 0.3, 0.0, 0.932),
    Measured("segmented", "leaning", 48, 24, 0, 0.5, 0.0, 0.929),
    Measured("segmented", "leaning", 48, 24, 0, 0.8, 0.0, 0.911),
    Measured("segmented", "trend", 24, 12, 0, 0.0, 0.0, 0.956),
    Measured("counts", "noise", 12, 12, 0, 0.0, 0.0, 0.964),
    Measured("counts", "noise", 24, 12, 0, 0.0, 0.0, 0.969),
    Measured("counts", "noise", 48, 24, 0, 0.0, 0.0, 0.964),
    Measured("counts", "leaning", 24, 12, 0, 0.5, 0.0, 0.915),
    Measured("counts", "leaning", 48, 24, 0, 0.5, 0.0, 0.918),
    Measured("counts", "leaning", 24, 12, 0, 0.8, 0.0, 0.831),
    Measured("counts", "few", 24, 12, 0, 0.0, 0.0, 0.959),
    Measured("differences", "noise", 8, 8, 2, 0.0, 0.0, 0.965),
    Measured("differences", "leaning", 8, 8, 2, 0.5, 0.0, 0.901),
    Measured("differences", "noise", 24, 12, 2, 0.0, 0.0, 0.964),
    Measured("differences", "leaning", 24, 12, 2, 0.5, 0.0, 0.931),
    Measured("differences", "wandering", 24, 12, 2, 0.0, 0.3, 0.671),
    Measured("differences", "noise", 8, 8, 10, 0.0, 0.0, 0.945),
    Measured("differences", "leaning", 8, 8, 10, 0.5, 0.0, 0.953),
    Measured("differences", "noise", 24, 12, 10, 0.0, 0.0, 0.957),
    Measured("differences", "leaning", 24, 12, 10, 0.5, 0.0, 0.95),
    Measured("differences", "wandering", 24, 12, 10, 0.0, 0.3, 0.958),
    Measured("differences", "factors", 24, 12, 10, 0.0, 0.0, 0.967),
    Measured("synthetic", "noise", 24, 12, 5, 0.0, 0.0, 0.933),
    Measured("synthetic", "leaning", 24, 12, 5, 0.5, 0.0, 0.933),
    Measured("synthetic", "noise", 12, 6, 10, 0.0, 0.0, 0.938),
    Measured("synthetic", "leaning", 12, 6, 10, 0.5, 0.0, 0.92),
    Measured("synthetic", "noise", 24, 12, 10, 0.0, 0.0, 0.937),
    Measured("synthetic", "leaning", 24, 12, 10, 0.5, 0.0, 0.939),
    Measured("synthetic", "noise", 24, 12, 20, 0.0, 0.0, 0.951),
    Measured("structural", "as believed", 60, 30, 2, 0.0, 0.01, 0.957),
    Measured("structural", "as believed", 60, 15, 0, 0.0, 0.01, 0.949),
    Measured("structural", "wandering", 60, 30, 2, 0.0, 0.05, 0.803),
    Measured("structural", "leaning", 60, 30, 2, 0.5, 0.01, 0.915),
    Measured("structural", "weak", 60, 30, 2, 0.0, 0.01, 0.887),
)
FOOTED: tuple[Measured, ...] = (  # the structural model where an effect counts only if `footing` is good, too
    Measured("structural", "as believed", 60, 30, 2, 0.0, 0.01, 0.977),
    Measured("structural", "as believed", 60, 15, 0, 0.0, 0.01, 0.99),
    Measured("structural", "as believed", 60, 30, 6, 0.0, 0.01, 0.927),
    Measured("structural", "leaning", 24, 12, 2, 0.5, 0.01, 0.873),
    Measured("structural", "leaning", 60, 30, 2, 0.5, 0.01, 0.98),
    Measured("structural", "leaning", 60, 15, 0, 0.5, 0.01, 0.99),
    Measured("structural", "weak", 60, 30, 2, 0.0, 0.01, 0.973),
    Measured("structural", "wandering", 60, 30, 2, 0.0, 0.05, 0.873),
)


def expected_coverage(effect: Effect) -> float:
    """Return the measured coverage in the world most like what was seen: as long, as leaning, as many units (or few).

    For the structural model it is that of `FOOTED`, since what fails that check lowers the grade anyway; its world is
    weak where little was explained. 0.95 for a method without measurements.
    """
    found, explained = effect.diagnostic("autocorrelation"), effect.diagnostic("explained")
    leaning = max(found.value or 0.0, 0.0) if found else 0.0
    if effect.method == "structural":
        if effect.n_units and explained is not None and (explained.value or 0.0) < WEAK:
            return next(row.coverage for row in FOOTED if row.world == "weak")
        rows = [row for row in FOOTED if row.world in LOOKED_UP and bool(row.units) == bool(effect.n_units)]
    else:
        rows = [row for row in MEASURED_COVERAGE if row.method == effect.method and row.world in LOOKED_UP]
    if effect.method in {"differences", "synthetic"}:
        rows = [row for row in rows if (row.units >= 5) == (effect.n_units >= 5)]
    if not rows:
        return 0.95
    length = math.log(max(effect.n_before, 1))
    return min(
        rows, key=lambda row: (abs(math.log(row.before) - length) / 2 + abs(row.leaning - leaning), row)
    ).coverage
