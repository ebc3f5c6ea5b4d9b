"""Numbers in, small frozen results out. Knows no table, no web; NumPy always, SciPy only when a result needs it."""

from accord.science.alarms import Opening, expected_false_gaps, false_opening_chance, opening_level
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
from accord.science.survival import Survival, kaplan_meier

__all__ = [
    "Incidence",
    "LogRank",
    "MedianInterval",
    "Opening",
    "ShareInterval",
    "Survival",
    "clopper_pearson",
    "cumulative_incidence",
    "expected_false_gaps",
    "false_opening_chance",
    "kaplan_meier",
    "log_rank",
    "median_interval",
    "normal_quantile",
    "opening_level",
    "wilson",
]
