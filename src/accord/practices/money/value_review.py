"""P10 — Recurring value review.

Question: Is what is in use looked at every quarter, by people who may stop it or make it larger?

Why it matters: What went live goes on costing, whether it still pays or not. Nobody stops anything by mail; it takes an hour, the
figures, and somebody who may say no. The same hour finds what deserves more.

Good example: Every quarter an hour for what is in use: two go on as they are, one is made larger, one is stopped and its people
thanked.

Bad example: It was celebrated at the start. Since then it is a line in the budget that is carried over.

How it is computed: Of the initiatives in use for a quarter or longer, the share whose value was reviewed within the last quarter (92 days), or within
the time its case agreed on, with Wilson's 95 % range. The clock of an initiative begins when it went live, and not before the day of the
first review on record in the house: a house that begins with reviews has a quarter for the first round. Where
no review is on record at all nobody was asked, and nothing is said. Beside the share stand the decisions of the last year, and how many of
them were to stop or to make larger: where every review ends in "go on", nobody decides. For a single initiative a review that is overdue is a
fact and opens a gap.

What it cannot tell: Whether the figures on the table were any good (P09, benefits shown), and whether what was decided was done.

Source: Ward & Daniel, Benefits Management, 2012 (reviews after the start); Royer, Harvard Business Review 81(2), 2003 (why bad
projects are so hard to kill); Wilson, JASA 22, 1927. The quarter is a choice of this house; a case may agree on another time.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import polars as pl

from accord.practices.delivery.history import stage_days
from accord.practices.facts import NO_STAGE, NOT_IN_USE, OVER, OVER_STAGES, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN, Branch
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect

QUARTER, YEAR = 92, 365
MONTH = 30.5
METHOD_ONE = "days since the last value review"
WAYS = ("continue", "adjust", "scale", "stop")
INPUTS = ("stage", "live_on", "trace", "review_months")

REVIEWED = _("Its value was reviewed on {day}.")
OVERDUE = _("Its value was last reviewed on {day}; {days} days are the most between two reviews.")
NEVER = _("In use, and its value was never reviewed.")
NEVER_SINCE = _("In use since {day}, and its value was never reviewed.")
NOT_DUE = _("In use since {day}: its first review is not due yet.")
BEGINNING = Reason("beginning", _("Reviews have only begun here: its first one is not due yet."))
DECIDED = _("Decided in reviews of the last year: {stop} to stop, {scale} to make larger, of {n} in all.")
ONLY_ON = _("All {n} reviews of the last year decided to go on as planned.")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of initiatives in use that were reviewed in time, and for each of them whether a review is overdue."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "value_reviews"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    reviews = _reviews(snapshot)
    rows = joined(snapshot, "cases", ("review_months",), snapshot.initiatives)
    rows = rows.filter(pl.col("stage") != "idea").join(_live(snapshot), on="id", how="left")
    rows = rows.join(_by_initiative(reviews, snapshot.as_of), left_on="id", right_on="initiative", how="left")
    rows = rows.filter(pl.col("stage").is_in(["live", "unknown"]) | pl.col("trace").is_not_null())
    began = _began(reviews, snapshot.as_of)
    facts = Facts.of(snapshot, rows, INPUTS, partial(_judge, snapshot.as_of, began))
    more = partial(_decided, facts)
    return fact_readings(PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE, more=more)


def _reviews(snapshot: Snapshot) -> pl.DataFrame:
    frame = snapshot.tables["value_reviews"].select("id", "initiative", "recorded_on", "due_on", "held_on", "way")
    rows = collect(frame).unique("id", keep="first", maintain_order=True)
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    return rows.filter((pl.col("recorded_on") <= today).fill_null(True)).with_columns(
        held=pl.when(pl.col("held_on") <= today).then("held_on")
    )


def _began(reviews: pl.DataFrame, as_of: date) -> date:
    """Return the first day on which a review was held, or is known to have been planned; today if that is to come."""
    days: list[date] = [day for name in ("recorded_on", "held") for day in reviews[name].drop_nulls().to_list()]
    return min([*days, as_of])


def _by_initiative(reviews: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Return each initiative's last review (`held`), last year's decisions, and a `trace` of all that is recorded."""
    spelled = [pl.col(name).cast(pl.String).fill_null("") for name in ("id", "recorded_on", "due_on", "held_on", "way")]
    recent = pl.col("held") > pl.lit(as_of - timedelta(days=YEAR), dtype=pl.Date)
    counts = ((recent & (pl.col("way") == way)).fill_null(False).sum().cast(pl.Int64).alias(way) for way in WAYS)
    rows = reviews.with_columns(line=pl.concat_str(spelled, separator="~")).sort("line")
    return rows.group_by("initiative").agg(pl.col("held").max(), *counts, trace=pl.col("line").str.join("|"))


