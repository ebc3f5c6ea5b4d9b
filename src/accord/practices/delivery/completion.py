"""P33 — From approval to use.

Question: How long does it take from approval until an initiative is in use, and how many never get there?

Why it matters: Leaders hear how fast the finished ones were and plan with that. The slow ones are still under way and
the failed ones are forgotten, so the next promise is too short again. Counting everything that was started gives a
figure both sides can plan with.

Good example: "Of what we approve, half is in use after seven months and four in five after fourteen", said before the
next approval.

Bad example: "Our AI initiatives go live within three months": the three that did. Nine others were approved two years
ago, and nobody has closed them.

How it is computed: For everything ever approved, the days from approval (or, if that day is not known, from the first
day of building) to the first day in use. What is still under way counts as "at least so long" (Kaplan–Meier). Where
more than a tenth was cancelled, a cancelled one counts as never arriving (cumulative incidence, Aalen–Johansen),
because treating it as still on its way would promise too much. Retired after having been in use counts as having
arrived; retired before, as cancelled. The figure is the day by which half have arrived, with a 95 % range. If half have
not, that is said, and the reading is bad only when even the least it can be is beyond the threshold. Days that run
backwards and days that are not known are left out and named. A stage taken from a file is believed up to the day of
that file, and nothing is said about what has moved since; where its list no longer names it, its stage is unknown from
that day on. For a single initiative the figure is its own days: it is called stalled when it has been under way for
longer than four in five of the organisation's took (twice the opening threshold, if that is not known yet), longer than
the opening threshold, and nothing has moved for half a year: no new stage, no result.

What it cannot tell: Whether what arrived is used or worth it, whether it was delivered whole, and how long the idea
waited before it was approved. It looks at all starts on record, so it moves slowly.

Source: Kaplan & Meier, JASA 53, 1958; Aalen & Johansen, Scand. J. Statist. 5, 1978; Brookmeyer & Crowley, Biometrics 38,
1982; a year as the limit follows the yearly budget and is a choice of this house.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from accord.practices import reasons
from accord.practices.delivery.arriving import ARRIVING
from accord.practices.delivery.history import results, stage_days
from accord.practices.delivery.stalled import BACKWARDS, COUNTED, NO_END, NO_START, stalled_readings
from accord.practices.delivery.waiting import ARRIVED, GIVEN_UP, KAPLAN_MEIER, OPEN, wait
from accord.practices.judging import Finding, insufficient, judged, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, InitiativeEvidence, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.words import gettext_noop as _
from accord.science import cumulative_incidence, kaplan_meier
from accord.tables import Snapshot
from accord.tables.schemas import UNDER_WAY

TOOK = Reason("took", _("In use after {days} days."))
STILL = Reason("still", _("Under way for {days} days."))
ENDED = Reason("ended", _("Cancelled after {days} days."))
LEFT_OUT = {
    NO_START: Reason("no_start", _("The day it was approved is not known.")),
    NO_END: Reason("no_end", _("The day it was in use or ended is not known.")),
    BACKWARDS: Reason("backwards", _("In use {days} days before it was approved: one of the two days must be wrong.")),
}
LEFT_OUT_WORDS = {
    NO_START: _("no known day of approval"),
    NO_END: _("no known day of going live or ending"),
    BACKWARDS: _("days that run backwards"),
}
NOTES = {OPEN: STILL, ARRIVED: TOOK, GIVEN_UP: ENDED}


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the median days from approval to use for groups, and for each initiative whether it has stalled."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "stages"))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=KAPLAN_MEIER)
        return
    members = Members.of(snapshot, _rows(snapshot), ("stage", "start", "end", "moved"))
    counted = members.column("reason") == COUNTED
    days, causes = members.column("days"), members.column("cause")
    told = _told(members)
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch, told)
    yield from stalled_readings(PRACTICE, snapshot, scope, members, _four_in_five(days[counted], causes[counted]))


def _rows(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per initiative beyond an idea: start, end, days between (so far), how it ended, why left out."""
    rows = snapshot.initiatives.filter(pl.col("stage") != "idea")
    shown = results(snapshot).group_by("initiative").agg(last=pl.col("day").max())
    for more in (stage_days(snapshot), shown):
        rows = rows.join(more, left_on="id", right_on="initiative", how="left")
    under_way = pl.col("stage").is_in(UNDER_WAY)
    over = pl.col("stage").is_in(["retired", "cancelled"])
    arrived = pl.col("live_on").is_not_null() & ~under_way
    rows = rows.with_columns(
        start=pl.coalesce("approved_on", "begun_on"),
        end=pl.when(arrived).then("live_on").when(over).then("over_on"),
        cause=pl.when(arrived).then(ARRIVED).when(over).then(GIVEN_UP).otherwise(OPEN),
        known_until=pl.col("known_until").fill_null(pl.lit(snapshot.as_of, dtype=pl.Date)),
        moved=pl.max_horizontal("moved_on", "last"),
    ).with_columns(
        is_kept=pl.col("asserted_on").is_null() | (pl.col("moved") >= pl.col("asserted_on")).fill_null(False)
    )
    last_day = pl.when(pl.col("cause") == OPEN).then(pl.max_horizontal("known_until", "start")).otherwise("end")
    days = (last_day - pl.col("start")).dt.total_days()
    reason = (
        pl.when(pl.col("start").is_null()).then(NO_START)
        .when(pl.col("end").is_null() & ~under_way).then(NO_END)
        .when(days < 0).then(BACKWARDS)
        .otherwise(COUNTED)
    )  # fmt: skip
    return rows.with_columns(days=days, reason=reason).with_columns(pl.col("days").fill_null(0))


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch, told: Told) -> Reading:
    reason = members.column("reason")[branch.rows]
    counted = reason == COUNTED
    days, causes = members.column("days")[branch.rows][counted], members.column("cause")[branch.rows][counted]
    found = wait(PRACTICE, scope, days, causes)
    return judged(
        PRACTICE,
        snapshot,
        scope,
        Finding(
            kind=branch.kind,
            id=branch.id,
            whole=branch.whole,
            n=len(days),
            n_missing=int((~counted).sum()),
            digest=members.digest(branch.rows),
            method=found.method,
            value=found.value,
            interval=found.interval,
            guard=found.guard,
            at_least=found.at_least,
            reasons=(*found.reasons, *_named(reason)),
            evidence=InitiativeEvidence(members, told, branch.rows),
            figures=_figures(days, causes, reason),
        ),
    )


