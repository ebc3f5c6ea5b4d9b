"""P21 — Talk that keeps its rhythm, with both sides there.

Question: Do the meetings and check-ins that business and IT agreed on take place, with both sides present?

Why it matters: Most of what goes wrong between business and IT was known to one side early. A rhythm that both agreed on
brings it to the table before it costs money; the first thing to lapse when things go badly is that rhythm.

Good example: Every second Tuesday the head of claims and the delivery lead go through what is out of step. Of thirteen
dates in the quarter twelve were held with both sides, one was moved to the Thursday and held then.

Bad example: The "joint" meeting stands on the calendar. Half of the dates were cancelled, and at the others IT sat alone.

How it is computed: Of the dates of series that ask for both sides and whose first day lies in the last 90 days before the
snapshot, the share held with both sides present, with Wilson's 95 % range. Meetings and check-ins in writing count alike.
A date counts by the day it was first planned for: moved and held is held, moved and still to come is not held yet.
Cancelled, missed and "nobody said that it took place" stay in the count and are never a pass. Held, but nobody said who
was there: not known, left out and named. Departments are counted with those below them. For a single initiative a gap
opens by the plain count: of four dates or more fewer than half were held with both sides.

What it cannot tell: Whether anybody listened. A date held for the record counts like one that settled something; look at
what the agendas ended in. Talk nobody planned is not here.

Source: Wilson, JASA 22, 1927, for the range; Reich & Benbasat, MIS Quarterly 24(1), 2000, on communication between business
and IT executives as what alignment rests on. The 90 days and the thresholds are choices of this house.
"""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.judging import Finding, fact, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Verdict
from accord.practices.shares import WILSON, share_ends
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect

WINDOW = timedelta(days=90)
TABLES = ("meetings", "check_ins")
OVER = ("retired", "cancelled")
METHOD_ONE = "count"
READ = (
    "series", "initiative", "department", "planned_on", "due_on", "held_on", "state", "sides_needed", "sides_present",
    "moved",
)  # fmt: skip
BOTH, ONE_SIDE, CANCELLED, AHEAD, NOT_HELD, NOT_SAID = "both", "one_side", "cancelled", "ahead", "not_held", "not_said"
BECAME = {BOTH: PASSES, ONE_SIDE: FAILS, CANCELLED: FAILS, AHEAD: FAILS, NOT_HELD: FAILS, NOT_SAID: UNKNOWN}

