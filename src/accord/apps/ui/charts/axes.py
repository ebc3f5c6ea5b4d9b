"""What the numbers of a picture are: months counted after a first day, or amounts; how they are said and where ticks are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from accord.apps.ui.charts.drawing import plain
from accord.apps.ui.charts.lettering import width_of
from accord.apps.ui.charts.scales import Scale, ticks

LAST = date.max.year * 12 + 11


class Axis(Protocol):
    """What a picture asks of its axis: ``least`` is the shortest stretch worth drawing."""

    @property
    def least(self) -> float: ...

    def said(self, value: float) -> str:
        """Say a value."""
        ...

    def ticks(self, low: float, high: float, count: int) -> list[float]:
        """Give about ``count`` round values within low–high."""
        ...


def month_label(day: date) -> str:
    """Say a month: "Jan 2027"."""
    return day.strftime("%b %Y")


@dataclass(frozen=True)
class Months:
    """Months counted after ``base`` (the first day of a month): 1 is the month after it. Half months are rounded."""

    base: date
    say: Callable[[date], str] = month_label
    least: float = 6.0

    def said(self, value: float) -> str:
        """Say the month; what lies outside the calendar as its first or last month."""
        number = round(self._first + min(max(value, -1e6), 1e6))
        number = min(max(number, 12), LAST)
        return self.say(date(number // 12, number % 12 + 1, 1))

    def ticks(self, low: float, high: float, count: int) -> list[float]:
        """Give months evenly apart, whole years where there are many."""
        steps = (1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 240, 600, 1200, 6000, 12000, 60000)
        step = next((size for size in steps if (high - low) / size <= count), None)
        if step is None:
            return []
        first, last = int(low + self._first), int(high + self._first)
        found = [number - self._first for number in range(first // step * step, last + 1, step)]
        return [float(month) for month in found if low <= month <= high and 12 <= month + self._first <= LAST]

    @property
    def _first(self) -> int:
        return self.base.year * 12 + self.base.month - 1


@dataclass(frozen=True)
class Amounts:
    """Amounts of money or anything else counted: ``say`` writes one short."""

    say: Callable[[float], str] = plain
    least: float = 0.0

    def said(self, value: float) -> str:
        """Say an amount."""
        return self.say(value)

    def ticks(self, low: float, high: float, count: int) -> list[float]:
        """Give round amounts."""
        return ticks(low, high, count)


@dataclass(frozen=True)
class Tick:
    """One tick that has room: its place and words."""

    place: float
    words: str

    @property
    def half(self) -> float:
        """Say how far the words reach to each side."""
        return width_of(self.words, 12) / 2


def roomy_ticks(axis: Axis, scale: Scale, low: float, high: float, most: int = 7) -> list[Tick]:
    """Give as many evenly placed ticks as stand apart from each other between the places low and high."""
    found: list[Tick] = []
    for count in range(most, 0, -1):
        found = [tick for tick in _distinct(axis, scale, count) if _inside(tick, low, high)]
        if found and _apart(found):
            return found
    return found[:1]


def _distinct(axis: Axis, scale: Scale, count: int) -> list[Tick]:
    said: dict[str, Tick] = {}
    for value in axis.ticks(scale.low, scale.high, count):
        words = axis.said(value)
        said.setdefault(words, Tick(scale(value), words))
    return list(said.values())


def _inside(tick: Tick, low: float, high: float) -> bool:
    return tick.place - tick.half >= low and tick.place + tick.half <= high


def _apart(found: Sequence[Tick]) -> bool:
    return all(two.place - two.half - one.place - one.half >= 12 for one, two in pairwise(found))
