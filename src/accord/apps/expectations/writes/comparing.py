"""Setting the sides of a revealed round against each other, once, when they are revealed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean, median
from typing import Any

import numpy as np

from accord.apps.expectations.models import Comparison, Forecast, Round
from accord.apps.expectations.rules.words import Question, Side
from accord.practices.money import benefit_gap, cost_gap, payoff_date_gap
from accord.practices.money.sides import pooled
from accord.science import Pool, compare, perceive

ENDS = (0.1, 0.5, 0.9)
MEASURES = {Question.PAYOFF: payoff_date_gap, Question.BENEFIT: benefit_gap, Question.COST: cost_gap}
METHOD = "expectations.comparison.1"


# no event: the reveal that stores them is recorded
def compared(round_: Round, forecasts: Sequence[Forecast]) -> list[Comparison]:
    """Compare business and IT per question (finance beside them); what cannot be compared stays blank."""
    return [
        _compared(round_, question, [one for one in forecasts if one.question == question])
        for question in Question
        if any(one.question == question for one in forecasts)
    ]


# no event: only calculates
def side_pool(forecasts: Sequence[Forecast]) -> Pool | None:
    """Give a side's view of a question: the linear pool of what was said on its behalf; None if nobody gave a range."""
    given = [(float(one.low), float(one.likely), float(one.high)) for one in forecasts
             if one.low is not None and one.likely is not None and one.high is not None]  # fmt: skip
    return pooled(*np.array(given).T) if given else None


def _compared(round_: Round, question: Question, rows: Sequence[Forecast]) -> Comparison:
    by_side = {side.value: [one for one in rows if one.side == side] for side in Side}
    ranged = {side: [one for one in mine if one.likely is not None] for side, mine in by_side.items()}
    pools = {side: found for side, mine in ranged.items() if (found := side_pool(mine)) is not None}
    figures: dict[str, Any] = {
        "answers": {side: len(mine) for side, mine in by_side.items() if mine},
        "guesses": _by_side(by_side, "guess", median),
        "never": _by_side(by_side, "never_share", fmean),
        "methods": sorted({str(name) for one in pools.values() for name in np.ravel(one.members.method)}),
        **{side: _ends(one) for side, one in pools.items()},
    }
    result = Comparison(round=round_, question=question.value, figures=figures, method=METHOD)
    if {Side.BUSINESS, Side.IT} <= set(figures["never"]):
        figures["never_gap"] = figures["never"][Side.IT] - figures["never"][Side.BUSINESS]
    if {Side.BUSINESS, Side.IT} <= set(pools):
        _fill(result, pools[Side.BUSINESS], pools[Side.IT])
    return result


def _fill(result: Comparison, business: Pool, it: Pool) -> None:
    """Write what sets the two views apart."""
    found = compare(business, it)
    gap = _number(found.median_gap)
    # half of the pool may lie on nothing: then what both think likely is the measure
    middle = _number(found.pooled_median) or (_number(business.median) + _number(it.median)) / 2
    large = large_gap(result.question, middle)
    result.gap, result.size = gap, abs(gap) / large if large else None
    result.trimmed_gap, result.wasserstein = _finite(found.trimmed_gap), _finite(found.wasserstein)
    result.overlap, result.business_first_share = _finite(found.overlap), _finite(found.first_earlier)
    result.figures["pool"] = [_number(end) for end in (found.pooled_low, found.pooled_median, found.pooled_high)]
    result.figures["gap"] = gap
    if middle:
        result.figures["gap_share"] = gap / middle
    guesses = [result.figures["guesses"].get(side, math.nan) for side in (Side.BUSINESS, Side.IT)]
    seen = perceive(_number(business.median), _number(it.median), *guesses, limit=large)
    result.perception = str(seen.kind)
    is_apart = abs(gap) > large
    beliefs = {Side.BUSINESS: int(seen.first), Side.IT: int(seen.second)}
    result.unaware = [side.value for side, sees in beliefs.items() if sees >= 0 and bool(sees) != is_apart]


# no event: only calculates
def large_gap(question: str, joint_median: float) -> float:
    """Say from what on a difference counts as large: in months for the payoff, else a share of the joint median."""
    threshold: float = MEASURES[Question(question)].PRACTICE.threshold_open
    return threshold if question == Question.PAYOFF else threshold * joint_median


def _by_side(
    rows: Mapping[str, Sequence[Forecast]], name: str, of: Callable[[Sequence[float]], float]
) -> dict[str, float]:
    values = {side: [float(value) for one in mine if (value := getattr(one, name)) is not None]
              for side, mine in rows.items()}  # fmt: skip
    return {side: float(of(found)) for side, found in values.items() if found}


def _ends(one: Pool) -> list[float]:
    return [float(value) for value in np.ravel(one.quantile(np.array(ENDS)))]


def _number(value: Any) -> float:
    return float(np.ravel(value)[0])


def _finite(value: Any) -> float | None:
    number = _number(value)
    return number if math.isfinite(number) else None
