"""How such work turned out elsewhere: actual by estimate of a reference class, and what a plan looks like in it.

Source: Flyvbjerg, From Nobel Prize to Project Management, Project Management Journal 37(3), 2006. Overruns have heavy
tails, so no mean is given: quantiles, and the share of the class beyond a value.
"""

import math
from dataclasses import dataclass

import numpy as np

from accord.science.draws import drawn_quantile
from accord.science.inputs import Floats, checked_values

ENOUGH = 20  # a class with fewer cases is no class
ROUNDING = 1e-9  # two ratios this close (as a share) are the same ratio


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Ratios of actual to estimate of `n` pieces of work. `is_thin` where they are few or not one's own."""

    code: str
    ratios: tuple[float, ...]
    n: int
    source: str
    is_thin: bool

    def __post_init__(self) -> None:
        """Refuse ratios that are none: empty, NaN, zero or below."""
        if (checked_values(self.ratios, "ratios") <= 0).any():
            raise ValueError("A ratio of actual to estimate lies above zero.")
        if self.n < 1:
            raise ValueError("A class needs at least one case.")

    def percentile(self, ratio: float) -> float:
        """Return how many of a hundred cases came in at or below the ratio, rounding allowed for."""
        return 100 * float((self._sorted() <= ratio * (1 + ROUNDING)).mean())

    def exceedance(self, ratio: float) -> float:
        """Return the share of cases that came in above the ratio, rounding allowed for."""
        return float((self._sorted() > ratio * (1 + ROUNDING)).mean())

    def is_below(self, ratio: float, certainty: float) -> bool:
        """Tell whether a ratio lies below that quantile; what lies on it does not, however it was rounded."""
        return ratio < self.quantile(certainty) * (1 - ROUNDING)

    def is_on(self, ratio: float, certainty: float) -> bool:
        """Tell whether a ratio is that quantile, rounding allowed for."""
        return math.isclose(ratio, self.quantile(certainty), rel_tol=ROUNDING)

    def quantile(self, certainty: float) -> float:
        """Return the smallest ratio with at least a share `certainty` of the cases at or below it."""
        return drawn_quantile(self._sorted(), certainty)

    def uplift(self, certainty: float) -> float:
        """Return by which share an estimate must grow to hold with that certainty; 0.43 is 43 % more."""
        return self.quantile(certainty) - 1

    def _sorted(self) -> Floats:
        return np.sort(np.asarray(self.ratios, dtype=np.float64))
