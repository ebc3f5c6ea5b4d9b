"""The two sides' views of one question compared, for every initiative at once."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from accord.practices.money.rounds import FRESH_DAYS, OVER, VALUES, answers, sides_of
from accord.science import Curves, Pool, compare, fit_curves, pool
from accord.science.inputs import Flags, Floats, Ints
from accord.tables import Snapshot
from accord.tables.schemas import FORECASTING_SIDES

# where a comparison stands; from NEVER_BUSINESS on one or both sides say that it never pays off at all
COMPARED, IS_OVER, DECIDED, STALE, NEITHER, NO_BUSINESS, NO_IT, CURRENCIES, NEVER_BUSINESS, NEVER_IT, NEVER_BOTH = (
    range(11)
)
NOT_TOLD = (STALE, NEITHER, NO_BUSINESS, NO_IT, CURRENCIES)
MOOT = (IS_OVER, DECIDED)
SPREAD, SHARES = ("p10", "p50", "p90"), (0.1, 0.5, 0.9)
DISTANCES = ("signed", "trimmed", "w1", "overlap", "business_lower", "pooled")
LOWER = 0.0  # neither months after the base nor amounts lie below
DIGITS = 4
Rows: TypeAlias = dict[str, Any]


def compared(snapshot: Snapshot, question: str) -> pl.DataFrame:
    """Return one row per initiative asked about (as `sides_of`), with where the comparison stands and how far apart.

    `state`; for each side `_p10`, `_p50`, `_p90` of its view, the linear pool of its answers; `signed`: IT's median
    minus the business's; `apart`: its size in months, or for money as a part of `against`: the median of both views
    pooled (`pooled`), or the mean of both medians where that is 0; `trimmed`, `w1`, `overlap`; `business_lower`: the chance
    that the business's value is the smaller. Null where it cannot be told. Units: months after the base, or money.
    """
    return snapshot.once(f"money.compared.{question}", lambda of: _compared(of, question))


def _compared(snapshot: Snapshot, question: str) -> pl.DataFrame:
    rows = sides_of(snapshot, question).with_columns(_state(snapshot)).with_row_index("row")
    said = answers(snapshot, question)
    views = {side: View.of(rows, said, side) for side in FORECASTING_SIDES}
    columns: Rows = {}
    for side, view in views.items():
        columns |= _spread(side, view)
    distances = _distances(rows["state"].to_numpy() == COMPARED, views["business"], views["it"])
    against = _against(question, distances, columns)
    columns |= distances | {"against": against, "apart": np.abs(distances["signed"]) / against}
    found = pl.DataFrame({name: pl.Series(column).round(DIGITS) for name, column in columns.items()})
    return rows.hstack(found.fill_nan(None)).drop("row")


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

    def pick(self, rows: Ints) -> Curves | Pool:
        """Return the views of some initiatives: their only answers, or the linear pools of several."""
        counts = self.counts[rows]
        if (counts == 1).all():
            return self.curves[self.starts[rows]]
        groups = np.repeat(np.arange(len(rows)), counts)
        within = np.arange(len(groups)) - np.repeat(np.cumsum(counts) - counts, counts)
        return pool(self.curves[self.starts[rows][groups] + within], groups=groups)


def _spread(side: str, view: View) -> Rows:
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


def _distances(wanted: Flags, business: View, it: View) -> Rows:
    """Return what lies between the views of both sides; single answers and pools apart, for pools take longer."""
    columns = {name: np.full(len(wanted), np.nan) for name in DISTANCES}
    single = (business.counts == 1) & (it.counts == 1)
    for rows in (np.flatnonzero(wanted & single), np.flatnonzero(wanted & ~single)):
        if len(rows):
            gap = compare(business.pick(rows), it.pick(rows))
            found = (
                gap.median_gap,
                gap.trimmed_gap,
                gap.wasserstein,
                gap.overlap,
                gap.first_earlier,
                gap.pooled_median,
            )
            for column, of in zip(columns.values(), found, strict=True):
                column[rows] = of
    return columns


def _against(question: str, distances: Rows, columns: Rows) -> Floats:
    """Return what a difference is measured against: a month, or the middle of both views (never 0, so that 0 ÷ 0 is 0)."""
    if question == "payoff":
        return np.ones_like(distances["pooled"])
    middle = (columns["business_p50"] + columns["it_p50"]) / 2
    against = np.where(distances["pooled"] > 0, distances["pooled"], middle)
    return np.where(against == 0, 1.0, against)
