"""The two sides' views of one question compared, for every initiative at once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from accord.practices.money.rounds import FRESH_DAYS, OVER, VALUES, answers, sides_of
from accord.practices.reading import Value
from accord.science import Curves, Pool, compare, fit_curves, pool
from accord.science.inputs import Flags, Floats, Ints
from accord.tables import Snapshot
from accord.tables.schemas import FORECASTING_SIDES

Columns: TypeAlias = dict[str, Floats]

# where a comparison stands; from NEVER_BUSINESS on one or both sides say that it never pays off at all
COMPARED, IS_OVER, DECIDED, STALE, NEITHER, NO_BUSINESS, NO_IT, CURRENCIES, NEVER_BUSINESS, NEVER_IT, NEVER_BOTH = (
    range(11)
)
MOOT = (IS_OVER, DECIDED)
SPREAD, SHARES = ("p10", "p50", "p90"), (0.1, 0.5, 0.9)
LOWER = 0.0  # neither months after the base nor amounts lie below
DIGITS = 4
AT_ONCE = 256


def pooled(low: ArrayLike, likely: ArrayLike, high: ArrayLike, *, groups: Any = None, weights: Any = None) -> Pool:
    """Return the linear pool of answers to a question, or one for each group; equal weights unless given others."""
    return pool(fit_curves(low, likely, high, lower=LOWER), groups=groups, weights=weights)


@dataclass(frozen=True, eq=False)
class View:
    """The answers of one side: a curve each, and how many of them belong to each initiative, from which place on."""

    curves: Curves
    counts: Ints
    starts: Ints

    @classmethod
    def of(cls, rows: pl.DataFrame, said: pl.DataFrame, side: str) -> "View":
        """Fit a side's answers about the initiatives in `rows`."""
        mine = said.filter((pl.col("side") == side) & pl.col("likely").is_not_null())
        mine = mine.join(rows.select("row", "id"), left_on="initiative", right_on="id", how="inner").sort("row", "id")
        counts = np.bincount(mine["row"].to_numpy().astype(np.int64), minlength=rows.height)
        low, likely, high = (mine[name].to_numpy() for name in VALUES)
        return cls(fit_curves(low, likely, high, lower=LOWER), counts, np.cumsum(counts) - counts)

    def members(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the places of all answers about some initiatives, and to which of these each belongs."""
        counts = self.counts[rows]
        groups = np.repeat(np.arange(len(rows)), counts)
        within = np.arange(len(groups)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.starts[rows][groups] + within, groups

    def pick(self, rows: Ints) -> Curves | Pool:
        """Return the views of some initiatives: their only answers, or the linear pools of several."""
        places, groups = self.members(rows)
        return self.curves[places] if (self.counts[rows] == 1).all() else pool(self.curves[places], groups=groups)


class Distances:
    """What lies between the two sides' distributions, worked out for a block of initiatives when one is asked for."""

    def __init__(self, business: View, it: View) -> None:
        """Take both sides' views."""
        self._business, self._it = business, it
        self._blocks: dict[int, dict[int, dict[str, Value]]] = {}

    def of(self, row: int) -> Mapping[str, Value]:
        """Return trimmed gap, Wasserstein-1, overlap and the chance of the business's value being the smaller."""
        block = row // AT_ONCE
        if block not in self._blocks:
            self._blocks[block] = self._worked_out(np.arange(block * AT_ONCE, (block + 1) * AT_ONCE))
        return self._blocks[block].get(row, {})

    def _worked_out(self, rows: Ints) -> dict[int, dict[str, Value]]:
        rows = rows[rows < len(self._business.counts)]
        both = rows[(self._business.counts[rows] > 0) & (self._it.counts[rows] > 0)]
        if not len(both):
            return {}
        gap = compare(self._business.pick(both), self._it.pick(both))
        named = {
            "trimmed": gap.trimmed_gap, "w1": gap.wasserstein, "overlap": gap.overlap, "business_lower": gap.first_earlier,
        }  # fmt: skip
        plain = {name: [_finite(one) for one in part.tolist()] for name, part in named.items()}
        return {int(row): {name: part[place] for name, part in plain.items()} for place, row in enumerate(both)}


@dataclass(frozen=True, eq=False)
class Compared:
    """One question for every initiative asked about: `frame`, one row each, and what lies between the distributions.

    The frame is that of `sides_of` with `row` (its number, as `distances` counts); `state`; for each side `_p10`,
    `_p50`, `_p90` of its view, the linear pool of its answers; `signed`: IT's median minus the business's; `against`:
    what a difference is measured against: a month, or for money the median of both views pooled with equal weight (or
    the mean of both medians where that is 0); `apart`: the size of the difference in these. Null where it cannot be
    told. Units: months after the base, or money.
    """

    frame: pl.DataFrame
    distances: Distances


def compared(snapshot: Snapshot, question: str) -> Compared:
    """Return how the two sides' views of a question compare."""
    return snapshot.once(f"money.compared.{question}", lambda of: _compared(of, question))


def _compared(snapshot: Snapshot, question: str) -> Compared:
    rows = sides_of(snapshot, question).with_columns(_state(snapshot)).with_row_index("row")
    said = answers(snapshot, question)
    views = {side: View.of(rows, said, side) for side in FORECASTING_SIDES}
    columns: Columns = {}
    for side, view in views.items():
        columns |= _spread(side, view)
    wanted = rows["state"].to_numpy() == COMPARED
    signed = np.where(wanted, columns["it_p50"] - columns["business_p50"], np.nan)
    against = np.ones(rows.height)
    if question != "payoff":
        against = _middle(wanted, columns, views["business"], views["it"])
    columns |= {"signed": signed, "against": against, "apart": np.abs(signed) / against}
    found = pl.DataFrame({name: pl.Series(column).round(DIGITS) for name, column in columns.items()})
    return Compared(rows.hstack(found.fill_nan(None)), Distances(views["business"], views["it"]))


def _state(snapshot: Snapshot) -> pl.Expr:
    age = (pl.lit(snapshot.as_of) - pl.col("asked_on")).dt.total_days()
    business, it = pl.col("business_n") > 0, pl.col("it_n") > 0
    never_business = pl.col("business_only_never").fill_null(False)
    never_it = pl.col("it_only_never").fill_null(False)
    return (
        pl.when(pl.col("stage").is_in(OVER)).then(IS_OVER)
        .when((pl.col("decided_on") >= pl.col("asked_on")).fill_null(False)).then(DECIDED)
        .when(age > FRESH_DAYS).then(STALE)
        .when(never_business & never_it).then(NEVER_BOTH)
        .when(never_business & it).then(NEVER_BUSINESS)
        .when(never_it & business).then(NEVER_IT)
        .when(~business & ~it).then(NEITHER)
        .when(~business).then(NO_BUSINESS)
        .when(~it).then(NO_IT)
        .when(pl.col("currencies") > 1).then(CURRENCIES)
        .otherwise(COMPARED)
        .alias("state")
    )  # fmt: skip


def _spread(side: str, view: View) -> Columns:
    """Return P10, P50 and P90 of a side's views; a single answer is its own three quantiles."""
    columns = {f"{side}_{name}": np.full(len(view.counts), np.nan) for name in SPREAD}
    one, several = np.flatnonzero(view.counts == 1), np.flatnonzero(view.counts > 1)
    said = view.curves[view.starts[one]]
    for column, of in zip(columns.values(), (said.low, said.likely, said.high), strict=True):
        column[one] = of
    if len(several):
        pooled = view.pick(several)
        for column, share in zip(columns.values(), SHARES, strict=True):
            column[several] = pooled.quantile(share)
    return columns


def _middle(wanted: Flags, columns: Columns, business: View, it: View) -> Floats:
    """Return the median of both sides' views pooled; never 0, so that a difference of 0 stays 0 of it.

    Initiatives with a single answer of each side go apart, so that few with many do not make all of them slow.
    """
    middle: Floats = (columns["business_p50"] + columns["it_p50"]) / 2
    single = (business.counts == 1) & (it.counts == 1)
    for rows in (np.flatnonzero(wanted & single), np.flatnonzero(wanted & ~single)):
        if len(rows):
            median = _together(business, it, rows).median
            middle[rows] = np.where(median > 0, median, middle[rows])
    return np.where(middle == 0, 1.0, middle)


def _together(business: View, it: View, rows: Ints) -> Pool:
    """Return the pool of all answers about each initiative, in which either side weighs one half."""
    parts = [(view.curves, *view.members(rows), 1 / view.counts[rows]) for view in (business, it)]
    low, likely, high = (np.concatenate([getattr(of, name)[at] for of, at, _, _ in parts]) for name in VALUES)
    groups = np.concatenate([group for _, _, group, _ in parts])
    weights = np.concatenate([weight[group] for _, _, group, weight in parts])
    return pooled(low, likely, high, groups=groups, weights=weights)


def _finite(value: float) -> float | None:
    return round(value, DIGITS) if math.isfinite(value) else None
