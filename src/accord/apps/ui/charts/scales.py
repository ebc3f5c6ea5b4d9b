"""From values to places on the paper, and where the round ticks are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Scale:
    """A straight line from the values low–high to the places start–end. A single value lies in the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Give the place of a value; values outside are kept at the edge."""
        reach = self.high / 2 - self.low / 2  # halves: the distance of two huge numbers may itself be none
        if reach <= 0:
            return (self.start + self.end) / 2
        part = min(1.0, max(0.0, (value / 2 - self.low / 2) / reach))
        return self.start + part * (self.end - self.start)


def finite(values: Iterable[float | None]) -> list[float]:
    """Keep what is a number that can be drawn."""
    return [float(value) for value in values if value is not None and math.isfinite(value)]


def known(value: float | None) -> bool:
    """Say whether a value can be drawn."""
    return value is not None and math.isfinite(value)


def span(
    values: Iterable[float | None], *, floor: float | None = None, ceiling: float | None = None
) -> tuple[float, float]:
    """Give a low and high that hold all values with a little air, never beyond floor and ceiling, never empty."""
    numbers = finite(values)
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 1.0)
    if high <= low:
        reach = abs(low) * 0.5 or 1.0
        low, high = low - reach, high + reach
    air = (high - low) * 0.06
    low, high = low - air, high + air
    if floor is not None:
        low = max(low, floor)
    if ceiling is not None:
        high = min(high, ceiling)
    return (low, high) if high > low else (low, low + 1.0)


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Give about ``count`` round values (steps of 1, 2 or 5) within low–high."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return []
    raw = (high - low) / max(1, count)
    power = 10 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def day_ticks(low: date, high: date, count: int = 5) -> list[date]:
    """Give first days of months, evenly apart (1, 2, 3, 6 months or whole years), at most about ``count``."""
    months = (high.year - low.year) * 12 + high.month - low.month
    steps = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)
    step = next((size for size in steps if months / size <= count), 1200)
    found = []
    for number in range(low.year * 12 + low.month - 1, high.year * 12 + high.month):
        if number % step == 0 and number // 12 >= 1:
            day = date(number // 12, number % 12 + 1, 1)
            if low <= day <= high:
                found.append(day)
    return found or [low]


def day_label(day: date) -> str:
    """Say a tick's day: "Mar 26"."""
    return day.strftime("%b %y")


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart so that neighbours are at least ``gap`` from each other, staying within low–high if they fit."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = list(places)
    previous = low - gap
    for index in order:
        moved[index] = max(moved[index], previous + gap)
        previous = moved[index]
    limit = high
    for index in reversed(order):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - gap
    return moved
