"""What money over time is worth: at a fixed rate, as a distribution, and what knowing or waiting is worth."""

from accord.science.value.classes import ENOUGH, ReferenceClass
from accord.science.value.drawing import Drawn, draw, unknowns, value_at
from accord.science.value.exact import has_ratio_alone, normal_value, ratio_values
from accord.science.value.flows import (
    discounted_payback,
    factors,
    mirr,
    month_factors,
    monthly,
    npv,
    payback,
    profitability_index,
    yearly,
)
from accord.science.value.information import (
    best_expected,
    expected_value_of_perfect_information,
    expected_value_of_sample_information,
    value_of_knowing,
)
from accord.science.value.options import European, OneStep, european_option, one_step_option
from accord.science.value.outcomes import DRAWN, EXACT, StandardErrors, ValueDistribution, of_draws
from accord.science.value.outlook import distributions, likely_value, value_distribution
from accord.science.value.plans import BENEFIT, COST, LineRange, LogNormal, Plan, Range, log_normal
from accord.science.value.roots import NEVER_ZERO, NOTHING, ONE_SIGN, Roots, irr
from accord.science.value.shapes import Part, parts, value_at_share
from accord.science.value.swings import Swing, what_matters
from accord.science.value.worth import ADOPTION, RATIO, SHIFT

__all__ = [
    "ADOPTION",
    "BENEFIT",
    "COST",
    "DRAWN",
    "ENOUGH",
    "EXACT",
    "NEVER_ZERO",
    "NOTHING",
    "ONE_SIGN",
    "RATIO",
    "SHIFT",
    "Drawn",
    "European",
    "LineRange",
    "LogNormal",
    "OneStep",
    "Part",
    "Plan",
    "Range",
    "ReferenceClass",
    "Roots",
    "StandardErrors",
    "Swing",
    "ValueDistribution",
    "best_expected",
    "discounted_payback",
    "distributions",
    "draw",
    "european_option",
    "expected_value_of_perfect_information",
    "expected_value_of_sample_information",
    "factors",
    "has_ratio_alone",
    "irr",
    "likely_value",
    "log_normal",
    "mirr",
    "month_factors",
    "monthly",
    "normal_value",
    "npv",
    "of_draws",
    "one_step_option",
    "parts",
    "payback",
    "profitability_index",
    "ratio_values",
    "unknowns",
    "value_at",
    "value_at_share",
    "value_distribution",
    "value_of_knowing",
    "what_matters",
    "yearly",
]
