"""What a case says, in numbers: lines with ranges, and what makes all costs or all benefits move together.

The risk model, and what is taken to depend on what:

- A line is one unknown: what it turns out to be in one month it is in all of them. Lines do not depend on each other.
- All costs are multiplied by one unknown, how much more such work costs than estimated (a reference class).
- All benefits are multiplied by one unknown, the share of people who take it up; more than all of them only where its
  high value is above 1.
- All benefits come one unknown number of months later than planned. What would come after the horizon is lost. Costs
  come when planned.
- These three do not depend on each other nor on the lines.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from accord.science.curves import Curves
from accord.science.fitting import fit_curves
from accord.science.inputs import checked_values
from accord.science.value.flows import checked_rate

COST, BENEFIT = "cost", "benefit"
Range: TypeAlias = tuple[float, float, float]  # low, likely, high: undercut and exceeded one time in ten


@dataclass(frozen=True, slots=True)
class LineRange:
    """One cost or benefit: its low, likely and high amount each time it comes, and the months in which it comes.

    Months count from time zero and may repeat. Amounts are not negative; which way they count, `flow` says.
    """

    name: str
    flow: str
    months: tuple[int, ...]
    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        """Refuse unknown flows, months before time zero and amounts out of order."""
        if self.flow not in (COST, BENEFIT):
            raise ValueError(f"A line is a cost or a benefit, not {self.flow!r}.")
        if self.months and min(self.months) < 0:
            raise ValueError(f"A month of {self.name!r} lies before time zero.")
        if not 0 <= self.low <= self.likely <= self.high or not math.isfinite(self.high):
            raise ValueError(f"The amounts of {self.name!r} must hold 0 ≤ low ≤ likely ≤ high.")

    @property
    def is_point(self) -> bool:
        """Tell whether it is one number without a range."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class LogNormal:
    """A ratio whose logarithm is normal with this `middle` and `spread`; its median is exp(middle)."""

    middle: float
    spread: float

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        if not (math.isfinite(self.middle) and 0 < self.spread < math.inf):
            raise ValueError("A log-normal ratio needs a middle and a spread above zero.")

    @property
    def mean(self) -> float:
        """Return the mean ratio."""
        return math.exp(self.middle + self.spread**2 / 2)


def log_normal(ratios: tuple[float, ...]) -> LogNormal:
    """Return the log-normal with mean and standard deviation (n − 1) of the logarithms; raises ValueError below two."""
    values = checked_values(ratios, "ratios")
    if len(values) < 2 or (values <= 0).any():
        raise ValueError("A log-normal needs at least two ratios above zero.")
    logs = np.log(values)
    return LogNormal(float(logs.mean()), float(logs.std(ddof=1)))


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a case and what moves them: `discount_share` a year, months counted from time zero.

    `ratios` are what costs came to by estimate in a reference class, or a log-normal of them; empty: costs are as said.
    `adoption` is low, likely and high share of those who take it up, `shift` low, likely and high months that benefits
    come later; None: as said. After month `horizon` no benefit counts; None: without end.
    """

    lines: tuple[LineRange, ...]
    discount_share: float
    ratios: tuple[float, ...] | LogNormal = ()
    adoption: Range | None = None
    shift: Range | None = None
    horizon: int | None = None

    def __post_init__(self) -> None:
        """Refuse rates, ratios, shares and shifts that are none."""
        checked_rate(self.discount_share, "discount rate")
        if isinstance(self.ratios, tuple) and self.ratios and min(self.ratios) <= 0:
            raise ValueError("A ratio of actual to estimate lies above zero.")
        if self.adoption and not 0 <= self.adoption[0] <= self.adoption[1] <= self.adoption[2]:
            raise ValueError("The share of those who take it up must hold 0 ≤ low ≤ likely ≤ high.")
        if self.shift and not self.shift[0] <= self.shift[1] <= self.shift[2]:
            raise ValueError("The months of delay must hold low ≤ likely ≤ high.")

    @property
    def has_point_lines(self) -> bool:
        """Tell whether no line has a range."""
        return all(line.low == line.high for line in self.lines)

    @property
    def is_point(self) -> bool:
        """Tell whether the plan knows one outcome only."""
        if isinstance(self.ratios, LogNormal) or len(set(self.ratios)) > 1:
            return False
        return self.has_point_lines and not any(part and part[0] < part[2] for part in (self.adoption, self.shift))

    def of(self, flow: str) -> tuple[LineRange, ...]:
        """Return the lines of one flow."""
        return tuple(line for line in self.lines if line.flow == flow)

    def median_ratio(self) -> float:
        """Return the ratio that half of the class stays below; 1 without a class."""
        if isinstance(self.ratios, LogNormal):
            return math.exp(self.ratios.middle)
        return float(np.median(self.ratios)) if self.ratios else 1.0


def plan_curves(plan: Plan) -> Curves:
    """Return the distributions of all lines, then of the take-up, then of the delay; 1 and 0 where these are as said.

    Nothing lies below zero but a delay whose low value does.
    """
    return next(curves_of_plans([plan]))


def curves_of_plans(plans: Sequence[Plan]) -> Iterator[Curves]:
    """Give the distributions of each plan as `plan_curves` does, all fitted at once."""
    rows: list[Range] = []
    ends, free = [0], []
    for plan in plans:
        shift = plan.shift or (0.0, 0.0, 0.0)
        rows += [(line.low, line.likely, line.high) for line in plan.lines]
        rows += [plan.adoption or (1.0, 1.0, 1.0), shift]
        ends.append(len(rows))
        free += [len(rows) - 1] if shift[0] < 0 else []
    low, likely, high = np.array(rows, dtype=np.float64).reshape(-1, 3).T
    bound = np.zeros(len(low))
    bound[free] = np.nan
    curves = fit_curves(low, likely, high, lower=bound)
    return (curves[start:end] for start, end in pairwise(ends))
