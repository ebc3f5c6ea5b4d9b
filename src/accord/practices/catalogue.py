"""All measures by code, the practices that have several, and which of them a change of some table touches."""

from collections.abc import Collection, Iterable

from accord.practices.delivery import (
    completion,
    dates_that_hold,
    micro_milestones,
    one_sided_promises,
    percent_plan_complete,
    plan_in_its_class,
    record_with_misses,
)
from accord.practices.dialogue import dialogue_cadence, questions_answered, transparency
from accord.practices.direction import goals_judged_again, joint_goals
from accord.practices.family import Family
from accord.practices.guardrails import data_and_rights, quality_bars, safety_and_law, security_learning
from accord.practices.learning import actions_done, decisions_made, findings_followed, gaps_closed
from accord.practices.money import (
    benefit_gap,
    benefit_proven,
    case_quality,
    chance_of_loss,
    claimed_twice,
    cost_gap,
    finance_first,
    forecast_calibration,
    hidden_gap,
    payoff_date_gap,
    phantom_gap,
    ranges_not_points,
    research_share,
    tied_to_a_measure,
    value_review,
)
from accord.practices.people import feedback_first
from accord.practices.practice import Practice
from accord.practices.workforce import knowledge_reuse

DIRECTION = (joint_goals, goals_judged_again)
MONEY = (
    finance_first,
    payoff_date_gap,
    benefit_gap,
    cost_gap,
    hidden_gap,
    phantom_gap,
    forecast_calibration,
    tied_to_a_measure,
    case_quality,
    ranges_not_points,
    chance_of_loss,
    benefit_proven,
    claimed_twice,
    value_review,
    research_share,
)
PEOPLE = (feedback_first,)
DIALOGUE = (dialogue_cadence, transparency, questions_answered)
DELIVERY = (
    percent_plan_complete,
    one_sided_promises,
    record_with_misses,
    micro_milestones,
    dates_that_hold,
    completion,
    plan_in_its_class,
)
GUARDRAILS = (security_learning, safety_and_law, data_and_rights, quality_bars)
WORKFORCE = (knowledge_reuse,)
LEARNING = (decisions_made, actions_done, gaps_closed, findings_followed)

PRACTICES: dict[str, Practice] = {
    module.PRACTICE.code: module.PRACTICE
    for module in (*DIRECTION, *MONEY, *PEOPLE, *DIALOGUE, *DELIVERY, *GUARDRAILS, *WORKFORCE, *LEARNING)
}
FAMILIES: dict[str, Family] = {
    one.family.code: one.family for one in PRACTICES.values() if one.family and one.family.code not in PRACTICES
}
"""The practices that have several measures and a code of their own; where a measure has that code, it comes first."""


def practice(code: str) -> Practice:
    """Return the measure of that code; raises KeyError saying which there are."""
    try:
        return PRACTICES[code]
    except KeyError:
        raise KeyError(f"There is no practice {code}; there are {', '.join(PRACTICES)}.") from None


def measures_of(codes: Iterable[str]) -> tuple[Practice, ...]:
    """Return the measures of these codes, each once; the code of a family stands for all of its measures, unless one of
    them has it.

    Raises KeyError as `practice`.
    """
    found: dict[str, Practice] = {}
    for code in codes:
        if code in FAMILIES:
            found |= {one.code: one for one in PRACTICES.values() if one.part_of == code}
        else:
            found[code] = practice(code)
    return tuple(found.values())


def touched_by(tables: Collection[str]) -> tuple[Practice, ...]:
    """Return the practices that read any of these tables."""
    return tuple(p for p in PRACTICES.values() if set(tables) & {*p.tables, *p.uses})