def _named(reason: Any) -> tuple[Reason, ...]:
    counts = ((int((reason == code).sum()), words) for code, words in LEFT_OUT_WORDS.items())
    return tuple(reasons.left_out(count, words) for count, words in counts if count)


def _figures(days: Any, causes: Any, reason: Any) -> dict[str, Value]:
    figures: dict[str, Value] = {
        "arrived": int((causes == ARRIVED).sum()),
        "cancelled": int((causes == GIVEN_UP).sum()),
        "under_way": int((causes == OPEN).sum()),
        "backwards": int((reason == BACKWARDS).sum()),
        "p80": None,
    }
    if len(days) < PRACTICE.min_rows:
        return figures
    live, ended = (cumulative_incidence(days, causes, cause) for cause in (ARRIVED, GIVEN_UP))
    figures |= {"p80": live.quantile(0.8), "live_after_a_year": live.at(365), "cancelled_after_a_year": ended.at(365)}
    if figures["arrived"]:
        figures["median_of_arrived"] = float(np.median(days[causes == ARRIVED]))
    return figures


def _four_in_five(days: Any, causes: Any) -> float | None:
    """Return the day by which four in five of those that arrive have done so, over the whole organisation."""
    return kaplan_meier(days, causes == ARRIVED).quantile(0.8) if len(days) >= PRACTICE.full_rows else None


def _told(members: Members) -> Told:
    """Return a state, a note and the days for each initiative: passing if it took no longer than the threshold."""
    days, causes, reason = (members.column(name) for name in ("days", "cause", "reason"))
    late = days > PRACTICE.threshold_open
    states = np.where(
        causes == ARRIVED, np.where(late, FAILS, PASSES), np.where(late | (causes == GIVEN_UP), FAILS, UNKNOWN)
    )
    states = np.where(reason == COUNTED, states, UNKNOWN)
    notes: list[Reason | None] = [
        NOTES[cause] if why == COUNTED else LEFT_OUT[why]
        for cause, why in zip(causes.tolist(), reason.tolist(), strict=True)
    ]
    return Told(states, notes, {"days": np.abs(days)})


PRACTICE = Practice(
    code="P33",
    family=ARRIVING,
    slug="completion",
    title=_("From approval to use"),
    theme=ARRIVING.theme,
    question=_("How long does it take from approval until an initiative is in use, and how many never get there?"),
    tables=("initiatives", "stages"),
    uses=("departments", "milestones"),
    counted=_("approved initiatives with known days"),
    unit="days",
    better="down",
    threshold_open=365,
    open_reason=_("A year: after that the budget, and often the people, are others than those who approved it."),
    threshold_close=330,
    close_reason=_("A month below the opening threshold, so that one late arrival does not make it flicker."),
    basis=Basis.LOGS,
    declared=False,
    finding=_("It takes {value} days until half of what was approved is in use; {threshold} is the most."),
    move=_("Go through the oldest ones together: finish within a quarter, cut to a part that can be used, or stop."),
    sources=(
        "Kaplan & Meier 1958, JASA 53",
        "Aalen & Johansen 1978, Scand. J. Statist. 5",
        "Brookmeyer & Crowley 1982, Biometrics 38",
    ),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "stages": _("Give the days on which initiatives were approved and went live, or import them."),
    },
    own_gap_subjects=(SubjectKind.ORGANISATION, SubjectKind.DEPARTMENT, SubjectKind.INITIATIVE),
    measure=measure,
)
