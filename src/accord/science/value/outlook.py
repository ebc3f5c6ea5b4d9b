"""What a plan may come to, by the shortest way that is right: exactly where that is possible, else by draws."""

from collections.abc import Iterator, Sequence

import numpy as np

from accord.science.draws import DRAWS
from accord.science.value.drawing import drawn_values, value_at
from accord.science.value.exact import has_ratio_alone, ratio_values
from accord.science.value.outcomes import ValueDistribution, of_draws, point
from accord.science.value.plans import Plan

MOST_AT_ONCE = 400  # plans: what is worked out for each of them at a time stays close to the processor


def likely_value(plan: Plan) -> float:
    """Return the net present value with everything at its likely value; costs at the class's median where there is one."""
    return float(value_at(plan, (), np.zeros((0, 1)))[0])


def value_distribution(plan: Plan, digest: str, *, draws: int = DRAWS) -> ValueDistribution:
    """Return the distribution of a plan's net present value; `digest` stands for its inputs and seeds the draws."""
    return distributions([plan], [digest], draws=draws)[0]


def distributions(
    plans: Sequence[Plan], digests: Sequence[str], *, draws: int = DRAWS
) -> tuple[ValueDistribution, ...]:
    """Return the distributions of many plans, in their order; each is what `value_distribution` gives for it alone.

    Raises ValueError unless there is one digest for each.
    """
    if len(plans) != len(digests):
        raise ValueError(f"There are {len(plans)} plans but {len(digests)} digests.")
    found: list[ValueDistribution | None] = [point(likely_value(plan)) if plan.is_point else None for plan in plans]
    left = [number for number, one in enumerate(found) if one is None]
    exact = [number for number in left if has_ratio_alone(plans[number])]
    for some in _pieces(exact):
        for number, values in zip(some, ratio_values([plans[number] for number in some]), strict=True):
            found[number] = values
    for some in _pieces([number for number in left if found[number] is None]):
        drawn = drawn_values([plans[number] for number in some], [digests[number] for number in some], draws)
        for number, outcomes in zip(some, drawn, strict=True):
            found[number] = of_draws(outcomes)
    return tuple(one for one in found if one is not None)


def _pieces(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    return (numbers[start : start + MOST_AT_ONCE] for start in range(0, len(numbers), MOST_AT_ONCE))