def _live(snapshot: Snapshot) -> pl.DataFrame:
    if snapshot.get("stages") is None:
        return pl.DataFrame(schema={"id": pl.String, "live_on": pl.Date})
    return stage_days(snapshot).select(pl.col("initiative").alias("id"), "live_on")


def _judge(as_of: date, began: date, row: Mapping[str, Any]) -> One:
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER)
    if row["stage"] == "unknown":
        return One(UNKNOWN, NO_STAGE, speaks=row["trace"] is not None)
    if row["stage"] != "live":
        return One(ASIDE, NOT_IN_USE)
    months = row["review_months"]
    limit = max(QUARTER, round(months * MONTH)) if months else QUARTER
    live, held = row["live_on"], row["held"]
    figures = {way: row[way] or 0 for way in WAYS}
    if held is not None:
        days = (as_of - held).days
        if days <= limit:
            return One(PASSES, Reason("reviewed", REVIEWED, {"day": held.isoformat()}), value=1.0, figures=figures)
        note = Reason("overdue", OVERDUE, {"day": held.isoformat(), "days": limit})
        return One(FAILS, note, value=0.0, figures={**figures, "days": days})
    if live is not None and (as_of - live).days <= limit:
        return One(ASIDE, Reason("not_due", NOT_DUE, {"day": live.isoformat()}))
    if (as_of - began).days <= QUARTER:
        return One(ASIDE, BEGINNING)
    note = Reason("never", NEVER) if live is None else Reason("never", NEVER_SINCE, {"day": live.isoformat()})
    return One(FAILS, note, value=0.0, figures=figures)


def _decided(facts: Facts, branch: Branch) -> tuple[dict[str, Value], tuple[Reason, ...]]:
    """Return how many reviews of the last year decided what, whatever became of the initiative since."""
    frame = facts.members.frame[branch.rows]
    figures: dict[str, Any] = {way: int(frame[way].fill_null(0).sum()) for way in WAYS}
    n = sum(figures.values())
    if not n:
        return figures, ()
    if figures["continue"] == n and n >= PRACTICE.min_rows:
        return figures, (Reason("only_on", ONLY_ON, {"n": n}),)
    return figures, (Reason("decided", DECIDED, {"stop": figures["stop"], "scale": figures["scale"], "n": n}),)


LEFT_OUT = _("an unknown stage")

PRACTICE = Practice(
    code="P10",
    slug="value-review",
    title=_("Recurring value review"),
    theme=_("Money and value"),
    question=_("Is what is in use looked at every quarter, by people who may stop it or make it larger?"),
    tables=("initiatives", "value_reviews"),
    uses=("departments", "stages", "cases"),
    counted=_("initiatives in use whose review is due"),
    unit="share",
    better="up",
    threshold_open=0.6,
    open_reason=_("With two in five not looked at for more than a quarter, costs go on that nobody decided on."),
    threshold_close=0.75,
    close_reason=_("Well above the opening threshold, so that one review that slips does not make it flicker."),
    basis=Basis.LOGS,
    declared=False,
    finding=_("Only {value} of what is in use was reviewed in the last quarter; {threshold} should be."),
    finding_none=_("Nothing of what is in use was reviewed in the last quarter; {threshold} should be."),
    fact_opens=_(
        "below 60 %; for one initiative: in use, and its review is overdue by the time its case agreed on, else a quarter"
    ),
    fact_closes=_("75 % or more; for one initiative: it was reviewed, or it is not in use any more"),
    move=_(
        "Name an hour within the month and who decides; lay the ledger beside it, and write down: go on, change, larger or stop."
    ),
    sources=(
        "Ward & Daniel 2012, Benefits Management",
        "Royer 2003, Harvard Business Review 81(2)",
        "Wilson 1927, JASA 22",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "value_reviews": _(
            "Plan a value review on the page of each initiative in use, and write down what it decided."
        ),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
