"""What each side forecast and what then happened, pair by pair."""

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from accord.practices.money.rounds import SUBJECT, VALUES, revealed
from accord.practices.money.sides import pooled
from accord.science import Pool
from accord.science.inputs import Floats
from accord.tables import Snapshot, collect

KEY = (*SUBJECT, "question")


@dataclass(frozen=True, eq=False)
class Resolved:
    """The outcomes a side had forecast: a pool of its answers each, what happened in the same unit, and the question.

    `other_currency`: how many outcomes are in another currency than the forecast. `trace` is all of it as a text.
    """

    views: Pool | None
    happened: Floats
    questions: Any
    other_currency: int
    trace: str

    def __len__(self) -> int:
        """Count the outcomes."""
        return len(self.happened)


def resolved(snapshot: Snapshot, side: str) -> Resolved:
    """Return a side's forecasts of the latest asking before each outcome was known, beside that outcome.

    Months of a payoff are counted from the base of the asking, in which the month of the asking is 1: what had come
    before is no forecast any more.
    """
    rows = snapshot.once("money.pairs", _pairs).filter(pl.col("side") == side).sort("outcome", "id")
    same = rows.filter(pl.col("is_same"))
    trace = same.select(
        pl.concat_str([pl.col(name).cast(pl.String) for name in ("outcome", "happened", *VALUES)], separator="|")
    )
    others = rows.filter(~pl.col("is_same"))["outcome"].n_unique()
    if same.is_empty():
        return Resolved(None, np.empty(0), np.empty(0, dtype=object), others, "")
    low, likely, high = (same[name].to_numpy() for name in VALUES)
    groups = same["outcome"].rle_id().to_numpy()
    views = pooled(low, likely, high, groups=groups)
    each = same.unique("outcome", keep="first", maintain_order=True)
    happened, questions = each["happened"].to_numpy(), each["question"].to_numpy()
    return Resolved(views, happened, questions, others, "\n".join(trace.to_series().to_list()))


def known_outcomes(snapshot: Snapshot) -> pl.DataFrame:
    """Return the latest known outcome of each subject and question, with a value."""
    rows = snapshot.tables["outcomes"].filter((nw.col("known_on") <= snapshot.as_of).fill_null(False))
    found = collect(rows).rename({"id": "outcome"}).with_columns(pl.col("subject").fill_null(""))
    payoff = pl.col("question") == "payoff"
    valued = (
        pl.when(payoff).then(pl.col("payoff_on").is_not_null()).otherwise(pl.col("amount").is_finite().fill_null(False))
    )
    return found.filter(valued).sort("known_on", "outcome").unique(KEY, keep="last", maintain_order=True)


def _pairs(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per answer that an outcome is held against."""
    said = revealed(snapshot).filter(pl.col("likely").is_not_null())
    outcomes = known_outcomes(snapshot).select("outcome", *KEY, "amount", "payoff_on", "known_on", paid_in="currency")
    payoff = pl.col("question") == "payoff"
    both = said.join(outcomes, on=list(KEY), how="inner").filter(pl.col("asked_on") < pl.col("known_on"))
    both = both.with_columns(
        happened=pl.when(payoff).then(_months("base_on", "payoff_on").cast(pl.Float64)).otherwise(pl.col("amount")),
        is_same=payoff | (pl.col("currency").fill_null("") == pl.col("paid_in").fill_null("")),
    ).filter(~payoff | (pl.col("happened") >= 1))
    order = [pl.col("asked_on"), pl.col("revealed_on"), pl.col("round").str.len_chars(), pl.col("round")]
    latest = both.select("outcome", "round", "asked_on", "revealed_on").unique(["outcome", "round"])
    latest = latest.sort("outcome", *order).unique("outcome", keep="last", maintain_order=True)
    return both.join(latest.select("outcome", "round"), on=["outcome", "round"], how="semi")


def _months(start: str, end: str) -> pl.Expr:
    """Count the months from one day's month to another's."""
    years = pl.col(end).dt.year() - pl.col(start).dt.year()
    return years * 12 + pl.col(end).dt.month().cast(pl.Int32) - pl.col(start).dt.month().cast(pl.Int32)
