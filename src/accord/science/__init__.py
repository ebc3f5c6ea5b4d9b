"""Numbers in, small frozen results out. Knows no table, no web; NumPy always, SciPy only when a result needs it."""

from accord.science.alarms import Opening, expected_false_gaps, false_opening_chance, opening_level
from accord.science.curves import Curves, fit_curve, fit_curves
from accord.science.expectation_gap import ExpectationGap, compare
from accord.science.incidence import Incidence, cumulative_incidence
from accord.science.intervals import (
    MedianInterval,
    ShareInterval,
    clopper_pearson,
    median_interval,
    normal_quantile,
    wilson,
)
from accord.science.logrank import LogRank, log_rank
from accord.science.perception import Perception, perceive
from accord.science.pools import Pool, pool
from accord.science.survival import Survival, kaplan_meier

__all__ = [
    "Curves",
    "ExpectationGap",
    "Incidence",
    "LogRank",
    "MedianInterval",
    "Opening",
    "Perception",
    "Pool",
    "ShareInterval",
    "Survival",
    "clopper_pearson",
    "compare",
    "cumulative_incidence",
    "expected_false_gaps",
    "false_opening_chance",
    "fit_curve",
    "fit_curves",
    "kaplan_meier",
    "log_rank",
    "median_interval",
    "normal_quantile",
    "opening_level",
    "perceive",
    "pool",
    "wilson",
]
