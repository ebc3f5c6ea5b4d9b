"""What each side said at the latest revealed asking about each initiative, as plain columns."""

import narwhals as nw
import polars as pl

from accord.tables import Snapshot, collect
from accord.tables.schemas import FORECASTING_SIDES

FRESH_DAYS = 120  # what was said longer ago may no longer hold
VALUES = ("low", "likely", "high")
OVER = ("retired", "cancelled")
SUBJECT = ("subject_kind", "subject")
COLUMNS = (
    "id", *SUBJECT, "round", "question", "side", *VALUES, "guess", "never_share", "currency", "base_on", "asked_on",
    "revealed_on",
)  # fmt: skip


def revealed(snapshot: Snapshot) -> pl.DataFrame:
    """Return every forecast revealed by the snapshot's day; low, likely and high are all known and in order, or none is.

    What is out of order, below zero or no number counts as "cannot say".
    """
    return snapshot.once("money.revealed", _revealed)


def asked(snapshot: Snapshot) -> pl.DataFrame:
    """Return each initiative that was asked about: id, title, department, stage, its latest round and its days."""
    return snapshot.once("money.asked", _asked)


def answers(snapshot: Snapshot, question: str) -> pl.DataFrame:
    """Return the forecasts of a question at the latest rounds: `initiative`, `side` and what was said, in a fixed order."""
    rows = revealed(snapshot).filter((pl.col("subject_kind") == "initiative") & (pl.col("question") == question))
    latest = asked(snapshot).select(initiative="id", round="round")
    return rows.rename({"subject": "initiative"}).join(latest, on=["initiative", "round"], how="semi").sort("id")


def sides_of(snapshot: Snapshot, question: str) -> pl.DataFrame:
    """Return one row per initiative asked about, with what each side said on a question.

    For each side: `_n` forecasts with values, the values of the only one (`_low`, `_likely`, `_high`), the median
    `_guess` of the other side's likely value, the mean `_never` share, and whether all say `_only_never`. Besides:
    `forecasts` (how many of all sides), `currencies` (how many), `decided_on` (the day the outcome was known), `trace` (all of it as a text).
    """
    rows = answers(snapshot, question)
    spelled = [
        pl.col(name).cast(pl.String).fill_null("") for name in ("side", *VALUES, "guess", "never_share", "currency")
    ]
    traces = (
        rows.with_columns(line=pl.concat_str(spelled, separator="|"))
        .sort("line")
        .group_by("initiative")
        .agg(
            trace=pl.col("line").str.join("\n"),
            currencies=pl.col("currency").drop_nulls().n_unique(),
            currency=pl.col("currency").drop_nulls().first(),
        )
    )
    found = asked(snapshot).join(traces, left_on="id", right_on="initiative", how="left")
    for side in FORECASTING_SIDES:
        found = found.join(_side(rows, side), left_on="id", right_on="initiative", how="left")
    found = found.join(_decided(snapshot, question), on="id", how="left")
    counts = [pl.col(f"{side}_n").fill_null(0) for side in FORECASTING_SIDES]
    every = pl.sum_horizontal(counts).alias("forecasts")
    return found.with_columns(*counts, every, pl.col("currencies").fill_null(0), pl.col("trace").fill_null(""))


def _revealed(snapshot: Snapshot) -> pl.DataFrame:
    forecasts = snapshot.tables["forecasts"].filter((nw.col("revealed_on") <= snapshot.as_of).fill_null(False))
    rows = collect(forecasts.select(*COLUMNS)).with_columns(pl.col("subject").fill_null(""))
    low, likely, high = (pl.col(name) for name in VALUES)
    known = (
        pl.all_horizontal(pl.col(name).is_finite() for name in VALUES) & (low >= 0) & (low <= likely) & (likely <= high)
    ).fill_null(False)
    guess = pl.col("guess").is_finite().fill_null(False) & (pl.col("guess") >= 0)
    return rows.with_columns(
        *(pl.when(known).then(pl.col(name)).alias(name) for name in VALUES), guess=pl.when(guess).then(pl.col("guess"))
    )


def _asked(snapshot: Snapshot) -> pl.DataFrame:
    rounds = revealed(snapshot).filter(pl.col("subject_kind") == "initiative")
    rounds = rounds.select("subject", "round", "asked_on", "revealed_on", "base_on").unique(["subject", "round"])
    order = [pl.col("revealed_on"), pl.col("asked_on"), pl.col("round").str.len_chars(), pl.col("round")]
    latest = rounds.sort("subject", *order).unique("subject", keep="last", maintain_order=True)
    return snapshot.initiatives.join(latest, left_on="id", right_on="subject", how="inner").sort("id")


def _side(rows: pl.DataFrame, side: str) -> pl.DataFrame:
    mine = rows.filter(pl.col("side") == side)
    said = pl.col("likely").is_not_null()
    return mine.group_by("initiative").agg(
        said.sum().cast(pl.Int64).alias(f"{side}_n"),
        *(pl.col(name).drop_nulls().first().alias(f"{side}_{name}") for name in VALUES),
        pl.col("guess").median().alias(f"{side}_guess"),
        pl.col("never_share").mean().alias(f"{side}_never"),
        (~said & (pl.col("never_share") >= 1).fill_null(False)).all().alias(f"{side}_only_never"),
    )


def _decided(snapshot: Snapshot, question: str) -> pl.DataFrame:
    """Return the day on which the outcome of a question was known, for each initiative that has one."""
    outcomes = snapshot.get("outcomes")
    if outcomes is None:
        return pl.DataFrame(schema={"id": pl.String, "decided_on": pl.Date})
    known = (nw.col("known_on") <= snapshot.as_of).fill_null(False)
    mine = (nw.col("subject_kind") == "initiative") & (nw.col("question") == question)
    found = collect(outcomes.filter(mine & known).select(id=nw.col("subject"), decided_on=nw.col("known_on")))
    return found.group_by("id").agg(pl.col("decided_on").max())