SAID = {
    ONE_SIDE: _("Held, but one side was not there: {count} of {n}."),
    CANCELLED: _("Cancelled: {count} of {n}."),
    NOT_HELD: _("Not held, or nobody said that it was: {count} of {n}."),
    AHEAD: _("Moved and still to come: {count} of {n}."),
}
MOVED = _("Moved to another day: {count} of {n}.")
SILENT = _("Not held with both sides even once: {count} of {n} series.")
NOBODY_SAID = _("no word on who was there")
OF_ONE = _("{passes} of {n} dates in the last 90 days were held with both sides.")
FEW = _("Too few to judge: {n} dates in the last 90 days, at least {minimum} are needed.")
IS_OVER = _("It is over: nobody has to meet about it any more.")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share held with both sides for groups, and for each initiative that a series is about."""
    if all(snapshot.get(table) is None or snapshot.is_empty(table) for table in TABLES):
        why = unasked(PRACTICE, snapshot, ("meetings",))
        yield from insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
        return
    rows = _dates(snapshot)
    members = Members.of(snapshot, rows, (*READ, "became"))
    ones = Members.of(snapshot, _by_initiative(snapshot, rows), ("stage", "passes", "fails", "unknown"))
    told = _told(ones)
    for branch, own in zip(members.branches, ones.branches, strict=True):
        if scope.wants(branch.kind, branch.id):
            yield _group(snapshot, scope, members, branch, InitiativeEvidence(ones, told, own.rows))
    yield from _ones(snapshot, scope, ones)


def _dates(snapshot: Snapshot) -> pl.DataFrame:
    """Return the dates of series between both sides that were planned for the last 90 days, with what each `became`.

    What happened after the day of the snapshot is not known yet.
    """
    frames = [
        collect(snapshot.tables[table].select("id", *READ)).with_columns(id=pl.lit(f"{table}:") + pl.col("id"))
        for table in TABLES
        if snapshot.get(table) is not None
    ]
    as_of = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = pl.concat(frames).unique("id", keep="first", maintain_order=True)
    needed = pl.col("sides_needed").fill_null("business,it")
    planned = pl.col("planned_on")
    rows = rows.filter(
        pl.col("series").is_not_null(), _has(needed, "business"), _has(needed, "it"),
        planned < as_of, planned >= snapshot.as_of - WINDOW,
    )  # fmt: skip
    present = pl.col("sides_present")
    is_held = (pl.col("state") == "held") & (pl.col("held_on") <= as_of).fill_null(True)
    became = (
        pl.when(is_held & present.is_null()).then(pl.lit(NOT_SAID))
        .when(is_held & _has(present, "business") & _has(present, "it")).then(pl.lit(BOTH))
        .when(is_held).then(pl.lit(ONE_SIDE))
        .when(pl.col("state") == "cancelled").then(pl.lit(CANCELLED))
        .when((pl.col("due_on") >= as_of).fill_null(False)).then(pl.lit(AHEAD))
        .otherwise(pl.lit(NOT_HELD))
    )  # fmt: skip
    named = snapshot.initiatives.select(initiative="id", of="department")
    rows = rows.with_columns(became=became, title=pl.lit("")).join(named, on="initiative", how="left")
    return rows.with_columns(department=pl.coalesce("department", "of")).drop("of")


def _has(sides: pl.Expr, side: str) -> pl.Expr:
    return sides.str.replace_all(" ", "").str.split(",").list.contains(side).fill_null(False)


def _by_initiative(snapshot: Snapshot, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the initiatives that a series was ever about, with how many of their dates passed, failed or are unknown."""
    states = pl.col("became").replace_strict(BECAME, return_dtype=pl.Int64)
    names = {"passes": PASSES, "fails": FAILS, "unknown": UNKNOWN}
    counts = rows.group_by("initiative").agg(
        *((states == state).sum().cast(pl.Int64).alias(name) for name, state in names.items())
    )
    ever = {
        name
        for table in TABLES
        if snapshot.get(table) is not None
        for name in collect(snapshot.tables[table].select("initiative", "series"))
        .filter(pl.col("series").is_not_null())["initiative"]
        .drop_nulls()
    }
    known = snapshot.initiatives.filter(pl.col("id").is_in(sorted(ever)))
    found = known.join(counts, left_on="id", right_on="initiative", how="left")
    return found.with_columns(*(pl.col(name).fill_null(0) for name in names))


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch, evidence: InitiativeEvidence) -> Reading:
    rows = members.frame[branch.rows]
    counts = {name: int((rows["became"] == name).sum()) for name in BECAME}
    passes, unknown = counts[BOTH], counts[NOT_SAID]
    n = rows.height - unknown
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=unknown,
            digest=members.digest(branch.rows),
            method=WILSON,
            reasons=tuple(_reasons(rows, counts, n)),
            evidence=evidence,
            figures={"planned": rows.height, **counts},
            **share_ends(PRACTICE, scope, passes, n),
        ),
    )


def _reasons(rows: pl.DataFrame, counts: dict[str, int], n: int) -> Iterator[Reason]:
    for name, words in SAID.items():
        if counts[name]:
            yield Reason(name, words, {"count": counts[name], "n": n})
    moved = int(rows["moved"].fill_null(False).sum())
    if moved:
        yield Reason("moved", MOVED, {"count": moved, "n": rows.height})
    ever = rows.filter(pl.col("became") != NOT_SAID).group_by("series").agg(both=(pl.col("became") == BOTH).sum())
    silent = int((ever["both"] == 0).sum())
    if silent:
        yield Reason("silent_series", SILENT, {"count": silent, "n": ever.height})
    if counts[NOT_SAID]:
        yield reasons.left_out(counts[NOT_SAID], NOBODY_SAID)


