"""How often a sound organisation would be told of a gap that is not there, and how strict to be about it.

A gap opens when the whole interval of a reading lies beyond its threshold. Look at enough readings on enough nights
and chance alone will do that somewhere. The bound used here is the plainest one that cannot be wrong:

  expected false gaps a year ≤ pairs × looks a year × chance per look,

where *pairs* counts every practice × subject that could open, *chance per look* is the one-sided error of the
interval with the truth exactly on the threshold (the worst sound case; anything sounder opens less often), and
*looks* counts how often the rows behind a reading are really new. Nightly looks at unchanged rows are one look:
they give the same answer every time. For the same reason asking for two readings in a row protects against a slip
of the pen but not against chance, so it earns no discount here. The sum of chances bounds the expectation whatever
the dependence between looks and between practices (Boole), and the exact interval (Clopper–Pearson) keeps the
chance per look below its nominal value for every n, which Wilson's does not in far tails.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import NormalDist

from accord.science.inputs import checked_level
from accord.science.intervals import binomial_cumulative

LOOKS_A_YEAR = 12  # the rows behind one reading turn over about monthly
BUDGET_A_YEAR = 0.5  # one false gap in two years for the whole house
WIDEST_CHANCE = 0.025  # never less strict than the 95 % interval that people see


@dataclass(frozen=True, slots=True)
class Opening:
    """How sure a reading must be to open a gap: interval level, its z, chance per look, expected false gaps a year."""

    level: float
    z: float
    chance: float
    expected: float
    pairs: int
    looks: float


def opening_level(pairs: int, *, looks: float = LOOKS_A_YEAR, budget: float = BUDGET_A_YEAR) -> Opening:
    """Return the interval level at which at most `budget` false gaps a year are expected over all pairs.

    `pairs` counts practice × subject combinations that could open a gap, `looks` how often a year their rows are new.
    Raises ValueError if one of them is negative or the budget is not positive.
    """
    if pairs < 0 or looks <= 0 or budget <= 0:
        raise ValueError("Pairs cannot be negative, and looks and budget must be positive.")
    chance = min(WIDEST_CHANCE, budget / (max(pairs, 1) * looks))
    return Opening(1 - 2 * chance, NormalDist().inv_cdf(1 - chance), chance, pairs * looks * chance, pairs, looks)


def false_opening_chance(n: int, threshold: float, *, level: float, share: float | None = None) -> float:
    """Return the exact chance that n cases of true `share` look wholly below `threshold` at one look.

    The truth lies on the threshold if `share` is not given: the worst sound case. By symmetry the same number holds
    for a practice where less is better with both shares taken from 1.
    """
    if n < 1 or not 0 < threshold < 1 or (share is not None and not 0 <= share <= 1):
        raise ValueError("n must be at least 1, the threshold within 0–1 and the share from 0 to 1.")
    most = opening_count(n, threshold, level=level)
    return float(binomial_cumulative(n, threshold if share is None else share)[most]) if most >= 0 else 0.0


def opening_count(n: int, threshold: float, *, level: float) -> int:
    """Return the largest count of n whose exact interval lies wholly below `threshold`; −1 if none does."""
    chance = (1 - checked_level(level)) / 2
    return int((binomial_cumulative(n, threshold) < chance).sum()) - 1


def expected_false_gaps(
    sizes: Iterable[int], threshold: float, *, level: float, looks: float = LOOKS_A_YEAR, share: float | None = None
) -> float:
    """Return the expected number of false gaps a year over readings of the given sizes, by exact binomial sums."""
    return looks * sum(false_opening_chance(n, threshold, level=level, share=share) for n in sizes)
