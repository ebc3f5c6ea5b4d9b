"""What a plan may come to, by the shortest way that is right: exactly where that is possible, else by draws."""

from collections.abc import Sequence

import numpy as np

from accord.science.draws import DRAWS
from accord.science.value.drawing import draw, draw_evenly, value_at
from accord.science.value.exact import has_ratio_alone, ratio_values
from accord.science.value.outcomes import ValueDistribution, of_draws, point
from accord.science.value.plans import Plan

MOST_AT_ONCE = 400  # plans: what is worked out for each of them at a time stays close to the processor


def likely_value(plan: Plan) -> float:
    """Return the net present value with everything at its likely value; costs at the class's median where there is one."""
    return float(value_at(plan, (), np.zeros((0, 1)))[0])


def value_distribution(plan: Plan, digest: str, *, draws: int = DRAWS) -> ValueDistribution:
    """Return the distribution of a plan's net present value; `digest` stands for its inputs and seeds the draws."""
    if plan.is_point:
        return point(likely_value(plan))
    if has_ratio_alone(plan):
        return ratio_values([plan])[0]
    return of_draws(draw(plan, digest, draws).values)


def distributions(plans: Sequence[Plan], digests: Sequence[str]) -> tuple[ValueDistribution, ...]:
    """Return the distributions of many plans, in their order; raises ValueError unless there is one digest for each.

    What has no closed form is drawn at 2,039 evenly spread places instead of 10,000 independent ones.
    """
    if len(plans) != len(digests):
        raise ValueError(f"There are {len(plans)} plans but {len(digests)} digests.")
    found: list[ValueDistribution | None] = [point(likely_value(plan)) if plan.is_point else None for plan in plans]
    exact = [number for number, plan in enumerate(plans) if found[number] is None and has_ratio_alone(plan)]
    for start in range(0, len(exact), MOST_AT_ONCE):
        some = exact[start : start + MOST_AT_ONCE]
        for number, values in zip(some, ratio_values([plans[number] for number in some]), strict=True):
            found[number] = values
    rest = zip(found, plans, digests, strict=True)
    return tuple(one or of_draws(draw_evenly(plan, digest).values) for one, plan, digest in rest)
