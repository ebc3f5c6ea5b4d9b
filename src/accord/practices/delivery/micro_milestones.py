"""P31 — Something to show every few weeks.

Question: How long does it take from one result that can be shown to the next?

Why it matters: Trust grows from things people have seen working. Long silences make leaders ask for status reports, and
a plan that is wrong is found out late. Small results, shown often, keep both sides on the same page and let a bad idea
end cheaply.

Good example: Every four to six weeks the forecasting team shows a planner something that runs, on real numbers, and the
planner's remarks decide what comes next.

Bad example: The assistant was approved in spring. By winter there are eleven status slides and nothing to try.

How it is computed: For initiatives under way (approved, being built or in testing), the days between one demonstrable
result and the next: a milestone that is done and says what can be shown. The first wait starts on the day of approval,
or when work began if that day is not known. Several results on one day are one. The time since the last result is a
wait that is still open; it counts as "at least so long" (Kaplan–Meier), because leaving it out would make silence look
like speed. The figure is the median with a 95 % range. For a single initiative the figure is the days since its last
result: a plain fact. What its list no longer names is not under way: its stage is unknown from that day on.

What it cannot tell: Whether the results were any good or who saw them, and whether many small ones hide that the big
one slips. Waits of the same initiative resemble one another, so a reading that comes from fewer than five initiatives
is never called good or bad. Finished initiatives no longer count.

Source: Kaplan & Meier, JASA 53, 1958; Brookmeyer & Crowley, Biometrics 38, 1982, for the range of the median; six weeks
as the grain of a micro-milestone is a choice of this house.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.delivery.history import results, stage_days
from accord.practices.delivery.steps import STEPS
from accord.practices.delivery.waiting import ARRIVED, KAPLAN_MEIER, OPEN, wait
from accord.practices.judging import Finding, fact, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, InitiativeEvidence, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot
from accord.tables.schemas import UNDER_WAY

SINCE_RESULT = Reason("since_result", _("{days} days since its last result."))
NO_RESULT = Reason("no_result", _("No result yet, {days} days after it was approved."))
NO_DAYS = Reason("no_days", _("Neither a result nor a day of approval is known."))
METHOD_ONE = "days since the last result"


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the median days between results for departments and the organisation, and each initiative's silence."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "milestones"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=KAPLAN_MEIER)
        return
    members = Members.of(snapshot, _initiatives(snapshot), ("stage", "start", "count", "trace"))
    waits = Members.of(snapshot, _waits(snapshot, members.frame), (), then=("day",))
    yield from _groups(snapshot, scope, members, waits)
    yield from _ones(snapshot, scope, members)


def _initiatives(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per initiative under way or of unknown stage: its start, last result and silence since then."""
    shown = (
        results(snapshot)
        .group_by("initiative")
        .agg(
            first=pl.col("day").min(),
            last=pl.col("day").max(),
            count=pl.len().cast(pl.Int64),
            trace=pl.col("day").to_physical().cast(pl.Int64).sum(),  # changes when any of the days does
        )
    )
    days = stage_days(snapshot).select("initiative", "known_until", start=pl.coalesce("approved_on", "begun_on"))
    rows = snapshot.initiatives.filter(pl.col("stage").is_in([*UNDER_WAY, "unknown"]))
    for more in (days, shown):
        rows = rows.join(more, left_on="id", right_on="initiative", how="left")
    as_of = pl.lit(snapshot.as_of, dtype=pl.Date)
    starts_first = pl.col("first").is_null() | (pl.col("start") < pl.col("first"))
    rows = rows.with_columns(
        pl.col("count").fill_null(0),
        start=pl.when(starts_first).then(pl.col("start")),
        until=pl.max_horizontal(pl.col("known_until").fill_null(as_of), "last"),
    )
    since = pl.coalesce("last", "start")
    is_known = (pl.col("stage") != "unknown") & since.is_not_null()
    return rows.with_columns(silence=(pl.col("until") - since).dt.total_days(), is_known=is_known)


def _waits(snapshot: Snapshot, rows: pl.DataFrame) -> pl.DataFrame:
    """Return one row per wait: from one result (or the start) to the next, or open since then."""
    known = rows.filter("is_known").select("id", "title", "department", "until", "start")
    shown = known.join(results(snapshot), left_on="id", right_on="initiative", how="inner").drop("start")
    began = known.filter(pl.col("start").is_not_null()).rename({"start": "day"})
    points = pl.concat([shown, began.select(shown.columns)]).sort("id", "day")
    following = pl.col("day").shift(-1).over("id")
    waits = points.with_columns(
        seen=following.is_not_null(), days=(pl.coalesce(following, "until") - pl.col("day")).dt.total_days()
    )
    return waits.filter(pl.col("seen") | (pl.col("days") > 0))


