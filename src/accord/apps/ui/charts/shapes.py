"""What one side expects, as a shape: its three numbers, its density, and where most of it lies."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from accord.apps.ui.charts.scales import finite, known

FAR = 1e15  # no amount or month is beyond; what claims to be is drawn here
NORMAL_90 = 1.2815515594


@dataclass(frozen=True)
class SideView:
    """One side's view of one question.

    ``label`` is the side's word, ``tone`` its code (``business``, ``it``, ``finance``). ``low``, ``likely`` and ``high``
    are the 10th, 50th and 90th percentile; ``likely`` None: no answer, then ``missing`` says so in words. ``density``
    are points (value, density) in any unit; without them the three numbers are sketched. ``never`` is the chance (0 to 1)
    that it never happens, drawn apart from the axis.
    """

    label: str
    tone: str
    low: float | None = None
    likely: float | None = None
    high: float | None = None
    density: Sequence[tuple[float, float]] = field(default=(), repr=False)
    never: float | None = None
    missing: str = ""

    @property
    def is_known(self) -> bool:
        """Say whether there is anything to draw on the axis."""
        return known(self.likely)

    @property
    def middle(self) -> float:
        """Give the likely value as a place; only of a known side."""
        return within_reach(self.likely or 0.0)

    @property
    def chance_of_never(self) -> float | None:
        """Give the chance that it never happens, kept within 0 to 1; None if it is not known."""
        return min(max(self.never, 0.0), 1.0) if self.never is not None and known(self.never) else None

    @property
    def range(self) -> tuple[float, float] | None:
        """Give the 10–90 % range in order, if it is known and wider than nothing."""
        if not (known(self.low) and known(self.high)):
            return None
        ends = sorted((within_reach(self.low or 0.0), within_reach(self.high or 0.0)))
        return (ends[0], ends[1]) if ends[1] - ends[0] > 1e-9 else None

    @cached_property
    def shape(self) -> Shape:
        """Give what is drawn: the density if there is one, otherwise a sketch from the three numbers."""
        found = Shape.of(_clean(self.density))
        if found.points or not self.range:
            return found
        low, high = self.range
        return Shape.of(sketch(low, min(max(self.middle, low), high), high))


def within_reach(value: float) -> float:
    """Keep a number where it can be drawn."""
    return min(max(value, -FAR), FAR)


@dataclass(frozen=True)
class Shape:
    """A density whose area is one, with the share up to each point; no points: everything in one place."""

    points: tuple[tuple[float, float], ...] = ()
    shares: tuple[float, ...] = ()

    @classmethod
    def of(cls, points: Sequence[tuple[float, float]]) -> Shape:
        """Make a shape of ordered points; of less than three that can be told apart, or of no area, none."""
        points = _apart(points)
        peak = max((y for _x, y in points), default=0.0)
        reach = points[-1][0] - points[0][0] if points else 0.0
        if len(points) < 3 or peak <= 0 or reach <= 1e-9:
            return cls()
        parts = [0.0]
        for (x1, y1), (x2, y2) in pairwise(points):
            parts.append(parts[-1] + (x2 - x1) / reach * (y1 / peak + y2 / peak) / 2)
        if parts[-1] <= 0:
            return cls()
        return cls(
            tuple((x, y / peak / parts[-1] / reach) for x, y in points), tuple(part / parts[-1] for part in parts)
        )

    @property
    def peak(self) -> float:
        """Give the greatest density."""
        return max((y for _x, y in self.points), default=0.0)

    def at(self, share: float) -> float:
        """Give the place up to which a share lies; only of a shape with points."""
        place = min(max(bisect_left(self.shares, share), 1), len(self.shares) - 1)
        (x1, y1), (x2, y2) = self.points[place - 1], self.points[place]
        more = min(max(share, self.shares[place - 1]), self.shares[place]) - self.shares[place - 1]
        if more <= 0 or x2 <= x1:
            return x1
        # the area under a slanted line from x1, solved for its width; this way of writing it needs no division by the slant
        root = math.sqrt(max(0.0, y1 * y1 + 2 * more * (y2 - y1) / (x2 - x1)))
        return min(x2, x1 + 2 * more / (y1 + root)) if y1 + root > 0 else x2

    def up_to(self, value: float) -> float:
        """Give the share that lies below a value; 0 without points."""
        if not self.points or value <= self.points[0][0]:
            return 0.0
        place = bisect_left([x for x, _y in self.points], value)
        if place >= len(self.points):
            return 1.0
        x1, y1 = self.points[place - 1]
        area = (value - x1) * (y1 + self.height(value)) / 2
        return min(self.shares[place - 1] + area, self.shares[place])

    def between(self, low: float, high: float) -> list[tuple[float, float]]:
        """Give the points within low–high; an end that goes on beyond is cut there, one that does not comes down to zero."""
        if not self.points or high < self.points[0][0] or low > self.points[-1][0]:
            return []
        first, last = self.points[0][0], self.points[-1][0]
        begin = [(first, 0.0), self.points[0]] if low < first else [(low, self.height(low))]
        end = [self.points[-1], (last, 0.0)] if high > last else [(high, self.height(high))]
        inside = [(x, y) for x, y in self.points[1:-1] if low < x < high]
        return [*begin, *inside, *end]

    def height(self, value: float) -> float:
        """Give the density at a value; nothing outside."""
        if not self.points or not self.points[0][0] <= value <= self.points[-1][0]:
            return 0.0
        place = max(1, bisect_left([x for x, _y in self.points], value))
        (x1, y1), (x2, y2) = self.points[place - 1], self.points[place]
        return y1 + (y2 - y1) * ((value - x1) / (x2 - x1) if x2 > x1 else 0.0)


def _apart(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that lie where the one before does, as far as anybody could see."""
    kept = list(points[:1])
    for x, y in points[1:]:
        if x - kept[-1][0] > (points[-1][0] - points[0][0]) * 1e-7:
            kept.append((x, y))
    return kept


