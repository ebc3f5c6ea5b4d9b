"""Claims that initiatives move a series, as the measures of P09 read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from accord.tables import Snapshot, collect

READ = (
    "id", "initiative", "series", "from_on", "promised", "estimate", "low", "high", "grade", "credited_share",
    "do_agree", "moved", "moved_low", "moved_high", "currency", "promised_amount", "studied_on",
)  # fmt: skip
SIZES = ("promised", "estimate", "low", "high", "moved", "moved_low", "moved_high")
DUST = 1e-12  # what is smaller is no size but what rounding left over; nothing is divided by it
TRACED = tuple(name for name in READ if name != "promised_amount")  # which grows with every month


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim with what its latest study said by the day of the snapshot."""

    id: str
    initiative: str
    series: str
    from_on: date
    promised: float | None
    estimate: float | None
    low: float | None
    high: float | None
    grade: str | None
    credited_share: float | None
    do_agree: bool | None
    moved: float | None
    moved_low: float | None
    moved_high: float | None
    currency: str | None
    promised_amount: float | None
    studied_on: date | None

    @property
    def ratio(self) -> tuple[float, float, float]:
        """Return realised ÷ promised with both ends; needs an estimate and a promise, no end known is the estimate's."""
        estimate, promised = self.estimate or 0.0, self.promised or 1.0
        low = estimate if self.low is None else self.low
        high = estimate if self.high is None else self.high
        return estimate / promised, low / promised, high / promised

    @property
    def asks(self) -> float | None:
        """Return how much of the movement it claims: what its study says it caused, else what was promised."""
        return self.promised if self.estimate is None else max(self.estimate, 0.0)


def claims_of(snapshot: Snapshot) -> Mapping[str, tuple[Claim, ...]]:
    """Return the claims that have begun by the day of the snapshot, by initiative, in order of their ids."""
    return snapshot.once("money.claims", _claims)


def with_claims(snapshot: Snapshot, rows: pl.DataFrame) -> pl.DataFrame:
    """Return initiatives with a `trace`: all that is recorded of their claims as a text, empty where there is none."""
    said = collect(snapshot.tables["claims"].select(*READ)).unique("id", keep="first", maintain_order=True)
    line = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in TRACED], separator="~")
    traces = said.with_columns(line=line).sort("line").group_by("initiative").agg(trace=pl.col("line").str.join("|"))
    found = rows.join(traces, left_on="id", right_on="initiative", how="left")
    return found.with_columns(pl.col("trace").fill_null(""))


def _claims(snapshot: Snapshot) -> Mapping[str, tuple[Claim, ...]]:
    rows = collect(snapshot.tables["claims"].select(*READ)).unique("id", keep="first", maintain_order=True).sort("id")
    found: dict[str, list[Claim]] = {}
    for row in rows.iter_rows(named=True):
        if row["initiative"] is not None and row["from_on"] <= snapshot.as_of:
            one = Claim(**_by(row, snapshot.as_of))
            found.setdefault(one.initiative, []).append(one)
    return {initiative: tuple(mine) for initiative, mine in found.items()}


def _by(row: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Return a row as it was known on a day: a later study is not known yet."""
    row = {**row, **{name: 0.0 for name in SIZES if row[name] is not None and abs(row[name]) < DUST}}
    if row["studied_on"] is None or row["studied_on"] <= as_of:
        return row
    return {**row, **dict.fromkeys(("estimate", "low", "high", "grade", "credited_share", "do_agree", "studied_on"))}
