"""Which single initiatives have stalled: a fact about each, beside the estimate for all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accord.practices.judging import Finding, fact
from accord.practices.members import Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reading, Reason, Status, SubjectKind, Verdict
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot
from accord.tables.schemas import UNDER_WAY

QUIET_DAYS = 180  # half a year without a new stage or a result
METHOD = "days since approval"
COUNTED, NO_START, NO_END, BACKWARDS = range(4)  # why an initiative is left out of the estimate

IN_USE = _("In use {days} days after it was approved.")
OVER = _("It is over: it was retired or cancelled.")
NOT_KNOWN = _("It is not known when it was approved, went live or ended.")
MOVING = _("Under way for {days} days; four in five of those in use took {usual} days or less.")
MOVING_ALONE = _("Under way for {days} days; too few have arrived to say what is usual.")
HEARSAY = _("Its stage is known only from a file of {day}; whether anything has moved is not known.")
STALLED = _("Under way for {days} days, longer than {usual}, and nothing has moved for {quiet} days.")


@dataclass(frozen=True, slots=True)
class _One:
    """What is known of one initiative."""

    id: str
    stage: str
    days: int
    reason: int
    is_kept: bool
    asserted_on: date | None
    moved: date | None
    start: date | None


def stalled_readings(
    practice: Practice, snapshot: Snapshot, scope: Scope, members: Members, usual: float | None
) -> Iterator[Reading]:
    """Yield a reading for each initiative; it opens a gap of its own when it has stalled.

    `usual` is the organisation's day by which four in five have arrived, or None if that is not known yet.
    """
    names = ("id", "stage", "days", "reason", "is_kept", "asserted_on", "moved", "start")
    for row, values in enumerate(zip(*(members.frame[name].to_list() for name in names), strict=True)):
        if not scope.wants(SubjectKind.INITIATIVE, values[0]):
            continue
        one = _One(*values)
        status, verdict, reason = _told(practice, snapshot, one, usual)
        known = one.reason == COUNTED
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=one.id,
            n=int(known),
            n_missing=int(not known),
            digest=members.line_digest(row),
            method=METHOD,
            value=float(one.days) if known and status is Status.OK else None,
            reasons=(reason,),
            figures={"usual": usual},
        )
        over = one.stage in {"retired", "cancelled"}
        closes = over or (status is Status.OK and verdict is not Verdict.BAD and _has_moved(snapshot, one))
        opens = verdict is Verdict.BAD
        yield fact(practice, snapshot, scope, found, status=status, verdict=verdict, opens=opens, closes=closes)


def _told(practice: Practice, snapshot: Snapshot, one: _One, usual: float | None) -> tuple[Status, Verdict, Reason]:
    days = one.days
    if one.stage in {"retired", "cancelled"}:
        return Status.NOT_APPLICABLE, Verdict.NONE, Reason("over", OVER)
    if one.reason != COUNTED:
        return Status.INSUFFICIENT, Verdict.NONE, Reason("not_known", NOT_KNOWN)
    if one.stage not in UNDER_WAY:
        verdict = Verdict.GOOD if days <= practice.threshold_close else Verdict.UNCLEAR
        return Status.OK, verdict, Reason("in_use", IN_USE, {"days": days})
    if not one.is_kept and one.asserted_on:
        return Status.OK, Verdict.UNCLEAR, Reason("hearsay", HEARSAY, {"day": one.asserted_on.isoformat()})
    limit = max(practice.threshold_open, 2 * practice.threshold_open if usual is None else usual)
    quiet = _quiet(snapshot, one)
    if days > limit and quiet > QUIET_DAYS:
        return Status.OK, Verdict.BAD, Reason("stalled", STALLED, {"days": days, "usual": round(limit), "quiet": quiet})
    if usual is None:
        return Status.OK, Verdict.UNCLEAR, Reason("moving", MOVING_ALONE, {"days": days})
    return Status.OK, Verdict.UNCLEAR, Reason("moving", MOVING, {"days": days, "usual": round(usual)})


def _quiet(snapshot: Snapshot, one: _One) -> int:
    last = one.moved or one.start or snapshot.as_of
    return (snapshot.as_of - last).days


def _has_moved(snapshot: Snapshot, one: _One) -> bool:
    """Tell whether it is in use, or moved within the last quarter: half the time that opens a gap."""
    return one.stage not in UNDER_WAY or _quiet(snapshot, one) <= QUIET_DAYS // 2
