"""Bringing series to one rhythm: which period a value belongs to, what is missing, what is left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import fmean, median, pstdev

from accord.apps.value.rules.words import RHYTHM_MONTHS, Rhythm, Role

Points = Sequence[tuple[date, float]]
Values = tuple[float | None, ...]
MONTH_DAYS, QUARTER_DAYS = 45, 135  # up to so many days between two values they come by the month, by the quarter
SEASONS: dict[str, int] = {Rhythm.MONTHLY: 12, Rhythm.QUARTERLY: 4}
BAD_RUN = 3  # so many periods just before the start are looked at for a bad run …
BAD_BY = 1.0  # … and are one if their mean lies so many standard deviations on the bad side of those before


@dataclass(frozen=True)
class Aligned:
    """Series in one rhythm, oldest first. ``start`` is the place of the first period that had it.

    ``missing`` are periods between without a value of the series itself. ``left_out`` maps the key
    of a comparison to how many of the periods it has no value for though the series has one. ``unfinished`` is the
    period that was not over yet. ``is_mid``: it began after its first period had begun. ``is_count``: its values are how
    many there were, ``out_of`` how many there could have been (empty: nobody says).
    """

    rhythm: str
    periods: tuple[date, ...]
    start: int
    y: Values
    units: Mapping[str, Values] = field(default_factory=dict)
    predictors: Mapping[str, Values] = field(default_factory=dict)
    missing: tuple[date, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    unfinished: date | None = None
    is_mid: bool = False
    is_count: bool = False
    out_of: Values = ()

    @property
    def after(self) -> int:
        """Count the periods with a value since it began."""
        return sum(value is not None for value in self.y[self.start :])

    @property
    def season(self) -> int | None:
        """Give how many periods a year has, where there are two whole years before it began."""
        length = SEASONS.get(self.rhythm)
        return length if length and self.start >= 2 * length else None


def spacing(days: Sequence[date]) -> Rhythm:
    """Say how often values come, from the median distance of their days; a few alone count as months."""
    gaps = [(later - day).days for day, later in pairwise(days)]
    usual = median(gaps) if gaps else 0
    if usual <= MONTH_DAYS:
        return Rhythm.MONTHLY
    return Rhythm.QUARTERLY if usual <= QUARTER_DAYS else Rhythm.YEARLY


def period_of(day: date, rhythm: str) -> date:
    """Give the first day of the period a day belongs to."""
    months = RHYTHM_MONTHS[rhythm]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(period: date, rhythm: str) -> date:
    """Give the first day of the next period."""
    months = period.year * 12 + period.month - 1 + RHYTHM_MONTHS[rhythm]
    return date(months // 12, months % 12 + 1, 1)


def by_period(points: Points, rhythm: str) -> dict[date, float]:
    """Average the values of each period."""
    found: dict[date, list[float]] = {}
    for day, value in points:
        found.setdefault(period_of(day, rhythm), []).append(value)
    return {period: fmean(values) for period, values in sorted(found.items())}


def align(
    points: Points,
    *,
    from_date: date,
    others: Mapping[str, tuple[str, Points]],
    as_of: date,
    is_count: bool = False,
    out_of: Points = (),
) -> Aligned:
    """Bring a series and those it is compared with to the rhythm of its own values; ``others``: key → (role, points).

    The period in which it began counts as one that had it. The period that holds ``as_of`` is not over and is left out.
    """
    known = sorted((day, value) for day, value in points if day <= as_of)
    rhythm = spacing([day for day, _value in known])
    own = by_period(known, rhythm)
    now = period_of(as_of, rhythm)
    unfinished = now if own.pop(now, None) is not None else None
    periods = _every(min(own, default=None), max(own, default=None), rhythm)
    began = period_of(from_date, rhythm)
    units: dict[str, Values] = {}
    predictors: dict[str, Values] = {}
    left_out: dict[str, int] = {}
    whole = by_period(out_of, rhythm) if is_count else {}
    for key, (role, values) in others.items():
        theirs = by_period(values, rhythm)
        lacking = sum(period not in theirs for period in own)
        if lacking or not periods:
            left_out[key] = lacking
        else:
            (units if role == Role.UNIT else predictors)[key] = tuple(theirs.get(period) for period in periods)
    return Aligned(
        rhythm=rhythm,
        periods=periods,
        start=sum(period < began for period in periods),
        y=tuple(own.get(period) for period in periods),
        units=units,
        predictors=predictors,
        missing=tuple(period for period in periods if period not in own),
        left_out=left_out,
        unfinished=unfinished,
        is_mid=from_date > began,
        is_count=is_count,
        out_of=tuple(whole.get(period) for period in periods) if whole else (),
    )


def _every(first: date | None, last: date | None, rhythm: str) -> tuple[date, ...]:
    """List every period from the first to the last."""
    found: list[date] = []
    while first is not None and last is not None and first <= last:
        found.append(first)
        first = following(first, rhythm)
    return tuple(found)


def bad_run(aligned: Aligned, *, sign: int) -> float | None:
    """Say by how many standard deviations the last periods before it began were worse than those before; None if not.

    Who acts after bad months sees better ones whatever is done (regression to the mean). ``sign`` is 1 where more is
    better, else -1. At least twice as many earlier periods are needed.
    """
    before = [value for value in aligned.y[: aligned.start] if value is not None]
    last, earlier = before[-BAD_RUN:], before[:-BAD_RUN]
    if len(earlier) < 2 * BAD_RUN:
        return None
    spread = pstdev(earlier)
    worse = sign * (fmean(earlier) - fmean(last)) / spread if spread > 0 else 0.0
    return worse if worse >= BAD_BY else None
