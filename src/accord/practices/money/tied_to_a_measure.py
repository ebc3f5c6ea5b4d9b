"""P09 — Technology tied to a measure.

Question: Is every initiative tied to a number of the business that somebody keeps looking at?

Why it matters: "Better customer service" cannot fail. Time to answer, refunds paid, people who leave: these can. Only what can
fail can be known to have worked.

Good example: The returns forecast is tied to the share of orders sent back: 11 % in March, 8 % by year's end, read every month
from the warehouse's own report.

Bad example: "Improves efficiency." Nobody wrote down how efficient it was before, and nobody will know afterwards.

How it is computed: Of the active initiatives (approved, being built, in testing or live) the share tied to at least one measure, by a
goal they serve that is still open or by their case, which has a baseline, a target, a unit, a named source, and a value
that is not older than 120 days. A baseline, a target or a source that the case itself names counts for the case's measure. Of
several measures the best one counts. The range is Wilson's at 95 %. Initiatives whose stage is unknown are left out and named.

What it cannot tell: Whether it is the right measure, and whether the initiative moves it: that is asked by the studies of what
it caused. It rests on what people filled in, and is shown as declared.

Source: RAND, The Root Causes of Failure for AI Projects (RR-A2680-1), 2024, on success measures that were never agreed on; Doran,
Management Review 70(11), 1981, on goals that can be measured; Wilson, JASA 22, 1927. 120 days are a choice of this house: a quarter
and a month for the figures to come in.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import narwhals as nw
import polars as pl

from accord.practices import reasons
from accord.practices.facts import NO_STAGE, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN
from accord.practices.money.value import NEEDS, VALUE
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect
from accord.tables.schemas import ACTIVE

FRESH_DAYS = 120
METHOD_ONE = "what its best measure lacks"
NO_MEASURE, NO_BASELINE, NO_TARGET, NO_UNIT, NO_SOURCE, NO_VALUE, OLD, TIED = range(8)
NOTES: tuple[str, ...] = (
    _("It is tied to no measure."),
    _("Its measure has no baseline: nobody will know what changed."),
    _("Its measure has no target."),
    _("Its measure has no unit."),
    _("Nobody says where the values of its measure come from."),
    _("Its measure has no value yet."),
    _("The latest value of its measure is of {day}, more than {fresh} days ago."),
    _("Tied to a measure with a baseline, a target and a value of {day}."),
)
CODES = ("no_measure", "no_baseline", "no_target", "no_unit", "no_source", "no_value", "old", "tied")
CASE = ("measure", "baseline", "target", "baseline_source")
TRACED = ("baseline", "target", "unit", "source", "last_on")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of active initiatives that are tied to a measure with all it takes."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "measures"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    active = snapshot.initiatives.filter(pl.col("stage").is_in([*ACTIVE, "unknown"]))
    rows = active.join(_best(snapshot, active), left_on="id", right_on="initiative", how="left")
    facts = Facts.of(snapshot, rows.with_columns(pl.col("step").fill_null(NO_MEASURE)), ("stage", "trace"), _judge)
    unknown = reasons.UNKNOWN_STAGE
    return fact_readings(PRACTICE, snapshot, scope, facts, unknown=unknown, method=METHOD_ONE)


def _best(snapshot: Snapshot, active: pl.DataFrame) -> pl.DataFrame:
    """Return one row per initiative with a measure: how far its best one got (`step`), its last `day`, and a `trace`."""
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = pl.concat([_of_goals(snapshot), _of_cases(snapshot, active)])
    last = pl.when(pl.col("last_on") <= today).then("last_on")
    step = (
        pl.when(pl.col("baseline").is_null()).then(NO_BASELINE)
        .when(pl.col("target").is_null()).then(NO_TARGET)
        .when(pl.col("unit").fill_null("") == "").then(NO_UNIT)
        .when(pl.col("source").fill_null("") == "").then(NO_SOURCE)
        .when(last.is_null()).then(NO_VALUE)
        .when(last < today - timedelta(days=FRESH_DAYS)).then(OLD)
        .otherwise(TIED)
    )  # fmt: skip
    line = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in ("id", *TRACED)], separator="~")
    told = rows.with_columns(step=step, day=last, line=line).sort("initiative", "step", "day", "line", nulls_last=False)
    lines = told.sort("line").group_by("initiative").agg(trace=pl.col("line").str.join("|"))
    best = told.group_by("initiative", maintain_order=True).agg(pl.col("step").last(), pl.col("day").last())
    return best.join(lines, on="initiative").with_columns(
        pl.col("step").cast(pl.Int64), day=pl.col("day").dt.to_string("iso")
    )


def _measures(snapshot: Snapshot) -> pl.DataFrame:
    rows = collect(snapshot.tables["measures"].select("id", "goal", *TRACED))
    return rows.unique("id", keep="first", maintain_order=True)


def _of_goals(snapshot: Snapshot) -> pl.DataFrame:
    """Return the measures of the open goals each initiative serves."""
    links, goals = snapshot.get("goal_links"), snapshot.get("goals")
    served = pl.DataFrame(schema={"initiative": pl.String, "goal": pl.String})
    if links is not None:
        served = collect(links.select("initiative", "goal")).unique(maintain_order=True)
    if goals is not None:
        closed = collect(goals.filter(~nw.col("active").fill_null(True)).select("id"))
        served = served.join(closed, left_on="goal", right_on="id", how="anti")
    return served.join(_measures(snapshot), on="goal", how="inner").select("initiative", "id", *TRACED)


def _of_cases(snapshot: Snapshot, active: pl.DataFrame) -> pl.DataFrame:
    """Return the measure each case names, with what the case says of it where the measure itself does not."""
    cases = joined(snapshot, "cases", CASE, active.select("id")).filter(pl.col("measure").is_not_null())
    cases = cases.select(initiative="id", id="measure", own="baseline", aim="target", said="baseline_source")
    rows = cases.join(_measures(snapshot), on="id", how="inner").with_columns(
        pl.coalesce("baseline", "own"), pl.coalesce("target", "aim"), pl.coalesce("source", "said")
    )
    return rows.select("initiative", "id", *TRACED)


def _judge(row: Mapping[str, Any]) -> One:
    if row["stage"] == "unknown":
        return One(UNKNOWN, NO_STAGE, speaks=False)
    step = row["step"]
    values = {"day": row["day"]} if step in (OLD, TIED) else {}
    if step == OLD:
        values["fresh"] = FRESH_DAYS
    note = Reason(CODES[step], NOTES[step], values)
    return One(PASSES if step == TIED else FAILS, note, value=float(step == TIED))


PRACTICE = Practice(
    code="P09",
    family=VALUE,
    slug="tied-to-a-measure",
    title=_("Technology tied to a measure"),
    theme=VALUE.theme,
    question=_("Is every initiative tied to a number of the business that somebody keeps looking at?"),
    tables=("initiatives", "measures"),
    uses=("departments", "goals", "goal_links", "cases"),
    counted=_("active initiatives"),
    unit="share",
    better="up",
    threshold_open=0.6,
    open_reason=_("With two in five tied to nothing that is looked at, money follows stories."),
    threshold_close=0.75,
    close_reason=_("Well above the opening threshold, because values come in month by month."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of active initiatives are tied to a measure that is looked at; {threshold} should be."),
    finding_none=_("None of the active initiatives is tied to a measure that is looked at; {threshold} should be."),
    move=_("Name for each initiative the number it should move, what it is today and where it is read; then read it."),
    sources=("RAND RR-A2680-1 (2024)", "Doran 1981, Management Review 70(11)", "Wilson 1927, JASA 22"),
    needs=NEEDS,
    measure=measure,
)
