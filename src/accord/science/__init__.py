"""Numbers in, small frozen results out. Knows no table, no web; NumPy always, SciPy only when a result needs it."""

from accord.science.alarms import Opening, expected_false_gaps, false_opening_chance, opening_level
from accord.science.curves import Curves
from accord.science.distances import normal_overlap, sample_distance
from accord.science.expectation_gap import ExpectationGap, compare
from accord.science.fitting import fit_curve, fit_curves
from accord.science.handoffs import RolledYield, rolled_yield
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
from accord.science.merging import AllOnTime, Merged, all_on_time, merge, merge_network
from accord.science.perception import Perception, perceive
from accord.science.pools import Pool, pool
from accord.science.probability_scores import (
    BrierScore,
    PitHistogram,
    Reliability,
    brier_score,
    log_score,
    pit_histogram,
    reliability_diagram,
)
from accord.science.scoring import Accuracy, accuracy, coverage, crps, crps_normal, crps_sample
from accord.science.shrinkage import Prior, ShrunkShare, prior_by_likelihood, prior_by_moments, shrink
from accord.science.survival import Survival, kaplan_meier
from accord.science.throughput import Finish, exact_finish_chances, forecast_finish, whole_periods
from accord.science.waiting import Waits, ended_within, latency, reopened_within, waits

__all__ = [
    "Accuracy",
    "AllOnTime",
    "BrierScore",
    "Curves",
    "ExpectationGap",
    "Finish",
    "Incidence",
    "LogRank",
    "MedianInterval",
    "Merged",
    "Opening",
    "Perception",
    "PitHistogram",
    "Pool",
    "Prior",
    "Reliability",
    "RolledYield",
    "ShareInterval",
    "ShrunkShare",
    "Survival",
    "Waits",
    "accuracy",
    "all_on_time",
    "brier_score",
    "clopper_pearson",
    "compare",
    "coverage",
    "crps",
    "crps_normal",
    "crps_sample",
    "cumulative_incidence",
    "ended_within",
    "exact_finish_chances",
    "expected_false_gaps",
    "false_opening_chance",
    "fit_curve",
    "fit_curves",
    "forecast_finish",
    "kaplan_meier",
    "latency",
    "log_rank",
    "log_score",
    "median_interval",
    "merge",
    "merge_network",
    "normal_overlap",
    "normal_quantile",
    "opening_level",
    "perceive",
    "pit_histogram",
    "pool",
    "prior_by_likelihood",
    "prior_by_moments",
    "reliability_diagram",
    "reopened_within",
    "rolled_yield",
    "sample_distance",
    "shrink",
    "waits",
    "whole_periods",
    "wilson",
]