def _told(ones: Members) -> Told:
    passes, n = ones.column("passes"), ones.column("passes") + ones.column("fails")
    few = n < PRACTICE.min_rows
    states = np.where(few, UNKNOWN, np.where(passes < PRACTICE.threshold_open * n, FAILS, PASSES))
    notes = [Reason("few", FEW) if is_few else Reason("of_one", OF_ONE) for is_few in few.tolist()]
    return Told(states, notes, {"passes": passes, "n": n, "minimum": np.full(len(n), PRACTICE.min_rows)})


def _ones(snapshot: Snapshot, scope: Scope, ones: Members) -> Iterator[Reading]:
    columns = ones.frame.select("id", "stage", "passes", "fails", "unknown")
    for row, (identity, stage, passes, fails, unknown) in enumerate(columns.rows()):
        if not scope.wants(SubjectKind.INITIATIVE, identity):
            continue
        n = passes + fails
        status, verdict = _judged(stage, passes, n)
        value = passes / n if status is Status.OK else None
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=identity,
            n=n,
            n_missing=unknown,
            digest=ones.line_digest(row),
            method=METHOD_ONE,
            value=value,
            guard=(value, value),
            reasons=(_said(status, passes, n),),
            figures={"passes": passes, "fails": fails, "unknown": unknown},
        )
        closes = status is Status.NOT_APPLICABLE or verdict is Verdict.GOOD
        yield fact(
            PRACTICE,
            snapshot,
            scope,
            found,
            status=status,
            verdict=verdict,
            opens=verdict is Verdict.BAD,
            closes=closes,
        )


def _judged(stage: str, passes: int, n: int) -> tuple[Status, Verdict]:
    if stage in OVER:
        return Status.NOT_APPLICABLE, Verdict.NONE
    if n < PRACTICE.min_rows:
        return Status.INSUFFICIENT, Verdict.NONE
    if passes < PRACTICE.threshold_open * n:
        return Status.OK, Verdict.BAD
    return Status.OK, Verdict.GOOD if passes >= PRACTICE.threshold_close * n else Verdict.UNCLEAR


def _said(status: Status, passes: int, n: int) -> Reason:
    if status is Status.NOT_APPLICABLE:
        return Reason("over", IS_OVER)
    if status is Status.INSUFFICIENT:
        return Reason("few", FEW, {"n": n, "minimum": PRACTICE.min_rows})
    return Reason("of_one", OF_ONE, {"passes": passes, "n": n})


PRACTICE = Practice(
    code="P21",
    slug="dialogue-cadence",
    title=_("Talk that keeps its rhythm"),
    theme=_("Dialogue"),
    question=_("Do the meetings and check-ins that business and IT agreed on take place, with both sides present?"),
    tables=("meetings",),
    uses=("check_ins", "initiatives", "departments"),
    counted=_("dates planned in the last 90 days"),
    unit="share",
    better="up",
    threshold_open=0.5,
    open_reason=_("Fewer than half: then it is no rhythm any more, and each side learns late what the other knows."),
    threshold_close=0.75,
    close_reason=_("Three in four, well above the opening threshold: holidays and illness take some."),
    min_rows=4,
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of the dates that both sides agreed on were held with both there; {threshold} should be."),
    finding_none=_("None of the dates that both sides agreed on was held with both there; {threshold} should be."),
    fact_opens=_("below 50 %; for one initiative, fewer than half of four dates or more"),
    fact_closes=_("75 % or more of the dates of the last 90 days"),
    move=_("Start again with a shorter rhythm both can keep, and with what is out of step as the agenda."),
    sources=("Wilson 1927, JASA 22", "Reich & Benbasat 2000, MIS Quarterly 24(1)"),
    needs={
        "meetings": _("Plan a series between both sides under Meetings, and say afterwards who was there."),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