def _groups(snapshot: Snapshot, scope: Scope, members: Members, waits: Members) -> Iterator[Reading]:
    days, causes = waits.column("days"), np.where(waits.column("seen"), ARRIVED, OPEN)
    first_of_each = waits.frame.select((pl.col("id") != pl.col("id").shift(1)).fill_null(True)).to_series().to_numpy()
    known = members.column("is_known")
    told = _told(members)
    for branch, own in zip(members.branches, waits.branches, strict=True):
        if not scope.wants(branch.kind, branch.id):
            continue
        found = wait(PRACTICE, scope, days[own.rows], causes[own.rows])
        missing = int((~known[branch.rows]).sum())
        left_out = (reasons.left_out(missing, LEFT_OUT),) if missing else ()
        yield judged(
            PRACTICE,
            snapshot,
            scope,
            Finding(
                kind=branch.kind,
                id=branch.id,
                whole=branch.whole,
                n=own.end - own.start,
                initiatives=int(first_of_each[own.rows].sum()),
                n_missing=missing,
                digest=members.digest(branch.rows),
                method=found.method,
                value=found.value,
                interval=found.interval,
                guard=found.guard,
                at_least=found.at_least,
                reasons=(*found.reasons, *left_out),
                evidence=InitiativeEvidence(members, told, branch.rows),
                figures={
                    "initiatives": int(known[branch.rows].sum()),
                    "waits_over": int((causes[own.rows] == ARRIVED).sum()),
                    "waits_open": int((causes[own.rows] == OPEN).sum()),
                },
            ),
        )


def _told(members: Members) -> Told:
    """Return a state, a note and the days of silence for each initiative."""
    silence = members.frame["silence"].fill_null(0).to_numpy()
    known, count = members.column("is_known"), members.column("count")
    states = np.where(~known, UNKNOWN, np.where(silence <= PRACTICE.threshold_open, PASSES, FAILS))
    notes = [_note(k, c) for k, c in zip(known.tolist(), count.tolist(), strict=True)]
    return Told(states, notes, {"days": silence})


def _note(is_known: bool, count: int) -> Reason:
    if not is_known:
        return NO_DAYS
    return SINCE_RESULT if count else NO_RESULT


def _ones(snapshot: Snapshot, scope: Scope, members: Members) -> Iterator[Reading]:
    rows = zip(*(members.frame[name].to_list() for name in ("id", "silence", "count", "is_known")), strict=True)
    for row, (identity, silence, count, is_known) in enumerate(rows):
        if not scope.wants(SubjectKind.INITIATIVE, identity):
            continue
        note = _note(is_known, count)
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=identity,
            n=count,
            n_missing=int(not is_known),
            digest=members.line_digest(row),
            method=METHOD_ONE,
            value=float(silence) if is_known else None,
            reasons=(Reason(note.code, note.text, {"days": silence} if is_known else {}),),
        )
        yield fact(PRACTICE, snapshot, scope, found, status=Status.OK if is_known else Status.INSUFFICIENT)


LEFT_OUT = _("an unknown stage or neither a result nor a day of approval")

PRACTICE = Practice(
    code="P31",
    family=STEPS,
    slug="micro-milestones",
    title=_("Something to show every few weeks"),
    theme=STEPS.theme,
    question=_("How long does it take from one result that can be shown to the next?"),
    tables=("initiatives", "milestones"),
    uses=("departments", "stages"),
    counted=_("waits for a result"),
    unit="days",
    better="down",
    threshold_open=42,
    open_reason=_("Six weeks: longer than that and leaders start asking for reports instead of looking."),
    threshold_close=35,
    close_reason=_("A week below the opening threshold, so that one late result does not make it flicker."),
    basis=Basis.LOGS,
    declared=False,
    finding=_("Half of the time it takes {value} days or more from one result to the next; {threshold} is the most."),
    move=_("Cut the next milestone of each silent initiative into something that can be shown within four weeks."),
    sources=("Kaplan & Meier 1958, JASA 53", "Brookmeyer & Crowley 1982, Biometrics 38"),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "milestones": _("Add milestones with what can be shown and the day they were done, or import them."),
    },
    measure=measure,
)