def _clean(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    kept = {within_reach(x): max(0.0, min(y, 1e300)) for x, y in points if math.isfinite(x) and math.isfinite(y)}
    return sorted(kept.items())


def sketch(low: float, likely: float, high: float, steps: int = 24) -> list[tuple[float, float]]:
    """Sketch three numbers as two halves of a bell that meet at the likely one; never below zero where low is not."""
    left, right = (likely - low) / NORMAL_90, (high - likely) / NORMAL_90
    found = [(likely - left * 3 * (1 - n / steps), _bell(3 * (1 - n / steps))) for n in range(steps)] if left else []
    found += [(likely + right * 3 * n / steps, _bell(3 * n / steps)) for n in range(steps + 1)] if right else []
    found = found if right else [*found, (likely, 1.0)]
    return [(x, y) for x, y in found if x >= 0 or low < 0]


def _bell(distance: float) -> float:
    return math.exp(-distance * distance / 2)


def reach_of(
    sides: Sequence[SideView], others: Sequence[float | None] = (), *, least: float = 0.0
) -> tuple[float, float]:
    """Give a low and high that hold nearly all of every side, its three numbers, and others that lie not too far away.

    A tail is drawn up to its last hundredth, but no further from the 10–90 % range than 0.75 of its width (a normal
    tail ends after 0.41): a few per cent far out must not squeeze what the two sides talk about.

    What lies further than 0.6 of that stretch beyond it is left outside: one stray number must not squeeze the picture.
    """
    core: list[float | None] = []
    for side in sides:
        core += [side.low, side.likely, side.high] if side.is_known else []
        if side.is_known and side.shape.points:
            core += _tails(side)
    numbers = (
        [within_reach(value) for value in finite(core)] or [within_reach(value) for value in finite(others)] or [0.0]
    )
    low, high = wide_enough(min(numbers), max(numbers), least)
    slack = (high - low) * 0.6
    near = [value for value in finite(others) if low - slack <= value <= high + slack]
    low, high = min([low, *near]), max([high, *near])
    air = (high - low) * 0.04
    return (low - air if min([*numbers, *near]) < 0 else max(0.0, low - air)), high + air


def _tails(side: SideView) -> list[float]:
    low, high = side.shape.at(0.01), side.shape.at(0.99)
    if side.range:
        room = 0.75 * (side.range[1] - side.range[0])
        return [max(low, side.range[0] - room), min(high, side.range[1] + room)]
    return [low, high]


def wide_enough(low: float, high: float, least: float) -> tuple[float, float]:
    """Widen a stretch to at least ``least``, and one without width to what can be read."""
    wanted = max(least, abs(high) * 1e-6 if high - low else abs(high) * 0.2, 1e-9 if high - low else 1.0)
    more = max(0.0, wanted - (high - low)) / 2
    return low - more, high + more
