"""How much goes through a chain of hand-offs without a single return: the product of what each step could use as is."""

import math
from dataclasses import dataclass

from accord.science.inputs import Numbers, checked_values
from accord.science.intervals import ShareInterval, wilson


@dataclass(frozen=True, slots=True)
class RolledYield:
    """Each step's share that was complete and accurate, and the share that passes all of them.

    The rolled share's n is that of the step with the fewest cases. `weakest` is the place of the step that loses most.
    """

    steps: tuple[ShareInterval, ...]
    rolled: ShareInterval
    weakest: int


def rolled_yield(accepted: Numbers, handed: Numbers, *, level: float = 0.95) -> RolledYield:
    """Return percent complete and accurate, step by step and rolled (Martin & Osterling, Value Stream Mapping, 2013).

    `accepted` counts for each step what its receiver could use as it came, `handed` what was handed over at all. The
    rolled interval combines Wilson's intervals of the steps on the scale of logarithms (MOVER: Zou & Donner, Stat. Med.
    27, 2008); it takes the steps as independent. Raises ValueError on impossible counts and on different lengths.
    """
    good, every = checked_values(accepted, "counts of what was accepted"), checked_values(handed, "counts of hand-offs")
    if len(good) != len(every):
        raise ValueError(f"There are {len(good)} counts of what was accepted but {len(every)} of hand-offs.")
    steps = tuple(wilson(float(k), float(n), level=level) for k, n in zip(good, every, strict=True))
    value = math.prod(step.value for step in steps)
    low, high = _limits(steps)
    rolled = ShareInterval(value, min(low, value), max(high, value), level, min(step.n for step in steps))
    return RolledYield(steps, rolled, min(range(len(steps)), key=lambda place: steps[place].value))


def _limits(steps: tuple[ShareInterval, ...]) -> tuple[float, float]:
    """Return the limits of the product; where a step let nothing pass, 0 and what the tightest step still allows."""
    tightest = min(step.high for step in steps)
    if any(step.value == 0 for step in steps):
        return 0.0, tightest
    middle = sum(math.log(step.value) for step in steps)
    down = math.sqrt(sum(math.log(step.value / step.low) ** 2 for step in steps))
    up = math.sqrt(sum(math.log(step.high / step.value) ** 2 for step in steps))
    return math.exp(middle - down), min(math.exp(middle + up), tightest)
