"""What did it cause? Several ways to tell, each with its interval or rank, and what may be believed of them.

Series are lists of floats, oldest first, one value for each period of equal length; None or NaN is a period without a
value. `start` is the index of the first period after the change, `units` maps the names of others, who did not change,
to series of the same length.

    before_after(y, start, *, level=0.95) -> Effect
    segmented(y, start, *, lag=None, season=None, level=0.95) -> Effect        lag 1 for years; season: periods in a cycle
    counts(y, start, *, exposure=None, season=None, level=0.95) -> Effect     of errors, tickets, cases
    differences(y, start, units, *, level=0.95) -> Effect
    synthetic(y, start, units, *, level=0.95) -> Effect
    structural(y, start, predictors=None, *, digest, season=None, level=0.95) -> Effect
    grade(effects, *, by_lot=False, better="up") -> Graded
    several(chances) -> adjusted chances                                       where many measures were looked at
    double_counting(claims, moved) -> DoubleCount
"""

from accord.science.effects.comparison import before_after
from accord.science.effects.counting import Rates, counts, rates
from accord.science.effects.donors import mixture, synthetic
from accord.science.effects.doubles import DoubleCount, double_counting
from accord.science.effects.effect import Diagnostic, Effect, Graded, Headline, Method, Reason
from accord.science.effects.grading import CREDIT, grade
from accord.science.effects.interruption import Segments, segmented, segments
from accord.science.effects.measured import MEASURED_COVERAGE, Measured
from accord.science.effects.neighbours import difference, differences
from accord.science.effects.several import several
from accord.science.effects.state_space import structural

__all__ = [
    "CREDIT",
    "MEASURED_COVERAGE",
    "Diagnostic",
    "DoubleCount",
    "Effect",
    "Graded",
    "Headline",
    "Measured",
    "Method",
    "Rates",
    "Reason",
    "Segments",
    "before_after",
    "counts",
    "difference",
    "differences",
    "double_counting",
    "grade",
    "mixture",
    "rates",
    "segmented",
    "segments",
    "several",
    "structural",
    "synthetic",
]
