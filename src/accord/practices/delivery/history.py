"""When an initiative reached its stages, and until when its record can be believed."""

from typing import Any

import narwhals as nw
import polars as pl

from accord.tables import Snapshot, collect

DAYS = ("approved_on", "begun_on", "live_on", "over_on", "moved_on", "asserted_on")
SCHEMA: dict[str, Any] = {"initiative": pl.String, **dict.fromkeys(DAYS, pl.Date)}


def stage_days(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per initiative with its first day in each stage (null: not known, or not by the snapshot's day).

    `approved_on`; `begun_on`: first day of building or testing; `live_on`; `over_on`: retired or cancelled; `moved_on`:
    its latest known day in any stage; `known_until`: the day up to which its record is believed.
    """
    return snapshot.once("delivery.stage_days", _stage_days)


def results(snapshot: Snapshot) -> pl.DataFrame:
    """Return initiative and day of each demonstrable result: done, with something to show; one a day at most."""
    return snapshot.once("delivery.results", _results)


def _stage_days(snapshot: Snapshot) -> pl.DataFrame:
    stages = snapshot.get("stages")
    rows = pl.DataFrame(schema=SCHEMA) if stages is None else collect(_days(stages, snapshot.as_of))
    as_of = pl.lit(snapshot.as_of, dtype=pl.Date)
    kept = pl.col("asserted_on").is_null() | (pl.col("moved_on") >= pl.col("asserted_on")).fill_null(False)
    return rows.with_columns(known_until=pl.when(kept).then(as_of).otherwise(pl.min_horizontal("asserted_on", as_of)))


def _days(stages: nw.LazyFrame[Any], as_of: Any) -> nw.LazyFrame[Any]:
    day = nw.when(nw.col("on") <= as_of).then(nw.col("on"))

    def first(*wanted: str) -> nw.Expr:
        return nw.when((nw.col("on") <= as_of) & nw.col("stage").is_in(wanted)).then(nw.col("on"))

    by_stage = stages.select(
        "initiative",
        "asserted_on",
        moved_on=day,
        approved_on=first("approved"),
        begun_on=first("building", "testing"),
        live_on=first("live"),
        over_on=first("retired", "cancelled"),
    )
    earliest = [nw.col(name).min() for name in ("approved_on", "begun_on", "live_on", "over_on")]
    latest = [nw.col(name).max() for name in ("moved_on", "asserted_on")]
    return by_stage.group_by("initiative").agg(*earliest, *latest).select("initiative", *DAYS)


def _results(snapshot: Snapshot) -> pl.DataFrame:
    milestones = snapshot.get("milestones")
    if milestones is None:
        return pl.DataFrame(schema={"initiative": pl.String, "day": pl.Date})
    shown = nw.col("result").str.strip_chars().str.len_chars().fill_null(0) > 0
    done = milestones.filter(shown & (nw.col("done_on") <= snapshot.as_of).fill_null(False))
    return collect(done.select("initiative", day=nw.col("done_on")).unique())
