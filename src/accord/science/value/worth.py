"""What a plan is worth today, given what each unknown turned out to be."""

from collections.abc import Mapping

import numpy as np

from accord.science.inputs import Floats
from accord.science.value.plans import BENEFIT, COST, LineRange, Plan
from accord.science.value.timing import Later, counts_by_month, worth_today

RATIO, ADOPTION, SHIFT = "ratio", "adoption", "shift"  # inputs that are no line


class Worth:
    """The lines of a plan laid out once, for any number of outcomes."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan."""
        self.plan = plan
        self.horizon = -1 if plan.horizon is None else plan.horizon

    def at(self, row: Mapping[int | str, Floats], outcomes: int) -> Floats:
        """Return net present values; `row` maps inputs to what they turned out to be, all others are at their middle."""
        total: Floats = self._benefits(row, outcomes)
        ratio = row.get(RATIO)
        total -= self._costs(row, outcomes) * (self.plan.median_ratio() if ratio is None else ratio)
        return total

    def _costs(self, row: Mapping[int | str, Floats], outcomes: int) -> Floats:
        """Return what costs come to today before the ratio."""
        numbers, lines = _of(self.plan, COST)
        if not lines:
            return np.zeros(outcomes)
        return _summed(worth_today(counts_by_month(lines), self.plan.discount_share), numbers, lines, row, outcomes)

    def _benefits(self, row: Mapping[int | str, Floats], outcomes: int) -> Floats:
        """Return what benefits come to today, those who take it up and the delay included."""
        numbers, lines = _of(self.plan, BENEFIT)
        if not lines:
            return np.zeros(outcomes)
        later = Later(counts_by_month(lines), self.plan.discount_share, self.horizon)
        if (shift := row.get(SHIFT)) is None:
            usual = self.plan.shift[1] if self.plan.shift else 0.0
            value = _summed(later.at(np.array([[usual]]))[:, 0], numbers, lines, row, outcomes)
        else:
            value = _summed_later(later, shift, numbers, lines, row)
        return value * self._share(row.get(ADOPTION))

    def _share(self, drawn: Floats | None) -> Floats | float:
        """Return the share of those who take it up; beyond all of them there is nobody, unless the plan says so itself."""
        if self.plan.adoption is None:
            return 1.0
        if drawn is None:
            return self.plan.adoption[1]
        return np.minimum(drawn, 1.0) if self.plan.adoption[2] <= 1 else drawn


def _of(plan: Plan, flow: str) -> tuple[list[int], tuple[LineRange, ...]]:
    """Return the numbers of the lines of one flow, and the lines."""
    found = [(number, line) for number, line in enumerate(plan.lines) if line.flow == flow]
    return [number for number, _ in found], tuple(line for _, line in found)


def _summed(
    worth: Floats, numbers: list[int], lines: tuple[LineRange, ...], row: Mapping[int | str, Floats], outcomes: int
) -> Floats:
    """Add up lines, each amount times what one unit of it is worth; what is fixed is added once."""
    total = np.zeros(outcomes)
    for number, line, each in zip(numbers, lines, worth.tolist(), strict=True):
        if (amounts := row.get(number)) is None:
            total += line.likely * each
        else:
            total += amounts * each
    return total


def _summed_later(
    later: Later, shift: Floats, numbers: list[int], lines: tuple[LineRange, ...], row: Mapping[int | str, Floats]
) -> Floats:
    """Add up lines that come `shift` months later: by table over whole months, straight between them."""
    first, place, part = later.table(shift)
    total = np.zeros(len(shift))
    fixed = np.zeros(first.shape[1])
    for number, line, each in zip(numbers, lines, first, strict=True):
        if (amounts := row.get(number)) is None:
            fixed += line.likely * each
        else:
            total += amounts * _between(each, place, part)
    return total + _between(fixed, place, part) if fixed.any() else total


def _between(at_whole: Floats, place: np.ndarray, part: Floats) -> Floats:
    value: Floats = np.diff(at_whole).take(place)
    value *= part
    value += at_whole.take(place)
    return value
