"""Which of the unknowns matter most: how far each alone moves the value, and how much of its spread it explains.

The share of variance is the correlation ratio Var(E[NPV | input])/Var(NPV) (Saltelli et al., Sensitivity Analysis in
Practice, 2004), counted on the draws in 100 equal parts of the input, less what chance alone would show. What it is worth
to know one input beforehand is E[max(E[NPV | input], 0)] − max(E[NPV], 0) (EVPPI by parts: Strong & Oakley, 2013).
"""

from dataclasses import dataclass

import numpy as np

from accord.science.draws import DRAWS
from accord.science.inputs import Floats
from accord.science.value.drawing import draw, value_at
from accord.science.value.plans import Plan

PARTS = 100


@dataclass(frozen=True, slots=True)
class Swing:
    """What the value would be with one input at its P10 and at its P90 and all else at its middle.

    `name` is the line's, or ratio, adoption or shift; `line` its number in the plan, None for those three. `worth` is
    what knowing it beforehand would be worth.
    """

    name: str
    line: int | None
    at_low: float
    at_high: float
    share_of_variance: float
    worth: float

    @property
    def width(self) -> float:
        """Return how far the value moves."""
        return abs(self.at_high - self.at_low)


def what_matters(plan: Plan, digest: str, *, draws: int = DRAWS) -> tuple[Swing, ...]:
    """Return the unknowns of a plan, widest swing first; empty where nothing is unknown."""
    if plan.is_point:
        return ()
    drawn = draw(plan, digest, draws)
    swings = []
    for name, places in zip(drawn.inputs, drawn.places, strict=True):
        at_low, at_high = value_at(plan, (name,), np.array([[0.1, 0.9]])).tolist()
        share, worth = _explained(drawn.values, places)
        number = name if isinstance(name, int) else None
        title = str(name) if number is None else plan.lines[number].name
        swings.append(Swing(title, number, at_low, at_high, share, worth))
    return tuple(sorted(swings, key=lambda swing: (-swing.width, swing.name)))


def _explained(values: Floats, places: Floats) -> tuple[float, float]:
    """Return the share of variance that an input explains, and what knowing it is worth."""
    part = np.minimum((places * PARTS).astype(np.int64), PARTS - 1)
    counts = np.bincount(part, minlength=PARTS)
    seen = counts > 0
    counts = counts[seen]
    means = np.bincount(part, values, PARTS)[seen] / counts
    total, n = float(values.var()), len(values)
    mean = float(values.mean())
    between = float(counts @ (means - mean) ** 2) / n
    chance = (len(counts) - 1) / (n - len(counts)) * max(total - between, 0.0) if n > len(counts) else 0.0
    share = min(max((between - chance) / total, 0.0), 1.0) if total > 0 else 0.0
    worth = float(counts @ np.maximum(means, 0)) / n - max(mean, 0.0)
    return share, max(worth, 0.0)
