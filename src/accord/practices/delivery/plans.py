"""What is planned and what was reached, initiative by initiative, as a forecast needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from accord.practices.delivery.history import stage_days
from accord.science.inputs import Floats
from accord.science.throughput import FEWEST_PERIODS, MOST_PERIODS, MOST_ZEROS
from accord.tables import Snapshot, collect
from accord.tables.schemas import UNDER_WAY

LENGTHS = (7, 14, 28)  # days; the first in which at most half of the periods are empty
FEWEST_PLANS = 3  # before what is added on the way is told


@dataclass(frozen=True, slots=True)
class Past:
    """How many milestones were reached in each period of so many `days` up to `until`, oldest first, zeros included."""

    days: int
    until: date
    reached: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        """Tell whether there are eight periods or more, at most half of them empty."""
        return len(self.reached) >= FEWEST_PERIODS and self.reached.count(0) <= MOST_ZEROS * len(self.reached)


@dataclass(frozen=True, slots=True)
class Plan:
    """One initiative's milestones: rows of (added, due, done), each a day or None; `start`: the day work was agreed.

    `until` is the day up to which its record is believed.
    """

    start: date | None
    until: date
    steps: tuple[tuple[date | None, date | None, date | None], ...]

    @property
    def trace(self) -> str:
        """Return the rows as text: the same on any day on which nothing has changed."""
        return f"{self.start} {self.steps}"

    @property
    def left(self) -> list[date]:
        """Return the days of what is planned and not done."""
        return [due for _added, due, done in self.steps if done is None and due is not None]

    @property
    def undated(self) -> int:
        """Count what is planned without a day."""
        return sum(due is None and done is None for _added, due, done in self.steps)

    def past(self) -> Past:
        """Count what was reached in weeks; in two or four weeks where more than half of the shorter ones are empty.

        A record that begins with its first result counts from the day after it.
        """
        days = sorted(done for _added, _due, done in self.steps if done is not None)
        start = self.start if self.start and (not days or self.start < days[0]) else (days[0] if days else self.until)
        found = [_past([day for day in days if day > start], start, self.until, length) for length in LENGTHS]
        return next((past for past in found if past.is_enough), found[0])

    def growth(self, past: Past) -> "Growth | None":
        """Return how much was added to each earlier plan before the day it then ended; None where nobody knows.

        A plan is what was open at the end of a past period. What was added beyond its last day is another plan.
        """
        if any(added is None for added, _due, _done in self.steps):
            return None
        ends = [past.until - timedelta(days=past.days * back) for back in range(1, len(past.reached) + 1)]
        factors = [factor for end in ends if (factor := self._grown(end)) is not None]
        return Growth(tuple(sorted(factors))) if len(factors) >= FEWEST_PLANS else None

    def _grown(self, then: date) -> float | None:
        dated = [(added, due, done) for added, due, done in self.steps if added is not None and due is not None]
        open_then = [due for added, due, done in dated if added <= then and (done is None or done > then)]
        if not open_then:
            return None
        added = sum(then < added and due <= max(open_then) for added, due, _done in dated)
        return 1 + added / len(open_then)


@dataclass(frozen=True, slots=True)
class Growth:
    """Into how many pieces each piece of earlier plans grew, rising; drawn from as they are."""

    factors: tuple[float, ...]

    def quantile(self, probability: ArrayLike, /) -> Floats:
        """Return the factors below which the given shares lie."""
        places = np.linspace(0, 1, len(self.factors))
        found: Floats = np.asarray(np.interp(np.asarray(probability), places, self.factors), dtype=np.float64)
        return found


def plans(snapshot: Snapshot) -> dict[str, Plan]:
    """Return the plan of each initiative under way that has milestones, by its id."""
    return snapshot.once("delivery.plans", _plans)


def with_milestones(snapshot: Snapshot) -> pl.DataFrame:
    """Return the initiatives that have milestones, whatever their stage."""
    names = collect(snapshot.tables["milestones"].select("initiative").unique())["initiative"]
    return snapshot.initiatives.filter(pl.col("id").is_in(names.to_list()))


def _plans(snapshot: Snapshot) -> dict[str, Plan]:
    as_of = snapshot.as_of
    rows = collect(snapshot.tables["milestones"].select("initiative", "added_on", "due_on", "done_on"))
    going = snapshot.initiatives.filter(pl.col("stage").is_in(UNDER_WAY)).select(initiative="id")
    rows = rows.filter((pl.col("added_on") <= as_of).fill_null(True)).join(going, on="initiative", how="semi")
    done = pl.when(pl.col("done_on") <= as_of).then("done_on")
    steps = rows.with_columns(done_on=done).sort("initiative", "due_on", "done_on", "added_on", nulls_last=True)
    starts = {
        one: (start, until)
        for one, start, until in stage_days(snapshot)
        .select("initiative", pl.coalesce("approved_on", "begun_on"), "known_until")
        .join(going, on="initiative", how="semi")
        .rows()
    }
    found: dict[str, list[tuple[date | None, date | None, date | None]]] = {}
    for initiative, *days in steps.rows():
        found.setdefault(initiative, []).append((days[0], days[1], days[2]))
    return {
        one: Plan(starts.get(one, (None, None))[0], _until(mine, starts.get(one, (None, None))[1], as_of), tuple(mine))
        for one, mine in found.items()
    }


def _until(steps: Sequence[tuple[date | None, date | None, date | None]], known: date | None, as_of: date) -> date:
    """Return the day up to which a record is believed: a later result or plan shows that it was kept that long."""
    shown = [day for added, _due, done in steps for day in (added, done) if day is not None]
    return max([known or as_of, *shown])


def _past(done: Sequence[date], start: date, until: date, length: int) -> Past:
    count = min((until - start).days // length, MOST_PERIODS)
    back = [(until - day).days // length for day in done]
    return Past(length, until, tuple(back.count(place) for place in reversed(range(count))))
