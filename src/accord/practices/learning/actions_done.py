"""P50.actions — Agreed actions get done.

Question: Of what was agreed to be done, how much is done at the latest a month after its day?

Why it matters: Being a few days late is forgiven; what is never done is not. Where actions just stay open, the next meeting
agrees on them again, and people learn that agreeing costs nothing.

Good example: Of thirty actions that were due, twenty-four were done by their day and four more within the month. The other
two were taken back, with a reason.

Bad example: Half of the list is older than the quarter. Nobody takes anything off it, and it is no longer read aloud.

How it is computed: An action is a promise of people whose first day is over; planned ends that a list states are none.
The clock starts on that day, or on the one that both sides agreed on before it. The figure is the share done within
thirty days of it (Kaplan–Meier, so that what was due only last week counts for as long as it was seen), with an exact
95 % range. Done early or on the day counts at once; what was settled as not kept or taken back after its day counts as
not done. What was taken back before its day was not due. Beside it stand the share done by the day itself, the days
until half and until four in five are done, and how many have been open for more than thirty days. Departments are
counted with those below them, by the team of who promised. Below ten due, or where fewer than three people promised, no
share is given.

What it cannot tell: Whether what was done helped, or whether it was worth agreeing on. How punctual people are is what P30
says; here only what is left undone counts.

Source: Kaplan & Meier, JASA 53, 1958; Dorey & Korn, Statistics in Medicine 6, 1987, for the range. Thirty days are a choice
of this house: by then the next monthly meeting has asked for it.
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from accord.practices.delivery.promised import (
    AGREED,
    DUE,
    FEW_PEOPLE,
    FEWEST_PEOPLE,
    READ,
    people,
    promises,
    said_by_people,
)
from accord.practices.delivery.waiting import KAPLAN_MEIER
from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.learning.loops import LOOPS
from accord.practices.members import Branch, Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.words import gettext_noop as _
from accord.science import ended_within, kaplan_meier
from accord.tables import Snapshot, collect

GRACE_DAYS = 30
TOO_EARLY = _("No action has been due for {days} days yet: what is still open may yet be done.")
OPEN_LONG = _("Open for more than {days} days after their day: {count} of {n}.")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of actions done within thirty days of their day, for the organisation and each department."""
    why = unasked(PRACTICE, snapshot, ("promises",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=KAPLAN_MEIER)
        return
    members = Members.of(snapshot, due_actions(snapshot), (*READ, "begun"))
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch)


def due_actions(snapshot: Snapshot) -> pl.DataFrame:
    """Return the promises whose day is over.

    `begun` is that day, `done` when it was kept but not before that day, `took_until` when it was kept.
    """
    day = pl.when(pl.col("became") == AGREED).then(pl.coalesce("due_on", "first_due_on")).otherwise("first_due_on")
    due = said_by_people(promises(snapshot)).join(_due_on(snapshot), on="id", how="left")
    rows = due.filter(pl.col("became").is_in(DUE)).with_columns(begun=day)
    rows = rows.filter(pl.col("begun") < pl.lit(snapshot.as_of, dtype=pl.Date))
    kept = pl.when(pl.col("state") == "kept").then("kept_on")
    done = pl.max_horizontal(kept, pl.when(kept.is_not_null()).then("begun"))
    return rows.with_columns(done=done, took_until=kept)


def _due_on(snapshot: Snapshot) -> pl.DataFrame:
    return collect(snapshot.tables["promises"].select("id", "due_on")).unique("id", keep="first")


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch) -> Reading:
    rows = members.frame[branch.rows]
    n, few = rows.height, rows.height >= PRACTICE.min_rows and people(rows) < FEWEST_PEOPLE
    ends, figures, said = _found(snapshot, scope, rows) if n >= PRACTICE.min_rows and not few else ({}, {}, ())
    if few:
        said = (Reason("few_people", FEW_PEOPLE, {"minimum": FEWEST_PEOPLE}),)
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=n,
            n_missing=0,
            digest=members.digest(branch.rows),
            method=KAPLAN_MEIER,
            reasons=said,
            figures=figures,
            **ends,
        ),
    )


def _found(
    snapshot: Snapshot, scope: Scope, rows: pl.DataFrame
) -> tuple[dict[str, Any], dict[str, Value], tuple[Reason, ...]]:
    until = snapshot.as_of.toordinal()
    begun = [day.toordinal() for day in rows["begun"].to_list()]
    done = [None if day is None else day.toordinal() for day in rows["done"].to_list()]
    seen, guard = (
        ended_within(begun, done, until=until, time=GRACE_DAYS, level=level)
        for level in (scope.level, scope.guard_level)
    )
    figures = _figures(snapshot, rows)
    if seen is None or guard is None:
        return {}, figures, (Reason("too_early", TOO_EARLY, {"days": GRACE_DAYS}),)
    ends = {"value": seen.value, "interval": (seen.low, seen.high), "guard": (guard.low, guard.high)}
    values = {"days": GRACE_DAYS, "count": figures["open_long"], "n": rows.height}
    return ends, figures, (Reason("open_long", OPEN_LONG, values),) if figures["open_long"] else ()


def _figures(snapshot: Snapshot, rows: pl.DataFrame) -> dict[str, Value]:
    today = pl.lit(snapshot.as_of, dtype=pl.Date)
    took = (pl.coalesce("took_until", today) - pl.col("made_on")).dt.total_days().clip(lower_bound=0)
    known = rows.filter(pl.col("made_on").is_not_null()).select(days=took, seen=pl.col("done").is_not_null())
    curve = kaplan_meier(known["days"].to_numpy(), known["seen"].to_numpy()) if known.height else None
    open_long = rows.filter(
        (pl.col("state") == "open") & ((today - pl.col("begun")).dt.total_days() > GRACE_DAYS)
    ).height
    return {
        "on_time_share": int((rows["done"] == rows["begun"]).sum()) / rows.height,
        "done": int(rows["done"].is_not_null().sum()),
        "open_long": open_long,
        "median_days": curve.median if curve else None,
        "p80_days": curve.quantile(0.8) if curve else None,
    }


PRACTICE = Practice(
    code="P50.actions",
    family=LOOPS,
    slug="actions-done",
    title=_("Agreed actions get done"),
    theme=LOOPS.theme,
    question=_("Of what was agreed to be done, how much is done at the latest a month after its day?"),
    tables=("promises",),
    uses=("departments",),
    counted=_("actions that were due"),
    unit="share",
    better="up",
    threshold_open=0.7,
    open_reason=_(
        "If three in ten are not done even a month late, agreeing on something no longer means that it happens."
    ),
    threshold_close=0.8,
    close_reason=_("Four in five, a tenth above the opening threshold; some are rightly given up."),
    min_rows=10,
    full_rows=15,
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of what was agreed is done a month after its day; {threshold} should be."),
    finding_none=_("Nothing of what was agreed is done a month after its day; {threshold} should be."),
    move=_("Go through what is open for more than a month: do it, take it back with a reason, or cut it down."),
    sources=("Kaplan & Meier 1958, JASA 53", "Dorey & Korn 1987, Statistics in Medicine 6"),
    needs={
        "promises": _("Write agreed actions down as promises, with an owner and a day: in meetings and from gaps."),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT),
    measure=measure,
)
